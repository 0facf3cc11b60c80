"""Sequences, series, sums and products up to n: values that textbooks prove, and what converges or does not."""

import pytest

from calc_cli import limit
from calc_cli.algebra.evaluate import lower
from calc_cli.errors import CalcError
from calc_cli.render.notes import words
from calc_cli.render.plain import plain
from calc_cli.syntax.parser import parse

SUMS = [
    # up to n                               its limit (None: not known exactly)
    ("sum(1/k, k, 1, n) - ln n",            "EulerGamma"),
    ("sum(1/(n+k), k, 1, n)",               "log(2)"),
    ("sum(n/(n^2+k^2), k, 1, n)",           "pi/4"),
    ("sum(1/k, k, n, 2n)",                  "log(2)"),
    ("sum(k^2, k, 1, n)/n^3",               "1/3"),
    ("sum(1/(k(k+1)), k, 1, n)",            "1"),
    ("prod(1 - 1/k^2, k, 2, n)",            "1/2"),
    ("prod(4k^2/(4k^2-1), k, 1, n)",        "pi/2"),
    ("binomial(2n, n) sqrt(n)/4^n",         "1/sqrt(pi)"),
    ("binomial(n, n/2)/3^n",                "0"),
    ("sum(1/k, k, 1, n)",                   "oo"),
    ("binomial(2n, n)/sum(binomial(2k, k), k, 1, n)", "3/4"),
    ("sum(1/k, k, 1, n)/ln n",              "1"),
    ("sum(k^2 sum(2^m/m, m, 1, k), k, 1, n)/(2^n n)", "4"),
    ("sum(1/(2k-1), k, 1, n) - ln(n)/2",    "EulerGamma/2 + log(2)"),
    ("sum(1/k, k, 1, n)/sum(1/k, k, 1, 2n)", "1"),
    ("n sum(1/k^2, k, n, 2n)",              "1/2"),
    ("sum(sin(k/n), k, 1, n)/n",            "1 - cos(1)"),
    ("sum(1/sqrt(n^2+k), k, 1, n)",         "1"),
    ("prod(1 + 1/2^(2^k), k, 0, n)",        "2"),
    ("digamma(n) - ln n",                   "0"),
    ("sum(1/(k ln k), k, 2, n)/ln(ln n)",   "1"),
    ("sum(ln(k)/k, k, 1, n)/ln(n)^2",       "1/2"),
    ("sum(1/(n + k^2), k, 1, n)",           "0"),
    ("sqrt(n) sum(1/(n + k^2), k, 1, n)",   "pi/2"),
    ("n!/sum(k!, k, 1, n)",                 "1"),
    ("sum(e^sqrt(k), k, 1, n)/(sqrt(n) e^sqrt(n))", "2"),
    ("harmonic(n) sum(harmonic(k), k, 1, n)/(n harmonic(2n)^2)", "1"),
    ("harmonic(n)^3 sum(1/harmonic(k), k, 1, n)/(n sum(harmonic(k)/k, k, 1, n))", "2"),
    ("harmonic(n) sum(2^k/k, k, 1, n)/(n sum(2^k harmonic(k)/k^2, k, 1, n))", "1"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), SUMS)
def test_sums_up_to_n(text: str, value: str) -> None:
    assert str(limit(text, "n=inf").value) == value


SERIES = [
    ("sum(1/k^2, k, 1, oo)",                "pi**2/6"),
    ("sum(1/k^(3/2), k, 1, oo)",            "zeta(3/2)"),
    ("sum(1/2^k, k, 0, oo)",                "2"),
    ("sum(k/2^k, k, 1, oo)",                "2"),
    ("sum(1/k!, k, 0, oo)",                 "E"),
    ("sum((-1)^k/k, k, 1, oo)",             "-log(2)"),
    ("sum((-1)^k/sqrt(k), k, 1, oo)",       "(-1 + sqrt(2))*zeta(1/2)"),
    ("sum(ln(1 - 1/k^2), k, 2, oo)",        "-log(2)"),
    ("sum(atan(1/(1+k+k^2)), k, 1, oo)",    "pi/4"),
    ("sum(atan(2/k^2), k, 1, oo)",          "3*pi/4"),
    ("sum(x^k/k!, k, 0, oo)",               "exp(x)"),
    ("sum(1/sqrt(k), k, 1, oo)",            "oo"),
    ("sum(1/(k ln k), k, 2, oo)",           "oo"),
    ("prod(1 + 1/k^2, k, 1, oo)",           "sinh(pi)/pi"),
    ("prod((k^3 - 1)/(k^3 + 1), k, 2, oo)", "2/3"),
    ("prod(cos(x/2^k), k, 1, oo)",          "sin(x)/x"),
    (r"\sum_{k=1}^{\infty} \frac{1}{k^2}",  "pi**2/6"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), SERIES)
def test_series(text: str, value: str) -> None:
    assert str(limit(text).value) == value


def test_what_has_no_closed_form_has_digits() -> None:
    found = limit("prod(1 + 1/2^k, k, 1, oo)")  # OEIS A079555
    assert found.value is None
    assert float(found.estimate) == pytest.approx(2.384231029031371724)


