"""A derivation as data: what was done, to what, with what result, and the smaller derivations that it rests on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol, TypeVar

import sympy as sp

from calc_cli.algebra.functions import OrdinaryPending, Pending
from calc_cli.calculus.result import Notice
from calc_cli.errors import UndefinedError, UnsupportedError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Rates = Mapping[sp.Symbol, sp.Expr]
"""The derivatives of variables that depend on the one in which is differentiated, as dy/dx of y."""

NO_RATES: Rates = {}

_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth"}


class Named(Protocol):
    """A rule of a table."""

    @property
    def name(self) -> str:
        """What it is called."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a rule that is applied, or an expression that is written in another form.

    `rule` says what is done: it is told, nothing more; `rules` are those of the table that it names, in their order.
    With a `variable`, `result` is the derivative of `input` in it, which the rule gives from the results of the
    `children`; `applied` is the rule's formula with those derivatives still Pending, if there are any, and `using` are
    the rules of parts that have no line of their own. Both may be equations, of which both sides are differentiated;
    `rates` are the derivatives of other variables that depend on this one.

    Without a variable, `result` equals `input`, which may be an integral with children as well, if there is a point
    `at` then there, and `rule` says what was done; or it is an equation that follows from `input`.

    All expressions are as written, unevaluated; `typed` tells that the order of their terms and factors is the
    writer's own, but for a result that is `final`, which is printed as answers are. `letters` are the names that a
    rule gives to parts, as u = x^2. The first step towards one of several derivatives has its `order`.
    """

    rule: str
    input: sp.Basic
    result: sp.Basic
    children: tuple["Step", ...] = ()
    variable: sp.Symbol | None = None
    applied: sp.Basic | None = None
    typed: bool = False
    final: bool = False
    at: Mapping[sp.Symbol, sp.Expr] | None = None
    letters: tuple[tuple[sp.Basic, sp.Basic], ...] = ()
    using: tuple[Named | str, ...] = ()
    order: int = 0
    rates: Rates = field(default_factory=dict)
    rules: tuple[Named, ...] = ()

    @property
    def used(self) -> tuple[str, ...]:
        """The names of the rules of parts."""
        return tuple(map(name_of, self.using))

    @property
    def result_typed(self) -> bool:
        """True if the order of terms and factors in the result is to be kept."""
        return self.typed and not self.final

    @property
    def left(self) -> sp.Basic:
        """The left side of the step's equation: the derivative of the input, still to be taken, or the input itself."""
        return self.input if self.variable is None else pending(self.input, self.variable, self.rates)

    @property
    def lines(self) -> int:
        """How many equations it takes, with all that it rests on."""
        return 1 + (self.applied is not None) + sum(child.lines for child in self.children)

    def walk(self) -> Iterator["Step"]:
        """Yield this step and all that it rests on, each before its children."""
        yield self
        for child in self.children:
            yield from child.walk()


Found = TypeVar("Found", bound="DataclassInstance")


def with_told(found: Found, steps: Iterable[Step]) -> Found:
    """Return a result, which has `steps` and `notes`, with its steps; a note in their place where they are not told."""
    try:
        return replace(found, steps=tuple(steps))
    except (UndefinedError, UnsupportedError) as error:
        return replace(found, notes=(*found.notes, Notice("no steps", (error,))))  # type: ignore[attr-defined]


def name_of(rule: Named | str) -> str:
    """Return the name of a rule."""
    return rule if isinstance(rule, str) else rule.name


def ordinal(n: int) -> str:
    """Return the n-th, in a word."""
    return _ORDINALS.get(n, f"{n}th")


def pending(e: sp.Basic, x: sp.Symbol, rates: Rates = NO_RATES) -> Pending:
    """Return the derivative of `e` in `x`, still to be taken: d/dx of it, or ∂/∂x where other letters are constants."""
    return (Pending if e.free_symbols - {x} - rates.keys() else OrdinaryPending)(e, x, sp.S.One)
