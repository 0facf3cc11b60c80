"""A certified search of a box for the solutions of as many equations as there are unknowns.

A box on which an equation is certainly not 0 is left out. With Y about the inverse of the Jacobian matrix J at the
middle m, Krawczyk's operator K(X) = m - Y f(m) + (I - Y J(X))(X - m) holds every solution in X; if K(X) is inside X,
there is exactly one, and repeating it encloses that as narrowly as one likes (R. Moore, R. Kearfott, M. Cloud,
Introduction to Interval Analysis, 2009, chapter 8). Any other box is halved along its longest side.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress

import sympy as sp
from flint import arb, arb_mat, fmpq, fmpq_mat

from calc_cli.algebra.enclosures.enclosure import Value, at_precision, ends, interval, rational, sign
from calc_cli.algebra.evaluate import value_on
from calc_cli.algebra.root import Piece, Root, root_in
from calc_cli.algebra.root_search import NEAR_MIDDLE
from calc_cli.errors import UndefinedError

_BITS = 200
_MOST_BOXES, _NARROWEST = 4_000, fmpq(1, 2**16)
_MOST_STEPS = 12

Box = tuple[Piece, ...]


def search(
    equations: Sequence[sp.Expr], unknowns: Sequence[sp.Symbol], searched: tuple[sp.Rational, sp.Rational]
) -> tuple[tuple[Mapping[sp.Symbol, Root], ...], bool]:
    """Return the solutions with all unknowns between the bounds, enclosed, and whether they are certainly all."""
    box = tuple((rational(low.p, low.q), rational(high.p, high.q)) for low, high in [searched] * len(unknowns))
    return at_precision(_BITS, _Search(equations, unknowns).on, box)


class _Search:
    def __init__(self, equations: Sequence[sp.Expr], unknowns: Sequence[sp.Symbol]) -> None:
        self.equations, self.unknowns = equations, unknowns
        self.jacobian = [[sp.diff(e, x) for x in unknowns] for e in equations]

    def on(self, whole: Box) -> tuple[tuple[Mapping[sp.Symbol, Root], ...], bool]:
        found: list[Box] = []
        waiting, are_all, count = deque([whole]), True, 0
        while waiting:
            box = waiting.popleft()
            count += 1
            if not self.may_hold(box):
                continue
            certain = self.narrowed(box)
            if certain is not None:
                sides = (zip(certain, other, strict=True) for other in found)
                if not any(all(a[0] <= b[1] and b[0] <= a[1] for a, b in both) for both in sides):
                    found.append(certain)
            elif count < _MOST_BOXES and max(high - low for low, high in box) > _NARROWEST:
                waiting += _halves(box)
            else:
                are_all = False
        return tuple(dict(zip(self.unknowns, map(root_in, box), strict=True)) for box in found), are_all

    def values(self, rows: Sequence[sp.Expr], box: Box) -> list[Value]:
        """Return enclosures of the values on a box, of all numbers where a value may not exist somewhere in it."""
        at = {x: interval(*side) for x, side in zip(self.unknowns, box, strict=True)}
        found = [value_on(e, at, _BITS) for e in rows]
        return [arb(0, "inf") if value is None else value for value in found]

    def may_hold(self, box: Box) -> bool:
        with suppress(UndefinedError):
            return not any(map(sign, self.values(self.equations, box)))
        return False

    def narrowed(self, box: Box) -> Box | None:
        """Return an enclosure of the only solution in a box, or None if it is not certain that there is one."""
        is_certain = False
        for _ in range(_MOST_STEPS):
            image = self.image(box)
            if image is None:
                return None
            if all(a < c and d < b for (a, b), (c, d) in zip(box, image, strict=True)):
                is_certain = True
            elif not is_certain:
                return None
            box = tuple((max(a, c), min(b, d)) for (a, b), (c, d) in zip(box, image, strict=True))
        return box

    def image(self, box: Box) -> Box | None:
        """Return Krawczyk's operator of a box; None if it cannot be computed."""
        middle = [(low + high) / 2 for low, high in box]
        point = tuple((m, m) for m in middle)
        try:
            there, slopes = (arb_mat([self.values(row, at) for row in self.jacobian]) for at in (point, box))
            heights = arb_mat([[value] for value in self.values(self.equations, point)])
            inverse = arb_mat(fmpq_mat([[value.mid().fmpq() for value in row] for row in there.tolist()]).inv())
        except (UndefinedError, ZeroDivisionError):
            return None
        n = len(middle)
        m, x = arb_mat([[value] for value in middle]), arb_mat([[interval(*side)] for side in box])
        unit = arb_mat([[int(i == j) for j in range(n)] for i in range(n)])
        image = [value for (value,) in (m - inverse * heights + (unit - inverse * slopes) * (x - m)).tolist()]
        if not all(value.is_finite() for value in image):
            return None
        return tuple(map(ends, image))


def _halves(box: Box) -> list[Box]:
    i = max(range(len(box)), key=lambda k: box[k][1] - box[k][0])
    low, high = box[i]
    middle = low + (high - low) * NEAR_MIDDLE
    return [(*box[:i], side, *box[i + 1 :]) for side in ((low, middle), (middle, high))]
