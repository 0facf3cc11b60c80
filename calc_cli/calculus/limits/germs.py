"""The engine of limits: what an expression in t > 0 does as t -> 0+.

Near a point a function is known by its germ, an expression in t of which only small t count: |x|/x to the left of 0
is -1, and ln x near oo is ln(1/t). neighbourhood.py makes germs of functions. Two questions are asked of a germ, and
answering one asks the same of its parts:

    limit(g)    a number, oo or -oo; None if there is none or it is not found
    sign(g)     -1, 0 or 1 for all small t; None if it is not known, or not always the same

`Germs` remembers each answer; it asks, in this order:

    laws.py             the limit of a sum, a product, a power, a function from the limits of the parts
    swings.py           what goes up and down for ever, by parameters with bounds
    gruntz.py           what the laws leave open: the leading term, which tells the limit and the sign

For example sin(t)/t + e^(-1/t). The law of sums asks for both limits. In sin(t)/t the factors go to 0 and oo, which the
law of products leaves open; its leading term is 1. In e^(-1/t) the exponent goes to -oo, so the law of exponentials
gives 0.

>>> germs = Germs()
>>> germs.limit(sp.sin(germs.t) / germs.t + sp.exp(-1 / germs.t))
1

All of this is exact and proved. Coefficients may hold parameters. A divisor that is not 0 as an expression is then
taken not to be 0; with `generic` so are roots and moduli, and the limit holds for most values of the parameters.
"""

from collections.abc import Sequence

import sympy as sp

from calc_cli.calculus.limits.behaviour import Behaviour
from calc_cli.calculus.limits.gruntz import limit_by_gruntz, sign_by_gruntz
from calc_cli.calculus.limits.laws import law_of
from calc_cli.calculus.limits.numbers import INFINITE, number_or_none, sign_of_number
from calc_cli.calculus.limits.swings import bounds, sign_of_range

_DEEPEST = 30
"""A question may lead to others, but not without end."""


class Germs(Behaviour):
    """Limits and signs of expressions in `t` as t -> 0+; the `variables` are t alone, or several (charts.py)."""

    def __init__(self, variables: Sequence[sp.Symbol] = (), *, generic: bool = False) -> None:
        super().__init__(tuple(variables) or (sp.Dummy("t", positive=True),), generic=generic)
        self.t = self.variables[0]
        self._depth = 0

    def find_tendency(self, g: sp.Expr) -> sp.Expr | None:
        """Return what `g` tends to by the laws, else by the leading term."""
        found = self.by_laws(g)
        if found is None and self._depth <= _DEEPEST:
            self._depth += 1
            found = limit_by_gruntz(self, g)
            if found is None and isinstance(g, sp.Expr) and g.has(sp.Integral) and len(self.variables) == 1:
                found = self._by_derivatives(g)
            self._depth -= 1
        return found

    def _by_derivatives(self, g: sp.Expr) -> sp.Expr | None:
        """Return the limit of a quotient with integrals by l'Hôpital's rule, whose derivatives have fewer of them."""
        factors = sp.Mul.make_args(g)
        above = [u for u in factors if u.has(sp.Integral) and not u.as_base_exp()[1].is_negative]
        numerator, divisor = sp.Mul(*above), 1 / sp.Mul(*(u for u in factors if u not in above))
        form = self.tendency(divisor)
        if not self.varies(divisor) or not (form in INFINITE or (form == 0 and self.tendency(numerator) == 0)):
            return None
        slope = sp.diff(divisor, self.t)
        found = self.tendency(sp.diff(numerator, self.t) / slope) if self.sign(slope) else None
        return None if found is None or self.swings_in(found) else found  # of what oscillates the rule says nothing

    def by_laws(self, g: sp.Expr) -> sp.Expr | None:
        """Return the limit, None if the laws leave it open."""
        if not isinstance(g, sp.Expr):  # the bounds of an integral
            return None
        if not self.varies(g) and not self.swings_in(g):
            return number_or_none(g)
        if g in self.variables or g in self.swings:
            return g if g in self.swings else sp.S.Zero
        is_rational = len(self.variables) == 1 and self.varies(g) and g.is_rational_function(self.t)
        return None if is_rational else law_of(type(g))(self, g)

    def find_sign(self, g: sp.Expr) -> int | None:
        """Return the sign by factors, by the limit, or by the leading term."""
        if not self.varies(g) and not self.swings_in(g):
            return sign_of_number(g)
        if g.is_Mul:
            return self.signs(g.args)
        if g.is_Pow and g.exp.is_Rational:
            base = self.sign(g.base)
            return base if base is None or g.exp.p % 2 else base * base
        if not g.is_Add and g.is_positive:  # of sums SymPy finds it slowly
            return 1
        if not self.varies(g):
            return sign_of_range(self, bounds(self, g))
        limit = self.by_laws(g)
        if limit is not None and (sign := self.sign(limit)):
            return sign
        return self.sign_of_lead(g)

    def sign_of_lead(self, g: sp.Expr) -> int | None:
        """Return the sign of the leading term."""
        return sign_by_gruntz(self, g)
