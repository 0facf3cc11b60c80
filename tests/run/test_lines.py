"""Lines as people and programs write them."""

import os
import tracemalloc

import pytest

from calc_cli.errors import UsageError
from calc_cli.run.lines import LONGEST_LINE, Lines

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
