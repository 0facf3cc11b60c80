"""Random expressions: a gradient is shown only if it is verified, and what is printed is read as the same again."""

import random

import pytest

from calc_cli.questions.grad import GradQuestion
from calc_cli.render.matrix.plain import plain
from tests.tally import Tally

SHAPES = ("A=n,n", "B=n,n", "X=n,n", "Y=m,n", "x=n", "y=n", "z=m", "c=1")

GRAMMAR = {  # S: scalars, V: vectors of n, W: vectors of m, M: square matrices; the leaves stand behind the bar
    "S": "(S + S), (S)*(S), (V)^T*(V), tr(M), ||V||^2, ||W||, sum(V), exp(-(S)^2/9), log(1+(S)^2), log(sum(exp(V))), "
    "det(M), norm(M), sum(tanh(M)), (V)^T*(M)*(V) | c, 2, x^T y, tr(A)",
    "V": "(V + V), (S)*(V), (M)*(V), (V) .* (V), tanh(V), sigmoid(V), diag(M) | x, y, A*x, X*y",
    "W": "(W + W), (S)*(W), Y*(V), (W) .* (W), tanh(W), relu(W) | z, Y*x",
    "M": "(M + M), (M)*(M), (M)^T, inv(3*I + tanh(M)), (M) .* (M), diag(V), (V)*(V)^T, (S)*(M), Y^T*Y "
    "| A, B, X, x*y^T, I",
}


def expression(r: random.Random, kind: str, depth: int) -> str:
    inner, leaves = GRAMMAR[kind].split(" | ")
    form = r.choice((inner if depth else leaves).split(", "))
    if not depth or form == "Y^T*Y":
        return form
    return "".join(expression(r, c, depth - 1) if c in "SVWM" else c for c in form)


@pytest.mark.parametrize("first", range(0, 40, 10))
def test_gradient_of_a_random_expression(first: int) -> None:
    tally = Tally()
    for seed in range(first, first + 10):
        r = random.Random(seed)
        f, letter = expression(r, "S", r.randint(1, 5)), r.choice("xXAyY")
        if letter not in f:
            f = f"({f}) + sum({letter})"
        with tally.on(f"{f} in {letter}"):
            found = plain(GradQuestion(f, wrt=letter, shape=SHAPES).read().answer().result)
            again = GradQuestion(f, wrt=letter, shape=SHAPES, check=found).read().answer()
            assert again.check.verdict == "correct"
            tally.compared += 1
    tally.demand(compared=9, refused=1)  # what is 0 everywhere, as det(x yᵀ), has no values to verify it with
