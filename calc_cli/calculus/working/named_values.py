"""What a working tells of a function under a name of its own: a Taylor polynomial, a step of Newton's, D_u f, a slope.

T_3 is the polynomial of degree 3 at a place that was spoken of, or at 0; x_2 is what Newton's method, x - f(x)/f'(x),
makes of x_1, where it is spoken of; D_u f is the slope in the direction u, a vector that was told, at the last place
that was spoken of; D is the determinant of the second derivatives in x and y; m_normal is -1/f' at a place that was. A
name alone may mean something else, so that only where more is told is another value wrong.
"""

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import sympy as sp

from calc_cli.algebra import unevaluated
from calc_cli.algebra.evaluate import substitute
from calc_cli.algebra.functions import TypedFunction, symbol
from calc_cli.algebra.tidy import tidy
from calc_cli.algebra.unevaluated import flat
from calc_cli.calculus.checking.question import Mistaken, compared, derivative_of, has_value, rounding
from calc_cli.calculus.equality.verdict import Check, Diagnosis
from calc_cli.calculus.integrals.integral import integrate
from calc_cli.calculus.working.claims import Claim, Point
from calc_cli.calculus.working.departure import ANOTHER_PART
from calc_cli.calculus.working.function_facts import FunctionFacts
from calc_cli.calculus.working.rewriting import diagnose_rewriting
from calc_cli.errors import UnsupportedError


@dataclass(frozen=True, slots=True)
class Told:
    """What a working has told: values of names, the places of which it spoke, the last first, orders of derivatives."""

    methods: Set[str] = frozenset()
    """What the working speaks of: Newton's method, descent."""
    values: dict[str, sp.Basic] = field(default_factory=dict)
    places: list[Point] = field(default_factory=list)
    orders: set[int] = field(default_factory=set)

    def note(self, s: Claim, value: sp.Expr) -> None:
        """Note what a claim tells."""
        name, order = s.subject or ("", None)
        self.places[:0] = [s.at] if s.at is not None else []
        self.orders.add(order or 0)
        self.values.update({name: value} if order == 0 else {})


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A claim about a value with such a name, of which the `index` is a part, and what is known of it."""

    kind: "_Name"
    facts: FunctionFacts
    told: Told
    claim: Claim
    index: str
    truths: Sequence[sp.Expr] = ()
    """What it may stand for."""

    @property
    def x(self) -> sp.Symbol:
        return self.facts.subject.x

    @property
    def seen(self) -> list[sp.Expr]:
        """Each a of which x - a is a factor or the base of a power in the claim."""
        parts = sp.Tuple() if self.claim.typed is None else self.claim.typed.atoms(sp.Mul, sp.Pow)
        bases = {sp.expand(self.x - e) for part in parts for e in part.args if e.has(self.x) and e.is_Add}
        return [a for a in bases if a.is_number]

    @property
    def centres(self) -> list[sp.Expr]:
        """The places where a polynomial in x may be developed, as told."""
        named = (self.told.values.get(name) for name in ("a", "c", f"{self.x}_0"))
        return [
            *(at[self.x] for at in self.told.places if self.x in at),
            *(e for e in named if isinstance(e, sp.Expr) and e.is_number),
        ]

    @property
    def step_before(self) -> sp.Expr | None:
        """The value from which Newton's method makes that of the name."""
        before = self.told.values.get(f"{self.x}_{int(self.index) - 1}")
        return before if isinstance(before, sp.Expr) and before.is_number else None

    @property
    def there(self) -> tuple[sp.Expr, sp.Expr]:
        """The function and its slope at that value."""
        f, slope = self.facts.subject.expression, self.facts.derivative(1).result
        start = {self.x: self.step_before or sp.S.Zero}
        return has_value(substitute(f, start)), has_value(substitute(slope, start))

    @property
    def quotients(self) -> list[tuple[sp.Expr, sp.Expr]]:
        """What stands above and below the bar in the terms of a step, but the value before."""
        typed = self.claim.typed or sp.S.Zero
        before = self.step_before
        terms = [
            flat(e) for e in typed.args if typed.is_Add and (before is None or not _are_near(has_value(e), before))
        ]
        below = [has_value(sp.Mul(*(1 / e for e in factors if e.is_Pow))) for factors in terms]
        return [(has_value(sp.Mul(*term)) * e, e) for term, e in zip(terms, below, strict=True) if abs(e) != 1]

    @property
    def room(self) -> sp.Expr:
        """By how much the value may be off."""
        return max(self.claim.room, rounding(self.claim.typed))

    @property
    def direction(self) -> sp.Tuple | None:
        """The vector that was told with the name of the index."""
        u = self.told.values.get(self.index)
        return u if isinstance(u, sp.Tuple) and any(u) else None

    @property
    def is_certain(self) -> bool:
        """Return True if a claim with such a name can mean nothing else, so that another value is wrong."""
        name, places = self.claim.subject[0] if self.claim.subject else "", self.told.places
        if name.startswith(("D", "m_")):
            return self.claim.at is not None or all(at == places[0] for at in places)
        if name.startswith(f"{self.x}_") or self.kind.known in (_mean, _differential):
            return True
        is_function = re.match(rf"\s*[TPL](?:_\{{?\d\}}?)?\s*\(\s*{self.x}\s*\)", self.claim.text)
        if name[0] == self.facts.subject.name or not is_function:
            return False
        return len(self.seen) == 1 or (not self.seen and name != "L" and bool(self.centres))

    def check(self, value: sp.Expr) -> Check:
        """Compare the value with what it may stand for; undecided if another could be meant."""
        checks = [compared(truth, value, self.room) for truth in self.truths]
        check = next((check for check in checks if check.is_correct), checks[0])
        is_open = value.is_number and bool(self.truths[0].free_symbols)  # D = 12, where the place was not told
        is_doubtful = check.is_correct is False and (is_open or not (self.is_certain or self.is_usual(value)))
        return Check(value, None, "proved") if is_doubtful else check

    def is_usual(self, value: sp.Expr) -> bool:
        """Return True if a usual mistake in the formula gives the value, and it is no line at another place."""
        is_curved = value.has(self.x) and sp.diff(value, self.x, 2) != 0
        return is_curved and any(d.rule != ANOTHER_PART for d in self.mistakes(value))

    def mistakes(self, value: sp.Expr) -> tuple[Diagnosis, ...]:
        """Return what was made of the formula that the name stands for, or where its value was reckoned wrongly."""
        truth = self.truths[0]
        for wrong, mistake in self.kind.mistaken(self, truth):
            if isinstance(wrong, sp.Expr) and compared(wrong, value, self.room).is_correct:
                return (mistake,)
        return diagnose_rewriting(truth, self.x, truth, self.claim.typed or value)


