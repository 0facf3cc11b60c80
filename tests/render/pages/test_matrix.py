"""The page of a derivative in vectors: what is long and occurs more than once has a name, as in a textbook."""

import pytest

from calc_cli.questions.hessian import HessianQuestion
from calc_cli.questions.jacobian import JacobianQuestion
from calc_cli.render.display import Display
from calc_cli.render.pages.matrix import PAGE

NAMED = [
    # the question                                      its answer on the page
    (JacobianQuestion("softmax(W x)", wrt="x"),         ["(diag(s) − ssᵀ)W", "with s = softmax(Wx)"]),
    (JacobianQuestion("V^T softmax(K q)", wrt="q"),     ["Vᵀ(diag(s) − ssᵀ)K", "with s = softmax(Kq)"]),
    (JacobianQuestion("softmax(W s)", wrt="s"),         ["(diag(u) − uuᵀ)W", "with u = softmax(Ws)"]),
    (HessianQuestion("sum((A x - b).^4)", wrt="x"),     ["12Aᵀ diag((Ax − b).^2)A"]),
    (JacobianQuestion("x/||A x - b||", wrt="x"),        ["I/‖Ax − b‖ − x(Ax − b)ᵀA/‖Ax − b‖³"]),
    (JacobianQuestion("x/||A x - b + c||", wrt="x"),    ["I/v − xuᵀA/v³", "with u = Ax − b + c", "and  v = ‖u‖"]),
]  # fmt: skip


@pytest.mark.parametrize(("question", "expected"), NAMED, ids=lambda value: getattr(value, "expr", None))
def test_repeated_parts_have_names(question, expected):
    first, *rest = PAGE.pretty(question.read().answer(), Display("jacobian", "")).splitlines()
    assert [first.partition(" = ")[2], *rest[: len(expected) - 1]] == expected
