"""The derivatives that the chain rule gives: local ones, their products along paths, and the totals.

A total is the derivative of the composed function, which is exact and knows where it holds. Where the composed function
would be too long, its value at a point is found along the graph (calculus/graph).
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import mpmath
import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.evaluate import approximate, evaluator, substitute, value_at
from calc_cli.algebra.functions import TypedFunction, symbol
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.chain.system import Path, System, fixed_names
from calc_cli.calculus.derivative.derivative import Derivative, derive
from calc_cli.calculus.differentiability.definition import derivative_at
from calc_cli.calculus.graph.graph import DIGITS, numeric_gradient
from calc_cli.calculus.graph.record import record_system
from calc_cli.calculus.result import Notes, Notice
from calc_cli.errors import UndefinedError, UnsupportedError, UsageError
from calc_cli.syntax.parser import Reading

LONGEST = 1_500
"""A composed function of more nodes is not written out."""

LONGEST_EXACT = 250
DEEPEST_EXACT = 40
"""At a point, the values of a longer function or of more equations are computed along the graph, in decimals."""


class Composition:
    """Each name of the system in the variables that have no equation, as typed, unless that gets too long.

    `fixed` are variables that nothing can be put in the place of: f(x, y) is differentiated in them.
    """

    def __init__(self, system: System, at: Mapping[sp.Symbol, sp.Expr] | None) -> None:
        self.system = system
        self.at = at
        self.fixed = fixed_names(system.formulas)
        self.typed: dict[sp.Symbol, sp.Expr] = {}
        self.is_short = self._compose()

    def _compose(self) -> bool:
        if self.at is not None and len(self.system.order) > DEEPEST_EXACT:
            return False
        sizes: dict[sp.Symbol, int] = {}
        for name in self.system.order:
            formula = self.system.formulas[name]
            sizes[name] = sum(sizes.get(node, 1) for node in sp.preorder_traversal(formula.typed))
            if sizes[name] > (LONGEST if self.at is None else LONGEST_EXACT):
                return False
            self.typed[name] = substitute(formula.typed, self._inner(self.system.parents[name]))
        return True

    def _inner(self, names: tuple[sp.Symbol, ...] | set[sp.Symbol]) -> dict[sp.Symbol, sp.Expr]:
        """Return the expressions that stand for these names, as far as any can."""
        return {name: self.typed[name] for name in names if name in self.typed and name not in self.fixed}

    def of(self, e: sp.Expr) -> sp.Expr:
        """Return `e` in the variables that have no equation, as far as these can stand in it, evaluated."""
        rates = {rate: symbol(f"rate_{i}") for i, rate in enumerate(e.atoms(sp.Derivative))}
        composed = evaluator().value(substitute(e.xreplace(rates), self._inner(e.free_symbols)))
        return composed.xreplace({stand_in: rate for rate, stand_in in rates.items()})

    @cached_property
    def values(self) -> dict[sp.Symbol, sp.Expr]:
        """The value of every variable at the point; of those without a value, themselves."""
        composed = self._inner(self.system.order) if self.is_short else {}
        return {**(self.at or {}), **{name: value_at(typed, self.at or {}) for name, typed in composed.items()}}


MOST_PATHS = 12
"""More paths than this are counted, not written out."""

Edge = tuple[sp.Symbol, sp.Symbol]


@dataclass(frozen=True, slots=True)
class Total:
    """The derivative of `output` in `variable` through all variables between.

    `paths` are the ways down, none if they are more than MOST_PATHS; `count` is their number. `result` is in the
    variables without an equation, None if it is too long to write out; `value` is at the point, if there is one, and
    exact where `result` is.
    """

    output: sp.Symbol
    variable: sp.Symbol
    count: int
    paths: tuple[Path, ...]
    result: sp.Expr | None
    domain: tuple[sp.Basic, ...] = ()
    value: sp.Expr | None = None


class Totals:
    """The derivatives of the outputs of a system in some variables, and what is computed once for all of them."""

    def __init__(
        self, composition: Composition, variables: Path, digits: int | None, readings: Mapping[sp.Symbol, Reading]
    ) -> None:
        self.composition = composition
        self.system: System = composition.system
        self.at = composition.at
        self.variables = variables
        self.digits = digits
        self.readings = readings
        if self.at is not None and composition.fixed:
            unknown = {type(f).__name__ for e in self.system.formulas.values() for f in e.typed.atoms(AppliedUndef)}
            raise UnsupportedError(f"{min(unknown)} is an unknown function, so it has no value")
        self.numbers: dict[sp.Symbol, Mapping[sp.Symbol, sp.Expr]] = {}
        live = self.system.reaches(variables)
        edges = [(name, p) for name in self.system.formulas for p in self.system.parents[name] if p in live]
        self.locals = {edge: self._local(*edge) for edge in edges}
        self.notes: list[Notice | str] = []
        self.table = tuple(tuple(self._total(y, x) for x in variables) for y in self.system.outputs)

    def _local(self, name: sp.Symbol, parent: sp.Symbol) -> sp.Expr:
        formula = self.system.formulas[name]
        return derive(replace(formula, variables=(parent,), notes=())).result

    def _total(self, output: sp.Symbol, x: sp.Symbol) -> Total:
        count = self.system.number_of_paths(x).get(output, 0)
        paths = tuple(self.system.paths(output, x)) if count <= MOST_PATHS else ()
        if count == 0:
            value = None if self.at is None else sp.S.Zero
            return Total(output, x, 0, (), sp.S.Zero, value=value)
        if not self.composition.is_short:
            return Total(output, x, count, paths, None, value=self._number(output, x))
        if self.composition.fixed:
            result = tidy(self.composition.of(sp.Add(*map(self._along, paths)))) if paths else None
            return Total(output, x, count, paths, result)
        derivative = self._derivative(output, x)
        notes = derivative.notes
        if derivative.value is not None:
            notes = (*self._against_rule(output, x, derivative.value), *notes)
        self.notes += [note for note in notes if note not in self.notes]
        return Total(output, x, count, paths, derivative.result, derivative.domain, derivative.value)

    def _along(self, path: Path) -> sp.Expr:
        return sp.Mul(*[self.locals[edge] for edge in pairwise(path)])

    def _derivative(self, output: sp.Symbol, x: sp.Symbol) -> Derivative:
        typed = self.composition.typed[output]
        try:
            return derive(TypedFunction(typed, evaluator().value(typed), (x,)), at=self.at)
        except UndefinedError as error:
            if len(self.system.outputs) * len(self.variables) > 1:
                error.where = f"∂{output}/∂{x}"
            raise

    # At the point

    def slopes(self) -> dict[Edge, sp.Expr]:
        """Return the local derivatives at the point, as far as they exist and formulas are not too long."""
        slopes = {}
        for edge in self.locals if self.composition.is_short else ():
            with suppress(UndefinedError, UnsupportedError):
                slopes[edge] = self._local_value(*edge)
        return slopes

    def _number(self, output: sp.Symbol, x: sp.Symbol) -> sp.Expr | None:
        """Return the value along the graph."""
        if self.at is None:
            return None
        if output not in self.numbers:
            missing = [y for y in self.system.inputs if y not in self.at]
            if missing:
                raise UsageError(f"the point gives no value to {missing[0]}", hint=f"for example --at {missing[0]}=1")
            needed = self.system.reaching(output)
            definitions = [(name.name, self.readings[name]) for name in self.system.order if name in needed]
            tape = record_system(definitions, self.variables, output.name, self.at)
            values = numeric_gradient(tape, self.at, digits=self.digits).gradient
            self.numbers[output] = dict(zip(self.variables, values, strict=True))
        return self.numbers[output][x]

    def _against_rule(self, output: sp.Symbol, x: sp.Symbol, value: sp.Expr) -> Notes:
        """Return a note where the composed function has a derivative that the rule does not give."""
        through = self.system.reaches([x])
        slopes: dict[sp.Symbol, sp.Expr] = {x: sp.S.One}
        for name in self.system.order:
            if name not in through or name == x:
                continue
            parents = [parent for parent in self.system.parents[name] if parent in through]
            try:
                slopes[name] = sp.Add(*[self._local_value(name, parent) * slopes[parent] for parent in parents])
            except UndefinedError as error:
                return (Notice("chain rule undefined", (name, error)),)
        return () if _agree(slopes[output], value) else (Notice("chain rule wrong", (slopes[output],)),)

    def _local_value(self, name: sp.Symbol, parent: sp.Symbol) -> sp.Expr:
        formula = self.system.formulas[name]
        place = {p: self.composition.values[p] for p in self.system.parents[name] if p in self.composition.values}
        return derivative_at(formula.typed, self.locals[name, parent], parent, place)


def _agree(a: sp.Expr, b: sp.Expr) -> bool:
    """Return True if two values are equal to all digits that matter, or have variables in them."""
    if a.free_symbols | b.free_symbols:
        return True
    one, other = (approximate(number, {}, DIGITS) for number in (a, b))
    return abs(one - other) <= max(1, abs(other)) * mpmath.mpf(10) ** (2 - DIGITS)
