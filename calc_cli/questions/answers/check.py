"""Answer questions about a whole working: its lines become statements about one function after another."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import product, takewhile
from math import inf
from string import ascii_uppercase

import sympy as sp

from calc_cli.algebra.functions import Pending, symbol
from calc_cli.algebra.inverse import uncovered
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.algebra.share import clock
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.implicit.curve import Curve
from calc_cli.calculus.working.claims import Claim, Judgement, Working
from calc_cli.calculus.working.differential_equations import judge_differential
from calc_cli.calculus.working.drawn_lines import solved_for
from calc_cli.calculus.working.equations import judge_equations
from calc_cli.calculus.working.functions import judge
from calc_cli.calculus.working.numbers import judge_numbers
from calc_cli.calculus.working.quantities import judge_quantity
from calc_cli.calculus.working.relations import judge_relation
from calc_cli.errors import CalcError, UnsupportedError, UsageError
from calc_cli.questions.answers.working.claims import ToldLines, letters_of, unread, with_both_sides, without_operator
from calc_cli.questions.answers.working.problems import defined_name, problems, quantities_of
from calc_cli.questions.answers.working.subject import SubjectReader
from calc_cli.questions.check import ParsedCheck, ParsedMatrixCheck
from calc_cli.questions.working.conclusions import is_study
from calc_cli.questions.working.lines import WorkingLine
from calc_cli.syntax.parser import parse
from calc_cli.syntax.tree import DerivativeOf, Name, Node, Vector, names_in, parts
from calc_cli.syntax.words import Names


def answer(parsed: ParsedCheck | ParsedMatrixCheck) -> Working:
    """Judge every line. Raises any CalcError about what is differentiated, with the line at fault."""
    if isinstance(parsed, ParsedMatrixCheck):
        from calc_cli.questions.answers.working import matrices  # which loads NumPy

        return matrices.answer(parsed)
    lowered = [_Exercise(parsed, lines) for lines in problems(parsed.lines)]
    known: list[Working] = []
    refused: list[CalcError] = []
    judgements: list[Judgement] = []
    for problem in lowered:
        try:
            known.append(_best_reading(problem))
            judgements += known[-1].judgements
        except CalcError as error:
            refused.append(error)
            judgements += (Judgement(unread(line), sp.S.NaN, 1, is_read=False) for line in problem.all_lines)
    if not known:
        if len(parsed.lines) == 1:
            raise refused[0]
        why = (str(parsed.error or refused[0]),)
        return Working(symbol("x"), None, symbol("f"), None, 0, tuple(judgements), why)
    notes = tuple(note for working in known for note in working.notes)
    return replace(known[-1], judgements=tuple(judgements), notes=notes)


_CURVE = re.compile(
    r"(?<![A-Za-z'])(?:[yzRr]|[fg]\(x\))\s*=\s*(?P<of>(?:(?!\b(?:and|from|on|about|over|above|is|for|with)\b)[^=,;∫\n])+)"
    r"|(?:∬|\\iint)(?:_\{?\w\}?)?\s*(?P<surface>[^=∫]+?)\s*dA"
)

_SECONDS = 0.5
"""After which no other reading is tried."""


def _best_reading(problem: "_Exercise") -> Working:
    """Return a working with its lines read so that the most are right."""
    best, lines, is_over = problem.working(), problem.all_lines, clock(_SECONDS)
    kinds = sorted({kind for line in lines for kind in line.others}, key=lambda kind: (kind != "/()", kind))
    for i, kind in product([None, *range(len(lines))] if kinds else (), kinds):  # who writes 1/2x, does so everywhere
        is_right = all(j.verdict not in ("incorrect", "not checked") for j in best.judgements)
        if is_right or is_over() or (i is not None and lines[i].clause.number > _right_until(best)):
            break
        other = [
            replace(line, parts=line.others.get(kind, line.parts)) if i in (j, None) else line
            for j, line in enumerate(problem.all_lines)
        ]
        tried = replace(problem, all_lines=other)
        with suppress(CalcError):
            working = tried.working()
            if _right(working) > _right(best) and _right_until(working) >= _right_until(best):
                problem, best = tried, working
    return best


def _right(working: Working) -> int:
    return sum(judgement.verdict in ("correct", "follows") for judgement in working.judgements)


def _right_until(working: Working) -> float:
    return inf if working.first_wrong is None else working.first_wrong.statement.line


class _Exercise(ToldLines):
    """Lines that are judged by the first of the kinds of workings which they are."""

    def working(self) -> Working:
        """Judge all lines. Raises CalcError if they are of no kind."""
        if not any(line.parts for line in self.all_lines):
            raise UnsupportedError("no line was read")
        first = self.lines[0]
        lines = (line if line is first or self.is_lowered(line) else replace(line, parts=()) for line in self.all_lines)
        self.all_lines = [*with_both_sides([*lines])]
        tree = without_operator(first.parts[0].reading.tree)[0]
        if isinstance(tree, Vector):
            raise self.at(UnsupportedError("a working is about one function, not a list", span=tree.span), first)
        if first.continues and not _names(first):
            raise self.at(UnsupportedError("what is before this was not read"), first)
        return next(found for judged in _KINDS if (found := judged(self, first)) is not None)

    def differential(self, first: WorkingLine) -> Working | None:
        """Judge what is said of the solutions of y' = f(x, y), or of an equation that is solved for y'."""
        left, varying = first.left, self.parsed.varying
        of_time = left is None and any("t" in _names(line) for line in self.lines)
        of_time = of_time and any(_is_rate(e, "x") for part in first.parts for e in parts(part.reading.tree))
        y = symbol(left.name if left else "x" if of_time else "y")
        x = symbol(self.parsed.wrt or (left and left.variable) or ("t" if of_time else "x"))
        rate, highest = Pending(y, x, sp.Integer(left.order if left else 1)), None
        is_own = left is not None and left.name in _names(first)
        if left is not None and left.order == 1 and not is_own and is_study(self.parsed.question.text):
            return None
        if left is not None and left.order and (is_own or not varying):
            highest = self.typed(without_operator(first.parts[0].reading.tree)[0], first, x)
        elif left is None and len(first.parts) == 2 and not varying:
            before, behind = self.sides(first, x)
            difference = before - behind
            rates = {part for part in difference.atoms(Pending) if part.args[:2] == rate.args[:2]}
            rate, stands = max(rates, key=lambda part: part.args[2], default=rate), sp.Dummy(real=True)
            highest = solved_for(difference.xreplace({rate: stands}), stands) if rates else None
        return None if highest is None else judge_differential(rate, highest, [*self.statements(x, {})])

    def numbers(self, _: WorkingLine) -> Working | None:
        """Judge formulas that are reckoned with numbers, given before them or right after: x = 2, z = 3 x + 1 = 7."""
        x, told = symbol(self.parsed.wrt or "x"), {line: defined_name(line) for line in self.lines}
        letters = {line: {*letters_of(self.sides(line, x)[1:])} for line, name in told.items() if name}
        formulas = [*takewhile(letters.get, self.lines)]
        defined = {told[line] for line in formulas}
        others = self.lines[len(formulas) :]
        given = [*takewhile(lambda o: letters.get(o) == set() and told[o] not in defined, others)]
        free = {u.name for line in formulas for u in letters[line]} - defined
        is_told = len(given) > 1 and free <= {told[line] for line in given}
        has_formula = is_told if formulas else any(o.parts[1:] and letters.get(o) for o in others)
        is_of_function = any(o.left and o.left.variable and not o.left.order for o in self.lines)
        is_of_function |= any((told[o] or "").startswith("d_") for o in self.lines)  # dr = 0.1
        are_several = len({told[o] for o in given}) < len(given)  # roots x = -2, 0, 2
        if not (given and has_formula) or is_of_function or are_several:
            return None
        ordered = replace(self, all_lines=[*given, *(o for o in self.all_lines if o not in given)])
        found = judge_numbers(x, [*ordered.statements(x, {})], ordered.lowered(ordered.definitions(), x))
        return replace(found, judgements=tuple(sorted(found.judgements, key=lambda j: j.statement.line)))

    def quantity(self, first: WorkingLine) -> Working | None:
        """Judge a working about a limit or an integral, whose variable is that of the working."""
        variable = without_operator(first.parts[0].reading.tree)[2]
        is_y = first.left is not None and first.left.name == "y"
        # F(x) = ∫_0^x f is a function
        of_x = (first.left and first.left.variable) or variable or ("x" if is_y else None)
        integrals = [part for side in first.parts for part in quantities_of(side.reading.tree)]
        bounds = [e for part in integrals for bound in part.arguments[2:] for e in parts(bound)]
        is_function = any(e == Name(e.span, of_x or "") for e in bounds)
        is_name = first.left is None or (first.left.order == 0 and first.left.variable is None)
        goal = first.parts[0].limit
        if first.parts[-1].relation:  # -1 ≤ sin x ≤ 1, of lim sin x/x
            goal = next((part.limit for line in self.lines for part in line.parts if part.limit), None)
        if goal is not None and is_name:
            x = symbol(goal.names[0])
        elif integrals and not is_function:
            x = lower_as_typed(integrals[0].arguments[1])
        else:
            return None
        functions = self.lowered(self.definitions(), x)
        functions = {u: e for u, e in functions.items() if goal is None or not goal.names[1:] or u not in goal.names}
        turned = functions.pop(x.name, x)
        asked = {*map(symbol, (name for part in integrals[:1] for name in names_in(part)))}
        for t in turned.free_symbols - asked - {x}:
            if t.name not in functions and (e := uncovered(turned, t, x)) is not None:  # x = 2 sin t
                functions[t.name] = e
        coefficients = {line.left.name for line in self.lines if line.left} & {*ascii_uppercase}
        coefficients -= {u for u, e in functions.items() if e.free_symbols}
        functions = {u: e for u, e in functions.items() if u not in coefficients}
        name = self.name_of_quantity(first, x, functions)
        claims = [*self.statements(x, {**functions, **dict.fromkeys((name, *coefficients), sp.S.NaN)})]
        typed = [(i, s.typed, s.to) for i, s in enumerate(claims) if s.typed is not None]
        begins = next(i for i, e, to in typed if to or e.has(sp.Integral, sp.Sum))
        claims[begins] = replace(claims[begins], is_beside=False)
        before = (replace(claim, is_beside=True) for claim in claims[:begins])
        functions.pop(name, None)
        task = (self.parsed.question.text, [*self.curves(first)])
        found = judge_quantity(x, symbol(name), [*claims[begins:], *before], functions, task)
        end = len(claims) - begins
        return replace(found, judgements=(*found.judgements[end:], *found.judgements[:end]))

    def name_of_quantity(self, first: WorkingLine, x: sp.Symbol, functions: Mapping[str, sp.Expr]) -> str:
        """Return what stands for a limit or an integral: its name, L if ln L = ... is below it, or I."""
        sides, whole = self.sides(first, x), symbol("I")
        if first.left is not None:
            return first.left.name
        if whole in letters_of(sides) and whole not in sides:
            return "∫"  # I^2 = ∫ ..., which is not I
        heads = (sides[0] for line in self.lines if (sides := self.sides(line, x))[1:] and isinstance(sides[0], sp.log))
        return next((u.name for e in heads if (u := e.args[0]).is_Symbol and u != x and u.name not in functions), "I")

    def curves(self, first: WorkingLine) -> Iterator[sp.Expr]:
        """Yield the curves or the surface that a task tells before its integral: between y = x and y = x^2."""
        told = "\n".join(self.parsed.question.text.split("\n")[: first.clause.number])
        for found in _CURVE.finditer(told):
            with suppress(CalcError):
                yield self.typed(
                    parse((found["of"] or found["surface"]).rstrip(" ."), Names()).tree, first, symbol("x")
                )

    def relation(self, first: WorkingLine) -> Working | None:
        """Judge a working about rates or an equation, if it is one."""
        if self.parsed.varying:
            found = self.rates(first)
            if found is None and first.left is not None and first.left.order:
                raise self.at(UsageError("no line relates the quantities", hint="for example V = s^3"), first)
            return found
        order = without_operator(first.parts[0].reading.tree)[1]
        is_both = all(isinstance(part.reading.tree, DerivativeOf) for part in first.parts)  # d/dx(x^2 + y^2) = d/dx 25
        is_turned = first.left is not None and first.left.name == "x" and not first.left.order
        is_turned = is_turned and not self.is_parametric(first)
        is_plain = not order and not any(part.goes_on for part in first.parts)  # e^x = 1 + x + ...
        is_equation = is_turned or (first.left is None and len(first.parts) > 1 and (is_plain or is_both))
        return self.equation(first) if is_equation else None

    def is_parametric(self, first: WorkingLine) -> bool:
        """Return True of x = t^2, beside y = t^3."""
        letters = letters_of(self.sides(first, symbol("x"))[1:])
        return not {*letters} & {symbol("x"), symbol("y")} and any(defined_name(line) == "y" for line in self.lines)

    def equation(self, first: WorkingLine) -> Working | None:
        """Judge a working about an equation, that of a curve if the slope y' is spoken of; None if it is none."""
        partial = next((line.left for line in self.lines if line.left and line.left.is_partial), None)
        x = symbol(self.parsed.wrt or (partial and partial.variable) or "x")
        y = symbol(partial.name if partial else "y")
        sides = self.sides(first, x)
        if len(sides) < 2 or not letters_of(sides):
            return None
        letters = {u.name for u in letters_of(sides)}
        others = (line for line in self.lines if line is not first and not line.continues)
        is_solved = any(len(o.parts) > 1 or (o.left and not o.left.order and o.left.name in letters) for o in others)
        is_known = not any(side.has(Pending) for side in sides)
        is_identity = is_known and compare(*(side.doit() for side in sides)).is_correct
        if is_solved and not is_identity and not any(_is_differentiated(line) for line in self.lines):
            return judge_equations(x, self.equations(x), has_all_solutions=self.has_all_solutions and letters == {"x"})
        if x == y or y not in letters_of(sides):
            return None
        return judge_relation(Curve(sides[0], sides[1], x, y), first.clause.number, x, self.equations(x), [y], {})

    def rates(self, first: WorkingLine) -> Working | None:
        """Judge a working about related rates, None if no line relates two quantities.

        Of V = pi r^2 h/3 and r = h/2, V and h are the quantities: r is a part, given by another.
        """
        names, time = self.parsed.varying, symbol("t")
        first = next((line for line in self.lines if len(letters_of(self.sides(line, time))) > 1), first)
        sides, parts = self.sides(first, time), dict[sp.Symbol, sp.Expr]()
        for name, e in self.lowered(self.definitions(), time).items():
            if e.free_symbols and symbol(name) not in letters_of(sides) and e.free_symbols <= {*letters_of(sides)}:
                parts[symbol(name)] = e  # another quantity
            elif e.free_symbols and len(letters_of(sides)) > 2 and symbol(name) in letters_of(sides[1:]):
                parts[symbol(name)] = e
                sides = [side.xreplace(parts) for side in sides]
        letters = [v for v in letters_of(sides) if v.name in names or len(names) == 1]
        letters.sort(key=lambda v: v.name not in names)
        if len(sides) < 2 or len(letters) < 2 or letters[0].name not in names:
            return None
        curve = Curve(sides[0], sides[1], letters[1], letters[0])
        return judge_relation(curve, first.clause.number, time, self.equations(time), letters, parts)

    def equations(self, x: sp.Symbol) -> list[Claim]:
        """Return the statements, of which the first begins an equation unless it has a name."""
        left, *claims = self.statements(x, {})
        return [replace(left, is_beside=left.subject is None), *claims]

    def function(self, first: WorkingLine) -> Working:
        """Judge a working about the function of the first line."""
        subject = SubjectReader(self).subject(first, *without_operator(first.parts[0].reading.tree))
        told = {of.func.__name__.rstrip("'"): of for of in subject.values}
        statements = self.statements(subject.x, {**told, subject.name: subject.typed, **subject.functions})
        return judge(subject, [*_without_integrals(statements)], self.parsed.question.text)


