"""The search for an antiderivative: methods that make an integral into simpler ones, tried in the order of a textbook.

A method is a function of the search, the integrand and its variable. It returns a `Work`, or None if it does not
apply. Most make the integral into an expression with simpler integrals in it, and leave these to the search, which
puts the antiderivatives in their places. What a method finds is differentiated at a few points before it is believed
(confirmed.py). The search remembers what it has found and what it has not, and never looks for an integral within the
search for the same one.

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
from calc_cli.algebra.occurrences import is_larger
from calc_cli.algebra.share import FAILURES, clock
from calc_cli.calculus.integrals.confirmed import mended
from calc_cli.errors import UndefinedError, UnsupportedError

CONSTANT, CONSTANT_FACTOR, POWER = "constant", "constant factor", "power rule"
HIGHER, CASES, SUM = "higher function", "by cases", "sum rule"
"""Rules, by their names in rulebook.py, that are told otherwise than the rest."""


Letters = tuple[tuple[sp.Expr, sp.Expr], ...]


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
    letters: Letters = ()
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


def unfinished(f: sp.Expr, x: sp.Symbol) -> sp.Expr:
    """Return the integral of f in x, still to be found, times its constant factor."""
    factor, rest = f.as_independent(x, as_Add=False)
    if not rest.has(x):
        return sp.S.Zero if f == 0 else unevaluated.integral(f, x)
    return factor * unevaluated.integral(rest, x)


Method = Callable[["Search", sp.Expr, sp.Symbol], Work | None]

_DEEPEST = 12
"""So many methods may rest on each other."""

_PART = 0.4
"""Of the time, so much is for one method at the top of the search, and what rests on it."""

_LONGEST = 400
"""A longer integrand is not looked at."""


_ANY, _POSITIVE = sp.Dummy("x", real=True), sp.Dummy("x", positive=True)
"""The variable of integrals that are the same but for its name."""


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
        self._known: dict[sp.Expr, tuple[Work | None, int]] = {}

    def find(self, f: sp.Expr, x: sp.Symbol) -> Work | None:
        """Return how an antiderivative of f is found; None if none is."""
        key = f.xreplace({x: _ANY if x.is_positive is None else _POSITIVE})
        known, depth = self._known.get(key, (None, None))
        if known is not None and known.x == x:
            return known
        if known is None and depth is not None and depth <= self.depth:
            return None
        if self.depth > _DEEPEST or self.is_spent() or self.is_at_end() or is_larger(f, _LONGEST):
            return None
        self._known[key] = (None, self.depth)
        self.depth += 1
        found = self._tried(f, x)
        self.depth -= 1
        self._known[key] = (found, self.depth)
        return found

    def reduced(
        self, rule: str, f: sp.Expr, x: sp.Symbol, becomes: sp.Expr, letters: Letters = (), aside: Work | None = None
    ) -> Work | None:
        """Return how f is integrated by what its integral becomes; None if an integral in that is not found."""
        integrals = _open_integrals(becomes)
        found: dict[sp.Expr, Work] = {}
        for integral in sorted(integrals, key=sp.count_ops):  # what is not found is seen soon
            integrand, (variable,) = integral.args
            part = self.find(integrand, variable)
            if part is None:
                return None
            found[integral] = part
        result = becomes.xreplace({integral: part.result for integral, part in found.items()})
        return Work(rule, f, x, result, tuple(map(found.__getitem__, integrals)), letters, becomes, aside=aside)

    def termwise(self, rule: str, f: sp.Expr, x: sp.Symbol, terms: Iterable[sp.Expr]) -> Work | None:
        """Return how f is integrated as the sum of these terms; None if one of them is not integrated."""
        return self.reduced(rule, f, x, sp.Add(*(unfinished(term, x) for term in terms)))

    def rewritten(self, rule: str, f: sp.Expr, x: sp.Symbol, g: sp.Expr) -> Work | None:
        """Return how f is integrated as g, which is the same written in another way; None if it is in the same way."""
        return None if g == f else self.reduced(rule, f, x, unfinished(g, x))

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


def _open_integrals(e: sp.Expr) -> list[sp.Expr]:
    """Return the integrals in the terms of a sum that are still to be found, in the order in which it is printed."""
    terms = sorted(e.as_ordered_terms(), key=lambda term: term.could_extract_minus_sign())
    each = (i for term in terms for i in term.atoms(sp.Integral))
    return [i for i in each if len(i.args[1]) == 1]
