"""What is typed, the exit status, and what comes out.

Tables run in this process, where the worker finds SymPy loaded; what depends on the process itself runs as one.
"""

import json
import os
import signal
import subprocess
import sys
import time

import click
import pytest
import sympy as sp

from calc_cli.cli.group import COMMANDS, calc
from calc_cli.questions.diff import DiffQuestion
from tests.invoke import invoke

CALC = [sys.executable, "-m", "calc_cli"]
HOPELESS = ["diff", "tan(sin(x))^x", "--order", "300"]


@pytest.fixture(scope="module", autouse=True)
def loaded():
    DiffQuestion("x").mathematics()


def run(*argv):
    return invoke(*argv)


def start(*argv, env=None):
    return subprocess.run(
        [*CALC, *argv],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        env={**os.environ, **(env or {})},
        timeout=30,
        check=False,
    )


ANSWERS = [
    # argv                                    stdout
    (["diff", "x^2"], "2*x\n"),
    (["diff", "-x^2"], "-2*x\n"),
    (["diff", "--x"], "1\n"),
    (["diff", "-x"], "-1\n"),
    (["diff", "-(x)"], "-1\n"),
    (["diff", "-theta"], "-1\n"),
    (["diff", "--", "-x^2"], "-2*x\n"),
    (["diff", "--wrt", "j", "--", "-j"], "-1\n"),
    (["diff", "-3x", "--order", "1"], "-3\n"),
    (["diff", "--order", "2", "-x^2"], "-2\n"),
    (["diff", "--order=2", "x^2"], "2\n"),
    (["diff", "x^2", "--at", "-1"], "-2\n"),
    (["diff", "x^2", "--at", "-1/2"], "-1\n"),
    (["diff", "x*sqrt(66)", "--at", "1", "--digits", "3"], "8.12\n"),
    (["diff", "x*sqrt(20)", "--at", "1", "--digits", "1"], "4\n"),
    (["diff", "x^2", "--at=-1"], "-2\n"),
    (["diff", "a t", "--wrt", "t"], "a\n"),
    (["diff", "x^2", "-f", "plain"], "2*x\n"),
    (["diff", "x^2", "--timeout", "0", "--memory", "0"], "2*x\n"),
    (["limit", "sin(x)/x", "--to", "0"], "1\n"),
    (["limit", "-1/x", "--to", "0+"], "-oo\n"),
    (["limit", "e^x", "--to", "-oo"], "0\n"),
    (["limit", r"$\displaystyle\lim_{x\to 0} \frac{\sin x}{x}$"], "1\n"),
    (["limit", r"\[\lim_{x\to 0^+} \frac{1}{x}\]"], "oo\n"),
    (["limit", "e^(1/x)", "--to", "x=0-"], "0\n"),
    (["limit", "|x|/x", "--to", "0", "--side", "left"], "-1\n"),
    (["limit", "x*y", "--to", "x=1,y=2"], "2\n"),
    (["limit", "((x+h)^n - x^n)/h", "--to", "h=0"], "n*x**(n - 1)\n"),
    (["limit", "sin(x)/x", "--to", "0", "--check", "1"], "correct\n"),
    (["limit", "1/x", "--to", "0", "--check", "dne"], "correct\n"),
    (["diff", "sin(x)^2", "--check", "sin 2x"], "correct\n"),
    (["diff", "--check", "-2x", "-x^2"], "correct\n"),
    (["diff", "x^2", "--check", "dy/dx = 2x"], "correct\n"),
    (["diff", "x^2", "--at", "3", "--check", "6"], "correct\n"),
    (["diff", "|x|", "--at", "0", "--check", "dne"], "correct\n"),
]


CHECKS = [
    # argv                                                 status  stdout
    (["sin(3x)", "--check", "cos(3x)"],                    1,      "incorrect\n"),
    (["x^3", "--check", "3x^2 + 1e-20"],                   1,      "incorrect\n"),
    (["|x|", "--at", "0", "--check", "0"],                 1,      "incorrect\n"),
    (["x^2", "--at", "3", "--check", "dne"],               1,      "incorrect\n"),
    (["x^2", "--check", "dne"],                            1,      "incorrect\n"),
    (["x^2", "--check", "[2x, 0]"],                        2,      ""),
    (["x^2", "--check", "2x", "--form", "simplified"],     0,      "correct\n"),
    (["x^2", "--form", "simplified"],                      2,      ""),
    (["x^2", "--check", "2x +"],                           2,      ""),
    (["x^2", "--check", "ln(-1)"],                         1,      ""),
]  # fmt: skip


