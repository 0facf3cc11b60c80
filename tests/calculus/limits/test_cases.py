"""Limits that depend on parameters: the cases, each against the limit with a number in the parameter's place."""

from itertools import product

import pytest
import sympy as sp

from calc_cli import limit
from calc_cli.algebra.evaluate import all_hold, lower
from calc_cli.calculus.limits import cases
from calc_cli.errors import ExitStatus
from calc_cli.render.notes import words
from calc_cli.render.plain import plain
from calc_cli.syntax.parser import parse

NONE = "none"
CASES = [
    # f                     to                  the limit where
    ("a x",                 "inf",              {"a > 0": "oo", "a = 0": "0", "a < 0": "-oo"}),
    ("e^(a x)",             "x=inf",            {"a > 0": "oo", "a = 0": "1", "a < 0": "0"}),
    ("x^a",                 "0+",               {"a > 0": "0", "a = 0": "1", "a < 0": "oo"}),
    ("a/(x-1)",             "x=1",              {"a != 0": NONE, "a = 0": "0"}),
    ("atan(a x)",           "x=inf",            {"a > 0": "pi/2", "a = 0": "0", "a < 0": "-pi/2"}),
    ("sign(a x)",           "x=inf",            {"a > 0": "1", "a = 0": "0", "a < 0": "-1"}),
    ("|a x|/x",             "x=0",              {"a != 0": NONE, "a = 0": "0"}),
    ("exp(-|a| x)",         "x=inf",            {"a != 0": "0", "a = 0": "1"}),
    ("a^x",                 "x=inf",            {"a > 1": "oo", "a = 1": "1", "0 <= a < 1": "0", "a < 0": NONE}),
    ("(a^2-1) x",           "x=inf",            {"a > 1 or a < -1": "oo", "a = 1 or a = -1": "0", "-1 < a < 1": "-oo"}),
    ("x^(a-b)",             "x=0+",             {"a > b": "0", "a = b": "1", "a < b": "oo"}),
    ("e^(a x)/e^(b x)",     "x=inf",            {"a > b": "oo", "a = b": "1", "a < b": "0"}),
    ("(a x^2+b x)/(x+1)",   "x=inf",            {"a > 0": "oo", "a = 0": "b", "a < 0": "-oo"}),
    ("sum(a^k,k,0,n)",      "n=inf",            {"a >= 1": "oo", "-1 < a < 1": "1/(1-a)", "a <= -1": NONE}),
    ("x^2 y^a",             "x=0,y=0",          {"a >= 0": "0", "a < 0": NONE}),
    ("a sin x",             "x=inf",            {"a != 0": NONE, "a = 0": "0"}),
    ("sqrt(a^2 x^2+x)-a x", "x=inf",            {"a > 0": "1/(2a)", "a <= 0": "oo"}),
    ("a x y/(x^2+y^2)",     "x=0,y=0",          {"a != 0": NONE, "a = 0": "0"}),
    ("a x^2/(x^2+b y^2)",   "x=0,y=0",          {"a != 0 and b != 0": NONE, "a = 0 and b != 0": "0", "b = 0": "a"}),
    ("e^(a x)/(b x+1)",     "x=inf",            {"a > 0 and b >= 0": "oo", "a > 0 and b < 0": "-oo",
                                                 "a < 0 or a = 0 and b != 0": "0", "a = 0 and b = 0": "1"}),
    ("(x^2-y^2)/(x-b y)",   "x=0,y=0",          {"b != -1 and b != 1": NONE, "b = -1 or b = 1": "0"}),
    ("x^3/(x^2+b y^2)",     "x=0,y=0",          {"b >= 0": "0", "b < 0": NONE}),
    ("(x^a+y^a)/(x^2+y^2)", "x=0,y=0",          {"a > 2": "0", "a = 2": "1", "a < 2": "oo"}),
    ("|x y|^a/(x^2+y^2)",   "x=0,y=0",          {"a > 1": "0", "0 < a <= 1": NONE, "a <= 0": "oo"}),
    # quantities whose roots are not listed
    ("floor(a) x",          "x=inf",            {"a >= 1": "oo", "0 <= a < 1": "0", "a < 0": "-oo"}),
    ("cos(x + a)/x",        "x=0+",             {"cos(a) > 0": "oo", "cos(a) < 0": "-oo"}),
    ("(x^2+y^2)^a",         "x=0,y=0",          {"a > 0": "0", "a = 0": "1", "a < 0": "oo"}),
]  # fmt: skip
VALUES = ("-7/3", "-1", "-1/2", "0", "2/5", "1", "5/2")


def read(text: str) -> sp.Expr:
    return lower(parse(text).tree)


@pytest.mark.parametrize(("text", "to", "truth"), CASES, ids=[row[0] for row in CASES])
def test_cases(text: str, to: str, truth: dict[str, str]) -> None:
    found = limit(text, to)
    assert (found.kind, found.status) == ("depends", ExitStatus.DONE)
    conditions = {read(f"1 if {condition} else 0").args[0][1]: value for condition, value in truth.items()}
    symbols = sorted(set().union(*(c.free_symbols for c in conditions)), key=str)
    for values in product(VALUES, repeat=len(symbols)):
        at = {s: sp.Rational(value) for s, value in zip(symbols, values, strict=True)}
        (expected,) = {value for condition, value in conditions.items() if all_hold([condition], at)}
        (case,) = (case for case in found.cases if all_hold(case.conditions, at))
        if expected == NONE:
            assert case.verdict.value is None
        else:
            assert case.verdict.value.xreplace(at) == read(expected).xreplace(at)


