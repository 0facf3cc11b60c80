"""Break the kernel of numbers in one place after another, and see that the tests of algebra/ notice each.

    python benchmarks/mutants.py [--only N]

Each mutant replaces one text in a temporary copy of the sources: a rounding dropped, a domain not checked, a wrong sign
of a root. Prints a line a mutant and ends with status 1 if one survives, or if a text is no longer found.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
TESTS = ("tests/algebra/test_enclosure.py", "tests/algebra/test_evaluate.py", "tests/functions/test_records.py")


class Mutant(NamedTuple):
    """In `file`, `old` becomes `new`: the fault that `name` tells."""

    name: str
    file: str
    old: str
    new: str


ENCLOSURE, ARITHMETIC, POWERS = (
    "algebra/enclosures/enclosure.py",
    "algebra/enclosures/arithmetic.py",
    "algebra/enclosures/powers.py",
)
OPERATIONS, COMPILATION, PRECISION = (
    "algebra/enclosures/operations.py",
    "algebra/enclosures/compilation.py",
    "algebra/enclosures/precision.py",
)

MUTANTS = (
    # Arithmetic
    Mutant(
        "a sum forgets its errors",
        ARITHMETIC,
        "exact, inexact = _parts(values, fmpq(), operator.add)",
        "exact, inexact = _parts(values, fmpq(), operator.add)\n    inexact = inexact and inexact.mid()",
    ),
    Mutant(
        "a product forgets its errors",
        ARITHMETIC,
        "exact, inexact = _parts(values, fmpq(1), operator.mul)",
        "exact, inexact = _parts(values, fmpq(1), operator.mul)\n    inexact = inexact and inexact.mid()",
    ),
    Mutant(
        "a sum of two forgets its errors",
        OPERATIONS,
        "partial(_joined, operator.add,",
        "partial(_joined, lambda a, b: (a + b).mid(),",
    ),
    Mutant(
        "a product of two forgets its errors",
        OPERATIONS,
        "partial(_joined, operator.mul,",
        "partial(_joined, lambda a, b: (a * b).mid(),",
    ),
    Mutant("a sum loses its exact part", ARITHMETIC, "return inexact + exact if exact else inexact", "return inexact"),
    Mutant("a product loses its exact part", ARITHMETIC, "return inexact * exact", "return inexact"),
    Mutant("a product ignores an exact 0", ARITHMETIC, "if inexact is None or not exact:", "if inexact is None:"),
    Mutant("a long exact sum stays exact", ARITHMETIC, "return exact.height_bits() <= longest()", "return True"),
    Mutant(
        "a function forgets its errors",
        ARITHMETIC,
        "result = bounded(enclose(arb(argument)))",
        "result = bounded(enclose(arb(argument))).mid()",
    ),
    Mutant(
        "a function of an interval is that of its middle",
        ARITHMETIC,
        "return bounded(enclose(argument))",
        "return bounded(enclose(argument.mid()))",
    ),
    Mutant(
        "nan passes for a number",
        ARITHMETIC,
        'too large to compute with")\n    raise ImpreciseError',
        'too large to compute with")\n    return result',
    ),
    Mutant("numbers may be of any size", ARITHMETIC, "if _LEAST < result < _LARGEST:", "if result.is_finite():"),
    Mutant("the greatest is the last", ARITHMETIC, "arb(best).max(arb(value))", "arb(value)"),
    # Powers
    Mutant(
        "an odd root of a negative number is positive",
        ARITHMETIC,
        "return -result if p % 2 else result",
        "return result",
    ),
    Mutant(
        "an even power of an odd root is negative", ARITHMETIC, "return -result if p % 2 else result", "return -result"
    ),
    Mutant(
        "a negative number has even roots",
        ARITHMETIC,
        "            raise NotRealError\n        result",
        "            pass\n        result",
    ),
    Mutant("an interval around 0 has negative powers", ARITHMETIC, "if p < 0 or q % 2 == 0:", "if q % 2 == 0:"),
    Mutant("an interval around 0 has even roots", ARITHMETIC, "if p < 0 or q % 2 == 0:", "if p < 0:"),
    Mutant(
        "an even power around 0 forgets 0",
        ARITHMETIC,
        "return arb(0).union(arb(rational_power(",
        "return arb(1).union(arb(rational_power(",
    ),
    Mutant("a power around 0 is that of its upper end", ARITHMETIC, "return low.union(high)", "return high"),
    Mutant(
        "0 to a negative power is 0",
        ARITHMETIC,
        "            raise ZeroDivisionError\n        return fmpq()",
        "            pass\n        return fmpq()",
    ),
    Mutant("a rounded root is exact", ARITHMETIC, "return root if root**q == n else None", "return root"),
    Mutant("0^0 is 1", POWERS, "if not _is_index(exponent, at) and sign(at) == 0:", "if False:"),
    Mutant(
        "x^0 in a series is undefined at 0",
        POWERS,
        "return bool(exponent.free_symbols) and exponent.free_symbols <=",
        "return False and exponent.free_symbols <=",
    ),
    Mutant("0 to an irrational negative power is 0", POWERS, "if c.sign(exponent)(at) < 0:", "if False:"),
    Mutant("a near fraction passes for the exponent", POWERS, "if c.sign(gap)(at) != 0:", "if False:"),
    # Questions and domains
    Mutant("what may be 0 is 0", ENCLOSURE, "return 0 if value == 0 else None", "return 0"),
    Mutant(
        "the sign of the middle is the sign",
        ENCLOSURE,
        "    if value > 0:\n        return 1",
        "    if isinstance(value, arb) and value.mid() > 0 or value > 0:\n        return 1",
    ),
    Mutant(
        "no condition for being defined is looked at",
        OPERATIONS,
        "if defined()(at) else _undefined(c, e, at)",
        "if True else _undefined(c, e, at)",
    ),
    Mutant(
        "a floor is that of the middle",
        OPERATIONS,
        "enclosure.exactly(u.floor() if is_floor",
        "enclosure.exactly(u.mid().floor() if is_floor",
    ),
    Mutant(
        "an interval counts as the number in its middle",
        ENCLOSURE,
        "if not value.is_exact():\n        return None",
        "if False:\n        return None",
    ),
    Mutant("the cut of atan2 is not seen", OPERATIONS, "if right != 1 and beside is None:", "if False:"),
    Mutant("atan2(0, 0) is 0", OPERATIONS, "if beside == right == 0:", "if False:"),
    Mutant("a case applies that may not", COMPILATION, "side(at) in allowed", "side(at) in allowed | {0}"),
    Mutant("a condition is taken for its first part", COMPILATION, "if part(at) == decisive:", "if True:"),
    Mutant(
        "a proof is forgotten",
        COMPILATION,
        "is not None:\n            return proved",
        "is not None and False:\n            return proved",
    ),
    Mutant(
        "a repeated part is computed for another term",
        OPERATIONS,
        "yield term(Evaluation({**at.values, index: fmpq(i)}",
        "yield term(Evaluation({**at.values, index: fmpq(i + 1)}",
    ),
    # Precision
    Mutant(
        "the precision is not put back",
        ENCLOSURE,
        "    finally:\n        ctx.prec = before",
        "    finally:\n        pass",
    ),
    Mutant(
        "wide enclosures will do",
        ENCLOSURE,
        "value.rel_accuracy_bits() < bits",
        "value.rel_accuracy_bits() < bits // 3",
    ),
    Mutant(
        "what seems to be 0 is taken for proved",
        PRECISION,
        "if candidate is None or not guess:",
        "if candidate is None:",
    ),
    Mutant("a number seems to be 0 too early", PRECISION, "_CONVINCING = 2_500", "_CONVINCING = 0"),
    Mutant(
        "every integer is proved",
        PRECISION,
        "return difference == 0 if quick else bool(_is_zero(difference))",
        "return True",
    ),
    Mutant(
        "the size of hidden numbers does not count",
        COMPILATION,
        "power = record.saturation if record else 0",
        "power = 0",
    ),
    # Decimals
    Mutant("decimals are cut off", ENCLOSURE, "n = (2 * top + bottom) // (2 * bottom)", "n = top // bottom"),
    Mutant("decimals are those of the middle", ENCLOSURE, "(middle - radius, middle + radius))", "(middle, middle))"),
)


def is_caught(mutant: Mutant, source: Path) -> bool | None:
    """Return True if a test fails with the fault, None if there is no such text to replace."""
    path = source / "calc_cli" / mutant.file
    text = path.read_text(encoding="utf-8")
    if mutant.old not in text:
        return None
    path.write_text(text.replace(mutant.old, mutant.new, 1), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *TESTS]
    try:
        return subprocess.run(command, cwd=source, capture_output=True, timeout=600, check=False).returncode == 1
    except subprocess.TimeoutExpired:
        return True
    finally:
        path.write_text(text, encoding="utf-8")


def main() -> None:
    """Try the mutants one after another."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", type=int, help="try this one, counted from 1")
    only = parser.parse_args().only
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder)
        for part in ("calc_cli", "tests"):
            shutil.copytree(ROOT / part, source / part, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", source)
        for number, mutant in enumerate(MUTANTS, 1):
            if only not in (None, number):
                continue
            caught = is_caught(mutant, source)
            missed += caught is not True
            verdict = {True: "caught", False: "SURVIVED", None: "NOT FOUND"}[caught]
            print(f"{number:3} {verdict:9} {mutant.file}: {mutant.name}", flush=True)
    print(f"{missed} missed")
    raise SystemExit(bool(missed))


if __name__ == "__main__":
    main()