@pytest.mark.parametrize(("argv", "status", "stdout"), CHECKS, ids=lambda row: str(row)[:40])
def test_check_of_a_derivative(argv, status, stdout):
    done = run("diff", *argv)
    assert (done.exit_code, done.stdout) == (status, stdout)


SAMES = [
    # argv                                                 status  stdout
    (["sin(2x)", "2 sin x cos x"],                         0,      "correct\n"),
    (["sqrt(x^2)", "x"],                                   1,      "incorrect\n"),
    (["-x", "0 - x"],                                      0,      "correct\n"),
    (["ln(x^2) = 2 ln|x|"],                                0,      "correct\n"),
    (["y = x^2", "x*x"],                                   0,      "correct\n"),
    (["[x, 1]", "[x, 2/2]"],                               0,      "correct\n"),
    (["x^2"],                                              2,      ""),
    (["[x, 1]", "x"],                                      2,      ""),
    (["x", "ln(-1)"],                                      1,      ""),
]  # fmt: skip


@pytest.mark.parametrize(("argv", "status", "stdout"), SAMES, ids=lambda row: str(row)[:40])
def test_sameness(argv, status, stdout):
    done = run("same", *argv)
    assert (done.exit_code, done.stdout) == (status, stdout)


LIMITS = [
    # argv                                                status  stdout         stderr
    (["|x|/x", "--to", "0"],                              1,      "",            "does not exist: -1 from the left, 1"),
    (["sin(x)/x", "--to", "0", "--check", "2"],           1,      "incorrect\n", ""),
    (["x/(x+10^-1000)", "--to", "0+"],                    3,      "",            "undecided: "),
    (["x^x", "--to", "0"],                                0,      "1\n",         "note: not defined to the left of x"),
    (["x"],                                               2,      "",            "a limit needs the point to go to"),
    (["x", "--to", "0", "--side", "up"],                  2,      "",            "'up' is not one of"),
]  # fmt: skip


@pytest.mark.parametrize(("argv", "status", "stdout", "stderr"), LIMITS, ids=[" ".join(row[0]) for row in LIMITS])
def test_a_limit_that_is_not_there(argv, status, stdout, stderr):
    result = run("limit", *argv)
    assert (result.exit_code, result.stdout) == (status, stdout)
    assert stderr in result.stderr


def test_a_batch_of_limits():
    lines = [
        '{"expr": "sin(x)/x", "to": 0}',
        '{"expr": "1/x", "to": "0", "side": "right"}',
        "1/x",
        '{"expr": "x y", "to": {"x": 2, "y": 3}}',
    ]
    result = subprocess.run(
        [*CALC, "limit", "--to", "0"], input="\n".join(lines), capture_output=True, text=True, timeout=30, check=False
    )
    assert (result.returncode, result.stdout) == (1, "1\noo\n\n6\n")
    assert result.stderr == "line 3: does not exist: -oo from the left, oo from the right\n"


@pytest.mark.parametrize(("argv", "stdout"), ANSWERS, ids=[" ".join(row[0]) for row in ANSWERS])
def test_answers(argv, stdout):
    result = run(*argv)
    assert (result.exit_code, result.stdout, result.stderr) == (0, stdout, "")


def test_a_process_and_the_same_from_python():
    result = start("diff", "-x^2")
    assert (result.returncode, result.stdout, result.stderr) == (0, "-2*x\n", "")


