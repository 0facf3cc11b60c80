"""Answer questions about a whole working: its lines become statements about one function."""

from collections.abc import Iterator
from dataclasses import dataclass

import sympy as sp

from calc_cli.algebra.function import TypedFunction
from calc_cli.algebra.functions import symbol
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.checking.names import expand_names
from calc_cli.calculus.checking.question import evaluated
from calc_cli.calculus.checking.working import Claim, Working, judge
from calc_cli.errors import CalcError, DomainError, UnknownNameError, UsageError
from calc_cli.questions.answers.variables import with_variable
from calc_cli.questions.check import ParsedCheck, WorkingLine, located
from calc_cli.syntax.tree import DerivativeOf, Node, Vector


def answer(parsed: ParsedCheck) -> Working:
    """Judge every line. Raises any CalcError, with the line at fault."""
    return _WorkingLowering(parsed).working()


@dataclass(slots=True)
class _WorkingLowering:
    """One question."""

    parsed: ParsedCheck

    def working(self) -> Working:
        first = self.parsed.lines[0]
        tree, order, variable = _without_operator(first.parts[0].tree)
        if isinstance(tree, Vector):
            raise UsageError("a working is about one function, not a list", source=first.text, span=tree.span)
        definitions = {name: line for line in reversed(self.parsed.lines[1:]) if (name := _defined(line))}
        if first.left is not None:
            definitions.pop(first.left.name, None)
        rough = self.typed(tree, first, symbol("x"))
        x, notes = self.variable(variable, rough, definitions)
        functions = {name: self.typed(line.parts[0].tree, line, x) for name, line in definitions.items()}
        if x.name in functions:
            raise self.at(UsageError(f"{x} is the variable", span=(0, 0)), definitions[x.name])
        typed = self.resolved(self.typed(tree, first, x), functions, x, first)
        name = self.name()
        if name is not None:
            if typed.has(symbol(name)):
                raise self.by_itself(first)
            functions[name] = typed
        expression = evaluated(typed)
        if expression is None or expression.has(sp.nan, sp.zoo, sp.oo, -sp.oo, sp.I):
            raise self.at(DomainError("this is not a real function", span=tree.span), first)
        statements = list(self.statements(typed, x, {name or "", *functions}))
        notes += tuple(_strangers(statements, typed.free_symbols | {x, *map(symbol, functions)}))
        return judge(typed, expression, x, statements, name=name, functions=functions, order=order, notes=notes)

    def variable(
        self, named: str | None, typed: sp.Expr, definitions: dict[str, WorkingLine]
    ) -> tuple[sp.Symbol, tuple[str, ...]]:
        """Return the variable of the working, and notes on how it was read."""
        notes = tuple(dict.fromkeys(note for line in self.parsed.lines for note in line.parts[0].notes))
        left = next((line.left.variable for line in self.parsed.lines if line.left and line.left.variable), None)
        wrt = self.parsed.wrt or named or left
        if wrt is None and typed.free_symbols & set(map(symbol, definitions)):
            parts = [self.typed(line.parts[0].tree, line, symbol("x")) for line in definitions.values()]
            typed = sp.Tuple(
                *(free for e in (typed, *parts) for free in e.free_symbols if free.name not in definitions)
            )
        chosen = with_variable(TypedFunction(typed, typed, notes=notes), wrt)
        return chosen.variable, chosen.notes

    def name(self) -> str | None:
        """Return the name of the function, from the first line or from where its derivative is."""
        first, *lines = self.parsed.lines
        if first.left is not None:
            return first.left.name
        defined = set(map(_defined, lines))
        return next((line.left.name for line in lines if line.left and line.left.name not in defined), None)

    def statements(self, typed: sp.Expr, x: sp.Symbol, known: set[str]) -> Iterator[Claim]:
        for number, line in enumerate(self.parsed.lines):
            if line.left is not None and line.left.name not in known:
                raise self.at(
                    UnknownNameError(f"no line says what {line.left.name} is", span=(0, len(line.text))), line
                )
            subject = None if line.left is None else (line.left.name, line.left.order)
            begin = 0
            for i, part in enumerate(line.parts):
                end = part.tree.span[1]
                e = typed if number == i == 0 else self.typed(part.tree, line, x)
                is_beside = number > 0 and i == 0 and not line.continues and len(line.parts) > 1
                text = line.text[begin:end].strip()
                yield Claim(line.number, text, e, subject if i == 0 else None, is_beside)
                begin = end

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
        return located(error, line.number, line.offset, self.parsed.question.working)


def _strangers(statements: list[Claim], known: set[sp.Symbol]) -> Iterator[str]:
    """Yield a note for each letter that is in a step and not in the function."""
    for statement in statements:
        for letter in sorted(statement.typed.free_symbols - known, key=str):
            yield f"line {statement.line}: {letter} does not occur in what is differentiated"


def _without_operator(tree: Node) -> tuple[Node, int, str | None]:
    """Return the function in d/dx [...] or (...)', with the order and the variable."""
    return (tree.operand, tree.order, tree.variable) if isinstance(tree, DerivativeOf) else (tree, 0, None)


def _defined(line: WorkingLine) -> str | None:
    """Return the name that the line defines, if it defines one."""
    return line.left.name if line.left is not None and line.left.order == 0 else None
