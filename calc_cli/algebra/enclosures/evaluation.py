"""The value of an expression as an enclosure, over the real numbers: each expression becomes a function, once.

`compiled(e)` is a function of an `Evaluation`, which says what the variables are and what was proved. Everything is
real: outside its real domain an expression is undefined, and an odd root of a negative number is the real one. What the
working precision leaves open (is this denominator 0?) is raised as a question, which algebra/evaluate.py settles.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache

import sympy as sp
from sympy.core.relational import Relational

from calc_cli.algebra.enclosures import arithmetic, enclosure
from calc_cli.algebra.enclosures.compilation import Evaluation, Part, Sign, Truth
from calc_cli.algebra.enclosures.enclosure import UndecidedError, Value
from calc_cli.algebra.enclosures.operations import OPERATIONS, other
from calc_cli.algebra.functions import record_of
from calc_cli.errors import UndefinedError, UnsupportedError

_COMPILED = 2_000
"""So many expressions stay compiled."""


def value(e: sp.Basic, at: Evaluation) -> Value:
    """Return the value of `e`. Raise UndefinedError outside its domain, UndecidedError where that is open."""
    return _asked(compiled(e), e)(at)


def sign(e: sp.Basic, at: Evaluation) -> int:
    """Return the sign of the value of `e`: -1, 0 or 1. Raise as `value` does."""
    return _sign(compiled(e), e)(at)


def truth(condition: sp.Basic, at: Evaluation) -> bool:
    """Return True if the condition holds. Raise as `value` does."""
    return _compiled_condition(condition)(at)


@lru_cache(_COMPILED)
def compiled(e: sp.Basic) -> Part:
    """Return the function that computes `e`."""
    return _Compiler(e).of(e)


@lru_cache(_COMPILED)
def _compiled_condition(condition: sp.Basic) -> Truth:
    return _Compiler(condition).truth(condition)


def greatest_size(e: sp.Basic, at: Evaluation) -> float:
    """Return the greatest |log2| of the values of parts of `e`, among them what hides in 1 - tanh(1000)."""
    compute, sizes = _measuring(e)
    sizes.clear()
    with suppress(UndecidedError, UndefinedError, UnsupportedError):  # the parts before it have been measured
        compute(at)
    return max(sizes, default=0.0)


@lru_cache(_COMPILED)
def _measuring(e: sp.Basic) -> tuple[Part | Truth, list[float]]:
    """Return the function that computes `e` and writes the sizes of all parts to the list."""
    compiler = _Compiler(e, is_measured=True)
    return (compiler.of if isinstance(e, sp.Expr) else compiler.truth)(e), compiler.sizes


class _Compiler:
    """One compilation. A part that occurs more than once is computed once."""

    def __init__(self, e: sp.Basic, *, is_measured: bool = False) -> None:
        self.is_measured = is_measured
        self.sizes: list[float] = []
        self._made: dict[sp.Basic, Part] = {}
        self._repeated = _repeated_parts(e)

    def of(self, e: sp.Basic) -> Part:
        made = self._made.get(e)
        if made is None:
            made = OPERATIONS.get(type(e), other)(self, e)
            if self.is_measured:
                made = self._measured(made, e)
            if e in self._repeated:
                made = _remembered(made)
            self._made[e] = made
        return made

    def asked(self, e: sp.Basic) -> Part:
        return _asked(self.of(e), e)

    def replaced(self, e: sp.Basic, formula: sp.Basic) -> Part:
        self._repeated |= {part for part in e.args if part.args}
        return self.of(formula)

    def sign(self, e: sp.Basic) -> Sign:
        return _sign(self.of(e), e)

    def truth(self, condition: sp.Basic) -> Truth:
        if condition in (sp.true, sp.false):
            holds = bool(condition)
            return lambda _: holds
        if isinstance(condition, Relational):
            return self._comparison(condition)
        if isinstance(condition, sp.ITE):  # SymPy's of a comparison of cases
            return self.truth(condition.to_nnf(simplify=False))
        if isinstance(condition, sp.Not):
            part = self.truth(condition.args[0])
            return lambda at: not part(at)
        if isinstance(condition, sp.And | sp.Or):
            return _junction([self.truth(part) for part in condition.args], isinstance(condition, sp.Or))
        return _not_understood

    def _comparison(self, condition: Relational) -> Truth:
        a, b = condition.args
        holds = _RELATIONS[condition.rel_op]
        if b in (sp.oo, -sp.oo):
            everywhere = holds(-1 if b is sp.oo else 1)
            return lambda _: everywhere
        first, second = self.of(a), self.of(b)
        difference = a if b is sp.S.Zero else sp.Add(a, sp.Mul(-1, b, evaluate=False), evaluate=False)
        side = _sign(lambda at: arithmetic.total((first(at), -second(at))), difference)
        return lambda at: holds(side(at))

    def _measured(self, compute: Part, e: sp.Basic) -> Part:
        record = record_of(type(e))
        power = record.saturation if record else 0
        argument = compiled(e.args[0]) if power else None

        def measured(at: Evaluation) -> Value:
            value = compute(at)
            self.sizes.append(enclosure.size(value))
            if argument:
                self.sizes.append(2.0 ** min(60, power * max(0, enclosure.magnitude(argument(at)))))
            return value

        return measured


def _repeated_parts(e: sp.Basic) -> frozenset[sp.Basic]:
    seen: set[sp.Basic] = set()
    repeated: set[sp.Basic] = set()
    waiting = [e]
    while waiting:
        for part in waiting.pop().args:
            if not part.args:
                continue
            if part in seen:
                repeated.add(part)
            else:
                seen.add(part)
                waiting.append(part)
    return frozenset(repeated)


def _remembered(compute: Part) -> Part:
    def remembered(at: Evaluation) -> Value:
        value = at.memo.get(compute)
        if value is None:
            value = at.memo[compute] = compute(at)
        return value

    return remembered


def _asked(compute: Part, e: sp.Basic) -> Part:
    def asked(at: Evaluation) -> Value:
        if at.known and (proved := at.known.get((e, at.bound))) is not None:
            return proved
        return compute(at)

    return asked


def _sign(compute: Part, e: sp.Basic) -> Sign:
    value_at = _asked(compute, e)

    def sign(at: Evaluation) -> int:
        value = value_at(at)
        found = enclosure.sign(value)
        if found is None:
            raise at.undecided(e, value)
        return found

    return sign


def _junction(parts: list[Truth], decisive: bool) -> Truth:
    """One part may decide it whatever the others are, even undefined: SymPy does not keep their order."""

    def holds(at: Evaluation) -> bool:
        doubt: UndecidedError | UndefinedError | None = None
        for part in parts:
            try:
                if part(at) == decisive:
                    return decisive
            except (UndecidedError, UndefinedError) as error:
                doubt = error
        if doubt is not None:
            raise doubt
        return not decisive

    return holds


def _not_understood(_: Evaluation) -> bool:
    raise UnsupportedError("a condition here is not understood")


_RELATIONS: dict[str, Callable[[int], bool]] = {
    "==": lambda s: s == 0,
    "!=": lambda s: s != 0,
    "<": lambda s: s < 0,
    "<=": lambda s: s <= 0,
    ">": lambda s: s > 0,
    ">=": lambda s: s >= 0,
}