def _taylor(n: NamedValue) -> Sequence[sp.Expr]:
    return [_polynomial(n, a) for a in dict.fromkeys([*n.centres, *n.seen, sp.S.Zero])]


def _without_factorials(n: NamedValue, _: sp.Expr) -> Mistaken:
    said = "each derivative is still to be divided by the factorial of its order"
    for a in dict.fromkeys([*n.centres, *n.seen, sp.S.Zero]):
        yield _polynomial(n, a, divides=False), Diagnosis("factorial missing", said)


def _polynomial(n: NamedValue, a: sp.Expr, *, divides: bool = True) -> sp.Expr:
    f, degree = n.facts.subject.expression, int(n.index or 1)
    slopes = [substitute(n.facts.derivative(k).result if k else f, {n.x: a}) for k in range(degree + 1)]
    return sp.Add(*(slope * (n.x - a) ** k / (sp.factorial(k) if divides else 1) for k, slope in enumerate(slopes)))


def _linear(n: NamedValue) -> Sequence[sp.Expr]:
    """Return the tangents at the places told, where L is a line."""
    typed = n.claim.typed
    is_line = typed is not None and n.x in typed.free_symbols and sp.diff(typed, n.x, 2) == 0
    return [_polynomial(n, a) for a in n.centres] if is_line else []


def _newton(n: NamedValue) -> Sequence[sp.Expr]:
    """Return what Newton's method makes of the value before, if it is spoken of, or f or f' there is in a quotient."""
    before, typed = n.step_before, n.claim.typed
    if before is None or typed is None or not typed.has(sp.Add):
        return []
    f, slope = n.there
    is_step = any(_are_near(above, f) and (above * f < 0 or _are_near(below, slope)) for above, below in n.quotients)
    is_turned = any(_are_near(above, slope) and _are_near(below, f) for above, below in n.quotients)
    return [tidy(before - f / slope)] if "newton" in n.told.methods or is_step or is_turned else []


def _differential(n: NamedValue) -> Sequence[sp.Expr]:
    """Return df = f_x dx + f_y dy, with the numbers that were told where the claim is one."""
    if n.index != n.facts.subject.name or n.claim.typed is None:
        return []
    truth = has_value(n.facts.expand_names(symbol(f"d_{n.index}")))
    told = {u: e for u in truth.free_symbols if isinstance(e := n.told.values.get(u.name), sp.Expr) and e.is_number}
    is_number = has_value(n.facts.expand_names(n.claim.typed)).is_number
    return [truth.xreplace(told) if is_number else truth]


