"""Exercises: on every topic, with answers that are right and come out well, asked at a terminal and as a list."""

import json
import os
import pty
import re
import select
import subprocess
import sys
import time

import pytest

import calc_cli
from calc_cli.calculus.rules.table import RULES
from calc_cli.errors import UnknownNameError
from calc_cli.questions import question_of
from calc_cli.questions.exercises import topics
from calc_cli.render.notes import words
from calc_cli.render.plain import plain
from tests.invoke import invoke

SUBJECTS = [*dict.fromkeys([topic.name for topic in topics()] + [rule.key for rule in RULES])]


def practice(*words):
    return invoke("practice", *words)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_topic_has_exercises_of_each_level_whose_answers_come_out_well(subject):
    for level in (1, 2, 3):
        drawn = calc_cli.practice(subject, level=level, count=1, seed=3)
        assert len(drawn.exercises) == 1
        assert len(plain(drawn.exercises[0].solution.answer)) <= 100


@pytest.mark.parametrize("rule", ["product", "quotient", "reciprocal", "chain", "general-power", "ln-product", "sum"])
def test_the_rule_is_needed(rule):
    name = next(each.name for each in RULES if each.key == rule)
    drawn = calc_cli.practice(rule, level=2, count=3, seed=1).exercises
    for each in drawn:
        steps = json.dumps(json.loads(invoke("diff", each.question["expr"], "--steps", "--json").stdout)["steps"])
        assert f'"{name}' in steps


@pytest.mark.parametrize("group", ["derivatives", "limits", "integrals", "gradients"])
@pytest.mark.parametrize("level", [1, 2, 3])
def test_the_answers_are_right_as_check_finds(group, level):
    drawn = json.loads(practice(group, f"--level={level}", "--count=6", "--seed=11", "--answers", "--json").stdout)
    for each in drawn["exercises"]:
        result = each["result"]
        answer = f"[{', '.join(result)}]" if isinstance(result, list) else result
        asked = {{"from": "from_"}.get(key, key): value for key, value in each["question"].items()}
        judged = question_of(each["command"])(**asked, check=answer).read().answer()
        assert judged.check.verdict == "correct", each


def test_the_same_seed_draws_the_same_whatever_the_order_of_sets():
    command = [sys.executable, "-m", "calc_cli", "practice", "--seed", "5", "--json"]
    first, second = (
        subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in "12"
    )
    assert first == second != practice("--seed", "6", "--json").stdout.encode()


def test_without_a_seed_the_one_that_was_drawn_is_told():
    drawn = json.loads(practice("chain", "--json").stdout)
    again = json.loads(practice("chain", "--json", "--seed", str(drawn["seed"])).stdout)
    assert drawn == again


def test_where_there_are_fewer_than_were_asked_for():
    drawn = calc_cli.practice("identity", count=5, seed=1)
    assert len(drawn.exercises) == 1
    assert tuple(map(words, drawn.notes)) == ("there are only 1 different exercises of this kind",)


NAMES = [
    ("Product Rule", "product"),
    ("trigonometric", "sin"),
    ("limit", "cancel"),
    ("arcsin", "asin"),
]


@pytest.mark.parametrize(("name", "topic"), NAMES)
def test_topics_by_other_names(name, topic):
    assert topic in {each.topic for each in calc_cli.practice(name, count=20, seed=1).exercises}


def test_a_topic_that_is_none():
    with pytest.raises(UnknownNameError, match="no exercises on 'produkt'") as caught:
        calc_cli.practice("produkt")
    assert "product" in caught.value.hint


def test_a_sheet():
    sheet = practice("implicit", "--seed=3", "--count=2", "--answers", "-f", "latex").stdout
    assert sheet.count(r"\begin{enumerate}") == sheet.count(r"\end{enumerate}") == 2
    assert sheet.count(r"\item $\displaystyle ") == 4
    assert all(row.count("\t") == 1 for row in practice("sum", "--answers").stdout.splitlines())
    assert "\t" not in practice("sum").stdout


SESSION = [
    # typed                  then is shown
    (None,                   "1 of 2\nd/dx[x² sin x]\n> "),
    ("?",                    "hint 1: product rule, for d/dx (x² sin x)\n> "),
    ("3*",                   "hint: the expression ends too early\n> "),
    ("2x cos x",             "! shows the right result\n\n2 of 2\nd/dx[x cos x]\n> "),
    ("cos x - x sin x",      "correct, proved by algebra\n\n1 of 2 again\nd/dx[x² sin x]\n> "),
    ("?",                    "hint 2: d/dx (x² sin x) = d/dx[x²] sin x + x²·d/dx[sin x]\n> "),
    ("?",                    "! shows the solution\n> "),
    ("!",                    "power rule, derivative of sine\n\n1 of 2 again\nd/dx[x² sin x]\n> "),
    ("x^2 cos x + 2x sin x", "correct, proved by algebra\n\n2 of 2 right, 1 of them at once\n"),
]  # fmt: skip


def test_a_session_at_a_terminal():
    environment = {**os.environ, "TERM": "xterm", "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "COLUMNS": "80"}
    pid, terminal = pty.fork()
    if pid == 0:
        words = [sys.executable, "-m", "calc_cli", "practice", "product", "--seed", "7", "--count", "2"]
        os.execve(sys.executable, words, environment)
    try:
        for typed, expected in SESSION:
            if typed is not None:
                os.write(terminal, f"{typed}\n".encode())
            _read_until(terminal, expected)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 1
    finally:
        os.close(terminal)


def _read_until(terminal, expected):
    seen = ""
    deadline = time.monotonic() + 20
    while not seen.endswith(expected):
        assert time.monotonic() < deadline, seen
        if select.select([terminal], [], [], 1)[0]:
            seen += re.sub(r"\x1b\[[?0-9;]*[a-zA-Z]", "", os.read(terminal, 4096).decode()).replace("\r", "")


def test_the_end_of_input_ends_the_session():
    pid, terminal = pty.fork()
    if pid == 0:
        words = [sys.executable, "-m", "calc_cli", "practice", "sum", "--seed", "1", "--count", "1"]
        os.execve(sys.executable, words, {**os.environ, "NO_COLOR": "1"})
    _read_until(terminal, "> ")
    os.write(terminal, b"\x04")
    _read_until(terminal, "\n0 of 1 right, 0 of them at once\n")
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 1
    os.close(terminal)
