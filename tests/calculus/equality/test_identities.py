"""Tables of identities and near misses: no equal pair is judged incorrect, and no unequal pair correct."""

import pytest

from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.equality.equality import compare
from calc_cli.syntax.parser import parse
from tests.cases import lines

ROWS = [*lines("identities"), *lines("near_misses")]


@pytest.mark.parametrize("row", ROWS)
def test_verdict_on(row: str) -> None:
    is_equal = " ≠ " not in row
    sides = row.split(" = " if is_equal else " ≠ ")
    found = compare(*(lower_as_typed(parse(side).tree) for side in sides))
    assert found.is_correct is is_equal
    assert (found.counterexample is None) == is_equal
