"""Answer questions about the course of a curve, and about critical points."""

from dataclasses import replace

import sympy as sp

from calc_cli.algebra.evaluate import with_values
from calc_cli.algebra.functions import TypedFunction, in_order, symbol
from calc_cli.calculus.study.several import CriticalPoints, critical_points
from calc_cli.calculus.study.study import Study, study
from calc_cli.errors import UsageError
from calc_cli.questions.answers.variables import require_values, values_of, with_variable, with_variables
from calc_cli.questions.lowering import lowered, lowered_range, typed_function
from calc_cli.questions.study import ParsedStudy
from calc_cli.syntax.parser import Reading
from calc_cli.syntax.tree import Equation


def answer(parsed: ParsedStudy) -> Study | CriticalPoints:
    """Study the function, on the interval if one is given. Raises any CalcError, with the text and span at fault."""
    f = typed_function(parsed.function, "study takes one function, not a list")
    sides = [_sides(reading) for reading in parsed.constraints]
    free = f.typed.free_symbols.union(*(side.free_symbols for side in sides))
    given = values_of(parsed.point, in_order(free), by_name=True)
    f = with_values(f, given)
    constraints = [side.subs(given) for side in sides]
    interval = lowered_range(parsed.range, infinite=True)
    if not constraints and len(parsed.wrt) < 2 and (len(f.typed.free_symbols) < 2 or parsed.wrt):
        f = with_variable(f, parsed.variable)
        require_values(f.typed.free_symbols - {f.variable})
        return replace(study(f, interval), with_steps=parsed.question.steps)
    if parsed.question.steps:
        raise UsageError("--steps is for functions of one variable; of several the conditions are always written")
    return critical_points(_of_several(f, parsed, free - given.keys()), constraints, interval)


def _of_several(f: TypedFunction, parsed: ParsedStudy, free: set[sp.Symbol]) -> TypedFunction:
    """Return the function of all variables, those that only a constraint has among them."""
    names = parsed.wrt or tuple(sorted(x.name for x in free))
    require_values(free - {symbol(name) for name in names})
    return replace(f, variables=with_variables(f, replace(parsed, wrt=tuple(names))).variables)


def _sides(reading: Reading) -> sp.Expr:
    """Return the left side less the right side of an equation."""
    if not isinstance(reading.tree, Equation):
        raise UsageError("a constraint is an equation", source=reading.text, hint="for example 'x^2 + y^2 = 1'")
    left, right = (lowered(side, reading.text) for side in (reading.tree.left, reading.tree.right))
    return sp.expand(left - right)