def _iteration(n: NamedValue) -> Sequence[sp.Expr]:
    """Return the formula of Newton's method, x_n - f(x_n)/f'(x_n)."""
    at = symbol(f"{n.x}_n")
    f, slope = (e.xreplace({n.x: at}) for e in (n.facts.subject.expression, n.facts.derivative(1).result))
    return [at - f / slope] if "newton" in n.told.methods else []


def _are_near(a: sp.Expr, b: sp.Expr) -> bool:
    """Return True of two numbers but for their signs, and the rounding of one."""
    return a == b or bool(a.is_number and abs(abs(sp.N(a)) - abs(sp.N(b))) < abs(sp.N(b)) / 1000)


def _wrong_newton(n: NamedValue, truth: sp.Expr) -> Mistaken:
    before, (f, slope) = n.step_before or sp.S.Zero, n.there
    yield 2 * before - truth, Diagnosis("sign turned", "Newton's method subtracts f(x)/f'(x)")
    yield before - slope / f, Diagnosis("upside down", "the quotient is upside down: it is f(x)/f'(x)")
    for above, below in n.quotients:
        if _are_near(above, f) is not _are_near(below, slope):
            name, right, said = ("f(x)", f, above) if _are_near(below, slope) else ("f'(x)", slope, below)
            told, place = f"{name} is {{}} there, not {{}}", f"{name} is not {{1}} there"
            yield before + above / below, Diagnosis("value in Newton's step", told, (right, said), place=place)


def _descended(n: NamedValue) -> Sequence[sp.Expr]:
    """Return where a step of gradient descent leads from the value before: down the slope, by the rate told or any."""
    before, typed, name = n.step_before, n.claim.typed, n.claim.subject[0] if n.claim.subject else ""
    if before is None or typed is None or "descent" not in n.told.methods or not name.startswith(f"{n.x}_"):
        return []
    slope, value = n.there[1], has_value(n.facts.expand_names(typed))
    told = (e for e in map(n.told.values.get, _RATES) if isinstance(e, sp.Expr) and e.is_number)
    rate = next(told, None) or descent_factor([slope], [before], [value])
    return [] if rate is None else [has_value(before - abs(rate) * slope)]


_RATES = ("eta", "alpha", "gamma")
"""What the rate is called by which a step of descent is a part of the slope."""


def _climbed(n: NamedValue, truth: sp.Expr) -> Mistaken:
    yield 2 * (n.step_before or sp.S.Zero) - truth, CLIMBED


CLIMBED = Diagnosis("sign turned", "descent goes against the slope: the step is subtracted")


def descent_factor(slopes: Sequence[sp.Expr], start: Sequence[sp.Expr], end: Sequence[sp.Expr]) -> sp.Expr | None:
    """Return the number by which a step is a multiple of the slopes, None if it is none."""
    steps = [(has_value(b - a), slope) for a, b, slope in zip(start, end, slopes, strict=True)]
    factors = {sp.simplify(step / slope) for step, slope in steps if slope != 0}
    is_one = len(factors) == 1 and not any(step for step, slope in steps if slope == 0)
    factor = factors.pop() if is_one else sp.S.Zero
    return factor if factor.is_number and factor != 0 else None


def _directional(n: NamedValue) -> Sequence[sp.Expr]:
    """Return the slope in a direction, of which u alone is sure to be meant to have the length 1."""
    f, u = n.facts.subject.expression, n.direction
    letters = [symbol(name) for name in "xyz"][: len(u or ())]
    if u is None or not f.free_symbols <= set(letters):
        return []
    at: Point = n.claim.at or next((at for at in n.told.places if set(letters) <= set(at)), {})
    parts = ((substitute(derivative_of(f, x), at), e) for x, e in zip(letters, u, strict=True))
    along, length = unevaluated.add(unevaluated.mul(part) for part in parts), _length(u)
    by_length = along if length == 1 else unevaluated.mul([along, 1 / length])
    return [by_length] if n.index == "u" else [by_length, along]


def _not_normalized(n: NamedValue, truth: sp.Expr) -> Mistaken:
    length = _length(n.direction or sp.Tuple())
    said = "the direction is to have the length 1: it is still to be divided by its own, {}"
    yield truth * length, Diagnosis("direction not normalized", said, (length,))


def _length(u: sp.Tuple) -> sp.Expr:
    return sp.sqrt(sp.simplify(sp.Add(*(e**2 for e in u))))


