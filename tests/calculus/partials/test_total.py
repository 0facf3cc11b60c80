"""The truth about differentiability in several variables, as courses prove it of these functions."""

import pytest

from calc_cli import CalcError, grad

OFF_ORIGIN = "if x^2 + y^2 != 0 else 0"

DIFFERENTIABLE = [
    # f                                             point    gradient
    ("|x y|", "0,0", "[0, 0]"),
    ("x |y|", "0,0", "[0, 0]"),
    ("x|x| + y", "0,0", "[0, 1]"),
    ("exp(|x y|) + x", "0,0", "[1, 0]"),
    ("ln(1 + |x y|)", "0,0", "[0, 0]"),
    ("relu(x y)", "0,0", "[0, 0]"),
    ("max(x, y)^2", "0,0", "[0, 0]"),
    ("|x - y| (x - y)", "1,1", "[0, 0]"),
    ("(x^2 + y^2)^(2/3)", "0,0", "[0, 0]"),
    ("sqrt(x^4 + y^4)", "0,0", "[0, 0]"),
    ("|x y z|", "0,0,0", "[0, 0, 0]"),
    ("x^2 if y > 0 else y^2 + x^2", "0,0", "[0, 0]"),
    (f"(x^2 + y^2) sin(1/(x^2 + y^2)) {OFF_ORIGIN}", "0,0", "[0, 0]"),
    ("x^2 sin(1/x) + y^2 if x != 0 else y^2", "0,0", "[0, 0]"),
    (f"x^2 y^2/(x^2 + y^2) {OFF_ORIGIN}", "0,0", "[0, 0]"),
    (f"x y (x^2 - y^2)/(x^2 + y^2) {OFF_ORIGIN}", "0,0", "[0, 0]"),
    (f"(x^2 + y^2) ln(x^2 + y^2) {OFF_ORIGIN}", "0,0", "[0, 0]"),
    (f"x y/(x^2 + y^2) {OFF_ORIGIN}", "0,1", "[1, 0]"),
    ("x y/(x^2 + y^2) if x != 0 or y != 0 else 0", "0,1", "[1, 0]"),
    ("0 if x = 0 and y = 0 else x y/(x^2 + y^2)", "1,1", "[0, 0]"),
]


@pytest.mark.parametrize(("text", "at", "expected"), DIFFERENTIABLE, ids=[row[0] for row in DIFFERENTIABLE])
def test_differentiable_where_a_part_is_not_smooth(text: str, at: str, expected: str) -> None:
    assert str(list(grad(text, at=at).values)) == expected


NOT = [
    # f                                       point    because
    ("sqrt(x^2 + y^2)", "0,0", "no partial derivative in x or y: slope -1 from the left, 1 from the right"),
    ("sqrt(x^2 + y^2 + z^2)", "0,0,0", "no partial derivative in x, y or z"),
    ("|x| + |y|", "0,0", "slope -1 from the left, 1 from the right"),
    ("|x y|", "0,1", "no partial derivative in x: slope -1 from the left, 1 from the right; that in y is 0"),
    ("max(x, y)", "1,1", "slope 0 from the left, 1 from the right"),
    ("relu(x + y)", "0,0", "slope 0 from the left, 1 from the right"),
    ("cbrt(x y)", "0,0", "slope in the direction [1, 1] is infinity"),
    ("sqrt(|x y|)", "0,0", "slope in the direction [1, 1] is sqrt(2)/2, but the gradient gives 0"),
    ("cbrt(x^3 + y^3)", "0,0", "but the gradient gives sqrt(2)"),
    (f"x y/(x^2 + y^2) {OFF_ORIGIN}", "0,0", "not continuous there: 1/2 along y = x, 0 there"),
    ("1 + x y/(x^2 + y^2) if x^2 + y^2 != 0 else 1", "0,0", "not continuous there: 3/2 along y = x, 1 there"),
    (f"x^2 y/(x^4 + y^2) {OFF_ORIGIN}", "0,0", "not continuous there: 1/2 along y = x**2, 0 there"),
    (f"x^2 y/(x^2 + y^2) {OFF_ORIGIN}", "0,0", "slope in the direction [1, 1] is sqrt(2)/4, but the gradient gives 0"),
    (f"sin x + x^2 y/(x^2 + y^2) {OFF_ORIGIN}", "0,0", "is 3*sqrt(2)/4, but the gradient gives sqrt(2)/2"),
    (f"x^3/(x^2 + y^2) {OFF_ORIGIN}", "0,0", "its partial derivatives exist: 1 in x, 0 in y"),
    (f"x y/sqrt(x^2 + y^2) {OFF_ORIGIN}", "0,0", "is 1/2, but the gradient gives 0"),
    (f"x^3 y/(x^4 + y^2) {OFF_ORIGIN}", "0,0", "along y = x**2 the distance from the tangent plane"),
    ("1 if x y = 0 else 0", "0,0", "not continuous there: 0 along y = x, 1 there"),
    ("sqrt(x y)", "0,0", "not defined all around: not in the direction [1, -1]"),
    ("x^y", "0,2", "not defined all around"),
    ("floor(x) + y", "1,0", "not continuous"),
    ("atan2(y, x)", "-1,0", "not continuous"),
    ("x^2 if y > 0 else y + x^2", "0,0", "slope 1 from the left, 0 from the right; that in x is 0"),
]


@pytest.mark.parametrize(("text", "at", "because"), NOT, ids=[row[0] for row in NOT])
def test_not_differentiable_with_the_reason(text: str, at: str, because: str) -> None:
    with pytest.raises(CalcError) as caught:
        grad(text, at=at)
    assert caught.value.kind == "undefined"
    assert caught.value.message.startswith("not differentiable at ")
    assert because in caught.value.message


SLOPES = [
    # f                                   point  along  slope
    (f"x^2 y/(x^2 + y^2) {OFF_ORIGIN}", "0,0", "1,1", "sqrt(2)/4"),
    (f"x^3 y/(x^4 + y^2) {OFF_ORIGIN}", "0,0", "1,1", "0"),
    ("max(x, y)", "1,1", "1,1", "sqrt(2)/2"),
    ("|x - y|", "0,0", "1,1", "0"),
]


@pytest.mark.parametrize(("text", "at", "along", "expected"), SLOPES)
def test_slope_by_its_definition_where_there_is_no_tangent_plane(text, at, along, expected) -> None:
    found = grad(text, at=at, along=along)
    assert (str(found.slope.value), found.values) == (expected, None)
    assert found.notes[0].startswith("not differentiable")


NO_SLOPES = [
    # f                    point  along   because
    ("|x| + |y| + x", "0,0", "0,1", "slope -1 from the left, 1 from the right"),
    ("sqrt(x^2 + y^2)", "0,0", "3,4", "slope -1 from the left, 1 from the right"),
    ("sqrt(x y)", "0,0", "1,-1", "no derivative along"),
    (f"x y/(x^2 + y^2) {OFF_ORIGIN}", "0,0", "1,1", "not continuous"),
]


@pytest.mark.parametrize(("text", "at", "along", "because"), NO_SLOPES)
def test_no_slope_with_the_reason(text, at, along, because) -> None:
    with pytest.raises(CalcError, match="no derivative along") as caught:
        grad(text, at=at, along=along)
    assert because in caught.value.message


def test_parameters_that_do_not_matter_are_no_doubt() -> None:
    assert str(grad("a x^2 + ln(b) y", "x,y", at="x=1,y=1").values) == "(2*a, log(b))"
