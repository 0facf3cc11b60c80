"""The engine of limits: what an expression in t > 0 does as t -> 0+.

Near a point a function is known by its germ, an expression in t of which only small t count: |x|/x to the left of 0
is -1, and ln x near oo is ln(1/t). neighbourhood.py makes germs of functions. Two questions are asked of a germ, and
answering one asks the same of its parts:

    limit(g)    a number, oo or -oo; None if there is none or it is not found
    sign(g)     -1, 0 or 1 for all small t; None if it is not known, or not always the same

`Germs` does no mathematics: it asks the functions that do in order, and remembers each answer. They are
functions of (germs, expression), a table by kind of expression or a tuple of methods that are tried in turn:

    laws.py             the limit of a sum, a product, a power, a function from the limits of the parts
    oscillation.py      what goes up and down for ever: through which range, and whether it is bounded
    indeterminate.py    what the laws leave open: squeezing, Stirling, l'Hôpital, the largest logarithm, SymPy
    signs.py            signs by factors, limits, leading terms, derivatives

For example sin(t)/t + e^(-1/t). The law of sums asks for both limits. In sin(t)/t the factors go to 0 and oo, which the
law of products leaves open; nothing in it goes up and down for ever; l'Hôpital's rule makes cos(t)/1 of it, of which
the laws know the limit 1. In e^(-1/t) the exponent goes to -oo, so the law of exponentials gives 0.

>>> germs = Germs()
>>> germs.limit(sp.sin(germs.t) / germs.t + sp.exp(-1 / germs.t)), germs.is_proved
(1, True)

All of this is exact, and proved but for two steps, which whoever takes one enters by `assume`: the sign at some small
t taken for that at all, and SymPy's limit. A limit that rests on one needs a second witness (one_sided.py).

Coefficients may hold parameters. A divisor that is not 0 as an expression is then taken not to be 0; with `generic`
so are roots and moduli, and the limit holds for most values of the parameters.
"""

import sympy as sp

from calc_cli.calculus.limits.behaviour import Assumption, GermBehaviour
from calc_cli.calculus.limits.indeterminate import METHODS, METHODS_FOR_RESTLESS, PROOFS
from calc_cli.calculus.limits.laws import limit_by_laws
from calc_cli.calculus.limits.oscillation import is_restless, oscillation
from calc_cli.calculus.limits.signs import sign_for_small_t

_DEEPEST = 2
"""A method may leave an indeterminate form, which needs a method again, but not without end."""


class Germs(GermBehaviour):
    """Limits and signs of expressions in `t` as t -> 0+."""

    def __init__(self, *, generic: bool = False, proofs_only: bool = False) -> None:
        super().__init__()
        self.generic = generic
        self.methods = PROOFS if proofs_only else METHODS
        self.t = sp.Dummy("t", positive=True)
        self.assumptions: set[Assumption] = set()
        self._depth = 0

    @property
    def is_proved(self) -> bool:
        """True if no answer so far rests on an assumption."""
        return not self.assumptions

    def varies(self, g: sp.Expr) -> bool:
        """Return True if t occurs in `g`."""
        return bool(g.has(self.t))

    def assume(self, assumption: Assumption) -> None:
        """Keep on record that a step proves nothing."""
        self.assumptions.add(assumption)

    def find_sign(self, g: sp.Expr) -> int | None:
        """Return -1, 0 or 1; None if the sign is not known, or not the same for all small t."""
        return sign_for_small_t(self, g)

    def find_limit(self, g: sp.Expr) -> sp.Expr | None:
        """Return the limit by the laws, else by the first method that finds it."""
        limit = limit_by_laws(self, g)
        if limit is not None or oscillation(self, g) is not None:
            return limit
        if is_restless(self, g):
            return next((limit for method in METHODS_FOR_RESTLESS if (limit := method(self, g)) is not None), None)
        if self._depth > _DEEPEST:
            return None
        self._depth += 1
        limit = next((limit for method in self.methods if (limit := method(self, g)) is not None), None)
        self._depth -= 1
        return limit
