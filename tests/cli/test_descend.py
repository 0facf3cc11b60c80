"""Walks downhill at the command line: how they end early, pictures in files, batches."""

import json
import signal
import subprocess
import sys
import time

import pytest

CALC = [sys.executable, "-m", "calc_cli", "descend"]
ENDLESS = ["(1-x)^2 + 100(y-x^2)^2", "--from", "x=-1,y=1", "--rate", "1e-6", "--steps", "1000000"]


def test_ctrl_c_shows_what_was_reached():
    with subprocess.Popen([*CALC, *ENDLESS, "--timeout", "60", "--json"], stdout=subprocess.PIPE) as process:
        time.sleep(3)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=30)
    found = json.loads(out)
    assert (process.returncode, found["stopped"]) == (130, "interrupted")
    assert len(found["table"]) > 10


def test_a_walk_that_takes_too_long_shows_what_was_reached():
    found = subprocess.run([*CALC, *ENDLESS, "--timeout", "4", "--json"], capture_output=True, check=False, timeout=60)
    assert (found.returncode, json.loads(found.stdout)["stopped"]) == (3, "time")


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
