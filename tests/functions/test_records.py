"""Each record against mpmath: its enclosure contains the value, its derivative is the slope."""

import flint
import mpmath
import pytest
import sympy as sp
from mpmath import mp

from calc_cli.algebra.conditions import definedness, smoothness
from calc_cli.algebra.evaluate import all_hold, approximate, lower
from calc_cli.algebra.formulas import condition_on
from calc_cli.algebra.functions import symbol
from calc_cli.errors import UndefinedError
from calc_cli.functions import BY_NAME, FUNCTIONS
from calc_cli.syntax.parser import parse
from tests.expressions import NotRealError, real, root, slope

IN_MPMATH = {
    "acot": lambda u: mp.pi / 2 - mp.atan(u),
    "log": mp.log,
    "log10": mp.log10,
    "log2": lambda u: mp.log(u, 2),
    "cbrt": lambda u: root(u, 3),
    "abs": abs,
    "sign": mp.sign,
    "ceiling": mp.ceil,
    "heaviside": lambda u: (mp.sign(u) + 1) / 2,
    "sigmoid": lambda u: 1 / (1 + mp.exp(-u)),
    "relu": lambda u: max(u, mp.mpf(0)),
    "softplus": lambda u: mp.log(1 + mp.exp(u)),
}
ALIKE = {f.name: getattr(mp, f.name) for f in FUNCTIONS if hasattr(mp, f.name) and f.name not in ("hypot", "root")}
KNOWN = {name: f for name, f in (ALIKE | IN_MPMATH).items() if name in BY_NAME and BY_NAME[name].arity[0] == 1}
POINTS = ("-3.7", "-2.5", "-1.25", "-0.8", "-0.3", "0.2", "0.55", "0.9", "1.1", "1.75", "3.5", "8.2")


def values(f):
    """Return the value of an mpmath function at each of POINTS where it is real, to 60 digits."""
    found = {}
    for text in POINTS:
        try:
            found[text] = real(f(mp.mpf(text)))
        except (NotRealError, ZeroDivisionError, ValueError):
            continue
    return found


@pytest.mark.parametrize("name", [name for name in KNOWN if BY_NAME[name].enclosure])
def test_enclosure_contains_the_value(name: str) -> None:
    record = BY_NAME[name]
    compared = 0
    with mp.workdps(60):
        for text, value in values(KNOWN[name]).items():
            for bits in (53, 150):
                with flint.ctx.workprec(bits):
                    ball = record.enclosure(flint.arb(text))
                    if not ball.is_finite():
                        continue
                    low, high = (mp.mpf(end.str(50, radius=False)) for end in (ball.lower(), ball.upper()))
                slack = mp.mpf(10) ** -45 * (1 + abs(value))  # the ends were rounded when they were written out
                assert low - slack <= value <= high + slack, (text, bits)
                assert high - low < mp.mpf(2) ** (16 - min(bits, 140)) * (1 + abs(value)), "a wide enclosure"
                compared += 1
    assert compared >= 6


WITH_DERIVATIVE = [name for name in KNOWN if BY_NAME[name].derivative and all(BY_NAME[name].derivative)]


@pytest.mark.parametrize("name", WITH_DERIVATIVE)
def test_derivative_is_the_slope(name: str) -> None:
    derivative = lower(parse(BY_NAME[name].derivative[0]).tree)
    compared = 0
    for text in POINTS:
        try:
            expected = slope(lambda x: real(KNOWN[name](x)), mp.mpf(text))
        except NotRealError:
            continue
        value = approximate(derivative, {symbol("u"): mp.mpf(text)}, 30)
        assert mpmath.almosteq(value, expected, rel_eps=1e-13, abs_eps=1e-13), text
        compared += 1
    assert compared >= 3


POWER_SERIES = {"Si", "Shi"}  # sin(u)/u is one at 0, though it is written by cases


@pytest.mark.parametrize("name", [f.name for f in FUNCTIONS if len(f.derivative) == 1 and f.name not in POWER_SERIES])
def test_what_is_smooth_is_analytic(name: str) -> None:
    """Limits expand a function where its record says `smooth`: one with a derivative that has a corner must say so."""
    u, record = symbol("u"), BY_NAME[name]
    where = [condition_on(text, u, u) for text in (record.defined, record.smooth) if text]
    derivative = lower(parse(record.derivative[0]).tree)
    needed = (*definedness(derivative), *smoothness(derivative, u))
    for at in (-2, -1, 0, 1, 2):
        place = {u: sp.Integer(at)}
        assert all_hold(where, place) is not True or all_hold(needed, place) is not False, at


@pytest.mark.parametrize("name", KNOWN)
def test_values_stay_in_the_range(name: str) -> None:
    record = BY_NAME[name]
    low, high = (approximate(lower(parse(end).tree), {}, 30) if "inf" not in end else mp.mpf(end)
                 for end in (record.low, record.high))  # fmt: skip
    assert all(low <= value <= high for value in values(KNOWN[name]).values())


def test_names_and_aliases_are_unique() -> None:
    names = [name for f in FUNCTIONS for name in (f.name, *f.aliases)]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("name", [record.name for record in FUNCTIONS if record.antiderivative])
def test_derivative_of_the_antiderivative_is_the_function(name: str) -> None:
    antiderivative, f = (lower(parse(text).tree) for text in (BY_NAME[name].antiderivative, f"{name}(u)"))
    compared = 0
    with mp.workdps(60):
        h = mp.mpf(10) ** -12
        for at in map(mp.mpf, POINTS):
            try:
                value, *near = (
                    approximate(e, {symbol("u"): place}, 40)
                    for e, place in ((f, at), (antiderivative, at - h), (antiderivative, at + h))
                )
            except UndefinedError:
                continue
            assert mpmath.almosteq((near[1] - near[0]) / (2 * h), value, rel_eps=1e-10, abs_eps=1e-10), at
            compared += 1
    assert compared >= 3
