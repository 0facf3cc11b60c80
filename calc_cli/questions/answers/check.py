"""Answer questions about a whole working: its lines become statements about one function after another."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import sympy as sp

from calc_cli.algebra.function import TypedFunction
from calc_cli.algebra.functions import symbol
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.checking.equations import judge_curve, judge_limit
from calc_cli.calculus.checking.names import expand_names
from calc_cli.calculus.checking.question import evaluated
from calc_cli.calculus.checking.working import Claim, Subject, Working, judge
from calc_cli.calculus.implicit.curve import Curve
from calc_cli.errors import CalcError, DomainError, UsageError
from calc_cli.questions.answers.variables import with_variable
from calc_cli.questions.check import ParsedCheck, WorkingLine, WorkingSide, located
from calc_cli.syntax.tree import DerivativeOf, Node, Vector


def answer(parsed: ParsedCheck) -> Working:
    """Judge every line. Raises any CalcError about what is differentiated, with the line at fault."""
    found = [_WorkingLowering(parsed, lines).working() for lines in _problems(parsed.lines)]
    judgements = tuple(judgement for working in found for judgement in working.judgements)
    notes = tuple(note for working in found for note in working.notes)
    return replace(found[-1], judgements=judgements, notes=notes)


def _problems(lines: Sequence[WorkingLine]) -> list[list[WorkingLine]]:
    """WorkingSide the lines where, after a gap, the function of the working is defined anew."""
    problems: list[list[WorkingLine]] = [[]]
    for line in _without_integrals(lines):
        first = next((other for other in problems[-1] if other.parts), None)
        if line.starts and first is not None and first.left is not None and _defined(line) == first.left.name:
            problems.append([])
        problems[-1].append(line)
    return problems


_INTEGRAL = re.compile(r"∫|\\int(?![a-z])|\bint\b")


def _without_integrals(lines: Sequence[WorkingLine]) -> Sequence[WorkingLine]:
    """Return the lines; what continues an integral, which is not read, says nothing that can be checked."""
    found: list[WorkingLine] = []
    is_integral = False
    for line in lines:
        is_unread = not line.parts and bool(_INTEGRAL.search(line.text))
        is_definition = line.left is not None and line.left.order == 0  # u = x^2, which the integral goes on with
        is_integral = is_unread or (is_integral and (line.continues or is_definition))
        found.append(replace(line, parts=()) if is_integral and not is_definition else line)
    return found if any(line.parts for line in found) else lines


@dataclass(slots=True)
class _WorkingLowering:
    """One function, and all lines about it; those that could not be read have no parts."""

    parsed: ParsedCheck
    all_lines: list[WorkingLine]

    @property
    def lines(self) -> list[WorkingLine]:
        return [line for line in self.all_lines if line.parts]

    def working(self) -> Working:
        first = self.lines[0]
        tree, order, variable = _without_operator(first.parts[0].reading.tree)
        if isinstance(tree, Vector):
            raise self.at(UsageError("a working is about one function, not a list", span=tree.span), first)
        if first.parts[0].limit is not None and first.left is None:
            name, _ = first.parts[0].limit
            return judge_limit(symbol(name), list(self.statements(symbol(name), {})))
        if first.left is None and len(first.parts) > 1 and not order:
            curve = self.curve(first)
            if curve is not None:
                return judge_curve(curve, list(self.statements(curve.x, {})))
        subject = self.subject(first, tree, order, variable)
        statements = list(self.statements(subject.x, subject.functions))
        letters = subject.typed.free_symbols | {subject.x, *map(symbol, subject.functions)}
        return judge(replace(subject, notes=(*subject.notes, *_strangers(statements, letters))), statements)

    def curve(self, first: WorkingLine) -> Curve | None:
        """Return the curve that the first line is the equation of, if it has y in it."""
        x, y = symbol(self.parsed.wrt or "x"), symbol("y")
        left, right = (self.typed(part.reading.tree, first, x) for part in first.parts[:2])
        return Curve(left, right, x, y) if y in left.free_symbols | right.free_symbols else None

    def subject(self, first: WorkingLine, tree: Node, order: int, variable: str | None) -> Subject:
        definitions = {name: line for line in reversed(self.lines[1:]) if (name := _defined(line))}
        if first.left is not None:
            definitions.pop(first.left.name, None)
            variable = variable or first.left.variable
        rough = self.typed(tree, first, symbol("x"))
        x, notes = self.variable(variable, rough, definitions)
        definitions.pop(x.name, None)
        functions = {name: self.typed(line.parts[0].reading.tree, line, x) for name, line in definitions.items()}
        typed = self.resolved(self.typed(tree, first, x), functions, x, first)
        name = self.name()
        if name is not None:
            if typed.has(symbol(name)):
                raise self.by_itself(first)
            functions[name] = typed
        expression = evaluated(typed)
        if expression is None or expression.has(sp.nan, sp.zoo, sp.oo, -sp.oo, sp.I):
            raise self.at(DomainError("this is not a real function", span=tree.span), first)
        return Subject(typed, expression, x, name or "", functions, order, notes)

    def variable(
        self, named: str | None, typed: sp.Expr, definitions: dict[str, WorkingLine]
    ) -> tuple[sp.Symbol, tuple[str, ...]]:
        """Return the variable of the working, and notes on how it was read."""
        notes = tuple(dict.fromkeys(note for line in self.lines for note in line.parts[0].reading.notes))
        left = next((line.left.variable for line in self.lines if line.left and line.left.variable), None)
        wrt = self.parsed.wrt or named or left
        if wrt is None and typed.free_symbols & set(map(symbol, definitions)):
            parts = [self.typed(line.parts[0].reading.tree, line, symbol("x")) for line in definitions.values()]
            typed = sp.Tuple(
                *(free for e in (typed, *parts) for free in e.free_symbols if free.name not in definitions)
            )
        chosen = with_variable(TypedFunction(typed, typed, notes=notes), wrt)
        return chosen.variable, chosen.notes

    def name(self) -> str | None:
        """Return the name of the function, from the first line or from where its derivative is."""
        first, *lines = self.lines
        if first.left is not None:
            return first.left.name
        defined = set(map(_defined, lines))
        return next((line.left.name for line in lines if line.left and line.left.name not in defined), None)

    def statements(self, x: sp.Symbol, functions: Mapping[str, sp.Expr]) -> Iterator[Claim]:
        """Yield what each line says, part by part; a line that could not be read is one statement."""
        for line in self.all_lines:
            try:
                found = list(self.parts(line, x, functions))
            except CalcError:
                found = []
            yield from found or [Claim(line.number, line.text, None)]

    def parts(self, line: WorkingLine, x: sp.Symbol, functions: Mapping[str, sp.Expr]) -> Iterator[Claim]:
        if not line.parts:
            return
        subject, is_first = self.subject_of(line), line is self.lines[0]
        at = None if line.at is None else {x: self.typed(line.at.tree, line, x)}
        wrt = symbol(line.left.variable) if line.left and line.left.order and line.left.variable else x
        if subject is not None and subject[0] == x.name:  # x = 2 is an equation
            yield Claim(line.number, line.text.partition("=")[0].strip(), x, is_beside=True, at=at)
            subject = None
        if subject is not None and functions and subject[0] not in functions:
            return
        texts = _texts(line)
        for i, part in enumerate(line.parts):
            tree = _without_operator(part.reading.tree)[0] if is_first and i == 0 else part.reading.tree
            yield Claim(
                line.number,
                texts[i],
                self.typed(tree, line, x),
                subject if i == 0 else None,
                is_beside=not is_first and i == 0 and not line.continues and len(line.parts) > 1,
                continues=line.continues,
                at=at,
                to=self.limit(part, line, x),
                wrt=None if wrt == x else wrt,
            )

    def limit(self, part: WorkingSide, line: WorkingLine, x: sp.Symbol) -> dict[sp.Symbol, sp.Expr] | None:
        if part.limit is None:
            return None
        name, to = part.limit
        return {symbol(name): evaluated(self.typed(to.tree, line, x)) or sp.S.Zero}

    def subject_of(self, line: WorkingLine) -> tuple[str, int] | None:
        """Return what the left side names; 'dy/dx at x = 3' is about the function of the working."""
        return None if line.left is None else (line.left.name, line.left.order)

    def typed(self, tree: Node, line: WorkingLine, x: sp.Symbol) -> sp.Expr:
        try:
            return lower_as_typed(tree, x)
        except CalcError as error:
            raise self.at(error, line) from None

    def resolved(self, e: sp.Expr, functions: dict[str, sp.Expr], x: sp.Symbol, line: WorkingLine) -> sp.Expr:
        try:
            return expand_names(e, functions, x)
        except RecursionError:
            raise self.by_itself(line) from None
        except CalcError as error:
            raise self.at(error, line) from None

    def by_itself(self, line: WorkingLine) -> CalcError:
        return self.at(UsageError("this is defined by itself", span=(0, len(line.text))), line)

    def at(self, error: CalcError, line: WorkingLine) -> CalcError:
        return located(error, line.number, line.parts[0].reading.text if line.parts else line.text)


def _texts(line: WorkingLine) -> list[str]:
    """Return the text of each part, with the `=` before it and what the line begins with."""
    sides = re.split(r"(?<![<>!=])(?==(?!=))", line.text)
    if (line.left is not None or line.continues) and len(sides) > 1:
        sides = [sides[0] + sides[1], *sides[2:]]
    if len(sides) != len(line.parts):
        return [line.text] + [""] * (len(line.parts) - 1)
    return [side.strip() for side in sides]


def _strangers(statements: list[Claim], known: set[sp.Symbol]) -> Iterator[str]:
    """Yield a note for each letter that is in a step and not in the function."""
    for statement in statements:
        letters = set() if statement.typed is None else statement.typed.free_symbols - known - set(statement.to or ())
        for letter in sorted(letters, key=str):
            yield f"line {statement.line}: {letter} does not occur in what is differentiated"


def _without_operator(tree: Node) -> tuple[Node, int, str | None]:
    """Return the function in d/dx [...] or (...)', with the order and the variable."""
    return (tree.operand, tree.order, tree.variable) if isinstance(tree, DerivativeOf) else (tree, 0, None)


def _defined(line: WorkingLine) -> str | None:
    """Return the name that the line defines, if it defines one."""
    is_definition = line.left is not None and line.left.order == 0 and line.at is None and bool(line.parts)
    return line.left.name if is_definition and line.left is not None else None
