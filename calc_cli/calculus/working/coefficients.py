"""The letters of a decomposition, as (3x + 1)/(x^2 - 1) = A/(x - 1) + B/(x + 1): what they are, and are said to be.

Both sides are equal for every x with one value of each letter alone. That gives an equation in the letters at each
place, x = 1: 4 = 2A.
"""

from collections.abc import Set
from string import ascii_uppercase

import sympy as sp

from calc_cli.algebra.evaluate import substitute
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.checking.question import has_value
from calc_cli.calculus.working.claims import Point
from calc_cli.calculus.working.equation_steps import is_multiple
from calc_cli.errors import UnsupportedError


class Coefficients:
    """`known` are the right ones, with which the `identity` is 0, `said` those that were told.

    The `whole` is what is decomposed, `general` that with the letters; `condition` is 0 by the last right equation.
    """

    def __init__(self, whole: sp.Expr, x: sp.Symbol) -> None:
        self.whole, self.x = whole, x
        self.general, self.identity, self.condition = whole, sp.S.Zero, sp.S.Zero
        self.known: dict[sp.Symbol, sp.Expr] = {}
        self.said: dict[sp.Symbol, sp.Expr] = {}

    def determine(self, left: sp.Expr, right: sp.Expr, others: Set[sp.Symbol]) -> bool:
        """Find the letters, which are none of the `others`, that make both sides equal; False if a part is missing.

        Raises UnsupportedError if they are not determined.
        """
        letters = [u for u in (left - right).free_symbols - others - self.known.keys() if u.name in ascii_uppercase]
        if not letters or {u.name for u in letters} == {"C"}:
            return True
        numerator = sp.fraction(sp.cancel(has_value(left - right)))[0]
        if not numerator.is_polynomial(self.x):
            raise UnsupportedError("this does not determine the coefficients")
        found = sp.solve(sp.Poly(numerator, self.x).coeffs(), letters, dict=True)
        told, with_letters = sorted((left, right), key=lambda side: side.has(*letters))
        are_parts = with_letters.is_Add and not told.has(*letters) and sp.fraction(sp.together(told))[1].has(self.x)
        if are_parts and not found:
            return False
        if len(found) != 1 or set(found[0]) != set(letters) or any(e.free_symbols for e in found[0].values()):
            raise UnsupportedError("this does not determine the coefficients")
        self.known, self.identity = {**self.known, **found[0]}, numerator
        self.whole = self.as_told(told)
        self.general = tidy(self.whole * with_letters / told)
        return True

    def as_told(self, side: sp.Expr) -> sp.Expr:
        """Return what is decomposed by a line one side of which is that, or what stands above its bar."""
        (above, below), (top, bottom) = (sp.fraction(sp.cancel(has_value(e))) for e in (self.whole, side))
        is_proper = below.has(self.x) and sp.degree(above, self.x) < sp.degree(below, self.x)
        if is_multiple(top, above) and (is_multiple(bottom, below) or not bottom.has(self.x)):
            return self.whole
        if is_proper and not bottom.has(self.x) and sp.degree(top, self.x) == sp.degree(above, self.x):
            return top / bottom / below
        return top / bottom if is_proper and (is_multiple(bottom, below) or is_multiple(top, above)) else self.whole

    def expected(self, e: sp.Expr, at: Point) -> sp.Expr | None:
        """Return what is 0 at a place by the identity, if it is not e that is."""
        said = {u: self.known[u] for u in self.said if u not in e.free_symbols}
        there = sp.expand(has_value(substitute(self.identity, at)).xreplace(said))
        return there if there != 0 and self.are_in(e) and not is_multiple(there, sp.expand(has_value(e))) else None

    def are_in(self, e: sp.Expr) -> bool:
        """Return True if some of the letters are in an expression."""
        return bool(e.free_symbols & self.known.keys())

    def implied(self) -> sp.Expr:
        """Return what is decomposed by the letters that were said."""
        return self.general.xreplace({**self.known, **self.said})
