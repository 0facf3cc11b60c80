"""Random and mutated texts through the installed command: an answer or a listed error, never a fault or a hang.

`python -m tests.test_fuzz 100000 1 > lines.txt` writes more of them, for `calc diff --json < lines.txt`.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from random import Random

from tests.expressions import random_expression

PIECES = [
    *"xyt230.+-*/^()[]{}|!,=<>'_ ²₁√π∞&≤#\"$\\é\x07",
    *("3.5", "**", "⁻¹", "sin", "cos ", "ln ", "log_", "e^", "if ", "else ", "and ", "not ", "f(", "f'(", "xy", "foo"),
    *("pi", r"\frac", r"\sqrt", r"\left(", r"\right)", r"\begin{cases}", "abs(", "max(", "piecewise(", "sum("),
    *("i,1,n)", "floor(", "factorial(", "gamma(", "1e5", "inf", "0^0", "1/0", "-1", "tan(", "atan2(", "x<1", "10^9"),
]
SEEDS = [
    *("3*x**2-4*x", "(x^2+1)/(x-1)", "e^x cos x", "ln|x|", "x^2 sin(1/x) if x != 0 else 0", "f(g(x))", "x!"),
    *(r"\frac{\sin^2 x}{1+x_1}", "(2x+1)^5 (x^3-x+1)^4", "a t^2 + b t", "log(log(sin x))", "sum(x^i/i!, i, 1, n)"),
    *("piecewise((x^2, x<1), (2x-1, True))", "|x-1||x+1|", r"\sqrt[3]{x^2+1}", "max(x, 1/x)", "2^3^x", "sin^-1 x"),
    *('{"expr": "x^2*y", "wrt": "y", "at": "x=1,y=2"}', '{"expr": "|x|", "at": 0}', '{"expr": "x^x", "order": 3}'),
]
LISTED = {"syntax", "name", "usage", "domain", "undefined", "unsupported"}


def texts(rng: Random) -> Iterator[str]:
    """Strings of pieces, expressions with a few characters changed, and expressions that are right."""
    while True:
        kind = rng.random()
        if kind < 0.4:
            yield "".join(rng.choices(PIECES, k=rng.randint(1, 14)))
        elif kind < 0.8:
            yield mutated(rng.choice(SEEDS), rng)
        else:
            yield random_expression(rng, rng.randint(1, 3))[0]


def mutated(text: str, rng: Random) -> str:
    for _ in range(rng.randint(1, 4)):
        start, end = sorted(rng.choices(range(len(text) + 1), k=2))
        piece = rng.choice(["", rng.choice(PIECES), text[start:end]])
        cut = rng.choice([start, min(start + 1, len(text)), end])
        text = text[:start] + piece + text[cut:]
    return text


def test_every_text_gets_an_answer_or_a_listed_error() -> None:
    rng = Random(7)
    lines = [text for _, text in zip(range(1_500), texts(rng), strict=False)]
    batch = subprocess.run(
        [sys.executable, "-m", "calc_cli", "diff", "--json"],
        input="\n".join(lines).encode(errors="surrogateescape"), capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert batch.returncode == 1
    assert batch.stderr == b""
    answers = [json.loads(line) for line in batch.stdout.decode().splitlines()]
    assert [answer for answer in answers if not answer["ok"] and answer["error"]["kind"] not in LISTED] == []
    assert sum(answer["ok"] for answer in answers) > 400
    assert sum(not answer["ok"] and answer["error"]["kind"] == "unsupported" for answer in answers) < 60


if __name__ == "__main__":
    for _, line in zip(range(int(sys.argv[1])), texts(Random(int(sys.argv[2]))), strict=False):
        sys.stdout.write(line + "\n")
