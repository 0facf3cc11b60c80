"""An expression becomes a function of an `Evaluation`, part by part: the terms, and the compiler of parts."""

from collections.abc import Callable, Mapping

import sympy as sp
from sympy.core.relational import Relational

from calc_cli.algebra.enclosures import arithmetic, enclosure
from calc_cli.algebra.enclosures.enclosure import Bound, Known, UndecidedError, Value
from calc_cli.algebra.functions import SIGNS, record_of
from calc_cli.algebra.unevaluated import difference
from calc_cli.errors import UndefinedError, UnsupportedError


class Evaluation:
    """One evaluation: the values of variables, and exact values of parts that were proved."""

    __slots__ = ("bound", "known", "memo", "values")

    def __init__(self, values: Mapping[sp.Basic, Value], known: Known, bound: Bound = ()) -> None:
        self.values = values
        self.known = known
        self.bound = bound
        self.memo: dict[object, Value] = {}

    def undecided(self, part: sp.Basic, value: Value) -> UndecidedError:
        """Return the question whether `part` is what it seems to be."""
        return UndecidedError((part, self.bound), value)


Part = Callable[[Evaluation], Value]
Truth = Callable[[Evaluation], bool]
Sign = Callable[[Evaluation], int]
Operation = Callable[["Compiler", sp.Basic], Part]


class Compiler:
    """One compilation. A part that occurs more than once is computed once."""

    def __init__(self, e: sp.Basic, operation: Callable[[sp.Basic], Operation], *, is_measured: bool = False) -> None:
        self._operation = operation
        self.is_measured = is_measured
        self.sizes: list[float] = []
        self._made: dict[sp.Basic, Part] = {}
        self._repeated = _repeated_parts(e)

    def of(self, e: sp.Basic) -> Part:
        """Return the function for a part."""
        made = self._made.get(e)
        if made is None:
            made = self._operation(e)(self, e)
            if self.is_measured:
                made = self._measured(made, e)
            if e in self._repeated:
                made = _remembered(made)
            self._made[e] = made
        return made

    def asked(self, e: sp.Basic) -> Part:
        """Return the function for a part that may be in doubt: what was proved of it goes before what is computed."""
        return asked(self.of(e), e)

    def replaced(self, e: sp.Basic, formula: sp.Basic) -> Part:
        """Return the function for `e` by its formula, in which its arguments may occur more than once."""
        self._repeated |= {part for part in e.args if part.args}
        return self.of(formula)

    def sign(self, e: sp.Basic) -> Sign:
        """Return the function for the sign of a part."""
        return sign_of(self.of(e), e)

    def truth(self, condition: sp.Basic) -> Truth:
        """Return the function that tells whether a condition holds."""
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
        allowed = SIGNS[type(condition)]
        if b in (sp.oo, -sp.oo):
            everywhere = (-1 if b is sp.oo else 1) in allowed
            return lambda _: everywhere
        first, second = self.of(a), self.of(b)
        whole = a if b is sp.S.Zero else difference(a, b)
        side = sign_of(lambda at: arithmetic.total((first(at), -second(at))), whole)
        return lambda at: side(at) in allowed

    def _measured(self, compute: Part, e: sp.Basic) -> Part:
        record = record_of(type(e))
        power = record.saturation if record else 0
        argument = Compiler(e.args[0], self._operation).of(e.args[0]) if power else None

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


def asked(compute: Part, e: sp.Basic) -> Part:
    """Return the function for a part that may be in doubt: what was proved of it goes before what is computed."""

    def value(at: Evaluation) -> Value:
        if at.known and (proved := at.known.get((e, at.bound))) is not None:
            return proved
        return compute(at)

    return value


def sign_of(compute: Part, e: sp.Basic) -> Sign:
    """Return the function for the sign of a part, which asks where it is in doubt."""
    value_at = asked(compute, e)

    def sign(at: Evaluation) -> int:
        value = value_at(at)
        found = enclosure.sign(value)
        if found is None:
            raise at.undecided(e, value)
        return found

    return sign


def _junction(parts: list[Truth], decisive: bool) -> Truth:
    """Return the function that tells whether a part is `decisive`; then all others may even be undefined.

    SymPy does not keep their order, so that none of them goes first.
    """

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
