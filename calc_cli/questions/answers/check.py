"""Answer questions about a whole working: its lines become statements about one function after another."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from math import inf
from string import ascii_uppercase

import sympy as sp

from calc_cli.algebra import unevaluated
from calc_cli.algebra.functions import Pending, TypedFunction, symbol
from calc_cli.algebra.inverse import uncovered
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.algebra.share import clock
from calc_cli.calculus.checking.question import evaluated
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.implicit.curve import Curve
from calc_cli.calculus.working.claims import Claim, Conclusion, Goal, Judgement, Working
from calc_cli.calculus.working.differential_equations import judge_differential
from calc_cli.calculus.working.drawn_lines import solved_for
from calc_cli.calculus.working.equation_steps import MULTIPLIER
from calc_cli.calculus.working.equations import judge_equations
from calc_cli.calculus.working.function_facts import Subject, expand_names
from calc_cli.calculus.working.functions import judge
from calc_cli.calculus.working.numbers import judge_numbers
from calc_cli.calculus.working.quantities import judge_quantity
from calc_cli.calculus.working.relations import judge_relation
from calc_cli.errors import CalcError, DomainError, UnsupportedError, UsageError
from calc_cli.questions.answers.variables import with_variable
from calc_cli.questions.answers.working_problems import asks_for_all_solutions, defined_name, problems, quantities_of
from calc_cli.questions.check import (
    INVERSE,
    ParsedCheck,
    ParsedMatrixCheck,
    WorkingLimit,
    WorkingLine,
    WorkingSide,
    located,
)
from calc_cli.questions.given import as_one_list
from calc_cli.questions.working.conclusions import ToldConclusion, interval_of
from calc_cli.questions.working.text import NOTHING
from calc_cli.syntax.parser import Reading, parse
from calc_cli.syntax.tree import DerivativeOf, Name, Negative, Node, Number, Vector, parts, with_node
from calc_cli.syntax.words import Names


def answer(parsed: ParsedCheck | ParsedMatrixCheck) -> Working:
    """Judge every line. Raises any CalcError about what is differentiated, with the line at fault."""
    if isinstance(parsed, ParsedMatrixCheck):
        from calc_cli.questions.answers import matrix_working  # which loads NumPy

        return matrix_working.answer(parsed)
    lowered = [_WorkingLowering(parsed, lines) for lines in problems(parsed.lines)]
    known: list[Working] = []
    refused: list[CalcError] = []
    judgements: list[Judgement] = []
    for problem in lowered:
        try:
            known.append(_best_reading(problem))
            judgements += known[-1].judgements
        except CalcError as error:
            refused.append(error)
            judgements += (Judgement(_unread(line), sp.S.NaN, 1, is_read=False) for line in problem.all_lines)
    if not known:
        if len(parsed.lines) == 1:
            raise refused[0]
        why = (str(parsed.error or refused[0]),)
        return Working(symbol("x"), None, symbol("f"), None, 0, tuple(judgements), why)
    notes = tuple(note for working in known for note in working.notes)
    return replace(known[-1], judgements=tuple(judgements), notes=notes)


_SECONDS = 0.5
"""After which no other reading is tried."""


def _best_reading(problem: "_WorkingLowering") -> Working:
    """Return a working with its lines read so that the most are right."""
    best, lines, is_over = problem.working(), problem.all_lines, clock(_SECONDS)
    whole = [replace(line, parts=line.others[0]) if line.others else line for line in lines]  # who writes e^2x, does so
    others = [(None, ()), *((i, sides) for i, line in enumerate(lines) for sides in line.others)]
    for i, sides in others if others[1:] else ():
        is_right = all(j.verdict not in ("incorrect", "not checked") for j in best.judgements)
        if is_right or is_over() or (i is not None and lines[i].clause.number > _right_until(best)):
            break
        other = [replace(line, parts=sides) if i == j else line for j, line in enumerate(problem.all_lines)]
        tried = replace(problem, all_lines=whole if i is None else other)
        with suppress(CalcError):
            working = tried.working()
            if _right(working) > _right(best) and _right_until(working) >= _right_until(best):
                problem, best = tried, working
    return best


def _right(working: Working) -> int:
    return sum(judgement.verdict == "correct" for judgement in working.judgements)


def _right_until(working: Working) -> float:
    return inf if working.first_wrong is None else working.first_wrong.statement.line


_POSITIONS = ("s", "h", "x")
_MOTION = {"v": 1, "a": 2}
_MOTION_WORDS = {"v": r"\bvelocit|\bspeed", "a": r"\baccelerat"}
"""Names of derivatives of a position in the time t: its velocity and acceleration."""


@dataclass(slots=True)
class _WorkingLowering:
    """One function, and all lines about it; those that could not be read have no parts."""

    parsed: ParsedCheck
    all_lines: list[WorkingLine]

    @property
    def lines(self) -> list[WorkingLine]:
        """The lines that could be read, first the function, which may come behind the equations of its parts."""
        found = [line for line in self.all_lines if line.parts]
        rated = {line.left.name for line in found if line.left and line.left.order and line.left.name != "y"}
        main = next((line for line in found if defined_name(line) in rated), found[0])
        is_integral = any(quantities_of(part.reading.tree) for part in found[0].parts)
        is_number = isinstance(found[0].parts[-1].reading.tree, Number)  # P = 2x + 2y = 100
        is_equation = len(found[0].parts) == 2 and (found[0].left is None or is_number)
        is_equation = is_equation and not (self.parsed.varying or is_integral)
        return sorted(found, key=lambda line: line is not main) if is_equation else found

    def working(self) -> Working:
        if not any(line.parts for line in self.all_lines):
            raise UnsupportedError("no line was read")
        first = self.lines[0]
        self.all_lines = [*_with_both_sides(self.all_lines)]
        tree, order, variable = _without_operator(first.parts[0].reading.tree)
        if isinstance(tree, Vector):
            raise self.at(UnsupportedError("a working is about one function, not a list", span=tree.span), first)
        is_name = first.left is None or (first.left.order == 0 and first.left.variable is None)
        of_x = (first.left and first.left.variable) or variable  # F(x) = ∫_0^x f is a function
        integrals = [part for side in first.parts for part in quantities_of(side.reading.tree)]
        bounds = [e for part in integrals for bound in part.arguments[2:] for e in parts(bound)]
        has_bounds_in_x = any(e == Name(e.span, of_x or "") for e in bounds)
        names = {e.name for part in first.parts for e in parts(part.reading.tree) if isinstance(e, Name)}
        if first.continues and not names:
            raise self.at(UnsupportedError("what is before this was not read"), first)
        if first.left is not None and first.left.order and (first.left.name in names or not self.parsed.varying):
            x, y = symbol(self.parsed.wrt or first.left.variable or "x"), symbol(first.left.name)
            return judge_differential(x, y, self.typed(tree, first, x), [*self.statements(x, {})])
        if self.is_of_numbers:
            x = symbol(self.parsed.wrt or "x")
            return judge_numbers(x, [*self.statements(x, {})], self.lowered(self.definitions(), x))
        if (first.parts[0].limit and is_name) or (integrals and not has_bounds_in_x):
            return self.quantity(first)
        is_both = all(isinstance(part.reading.tree, DerivativeOf) for part in first.parts)  # d/dx(x^2 + y^2) = d/dx 25
        is_turned = first.left is not None and first.left.name == "x" and not first.left.order
        is_equation = is_turned or (first.left is None and len(first.parts) > 1 and (not order or is_both))
        found = self.rates(first) if self.parsed.varying else self.equation(first) if is_equation else None
        if found is not None:
            return found
        if first.left is not None and first.left.order and self.parsed.varying:
            raise self.at(UsageError("no line relates the quantities", hint="for example V = s^3"), first)
        subject = self.subject(first, tree, order, variable)
        known = {subject.name: subject.typed, **subject.functions}
        statements = list(_without_integrals(self.statements(subject.x, known)))
        letters = subject.typed.free_symbols | {subject.x, symbol("y"), MULTIPLIER, *map(symbol, subject.functions)}
        return judge(
            replace(subject, notes=(*subject.notes, *_strangers(statements, letters))),
            statements,
            self.parsed.question.text,
        )

    @property
    def is_of_numbers(self) -> bool:
        """Return True if the first line gives numbers, with which formulas are reckoned: x = 2, z = 3 x + 1 = 7."""
        first, *others = self.lines
        has_formula = any(len(o.parts) > 1 and _letters(self.sides(o, symbol("x"))[1:]) for o in others if o.left)
        is_number = first.left is not None and isinstance(first.parts[0].reading.tree, Number)
        return is_number and has_formula and not any(o.left and o.left.variable and not o.left.order for o in others)

    @property
    def has_all_solutions(self) -> bool:
        return asks_for_all_solutions(self.parsed.question.text)

    def quantity(self, first: WorkingLine) -> Working:
        """Judge a working about a limit or an integral, whose variable is that of the working."""
        if (goal := first.parts[0].limit) is not None:
            x = symbol(goal.name)
        else:
            asked = next(part for part in first.parts if quantities_of(part.reading.tree))
            x = lower_as_typed(quantities_of(asked.reading.tree)[0].arguments[1])
        functions = self.lowered(self.definitions(), x)
        turned = functions.pop(x.name, x)
        for t in turned.free_symbols - {x}:
            if t.name not in functions and (e := uncovered(turned, t, x)) is not None:  # x = 2 sin t
                functions[t.name] = e
        coefficients = {line.left.name for line in self.lines if line.left} & {*ascii_uppercase}
        coefficients -= {u for u, e in functions.items() if e.free_symbols}
        functions = {u: e for u, e in functions.items() if u not in coefficients}
        name = "I" if first.left is None else first.left.name
        claims = [*self.statements(x, {**functions, **dict.fromkeys((name, *coefficients), sp.S.NaN)})]
        begins = next(
            i for i, s in enumerate(claims) if s.typed is not None and (s.typed.has(sp.Integral, sp.Sum) or s.to)
        )
        claims[begins] = replace(claims[begins], is_beside=False)
        functions.pop(name, None)
        return judge_quantity(x, symbol(name), claims[begins:], functions)

    def equation(self, first: WorkingLine) -> Working | None:
        """Judge a working about an equation, that of a curve if the slope y' is spoken of; None if it is none."""
        x, y = symbol(self.parsed.wrt or "x"), symbol("y")
        sides = self.sides(first, x)
        if len(sides) < 2 or not _letters(sides):
            return None
        letters = {u.name for u in _letters(sides)}
        others = (line for line in self.lines if line is not first and not line.continues)
        is_solved = any(len(o.parts) > 1 or (o.left and not o.left.order and o.left.name in letters) for o in others)
        is_known = not any(side.has(Pending) for side in sides)
        is_identity = is_known and compare(*(side.doit() for side in sides)).is_correct
        if is_solved and not is_identity and not any(_is_differentiated(line) for line in self.lines):
            return judge_equations(x, self.equations(x), has_all_solutions=self.has_all_solutions and letters == {"x"})
        if x == y or y not in _letters(sides):
            return None
        return judge_relation(Curve(sides[0], sides[1], x, y), first.clause.number, x, self.equations(x), [y], {})

    def rates(self, first: WorkingLine) -> Working | None:
        """Judge a working about related rates, None if no line relates two quantities.

        Of V = pi r^2 h/3 and r = h/2, V and h are the quantities: r is a part, given by another.
        """
        names, time = self.parsed.varying, symbol("t")
        first = next((line for line in self.lines if len(_letters(self.sides(line, time))) > 1), first)
        sides, parts = self.sides(first, time), dict[sp.Symbol, sp.Expr]()
        for name, e in self.lowered(self.definitions(), time).items():
            if e.free_symbols and symbol(name) not in _letters(sides) and e.free_symbols <= {*_letters(sides)}:
                parts[symbol(name)] = e  # another quantity
            elif e.free_symbols and len(_letters(sides)) > 2 and symbol(name) in _letters(sides[1:]):
                parts[symbol(name)] = e
                sides = [side.xreplace(parts) for side in sides]
        letters = [v for v in _letters(sides) if v.name in names or len(names) == 1]
        letters.sort(key=lambda v: v.name not in names)
        if len(sides) < 2 or len(letters) < 2 or letters[0].name not in names:
            return None
        curve = Curve(sides[0], sides[1], letters[1], letters[0])
        return judge_relation(curve, first.clause.number, time, self.equations(time), letters, parts)

    def equations(self, x: sp.Symbol) -> list[Claim]:
        """Return the statements, of which the first begins an equation unless it has a name."""
        left, *claims = self.statements(x, {})
        return [replace(left, is_beside=left.subject is None), *claims]

    def sides(self, line: WorkingLine, x: sp.Symbol) -> list[sp.Expr]:
        """Return the two sides of an equation, d/dx before both taken off; fewer if it is none."""
        is_named = line.left is not None and not line.left.order
        names = [symbol(line.left.name)] if line.left is not None and is_named else []
        found = [self.typed(_without_operator(part.reading.tree)[0], line, x) for part in line.parts]
        return [] if line.left is not None and not is_named else [*names, *found][:2]

    def definitions(self) -> dict[str, WorkingLine]:
        """Return the lines after the first that define names, by these."""
        arguments = () if self.lines[0].left is None else self.lines[0].left.before  # y of f(x, y)
        lefts = [line.left for line in self.lines if line.left and line.left.is_partial]
        partial = {u for left in lefts for u in (left.variable, *left.before)}
        found = {name: line for line in reversed(self.lines[1:]) if (name := defined_name(line))}
        letters = {u: _letters(self.sides(line, symbol("x"))[1:]) for u, line in found.items()}
        ends = {u: line.parts[-1].reading.tree for u, line in found.items()}
        places = {u for u in found if not letters[u] or (u in "xyzt" and isinstance(ends[u], Number))}  # x = y = 5
        conditions = {u for u in found if u in "xyz" and MULTIPLIER in letters[u]}  # y = 2λx
        without = {*arguments, *conditions, *(places & {*partial, *self.solved(found)})}
        return {u: line for u, line in found.items() if u not in without}

    def solved(self, found: Mapping[str, WorkingLine]) -> set[str]:
        """Return the names that a line was about before the one that defines them: 2c = 4, and then c = 2.

        Where the function has a value, f(1) = 5, that may be about each of its letters.
        """
        solved = set[str]()
        for name, line in found.items():
            before = self.lines[1 : self.lines.index(line)]
            before = [*self.lines[:1], *before] if any(o.left and o.left.at for o in before) else before
            trees = (part.reading.tree for other in before for part in other.parts)
            solved |= {name} & {e.name for tree in trees for e in parts(tree) if isinstance(e, Name)}
        return solved

    def lowered(self, definitions: Mapping[str, WorkingLine], x: sp.Symbol) -> dict[str, sp.Expr]:
        """Return the definitions that can be read as what they say."""
        found: dict[str, sp.Expr] = {}
        for name, line in definitions.items():
            with suppress(CalcError):
                found[name] = self.typed(line.parts[0].reading.tree, line, x)
        return found

    def subject(self, first: WorkingLine, tree: Node, order: int, variable: str | None) -> Subject:
        definitions = self.definitions()
        if first.left is not None:
            definitions.pop(first.left.name, None)
            if first.left.name == "y" and symbol("y") in _letters([*self.lowered(definitions, symbol("x")).values()]):
                definitions.pop("x", None)  # x = sin y, of y = arcsin x
        x, notes = self.variable(variable, self.typed(tree, first, symbol("x")), definitions)
        definitions.pop(x.name, None)
        functions = {u: self.constrained(u, e, x) for u, e in self.lowered(definitions, x).items()}
        written, name = self.typed(tree, first, x), self.name()
        functions |= self.implied(written.free_symbols - {x, *map(symbol, functions)}, x)
        try:
            typed = expand_names(written, functions, x)
            is_circular = name is not None and typed.has(symbol(name))
        except RecursionError:
            is_circular = True
        except CalcError as error:
            raise self.at(error, first) from None
        if is_circular:
            raise self.at(UsageError("this is defined by itself", span=(0, len(first.clause.text))), first)
        others = _letters([written, *(e for u, e in functions.items() if u != "y")])
        if name not in (None, "y") and symbol("y") not in others and self.is_line(functions.get("y", typed), x):
            functions.pop("y", None)
        if name is not None:
            functions[name] = written
        if name in _POSITIONS and x.name == "t":
            told = {*functions} | {line.left.name for line in self.lines if line.left and line.left.at}
            told &= {v for v in _MOTION if self.is_motion(v, functions) and symbol(v) not in written.free_symbols}
            moved = {v: n for v, n in _MOTION.items() if v in told}
            functions |= {v: Pending(symbol(name), x, sp.Integer(n)) for v, n in moved.items()}
        expression = evaluated(typed)
        if expression is None or expression.has(sp.nan, sp.zoo, sp.oo, -sp.oo, sp.I):
            raise self.at(DomainError("this is not a real function", span=tree.span), first)
        ends = interval_of(self.parsed.question.text)
        interval = None if ends is None else tuple(self.number(end, first, x) for end in ends)
        numbers = {u.name for line in self.lines[1:] if (u := line.left) and not (u.order or line.at)} - {*functions}
        unknown = {symbol(u) for u in numbers | {"λ", "lambda"}} - {x, symbol("y")}
        has_all = self.has_all_solutions and interval is None and x == symbol("x") and name in (None, *"fghyFGH")
        return Subject(typed, expression, x, name or "", functions, order, notes, interval, unknown, has_all)

    def constrained(self, name: str, told: sp.Expr, x: sp.Symbol) -> sp.Expr:
        """Return what an equation before the definition of a part tells of it, if that is something else."""
        letter = symbol(name)
        for line in self.lines[: next(i for i, line in enumerate(self.lines) if defined_name(line) == name)]:
            sides = self.sides(line, x)
            if line.left is None and len(sides) == len(line.parts) == 2 and letter in _letters(sides):
                right = None if sides[0].has(Pending) else solved_for(sides[0] - sides[1], letter)
                if right is not None and right.free_symbols == told.free_symbols:
                    return right if compare(right, told).is_correct is False else told
        return told

    def implied(self, letters: set[sp.Symbol], x: sp.Symbol) -> dict[str, sp.Expr]:
        """Return what constraints as x + y = 20 tell of the letters of a function of x alone."""
        lefts = [line.left for line in self.lines if line.left]
        rates = {left.variable for left in lefts if left.order} - {None, x.name}
        found: dict[str, sp.Expr] = {}
        if rates or any(left.is_partial or left.before for left in lefts) or not any(left.order for left in lefts):
            return found
        for line in self.lines:
            sides = [self.typed(part.reading.tree, line, x) for part in line.parts][-2:]
            others = {*_letters(sides)} - {x}
            is_equation = len(sides) == 2 and (line.left is None or sides[1].is_number)
            if is_equation and len(others) == 1 and others <= letters and not any(side.has(Pending) for side in sides):
                e = solved_for(sides[0] - sides[1], *others)
                found |= {} if e is None or e.free_symbols != {x} else {str(*others): e}
        return found

    def is_motion(self, v: str, functions: Mapping[str, sp.Expr]) -> bool:
        """Return True if v is called a velocity, or written as one: v(t) = or v = ds/dt, and is no part beside u."""
        if re.search(_MOTION_WORDS[v], self.parsed.question.text, re.I):
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
        left = next((line.left.variable for line in self.lines if line.left and line.left.variable), None)
        wrt = self.parsed.wrt or named or left
        if typed.free_symbols & set(map(symbol, definitions)):
            parts = self.lowered(definitions, symbol("x"))
            defined = {u for u, part in parts.items() if part.free_symbols}  # not x = 2, which is a place
            typed = sp.Tuple(*(u for e in (typed, *parts.values()) for u in e.free_symbols if u.name not in defined))
        if wrt is None and self.lines[0].left and not any(line.left and line.left.order for line in self.lines):
            wrt = next((str(u) for u in _letters([typed]) if typed.free_symbols > {u} and symbol("x") != u), None)
        chosen = with_variable(TypedFunction(typed, typed, notes=notes), wrt)
        return chosen.variable, chosen.notes

    def name(self) -> str | None:
        """Return the name of the function, from the first line or from where its derivative is."""
        first, *lines = self.lines
        if first.left is not None:
            return first.left.name
        defined = set(map(defined_name, lines))
        return next((line.left.name for line in lines if line.left and line.left.name not in defined), None)

    def statements(self, x: sp.Symbol, functions: Mapping[str, sp.Expr]) -> Iterator[Claim]:
        """Yield what each line says, part by part; a line that could not be read is one statement."""
        for line in self.all_lines:
            try:
                found = [] if line.parts and self.is_plane(line, x) else list(self.parts(line, x, functions))
            except CalcError:
                found = []
            yield from found or [_unread(line)]

    def is_plane(self, line: WorkingLine, x: sp.Symbol) -> bool:
        """Return True of a plane in x, y, z beside z = f(x, y), which touches it: it is not judged."""
        first, z = self.lines[0], symbol("z")
        if line is first or line.continues or first.left is None or first.left.name != "z":
            return False
        sides = self.sides(line, x)
        letters = {z, symbol("x"), symbol("y")}
        is_linear = len(sides) == 2 and {*_letters(sides)} == letters and not any(side.has(Pending) for side in sides)
        return is_linear and all(sp.diff(sides[0] - sides[1], u, v) == 0 for u in letters for v in letters)

    def parts(self, line: WorkingLine, x: sp.Symbol, functions: Mapping[str, sp.Expr]) -> Iterator[Claim]:
        if line.clause.conclusion is not None:
            yield self.conclusion(line, line.clause.conclusion, x)
        if not line.parts:
            return
        claim, texts, is_first = self.claim(line, x), _texts(line), line is self.lines[0]
        subject = None if line.left is None else (line.left.name, line.left.order)
        is_about_x, has_left = subject is not None and subject[0] == x.name, is_first or line.continues
        if subject is not None and (is_about_x or (functions and not _is_function(subject[0], functions))):
            if not is_about_x and subject[1]:
                return  # what has not been told
            signs = [m.start() for m in re.finditer("[=≈]", texts[0])]  # x = 2 is an equation, as y = 3x - 1
            cut = signs[-1] if signs and (claim.kind or len(signs) == 1) else 0
            before, texts[0] = texts[0][:cut], texts[0][cut:]
            factor = sp.Mul(*(claim.at or {}).values(), evaluate=False)  # k(1 - p) = ..., where k is no function
            left = unevaluated.mul([symbol(subject[0]), factor if factor.free_symbols else sp.S.One])
            claim = replace(claim, at=None) if factor.free_symbols else claim
            yield replace(claim, text=before, typed=left, is_beside=True)
            subject, has_left = None, True
        moved = functions.get(subject[0]) if subject is not None and self.name() in _POSITIONS else None
        if subject is not None and isinstance(moved, Pending) and moved.args[0].is_Symbol:
            subject = (str(moved.args[0]), subject[1] + _MOTION[subject[0]])
        for i, part in enumerate(line.parts):
            tree = _without_operator(part.reading.tree)[0] if is_first and i == 0 else part.reading.tree
            yield replace(
                claim,
                text=texts[i],
                typed=self.typed(tree, line, x),
                subject=subject if i == 0 else None,
                is_beside=not has_left and i == 0 and len(line.parts) > 1,
                to=None if part.limit is None else self.goal(part.limit, line),
                room=_room(tree),
                relation=part.relation,
            )

    def claim(self, line: WorkingLine, x: sp.Symbol) -> Claim:
        """Return what all parts of a line have in common."""
        others = self.lines[0].left.before if self.lines[0].left else ()
        letters = [x, *map(symbol, others or ("y",))]
        at = dict(zip(letters, (self.typed(part.tree, line, x) for part in line.at), strict=False)) or None
        variable = line.left.variable if line.left and line.left.order else None
        wrt = (*map(symbol, line.left.before), symbol(variable)) if line.left and variable else ()
        where = tuple(self.typed(condition, line, x) for condition in line.where)
        return replace(
            _unread(line),
            continues=line.continues,
            at=at,
            wrt=() if {*wrt} == {x} else wrt,
            kind=line.clause.kind,
            asked=line.clause.asked,
            where=where if line.clause.condition else None,
            is_given=line.clause.is_given,
            is_partial=line.left is not None and line.left.is_partial,
        )

    def goal(self, sign: WorkingLimit, line: WorkingLine) -> Goal:
        x = symbol(sign.name)
        return Goal(x, evaluated(self.typed(sign.place.tree, line, x)) or sp.S.Zero, sign.side)

    def conclusion(self, line: WorkingLine, told: ToldConclusion, x: sp.Symbol) -> Claim:
        at, value = (None if text is None else self.number(text, line, x) for text in (told.at, told.value))
        on = tuple((self.number(low, line, x), self.number(high, line, x)) for low, high in told.intervals)
        return replace(_unread(line), conclusion=Conclusion(told.kind, at, value, on))

    def number(self, text: str, line: WorkingLine, x: sp.Symbol) -> sp.Expr:
        return self.typed(parse(text, Names()).tree, line, x).doit()

    def typed(self, tree: Node, line: WorkingLine, x: sp.Symbol) -> sp.Expr:
        tree = as_one_list(tree) if any(isinstance(part, Vector) for part in parts(tree)) else tree
        integrals = [part for part in quantities_of(tree) if len(part.arguments) == 2]
        for i, part in enumerate(integrals):
            tree = with_node(tree, part, Name(part.span, f"∫{i}"))
        try:
            typed = lower_as_typed(tree, x)
            bodies = (sp.Integral(*(lower_as_typed(e, x) for e in part.arguments)) for part in integrals)
            stands_for = {symbol(f"∫{i}"): body for i, body in enumerate(bodies)} | {symbol(NOTHING): sp.S.NaN}
            return typed.xreplace(stands_for)
        except CalcError as error:
            raise self.at(error, line) from None

    def at(self, error: CalcError, line: WorkingLine) -> CalcError:
        return located(error, line.clause.number, line.parts[0].reading.text if line.parts else line.clause.text)


