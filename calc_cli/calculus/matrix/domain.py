"""Where a derivative holds: conditions that its operations ask for, as text for people and as a test at a point."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from types import CodeType

import numpy as np

from calc_cli.calculus.matrix import arithmetic as m, expression as ex
from calc_cli.calculus.matrix.evaluate import Evaluator
from calc_cli.calculus.matrix.expression import Expr, Symbol
from calc_cli.calculus.matrix.operations import det
from calc_cli.calculus.matrix.records import simplified
from calc_cli.functions import BY_NAME


@dataclass(frozen=True, slots=True)
class Condition:
    """`text` is a condition on u, in calc's input language, which every entry of `operand` has to meet.

    With `whole` it is the operand as a whole that must not be 0. `what` the operand is belongs to the expression.
    One `of_formula` is not asked for by the function: det X has a derivative everywhere, det X X⁻ᵀ has not.
    """

    operand: Expr
    text: str
    what: str
    whole: bool = False
    of_formula: bool = False

    @property
    def reason(self) -> str:
        """Say that it is not met."""
        if self.text == "u != 0":
            return f"{self.what} is 0"
        return f"{self.what}, u, does not have {self.text}"


def conditions(typed: Expr, result: Expr, variable: Symbol, loose: Symbol) -> tuple[Condition, ...]:
    """Return where the derivative `result` of `typed`, both simplified, holds.

    In `typed` the variable is `loose`, without its structure, which the conditions may use.
    """
    found: dict[Condition, None] = {}
    known = simplified(ex.replaced(typed, loose, variable))
    for e in (known, result):
        for part in ex.walk(e):
            found |= dict.fromkeys(_of(part, e is known, variable))
    positive = {c.operand for c in found if c.text == "u > 0"}
    asked = [c for c in found if not (c.text in ("u != 0", "u >= 0") and c.operand in positive)]
    return tuple(c for c in asked if not (c.of_formula and replace(c, of_formula=False) in asked))


def _of(e: Expr, is_typed: bool, variable: Symbol) -> Iterator[Condition]:
    match e:
        case ex.Map():
            row = BY_NAME[e.function]
            smooth = row.smooth if ex.contains(e, variable) and is_typed else ""
            text = smooth or row.defined
            strictly = text == "u > 0"
            if text and not ((strictly or text == "u >= 0") and m.is_positive(e.args[0], strictly=strictly)):
                yield Condition(e.args[0], text, f"the argument of {'ln' if e.function == 'log' else e.function}")
        case ex.Inv() if not _is_regular(e.args[0]):
            yield Condition(det(e.args[0]), "u != 0", "the determinant of what is inverted", of_formula=not is_typed)
        case ex.Pow() | ex.EntryPower():
            yield from _of_power(e, variable)
        case ex.Norm() if is_typed and e.args[1] != _TWO and ex.contains(e, variable):
            is_sum = isinstance(e.args[1], ex.Rational) and e.args[1].value == 1
            yield Condition(e.args[0], "u != 0", "the argument of a norm", whole=not is_sum)


_TWO = ex.Rational((1, 1), (), 2)  # type: ignore[arg-type]  # an integer equals its fraction


def _is_regular(e: Expr) -> bool:
    return isinstance(e, Symbol) and bool(e.structure & {"positive", "orthogonal"})


def _of_power(e: Expr, variable: Symbol) -> Iterator[Condition]:
    base, exponent = e.args
    if m.is_positive(base, strictly=True) or (isinstance(base, ex.Det) and _is_regular(base.args[0])):
        return
    if not isinstance(exponent, ex.Rational):
        if not isinstance(base, ex.Norm | ex.Rational) and not (isinstance(base, ex.Map) and base.function == "abs"):
            yield Condition(base, "u > 0", "the base of a power")
        return
    if exponent.value.denominator % 2 == 0:
        strictly = exponent.value < 1 and (ex.contains(base, variable) or exponent.value < 0)
        yield Condition(base, "u > 0" if strictly else "u >= 0", "the argument of a root")
    elif exponent.value < 0 or (exponent.value < 1 and ex.contains(base, variable)):
        of_norm = isinstance(base, ex.Norm)
        what = "the argument of a norm" if of_norm else "a divisor" if exponent.value < 0 else "the argument of a root"
        yield Condition(base.args[0] if of_norm else base, "u != 0", what, whole=of_norm)


def holds(condition: Condition, evaluator: Evaluator) -> bool:
    """Return True if the condition is met at the evaluator's values. Raises UndefinedError."""
    value = evaluator.value(condition.operand)
    if condition.whole:
        return any(np.ravel(value))
    code = _compiled(condition.text)
    names = {name: partial(evaluator.function, name) for name in code.co_names if name != "u"}
    return all(eval(code, {"__builtins__": {}}, {**names, "u": u}) for u in np.ravel(value))


@cache
def _compiled(condition: str) -> CodeType:
    """Return a condition as Python has it. Those of our table of functions are all written alike; none is typed."""
    return compile(condition, condition, "eval")
