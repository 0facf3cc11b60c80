"""The search for an antiderivative: methods that make an integral into simpler ones, tried in the order of a textbook.

A method is a function of the search, the integrand and its variable. It returns a `Work`, for which it may ask the
search for the integrals that remain, or None if it does not apply. What a method finds is differentiated at a few
points before it is believed (confirmed.py). The search remembers what it has found and what it has not, and never looks
for an integral within the search for the same one.

A `Work` tells how an antiderivative was found, as a tree: the rule, what it makes of the integral, and the simpler
integrals in it. For example, of x e^(x^2) by substitution, with `letters` u = x^2 and du = 2x dx:

    integral of x e^(x^2) in x                 rule "substitution"
        integral of e^u/2 in u                 rule "constant factor"
            integral of e^u in u               rule "table"
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import sympy as sp

from calc_cli.algebra import unevaluated
from calc_cli.algebra.share import FAILURES, clock
from calc_cli.calculus.integrals.confirmed import mended
from calc_cli.errors import UndefinedError, UnsupportedError

CONSTANT, CONSTANT_FACTOR, POWER = "constant", "constant factor", "power rule"
HIGHER, CASES, SUM = "higher function", "by cases", "sum rule"
"""Rules, by their names in rulebook.py, that are told otherwise than the rest."""


@dataclass(frozen=True, slots=True)
class Work:
    """`result` is an antiderivative of `integrand` in `x`, which `rule` gives from those of the `parts`.

    `letters` names what the rule put in: u and v, or a new variable. `becomes` is what the integral was first made
    into, with integrals in it that are still to be found, if that can be written down; it `comes_back` if the integral
    itself is one of these later on, so that it is solved for. With a `change`, a variable is written by another one:
    (u, x^2, x) if u is x^2. Beside the parts, an `aside` found one of the letters: v of integration by parts.
    """

    rule: str
    integrand: sp.Expr
    x: sp.Symbol
    result: sp.Expr
    parts: tuple["Work", ...] = ()
    letters: tuple[tuple[sp.Expr, sp.Expr], ...] = ()
    becomes: sp.Expr | None = None
    change: tuple[sp.Symbol, sp.Expr, sp.Symbol] | None = None
    aside: "Work | None" = None
    comes_back: bool = False

    @property
    def is_special(self) -> bool:
        """True if the result has higher functions in it."""
        return any(part.rule == HIGHER for part in self.walk())

    def walk(self) -> Iterator["Work"]:
        """Yield this and all that it rests on."""
        yield self
        for part in self.rests_on:
            yield from part.walk()

    @property
    def rests_on(self) -> tuple["Work", ...]:
        """The parts, and the aside."""
        return self.parts if self.aside is None else (self.aside, *self.parts)


def with_factor(f: sp.Expr, factor: sp.Expr, work: Work) -> Work:
    """Return the way to the integral of f, a constant times what `work` integrates."""
    becomes = factor * unfinished(work.integrand, work.x)
    return Work(CONSTANT_FACTOR, f, work.x, factor * work.result, (work,), becomes=becomes)


def unfinished(f: sp.Expr, x: sp.Symbol) -> sp.Expr:
    """Return the integral of f in x, still to be found."""
    return unevaluated.integral(f, x)


Method = Callable[["Search", sp.Expr, sp.Symbol], Work | None]

_DEEPEST = 12
"""So many methods may rest on each other."""

_PART = 0.4
"""Of the time, so much is for one method at the top of the search, and what rests on it."""

_LONGEST = 400
"""A longer integrand is not looked at."""


class Search:
    """A search with `methods` for so many `seconds`, of which one method may use a part.

    `letters` are the names that are taken: no new variable is called so.
    """

    def __init__(self, methods: Sequence[Method], seconds: float, letters: Iterable[str]) -> None:
        self.methods = methods
        self.seconds = seconds
        self.is_at_end = clock(seconds)
        self.is_spent = self.is_at_end
        self.depth = 0
        self.letters = list(letters)
        self._known: dict[tuple[sp.Expr, sp.Symbol], tuple[Work | None, int]] = {}

    def find(self, f: sp.Expr, x: sp.Symbol) -> Work | None:
        """Return how an antiderivative of f is found; None if none is."""
        key = (f, x)
        known = self._known.get(key)
        if known is not None and (known[0] is not None or known[1] <= self.depth):
            return known[0]
        if self.depth > _DEEPEST or self.is_spent() or self.is_at_end() or _is_long(f):
            return None
        self._known[key] = (None, self.depth)
        self.depth += 1
        found = self._tried(f, x)
        self.depth -= 1
        self._known[key] = (found, self.depth)
        return found

    def _tried(self, f: sp.Expr, x: sp.Symbol) -> Work | None:
        depth, letters = self.depth, len(self.letters)
        for method in self.methods:
            self.depth = depth
            del self.letters[letters:]
            if depth == 1:
                self.is_spent = clock(self.seconds * _PART)
            try:
                work = method(self, f, x)
                if work is None or work.result.has(sp.nan, sp.zoo, sp.oo, sp.I, sp.Integral):
                    continue
                result = mended(work.result, f, x)
            except (UndefinedError, UnsupportedError, *FAILURES):
                continue
            if result is not None:
                return replace(work, result=result)
            if self.is_spent() and depth > 1:
                break
        return None


def _is_long(f: sp.Expr) -> bool:
    return any(i > _LONGEST for i, _ in enumerate(sp.preorder_traversal(f)))
