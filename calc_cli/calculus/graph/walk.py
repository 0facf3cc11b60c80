"""A tape walked forward for the values and backward for the adjoints: reverse mode.

The adjoint of an entry is the derivative of the result in that entry. Walking backward, each entry hands its adjoint
on to its arguments, times the derivative of its own operation in each: the chain rule, at the cost of a few operations
an entry however many variables there are (A. Griewank and A. Walther, Evaluating Derivatives, SIAM 2008, chapter 3).
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NoReturn

import sympy as sp

from calc_cli.algebra.conditions import definedness, smoothness
from calc_cli.algebra.evaluate import substitute, truth_by_parts
from calc_cli.algebra.functions import BRANCHED, Point
from calc_cli.algebra.unevaluated import difference
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.graph.numbers import Numbers, Place
from calc_cli.calculus.graph.tape import Entry, Tape, place
from calc_cli.errors import UndefinedError

_LIPSCHITZ = (sp.Abs, sp.Max, sp.Min, *BRANCHED)
"""Functions whose corners are gentle: f changes by no more than a multiple of the change of its arguments."""


class KinkError(Exception):
    """Entry `k` has no derivative in its arguments at their values."""

    def __init__(self, k: int, *, gentle: bool = False) -> None:
        super().__init__(k)
        self.k = k
        self.gentle = gentle


class Walk:
    """One walk forward, on construction. `values` has None for an entry that is undefined, of which `errors` tells."""

    def __init__(self, tape: Tape, numbers: Numbers, point: Point) -> None:
        self.tape = tape
        self.numbers = numbers
        self.point = point
        variables = set(tape.variables)
        self.parameters = {s: at for s, at in point.items() if s not in variables}
        self.fixed = {s: numbers.at(-1, {}).value(at) for s, at in self.parameters.items()}
        self.values: list[Any] = []
        self.errors: dict[int, tuple[int, UndefinedError]] = {}
        """Of an undefined entry, the first one that it is undefined because of, and why."""
        self.chosen: dict[int, int] = {}
        """Of cases, the branch that applies."""
        self.corners: dict[int, None] = {}
        """The entries with a corner that does not matter, found on the way back."""
        for k, entry in enumerate(tape.entries):
            self.values.append(self._forward(k, entry))

    def _forward(self, k: int, entry: Entry) -> Any:
        if self.errors and entry.kind != "cases" and not self.errors.keys().isdisjoint(entry.arguments):
            self.errors[k] = next(self.errors[a] for a in entry.arguments if a in self.errors)
            return None
        try:
            return self._value(k, entry)
        except UndefinedError as error:
            self.errors.setdefault(k, (k, error))
            return None

    def _value(self, k: int, entry: Entry) -> Any:
        values = [self.values[a] for a in entry.arguments]
        match entry.kind:
            case "sum":
                signed = zip(values, entry.detail, strict=True)
                return self.numbers.total([v if sign > 0 else self.numbers.negated(v) for v, sign in signed])
            case "product":
                return self.numbers.product(self._factors(k))
            case "cases":
                return self._case(k, entry)
            case "variable":
                return self.numbers.at(k, {}).value(self.point[entry.detail])
        return self._place(k).value(entry.detail)

    def _place(self, k: int) -> Place:
        """Where the arguments of a function have their values, and so have the parameters in it."""
        entry = self.tape.entries[k]
        values = {place(i): self.values[a] for i, a in enumerate(entry.arguments) if a not in self.errors}
        if self.fixed:
            values |= {s: self.fixed[s] for s in entry.detail.free_symbols if s in self.fixed}
        return self.numbers.at(k, values)

    def _factors(self, k: int) -> list[Any]:
        """Return the factors of a product, inverted where they divide."""
        entry = self.tape.entries[k]
        pairs = enumerate(zip(entry.arguments, entry.detail, strict=True))
        return [self.values[a] if e > 0 else self._inverse(k, i, self.values[a]) for i, (a, e) in pairs]

    def _inverse(self, k: int, i: int, value: Any) -> Any:
        return self.numbers.at(k, {place(i): value}).value(_inverse_of(place(i)))

    # Cases

    def _case(self, k: int, entry: Entry) -> Any:
        for i, (_, condition) in enumerate(entry.detail.args):
            holds = self._holds(k, condition)
            if holds is None:
                raise next(self.errors[a][1] for a in entry.arguments[len(entry.detail.args) :] if a in self.errors)
            if holds:
                self.chosen[k] = i
                a = entry.arguments[i]
                if a in self.errors:
                    self.errors[k] = self.errors[a]
                return self.values[a]
        raise UndefinedError("no case of the definition applies")

    def _holds(self, k: int, condition: sp.Basic, *, nearby: bool = False) -> bool | None:
        """Return whether a condition holds, or does all around; None if undefined parts decide it, or a tie."""
        here, arguments = self._place(k), {place(i): a for i, a in enumerate(self.tape.entries[k].arguments)}

        def compared(relation: sp.Basic) -> bool | None:
            both = [arguments[side] for side in relation.args]
            if not self.errors.keys().isdisjoint(both):
                return None
            may_tie = nearby and not all(map(self.tape.is_constant, both))
            return None if may_tie and here.sign(difference(*relation.args)) == 0 else here.truth(relation)

        def holds(part: sp.Basic) -> bool | None:
            return truth_by_parts(part, holds, compared)

        return holds(condition)

    def _is_settled(self, k: int, entry: Entry) -> bool:
        """Return True if the same branch applies all around."""
        conditions = [condition for _, condition in entry.detail.args[: self.chosen[k] + 1]]
        return [self._holds(k, c, nearby=True) for c in conditions] == [False] * self.chosen[k] + [True]

    # Backward

    def adjoints(self) -> list[Any]:
        """Return the derivative of the result in each entry; None for an entry that the result does not depend on.

        Raises UndefinedError if the result is undefined, KinkError where the chain rule does not apply.
        """
        tape = self.tape
        if tape.result in self.errors:
            self._raise_undefined(*self.errors[tape.result])
        found: list[Any] = [None] * len(tape.entries)
        found[tape.result] = 1
        for k in range(tape.result, len(tape.variables) - 1, -1):
            adjoint = found[k]
            if adjoint is None or tape.is_constant(k):
                continue
            for a, slope in self.slopes(k, adjoint):
                share = slope if adjoint == 1 else adjoint if slope == 1 else self.numbers.product((adjoint, slope))
                found[a] = share if found[a] is None else self.numbers.total((found[a], share))
        return found

    def _raise_undefined(self, k: int, error: UndefinedError) -> NoReturn:
        tape = self.tape
        part = tape.typed(k)
        told = error.message if part == error.subject else f"{part} is not defined there: {error.message}"
        raise UndefinedError(told, source=tape.text, span=tape.spans[k])

    def slopes(self, k: int, adjoint: Any) -> Iterator[tuple[int, Any]]:
        """Each argument of entry `k` that is no constant, with the derivative of the entry's operation in it.

        A gentle corner does not matter where the adjoint is 0: there the result changes by less than in proportion.
        """
        try:
            yield from list(self._slopes(k))
        except UndefinedError:
            raise KinkError(k) from None
        except KinkError as kink:
            if not (kink.gentle and adjoint == 0):
                raise
            self.corners[k] = None

    def _slopes(self, k: int) -> Iterator[tuple[int, Any]]:
        entry = self.tape.entries[k]
        if entry.kind == "cases":
            if not self._is_settled(k, entry):
                raise KinkError(k)
            slopes: Sequence[Any] = [1 if i == self.chosen[k] else None for i in range(len(entry.arguments))]
        else:
            slopes = _SLOPES[entry.kind](self, k, entry)
        for a, slope in zip(entry.arguments, slopes, strict=True):
            if slope is not None and not self.tape.is_constant(a):
                yield a, slope

    def _of_sum(self, _k: int, entry: Entry) -> Sequence[Any]:
        return entry.detail

    def _of_product(self, k: int, entry: Entry) -> Sequence[Any]:
        """Return the product of the others for each factor; -1/f^2 times that for a divisor f, `factors` having 1/f."""
        factors = self._factors(k)
        return [
            d if e > 0 else self.numbers.negated(self.numbers.product((d, f, f)))
            for d, f, e in zip(self.numbers.others(factors), factors, entry.detail, strict=True)
        ]

    def _of_function(self, k: int, entry: Entry) -> Sequence[Any]:
        here = self._place(k)
        count = len(entry.arguments)
        if isinstance(entry.detail, sp.Max | sp.Min):
            return self._of_extreme(entry, k, here)
        function = self._with_parameters(entry.detail)
        for i in range(count):
            if not all(here.truth(condition) for condition in conditions(function, i)):
                raise KinkError(k, gentle=isinstance(entry.detail, _LIPSCHITZ))
        return [here.value(partial(entry.detail, i)) for i in range(count)]

    def _with_parameters(self, function: sp.Expr) -> sp.Expr:
        """Return the function at the values of the parameters, on which it may hang whether x^a has a corner."""
        return substitute(function, self.parameters) if self.parameters else function

    def _of_extreme(self, entry: Entry, k: int, here: Place) -> Sequence[Any]:
        """1 for the greatest (or least) argument; a corner where it is not the only one."""
        wanted = 1 if isinstance(entry.detail, sp.Max) else -1
        best: list[sp.Expr] = []
        for part in entry.detail.args:
            side = wanted * here.sign(difference(part, best[0])) if best else 1
            best = [part] if side > 0 else [*best, part] if side == 0 else best
        if len(best) > 1 and any(part.is_Symbol for part in best):
            raise KinkError(k, gentle=True)
        return [1 if place(i) == best[0] else 0 for i in range(len(entry.arguments))]


@cache
def _inverse_of(u: sp.Symbol) -> sp.Expr:
    return sp.Pow(u, -1, evaluate=False)


@cache
def partial(template: sp.Expr, i: int) -> sp.Expr:
    """Return the derivative of a function in its argument number `i`, from the one table of rules."""
    return differentiate(template, place(i))


@cache
def conditions(template: sp.Expr, i: int) -> tuple[sp.Basic, ...]:
    """Return what must hold for a function to be differentiable in its argument number `i`, jointly with the others."""
    varies = template.is_Pow and bool(template.exp.free_symbols)  # (-8)^(1/3) is a number, but x^y has no slope there
    return smoothness(template, place(i)) + (definedness(template) if varies else ())


_SLOPES = {"sum": Walk._of_sum, "product": Walk._of_product, "function": Walk._of_function}
