"""What rightly follows from the mistakes in a working about a function: in parts of it, and in equations beside it."""

from collections.abc import Iterator, Sequence

import sympy as sp

from calc_cli.algebra.functions import Pending, symbol
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.checking.question import derivative_of
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.working.claims import Judgement
from calc_cli.calculus.working.drawn_lines import solved_for
from calc_cli.calculus.working.function_facts import FunctionFacts, expand_names


class Consequences:
    """`mistaken` are the derivatives of parts that were found wrongly, `said` the parts that were themselves.

    `implied` are those of the function by wrong equations, `asides` the sides of these, with the line of the mistake.
    """

    def __init__(self, facts: FunctionFacts) -> None:
        self.facts, self.x, self.name = facts, facts.subject.x, facts.subject.name
        self.said: dict[str, tuple[sp.Expr, int]] = {}
        self.mistaken: dict[sp.Expr, Judgement] = {}
        self.implied: list[tuple[sp.Expr, int]] = []
        self.equations: list[tuple[tuple[sp.Expr, sp.Expr], int]] = []
        """Equations beside the function that are right."""
        self.asides: list[tuple[tuple[sp.Expr, sp.Expr], int]] = []

    def note_part(self, name: str, found: Judgement) -> None:
        """Note the derivative of a part that was told wrongly."""
        self.mistaken[Pending(symbol(name), self.x, sp.Integer(found.order))] = found

    def note_equation(self, typed: sp.Expr, sides: tuple[sp.Expr, sp.Expr], line: int) -> int | None:
        """Note a wrong equation beside the function; return the line with the mistake, if it was made before."""
        origin = next((there for of, there in self.asides if self.are_derivatives(sides, of)), None)
        self.imply(typed, sides[1], origin or line)
        self.asides.append((sides, origin or line))
        return origin

    def are_derivatives(self, sides: Sequence[sp.Expr], of: Sequence[sp.Expr]) -> bool:
        """Return True if an equation is another, differentiated on both sides: y'/y = ... of ln y = ..."""
        return all(compare(derivative_of(f, self.x), e).is_correct for f, e in zip(of, sides, strict=True))

    def imply(self, left: sp.Expr, right: sp.Expr, line: int) -> None:
        """Solve a wrong equation, which is linear in y', for it."""
        rate, p = Pending(symbol(self.name), self.x, sp.S.One), sp.Dummy("p", real=True)
        if left.has(rate):
            solved = solved_for(self.facts.expand_names(left.xreplace({rate: p})) - right, p)
            self.implied += [] if solved is None else [(solved, line)]

    def of(self, before: Judgement, expected: sp.Expr | None, order: int, name: str) -> Iterator[tuple[sp.Expr, int]]:
        """Yield what rightly follows from the mistakes before, each with the line of the mistake."""
        if expected is not None and before.is_wrong:
            yield expected, before.source
        if order == 1 and name == self.name:
            yield from self.implied
        if self.said:
            known = self.facts.subject.functions
            as_said = {**known, **{u: value for u, (value, _) in self.said.items()}}
            whole = expand_names(known[name], as_said, self.x)
            yield derivative_of(whole, self.x, order), min(line for _, line in self.said.values())
        if not self.mistaken:
            return
        line = max(wrong.statement.line for wrong in self.mistaken.values())
        yield self.with_mistakes(before), line
        if order == 1 and name == self.name:
            yield self.facts.expand_names(self.by_parts()), line

    def with_mistakes(self, before: Judgement) -> sp.Expr:
        """Return the value of a statement with what was said wrongly of its parts: v' = -cos x."""
        typed = before.statement.typed
        if typed is None:
            return before.value
        return self.facts.expand_names(typed.xreplace({u: said.value for u, said in self.mistaken.items()}))

    def by_parts(self) -> sp.Expr:
        """Return the derivative by the chain rule, with what was said of the derivatives of parts."""
        f = self.facts.subject.functions[self.name]
        parts = [symbol(name) for name in self.facts.subject.functions if symbol(name) in f.free_symbols]
        if not parts:
            said = (e.value / self.facts.expand_names(part) for part, e in self.mistaken.items())
            return tidy(sp.Mul(self.facts.derivative(1).result, *said))
        slopes = {u: Pending(u, self.x, sp.S.One) for u in parts}
        slopes = {u: self.mistaken[p].value if p in self.mistaken else p for u, p in slopes.items()}
        return sp.Add(*(derivative_of(f, u) * slope for u, slope in slopes.items()))
