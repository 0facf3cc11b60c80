"""Batches as shells run them."""

import json
import os
import select
import subprocess
import sys
import time
from contextlib import suppress

import pytest

CALC = [sys.executable, "-m", "calc_cli"]
FAILING = "x^2\n\n# three lines follow\n3*x**2-4*\n-x\nfoo(x)\r\nx^3"


def calc(*argv, given):
    return subprocess.run([*CALC, *argv], input=given, capture_output=True, timeout=30, check=False)


@pytest.mark.parametrize("argv", [["diff"], ["diff", "-"], ["diff", "-", "-j", "2"], ["diff", "-j", "0"]])
def test_a_bad_line_is_an_empty_one_and_a_message_with_its_number(argv):
    result = calc(*argv, given=FAILING.encode())
    assert result.returncode == 1
    assert result.stdout == b"2*x\n\n-1\n\n3*x**2\n"
    messages = result.stderr.decode().splitlines()
    assert [message.split(":")[0] for message in messages] == ["line 4", "line 6"]
    assert "expected a number" in messages[0]


def test_json_has_an_object_for_each_line():
    result = calc("diff", "--json", given=FAILING.encode())
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(answer["ok"], answer["line"]) for answer in answers] == [
        (True, 1), (False, 4), (True, 5), (False, 6), (True, 7),
    ]  # fmt: skip
    assert [answer["input"] for answer in answers] == ["x^2", "3*x**2-4*", "-x", "foo(x)", "x^3"]
    assert {answer["command"] for answer in answers} == {"diff"}
    assert [answers[1]["error"]["kind"], answers[3]["error"]["kind"]] == ["syntax", "name"]
    assert (result.returncode, result.stderr) == (1, b"")


INPUTS = [
    # bytes                          stdout                status
    (b"", b"", 0),
    (b"\n\n# nothing\n", b"", 0),
    (b"x", b"1\n", 0),
    (b"x\r\nx^2\r\n", b"1\n2*x\n", 0),
    (b"\xff\nx\n", b"\n1\n", 1),
    (b"x\n" + b"x+" * 600_000 + b"x\nx", b"1\n\n1\n", 1),
    (b'{"expr": "x^2*y", "wrt": "y"}\n{"expr": "x", "oder": 2}\nx', b"x**2\n\n1\n", 1),
    (b'x\n{"expr": "tan(sin(x))^x", "order": 300}\nx^2\n', b"1\n\n2*x\n", 1),
    (b"(" * 1000 + b"x" + b")" * 1000 + b"\nx", b"1\n1\n", 0),
    (b"x\n" * 3000, b"1\n" * 3000, 0),
]


@pytest.mark.parametrize(("given", "stdout", "status"), INPUTS, ids=[repr(row[0][:20]) for row in INPUTS])
def test_inputs(given, stdout, status):
    result = calc("diff", "--timeout", "0.7", given=given)
    assert (result.returncode, result.stdout) == (status, stdout)
    assert b"Traceback" not in result.stderr


def test_notes_have_the_number_of_their_line():
    result = calc("diff", given=b"x\n1/2x\n")
    assert result.stdout == b"1\n1/2\n"
    assert result.stderr.startswith(b"line 2: note: ")


def test_the_options_hold_for_every_line():
    assert calc("diff", "--order", "2", "--at", "1", given=b"x^3\nx^4").stdout == b"6\n12\n"


def test_a_file_is_as_good_as_a_pipe(tmp_path):
    path = tmp_path / "lines"
    path.write_text("x^2\nx^3")
    with path.open() as lines:
        result = subprocess.run([*CALC, "diff"], stdin=lines, capture_output=True, timeout=10, check=False)
    assert result.stdout == b"2*x\n3*x**2\n"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_results_are_seen_while_the_batch_runs(jobs):
    with subprocess.Popen([*CALC, "diff", "-j", jobs], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        for line, answer in ((b"x^2\n", b"2*x\n"), (b"x^3\n", b"3*x**2\n"), (b"x^4\n", b"4*x**3\n")):
            process.stdin.write(line)
            process.stdin.flush()
            assert process.stdout.readline() == answer
        process.stdin.close()
        assert process.wait(timeout=5) == 0


@pytest.mark.parametrize("lines", [b"x^2\n", b"foo(x)\n"])
def test_a_closed_pipe_downstream_ends_the_batch_silently(lines):
    with subprocess.Popen(
        [*CALC, "diff", "-j", "2"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
    ) as process:
        process.stdout.close()
        start = time.monotonic()
        with suppress(BrokenPipeError):
            while time.monotonic() < start + 10:
                process.stdin.write(lines)
        assert process.wait(timeout=5) == 141
        errors = process.stderr.read()
        assert b"Traceback" not in errors
        assert b"BrokenPipe" not in errors


def test_a_long_batch_shows_its_progress_on_a_terminal(tmp_path):
    """A bar on standard error, where standard output is none; a message appears above it and it goes at the end."""
    parent, terminal = os.openpty()
    seen = b""
    with (tmp_path / "out").open("wb") as out:
        process = subprocess.Popen([*CALC, "diff"], stdin=subprocess.PIPE, stdout=out, stderr=terminal, bufsize=0)
        os.close(terminal)
        process.stdin.write(b"x^2\n")
        while b"1 lines" not in seen:
            assert select.select([parent], [], [], 10)[0], seen
            seen += os.read(parent, 4096)
        process.stdin.write(b"3*\n")
        process.stdin.close()
        with suppress(OSError):  # the end of a terminal
            while piece := os.read(parent, 4096):
                seen += piece
        os.close(parent)
        assert process.wait(timeout=10) == 1
    assert b"line 2: expected" in seen
    assert (tmp_path / "out").read_bytes() == b"2*x\n\n"


def test_no_progress_is_shown_where_the_reader_of_a_pipe_may_write_on_the_terminal():
    parent, terminal = os.openpty()
    process = subprocess.Popen(
        [*CALC, "diff"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=terminal, bufsize=0
    )
    os.close(terminal)
    process.stdin.write(b"x^2\n")
    assert process.stdout.readline() == b"2*x\n"
    assert not select.select([parent], [], [], 1.5)[0]  # a bar is drawn after a second
    process.stdin.close()
    assert process.wait(timeout=10) == 0
    os.close(parent)


@pytest.mark.parametrize("words", [["diff", "x^2"], ["--version"], ["diff", "-"]])
def test_a_closed_standard_output_is_an_error(words):
    result = subprocess.run(
        ["sh", "-c", '"$@" >&-', "sh", *CALC, *words], input=b"x\n", capture_output=True, timeout=30, check=False
    )
    assert (result.returncode, result.stderr) == (2, b"error: cannot write the result: standard output is closed\n")


MACHINES = [
    # limit          says
    ("-v 200000", "the machine leaves a worker no memory"),
    ("-n 8", "the machine allows no worker: Too many open files"),
]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other limits")
@pytest.mark.parametrize(("limit", "says"), MACHINES)
def test_the_limits_of_the_machine_are_told_as_such(limit, says):
    command = ["sh", "-c", f'ulimit {limit} && exec "$@"', "sh", *CALC, "diff", "x^2"]
    result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30, check=False)
    assert result.returncode == 3
    assert result.stderr.startswith(f"error: {says}")
