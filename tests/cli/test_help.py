"""`calc help`: commands, topics, the JSON Schema that every output fits, and the page of man."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from calc_cli.cli.group import COMMANDS, calc
from calc_cli.cli.help import ALSO
from calc_cli.errors import ExitStatus
from calc_cli.questions import COMMANDS as QUESTIONS, question_of
from tests.schema import faults

ROOT = Path(__file__).parents[2]


def run(*argv: str) -> tuple[int, str, str]:
    found = CliRunner().invoke(calc, argv, prog_name="calc")
    return found.exit_code, found.stdout, found.stderr


TOPICS = [
    # topic        says
    ("diff",       "Usage: calc diff"),
    ("help",       "Usage: calc help"),
    ("Plot",       "Usage: calc plot"),
    ("language",   "# The input language"),
    ("functions",  "sigmoid"),
    ("exit",       "| 130 |"),
    ("json",       "`error_estimate`"),
    ("formats",    "numpy"),
    ("completion", "calc completion bash --install"),
    ("torch",      "import torch"),
    ("topics",     "- `calc help tutorial`: Tutorial"),
    ("rules",      "# Rules"),
    ("svg",        "figure.svg"),
    ("homework",   "calc check FILE"),
    ("jq",         "rlwrap"),
]  # fmt: skip


@pytest.mark.parametrize(("topic", "says"), TOPICS, ids=[row[0] for row in TOPICS])
def test_topic(topic, says):
    status, stdout, stderr = run("help", topic)
    assert (status, stderr) == (0, "")
    assert says in stdout


def test_help_alone_is_that_of_calc_and_lists_every_command_and_what_the_statuses_mean():
    status, stdout, _ = run("help")
    assert status == 0
    assert stdout == run("--help")[1]
    assert [name for name in COMMANDS if not re.search(rf"^  {name} ", stdout, re.MULTILINE)] == []
    assert [s for s in ExitStatus if s < ExitStatus.INTERNAL and not re.search(rf"\b{int(s)} [a-z]", stdout)] == []


@pytest.mark.parametrize(
    ("topic", "near"),
    [("langage", "language"), ("pratice", "practice"), ("jacobean", "jacobian"), ("gradiant", "grad")],
)
def test_a_topic_that_there_is_not_gets_the_nearest(topic, near):
    status, stdout, stderr = run("help", topic)
    assert (status, stdout) == (2, "")
    assert f"did you mean '{near}'?" in stderr
    assert run("help", "diff", "--schema")[0] == 2


def test_every_other_word_leads_to_a_page():
    assert [page for page in ALSO.values() if not (ROOT / "docs" / f"{page}.md").is_file()] == []


def test_the_page_of_man():
    """To write it again: calc help man > man/calc.1"""
    assert (ROOT / "man" / "calc.1").read_text() == run("help", "man")[1]


SLIPS = [
    # argv                            says
    (["diff", "x^2", "--wtr", "x"],   "Did you mean '--wrt'?"),
    (["diff", "x^2", "--var", "x"],   "Did you mean '--wrt'?"),
    (["diff", "x^2", "-v", "x"],      "Did you mean '--wrt'?"),
    (["diff", "x^2", "--latex"],      "Did you mean '-f latex'?"),
    (["derivative", "x^2"],           "did you mean 'diff'?"),
    (["d", "x^2"],                    "did you mean 'diff'?"),
    (["version"],                     "did you mean '--version'?"),
    (["solve", "x^2 - 1"],            "did you mean 'study'?"),
    (["--json", "diff", "x^2"],       "options come behind: calc diff ... --json"),
    (["diff", "2", ".", "x"],         "write the expression in single quotes"),
    (["diff", "\N{CYRILLIC SMALL LETTER HA}^2"], "this is the cyrillic small letter ha; type the Latin letter"),
    (["diff", "\N{GREEK SMALL LETTER OMICRON}^2"], "this is the greek small letter omicron; type the Latin letter"),
    (["diff", "\N{GREEK CAPITAL LETTER ALPHA}^2"], "this is the greek capital letter alpha"),
    (["diff", "\N{ARMENIAN SMALL LETTER OH}^2"], "this is the armenian small letter oh"),
    (["diff", "\N{LATIN SMALL LETTER ALPHA}^2"], "this is the latin small letter alpha"),
    (["diff", "\N{SNOWMAN}x"],       "this is the sign 'snowman'"),
    (["rules", "-j", "2"],            "No such option"),
    (["plot", "x", "-f", "latex"],    "is not one of"),
]  # fmt: skip


@pytest.mark.parametrize(("argv", "says"), SLIPS, ids=[" ".join(row[0]) for row in SLIPS])
def test_a_slip_is_told_what_was_meant(argv, says):
    status, stdout, stderr = run(*argv)
    assert status == 2
    assert says in stdout + stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_a_narrow_terminal_has_room_for_the_help(command, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    lines = run(command, "--help")[1].splitlines()
    assert [line for line in lines if len(line) > 40 and not line.startswith("    ")] == []
    assert max(map(len, run("diff", "--help")[1].splitlines())) <= 48  # the longest command of an example


# JSON


def examples() -> list[list[str]]:
    """Return the commands in the help of all questions."""
    import shlex

    lines = [line for name in QUESTIONS for line in (question_of(name).__doc__ or "").splitlines()]
    found = [re.match(r"\s+calc (.*?)(?:\s{3,}.*)?$", line) for line in lines]
    argvs = [shlex.split(match[1].split("  ")[0]) for match in found if match and "<" not in match[1]]
    return [argv for argv in argvs if argv[0] in QUESTIONS and "-" not in argv and argv[0] != "check"]


MORE = [
    ["diff", "sin(3x)", "--check", "cos(3x)"],
    ["diff", "|x|", "--at", "0"],
    ["diff", "2*(x"],
    ["limit", "1/x", "--to", "0"],
    ["limit", "sin(1/x)", "--to", "0"],
    ["grad", "||A x - b||^2", "--wrt", "x", "--steps"],
    ["hessian", "x^2 - y^2", "--at", "0,0"],
    ["graph", "x y", "--at", "x=1,y=2"],
    ["same", "sqrt(x^2)", "x"],
    ["diff", "x^3", "--at", "1", "--tangent", "--estimate"],
    ["study", "1/(x^2 - 1)"],
    ["limit", "a x/|x|", "--to", "0+"],
    ["plot", "1/x", "--tangent", "1"],
]


@pytest.mark.parametrize("argv", [*examples(), *MORE], ids=" ".join)
def test_every_output_fits_the_schema(argv, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    schema = json.loads(run("help", "json", "--schema")[1])
    for printed in map(json.loads, run(*argv, "--json", "--timeout", "0")[1].splitlines()):
        assert list(faults(printed, schema, schema)) == []


REFUSED = [
    # an object                                                        what is wrong in it
    ({}, ".ok is missing"),
    ({"ok": 1}, ".ok: 1 is no ['boolean', 'null']"),
    ({"ok": True, "colour": "red"}, ".colour is unknown"),
    ({"ok": True, "check": {"verdict": "perhaps"}}, ".check.verdict: 'perhaps'"),
    ({"ok": True, "check": {"diagnosis": [{"rule": "chain"}]}}, ".check.diagnosis[0].message is missing"),
    ({"ok": True, "check": {"counterexample": {"at": {"x": True}, "expected": "1", "given": "2"}}},
     ".check.counterexample.at.x: none of the kinds that it could be"),
    ({"ok": True, "table": [{"h": "0.1"}]}, ".table[0]: none of the kinds that it could be"),
    ({"ok": True, "steps": [{"rule": "sum", "input": "x", "result": "1", "children": [{"rule": 3}]}]},
     ".steps[0]: none of the kinds that it could be"),
    ({"ok": True, "error": {"kind": "syntax", "message": "?", "span": [0.5]}}, ".error.span[0]: 0.5 is no integer"),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "fault"), REFUSED, ids=[row[1] for row in REFUSED])
def test_the_schema_refuses_what_no_command_prints(printed, fault):
    schema = json.loads(run("help", "json", "--schema")[1])
    assert fault in list(faults(printed, schema, schema))