def _with_both_sides(lines: Sequence[WorkingLine]) -> Iterator[WorkingLine]:
    """Yield the lines; that a limit does not exist, below those of both sides, is about that of which these are.

    It is not read if they are of two formulas.
    """
    told: dict[str, WorkingSide] = {}
    for line in lines:
        *sides, last = [part.reading.text.strip() for part in line.parts] or [""]
        told |= {part.limit.side: part for part in reversed(line.parts) if part.limit and last != NOTHING}
        is_nothing = line.continues and not sides and last == NOTHING
        if is_nothing and told.keys() == {"left", "right"} and (limit := told["left"].limit):
            whole = replace(told["left"], limit=replace(limit, side="both"))
            is_one = whole.reading.text == told["right"].reading.text
            yield replace(line, parts=(whole, *line.parts) if is_one else (), continues=False)
        else:
            yield line


def _is_function(name: str, functions: Mapping[str, sp.Expr]) -> bool:
    """Return True of a name that stands for a function or a value of one, and not of a coordinate."""
    return name.startswith(("D_", "m_")) or name.removesuffix(INVERSE) in functions


def _unread(line: WorkingLine) -> Claim:
    return Claim(line.clause.number, line.clause.text, None)


def _notes(reading: Reading, defined: set[str]) -> Iterator[str]:
    """Yield the notes on how a side was read, without those on names that the working defines, as u(x)."""
    for remark in reading.remarks:
        if reading.text[slice(*remark.span)].partition("(")[0].rstrip("'") not in defined:
            yield remark.text