def _determinant(n: NamedValue) -> Sequence[sp.Expr]:
    x, y = symbol("x"), symbol("y")
    f, at = n.facts.subject.expression, n.claim.at or {}
    if f.free_symbols != {x, y} or 2 not in n.told.orders:
        return []
    xx, yy, xy = (substitute(derivative_of(derivative_of(f, u), v), at) for u, v in ((x, x), (y, y), (x, y)))
    square = sp.Mul(sp.S.NegativeOne, sp.Pow(xy, 2, evaluate=False), evaluate=False)
    return [sp.Add(sp.Mul(xx, yy, evaluate=False), square, evaluate=False)]


def _wrong_determinant(_: NamedValue, truth: sp.Expr) -> Mistaken:
    product, square = map(has_value, truth.args)
    for wrong in (product - square, square - product, -product - square):
        yield wrong, Diagnosis("sign in the determinant", "a sign is wrong: it is f_xx f_yy - f_xy^2")
    for root in (sp.sqrt(-square), -sp.sqrt(-square)):
        yield product - root, Diagnosis("square in the determinant", "the square is missing: it is f_xx f_yy - f_xy^2")


def _slope(n: NamedValue) -> Sequence[sp.Expr]:
    """Return the slope of the tangent or normal at each place told. Raises UnsupportedError if none was."""
    places = [n.claim.at] if n.claim.at else n.told.places
    touches = [touch for at in places if (touch := n.facts.touch(at)) is not None]
    if not touches and n.index:
        raise UnsupportedError("where this line is drawn was not told")
    is_tangent, said = n.index != "normal", has_value(n.claim.typed or sp.S.NaN)
    slopes = [t.slope if is_tangent else -1 / t.slope for t in touches if is_tangent or t.slope != 0]
    return slopes if n.index else [m for m in slopes if compared(m, said, n.room).is_correct]  # m may be another number


def _mean(n: NamedValue) -> Sequence[sp.Expr]:
    """Return the mean value on the interval that the working is about; a formula in general has other letters."""
    a, b = n.facts.subject.interval or (sp.S.NaN, sp.S.NaN)
    f, typed = n.facts.subject.expression, n.claim.typed
    is_of_function = n.claim.subject is not None and n.claim.subject[0][0] == n.facts.subject.name
    if typed is None or typed.free_symbols or a is sp.S.NaN or not is_of_function:
        return []
    value = integrate(TypedFunction(f, f, (n.x,)), a, b).value
    return [] if value is None else [value / (b - a)]


def _not_divided(n: NamedValue, truth: sp.Expr) -> Mistaken:
    a, b = n.facts.subject.interval or (sp.S.Zero, sp.S.One)
    yield truth * (b - a), Diagnosis("mean not divided", "it is still to be divided by the length of the interval")


class _Name(NamedTuple):
    """A kind of name: what it may stand for, what that is called, and what it is taken for."""

    pattern: re.Pattern[str]
    known: Callable[[NamedValue], Sequence[sp.Expr]]
    about: str
    mistaken: Callable[[NamedValue, sp.Expr], Mistaken] = lambda *_: iter(())


_NAMES = (
    _Name(re.compile(r"[TPp]_(\d)"), _taylor, "the Taylor polynomial", _without_factorials),
    _Name(re.compile("L()"), _linear, "the linear approximation"),
    _Name(re.compile(r"[xt]_([1-9])"), _newton, "Newton's step", _wrong_newton),
    _Name(re.compile("d_([A-Za-z])"), _differential, "the differential"),
    _Name(re.compile("[xt]_(next)"), _iteration, "Newton's step"),
    _Name(re.compile(r"[a-z]+_([1-9])"), _descended, "the step of descent", _climbed),
    _Name(re.compile(r"[a-z]_(avg|ave|av|mean|bar)"), _mean, "the mean value", _not_divided),
    _Name(re.compile(r"D_(\w)"), _directional, "the directional derivative", _not_normalized),
    _Name(re.compile("D()"), _determinant, "the determinant of the second derivatives", _wrong_determinant),
    _Name(re.compile(r"m_(tangent|normal)|m"), _slope, "the slope of the {}"),
)


def named_value(facts: FunctionFacts, told: Told, s: Claim) -> NamedValue | None:
    """Return what the name on the left of a claim may stand for, if anything is known of such a name."""
    name = s.subject[0] if s.subject and s.subject[1] == 0 else ""
    for kind in _NAMES:
        if (found := kind.pattern.fullmatch(name)) is not None:
            value = NamedValue(kind, facts, told, s, found[1] or "")
            if truths := kind.known(value):
                return replace(value, truths=truths)
    return None
