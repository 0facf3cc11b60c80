"""The samples of a function that approach a point, as a table: a column for each side or path."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import mpmath
import sympy as sp

if TYPE_CHECKING:
    from calc_cli.calculus.limits.limit import Limit
    from calc_cli.calculus.limits.verdict import Verdict

Key: TypeAlias = str | tuple[sp.Basic, ...]
"""The subject of a column: left, right, the value towards infinity, or the equations of a path."""


Values: TypeAlias = tuple[mpmath.mpf | None, ...]
"""A value is None where the function is not defined."""


@dataclass(frozen=True, slots=True)
class SampleTable:
    """The `steps`, named `name`, and what the function is there."""

    name: str
    steps: tuple[sp.Expr, ...]
    columns: Mapping[Key, Values]

    def rows(self) -> Iterator[Mapping[Key, float | None]]:
        """Yield the table as floats, a mapping for each step."""
        for i, step in enumerate(self.steps):
            values = {key: column[i] for key, column in self.columns.items()}
            known = {key: None if value is None else float(value) for key, value in values.items()}
            yield {self.name: float(step), **known}


def sample_table(found: "Limit") -> SampleTable | None:
    """Return the samples; None if there are none, as where the function has parameters."""
    if len(found.to) > 1:
        sampled = [path for path in found.paths if path.limit.samples]
        equations = [path.equations(found.to).items() for path in sampled]
        keys = [tuple(sp.Eq(x, e, evaluate=False) for x, e in items) for items in equations]
        columns: dict[Key, Values] = {key: _values(path.limit) for key, path in zip(keys, sampled, strict=True)}
        steps = [s.x for s in sampled[0].limit.samples] if sampled else []
        return SampleTable(str(sampled[0].t), tuple(steps), columns) if sampled else None
    samples = found.sides[0].samples if found.sides else ()
    if not samples or not any(s.value is not None for side in found.sides for s in side.samples):
        return None
    ((x, a),) = found.to.items()
    if a.is_infinite:
        return SampleTable(str(x), tuple(s.x for s in samples), {"value": _values(found.sides[0])})
    sides = {"left": found.left, "right": found.right}
    columns = {key: _values(side) for key, side in sides.items() if side is not None}
    return SampleTable("h", tuple(abs(s.x - a) for s in samples), columns)


def _values(along: "Verdict") -> Values:
    return tuple(sample.value for sample in along.samples)
