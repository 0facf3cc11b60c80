"""Measure calc against what it is built on and against its peers: one run, ratios, a table.

    python benchmarks/run.py [--runs 15]

It times the `calc` that is installed beside this Python. Both sides of a ratio run in turn, and the
median of the ratios pair by pair is printed, so that a machine that slows down slows both. Peers that
are not installed are left out. The targets are those of the project's design.
"""

import argparse
import compileall
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import sympy

import calc_cli
from calc_cli.algebra.evaluate import lower
from calc_cli.algebra.functions import symbol
from calc_cli.calculus.graph.graph import numeric_gradient
from calc_cli.calculus.graph.record import record
from calc_cli.calculus.partials.partials import partials
from calc_cli.syntax.parser import parse

CALC = str(Path(sys.executable).with_name("calc"))
SYMPY_LOOP = "import sys, sympy\nfor line in sys.stdin: print(sympy.diff(sympy.sympify(line), sympy.Symbol('x')))"


@dataclass(frozen=True)
class Run:
    """One process: wall-clock seconds, and the peak memory in MiB of it and the processes it waited for."""

    seconds: float
    memory: float


def run(command: Sequence[str], stdin: Path | None = None) -> Run:
    """Run `command` with its output in a pipe that is read and thrown away."""
    with open(stdin or os.devnull, "rb") as source:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=tempfile.gettempdir()
        )  # Giac leaves a session.tex where it runs
        assert process.stdout is not None
        while process.stdout.read(1 << 16):
            pass
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{command} ended with status {process.returncode}")
    return Run(seconds, usage.ru_maxrss / 1024)


def pairs(ours: Sequence[str], theirs: Sequence[str], runs: int, stdin: Path | None = None) -> list[tuple[Run, Run]]:
    """Run both in turn, after one pair that warms the disk cache."""
    return [(run(ours, stdin), run(theirs, stdin)) for _ in range(runs + 1)][1:]


def row(name: str, measured: list[tuple[Run, Run]], target: str, figure: str = "seconds") -> str:
    """Format medians and the median ratio of `figure`, seconds or memory."""
    ours = [getattr(a, figure) for a, _ in measured]
    theirs = [getattr(b, figure) for _, b in measured]
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    unit, scale = ("ms", 1000) if figure == "seconds" else ("MiB", 1)
    medians = f"{statistics.median(ours) * scale:9.1f} {statistics.median(theirs) * scale:9.1f} {unit:3}"
    return f"{name:54} {medians}  {ratio:5.2f}  {target}"


def homework(count: int) -> Iterator[str]:
    """Distinct textbook derivatives, in the syntax that calc and SymPy share."""
    random.seed(1)
    shapes = [
        "{a}*x**{n} - {b}*x**2 + {c}",
        "(x**2 + {a})/(x - {b})",
        "x**{n}*sin({a}*x)",
        "exp({a}*x)*cos({b}*x)",
        "log(x**2 + {a})",
        "sqrt({a}*x**2 + {b})",
        "({a}*x + 1)**{n}*(x**2 + {b})",
        "sin({a}*x)**2 + cos({b}*x)",
        "x*log({a}*x) - {b}*x",
        "atan({a}*x)/{b}",
        "exp(-x**2/{a})",
        "(sin(x) + {a})/(cos(x) + {b})",
    ]
    for i in range(count):
        a, b, c, n = random.randint(2, 9), random.randint(2, 9), i, random.randint(3, 7)
        yield random.choice(shapes).format(a=a, b=b, c=c, n=n)


def random_lines(count: int, depth: int = 3) -> list[str]:
    """Return distinct sums, products, quotients, powers and functions of each other, so many levels deep."""
    rng = random.Random(1)

    def expression(depth: int) -> str:
        if depth == 0:
            return rng.choice(["x", "x", "x", str(rng.randint(1, 9))])
        inner, kind = expression(depth - 1), rng.randrange(5)
        if kind < 3:
            return f"({inner}){'+*/'[kind]}({expression(depth - 1)})"
        if kind == 3:
            return f"{rng.choice(['sin', 'cos', 'exp', 'log', 'sqrt', 'atan'])}({inner})"
        return f"({inner})**{rng.randint(2, 4)}"

    lines: dict[str, None] = {}
    while len(lines) < count:
        line = expression(depth)
        if "x" in line.replace("exp", ""):
            lines[line] = None
    return list(lines)


def rosenbrock(n: int) -> str:
    """Return Rosenbrock's function of n variables in calc's language."""
    return " + ".join(f"100(x{i + 1} - x{i}^2)^2 + (1 - x{i})^2" for i in range(1, n))


Seconds = tuple[float, float]


