"""What a working tells of a function under a name of its own: a Taylor polynomial, a step of Newton's, D_u f, a slope.

T_3 is the polynomial of degree 3 at a place that was spoken of, or at 0; x_2 is what Newton's method, x - f(x)/f'(x),
makes of x_1, where it is spoken of; D_u f is the slope in the direction u, a vector that was told, at the last place
that was spoken of; m_normal is -1/f' at a place that was. A name alone may mean something else, so that only where more
is told is another value wrong.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import sympy as sp

from calc_cli.algebra.evaluate import substitute
from calc_cli.algebra.functions import symbol
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.checking.function_facts import FunctionFacts
from calc_cli.calculus.checking.question import derivative_of
from calc_cli.calculus.checking.working import Claim, Point
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Diagnosis
from calc_cli.errors import UnsupportedError


@dataclass(frozen=True, slots=True)
class Told:
    """What a working has told: the values of names, and the places of which it spoke, the last first."""

    values: dict[str, sp.Basic] = field(default_factory=dict)
    places: list[Point] = field(default_factory=list)
    has_newton: bool = False

    def centres(self, x: sp.Symbol) -> list[sp.Expr]:
        """Return the places where a polynomial in x may be developed, as told."""
        named = (self.values.get(name) for name in ("a", "c", f"{x}_0"))
        return [
            *(at[x] for at in self.places if x in at),
            *(e for e in named if isinstance(e, sp.Expr) and e.is_number),
        ]


def _seen(x: sp.Symbol, typed: sp.Expr | None) -> list[sp.Expr]:
    """Return each a of which x - a is a factor or the base of a power in an expression."""
    parts = sp.Tuple() if typed is None else typed
    bases = {sp.expand(x - e) for part in parts.atoms(sp.Mul, sp.Pow) for e in part.args if e.has(x) and e.is_Add}
    return [a for a in bases if a.is_number]


def is_certain(facts: FunctionFacts, told: Told, s: Claim) -> bool:
    """Return True if a claim with such a name can mean nothing else, so that another value is wrong."""
    x, name = facts.subject.x, s.subject[0] if s.subject else ""
    if name.startswith("D_"):
        u = told.values.get(name[2:])
        is_unit = isinstance(u, sp.Tuple) and sp.simplify(sum(e**2 for e in u) - 1) == 0
        return is_unit and (s.at is not None or all(at == told.places[0] for at in told.places))
    if name.startswith("m_"):
        return all(at == told.places[0] for at in told.places)
    if name[0] == str(x):
        return True
    seen = _seen(x, s.typed)
    if name[0] == facts.subject.name or not re.match(rf"\s*[TPL](?:_\{{?\d\}}?)?\s*\(\s*{x}\s*\)", s.text):
        return False
    return len(seen) == 1 or (not seen and name != "L" and bool(told.centres(x)))


Known = Callable[[FunctionFacts, str, Told, Claim], Sequence[sp.Expr]]


def _taylor(facts: FunctionFacts, degree: str, told: Told, s: Claim) -> Sequence[sp.Expr]:
    x = facts.subject.x
    places = dict.fromkeys([*told.centres(x), *_seen(x, s.typed), sp.S.Zero])
    return [_polynomial(facts, x, a, int(degree)) for a in places]


def mistakes_in_value(facts: FunctionFacts, told: Told, s: Claim, value: sp.Expr) -> tuple[Diagnosis, ...]:
    """Return that factorials are missing in a Taylor polynomial, if they are."""
    degree, x = re.fullmatch(r"[TPp]_(\d)", s.subject[0] if s.subject else ""), facts.subject.x
    places = dict.fromkeys([*told.centres(x), *_seen(x, s.typed), sp.S.Zero]) if degree else ()
    for a in places:
        if compare(_polynomial(facts, x, a, int(degree[1] if degree else 0), divides=False), value).is_correct:
            said = "each derivative is still to be divided by the factorial of its order"
            return (Diagnosis("factorial missing", said),)
    return ()


def _polynomial(facts: FunctionFacts, x: sp.Symbol, a: sp.Expr, degree: int, *, divides: bool = True) -> sp.Expr:
    f = facts.subject.expression
    slopes = [substitute(facts.derivative(k).result if k else f, {x: a}) for k in range(degree + 1)]
    return sp.Add(*(slope * (x - a) ** k / (sp.factorial(k) if divides else 1) for k, slope in enumerate(slopes)))


def _linear(facts: FunctionFacts, _: str, told: Told, s: Claim) -> Sequence[sp.Expr]:
    """Return the tangents at the places told, where L is a line."""
    x = facts.subject.x
    is_line = s.typed is not None and x in s.typed.free_symbols and sp.diff(s.typed, x, 2) == 0
    return [_polynomial(facts, x, a, 1) for a in told.centres(x)] if is_line else []


def _newton(facts: FunctionFacts, index: str, told: Told, s: Claim) -> Sequence[sp.Expr]:
    """Return what Newton's method makes of the value before; a bare number may be a place of another kind."""
    x, before = facts.subject.x, told.values.get(f"{facts.subject.x}_{int(index) - 1}")
    if (
        not told.has_newton
        or not isinstance(before, sp.Expr)
        or not before.is_number
        or s.typed is None
        or not s.typed.has(sp.Add)
    ):
        return []
    f = facts.subject.expression
    return [tidy(before - substitute(f / facts.derivative(1).result, {x: before}))]