def test_the_integral_test_and_the_formula_of_euler_and_maclaurin_give_digits() -> None:
    found = limit("sum(1/(k ln(k)^2), k, 2, oo)")  # OEIS A115563
    assert found.value is None
    assert float(found.estimate) == pytest.approx(2.109742801236891974479)


WITH_A_LETTER = [
    # an infinite series          its sum in each case (None: there is none)
    ("sum(1/k^s, k, 1, oo)",      {"s > 1": "zeta(s)", "s <= 1": "oo"}),
    ("sum(r^k, k, 0, oo)",        {"r >= 1": "oo", "-1 < r < 1": "1/(1 - r)", "r <= -1": None}),
    ("sum(r^k/k, k, 1, oo)",      {"r >= 1": "oo", "-1 <= r < 1": "-log(1 - r)", "r < -1": None}),
    ("sum((-1)^k r^(2k+1)/(2k+1), k, 0, oo)", {"r < -1 or r > 1": None, "-1 <= r <= 1": "atan(r)"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "truth"), WITH_A_LETTER)
def test_a_series_with_a_letter_is_told_by_cases(text: str, truth: dict[str, str | None]) -> None:
    values = {plain(case.conditions[0]): case.verdict.value for case in limit(text).cases}
    assert {condition: value if value is None else str(value) for condition, value in values.items()} == truth


@pytest.mark.parametrize("text", ["sum((-1)^k, k, 1, oo)", "sum(cos(pi k), k, 1, oo)"])
def test_partial_sums_that_go_up_and_down(text: str) -> None:
    assert limit(text).exists is False


@pytest.mark.parametrize("text", ["sum(sin(k), k, 1, oo)", "sum(1/(k ln(k ln k)^2 + sin k), k, 2, oo)"])
def test_what_is_not_settled_is_undecided(text: str) -> None:
    assert limit(text).exists is None


INTEGERS = [
    # over the integers         its limit, or two that it has on subsequences
    ("(-1)^n",                  ("1", "-1")),
    ("(-1)^n n/(n+1)",          ("1", "-1")),
    ("cos(pi n/3)",             ("1", "1/2")),
    ("sin(pi n/4)",             ("0", "sqrt(2)/2")),
    ("(-1)^n/n",                "0"),
    ("cos(2 pi n)",             "1"),
    ("cos(pi n)^2",             "1"),
    ("sin(pi n)",               "0"),
    ("(-1/2)^n",                "0"),
    ("|(-n/(n+1))^n|",          "exp(-1)"),
    ("floor(n/2)/n",            "1/2"),
    ("(1 + 1/n)^n",             "E"),
    ("n^(1/n)",                 "1"),
    ("n!/n^n",                  "0"),
    ("n sin(2pi e n!)",         "2*pi"),
    ("n^2 (1 - cos(4pi e n!))", "8*pi**2"),
    ("cos(2pi n!/e)",           "1"),
    ("n tan(pi e n!)",          "pi"),
    ("|(-n/(n+1))^n|",          "exp(-1)"),
    ("2^n/n!",                  "0"),
    ("cos(pi sqrt(4n^2 + n))",  "sqrt(2)/2"),
    ("n sin(2pi sqrt(n^2 + 1))", "pi"),
    ("sin(pi sqrt(n^2 + n))",   ("1", "-1")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "truth"), INTEGERS)
def test_integers(text: str, truth: str | tuple[str, str]) -> None:
    found = limit(text, "n=inf", integer="n")
    if isinstance(truth, str):
        assert found.value == lower(parse(truth).tree) if truth != "E" else str(found.value) == "E"
    else:
        assert tuple(plain(each.limit) for each in found.left.sequences) == truth


def test_sines_of_whole_numbers_are_dense() -> None:
    found = limit("sin n", "n=inf", integer="n")
    assert (found.kind, tuple(map(str, found.left.range))) == ("oscillates", ("-1", "1"))


def test_what_depends_on_a_letter_is_not_taken_to_be_the_same() -> None:
    cases = limit("a (-1)^n", "n=inf", integer="n").cases
    assert [(plain(case.conditions[0]), case.verdict.value) for case in cases] == [("a != 0", None), ("a = 0", 0)]


def test_a_real_letter_that_looks_whole_is_noted() -> None:
    assert any("--integer n" in words(note) for note in limit("cos(2 pi n)", "n=inf").notes)
    assert any("--integer n" in words(note) for note in limit("(-1)^n", "n=inf").notes)
    assert not any("--integer" in words(note) for note in limit("1/n", "n=inf").notes)


def test_a_growing_power_of_a_sum_is_not_that_of_what_it_is_asymptotically_equal_to() -> None:
    found = limit("(sum(1/k, k, 1, n)/ln n)^n", "n=inf")  # goes to oo, as (1 + gamma/ln n)^n does
    assert found.value is None or found.kind == "+inf"


def test_two_series_have_no_common_n() -> None:
    with pytest.raises(CalcError):
        limit("sum(1/k, k, 1, oo) - sum(1/k, k, 1, oo)")


def test_digits_of_what_has_no_closed_form_are_checked() -> None:
    product = "prod(1 + 1/2^k, k, 1, oo)"
    assert limit(product, check="2.384").check.is_correct
    assert limit(product, check="2.385").check.is_correct is False