def in_symbols(n: int) -> Seconds:
    """Time the gradient of Rosenbrock's function in symbols, each partial derivative tidied, against SymPy's."""
    f = lower(parse(rosenbrock(n)).tree)
    variables = [symbol(f"x{i}") for i in range(1, n + 1)]
    start = time.perf_counter()
    partials(f, variables)
    middle = time.perf_counter()
    for v in variables:
        sympy.diff(f, v)
    return middle - start, time.perf_counter() - middle


def at_a_point(n: int) -> Seconds:
    """Time the gradient of Rosenbrock's function at a point by reverse mode, against the parsing of its text."""
    text = rosenbrock(n)
    variables = tuple(symbol(f"x{i}") for i in range(1, n + 1))
    point = {v: sympy.Rational(i % 7, 4) for i, v in enumerate(variables)}
    start = time.perf_counter()
    tree = parse(text).tree
    middle = time.perf_counter()
    numeric_gradient(record(tree, text, variables, point), point)
    return time.perf_counter() - middle, middle - start


def in_one_process(timed: Callable[[int], Seconds], n: int, runs: int) -> list[tuple[Run, Run]]:
    """Return the two numbers of seconds that `timed` finds, in each of `runs` processes of their own."""
    measured = []
    for _ in range(runs):
        with ProcessPoolExecutor(1, get_context("spawn")) as fresh:
            ours, theirs = fresh.submit(timed, n).result()
        measured.append((Run(ours, 0), Run(theirs, 0)))
    return measured


def gradients(n: int, folder: Path) -> tuple[list[str], list[str]]:
    """Return the commands with which calc and Maxima find the gradient of Rosenbrock's function in symbols."""
    ours, theirs = folder / "rosenbrock.txt", folder / "rosenbrock.mac"
    text = rosenbrock(n)
    ours.write_text(text + "\n")
    theirs.write_text(f"f: {text.replace('100(', '100*(')}$ print(makelist(diff(f, concat(x, i)), i, 1, {n}))$\n")
    return ["sh", "-c", f"{CALC} grad --timeout 60 < {ours}"], ["maxima", "--very-quiet", f"--batch={theirs}"]


PEERS = {
    "maxima": ["maxima", "--very-quiet", "--batch-string=diff(3*x^2-4*x, x);"],
    "giac": ["giac", "diff(3*x^2-4*x,x)"],
    "gp": ["sh", "-c", 'echo "print(deriv(3*x^2-4*x,x))" | gp -q'],
    "qalc": ["qalc", "-t", "diff(3*x^2-4*x, x)"],
}


