"""The chain rule on a system of equations: local derivatives, sums over paths, and the derivatives that they give.

The rule is written out along the paths from an output down to a variable. Their number can be exponential in that of
the equations, so nothing is computed along paths: totals come from the composed function, or where that would be too
long from one walk of the graph. Source: Griewank & Walther, Evaluating Derivatives (2nd ed., 2008), chapters 2-3.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import mpmath
import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.evaluate import approximate, evaluator, value_at
from calc_cli.algebra.functions import symbol
from calc_cli.algebra.substitute import substitute
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.chain.numeric_chain import adjoints
from calc_cli.calculus.chain.system import Formula, Path, System, names_kept
from calc_cli.calculus.derivation.steps import Step
from calc_cli.calculus.derivative.derivative import Derivative, derive
from calc_cli.calculus.equality.components import compare_components
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Counterexample, Given, Remark
from calc_cli.errors import ExitStatus, UndefinedError, UnsupportedError, UsageError

MOST_PATHS = 12
"""More paths than this are counted, not written out."""

_LONGEST = 1_500
"""A composed function of more nodes is not written out."""

_LONGEST_EXACT = 250
_DEEPEST_EXACT = 40
"""At a point, the values of a longer function or of more equations are computed along the graph, in decimals."""

_DIGITS = 15
"""Of values that are not exact, if no number of digits is asked for."""

Edge = tuple[sp.Symbol, sp.Symbol]
Point = Mapping[sp.Symbol, sp.Expr]
Matrix = tuple[tuple[sp.Expr, ...], ...]


@dataclass(frozen=True, slots=True)
class Total:
    """The derivative of `output` in `variable` through all variables between.

    `paths` are the ways down, none if they are more than MOST_PATHS; `count` is their number. `chained` is the sum
    over them in the variables between. `result` is in the variables without an equation, None if it is too long to
    write out; `value` is at the point, if there is one, and exact where `result` is.
    """

    output: sp.Symbol
    variable: sp.Symbol
    count: int
    paths: tuple[Path, ...]
    chained: sp.Expr | None
    result: sp.Expr | None
    domain: tuple[sp.Basic, ...] = ()
    value: sp.Expr | None = None


@dataclass(frozen=True)
class Chain:
    """The chain rule on `system` in `variables`; a row of `totals` for each output.

    `locals` has the derivative of each right side in each variable in it. At a point, `values` has all variables
    and `slopes` the local derivatives that exist there. `steps` derive the local derivatives, if that was asked for.
    """

    system: System
    variables: Path
    locals: Mapping[Edge, sp.Expr]
    totals: tuple[tuple[Total, ...], ...]
    at: Point | None = None
    values: Mapping[sp.Symbol, sp.Expr] | None = None
    slopes: Mapping[Edge, sp.Expr] | None = None
    check: Check | None = None
    steps: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def status(self) -> ExitStatus:
        """What the command ends with."""
        return ExitStatus.DONE if self.check is None else self.check.status

    @property
    def result(self) -> sp.Basic:
        """The derivative; a list for several variables or outputs; for both, a row for each output.

        Raises UnsupportedError if it is too long to write out.
        """
        return self._shaped(lambda total: _written(total.result))

    @property
    def value(self) -> sp.Basic | None:
        """The same at the point, if there is one."""
        return None if self.at is None else self._shaped(lambda total: _written(total.value))

    def _shaped(self, of: Callable[[Total], sp.Basic]) -> sp.Basic:
        return shaped([[of(total) for total in row] for row in self.totals])

    @cached_property
    def layers(self) -> tuple[Path, ...]:
        """From the variables to the outputs, what is known at each stage."""
        return self.system.layers(self.variables)

    @cached_property
    def edges(self) -> tuple[tuple[tuple[Edge | None, ...], ...], ...]:
        """What the matrices consist of: an edge, (name, name) where a name is carried through, or None for 0."""
        return tuple(
            tuple(tuple(_edge(name, before, self.system, befores) for name in names) for before in befores)
            for befores, names in pairwise(self.layers)
        )

    @cached_property
    def matrices(self) -> tuple[Matrix, ...]:
        """Between two layers, the derivative of each name (a column) in each name before (a row)."""
        return tuple(tuple(tuple(map(self._entry, row)) for row in matrix) for matrix in self.edges)

    def _entry(self, edge: Edge | None) -> sp.Expr:
        return sp.S.Zero if edge is None else self.locals.get(edge, sp.S.One)


def _edge(name: sp.Symbol, before: sp.Symbol, system: System, befores: Path) -> Edge | None:
    is_step = name == before or (name not in befores and before in system.parents[name])
    return (name, before) if is_step else None


def shaped(rows: Sequence[Sequence[sp.Basic]]) -> sp.Basic:
    """Return a table of expressions as one expression, a list, or a list of rows."""
    if len(rows[0]) == 1:
        return rows[0][0] if len(rows) == 1 else sp.Tuple(*[row[0] for row in rows])
    return sp.Tuple(*rows[0]) if len(rows) == 1 else sp.Tuple(*[sp.Tuple(*row) for row in rows])


def _written(e: sp.Expr | None) -> sp.Expr:
    if e is None:
        raise UnsupportedError(
            "written out in the independent variables, the derivative is too long",
            hint="its value at a point is computed along the graph: add --at",
        )
    return e


def chain(
    formulas: Mapping[sp.Symbol, Formula],
    wrt: Sequence[sp.Symbol] = (),
    *,
    at: Point | None = None,
    given: Given | None = None,
    digits: int | None = None,
    notes: tuple[str, ...] = (),
) -> Chain:
    """Differentiate what no formula uses in `wrt`, or in all variables that have no formula.

    A variable of `wrt` is independent even if it has a formula. Raises UsageError for a circle of equations, a
    name that does not occur, or where nothing is left to differentiate; DomainError if an output is real nowhere; at
    a point UndefinedError if there is no derivative, UnsupportedError if that is not decided. With an answer `given`,
    which has one component for each derivative, that there is none at the point is no error but the truth that the
    answer is held against.
    """
    system = System(formulas).without(wrt)
    variables = tuple(wrt) or system.inputs
    _check_variables(System(formulas), variables)
    work = _Work(system, variables, at, digits)
    if given is None:
        return work.chain(notes)
    try:
        found = work.chain(notes)
    except UndefinedError as error:
        values = None if given == "none" else Counterexample(at or {}, None, given)
        check = Check(given, given == "none", "proved", values, remarks=(Remark("reason", text=error.message),))
        return replace(_Work(system, variables, None, digits).chain(notes), check=check)
    return replace(found, check=_checked(found, given, work))


def _check_variables(system: System, variables: Path) -> None:
    """Raise UsageError for what is no variable of the whole system, or its output."""
    for x in variables:
        if x not in system.children:
            names = ", ".join(map(str, system.inputs))
            raise UsageError(f"{x} occurs in no equation", hint=f"the independent variables are {names}")
        if x in system.outputs:
            raise UsageError(f"no equation uses {x}, so nothing depends on it")
    if not variables:
        raise UsageError("all of this is constant: there is no variable to differentiate in")


def _unreached(system: System, variables: Path) -> tuple[str, ...]:
    return tuple(
        f"{output} does not depend on {x}"
        for x in variables
        for output in system.outputs
        if output not in system.reaches([x])
    )


class _Work:
    """What one call of `chain` computes, each thing once."""

    def __init__(self, system: System, variables: Path, at: Point | None, digits: int | None) -> None:
        self.system = system
        self.variables = variables
        self.at = at
        self.digits = digits or _DIGITS
        self.kept = names_kept(system.formulas)
        self.live = system.reaches(variables)
        self.locals = {edge: self._local(edge) for edge in self._edges()}
        self.typed: dict[sp.Symbol, sp.Expr] = {}
        self.is_short = self._compose()
        self.notes: list[str] = []

    def chain(self, notes: tuple[str, ...]) -> Chain:
        system, variables = self.system, self.variables
        totals = tuple(tuple(self.total(output, x) for x in variables) for output in system.outputs)
        notes = (*notes, *_unreached(system, variables), *self.notes)
        if self.at is None:
            return Chain(system, variables, self.locals, totals, notes=notes)
        return Chain(system, variables, self.locals, totals, self.at, self.values, self.slopes(), notes=notes)

    def _edges(self) -> list[Edge]:
        return [(name, p) for name in self.system.formulas for p in self.system.parents[name] if p in self.live]

    def _local(self, edge: Edge) -> sp.Expr:
        name, parent = edge
        formula = self.system.formulas[name]
        return derive(formula.typed, formula.expression, parent).result

    def _compose(self) -> bool:
        """Put the formulas into each other as typed, if that does not get too long."""
        if self.at is not None and len(self.system.order) > _DEEPEST_EXACT:
            return False
        sizes: dict[sp.Symbol, int] = {}
        for name in self.system.order:
            formula = self.system.formulas[name]
            sizes[name] = sum(sizes.get(node, 1) for node in sp.preorder_traversal(formula.typed))
            if sizes[name] > (_LONGEST if self.at is None else _LONGEST_EXACT):
                return False
            self.typed[name] = substitute(formula.typed, {p: self.typed[p] for p in formula.uses if self._goes_in(p)})
        return True

    def _goes_in(self, name: sp.Symbol) -> bool:
        return name in self.typed and name not in self.kept

    def total(self, output: sp.Symbol, x: sp.Symbol) -> Total:
        count = self.system.number_of_paths(x).get(output, 0)
        paths = tuple(self.system.paths(output, x)) if count <= MOST_PATHS else ()
        chained = sp.Add(*map(self._along, paths)) if count <= MOST_PATHS else None
        if count == 0:
            value = None if self.at is None else sp.S.Zero
            return Total(output, x, 0, (), sp.S.Zero, sp.S.Zero, value=value)
        if not self.is_short:
            return Total(output, x, count, paths, chained, None, value=self._number(output, x))
        if self.kept:
            result = None if chained is None else tidy(self.composed(chained))
            return Total(output, x, count, paths, chained, result, value=self._value_of_rule())
        found = self._derivative(output, x)
        if found.value is not None:
            self._compare_with_rule(output, x, found.value)
        self.notes += [note for note in found.notes if note not in self.notes]
        return Total(output, x, count, paths, chained, found.result, found.domain, found.value)

    def _along(self, path: Path) -> sp.Expr:
        return sp.Mul(*[self.locals[edge] for edge in pairwise(path)])

    def _derivative(self, output: sp.Symbol, x: sp.Symbol) -> Derivative:
        typed = self.typed[output]
        try:
            return derive(typed, evaluator().value(typed), x, at=self.at)
        except UndefinedError as error:
            if len(self.system.outputs) * len(self.variables) > 1:
                error.message = f"∂{output}/∂{x}: {error.message}"
            raise

    def composed(self, e: sp.Expr) -> sp.Expr:
        """`e` in the variables that have no formula, as far as these can stand in it."""
        rates = {rate: symbol(f"rate_{i}") for i, rate in enumerate(e.atoms(sp.Derivative))}
        inner = {p: self.typed[p] for p in e.free_symbols if self._goes_in(p)}
        whole = evaluator().value(substitute(e.xreplace(rates), inner))
        return whole.xreplace({stand_in: rate for rate, stand_in in rates.items()})

    # At the point

    @cached_property
    def values(self) -> dict[sp.Symbol, sp.Expr]:
        """The value of every variable; of those without a value, themselves."""
        found = dict(self.at or {})
        if not self.is_short:
            return found
        for name in self.system.order:
            if self._goes_in(name):
                found[name] = value_at(self.typed[name], self.at or {})
        return found

    def slopes(self) -> dict[Edge, sp.Expr]:
        """The local derivatives at the point, as far as they exist and formulas are not too long."""
        found = {}
        for edge in self.locals if self.is_short else ():
            with suppress(UndefinedError, UnsupportedError):
                found[edge] = self._local_value(*edge)
        return found

    def _number(self, output: sp.Symbol, x: sp.Symbol) -> sp.Expr | None:
        """The value along the graph, in decimals."""
        if self.at is None:
            return None
        return adjoints(self.system, output, self.locals, self.at, self.digits)[x]

    def _value_of_rule(self) -> sp.Expr | None:
        if self.at is None:
            return None
        unknown = {type(f).__name__ for e in self.system.formulas.values() for f in e.typed.atoms(AppliedUndef)}
        raise UnsupportedError(f"{min(unknown)} is an unknown function, so it has no value")

    def _compare_with_rule(self, output: sp.Symbol, x: sp.Symbol, value: sp.Expr) -> None:
        """Say so where the composed function has a derivative that the rule does not give."""
        reason = self._reason_against_rule(output, x, value)
        if reason and reason not in self.notes:
            self.notes.append(reason)

    def _reason_against_rule(self, output: sp.Symbol, x: sp.Symbol, value: sp.Expr) -> str:
        through = self.system.reaches([x])
        slopes: dict[sp.Symbol, sp.Expr] = {x: sp.S.One}
        for name in self.system.order:
            if name not in through or name == x:
                continue
            slopes[name] = sp.S.Zero
            for parent in self.system.parents[name]:
                if parent in through:
                    try:
                        slopes[name] += self._local_value(name, parent) * slopes[parent]
                    except UndefinedError as error:
                        return f"the chain rule does not apply here: {name} is {error.message}"
        if _agree(slopes[output], value):
            return ""
        return (
            f"the chain rule does not apply here, where it would give {slopes[output]}: not every right side is "
            "differentiable as a function of all its variables together"
        )

    def _local_value(self, name: sp.Symbol, parent: sp.Symbol) -> sp.Expr:
        from calc_cli.calculus.differentiability.definition import (
            derivative_at,  # a long way to load, as in derivative.py
        )

        formula = self.system.formulas[name]
        place = {p: self.values[p] for p in formula.uses if p in self.values}
        return derivative_at(formula.typed, self.locals[name, parent], parent, place)


def _agree(a: sp.Expr, b: sp.Expr) -> bool:
    """Whether two values are equal to all digits that matter, or have variables in them, which nothing is said of."""
    if a.free_symbols | b.free_symbols:
        return True
    one, other = (approximate(number, {}, _DIGITS) for number in (a, b))
    return abs(one - other) <= max(1, abs(other)) * mpmath.mpf(10) ** (2 - _DIGITS)


def _checked(found: Chain, given: Given, work: "_Work") -> Check:
    """Hold an answer, in independent variables or in those between, against the derivative or its value."""
    if given == "none":
        return Check(given, False, "proved")
    answer = _part_by_part(work.composed, given)
    if found.at is not None and found.value is not None:
        expected, answer = found.value, substitute(answer, found.at)
    else:
        expected = _part_by_part(work.composed, found.result)
    totals = [total for row in found.totals for total in row]
    if len(totals) == 1:
        return replace(compare(*_flat(expected), *_flat(answer)), given=given)
    check = compare_components(_flat(expected), _flat(answer))
    wrong = tuple(
        Remark("reason", text=f"the derivative of {totals[i].output} in {totals[i].variable} is wrong")
        for i in check.wrong
    )
    return replace(check, given=given, remarks=(*wrong, *check.remarks))


def _flat(e: sp.Basic) -> list[sp.Basic]:
    """The components of a list, or of a list of rows, one after the other."""
    return [part for item in e for part in _flat(item)] if isinstance(e, sp.Tuple) else [e]


def _part_by_part(of: Callable[[sp.Expr], sp.Expr], e: sp.Basic) -> sp.Basic:
    return sp.Tuple(*[_part_by_part(of, part) for part in e]) if isinstance(e, sp.Tuple) else of(e)


def approximation(value: sp.Expr | None) -> float | None:
    """A value as a float, if it is a number."""
    return None if value is None or value.free_symbols else float(approximate(value, {}, 17))
