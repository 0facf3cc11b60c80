"""The signs of eigenvalues, against NumPy's numeric ones and matrices made with known ones."""

from random import Random

import numpy as np
import pytest
import sympy as sp

from calc_cli.calculus.partials.definiteness import Signs, eigenvalue_signs


def symmetric(rng: Random, n: int) -> list[list[int]]:
    rows = [[rng.randint(-4, 4) for _ in range(n)] for _ in range(n)]
    return [[rows[min(i, j)][max(i, j)] for j in range(n)] for i in range(n)]


@pytest.mark.parametrize("n", range(1, 7))
def test_random_matrices(n: int) -> None:
    rng = Random(n)
    for _ in range(20):
        rows = symmetric(rng, n)
        values = np.linalg.eigvalsh(np.array(rows, dtype=float))
        counted = Signs(*(int(sum(test)) for test in (values > 1e-9, values < -1e-9, abs(values) <= 1e-9)))
        assert eigenvalue_signs([[sp.Integer(c) for c in row] for row in rows]) == counted, rows


@pytest.mark.parametrize("n", [2, 3, 4])
def test_singular_matrices(n: int) -> None:
    """A sum of k squares of independent linear forms has k positive eigenvalues and n - k zeros."""
    for k in range(n + 1):
        forms = [[1 if i == j else (i + 2) * (j + 1) % 3 if j > i else 0 for j in range(n)] for i in range(k)]
        rows = [[sp.Integer(sum(f[i] * f[j] for f in forms)) for j in range(n)] for i in range(n)]
        assert eigenvalue_signs(rows) == Signs(k, 0, n - k)


def test_irrational_entries() -> None:
    r = sp.sqrt(2)
    assert eigenvalue_signs([[r, sp.S(1)], [sp.S(1), r]]) == Signs(2, 0, 0)
    assert eigenvalue_signs([[r, sp.S(2)], [sp.S(2), r]]) == Signs(1, 1, 0)
    assert eigenvalue_signs([[sp.S(1), r], [r, sp.S(2)]]) == Signs(1, 0, 1)


KINDS = [
    (Signs(2, 0, 0), "positive definite", "local minimum"),
    (Signs(0, 2, 0), "negative definite", "local maximum"),
    (Signs(1, 1, 0), "indefinite", "saddle point"),
    (Signs(1, 1, 1), "indefinite", "saddle point"),
    (Signs(1, 0, 1), "positive semidefinite", "undecided"),
    (Signs(0, 1, 1), "negative semidefinite", "undecided"),
    (Signs(0, 0, 2), "zero", "undecided"),
]


@pytest.mark.parametrize(("signs", "definiteness", "kind"), KINDS, ids=[str(row[0]) for row in KINDS])
def test_words(signs: Signs, definiteness: str, kind: str) -> None:
    assert (signs.definiteness, signs.kind) == (definiteness, kind)
