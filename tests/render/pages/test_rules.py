"""`calc rules` as a reader sees it, on a page, in plain lines and for machines."""

import json

import pytest
from click.testing import CliRunner

from calc_cli.calculus.rules.notation import NOTATIONS
from calc_cli.calculus.rules.statement import found
from calc_cli.calculus.rules.table import RULES
from calc_cli.cli.group import calc
from calc_cli.errors import UnknownNameError
from calc_cli.questions.rules import RulesQuestion
from calc_cli.render.display import Display
from calc_cli.render.result import render


def shown(*words: str, form: str = "pretty", width: int = 80, unicode: bool = True, topic: str = "rules") -> str:
    question = RulesQuestion(" ".join(words), notation=topic == "notation")
    return render(
        question.read().answer(), form, Display("rules", question.text, width=width, unicode=unicode), question.page()
    )


STATEMENTS = [
    "constant            d/dx c = 0",
    "product             d/dx (f(x)·g(x)) = f′(x)·g(x) + f(x)·g′(x)",
    "chain               d/dx F(g(x)) = F′(g(x))·g′(x)",
    "power               d/dx xⁿ = nxⁿ⁻¹",
    "sin                 d/dx sin x = cos x",
    "asin                d/dx arcsin x = 1/√(1 − x²)",
    "sigmoid             d/dx sigmoid(x) = sigmoid(x)·(1 − sigmoid(x))",
    "partial             d/dx f(x, y) = ∂f/∂x",
]


@pytest.mark.parametrize("line", STATEMENTS)
def test_table(line: str) -> None:
    assert f"  {line}\n" in shown() + "\n"


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("unicode", [False, True])
def test_every_page_fits(width: int, unicode: bool) -> None:
    pages = [shown(width=width, unicode=unicode), shown(topic="notation", width=width, unicode=unicode)]
    pages += [shown(rule.key, width=width, unicode=unicode) for rule in RULES[:12]]
    for line in "\n".join(pages).splitlines():
        assert len(line) <= width, line
        assert unicode or line.isascii(), line


@pytest.mark.parametrize("rule", RULES, ids=[rule.key for rule in RULES])
def test_every_rule_has_a_card_in_every_format(rule) -> None:  # type: ignore[no-untyped-def]
    assert shown(rule.key).startswith(rule.name)
    assert shown(rule.key, form="plain").startswith(f"{rule.name}\n{rule.key}: d/dx ")
    (card,) = json.loads(shown(rule.key, form="json"))["rules"]
    assert card["key"] == rule.key
    assert card["steps"]
    assert shown(rule.key, form="latex").count(r"\begin{align*}") == 2
    assert shown(rule.key, form="mathml").startswith("<math")


NAMES = [
    # asked                key
    ("quotient", "quotient"),
    ("Quotient Rule", "quotient"),
    ("product rule", "product"),
    ("arcsin", "asin"),
    ("ln", "log"),
    ("log10", "logarithm-base"),
    ("constant multiple rule", "constant-multiple"),
    ("ReLU", "relu"),
]


@pytest.mark.parametrize(("name", "key"), NAMES)
def test_names(name: str, key: str) -> None:
    assert found(name).key == key


UNKNOWN = [
    # asked        says
    ("quotent", "did you mean quotient"),
    ("hypot", "hypot has no rule of its own"),
    ("zzz", "calc rules lists them all"),
    ("", "calc rules lists them all"),
]


@pytest.mark.parametrize(("name", "says"), UNKNOWN)
def test_unknown_names(name: str, says: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        found(name)
    assert says in f"{caught.value.message} {caught.value.hint}"


@pytest.mark.parametrize(("name", "values"), [("arccot", "(0, pi)"), ("asin", "[-pi/2, pi/2]"), ("tanh", "(-1, 1)")])
def test_values(name: str, values: str) -> None:
    assert f"its values are in {values}\n" in shown(name)
    assert f"\nvalues: {values}\n" in shown(name, form="plain")


def test_no_values_are_told_where_they_have_no_bounds() -> None:
    assert "values are in" not in shown("sinh")


def test_only_the_equals_sign_of_a_rule_is_aligned() -> None:
    rows = shown(form="latex").splitlines()[1:-1]
    assert all(row.count("&= ") == 1 and r"\right] &= " in row for row in rows)


def test_notations_of_the_chapter() -> None:
    forms = {row.sign for group in NOTATIONS.groups for row in group.rows}
    assert {"f′(x)", "y′", "dy/dx", "df/dx", "d/dx f(x)", "Df(x)", "Dₓf(x)"} <= forms
    assert {"∂y/∂xᵢ", "∂f/∂xᵢ", "∂_xᵢ f", "∂ᵢ f", "f_xᵢ", "fᵢ", "Dᵢ f", "D_xᵢ f", "∇f", "∇ₓ f"} <= forms


TYPED = [row.typed for group in NOTATIONS.groups for row in group.rows if row.typed]


@pytest.mark.parametrize("typed", TYPED)
def test_what_a_notation_is_typed_as_is_read(typed: str) -> None:
    import shlex

    words = shlex.split(typed)[1:] if typed.startswith("calc ") else ["diff", typed]
    assert CliRunner().invoke(calc, words).exit_code == 0


def test_command() -> None:
    runner = CliRunner()
    assert "quotient: d/dx (f(x)/g(x)) = " in runner.invoke(calc, ["rules"]).stdout
    assert json.loads(runner.invoke(calc, ["rules", "--notation", "--json"]).stdout)["notations"]
    for form in ("plain", "latex", "pretty"):
        assert "function of entries" in runner.invoke(calc, ["rules", "--matrix", "-f", form]).stdout
    refused = runner.invoke(calc, ["rules", "--notation", "sin"])
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert runner.invoke(calc, ["rules", "nonsense"]).exit_code == 2