REFUSED = [
    # argv                               stderr
    (["x^2"], "error: no such command 'x^2'\nhint: to differentiate an expression: calc diff 'x^2'\n"),
    (["-x^2"], "error: no such command '-x^2'\nhint: to differentiate an expression: calc diff '-x^2'\n"),
    (["dif", "x"], "error: no such command 'dif'; did you mean 'diff'?\n"),
    (["derivative", "x"], "error: no such command 'derivative'; did you mean 'diff'?\n"),
    (["Lim", "x"], "error: no such command 'Lim'; did you mean 'limit'?\n"),
    (["diff", "x", "-wrt", "x"], "error: No such option '-wrt'. Did you mean '--wrt'?\n"),
    (["same", "x", "y", "-digit", "3"], "error: No such option '-digit'. Did you mean '--digits'?\n"),
    (["diff", "x^2", "-sin(x)"], "hint: write an expression with spaces in quotes: calc diff 'x^2 -sin(x)'\n"),
    (["diff", "--oder", "2", "x"], "error: No such option '--oder'. Did you mean '--order'?\n"),
    (["diff", "--oder=2", "x"], "error: No such option '--oder'. Did you mean '--order'?\n"),
    (["diff", "x", "--verbose"], "error: No such option '--verbose'.\n"),
    (["diff", "x", "--at"], "error: Option '--at' requires an argument.\n"),
    (["diff", "x", "--wrt", "--digits"], "error: Option '--wrt' requires an argument.\n"),
    (["diff", "x", "+", "1"], "hint: write an expression with spaces in quotes: calc diff 'x + 1'\n"),
    (["diff", "sin", "x"], "hint: write an expression with spaces in quotes: calc diff 'sin x'\n"),
    (["diff", "-wrt", "x", "x^2"], "hint: did you mean --wrt?\n"),
    (["diff", "x^2", "x"], "in quotes: calc diff 'x^2 x'; or --wrt x\n"),
    (["limit", "sin(x)/x", "x=0"], "; or --to x=0\n"),
    (["integrate", "x^2", "0", "1"], "; or --from 0 --to 1\n"),
    (["limit", "sin(x)/x", "--at", "0"], "Did you mean '--to'?"),
    (["diff", "x", "-fjson"], "hint: write an option and its value apart: -f json\n"),
    (["diff", "-j4", "x"], "hint: write an option and its value apart: -j 4\n"),
    (["diff", "x", "-f", "html"], "error: Invalid value for '-f' / '--format': 'html' is not one of"),
    (["diff", "x", "--digits", "0"], "error: Invalid value for '--digits': 0 is not in the range"),
    (["diff", "x", "--order", "0"], "error: Invalid value for '--order'"),
    (["diff", "x", "--order", "1.5"], "error: Invalid value for '--order': '1.5' is not a valid whole number."),
    (["diff", "x", "--timeout", "nan"], "error: Invalid value for '--timeout'"),
    (["diff", "x", "--timeout", "-1"], "error: Invalid value for '--timeout'"),
    (["diff", "3*x**2-4*"], "  3*x**2-4*\n           ^\n"),
    (["diff", ""], "error: "),
    (["completion", "csh"], "error: Invalid value"),
]


@pytest.mark.parametrize(("argv", "stderr"), REFUSED, ids=[" ".join(row[0]) for row in REFUSED])
def test_wrong_command_lines_are_told_on_standard_error(argv, stderr):
    result = run(*argv)
    assert (result.exit_code, result.stdout) == (2, "")
    assert stderr in result.stderr


JSON_ERRORS = [
    # argv                                        kind
    (["diff", "--json", "3*"], "syntax"),
    (["diff", "--json", "--oder", "2"], "usage"),
    (["diff", "x", "--format=json", "--digits", "0"], "usage"),
    (["diff", "x", "-f", "json", "--at"], "usage"),
    (["diff", "x", "--format", "json", "--timeout", "soon"], "usage"),
]


@pytest.mark.parametrize(("argv", "kind"), JSON_ERRORS, ids=[" ".join(row[0]) for row in JSON_ERRORS])
def test_with_json_errors_are_objects(argv, kind):
    result = run(*argv)
    answer = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (2, "")
    assert list(answer)[:2] == ["ok", "command"]
    assert (answer["ok"], answer["command"], answer["error"]["kind"]) == (False, "diff", kind)


def test_the_span_of_a_json_error_counts_characters():
    answer = json.loads(run("diff", "--json", "θ^2 + )").stdout)
    assert answer["input"] == "θ^2 + )"
    start, end = answer["error"]["span"]
    assert answer["input"][start:end] == ")"


def fill_memory(_question):
    return [bytearray(1 << 20) for _ in range(1 << 20)]


def stumble(_question):
    raise KeyError("a bug")


def overtax(_question):
    return sp.Max(sp.I, 1)


UNHAPPY = [
    # argv                                     answer       status   says
    ([*HOPELESS, "--timeout", "0.5"], None, 3, "error: no answer within 0.5 s\nhint: allow more time with --timeout"),
    (["diff", "x", "--memory", "50"], fill_memory, 3, "error: no answer within 50 MiB of memory\nhint: allow more"),
    (["diff", "x", "--timeout", "9"], stumble, 70, "error: internal fault: KeyError: 'a bug' (test_command.py, line "),
    (["diff", "x", "--timeout", "9"], overtax, 3, "error: SymPy does not get through this: The argument 'I' is not"),
]


