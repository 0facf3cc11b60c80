"""Random questions to every command: examples of the manual and the tests with something changed, and grown ones.

    python -m tests.fuzzing 2000 --seed 7 --command diff --format pretty

asks so many, as batches through the installed command (of workings, which are a process each, a twentieth), and prints
each that was answered with an internal fault, or with one of SymPy's, and how many were answered, refused or out of
time. Ends with status 1 if there was a fault. Without a command or a format, all of them are asked in turn.
"""

import argparse
import ast
import json
import re
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from calc_cli.functions import BY_NAME
from calc_cli.questions import COMMANDS, question_of
from calc_cli.questions.declaration import Option, Parameter, parameters

ROOT = Path(__file__).parents[1]
NOT_IN_EVERY_FORMAT = ("plot", "study", "descend")
FORMATS = ("json", "pretty", "plain", "latex", "mathml")
SECONDS = "3"

Line = dict[str, Any]

PIECES = [
    *"xyt230.+-*/^()[]{}|!,=<>'_ ²₁√π∞&≤#\"$\\é\x07:;Δ∂∇′·×⇒",
    *("3.5", "**", "⁻¹", "sin", "cos ", "ln ", "log_", "e^", "if ", "else ", "and ", "not ", "f(", "f'(", "xy", "foo"),
    *("pi", r"\frac", r"\sqrt", r"\left(", r"\right)", r"\begin{cases}", "abs(", "max(", "piecewise(", "sum("),
    *("i,1,n)", "floor(", "factorial(", "gamma(", "1e5", "inf", "0^0", "1/0", "-1", "tan(", "atan2(", "x<1", "10^9"),
    *("dx", "d/dx", "\\prime", "mod", "^T", "||", ".*", "./", ".^", "diag(", "inv(", "tr(", "@", "nan", "oo", "->"),
    *(r"\lim_{x\to 0}", r"\int_0^1", r"\sum_{i=1}^{3}", "x_i", "1e", "0x", "f(x) = ", "y = ", "y' = ", "1/2", "none"),
]
LETTERS = "xxxxxxxxxyya"
POINTS = [
    *("0", "1", "-1", "2", "pi", "pi/2", "1/3", "inf", "-inf", "1e400", "1e-30", "0+", "0-", "a", "sqrt 2", "[1,2]"),
    *("x=0", "x=1,y=2", "x=0,y=0", "x=1,y=1,a=2", "x=inf,y=inf", "x=[1,2]", "A=[[1,2],[3,4]],x=[1,1]", "n=inf", "x="),
    *("x=-1,y=0,a=1,b=2,n=3,t=1,u=1,z=0", "x=1/2,y=-1/3", "x=1e300,y=1e-300", "z"),
]
VALUES: dict[str, list[Any]] = {
    "at": POINTS,
    "to": POINTS,
    "tangent": [*POINTS, ["1", "2"]],
    "secant": ["0,1", "1,1", "x=0,x=1", "-1,2"],
    "wrt": ["x", "y", "x,y", "x,y,z", "n", "t", "A", "speed", "x,x", ""],
    "along": ["1,1", "[1, 0]", "0,0", "x,y", "1,2,3"],
    "shape": ["x=2", "A=2,2", "A=m,n", ["A=2,3", "x=3"], "x=0", "x=n"],
    "implicit": ["y", "x", "r", "z"],
    "range": ["0:1", "-1:3", "-1e300:1e300", "1:1", "2:1", "0:1e400", "1:1+1e-15", [0, 1], "x"],
    "y_range": ["0:1", "-1:3", "0:1e400", "1:1"],
    "size": ["40x10", "1x1", "300x90"],
    "assume": ["x > 0", "a > 0", "0 < a < 1", "n >= 2", "x != 0", "a > b", "y < 0", "x > 1, x < 0"],
    "integer": ["n", "x", "k,n"],
    "from": ["0", "1", "-1", "a", "-inf", "1/2"],
}
"""What options are given, by their names; others have an expression."""

RARE = (
    *("shape", "layout", "along", "implicit", "inverse", "estimate", "wrt", "logarithmic", "form", "notation"),
    *("matrix", "plot"),
)
"""Options that fit few questions."""


@cache
def commands_of_the_manual() -> list[tuple[str, Line]]:
    """Return every command that README.md and docs/ show, as a line of a batch."""
    found = []
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for typed in re.findall(r"^\$ .*?\bcalc (.*)$", page.read_text(), re.MULTILINE):
            words = shlex.split(typed.split(" | ")[0])
            if words and words[0] in COMMANDS and (line := as_line(words[0], words[1:])):
                found.append((words[0], line))
    return found


