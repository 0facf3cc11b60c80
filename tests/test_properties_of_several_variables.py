"""Random expressions in up to five variables: gradients, Jacobians and Hessians against finite differences.

The functions that mpmath computes share no code with calc. `python tests/test_properties_of_several_variables.py 1000`
runs as many as it is told to and prints what was compared.
"""

import sys
from collections import Counter
from random import Random

import mpmath
import pytest

from calc_cli import CalcError, grad, hessian, jacobian
from calc_cli.algebra.evaluate import approximate
from calc_cli.algebra.functions import symbol
from calc_cli.errors import UndefinedError, UnsupportedError
from tests.expressions import NAMES, NotRealError, Several, partial, random_expression_in, second_partial

POINTS = [
    [mpmath.mpf(p) for p in row.split()]
    for row in (
        "0.37 1.618 0.71 2.9 0.11",
        "1.3 0.4 2.2 0.9 1.7",
        "-0.83 0.57 -2.41 1.1 0.3",
        "0.6 -1.9 0.27 -0.45 2.1",
        "2.71 3.3 1.2 0.8 -0.4",
    )
]


def compare(seed: int) -> Counter[str]:
    """Hold all derivatives of a random expression against differences; return how many of each were compared."""
    rng = Random(seed)
    count = rng.randint(1, 5)
    wrt = ",".join(NAMES[:count])
    text, f = random_expression_in(rng, rng.randint(1, 4), count)
    other, g = random_expression_in(rng, 2, count)
    compared: Counter[str] = Counter()
    for what, ask in (
        ("gradient", lambda: [[*grad(text, wrt).result]]),
        ("jacobian", lambda: [*jacobian(f"[{text}, {other}]", wrt).result]),
        ("hessian", lambda: [*hessian(text, wrt).result]),
    ):
        try:
            rows = ask()
        except CalcError as error:
            if error.kind not in ("unsupported", "domain", "undefined"):
                raise
            compared[error.kind] += 1
            rows = []
        if not rows and what == "gradient" and not compared["unsupported"]:
            known = [truth(what, (f, g), 0, j, at) for at in POINTS for j in range(count)]
            assert not any(known), f"no gradient of {text}, but slopes {known}"
        for at in POINTS:
            point = {symbol(name): value for name, value in zip(NAMES, at[:count], strict=False)}
            for i, row in enumerate(rows):
                for j, formula in enumerate(row):
                    compared[what] += agrees(formula, point, truth(what, (f, g), i, j, at), f"{what} of {text}")
    return compared


def truth(what: str, functions: tuple[Several, Several], i: int, j: int, at: list[mpmath.mpf]) -> mpmath.mpf | None:
    try:
        return second_partial(functions[0], i, j, at) if what == "hessian" else partial(functions[i], j)(at)
    except NotRealError:
        return None


def agrees(formula, point, expected: mpmath.mpf | None, what: str) -> bool:
    if expected is None:
        return False
    try:
        value = approximate(formula, point, 25)
    except UnsupportedError:
        return False
    except UndefinedError as error:
        raise AssertionError(f"{what} at {point}: {error.message}, not {expected}") from error
    tolerance = 1e-9 if what.startswith("hessian") else 1e-12
    assert mpmath.almosteq(value, expected, rel_eps=tolerance, abs_eps=tolerance), f"{what} at {point}"
    return True


@pytest.mark.parametrize("first", range(0, 60, 15))
def test_derivatives_agree_with_finite_differences(first: int) -> None:
    together: Counter[str] = Counter()
    for seed in range(first, first + 15):
        together += compare(seed)
    assert min(together[what] for what in ("gradient", "jacobian", "hessian")) > 20
    assert together["unsupported"] <= 3


if __name__ == "__main__":
    total: Counter[str] = Counter()
    for seed in range(int(sys.argv[1])):
        total += compare(seed)
    sys.stdout.write(f"{dict(total)}\n")
