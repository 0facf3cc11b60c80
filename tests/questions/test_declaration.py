"""What may be asked is the same on the command line, in a batch, from Python and in the completion of a shell."""

import inspect
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

import calc_cli
from calc_cli.cli.group import calc
from calc_cli.errors import UsageError
from calc_cli.questions import COMMANDS, question_of
from calc_cli.questions.declaration import Option, parameters
from calc_cli.questions.diff import DiffQuestion
from calc_cli.questions.limit import LimitQuestion
from calc_cli.run.lines import question_from

OF_EVERY_COMMAND = {"format", "json", "ascii", "timeout", "memory", "jobs"}
OF_PICTURES = {"file", "size"}


def declared(name):
    return [parameter.name for parameter in parameters(question_of(name))]


@pytest.mark.parametrize("name", COMMANDS)
def test_click_has_the_options_of_the_question(name):
    command = calc.get_command(click.Context(calc), name)
    params = {param.name for param in command.params} - OF_EVERY_COMMAND - OF_PICTURES
    assert params == set(declared(name))
    for parameter in parameters(question_of(name)):
        if isinstance(parameter.declared, Option):
            (param,) = [param for param in command.params if param.name == parameter.name]
            assert param.opts == [f"--{parameter.key.replace('_', '-')}"]


@pytest.mark.parametrize("name", COMMANDS)
def test_python_has_the_parameters_of_the_question(name):
    assert set(inspect.signature(getattr(calc_cli, name)).parameters) == set(declared(name))


@pytest.mark.parametrize(
    ("name", "own", "without"),
    [("implicit", {"equation", "dependent"}, {"expr"}), ("inverse", set(), {"order", "tangent"})],
)
def test_what_python_has_beside_the_commands_has_the_options_of_diff(name, own, without):
    of_functions = {"implicit", "inverse", "estimate", "form", "logarithmic", "plot"}
    ask = getattr(calc_cli, name)
    names = set(inspect.signature(ask).parameters)
    assert names == own | set(declared("diff")) - of_functions - without
    for wrong in (*of_functions, "att"):
        with pytest.raises(TypeError, match=wrong):
            ask("x y = 1", *["y"] * len(own - {"equation"}), **{wrong: "x"})


def test_implicit_and_inverse_hand_their_options_on():
    assert calc_cli.implicit("x^2 + y^2 = 25", "y", at="x=3, y=4", tangent=True).tangents is not None
    assert calc_cli.inverse("a x^3", "x", assume="a > 0").result is not None


@pytest.mark.parametrize("name", COMMANDS)
def test_a_batch_has_the_keys_of_the_question(name):
    question = question_of(name)
    subject = declared(name)[0]
    common = question(**{subject: "-", **({"to": "0"} if name == "limit" else {})})
    for key in (parameter.key for parameter in parameters(question)):
        with pytest.raises(UsageError) as caught:
            question_from(
                f'{{"{subject}": "x", "{key}": [[[true]]]}}' if key != subject else f'{{"{key}": true}}', common
            )
        assert re.match(f"the key '{key}' must be ", caught.value.message)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_shells_complete_the_options_of_the_question(name):
    from click.shell_completion import ShellComplete

    found = {item.value for item in ShellComplete(calc, {}, "calc", "_CALC_COMPLETE").get_completions([name], "--")}
    options = {
        f"--{parameter.key.replace('_', '-')}"
        for parameter in parameters(question_of(name))
        if isinstance(parameter.declared, Option)
    }
    assert options <= found
    assert {option.removeprefix("--") for option in found - options} <= OF_EVERY_COMMAND | {"output", "size", "help"}


REFUSED = [
    # question                                            says
    (lambda: LimitQuestion("x", 0, side="up"), "side must be left, right or both"),
    (lambda: DiffQuestion("x", order=0), "order must be at least 1"),
    (lambda: DiffQuestion("x", digits=1001), "digits must be from 1 to 1000"),
    (lambda: DiffQuestion("x", wrt=2), "wrt must be a text"),
    (lambda: DiffQuestion("x", at=True), "at must be a value"),
    (lambda: DiffQuestion("x", at={"x": None}), "at must be a value"),
    (lambda: calc_cli.diff("x", at="@point.json"), "only the command line reads a point from a file"),
    (lambda: calc_cli.diff("x", at=float("nan")), "nan is not the coordinate of a point"),
]


@pytest.mark.parametrize(("ask", "says"), REFUSED, ids=[row[1] for row in REFUSED])
def test_a_value_that_does_not_fit_is_refused(ask, says):
    with pytest.raises(UsageError) as caught:
        ask()
    assert says in caught.value.message


@pytest.mark.parametrize("name", [name for name in calc_cli.__all__ if name.islower()])
def test_the_definition_of_a_function_is_one(name):
    function = inspect.unwrap(getattr(calc_cli, name))
    assert f"def {name}(" in inspect.getsource(function)
    assert Path(inspect.getsourcefile(function)).parent.name in ("questions", "run")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_formats_of_the_page_are_those_that_it_has(name):
    question = question_of(name)
    subject = declared(name)[0]
    variants = {"diff": [{"inverse": True}, {}], "rules": [{"matrix": True}, {}], "limit": [{"to": "0"}]}
    pages = [question(**{subject: "x" if name != "rules" else "", **more}).page() for more in variants.get(name, [{}])]
    for form in ("plain", "latex"):
        assert (form in question.formats_of_page) == any(getattr(page, form) is not None for page in pages)


INTERRUPTED = """
import sys
import calc_cli

class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == sys.argv[1]:
            sys.meta_path.remove(self)
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupt())
try:
    calc_cli.diff("x^2")
except KeyboardInterrupt:
    print(calc_cli.diff("x^2", at=3).value, calc_cli.limit("sin(x)/x", 0).value)
"""


@pytest.mark.parametrize(
    "module",
    ["sympy", "sympy.core.basic", "sympy.series", "sympy.solvers.ode", "calc_cli.algebra.lower", "mpmath.libmp"],
)
def test_ctrl_c_during_the_first_call_leaves_python_whole(module):
    result = subprocess.run([sys.executable, "-c", INTERRUPTED, module], capture_output=True, timeout=60, check=False)
    assert (result.stdout, result.stderr) == (b"6 1\n", b"")


RANGES = [(0, 1), [0, "1"], "0:1", ("0", 1.0)]


@pytest.mark.parametrize("ends", RANGES, ids=str)
def test_a_range_from_python(ends):
    assert (calc_cli.plot("x", range=ends).x.low, calc_cli.plot("x", y_range=ends).y.high) == (0, 1)


@pytest.mark.parametrize("ends", [3, (1,), (0, 1, 2), (None, 1), (1, 0), (0, float("inf")), (0, float("nan"))], ids=str)
def test_what_is_no_range(ends):
    with pytest.raises(calc_cli.CalcError):
        calc_cli.plot("x", range=ends)


def test_an_infinity_of_python_is_one_of_calc():
    assert calc_cli.limit("1/x", float("inf")).value == 0
    assert calc_cli.limit("e^x", {"x": float("-inf")}).value == 0
    with pytest.raises(calc_cli.CalcError, match="not a real number"):
        calc_cli.diff("x^2", at=float("inf"))