def test_a_whole_exponent_is_even_or_odd() -> None:
    found = limit("x^n", "x=-inf", integer="n")
    (n,) = {s for case in found.cases for c in case.conditions for s in c.free_symbols}
    for value, expected in {-3: 0, -2: 0, 0: 1, 1: -sp.oo, 2: sp.oo, 7: -sp.oo, 8: sp.oo}.items():
        (case,) = (case for case in found.cases if all_hold(case.conditions, {n: sp.Integer(value)}))
        assert case.verdict.value == expected
    assert limit("x^n", "x=-inf", integer="n", check=plain(found.answer)).check.is_correct


def test_plain_is_a_conditional_that_is_read_again_and_correct() -> None:
    shown = plain(limit("a x", "x=inf").answer)
    assert shown == "Piecewise((oo, a > 0), (0, Eq(a, 0)), (-oo, a < 0))"
    assert limit("a x", "x=inf", check=shown).check.is_correct
    assert limit("a x", "x=inf", check="inf if a > 0 else 0 if a = 0 else -inf").check.is_correct
    assert limit("x^(a-b)", "x=0+", check="0 if a - b > 0 else 1 if b = a else inf").check.is_correct
    assert limit("x^(a-b)", "x=0+", check="0 if a > b else 1 if a = b else 0").check.is_correct is False


def test_an_answer_for_some_cases_is_told_for_which() -> None:
    assert limit("a^n/n!", "n=inf", check="0").check.is_correct  # for a < 0 it is not defined between the integers
    assert limit("sum(r^k, k, 0, n)", "n=inf", assume="-1 < r < 1", check="1/(1-r)").check.is_correct
    check = limit("a x", "x=inf", check="inf").check
    assert (check.is_correct, [plain(c) for r in check.remarks for c in r.where]) == (False, ["a > 0"])


@pytest.mark.parametrize(
    ("text", "assume", "limit_"),
    [
        ("a x", "a > 0", "oo"),
        ("x^(a-1)", "0 < a < 1", "0"),
        ("e^(a x - b x)", ["a < b"], "0"),
        ("a^x", "a > 1", "oo"),
        ("(a^2-1)x", "a^2 < 1", "-oo"),
        ("x sin(a)", "sin(a) > 0", "oo"),
    ],
)
def test_an_assumption_chooses(text: str, assume: str, limit_: str) -> None:
    assert str(limit(text, "x=inf", assume=assume).value) == limit_


def test_what_stays_open_is_undecided() -> None:
    assert limit("sin(a x)^b y", "x=0,y=0").kind == "undecided"


@pytest.mark.parametrize(
    ("text", "to", "kinds", "note"),
    [
        ("x^a", "x=0", ["one-sided", "finite", "one-sided"], "not defined to the left of x = 0"),
        ("x^a (x^2+y^2)", "x=0,y=0", ["one-sided", "path-dependent", "one-sided"], "taken where x > 0:"),
        ("(x^2+y^2)^a", "x=0,y=0", ["finite", "finite", "+inf"], ""),
        ("|x|^a", "x=0", ["finite", "finite", "+inf"], ""),
    ],
)
def test_where_a_power_is_real_is_told(text: str, to: str, kinds: list[str], note: str) -> None:
    """At a = 1 there are two sides, and x^a for a < 0 is infinite from one of them."""
    found = limit(text, to)
    assert [case.verdict.kind for case in found.cases] == kinds
    assert [words(n)[: len(note)] for n in found.notes] == ([note] if note else [])


def test_a_power_that_is_decided_under_an_assumption_is_one_sided() -> None:
    found = limit("x^a/(x^2+y^2)", "x=0,y=0", assume="a < 0")
    assert (found.kind, found.value, found.status) == ("one-sided", sp.oo, ExitStatus.DONE)
    assert tuple(map(words, found.notes)) == ("taken where x > 0: only there is a power real whatever its parameter",)


@pytest.mark.parametrize(("assume", "kind"), [("b < -2", "path-dependent"), ("-2 < b < 0", "finite")])
def test_a_quadratic_form_with_a_parameter_is_told_by_its_discriminant(assume: str, kind: str) -> None:
    assert limit("x^3/(x^2+b x y+y^2)", "x=0,y=0", assume=assume).kind == kind


def test_a_parameter_that_no_case_names_is_told() -> None:
    found = limit("a x y/(x^2+y^2)+cos(b x)", "x=0,y=0")
    assert (found.kind, tuple(map(words, found.notes))) == ("depends", ("b is taken to have no special value",))


def test_conditions_are_told_within_what_is_assumed() -> None:
    found = limit("x^a y/(x^2+y^2)", "x=0,y=0", assume="a > 0")
    assert [[plain(c) for c in case.conditions] for case in found.cases] == [["a > 1"], ["0 < a <= 1"]]


def test_no_limit_is_right_in_some_cases_only() -> None:
    check = limit("a^x", "x=inf", check="dne").check
    assert (check.is_correct, check.diagnosis[0].place) == (False, "for some parameters the limit exists")


def test_what_takes_too_long_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases, "_SECONDS", 0.05)
    assert limit("x^a y^b/(x^2+y^2)", "x=0,y=0").kind == "undecided"


WHOLE = [
    ("(z^(2n)-1)/(z^2-1)", "z=-1",   "n"),
    ("x^n",                "x=-2",   "(-2)**n"),
    ("x^n",                "x=inf",  "Piecewise((oo, n > 0), (1, Eq(n, 0)), (0, n < 0))"),
    ("x^(2n)",             "x=-inf", "Piecewise((oo, n > 0), (1, Eq(n, 0)), (0, n < 0))"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "to", "answer"), WHOLE, ids=[f"{text} at {to}" for text, to, _ in WHOLE])
def test_a_parameter_that_is_whole(text: str, to: str, answer: str) -> None:
    assert plain(limit(text, to, integer="n").answer) == answer
