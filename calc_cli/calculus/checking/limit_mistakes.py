"""Why an answer to a limit is wrong, if l'Hopital's rule was used: a slip in one of its two derivatives."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import sympy as sp

from calc_cli.calculus.checking.diagnosis import with_diagnosis
from calc_cli.calculus.checking.question import is_wrong
from calc_cli.calculus.checking.replay import Replay, number, plus, same
from calc_cli.calculus.checking.slips import slips
from calc_cli.calculus.equality.verdict import Diagnosis
from calc_cli.calculus.limits.limit import Limit
from calc_cli.errors import UndefinedError, UnsupportedError


def explained(found: Limit) -> Limit:
    """Return the limit with the mistake in its check if a slip in a derivative gives the answer."""
    check = found.check
    is_decidable = found.value is not None and len(found.to) == 1
    if not is_wrong(check) or check.diagnosis or not is_decidable or not check.given.is_finite:
        return found
    try:
        diagnosis = tuple(islice(_slips(check.given, found.typed, *next(iter(found.to.items()))), 2))
    except (UndefinedError, UnsupportedError):
        return found
    return replace(found, check=with_diagnosis(check, diagnosis))


def _slips(given: sp.Expr, f: sp.Expr, x: sp.Symbol, a: sp.Expr) -> Iterator[Diagnosis]:
    """Yield the slips in one derivative of a quotient 0/0, the other being right, that give the answer at `a`."""
    above, below = (sp.sympify(part) for part in sp.fraction(f))
    if not a.is_finite or number(above, {x: a}) != 0 or number(below, {x: a}) != 0:
        return
    top, bottom = Replay(above, x, [{x: a}]), Replay(below, x, [{x: a}])
    wanted, told = number(given, {}), set[str]()
    for replay, other, is_top in ((top, bottom, True), (bottom, top, False)):
        for slip in sorted(slips(replay), key=lambda slip: slip.mistake.rank):
            (wrong,), (right,) = plus(replay.whole.slope, slip.change), other.whole.slope
            if (
                slip.mistake.rank > 1
                or slip.mistake.name in told
                or wrong is None
                or right is None
                or not (right if is_top else wrong)
            ):
                continue
            if same((wrong / right if is_top else right / wrong,), (wanted,)):
                said = slip.diagnosis(x)
                told.add(said.rule)
                yield said.after("possibly, in l'Hopital's rule:")
