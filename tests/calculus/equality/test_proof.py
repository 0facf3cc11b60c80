"""Proofs of equality, from the table of identities: nothing false is proved, and most of what is true."""

import pytest

from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.equality.proof import is_proved_equal
from calc_cli.syntax.parser import parse
from tests.cases import lines

ROWS = lines("identities")
TRUE, FALSE = ([row.split(sign) for row in ROWS if sign in row] for sign in (" = ", " ≠ "))
AT_ONE_POINT = [["sign(x)^2", "1"], ["1 if x >= 0 else -1", "sign(x)"]]
"""They differ at 0 alone: a proof is about every region, and single points are looked at one by one."""


def is_proved(sides: list[str]) -> bool:
    return is_proved_equal(*(lower_as_typed(parse(side).tree) for side in sides))


@pytest.mark.parametrize("sides", [sides for sides in FALSE if sides not in AT_ONE_POINT], ids=" ≠ ".join)
def test_nothing_false_is_proved(sides: list[str]) -> None:
    assert not is_proved(sides)


def test_most_of_what_is_true_is_proved() -> None:
    unproved = [sides for sides in TRUE if not is_proved(sides)]
    assert len(unproved) <= len(TRUE) // 4, unproved
