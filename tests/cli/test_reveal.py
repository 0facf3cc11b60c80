"""A wrong answer is told without the right one, unless that is asked for; hints come one by one."""

import json

import pytest

from tests.invoke import invoke


def run(*argv):
    return invoke(*argv)


HIDDEN = [
    # asked                                                       what must not be shown
    (["diff", "sin(3x)", "--check", "cos(3x)"],                   ["3 cos 3x", "cos(3x)\u00b73"]),
    (["diff", "x^2 sin x", "--check", "2x sin x + 3x^2 cos x"],   ["+ 2x sin x", "should be"]),
    (["diff", "x^2", "--check", "2x + 3"],                        ["constant 3", "plus 3"]),
    (["diff", "x^2", "--at", "3", "--check", "5"],                ["6"]),
    (["diff", "|x|", "--at", "0", "--check", "0"],                ["slope", "differentiable"]),
    (["grad", "x^2 - y^2", "--check", "[2x, 2y]"],                ["-2y", "\u22122y"]),
    (["limit", "sin(3x)/x", "--to", "0", "--check", "1"],         ["= 3", "2.99"]),
    (["limit", "|x|/x", "--to", "0", "--check", "1"],             ["-1", "\u22121", "does not exist"]),
    (["integrate", "2x", "--check", "x^3"],                       ["x\u00b2"]),
    (["grad", "x^T A x", "--wrt", "x", "--check", "2 A x"],       ["A\u1d40)", "derivative is"]),
]  # fmt: skip


@pytest.mark.parametrize(("argv", "absent"), HIDDEN, ids=[" ".join(row[0]) for row in HIDDEN])
def test_the_right_result_is_not_given_away(argv, absent):
    found = run(*argv, "-f", "pretty")
    assert (found.exit_code, "incorrect" in found.stdout) == (1, True)
    assert [text for text in absent if text in found.stdout] == []
    assert run(*argv, "-f", "pretty", "--reveal").stdout != found.stdout


def test_a_right_answer_is_shown_as_ever():
    assert "correct, proved" in run("diff", "x^2", "--check", "2x", "-f", "pretty").stdout


@pytest.mark.parametrize("form", ["plain", "latex", "mathml"])
def test_the_reason_goes_to_standard_error(form):
    found = run("diff", "sin(3x)", "--check", "cos(3x)", "-f", form)
    assert found.stderr == "reason: the inner derivative is missing: d/dx sin(3*x) is not cos(3*x)\n"
    found = run("diff", "sin(3x)", "--check", "cos(3x)", "-f", form, "--reveal")
    assert found.stderr.endswith("is cos(3*x)*3, not cos(3*x)\n")


def test_the_reason_of_an_answer_in_matrices_goes_there_too():
    found = run("grad", "x' A x", "--shape", "A=n,n", "--shape", "x=n", "--wrt", "x", "--check", "2 A x")
    assert (found.stdout, found.stderr) == ("incorrect\n", "reason: this holds only if A is symmetric\n")


def test_json_keeps_all():
    (told,) = json.loads(run("diff", "sin(3x)", "--check", "cos(3x)", "--json").stdout)["check"]["diagnosis"]
    assert told["message"].endswith("d/dx sin(3*x) is cos(3*x)*3, not cos(3*x)")
    assert r"$\cos 3 x$" in told["latex"]


def test_hints_end_in_the_result():
    hints = run("diff", "x^2 sin(3x)", "--hint", "99").stdout.splitlines()
    assert hints[0] == "hint 1: product rule, for d/dx (x**2*sin(3*x))"
    assert hints[-1].endswith("= 3*x**2*cos(3*x) + 2*x*sin(3*x)")
    assert run("diff", "x^2 sin(3x)", "--hint", "2").stdout.splitlines() == hints[:2]
