"""Results with their pictures below."""

import pytest

from calc_cli.errors import UsageError
from calc_cli.questions.diff import DiffQuestion
from calc_cli.questions.integrate import IntegrateQuestion
from calc_cli.questions.limit import LimitQuestion
from calc_cli.render.display import Display
from calc_cli.render.result import render


def shown(request, form="pretty"):
    return render(request.read().answer(), form, Display("calc", request.expr), request.page())


SHOWN = [
    # request                                                             shows
    (DiffQuestion("3x^2-4x", at=("1",), plot=True), ["at x = 1: 2", "tangent at x = 1: y = 2x − 3", "●"]),
    (DiffQuestion("a x^2", at=("x=1, a=2",), plot=True), ["tangent at x = 1: y = 4x − 2"]),
    (DiffQuestion("x^3", order=2, at=("1",), plot=True), ["  ⠤⠤⠤ 3x²", "tangent at x = 1: y = 6x − 3"]),
    (DiffQuestion("x^2", plot=True), ["derivative: 2x"]),
    (LimitQuestion("sin(x)/x", to=("0",), plot=True), ["Algebra and experiment agree.", "○", "limit: 1"]),
    (LimitQuestion("x^2", to=("2",), plot=True), ["●", "limit: 4"]),
    (LimitQuestion("(1+1/x)^x", to=("inf",), plot=True), ["limit: e"]),
    (LimitQuestion("e^x", to=("-inf",), plot=True), ["limit: 0"]),
    (LimitQuestion("|x|/x", to=("0",), plot=True), ["There is no limit", "○"]),
    (LimitQuestion("1/x", to=("0",), plot=True), ["┊"]),
    (LimitQuestion("sin x", to=("inf",), plot=True), ["bound: −1", "bound: 1", "░░░ range of the values"]),
    (LimitQuestion("(-1)^n", to=("n=inf",), integer="n", plot=True), ["●", "limit: 1", "limit: −1"]),
    (LimitQuestion("sum(1/2^k, k, 1, oo)", plot=True), ["limit: 1"]),
    (LimitQuestion("a x", to=("x=inf",), plot=True), ["It depends", "⠤⠤ 0", "−x"]),
    (LimitQuestion("r^n", to=("n=inf",), integer="n", plot=True), ["It depends", "(−2)^(⌊n⌋)"]),
    (IntegrateQuestion("x^3", from_="-1", to="2", plot=True), ["░░░ counted as positive", "▒▒▒ counted as negative"]),
    (IntegrateQuestion("2x", from_="1", to="2", plot=True, antiderivative=True), ["antiderivative: x² − 1", "░░░"]),
    (IntegrateQuestion("ln x", plot=True), ["antiderivative: x ln x − x"]),
    (LimitQuestion("x*y/(x^2+y^2)", to=("x=0,y=0",), plot=True), ["There is no limit", "level lines of"]),
]


@pytest.mark.parametrize(("request_", "shows"), SHOWN, ids=[row[0].expr for row in SHOWN])
def test_the_picture_stands_below(request_, shows):
    text = shown(request_)
    for part in shows:
        assert part in text


def test_other_formats_have_the_result_alone():
    for form in ("plain", "latex", "mathml", "json"):
        with_picture = shown(DiffQuestion("x^2", at=("1",), plot=True), form)
        assert with_picture == shown(DiffQuestion("x^2", at=("1",)), form)


@pytest.mark.parametrize(
    "request_",
    [
        DiffQuestion("a x^2", wrt="x", plot=True),
        DiffQuestion("f(x)", plot=True),
        IntegrateQuestion("a x", wrt="x", plot=True),
        LimitQuestion("a x", to=("x=0",), plot=True),
    ],
)
def test_what_has_no_picture_is_refused(request_):
    with pytest.raises(UsageError, match="picture"):
        request_.read().answer()
