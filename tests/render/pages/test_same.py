"""Two expressions side by side in every format, compared whole."""

import pytest

from calc_cli import same
from calc_cli.render.display import Display
from calc_cli.render.pages.same import PAGE
from calc_cli.render.result import render

SHOWN = [
    # first                    second            form      text
    ("sin(2x)",                "2 sin x cos x",  "plain",  "correct"),
    ("sqrt(x^2)",              "x",              "plain",  "incorrect"),
    ("sqrt(x^2)",              "x",              "latex",  r"\sqrt{x^{2}} \ne x"),
    ("x", "x + 0", "mathml", '<math xmlns="http://www.w3.org/1998/Math/MathML"><mtext>correct</mtext></math>'),
    ("sin(2x)", "2 sin x cos x", "pretty", "sin 2x = 2 sin x cos x\nequal, proved by algebra"),
    ("arctan(x) + arctan(1/x)", "pi/2", "pretty",
     "arctan x + arctan(1/x) ≠ π/2\nnot equal\n"
     "  at x = −1 the first is −π/2 ≈ −1.57080, the second is π/2 ≈ 1.57080\n"
     "  equal only for x > 0\n  they differ by π for x < 0"),
    ("(x^2-1)/(x-1)", "x+1", "pretty",
     "(x² − 1)/(x − 1) = x + 1\nequal, proved by algebra\n  the first is undefined at x = 1"),
    ("[1, x]", "[1, 2x]", "json",
     '{"ok": true, "command": "same", "expr": "[1, x]", "other": "[1, 2*x]", "check": {"verdict": '
     '"incorrect", "certainty": "proved", "counterexample": {"at": {"x": "1"}, "expected": "1", "given": "2"}}}'),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "form", "text"), SHOWN, ids=[f"{r[0]} {r[2]}" for r in SHOWN])
def test_same_as_text(first: str, second: str, form: str, text: str) -> None:
    assert render(same(first, second), form, Display("same", ""), PAGE) == text
