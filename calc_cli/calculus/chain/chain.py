"""The chain rule on a system of equations: local derivatives, sums over paths, and the derivatives that they give.

The rule is written out along the paths from an output down to a variable. Their number can be exponential in that of
the equations, so nothing is computed along paths: totals come from the composed function, or where that would be too
long from one walk of the graph. Source: Griewank & Walther, Evaluating Derivatives (2nd ed., 2008), chapters 2-3.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

import sympy as sp

from calc_cli.algebra.evaluate import Point, as_float, substitute
from calc_cli.algebra.functions import TypedFunction
from calc_cli.calculus.chain.system import Path, System
from calc_cli.calculus.chain.totals import Composition, Edge, Total, Totals
from calc_cli.calculus.equality.components import compare_components, flat
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Given, Remark, check_without_value
from calc_cli.calculus.result import Checked, Exact, Fields, NoAnswer, Notes, Notice, Result, Typeset
from calc_cli.calculus.steps import Step
from calc_cli.errors import UndefinedError, UnsupportedError, UsageError
from calc_cli.syntax.parser import Reading

Matrix = tuple[tuple[sp.Expr, ...], ...]


@dataclass(frozen=True)
class Chain(Result):
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
    notes: Notes = ()

    @property
    def answer(self) -> sp.Basic | NoAnswer:
        """The values at the point, else the derivatives, if they are not too long to write out."""
        try:
            return self.result if self.value is None else self.value
        except UnsupportedError as error:
            return NoAnswer(error.status, error.message, error.hint)

    @property
    def domain(self) -> tuple[sp.Basic, ...]:
        return tuple(dict.fromkeys(c for row in self.totals for total in row for c in total.domain))

    @property
    def fields(self) -> Fields:
        totals = [total for row in self.totals for total in row]
        return {
            "wrt": self.variables,
            "result": self._shaped(lambda total: total.result, tuple),
            "latex": self._shaped(lambda total: None if total.result is None else Typeset(total.result), tuple),
            "at": self.at,
            "value": None if self.at is None else self._shaped(lambda total: total.value, tuple),
            "approx": None if self.at is None else self._shaped(lambda total: as_float(total.value), tuple),
            "equations": [Exact(sp.Eq(y, f.typed, evaluate=False)) for y, f in self.system.formulas.items()],
            "outputs": self.system.outputs,
            "locals": [
                {"of": y, "wrt": x, "derivative": Exact(slope, typed=False)} for (y, x), slope in self.locals.items()
            ],
            "paths": [{"of": t.output, "wrt": t.variable, "count": t.count, "paths": t.paths} for t in totals],
            "layers": self.layers,
            "check": None if self.check is None else Checked(self.check, "the derivative"),
        }

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

    def _shaped(
        self, of: Callable[[Total], Any], listed: Callable[[Iterable[Any]], Any] = lambda items: sp.Tuple(*items)
    ) -> Any:
        """Return a value for each derivative: one, a list, or a list of rows."""
        rows = [[of(total) for total in row] for row in self.totals]
        if len(rows[0]) == 1:
            return rows[0][0] if len(rows) == 1 else listed(row[0] for row in rows)
        return listed(rows[0]) if len(rows) == 1 else listed(map(listed, rows))

    @cached_property
    def layers(self) -> tuple[Path, ...]:
        """From the variables to the outputs, what is known at each stage."""
        return self.system.layers(self.variables)

    @cached_property
    def edges(self) -> tuple[tuple[tuple[Edge | None, ...], ...], ...]:
        """The entries of the matrices: an edge, (name, name) where a name is carried through, or None for 0."""
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


def _written(e: sp.Expr | None) -> sp.Expr:
    if e is None:
        raise UnsupportedError(
            "written out in the independent variables, the derivative is too long",
            hint="its value at a point is computed along the graph: add --at",
        )
    return e


def chain(
    formulas: Mapping[sp.Symbol, TypedFunction],
    wrt: Sequence[sp.Symbol] = (),
    *,
    readings: Mapping[sp.Symbol, Reading],
    at: Point | None = None,
    given: Given | None = None,
    digits: int | None = None,
    notes: Notes = (),
) -> Chain:
    """Differentiate what no formula uses in `wrt`, or in all variables that have no formula.

    `readings` has the formulas as they were read.

    A variable of `wrt` is independent even if it has a formula. Raises UsageError for a circle of equations, a
    name that does not occur, or where nothing is left to differentiate; DomainError if an output is real nowhere; at
    a point UndefinedError if there is no derivative, UnsupportedError if that is not decided. With an answer `given`,
    which has one component for each derivative, that there is none at the point is no error but the truth that the
    answer is held against.
    """
    system = System(formulas).without(wrt)
    variables = tuple(wrt) or system.inputs
    _check_variables(System(formulas), variables)
    unreached = ((y, x) for x in variables for y in system.outputs if y not in system.reaches([x]))
    notes = (*notes, *(Notice("independent", (y, x)) for y, x in unreached))

    def found(at: Point | None) -> tuple[Chain, Composition]:
        composition = Composition(system, at)
        totals = Totals(composition, variables, digits, readings)
        result = Chain(system, variables, totals.locals, totals.table, notes=(*notes, *totals.notes))
        if at is not None:
            result = replace(result, at=at, values=composition.values, slopes=totals.slopes())
        return result, composition

    try:
        result, composition = found(at)
    except UndefinedError as error:
        if given is None:
            raise
        return replace(found(None)[0], check=check_without_value(given, at, error))
    return result if given is None else replace(result, check=_checked(result, given, composition))


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


def _checked(found: Chain, given: Given, composition: Composition) -> Check:
    """Hold an answer, in independent variables or in those between, against the derivative or its value."""
    if given == "none":
        return Check(given, False, "proved")
    answer = _part_by_part(composition.of, given)
    if found.at is not None and found.value is not None:
        expected, answer = found.value, substitute(answer, found.at)
    else:
        expected = _part_by_part(composition.of, found.result)
    totals = [total for row in found.totals for total in row]
    if len(totals) == 1:
        return replace(compare(*flat(expected), *flat(answer)), given=given)
    check = compare_components(flat(expected), flat(answer))
    wrong = tuple(
        Remark("reason", text=f"the derivative of {totals[i].output} in {totals[i].variable} is wrong")
        for i in check.wrong
    )
    return replace(check, given=given, remarks=(*wrong, *check.remarks))


def _part_by_part(of: Callable[[sp.Expr], sp.Expr], e: sp.Basic) -> sp.Basic:
    return sp.Tuple(*[_part_by_part(of, part) for part in e]) if isinstance(e, sp.Tuple) else of(e)
