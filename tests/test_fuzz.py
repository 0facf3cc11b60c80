"""Random and mutated texts through the installed command: an answer or a listed error, never a fault or a hang.

`python -m tests.test_fuzz 100000 1 > lines.txt` writes more of them, for `calc diff --json < lines.txt`.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

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
FUNCTIONS = [
    *("sin", "tan", "asin", "acosh", "atanh", "acoth", "exp", "ln", "log2", "sqrt", "cbrt", "sign", "floor", "relu"),
    *("sigmoid", "gelu", "erf", "gamma", "digamma", "heaviside", "sinc", "arccot", "coth", "asec"),
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


def batch(command: str, *options: str, given: str) -> list[dict[str, Any]]:
    """The answers to the lines of a batch."""
    result = subprocess.run(
        [sys.executable, "-m", "calc_cli", command, "-", "--json", *options],
        input=given.encode(errors="surrogateescape"), capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert (result.returncode, result.stderr) == (1, b"")
    return [json.loads(line) for line in result.stdout.decode().splitlines()]


def test_every_text_gets_an_answer_or_a_listed_error() -> None:
    rng = Random(7)
    answers = batch("diff", given="\n".join(text for _, text in zip(range(1_500), texts(rng), strict=False)))
    assert [answer for answer in answers if not answer["ok"] and answer["error"]["kind"] not in LISTED] == []
    assert sum(answer["ok"] for answer in answers) > 400
    assert sum(not answer["ok"] and answer["error"]["kind"] == "unsupported" for answer in answers) < 60


def expression(rng: Random, depth: int) -> str:
    """A right or nearly right expression in x and y, with cases, sums, derivatives and unknown functions in it."""
    if depth == 0:
        return rng.choice([*"xxyy23", "1/2", "pi", "-1", "0", "0.1", "a", "1e400"])
    a, b, c = (expression(rng, depth - 1) for _ in range(3))
    name, sign = rng.choice(FUNCTIONS), rng.choice(["<", "<=", "=", "!="])
    return rng.choice([
        *(f"({a}) + {b}", f"({a}) - ({b})", f"({a})*({b})", f"({a})/({b})", f"({a})^({b})", f"-({a})", f"|{a}|"),
        *(f"{name}({a})", f"{name}({b})", f"max({a}, {b})", f"({a} if {b} {sign} {c} else {b})", f"({a})!"),
        *(f"sum(({a})*k, k, 1, 3)", f"f({a}, {b})", f"d/dx({a})", f"piecewise(({a}, x<1), ({b}, True))"),
    ])  # fmt: skip


def lines(command: str, rng: Random) -> Iterator[str]:
    """Lines of a batch of the command, with points, answers and options that fit only sometimes."""
    while True:
        e, f, g = (expression(rng, rng.randint(0, 2)) for _ in range(3))
        x, y = (rng.choice(["0", "1", "-1", "pi", "1/3", "inf", "1e400", "a"]) for _ in "xy")
        line = {
            "diff": {
                "expr": e,
                "at": x,
                "check": f,
                "order": rng.choice([1, 1, 2, 3]),
                "steps": True,
                "estimate": True,
            },
            "grad": {"expr": e, "at": f"x={x},y={y}", "check": f"[{f}, {g}]", "along": "1,1", "wrt": "x,y"},
            "hessian": {"expr": e, "at": f"x={x},y={y}", "check": f"[[{f}, 0], [0, {g}]]", "wrt": "x,y"},
            "jacobian": {"expr": f"[{e}, {f}]", "at": f"x={x},y={y}", "wrt": "x,y"},
            "limit": {"expr": e, "to": rng.choice([f"x={x}", f"x={x},y={y}"]), "check": rng.choice([f, "none"])},
            "same": {"expr": e, "other": f},
            "chain": {"equations": [f"z = {e}", f"y = {f}"], "wrt": rng.choice(["x", "x,y"]), "at": f"x={x}"},
            "graph": {"expr": e, "at": f"x={x},y={y}"},
            "plot": {
                "exprs": f"{e}",
                "range": rng.choice(["0:1", "-1e300:1e300", "1:1+1e-15"]),
                "tangent": x,
                "at": "y=1",
            },
        }[command]
        subject = next(iter(line))
        yield json.dumps({key: value for key, value in line.items() if key == subject or rng.random() < 0.5})


@pytest.mark.parametrize("command", ["diff", "grad", "hessian", "jacobian", "limit", "same", "chain", "graph", "plot"])
def test_every_command_answers_or_refuses(command: str) -> None:
    rng = Random(command)
    asked = [line for _, line in zip(range(25), lines(command, rng), strict=False)]
    answers = batch(command, "--timeout", "2", given="\n".join(asked))
    assert len(answers) == len(asked)
    kinds = [answer["error"]["kind"] for answer in answers if not answer["ok"]]
    assert "internal" not in kinds, [answer for answer in answers if "internal" in str(answer.get("error"))]
    assert len(kinds) < len(answers)


if __name__ == "__main__":
    for _, line in zip(range(int(sys.argv[1])), texts(Random(int(sys.argv[2]))), strict=False):
        sys.stdout.write(line + "\n")
