"""The samples of a function that approach a point, as a table: a column for each side or path."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import mpmath
import sympy as sp

if TYPE_CHECKING:
    from calc_cli.calculus.limits.limit import Limit
    from calc_cli.calculus.limits.verdict import SampledValue

Key: TypeAlias = str | tuple[sp.Basic, ...]
"""The subject of a column: left, right, the value towards infinity, or the equations of a path."""


@dataclass(frozen=True, slots=True)
class SampleColumn:
    """A value is None where the function is not defined."""

    key: Key
    values: tuple[mpmath.mpf | None, ...]


@dataclass(frozen=True, slots=True)
class SampleTable:
    """The `steps`, named `name`, and what the function is there."""

    name: str
    steps: tuple[sp.Expr, ...]
    columns: tuple[SampleColumn, ...]

    def rows(self) -> Iterator[Mapping[Key, float | None]]:
        """Yield the table as floats, a mapping for each step."""
        for i, step in enumerate(self.steps):
            row: dict[Key, float | None] = {self.name: float(step)}
            for column in self.columns:
                value = column.values[i]
                row[column.key] = None if value is None else float(value)
            yield row


def sample_table(found: "Limit") -> SampleTable | None:
    """Return the samples; None if there are none, as where the function has parameters."""
    if len(found.to) > 1:
        sampled = [path for path in found.paths if path.limit.samples]
        equations = [path.equations(found.to).items() for path in sampled]
        keys = [tuple(sp.Eq(x, e, evaluate=False) for x, e in items) for items in equations]
        columns = _columns(keys, [path.limit.samples for path in sampled])
        steps = [s.x for s in sampled[0].limit.samples] if sampled else []
        return SampleTable(str(sampled[0].t), tuple(steps), columns) if sampled else None
    samples = found.sides[0].samples if found.sides else ()
    if not samples or not any(s.value is not None for side in found.sides for s in side.samples):
        return None
    ((x, a),) = found.to.items()
    if a.is_infinite:
        return SampleTable(str(x), tuple(s.x for s in samples), _columns(["value"], [samples]))
    sides = [(key, side) for key, side in (("left", found.left), ("right", found.right)) if side is not None]
    columns = _columns([key for key, _ in sides], [side.samples for _, side in sides])
    return SampleTable("h", tuple(abs(s.x - a) for s in samples), columns)


def _columns(keys: Sequence[Key], samples: Sequence[Sequence["SampledValue"]]) -> tuple[SampleColumn, ...]:
    pairs = zip(keys, samples, strict=True)
    return tuple(SampleColumn(key, tuple(s.value for s in column)) for key, column in pairs)
