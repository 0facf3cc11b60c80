"""Wrong derivatives of compositions, of inverses and of unknown functions: which mistake is named."""

import pytest

import calc_cli

MISTAKES = [
    # asked answer the mistake
    (lambda a: calc_cli.chain(["y = u^2", "u = sin(x)"], check=a), "2u", "inner derivative missing"),
    (lambda a: calc_cli.chain(["y = u^2", "u = sin(x)"], check=a), "cos x", "outer derivative missing"),
    (lambda a: calc_cli.chain(["y = u^2", "u = sin(x)"], check=a), "-2 sin x cos x", "sign gained"),
    (lambda a: calc_cli.chain(["z = x^2 y", "x = cos t", "y = t^3"], check=a), "-2x y sin t", "a path missing"),
    (lambda a: calc_cli.diff("x^3 + x", inverse=True, at=2, check=a), "4", "upside down"),
    (lambda a: calc_cli.diff("x^3 + x", inverse=True, at=2, check=a), "1/13", "value in place of the place"),
    (lambda a: calc_cli.diff("e^(2x)", inverse=True, check=a), "-1/(2y)", "sign turned"),
    (lambda a: calc_cli.diff("f(x) g(x)", check=a), "f'(x) g'(x)", "product of the derivatives"),
    (lambda a: calc_cli.diff("f(g(x))", check=a), "f'(g(x))", "inner derivative missing"),
    (lambda a: calc_cli.diff("f(x)/g(x)", check=a), "f'(x)/g'(x)", "quotient of the derivatives"),
]  # fmt: skip


@pytest.mark.parametrize(("ask", "answer", "name"), MISTAKES, ids=[row[1] for row in MISTAKES])
def test_mistake_is_named(ask, answer: str, name: str) -> None:
    check = ask(answer).check
    assert (check.verdict, [mistake.rule for mistake in check.diagnosis]) == ("incorrect", [name])


def test_nothing_is_said_where_nothing_fits() -> None:
    assert calc_cli.diff("x^3 + x", inverse=True, at=2, check="17/19").check.diagnosis == ()
    assert calc_cli.chain(["y = u^2", "u = sin(x)"], check="17 x").check.diagnosis == ()
