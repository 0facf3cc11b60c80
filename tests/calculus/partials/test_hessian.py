"""Hessians against calculus books: formulas, values, signs of eigenvalues, and the kinds of critical points."""

from random import Random

import mpmath
import pytest
import sympy as sp

from calc_cli import CalcError, hessian
from calc_cli.algebra.evaluate import lower
from calc_cli.calculus.partials.definiteness import Signs, eigenvalue_signs
from calc_cli.syntax.parser import parse

OFF_ORIGIN = "if x^2 + y^2 != 0 else 0"

FORMULAS = [
    ("x^3 y + y^2", "[[6x y, 3x^2], [3x^2, 2]]"),
    ("e^(x y)", "[[y^2 e^(x y), (1 + x y) e^(x y)], [(1 + x y) e^(x y), x^2 e^(x y)]]"),
    ("x^2 + z", "[[2, 0], [0, 0]]"),
    ("ln x + y", "[[-1/x^2, 0], [0, 0]]"),
]


@pytest.mark.parametrize(("text", "expected"), FORMULAS)
def test_second_partial_derivatives(text: str, expected: str) -> None:
    found = hessian(text).result
    for row, truth in zip(found, lower(parse(expected).tree), strict=True):
        assert [sp.simplify(a - b) for a, b in zip(row, truth, strict=True)] == [0] * len(row)


KINDS = [
    # f                                     point    positive, negative, zero   kind
    ("x^2 + y^2", "0,0", (2, 0, 0), "local minimum"),
    ("-x^2 - y^2", "0,0", (0, 2, 0), "local maximum"),
    ("x^2 - y^2", "0,0", (1, 1, 0), "saddle point"),
    ("x^2 - y^2 + z^4", "0,0,0", (1, 1, 1), "saddle point"),
    ("x^2 + y^4", "0,0", (1, 0, 1), "undecided"),
    ("x^2 - y^4", "0,0", (1, 0, 1), "undecided"),
    ("x^4 + y^4", "0,0", (0, 0, 2), "undecided"),
    ("cos x cos y", "0,0", (0, 2, 0), "local maximum"),
    ("cos x cos y", "pi/2,pi/2", (1, 1, 0), "saddle point"),
    ("(1 - x)^2 + 100(y - x^2)^2", "1,1", (2, 0, 0), "local minimum"),
    ("sqrt(2)x^2 + 2x y + sqrt(2)y^2", "0,0", (2, 0, 0), "local minimum"),
    ("sqrt(2)x^2 + 2sqrt(2) x y + sqrt(2)y^2", "0,0", (1, 0, 1), "undecided"),
    ("x^2 + x y + y^2 + z^2", "0,0,0", (3, 0, 0), "local minimum"),
    ("x^3 + y^2", "1,1", (2, 0, 0), None),
    ("x y", "1,0", (1, 1, 0), None),
]


@pytest.mark.parametrize(("text", "at", "signs", "kind"), KINDS, ids=[f"{row[0]} at {row[1]}" for row in KINDS])
def test_the_kind_of_a_critical_point(text, at, signs, kind) -> None:
    found = hessian(text, at=at)
    assert (found.signs, found.kind) == (Signs(*signs), kind)


BY_DEFINITION = [
    # f                                                  point   Hessian by the definition
    (f"x y (x^2 - y^2)/(x^2 + y^2) {OFF_ORIGIN}", "0,0", ((0, 1), (-1, 0))),
    (f"x^2 y^2/(x^2 + y^2) {OFF_ORIGIN}", "0,0", ((0, 0), (0, 0))),
    ("|x|^3 + y^2", "0,0", ((0, 0), (0, 2))),
    ("x^2 y^2 |x|", "0,0", ((0, 0), (0, 0))),
]


@pytest.mark.parametrize(("text", "at", "expected"), BY_DEFINITION)
def test_by_the_definition_where_the_function_is_not_smooth(text, at, expected) -> None:
    found = hessian(text, at=at)
    assert found.values == expected
    assert found.kind == "undecided"  # the second derivatives may not be continuous


def test_mixed_derivatives_that_differ_are_told() -> None:
    found = hessian(f"x y (x^2 - y^2)/(x^2 + y^2) {OFF_ORIGIN}", at="0,0")
    assert found.notes == (
        "the mixed derivatives differ here: first in x and then in y it is -1, first in y and then in x it is 1",
    )
    assert found.signs is None


NONE = [
    ("x|x|", "0", "no second derivative in x at x = 0"),
    ("x^(5/3) + y", "0,0", "no second derivative in x"),
    ("x|y|", "0,0", "the partial derivative in y has none in x"),
    ("|x y|", "0,0", "it does not exist for x near 0"),
    ("|x|", "0", "not differentiable at x = 0"),
    ("ln x + y", "-1,0", "is not defined at x = -1"),
    (f"x^2 y/(x^2 + y^2) {OFF_ORIGIN}", "0,0", "is not continuous there"),
]


@pytest.mark.parametrize(("text", "at", "because"), NONE)
def test_no_hessian_with_the_reason(text: str, at: str, because: str) -> None:
    with pytest.raises(CalcError) as caught:
        hessian(text, at=at)
    assert caught.value.kind == "undefined"
    assert because in caught.value.message


@pytest.mark.parametrize("seed", range(20))
def test_signs_are_those_of_numeric_eigenvalues(seed: int) -> None:
    rng = Random(seed)
    n = rng.randint(1, 5)
    numbers = [sp.Integer(k) for k in range(-3, 4)] + [sp.sqrt(2), -sp.sqrt(3), sp.pi, sp.cos(1)]
    a = [[sp.S.Zero] * n for _ in range(n)]
    for i in range(n):
        for j in range(i, n):
            a[i][j] = a[j][i] = rng.choice(numbers)
    with mpmath.workdps(40):
        values = mpmath.eigsy(mpmath.matrix([[mpmath.mpf(sp.N(e, 40)) for e in row] for row in a]), eigvals_only=True)
        counts = [sum(v > 1e-20 for v in values), sum(v < -1e-20 for v in values), sum(abs(v) <= 1e-20 for v in values)]
    assert eigenvalue_signs(a) == Signs(*counts)


CHECKS = [
    ("x y", "[[0, 1], [1, 0]]", True, ()),
    ("x y", "[[0, 1], [1, 2]]", False, (3,)),
    ("x^2", "2", True, ()),
    ("x y", r"\begin{bmatrix} 0 & 1 \\ 1 & 0 \end{bmatrix}", True, ()),
]


@pytest.mark.parametrize(("text", "answer", "correct", "wrong"), CHECKS)
def test_an_answer_is_checked(text, answer, correct, wrong) -> None:
    check = hessian(text, check=answer).check
    assert (check.is_correct, check.wrong) == (correct, wrong)


def test_the_shape_of_an_answer_is_told() -> None:
    for answer, says in (
        ("[0, 1]", "a vector of 2 components, but a 2 by 2 matrix was expected"),
        ("[[0, 1], [1]]", "rows of several lengths"),
    ):
        check = hessian("x y", check=answer).check
        assert check.is_correct is False
        assert says in check.diagnosis[0].message
