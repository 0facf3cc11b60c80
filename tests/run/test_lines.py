"""Lines as people and programs write them: expressions, and JSON objects."""

import os
import tracemalloc
from decimal import Decimal

import pytest

from calc_cli.errors import CalcError, UsageError
from calc_cli.questions.diff import DiffQuestion
from calc_cli.run.lines import LONGEST_LINE, Lines, question_from

LINES = [
    # bytes                                       (number, text) of each line that counts
    (b"", []),
    (b"x", [(1, "x")]),
    (b"x\n", [(1, "x")]),
    (b"x\n\ny", [(1, "x"), (3, "y")]),
    (b"\n \n\t\n# why\n  # not\nx", [(6, "x")]),
    (b"x # no comment\n", [(1, "x # no comment")]),
    (b"x\r\ny\r\n\r\n", [(1, "x"), (2, "y")]),
    (b"\xef\xbb\xbfx\n", [(1, "x")]),
    (b"\xef\xbb\xbf# a comment\nx\n", [(2, "x")]),
    ("θ²\n√x".encode(), [(1, "θ²"), (2, "√x")]),
    (b"  x + 1  \n", [(1, "  x + 1  ")]),
    (b"-x\n-\n", [(1, "-x"), (2, "-")]),
    (b"x" * LONGEST_LINE + b"\ny", [(1, "x" * LONGEST_LINE), (2, "y")]),
]


@pytest.mark.parametrize(("data", "expected"), LINES, ids=[repr(row[0][:20]) for row in LINES])
def test_lines_are_counted_and_cleaned(tmp_path, data, expected):
    assert [(line.number, line.text) for line in read(tmp_path, data) if not line.error] == expected


BAD = [
    # bytes                              number   says
    (b"x\n\xff\ny", 2, "the line is not UTF-8: byte 0xff at byte 1"),
    (b"x\ny\nab\xc3", 3, "the line is not UTF-8: byte 0xc3 at byte 3"),
    (b"x\n" + b"y" * (LONGEST_LINE + 1) + b"\nz", 2, "longer than 1 MiB"),
    (b"y" * 3 * LONGEST_LINE, 1, "longer than 1 MiB"),
]


@pytest.mark.parametrize(("data", "number", "says"), BAD, ids=[repr(row[0][:10]) for row in BAD])
def test_a_bad_line_is_one_with_an_error(tmp_path, data, number, says):
    bad = [line for line in read(tmp_path, data) if line.error]
    assert [line.number for line in bad] == [number]
    assert says in bad[0].error.message


def test_pieces_of_a_slow_pipe_are_put_together():
    source, sink = os.pipe()
    lines = Lines(source)
    os.write(sink, "θ".encode()[:1])
    lines.fill()
    assert lines.take() is None
    os.write(sink, "θ".encode()[1:] + b"\nx")
    lines.fill()
    assert lines.take().text == "θ"
    assert lines.take() is None
    assert not lines.ended
    os.close(sink)
    lines.fill()
    assert lines.ended
    assert lines.take().text == "x"
    os.close(source)


def test_a_huge_line_is_not_held(tmp_path):
    path = tmp_path / "huge"
    path.write_bytes(b"x+" * 5_000_000)
    tracemalloc.start()
    assert sum(1 for line in read_file(path)) == 1
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * LONGEST_LINE


def test_a_folder_is_no_input(tmp_path):
    with pytest.raises(UsageError, match="cannot read the lines"):
        list(read_file(tmp_path))


def read(tmp_path, data):
    path = tmp_path / "lines"
    path.write_bytes(data)
    return read_file(path)


def read_file(path):
    descriptor = os.open(path, os.O_RDONLY)
    try:
        lines = Lines(descriptor)
        while not lines.ended:
            lines.fill()
            while line := lines.take():
                yield line
    finally:
        os.close(descriptor)


COMMON = DiffQuestion("-", wrt="t", at=("t=1",), order=2)
POINT = {"x": 1, "y": "pi/2", "z": Decimal("0.5")}
PRECISE = DiffQuestion("x", "t", at=("t=1",), order=2, digits=5, estimate=True)

REQUESTS = [
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


@pytest.mark.parametrize(("line", "request_"), REQUESTS, ids=[row[0] for row in REQUESTS])
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
