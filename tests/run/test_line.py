"""Lines of a batch that are JSON objects."""

from decimal import Decimal

import pytest

from calc_cli.errors import CalcError
from calc_cli.questions.diff import DiffQuestion
from calc_cli.run.lines import question_from

COMMON = DiffQuestion("-", wrt="t", at=("t=1",), order=2)
POINT = {"x": 1, "y": "pi/2", "z": Decimal("0.5")}
PRECISE = DiffQuestion("x", "t", at=("t=1",), order=2, digits=5, estimate=True)

LINES = [
    # line                                                request
    ("x^2", DiffQuestion("x^2", "t", at=("t=1",), order=2)),
    ("  x^2  ", DiffQuestion("x^2", "t", at=("t=1",), order=2)),
    ("{x+1}^2", DiffQuestion("{x+1}^2", "t", at=("t=1",), order=2)),
    ('{"expr": "x^2"}', DiffQuestion("x^2", "t", at=("t=1",), order=2)),
    ('  {"expr": "x^2"} ', DiffQuestion("x^2", "t", at=("t=1",), order=2)),
    ('{"expr": "x^2", "wrt": "x", "at": "x=3", "order": 1}', DiffQuestion("x^2", "x", at="x=3", order=1)),
    ('{"expr": "x", "at": 3}', DiffQuestion("x", "t", at=3, order=2)),
    ('{"expr": "x", "at": 0.10}', DiffQuestion("x", "t", at=Decimal("0.10"), order=2)),
    ('{"expr": "x", "at": -1e-3}', DiffQuestion("x", "t", at=Decimal("-0.001"), order=2)),
    ('{"expr": "x", "at": ["x=1", "y=2"]}', DiffQuestion("x", "t", at=["x=1", "y=2"], order=2)),
    (
        '{"expr": "x", "at": {"x": 1, "y": "pi/2", "z": 0.5}}',
        DiffQuestion("x", "t", at=POINT, order=2),
    ),
    (
        '{"expr": "x", "estimate": true, "digits": 5}',
        DiffQuestion("x", "t", at=("t=1",), order=2, digits=5, estimate=True),
    ),
]


@pytest.mark.parametrize(("line", "request_"), LINES, ids=[row[0] for row in LINES])
def test_keys_override_options(line, request_):
    assert question_from(line, COMMON) == request_


REFUSED = [
    # line                                kind      says
    ('{"expr": "x", "oder": 2}', "usage", "unknown key 'oder'; did you mean 'order'?"),
    ('{"expr": "x", "zzz": 2}', "usage", "unknown key 'zzz'"),
    ('{"wrt": "x"}', "usage", "the key 'expr' is missing"),
    ('{"expr": 2}', "usage", "the key 'expr' must be a text, not 2"),
    ('{"expr": null}', "usage", "the key 'expr' must be a text, not null"),
    ('{"expr": "x", "wrt": 2}', "usage", "the key 'wrt' must be a text, not 2"),
    ('{"expr": "x", "order": "2"}', "usage", "the key 'order' must be a whole number, not \"2\""),
    ('{"expr": "x", "order": 2.0}', "usage", "the key 'order' must be a whole number"),
    ('{"expr": "x", "order": true}', "usage", "the key 'order' must be a whole number, not true"),
    ('{"expr": "x", "order": 0}', "usage", "the key 'order' must be at least 1"),
    ('{"expr": "x", "digits": 1001}', "usage", "the key 'digits' must be from 1 to 1000"),
    ('{"expr": "x", "estimate": 1}', "usage", "the key 'estimate' must be true or false, not 1"),
    (
        '{"expr": "x", "at": [1, null]}',
        "usage",
        "must be a value, a list of values or an object of values",
    ),
    ('{"expr": "x", "at": {"x": [null]}}', "usage", "the key 'at' must be"),
    ('{"expr": "x", "at": true}', "usage", "the key 'at' must be"),
    ('{"expr": "x", "at": NaN}', "usage", "NaN is not a number"),
    ('{"expr": "x", "timeout": 3}', "usage", "the key 'timeout' is for the whole batch"),
    ('{"expr": "x", "expr": "y"}', "usage", "the key 'expr' is given twice"),
    ('{"expr": "x"', "syntax", "this is not JSON"),
    ('{"expr": "x"} y', "syntax", "this is not JSON"),
    ("{expr: x}", "syntax", "this is not JSON"),
    ('{"expr": "x", "at": ' + "[" * 100, "syntax", "this is not JSON"),
]


@pytest.mark.parametrize(("line", "kind", "says"), REFUSED, ids=[row[0][:40] for row in REFUSED])
def test_a_wrong_key_or_value_is_named(line, kind, says):
    with pytest.raises(CalcError) as caught:
        question_from(line, COMMON)
    assert caught.value.kind == kind
    assert says in caught.value.message
