"""A question loads the mathematics that it needs, and no room of calculus/ beside: each takes time at every start."""

import subprocess
import sys

import pytest

LOADED = [
    # question                     what it must not load
    ('diff("3x^2 - 4x")',          "limits equality matrix plot derivation partials chain graph integrals study"),
    ('diff("3x^2 - 4x", at="1")',  "limits equality matrix plot derivation partials chain graph integrals study"),
    ('limit("sin(x)/x", 0)',       "equality.equality matrix plot derivation partials chain graph integrals study"),
    ('grad("x y")',                "limits matrix plot chain derivation integrals study"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "forbidden"), LOADED, ids=[row[0] for row in LOADED])
def test_a_question_loads_what_it_needs(question: str, forbidden: str) -> None:
    rooms = "{'.'.join(m.split('.')[2:n]) for m in sys.modules if m.startswith('calc_cli.calculus.') for n in (3, 4)}"
    code = f"import sys, calc_cli; calc_cli.{question}; print(*{rooms})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "differentiate" in loaded
    assert not set(loaded) & set(forbidden.split())