def _directional(facts: FunctionFacts, direction: str, told: Told, s: Claim) -> Sequence[sp.Expr]:
    u, f = told.values.get(direction), facts.subject.expression
    letters = [symbol(name) for name in "xyz"][: len(u) if isinstance(u, sp.Tuple) else 0]
    length = sp.sqrt(sum(e**2 for e in u)) if isinstance(u, sp.Tuple) else sp.S.Zero
    if not isinstance(u, sp.Tuple) or not length or not f.free_symbols <= set(letters):
        return []
    slope = sum((derivative_of(f, x, 1) * e for x, e in zip(letters, u, strict=True)), sp.S.Zero) / length
    at: Mapping[sp.Symbol, sp.Expr] = s.at or next((at for at in told.places if set(letters) <= set(at)), {})
    return [tidy(substitute(slope, at))]


def _slope(facts: FunctionFacts, kind: str, told: Told, s: Claim) -> Sequence[sp.Expr]:
    """Return the slope of the tangent or normal at each place told. Raises UnsupportedError if none was."""
    touches = [touch for at in ([s.at] if s.at else told.places) if (touch := facts.touch(at)) is not None]
    if not touches:
        raise UnsupportedError("where this line is drawn was not told")
    return [t.slope if kind == "tangent" else -1 / t.slope for t in touches if kind == "tangent" or t.slope != 0]


NAMED: tuple[tuple[re.Pattern[str], Known, str], ...] = (
    (re.compile(r"[TPp]_(\d)"), _taylor, "the Taylor polynomial"),
    (re.compile("L()"), _linear, "the linear approximation"),
    (re.compile(r"[xt]_([1-9])"), _newton, "Newton's step"),
    (re.compile(r"D_(\w)"), _directional, "the directional derivative"),
    (re.compile(r"m_(tangent|normal)"), _slope, "the slope of a line"),
)


def named_values(facts: FunctionFacts, told: Told, s: Claim) -> tuple[Sequence[sp.Expr], str]:
    """Return what the name on the left of a claim may stand for, and what that is called; nothing if it is no such."""
    name = s.subject[0] if s.subject and s.subject[1] == 0 else ""
    for pattern, known, about in NAMED:
        if (found := pattern.fullmatch(name)) is not None:
            return known(facts, found[1], told, s), about
    return (), ""
