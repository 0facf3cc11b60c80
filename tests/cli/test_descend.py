"""Walks downhill at the command line: how they end early, pictures in files, batches."""

import fcntl
import json
import os
import pty
import signal
import subprocess
import sys
import termios
from contextlib import suppress

import pytest

CALC = [sys.executable, "-m", "calc_cli", "descend"]
ENDLESS = ["(1-x)^2 + 100(y-x^2)^2", "--from", "x=-1,y=1", "--rate", "1e-6", "--steps", "1000000"]


def test_each_step_comes_at_once_and_ctrl_c_shows_what_was_reached():
    with subprocess.Popen([*CALC, *ENDLESS, "--timeout", "60", "--json"], stdout=subprocess.PIPE) as process:
        first = [process.stdout.readline() for _ in range(3)]
        process.send_signal(signal.SIGINT)
        *steps, last = map(json.loads, [*first, *process.stdout])
    assert [step["step"] for step in steps] == list(range(len(steps)))
    assert steps[0] == {"ok": True, "command": "descend", "step": 0, "at": {"x": -1, "y": 1}, "value": 4, "slope": 4}
    assert (process.returncode, last["stopped"], last["at"]) == (130, "interrupted", steps[-1]["at"])
    assert "table" not in last


def test_a_walk_that_takes_too_long_shows_what_was_reached():
    words = [*CALC, *ENDLESS, "--timeout", "4", "-f", "pretty"]
    found = subprocess.run(words, capture_output=True, check=False, timeout=60)
    assert found.returncode == 3
    assert b"there was no time for more steps" in found.stdout


def test_what_became_of_a_walk_that_is_lost_is_told_on_standard_error():
    words = [*CALC, "x^2 - 4 ln x", "--from", "5", "--rate", "3"]
    found = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout, found.stderr) == (1, "", "error: the next step leaves the domain\n")


def test_the_last_step_is_told_where_there_is_no_gradient():
    found = subprocess.run(
        [*CALC, "max(x, -2x)", "--from", "1", "--rate", "0.5", "--json"], capture_output=True, check=False
    )
    *steps, last = map(json.loads, found.stdout.splitlines())
    assert ([step["at"]["x"] for step in steps], last["stopped"]) == ([1, 0.5, 0], "kink")


def test_a_reader_that_goes_away_ends_the_walk():
    with subprocess.Popen([*CALC, *ENDLESS, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        assert (process.wait(timeout=30), process.stderr.read()) == (141, b"")


def test_a_long_walk_has_a_bar_at_a_terminal_and_ctrl_c_shows_the_page():
    """The bar stands on standard error until the page comes; Ctrl-C is typed at the terminal."""
    main, terminal = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80", "CALC_WARM": "0"}
    with subprocess.Popen(
        [*CALC, *ENDLESS], stdin=terminal, stdout=terminal, stderr=terminal, env=environment, start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    ) as process:  # fmt: skip
        os.close(terminal)
        seen = b""
        while b"of 1,000,000" not in seen:
            seen += os.read(main, 4096)
        os.write(main, b"\x03")
        with suppress(OSError):  # Linux has it so at the end
            while more := os.read(main, 4096):
                seen += more
    os.close(main)
    assert process.returncode == 130
    page = seen.decode().partition("gradient descent, rate")[2]
    assert "steps (interrupted): " in " ".join(page.split())
    assert "of 1,000,000" not in page


@pytest.mark.parametrize("f", ["x^2 + 3y^2", "(x - 1)^2", "x^2 + y^2 + z^2"])
def test_pictures_in_files(f, tmp_path):
    start = {"x^2 + 3y^2": "x=2,y=1", "(x - 1)^2": "3", "x^2 + y^2 + z^2": "x=1,y=2,z=3"}[f]
    file = tmp_path / "path.svg"
    found = subprocess.run([*CALC, f, "--from", start, "-o", str(file)], capture_output=True, check=False, timeout=60)
    assert (found.returncode, found.stderr) == (0, b"")
    assert file.read_text().count("<path") > 5


def test_a_batch():
    lines = b'x^2\n{"expr": "x^4", "from": "x=1", "rate": 0.1, "steps": 2}\nln x\n'
    found = subprocess.run([*CALC, "-", "--from", "-1", "--json"], input=lines, capture_output=True, check=False)
    first, second, third = map(json.loads, found.stdout.splitlines())
    assert (first["behaviour"], [row["step"] for row in second["table"]]) == ("converges", [0, 1, 2])
    assert third["error"]["kind"] == "undefined"