@pytest.mark.parametrize(("argv", "answer", "status", "says"), UNHAPPY, ids=["time", "memory", "bug", "engine"])
def test_limits_hold_and_bugs_are_told_without_a_traceback(monkeypatch, argv, answer, status, says):
    if answer:
        monkeypatch.setattr("calc_cli.questions.answers.diff.answer", answer)  # the worker inherits it
    result = run(*argv)
    assert (result.exit_code, result.stdout) == (status, "")
    assert result.stderr.startswith(says)
    assert "Traceback" not in result.stderr


NOTES = [
    # expression, answer                 notes
    ("x^3",      "3x2",                 ["x2 occurs only in the answer"]),
    ("x^2",      "2x d",                ["d occurs only in the answer"]),
    ("e^(3x)",   "3e^3x",               ["e^3x is read as (e^3)·x, not e^(3x)"]),
    ("5x",       "5 + C + D",           ["C, D occur only in the answer"]),
    ("sin^2 x",  "sin 2x",              []),
    ("a x^2",    "a x",                 []),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "answer", "notes"), NOTES, ids=lambda row: str(row)[:40])
def test_how_a_wrong_answer_was_read(expression, answer, notes):
    assert json.loads(run("diff", expression, "--check", answer, "--json").stdout).get("notes", []) == notes


def test_a_function_may_have_two_names_as_in_a_book():
    assert run("diff", "u = f(x) = 3x^2 - 4x", "--at", "1").stdout == "2\n"
    assert run("grad", "y = f(x_1, x_2) = x_1^2 x_2").stdout == "[2*x_1*x_2, x_1**2]\n"


def test_notes_go_to_standard_error():
    result = run("diff", "1/2x")
    assert (result.exit_code, result.stdout) == (0, "1/2\n")
    assert result.stderr.startswith("note: ")


def test_version_and_help():
    assert run("--version").stdout.startswith("calc ")
    for argv in ([], ["-h"], ["--help"], ["diff", "-h"], ["diff", "--help"], ["completion", "--help"]):
        result = run(*argv)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.startswith("Usage: calc")


def test_every_option_is_documented_with_an_example():
    context = click.Context(calc)
    for name in COMMANDS:
        command = calc.get_command(context, name)
        for option in command.params:
            if isinstance(option, click.Option) and option.name != "json":
                assert "Example" in option.help, f"{name} {option.opts}"
        assert "Example" in command.help


TERMINALS = [
    # environment                          shows        does not show
    ({"TERM": "xterm"}, ["\x1b[1m", "²"], []),
    ({"TERM": "xterm", "NO_COLOR": "1"}, ["²"], ["\x1b"]),
    ({"TERM": "dumb"}, ["^2"], ["\x1b", "²"]),
    ({"LC_ALL": "C"}, ["^2"], ["²"]),
    ({"LC_ALL": "", "LC_CTYPE": "", "LANG": "C"}, ["^2"], ["²"]),
    ({"LC_ALL": "", "LC_CTYPE": "", "LANG": "POSIX", "PYTHONCOERCECLOCALE": "0"}, ["^2"], ["²"]),
    ({"LC_ALL": "C.UTF-8", "LANG": "C"}, ["²"], []),
    ({"TERM": "xterm", "PYTHONIOENCODING": "ascii", "NO_COLOR": "1"}, ["^2"], ["\x1b", "²", "\\x"]),
]


@pytest.mark.parametrize(("env", "shows", "hides"), TERMINALS, ids=[" ".join(row[0].values()) for row in TERMINALS])
def test_a_terminal_gets_what_it_can_show(env, shows, hides, quick):
    parent, terminal = os.openpty()
    inherited = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | quick
    subprocess.run(
        [*CALC, "diff", "sin(x)^2"], stdout=terminal, stdin=terminal, env={**inherited, **env}, timeout=20, check=True
    )
    os.close(terminal)
    seen = os.read(parent, 4096).decode()
    os.close(parent)
    for text in shows:
        assert text in seen
    for text in hides:
        assert text not in seen


LABELLED = [
    # typed                               in colour
    (["diff", "x^2", "--check", "2x"],    "\x1b[32mcorrect, proved by algebra\x1b[0m"),
    (["diff", "x^2", "--check", "3x"],    "\x1b[31m3x is incorrect\x1b[0m"),
    (["grad", "x y", "--check", "[y, 1]", "--reveal"], "\x1b[31mincorrect\x1b[0m"),
    (["same", "x", "2x"],                 "\x1b[31mnot equal\x1b[0m"),
    (["same", "x+x", "2x"],               "\x1b[32mequal, proved by algebra\x1b[0m"),
    (["diff", "x+"],                      "\x1b[1;31merror:\x1b[0m expected"),
    (["diff", "x", "--ordr", "2"],        "\x1b[1;31merror:\x1b[0m No such option"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "shown"), LABELLED, ids=[" ".join(row[0]) for row in LABELLED])