def as_line(command: str, words: Sequence[str]) -> Line | None:
    """Return the words of a command line as the keys of a batch."""
    known = {"--" + p.name.replace("_", "-"): p for p in parameters(question_of(command))}
    first, *others = parameters(question_of(command))
    line: Line = {}
    subjects = []
    rest = iter(words)
    for word in rest:
        parameter = known.get(word)
        if parameter is not None and isinstance(parameter.declared, Option):
            line[parameter.key] = True if parameter.kind is bool else next(rest, "")
            if parameter.kind is int and str(line[parameter.key]).isdigit():
                line[parameter.key] = int(line[parameter.key])
        elif not word.startswith("--") and word not in ("-f", "-o"):
            subjects.append(word)
        elif word in ("-f", "-o", "--format", "--timeout", "--memory"):
            next(rest, None)
    if not subjects:
        return None
    if command == "same":
        return {first.name: subjects[0], others[0].name: subjects[-1]}
    return {first.name: subjects if len(subjects) > 1 else subjects[0], **line}


@cache
def texts_of_the_tests() -> list[str]:
    """Return the expressions among the strings of the tests: what holds a letter and a sign of mathematics."""
    found: dict[str, None] = {}
    for file in sorted((ROOT / "tests").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found[node.value] = None
    for file in sorted((ROOT / "tests" / "cases").glob("*.txt")):
        found |= dict.fromkeys(re.split(r"\s{2,}| [=≠] ", line)[0] for line in file.read_text().splitlines())
    return [text for text in found if len(text) < 120 and re.search(r"[-+*/^()=|]", text) and re.search(r"\w", text)]


def mutated(text: str, rng: Random) -> str:
    """Return the text with a few pieces of it cut out, doubled, moved or replaced."""
    for _ in range(rng.randint(1, 3)):
        start, end = sorted(rng.choices(range(len(text) + 1), k=2))
        piece = rng.choice(["", rng.choice(PIECES), rng.choice(PIECES), text[start:end][:12]])
        cut = rng.choice([start, min(start + 1, len(text)), min(end, start + 4)])
        text = text[:start] + piece + text[cut:]
    return text


def expression(rng: Random, depth: int) -> str:
    """Return a right or nearly right expression, with cases, sums, derivatives and unknown functions in it."""
    if depth == 0:
        return rng.choice([*LETTERS, "2", "3", "1/2", "pi", "-1", "0", "0.1", "e", "x^2", "-x", "2x", "1e400", "x_1"])
    a, b, c = (expression(rng, rng.randint(0, depth - 1)) for _ in range(3))
    name, sign = rng.choice(list(BY_NAME)), rng.choice(["<", "<=", "=", "!=", ">"])
    least, greatest = BY_NAME[name].arity
    count = rng.randint(least, 3 if greatest is None else greatest)
    call = f"{name}({', '.join((a, b, c)[:count])})"
    return rng.choice([
        *(f"({a}) + {b}", f"({a}) - ({b})", f"({a})*({b})", f"({a})/({b})", f"({a})^({b})", f"-({a})", f"|{a}|"),
        *(call, call, call, f"max({a}, {b})", f"({a} if {b} {sign} {c} else {b})", f"({a})!", f"({a})^2", f"{a} {b}"),
        *(f"sum(({a})*k, k, 1, 3)", f"sum({a}^k, k, 1, n)", f"f({a}, {b})", f"d/dx({a})", f"g({a})", f"sqrt({a})"),
        *(f"piecewise(({a}, x<1), ({b}, True))", rf"\frac{{{a}}}{{{b}}}", f"({a})^(1/3)", f"e^({a})", f"ln({a})"),
    ])  # fmt: skip


def matrix_expression(rng: Random, depth: int) -> str:
    """Return an expression of matrices and vectors, of which many have no shapes that fit."""
    if depth == 0:
        return rng.choice([*"AXWxxyb", "2", "1", "I", "A^T", "x^T", "W x", "A x - b"])
    a, b = (matrix_expression(rng, rng.randint(0, depth - 1)) for _ in range(2))
    name = rng.choice(["sum", "tr", "det", "inv", "norm", "diag", "exp", "log", "relu", "sigmoid", "softmax", "mean"])
    other = rng.choice(["logdet", "outer", "dot", "vec", "max", "abs", "logsumexp", "cross", "kron", "transpose"])
    return rng.choice([
        *(f"({a}) ({b})", f"({a}) + ({b})", f"({a})^T ({b})", f"||{a}||^2", f"{name}({a})", f"{name}({a})", f"({a})^T"),
        *(f"({a}) .* ({b})", f"({a}) ./ ({b})", f"({a}).^2", f"({a})^2", f"{other}({a})", f"{other}({a}, {b})"),
        *(f"({a})^T ({b}) ({a})", f"-({a})", f"||{a}||_1", f"({a}).^({b})", f"sum(({a}) .* ({b}))", f"({a})/({b})"),
    ])  # fmt: skip


def subject(command: str, rng: Random) -> Any:
    """Return what a command is asked about."""
    kind = rng.random()
    e, f = (expression(rng, rng.randint(1, 3)) for _ in "ef")
    if kind < 0.16 and command != "chain":
        text = rng.choice(texts_of_the_tests())
        return text if rng.random() < 0.4 else mutated(text, rng)
    if kind < 0.18:
        return "".join(rng.choices(PIECES, k=rng.randint(1, 12)))
    if command in ("grad", "jacobian", "hessian") and kind < 0.75:
        made = matrix_expression(rng, rng.randint(1, 3))
        return f"sum({made})" if command == "hessian" and rng.random() < 0.8 else made
    if command == "chain":
        return [f"{a} = {b}" for a, b in zip(rng.sample(["y", "u", "v", "z"], 3), (e, f, "x^2"), strict=True)]
    if command == "jacobian":
        return f"[{e}, {f}]"
    if command == "check":
        return f"f(x) = {e}\nf'(x) = {f}\n= {expression(rng, 1)}\nf'(1) = {expression(rng, 0)}"
    if command == "rules":
        return rng.choice(["product", "chain", "sin", "x", e, ""])
    e = e if names_in(e) or rng.random() < 0.1 else f"{e} + x"
    return e if rng.random() < 0.98 else f"{e} = {f}"


def names_in(text: str) -> list[str]:
    """Return the letters, with their subscripts, that look like variables."""
    found = re.findall(r"(?<![A-Za-z\\0-9.^])[A-Za-z](?:_?\d+)?(?![A-Za-z('])", text)
    return sorted({name for name in found if name[0] not in "edki"})


def point(names: Sequence[str], rng: Random) -> str:
    """Return a point with a value for each of the names."""
    numbers = ["0", "1", "-1", "2", "1/2", "pi", "-3", "1/3", "sqrt 2", "5", "1e-30", "1e9"]
    if rng.random() < 0.1:
        return rng.choice(POINTS)
    return ",".join(f"{name}={rng.choice(numbers)}" for name in names) or "1"


def value(command: str, parameter: Parameter, rng: Random, text: str) -> Any:
    """Return a value for an option of a question about the text, that fits more often than not."""
    if parameter.choices:
        return rng.choice(parameter.choices)
    if parameter.kind is bool:
        return rng.random() < 0.9
    if parameter.kind is int:
        return rng.choice([1, 2, 2, 2, 3, 3, 5, 20, rng.choice([0, -1, 1001])])
    names = names_in(text)
    if parameter.name == "at":
        return point({"chain": ["x"], "plot": names[1:]}.get(command, names), rng)
    if parameter.name in ("wrt", "implicit") and names and rng.random() < 0.8:
        return rng.choice([*names, ",".join(names[:3])])
    known = VALUES.get(parameter.key)
    if known is not None and rng.random() < 0.9:
        return rng.choice(known)
    given = expression(rng, rng.randint(0, 2))
    if command in ("grad", "jacobian", "hessian"):
        return rng.choice([given, f"[{given}, x]", f"[{given}, x]", f"[[{given}, 0], [0, 1]]", "none"])
    return rng.choice([*[given] * 20, f"[{given}, x]", "none", given + "'"])


def line(command: str, rng: Random) -> Line:
    """Return a question as a line of a batch."""
    asked = parameters(question_of(command))
    first = asked[0]
    shown = [line for name, line in commands_of_the_manual() if name == command]
    if shown and rng.random() < 0.25:
        made = dict(rng.choice(shown))
        for key in [key for key, old in made.items() if isinstance(old, str) and rng.random() < 0.2]:
            made[key] = mutated(made[key], rng)
    else:
        made = {first.name: subject(command, rng)}
    for parameter in asked[1:]:
        chance = 0.4 if parameter.name in ("at", "check") else 0.02 if parameter.name in RARE else 0.08
        if parameter.key not in made and (not isinstance(parameter.declared, Option) or rng.random() < chance):
            made[parameter.key] = value(command, parameter, rng, str(made[first.name]))
    if command == "limit" and rng.random() < 0.95:
        made.setdefault("to", rng.choice(["0", "inf", "x=0", "x=1", "x=0,y=0", "x=inf", "-inf", "x=0+"]))
    if command == "descend" and rng.random() < 0.9:
        made["from"] = ",".join(f"{name}={rng.choice(['1', '-2', '1/2'])}" for name in names_in(str(made["expr"])))
    if command == "integrate" and ("to" in made or "from" in made):
        made |= {"from": rng.choice(VALUES["from"]), "to": rng.choice(["1", "2", "pi", "x", "inf", "0"])}
    if "plot" not in made:
        made.pop("antiderivative", None)
    if command == "graph" and rng.random() < 0.8:
        made.setdefault("at", point(names_in(str(made["expr"])), rng))
    return made


def lines(command: str, rng: Random) -> Iterator[Line]:
    """Yield questions without end."""
    while True:
        yield line(command, rng)


class Outcome(NamedTuple):
    """What became of the lines of a batch: how many of each kind, and those that showed a fault of calc."""

    counts: Counter[str]
    faults: list[tuple[Line, str]]


def ask(command: str, asked: Sequence[Line], form: str, seconds: str = SECONDS) -> Outcome:
    """Ask the questions as one batch; a working is a batch of its own."""
    if command == "check":
        return _ask_workings(asked, form, seconds)
    asked = [{**each, "plot": False} if "plot" in each and form != "pretty" else each for each in asked]
    result = subprocess.run(
        [sys.executable, "-m", "calc_cli", command, "-", "-f", form, "--timeout", seconds],
        input="\n".join(map(json.dumps, asked)).encode(errors="surrogateescape"), capture_output=True, check=False,
    )  # fmt: skip
    out, err = result.stdout.decode(errors="replace"), result.stderr.decode(errors="replace")
    if form == "json":
        answers = [json.loads(each) for each in out.splitlines()]
        told = {
            i: f"{answer['error']['kind']}: {answer['error']['message']}"
            for i, answer in enumerate(answers, 1)
            if not answer["ok"]
        }
        whole = len(answers) == len(asked)
    else:
        told = {int(n): text for n, text in re.findall(r"^line (\d+): (?!note:)(.*)$", err, re.MULTILINE)}
        whole = result.returncode in (0, 1)
    kinds = [_kind(told.get(i)) for i in range(1, len(asked) + 1)]
    faults = [(each, told[i]) for i, each in enumerate(asked, 1) if kinds[i - 1] == "fault"]
    if not whole or "Traceback" in err or "Traceback" in out or result.returncode not in (0, 1):
        faults.append(({"batch": command, "status": result.returncode}, err[-400:]))
    return Outcome(Counter(kinds), faults)


def _ask_workings(asked: Sequence[Line], form: str, seconds: str) -> Outcome:
    found = Outcome(Counter(), [])
    for each in asked:
        text = each.pop("working")
        options = [word for key, value in each.items() for word in (f"--{key}", str(value))]
        result = subprocess.run(
            [sys.executable, "-m", "calc_cli", "check", *options, "-f", form, "--timeout", seconds],
            input=text.encode(errors="surrogateescape"), capture_output=True, check=False,
        )  # fmt: skip
        told = result.stderr.decode(errors="replace")
        kind = "fault" if result.returncode == 70 or "Traceback" in told else "answered" if not told else _kind(told)
        found.counts[kind] += 1
        if kind == "fault":
            found.faults.append(({"working": text, **each}, told))
    return found


def _kind(told: str | None) -> str:
    if told is None:
        return "answered"
    if any(words in told for words in ("internal fault", "fault of calc", "does not get through")):
        return "fault"
    return "out of time" if "no answer within" in told else "refused"


def main() -> int:
    """Ask, and tell."""
    parser = argparse.ArgumentParser(description="Ask calc random questions.")
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--command", choices=list(COMMANDS))
    parser.add_argument("--format", choices=FORMATS)
    given = parser.parse_args()
    commands = [given.command] if given.command else list(COMMANDS)
    total: Counter[str] = Counter()
    found = 0
    for i, command in enumerate(commands):
        form = given.format or FORMATS[(given.seed + i) % len(FORMATS)]
        rng = Random(f"{given.seed} {command}")
        asked = [
            each
            for _, each in zip(
                range(given.count // (20 if command == "check" else 1)), lines(command, rng), strict=False
            )
        ]
        counts, faults = ask(command, asked, form if command not in NOT_IN_EVERY_FORMAT else "json")
        total += counts
        found += len(faults)
        sys.stdout.write(f"{command} {form}: {dict(counts)}\n")
        for each, message in faults:
            sys.stdout.write(f"  {json.dumps(each, ensure_ascii=False)}\n      {message}\n")
        sys.stdout.flush()
    sys.stdout.write(f"in all: {dict(total)}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
