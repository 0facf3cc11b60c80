"""A seeded sample of random questions (tests/fuzzing.py): an answer or a listed error, never a fault or a hang."""

from random import Random

import pytest

from tests.expressions import random_expression
from tests.fuzzing import PIECES, ask, lines, mutated, texts_of_the_tests


def random_text(rng: Random) -> str:
    """A string of pieces, an expression of the tests with a few pieces changed, or one that is right."""
    kind = rng.random()
    if kind < 0.4:
        return "".join(rng.choices(PIECES, k=rng.randint(1, 14)))
    return (
        mutated(rng.choice(texts_of_the_tests()), rng) if kind < 0.7 else random_expression(rng, rng.randint(1, 3))[0]
    )


def test_every_text_gets_an_answer_or_a_listed_error() -> None:
    rng = Random(7)
    found = ask("diff", [{"expr": random_text(rng)} for _ in range(1_000)], "json")
    assert found.faults == []
    assert found.counts["answered"] > 300
    assert found.counts["out of time"] == 0


@pytest.mark.parametrize("command", ["diff", "grad", "hessian", "jacobian", "limit", "same", "chain", "graph", "plot"])
def test_every_command_answers_or_refuses(command: str) -> None:
    rng = Random(f"a {command}")
    found = ask(command, [line for _, line in zip(range(100), lines(command, rng), strict=False)], "json", "4")
    assert found.faults == []
    assert found.counts["answered"] > 20