@pytest.mark.parametrize("is_forced", [True, False])
def test_verdicts_and_errors_are_in_colour_where_colour_is_shown(typed, shown, is_forced, quick):
    quiet = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    env = {**quiet, **quick, "TERM": "xterm"} | ({"FORCE_COLOR": "1"} if is_forced else {})
    done = subprocess.run([*CALC, *typed, "-f", "pretty"], capture_output=True, text=True, env=env, timeout=20)
    assert (shown in done.stdout + done.stderr) is is_forced
    assert ("\x1b" in done.stdout + done.stderr) is is_forced


def test_a_terminal_without_an_expression_is_not_read():
    parent, terminal = os.openpty()
    result = subprocess.run([*CALC, "diff"], stdin=terminal, capture_output=True, text=True, timeout=10, check=False)
    os.close(parent)
    os.close(terminal)
    assert result.returncode == 2
    assert result.stderr.startswith("error: an expression is missing")


def test_a_closed_standard_output_does_not_hurt():
    result = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m calc_cli diff x^2 >&- <&-'], capture_output=True, timeout=10, check=False
    )
    assert b"Traceback" not in result.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_told():
    with open("/dev/full", "w", encoding="utf-8") as full:
        result = subprocess.run(
            [*CALC, "diff", "x^2"], stdout=full, stderr=subprocess.PIPE, text=True, timeout=10, check=False
        )
    assert (result.returncode, result.stderr) == (2, "error: cannot write the result: No space left on device\n")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_an_error_that_cannot_be_told_has_its_status():
    with open("/dev/full", "w", encoding="utf-8") as full:
        assert subprocess.run([*CALC, "diff", "x^2*"], stderr=full, timeout=10, check=False).returncode == 2


@pytest.mark.parametrize("argv", [[*HOPELESS, "--timeout", "20"], ["diff", "-"]])
def test_ctrl_c_ends_with_130_and_no_traceback(argv):
    with subprocess.Popen(
        [*CALC, *argv],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        process.stdin.write('x^2\n{"expr": "tan(sin(x))^x", "order": 300}\n')
        process.stdin.flush()
        time.sleep(1.2)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does, to the workers too
        assert process.wait(timeout=5) == 130
        assert "Traceback" not in process.stderr.read()
        assert process.stdout.read() in ("", "2*x\n")


STRANGE = ["\udcff", "x + \udcff", "'", '"', "`", "[x]", "[bold]x", "\x1b[31m", "x\ty\n"]


@pytest.mark.parametrize("text", STRANGE)
@pytest.mark.parametrize("form", ["plain", "json"])
def test_strange_characters_are_told_without_a_fault(text, form):
    result = start("diff", text, "-f", form, env={"PYTHONIOENCODING": "ascii"})
    assert result.returncode in (0, 2)
    assert "Traceback" not in result.stderr
    assert "\x1b" not in result.stdout + result.stderr
    if form == "json":
        json.loads(result.stdout)


START = """
import sys
{work}
loaded = {{"sympy", "rich", "matplotlib", "numpy", "mpmath"}} & set(sys.modules)
assert loaded <= {{'none', {allowed}}}, loaded
"""
LIGHT = [
    # work                                                                             allowed
    ("sys.argv[1:] = ['--version']; from calc_cli.cli.group import calc\ntry: calc()\nexcept SystemExit: pass", ""),
    (
        "sys.argv[1:] = ['diff', '--help']; from calc_cli.cli.group import calc\ntry: calc()\nexcept SystemExit: pass",
        "",
    ),
    ("from calc_cli.questions.diff import DiffQuestion\ntry: DiffQuestion('3*').read()\nexcept Exception: pass", ""),
    ("from calc_cli.questions.diff import DiffQuestion\nDiffQuestion('x').mathematics()", "'sympy', 'mpmath'"),
    (
        "from calc_cli.questions.grad import GradQuestion\nfrom calc_cli.render.latex import LATEX\n"
        "q = GradQuestion('x^T A x')\nLATEX.value(q.mathematics()(q.read()).answer)",
        "'mpmath', 'numpy'",
    ),
]


@pytest.mark.parametrize(("work", "allowed"), LIGHT)
def test_nothing_heavy_is_imported_before_it_is_needed(work, allowed):
    result = subprocess.run(
        [sys.executable, "-c", START.format(work=work, allowed=allowed)],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")