_KINDS: tuple[Callable[[_Exercise, WorkingLine], Working | None], ...] = (
    _Exercise.differential,
    _Exercise.numbers,
    _Exercise.quantity,
    _Exercise.relation,
    _Exercise.function,
)
"""What judges a working; each returns None where the first line is of another kind."""


def _names(line: WorkingLine) -> set[str]:
    return {e.name for part in line.parts for e in parts(part.reading.tree) if isinstance(e, Name)}


def _is_rate(part: Node, name: str) -> bool:
    return isinstance(part, DerivativeOf) and part.operand == Name(part.operand.span, name)


def _is_differentiated(line: WorkingLine) -> bool:
    """Return True if a line has a derivative in it."""
    trees = [side.reading.tree for side in line.parts]
    return bool(line.left and line.left.order) or any(
        isinstance(part, DerivativeOf) for tree in trees if not quantities_of(tree) for part in parts(tree)
    )


def _without_integrals(claims: Iterator[Claim]) -> Iterator[Claim]:
    """Yield the claims; what stands for an antiderivative of the function is not read."""
    last, is_integral = 0, False
    for s in claims:
        is_one = s.typed is not None and any(len(part.limits[0]) == 1 for part in s.typed.atoms(sp.Integral))
        is_integral = is_one or (is_integral and (s.continues or s.line == last))
        last = s.line
        yield replace(s, typed=None) if is_integral else s
