"""A table of identities and near misses: no equal pair is judged incorrect, and no unequal pair correct."""

from pathlib import Path

import pytest

from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.equality.equality import compare
from calc_cli.syntax.parser import parse

TABLE = Path(__file__).parents[2] / "cases" / "identities.txt"
ROWS = [line for line in TABLE.read_text().splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("row", ROWS)
def test_verdict_on(row: str) -> None:
    is_equal = " ≠ " not in row
    sides = row.split(" = " if is_equal else " ≠ ")
    found = compare(*(lower_as_typed(parse(side).tree) for side in sides))
    assert found.is_correct is is_equal
    assert (found.counterexample is None) == is_equal