def _letters(sides: Sequence[sp.Expr]) -> list[sp.Symbol]:
    return sorted(sp.Tuple(*sides).free_symbols, key=str)


def _room(tree: Node) -> sp.Expr:
    """Return half a unit in the last place of a decimal number of two digits or more, else 0."""
    number = tree.operand if isinstance(tree, Negative) else tree
    whole, point, decimals = number.text.partition(".") if isinstance(number, Number) else ("", "", "")
    is_decimal = point and decimals.isdigit() and len((whole + decimals).lstrip("0")) > 1
    return sp.Rational(1, 2) / 10 ** len(decimals) if is_decimal else sp.S.Zero


def _texts(line: WorkingLine) -> list[str]:
    """Return the text of each part, with the `=` before it and what the line begins with."""
    is_unequal = len(line.parts) > 1 and line.parts[1].relation
    sides = re.split(r"(?=[<>≤≥])" if is_unequal else r"(?<![<>!=])(?=[=≈](?!=))", line.clause.text)
    if (line.left is not None or line.continues) and len(sides) > 1:
        sides = [sides[0] + sides[1], *sides[2:]]
    if len(sides) != len(line.parts):
        return [line.clause.text] + [""] * (len(line.parts) - 1)
    return sides


def _is_differentiated(line: WorkingLine) -> bool:
    """Return True if a line has a derivative in it."""
    trees = [side.reading.tree for side in line.parts]
    return bool(line.left and line.left.order) or any(
        isinstance(part, DerivativeOf) for tree in trees if not quantities_of(tree) for part in parts(tree)
    )


def _strangers(statements: list[Claim], known: set[sp.Symbol]) -> Iterator[str]:
    """Yield a note for each letter that is in a step and not in the function."""
    for statement in statements:
        places = sp.Tuple(*(statement.at or {}).values(), *([statement.to.variable] if statement.to else []))
        letters = set() if statement.typed is None else statement.typed.free_symbols - known - places.free_symbols
        for letter in sorted(letters, key=str):
            yield f"line {statement.line}: {letter} does not occur in what is differentiated"


def _without_integrals(claims: Iterator[Claim]) -> Iterator[Claim]:
    """Yield the claims; what stands for an antiderivative of the function is not read."""
    last, is_integral = 0, False
    for s in claims:
        is_one = s.typed is not None and any(len(part.limits[0]) == 1 for part in s.typed.atoms(sp.Integral))
        is_integral = is_one or (is_integral and (s.continues or s.line == last))
        last = s.line
        yield replace(s, typed=None) if is_integral else s


def _without_operator(tree: Node) -> tuple[Node, int, str | None]:
    """Return the function in d/dx [...] or (...)', with the order and the variable."""
    return (tree.operand, tree.order, tree.variable) if isinstance(tree, DerivativeOf) else (tree, 0, None)
