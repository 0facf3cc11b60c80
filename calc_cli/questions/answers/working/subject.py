"""The function that a working is about: its parts, what constraints tell of them, and its variable."""

import re
from collections.abc import Iterator, Mapping
from itertools import takewhile

import sympy as sp

from calc_cli.algebra.functions import Pending, TypedFunction, symbol
from calc_cli.calculus.checking.question import derivative_of, evaluated, has_value
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.integrals.antiderivative import antiderivative
from calc_cli.calculus.working.drawn_lines import solved_for
from calc_cli.calculus.working.function_facts import Subject, expand_names
from calc_cli.errors import CalcError, DomainError, UnsupportedError, UsageError
from calc_cli.questions.answers.variables import with_variable
from calc_cli.questions.answers.working.claims import MOTION, POSITIONS, ToldLines, letters_of
from calc_cli.questions.answers.working.problems import defined_name
from calc_cli.questions.working.conclusions import interval_of
from calc_cli.questions.working.lines import WorkingLine
from calc_cli.syntax.parser import Reading
from calc_cli.syntax.tree import Node

_MOTION_WORDS = re.compile(r"\bvelocit|\bspeed|\baccelerat|\bparticle\b|\bmov(?:es|ing)\b|\bat\s+rest\b", re.I)


class SubjectReader:
    """Reads the function that the first of all lines tells from what else is `told` of it."""

    def __init__(self, told: ToldLines) -> None:
        self.told, self.lines, self.text = told, told.lines, told.parsed.question.text

    def subject(self, first: WorkingLine, tree: Node, order: int, variable: str | None) -> Subject:
        definitions = self.told.definitions()
        if first.left is not None:
            definitions.pop(first.left.name, None)
        x, notes = self.variable(variable, self.told.typed(tree, first, symbol("x")), definitions)
        definitions.pop(x.name, None)
        functions = {u: self.constrained(u, e, x) for u, e in self.told.lowered(definitions, x).items()}
        written, name = self.told.typed(tree, first, x), self.told.name()
        is_slope = first.left is not None and first.left.order == 1
        written = self.antiderivative(written, x) if is_slope else written
        functions |= self.implied(written.free_symbols - {x, *map(symbol, functions)}, x)
        try:
            typed = expand_names(written, functions, x)
            is_circular = name is not None and typed.has(symbol(name))
        except RecursionError:
            is_circular = True
        except CalcError as error:
            raise self.told.at(error, first) from None
        if is_circular:
            raise self.told.at(UsageError("this is defined by itself", span=(0, len(first.clause.text))), first)
        others = letters_of([written, *(e for u, e in functions.items() if u != "y")])
        if name not in (None, "x", "y") and symbol("y") not in others and self.is_line(functions.get("y", typed), x):
            functions.pop("y", None)
        if name is not None:
            functions[name] = written
        functions |= self.beside(functions, name, x)
        expression = evaluated(typed)
        if expression is None or expression.has(sp.nan, sp.zoo, sp.oo, -sp.oo, sp.I):
            raise self.told.at(DomainError("this is not a real function", span=tree.span), first)
        ends = interval_of(self.text)
        interval = None if ends is None else tuple(self.told.number(end, first, x) for end in ends)
        numbers = {u.name for line in self.lines[1:] if (u := line.left) and not (u.order or line.at)} - {*functions}
        unknown = {symbol(u) for u in numbers | {"λ", "lambda"}} - {x, symbol("y")}
        has_all = self.told.has_all_solutions and interval is None and x == symbol("x") and name in (None, *"fghyFGH")
        return Subject(
            *(typed, expression, x, name or "", functions, order, notes, interval, unknown, has_all),
            values=self.told.values(x),
            arguments=self.arguments(first),
            is_slope=is_slope,
        )

    def beside(self, functions: Mapping[str, sp.Expr], name: str | None, x: sp.Symbol) -> dict[str, sp.Expr]:
        """Return what else has a name beside the function: its differential, distances, velocity and acceleration."""
        found, written = self.distances(functions, x), functions.get(name or "", sp.S.Zero)
        if any(line.left and line.left.name.startswith("d_") for line in self.lines):  # dr = 0.1
            rates = (derivative_of(written, u) * symbol(f"d_{u}") for u in letters_of([written]))
            found[f"d_{name}"] = sp.Add(*rates)
        if name in POSITIONS and x.name == "t":
            told = {*functions} | {line.left.name for line in self.lines if line.left and line.left.at}
            told &= {v for v in MOTION if self.is_motion(v, functions) and symbol(v) not in written.free_symbols}
            found |= {v: Pending(symbol(name), x, sp.Integer(n)) for v, n in MOTION.items() if v in told}
        return found

    def arguments(self, first: WorkingLine) -> set[sp.Symbol]:
        """Return the letters in which the function is differentiated, or of which it is one."""
        lefts = [line.left for line in self.lines if line.left and line.left.order]
        others = first.left.before if first.left else ()
        return {*map(symbol, others)} | {symbol(left.variable) for left in lefts if left.variable}

    def antiderivative(self, slope: sp.Expr, x: sp.Symbol) -> sp.Expr:
        """Return a function with a derivative that is told. Raises UnsupportedError if it is not found."""
        found = antiderivative(TypedFunction(slope, has_value(slope), (x,)))
        if found.result is None:
            raise self.told.at(UnsupportedError("the function with this derivative is not known"), self.lines[0])
        return found.result

    def constrained(self, name: str, told: sp.Expr, x: sp.Symbol) -> sp.Expr:
        """Return what an equation before the definition of a part tells of it, if that is something else."""
        letter = symbol(name)
        for line in self.lines[: next(i for i, line in enumerate(self.lines) if defined_name(line) == name)]:
            sides = self.told.sides(line, x)
            if line.left is None and len(sides) == len(line.parts) == 2 and letter in letters_of(sides):
                right = None if sides[0].has(Pending) else solved_for(sides[0] - sides[1], letter)
                if right is not None and right.free_symbols == told.free_symbols:
                    return right if compare(right, told).is_correct is False else told
        return told

    def implied(self, letters: set[sp.Symbol], x: sp.Symbol) -> dict[str, sp.Expr]:
        """Return what constraints as x + y = 20 before its derivative tell of the letters of a function of x alone."""
        lefts = [line.left for line in self.lines if line.left]
        rates = {left.variable for left in lefts if left.order} - {None, x.name}
        found: dict[str, sp.Expr] = {}
        if rates or any(left.is_partial or left.before for left in lefts) or not any(left.order for left in lefts):
            return found
        for line in takewhile(lambda o: not (o.left and o.left.order), self.lines):
            sides = [self.told.typed(part.reading.tree, line, x) for part in line.parts][-2:]
            others = {*letters_of(sides)} - {x}
            is_equation = len(sides) == 2 and (line.left is None or sides[1].is_number)
            if is_equation and len(others) == 1 and others <= letters and not any(side.has(Pending) for side in sides):
                e = solved_for(sides[0] - sides[1], *others)
                found |= {} if e is None or e.free_symbols != {x} else {str(*others): e}
        return found

    def distances(self, functions: Mapping[str, sp.Expr], x: sp.Symbol) -> dict[str, sp.Expr]:
        """Return what D^2 = x^2 + y^2 tells of a letter beside functions that are known."""
        found: dict[str, sp.Expr] = {}
        for line in (line for line in self.lines[1:] if line.left is None and len(line.parts) == 2):
            square, told = self.told.sides(line, x)
            base, power = (square, 0) if isinstance(square, sp.Tuple) else square.as_base_exp()
            is_new = base.is_Symbol and power == 2 and base != x and base.name not in functions
            if is_new and told.free_symbols and told.free_symbols <= {*map(symbol, functions)}:
                found.setdefault(base.name, sp.sqrt(told))
        return found

    def is_motion(self, v: str, functions: Mapping[str, sp.Expr]) -> bool:
        """Return True if v is called a velocity, or written as one: v(t) = or v = ds/dt, and is no part beside u."""
        if _MOTION_WORDS.search(self.text):
            return True
        lefts = [line.left for line in self.lines if line.left and line.left.name == v]
        is_rate = any(part.args[0].is_Symbol for part in functions.get(v, sp.S.NaN).atoms(Pending))
        return "u" not in functions and (is_rate or any(left.variable or left.at for left in lefts))

    def is_line(self, typed: sp.Expr, x: sp.Symbol) -> bool:
        """Return True if y = ... is an equation of a line beside the function, and no part of it."""
        value = evaluated(typed)
        is_differentiated = any(line.left and line.left.name == "y" and line.left.order for line in self.lines)
        return not is_differentiated and value is not None and bool(sp.diff(value, x, 2) == 0)

    def variable(
        self, named: str | None, typed: sp.Expr, definitions: dict[str, WorkingLine]
    ) -> tuple[sp.Symbol, tuple[str, ...]]:
        """Return the variable of the working, and notes on how it was read."""
        lefts = {line.left.name for line in self.lines if line.left}
        notes = tuple(dict.fromkeys(note for line in self.lines for note in _notes(line.parts[0].reading, lefts)))
        own = self.lines[0].left and self.lines[0].left.name  # the x of dy/dx, where x = t + 1
        told = (line.left.variable for line in self.lines if line.left and line.left.variable != own)
        left = next(filter(None, told), None)
        wrt = self.told.parsed.wrt or named or left
        if typed.free_symbols & set(map(symbol, definitions)):
            parts = self.told.lowered(definitions, symbol("x"))
            defined = {u for u, part in parts.items() if part.free_symbols}  # not x = 2, which is a place
            typed = sp.Tuple(*(u for e in (typed, *parts.values()) for u in e.free_symbols if u.name not in defined))
        if wrt is None and self.lines[0].left and not any(line.left and line.left.order for line in self.lines):
            wrt = next((str(u) for u in letters_of([typed]) if typed.free_symbols > {u} and symbol("x") != u), None)
        chosen = with_variable(TypedFunction(typed, typed, notes=notes), wrt)
        return chosen.variable, chosen.notes


def _notes(reading: Reading, defined: set[str]) -> Iterator[str]:
    """Yield the notes on how a side was read, without those on names that the working defines, as u(x)."""
    for remark in reading.remarks:
        if reading.text[slice(*remark.span)].partition("(")[0].rstrip("'") not in defined:
            yield remark.text
