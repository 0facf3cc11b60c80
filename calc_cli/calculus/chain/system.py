"""A system of equations as a graph: who depends on whom, in which order, along how many paths, in which layers.

It tells how derivatives are written in Leibniz's notation: which are partial, and what is held fixed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from itertools import islice

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.functions import TypedFunction, in_order
from calc_cli.algebra.occurrences import parts
from calc_cli.calculus.result import Rate
from calc_cli.errors import UsageError

Path = tuple[sp.Symbol, ...]


@dataclass(frozen=True)
class System:
    """Equations name = formula, no name twice. Raises UsageError if a variable depends on itself."""

    formulas: Mapping[sp.Symbol, TypedFunction]

    def __post_init__(self) -> None:
        try:
            self.order  # noqa: B018 - asked for its error
        except CycleError as error:
            circle = error.args[1][-2::-1]
            start = circle.index(min(circle, key=[*self.formulas].index))
            names = [*circle[start:], *circle[: start + 1]]
            raise UsageError(
                f"{names[0]} depends on itself: {' → '.join(map(str, names))}",
                hint="each variable is computed from others, in some order",
            ) from None

    @cached_property
    def parents(self) -> dict[sp.Symbol, Path]:
        """For each name that has an equation, the variables that it is computed from."""
        return {name: _uses(formula.typed) for name, formula in self.formulas.items()}

    @cached_property
    def outputs(self) -> Path:
        """The names that no equation uses, in the order of the equations."""
        return tuple(name for name in self.formulas if not self.children[name])

    @cached_property
    def inputs(self) -> Path:
        """The names without an equation, x2 before x10."""
        used = {parent for parents in self.parents.values() for parent in parents}
        return tuple(in_order(used - self.formulas.keys()))

    @cached_property
    def order(self) -> Path:
        """The names that have an equation, each behind those that it is computed from, else as the equations stand."""
        sorter = TopologicalSorter(
            {name: [p for p in parents if p in self.formulas] for name, parents in self.parents.items()}
        )
        sorter.prepare()
        place, found = {name: i for i, name in enumerate(self.formulas)}, []
        while sorter.is_active():
            ready = sorted(sorter.get_ready(), key=place.__getitem__)
            sorter.done(*ready)
            found += ready
        return tuple(found)

    @cached_property
    def children(self) -> dict[sp.Symbol, Path]:
        """For each variable, the names that are computed from it."""
        found: dict[sp.Symbol, list[sp.Symbol]] = {name: [] for name in (*self.inputs, *self.formulas)}
        for name in self.formulas:
            for parent in self.parents[name]:
                found[parent].append(name)
        return {name: tuple(children) for name, children in found.items()}

    def without(self, names: Sequence[sp.Symbol]) -> "System":
        """Return the system in which `names` are inputs, whatever they were computed from."""
        return System({name: formula for name, formula in self.formulas.items() if name not in names})

    def reaches(self, variables: Sequence[sp.Symbol]) -> frozenset[sp.Symbol]:
        """Return the names that depend on one of `variables`, and these themselves."""
        return frozenset(name for x in variables for name, count in self.number_of_paths(x).items() if count)

    def reaching(self, output: sp.Symbol) -> frozenset[sp.Symbol]:
        """Return the names that `output` depends on, and itself."""
        found = {output}
        for name in reversed(self.order):
            if name in found:
                found.update(self.parents[name])
        return frozenset(found)

    def number_of_paths(self, variable: sp.Symbol) -> dict[sp.Symbol, int]:
        """From each name, the number of ways down to `variable`."""
        counts = {variable: 1}
        for name in self.order:
            if name != variable:
                counts[name] = sum(counts.get(parent, 0) for parent in self.parents[name])
        return counts

    def paths(self, start: sp.Symbol, variable: sp.Symbol) -> Iterator[Path]:
        """Yield the ways from `start` down to `variable`, in the order in which they were typed."""
        live = self.reaches([variable])
        waiting: list[Path] = [(start,)]
        while waiting:
            path = waiting.pop()
            if path[-1] == variable:
                yield path
            else:
                waiting += [(*path, p) for p in reversed(self.parents.get(path[-1], ())) if p in live]

    def total_rate(self, output: sp.Symbol, x: sp.Symbol) -> Rate:
        """Return the derivative through all between, as written: ∂ if the output depends on other variables too."""
        return Rate(output.name, (x.name,), bool(self._inputs_of(output) - {x}))

    def local_rate(self, name: sp.Symbol, parent: sp.Symbol) -> Rate:
        """Return that of a right side in one variable in it: ∂ if there are others, which may depend on this one."""
        others = [p for p in self.parents[name] if p != parent]
        is_alone = len(self._inputs_of(name)) == 1  # then the total is dy/dx, which cannot be mistaken
        below = () if is_alone else self.reaches([parent])
        return Rate(name.name, (parent.name,), bool(others), tuple(p.name for p in others if p in below))

    def _inputs_of(self, name: sp.Symbol) -> frozenset[sp.Symbol]:
        return self.reaching(name) & {*self.inputs}

    def layers(self, variables: Sequence[sp.Symbol]) -> tuple[Path, ...]:
        """From `variables` to the outputs, what is known at each stage and still needed later.

        A variable that skips a layer is carried through it.
        """
        live = self.reaches(variables)
        outputs = [name for name in self.outputs if name in live]
        height = dict.fromkeys(variables, 0)
        for name in self.order:
            if name in live and name not in height:
                height[name] = 1 + max(height[p] for p in self.parents[name] if p in live)
        top = max((height[name] for name in outputs), default=0)
        last = {
            name: top
            if name in outputs
            else max((height[c] for c in self.children.get(name, ()) if c in live), default=0)
            for name in height
        }
        between = [[n for n in height if height[n] <= i and (height[n] == i or last[n] > i)] for i in range(1, top)]
        return tuple(variables), *(tuple(in_order(names)) for names in between), tuple(outputs)


def _uses(typed: sp.Expr) -> Path:
    """Return the variables in an expression, in the order in which they were typed."""
    free = typed.free_symbols
    seen = (node for node in parts(typed) if node in free)
    return tuple(dict.fromkeys(islice(seen, 100_000))) if free else ()


def fixed_names(formulas: Mapping[sp.Symbol, TypedFunction]) -> frozenset[sp.Symbol]:
    """Return the variables that unknown functions of several variables are differentiated in.

    No formula can stand in their place: ∂f/∂x has no notation with t^2 for x.
    """
    applied = {part for formula in formulas.values() for part in formula.typed.atoms(AppliedUndef) if part.args[1:]}
    return frozenset(s for part in applied for s in part.free_symbols)