def table(runs: int, folder: Path) -> Iterator[str]:
    """Yield the lines of the report."""
    python = sys.executable
    few, many, mixed, giac = (folder / name for name in ("few.txt", "many.txt", "mixed.txt", "mixed.giac"))
    mixed.write_text("\n".join(random_lines(1_000)) + "\n")
    giac.write_text("".join(f"print(diff({line},x));\n" for line in random_lines(1_000)).replace("**", "^"))
    few.write_text("\n".join(homework(1_000)) + "\n")
    many.write_text("\n".join(homework(10_000)) + "\n")
    single = [CALC, "diff", "3*x**2-4*x"]

    yield f"{'':54} {'calc':>9} {'other':>9}      ratio  target"
    yield row(
        "calc --version / import click", pairs([CALC, "--version"], [python, "-c", "import click"], runs), "<= 1.3"
    )
    alone = pairs(single, [python, "-c", "import sympy"], runs)
    yield row("calc diff EXPR | / import sympy", alone, "<= 1.15")
    yield row("the same, peak memory", alone, "<= 1.2", "memory")
    wrong = pairs(["sh", "-c", f"{CALC} diff '3*x**2-4*'; true"], ["sh", "-c", f"{python} -c 'import click'"], runs)
    yield row("calc diff with a typing mistake / import click", wrong, "")
    batches = max(3, runs // 4)
    loop = pairs([CALC, "diff"], [python, "-c", SYMPY_LOOP], batches, few)
    yield row("1,000 lines / a bare SymPy loop", loop, "<= 1.0")
    yield row(
        "1,000 lines with -j 2 / a bare SymPy loop",
        pairs([CALC, "diff", "-j", "2"], [python, "-c", SYMPY_LOOP], batches, few),
        "",
    )
    random_batch = ["sh", "-c", f"{CALC} diff 2>/dev/null || true"]  # some lines have no derivative
    loop = pairs(random_batch, [python, "-c", SYMPY_LOOP], batches, mixed)
    yield row("1,000 random lines / a bare SymPy loop", loop, "<= 0.66")
    if shutil.which("giac"):
        two = pairs(["sh", "-c", f"{CALC} diff -j 2 2>/dev/null || true"], ["giac", str(giac)], batches, mixed)
        yield row("1,000 random lines with -j 2 / giac", two, "<= 1.0")
    yield row("10,000 lines / with -j 2", pairs([CALC, "diff"], [CALC, "diff", "-j", "2"], batches, many), ">= 1.7")
    memory = [(run([CALC, "diff"], many), run([CALC, "diff"], few)) for _ in range(batches)]
    yield row("10,000 lines / 1,000 lines, peak memory", memory, "about 1", "memory")
    rosenbrock = in_one_process(in_symbols, 300, batches)
    yield row("Rosenbrock's gradient, n = 300, in symbols / SymPy's", rosenbrock, "<= 0.05")
    small, large = (in_one_process(at_a_point, n, batches) for n in (1_000, 10_000))
    yield row("the same at a point, n = 10,000 / parsing its text", large, "<= 3")
    growth = [(b, a) for (a, _), (b, _) in zip(small, large, strict=True)]
    yield row("n = 10,000 / n = 1,000", growth, "<= 13")
    if shutil.which("maxima"):
        yield row("Rosenbrock's gradient, n = 300 / maxima", pairs(*gradients(300, folder), batches), "")
    for name, command in PEERS.items():
        if shutil.which(name):
            yield row(f"calc diff EXPR / {name}", pairs(single, command, runs), "")


# A command, and the mathematics that it does.
QUESTIONS: tuple[tuple[list[str], Callable[[], object]], ...] = (
    (["diff", "3*x**2-4*x", "--at", "1"], lambda: calc_cli.diff("3*x**2-4*x", at="1")),
    (["limit", "sin(x)/x", "--to", "0"], lambda: calc_cli.limit("sin(x)/x", to="0")),
    (["grad", "x^2*y"], lambda: calc_cli.grad("x^2*y")),
    (["diff", "sin(x)^2", "--check", "sin 2x"], lambda: calc_cli.diff("sin(x)^2", check="sin 2x")),
)


def answered(mathematics: Callable[[], object]) -> Run:
    """Time `mathematics` in a process that is forked from this one, where everything is loaded and nothing known."""
    reader, writer = os.pipe()
    if not (child := os.fork()):
        start = time.perf_counter()
        mathematics()
        os.write(writer, repr(time.perf_counter() - start).encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(writer)
    with open(reader, encoding="ascii") as text:
        return Run(float(text.read()), 0)


def load() -> None:
    """Load what the questions need, by others of their kind."""
    calc_cli.diff("sin(x) x^3", at="1", check="3x^2")
    calc_cli.limit("(x^2 - 1)/(x - 1)", to="1")
    calc_cli.grad("x y")


def overhead(question: list[str], mathematics: Callable[[], object], runs: int) -> str:
    """Format by how much a warm answer takes longer than its mathematics, at the median."""
    measured = [(run([CALC, *question]), answered(mathematics)) for _ in range(runs + 1)][1:]
    ours, theirs = (statistics.median(side.seconds for side in sides) * 1000 for sides in zip(*measured, strict=True))
    return f"{f'warm: {question[0]} - its mathematics':54} {ours:9.1f} {theirs:9.1f} ms   {ours - theirs:5.1f}  <= 15"


def warm_table(runs: int, folder: Path) -> Iterator[str]:
    """Yield the lines about answers from a warm process."""
    os.environ |= {"CALC_WARM": "1", "XDG_RUNTIME_DIR": str(folder)}
    subprocess.run([CALC, "warm", "start"], check=True, capture_output=True)
    try:
        load()
        for question, mathematics in QUESTIONS:
            yield overhead(question, mathematics, runs)
        first, _ = QUESTIONS[0]
        nothing = pairs([CALC, *first], [sys.executable, "-c", "pass"], runs)
        yield row("warm: diff --at 1 / python -c pass", nothing, "<= 3")
        if shutil.which("giac"):
            yield row("warm: diff --at 1 / giac", pairs([CALC, *first], PEERS["giac"], runs), "<= 1.0")
    finally:
        subprocess.run([CALC, "warm", "stop"], check=True, capture_output=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="pairs of runs a row (15)")
    options = parser.parse_args()
    compileall.compile_dir(Path(calc_cli.__file__).parent, quiet=1)  # as on installing; not all environments do it
    os.environ["CALC_WARM"] = "0"
    with tempfile.TemporaryDirectory() as folder:
        for part in (table, warm_table):
            for line in part(options.runs, Path(folder)):
                print(line, flush=True)


if __name__ == "__main__":
    main()
