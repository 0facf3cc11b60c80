"""An answer in decimals is right to the digits that were typed: 7.389 for e^2, if the truth lies within half a unit.

Each decimal of the answer stands for the interval of the numbers that are rounded to it. Where the answer is off by
no more than all of them together can move it, at every point that is tried, it is the right one, rounded.
"""

from dataclasses import replace
from typing import Any, TypeVar

import sympy as sp

from calc_cli.algebra.evaluate import Point, substitute
from calc_cli.calculus.equality.components import ComponentsCheck
from calc_cli.calculus.equality.remarks import is_rounded
from calc_cli.calculus.equality.verdict import Check, Diagnosis, Remark
from calc_cli.questions.given import Given
from calc_cli.questions.lowering import lower_twice
from calc_cli.syntax.tree import Node, Number, Vector, parts, with_node

FEWEST_DIGITS = 2
"""With fewer the answer is no more than near the right one."""

Found = TypeVar("Found", bound=Any)


def with_rounding(found: Found, given: Given | None, at: Point | None = None) -> Found:
    """Return the result, perhaps at a point, its check accepting an answer that is the right one in decimals."""
    check = found.check
    if check is not None and check.is_correct and given is not None and given.is_one_case and _leaves_out(check):
        told = Diagnosis("a case missing", "this is one case alone: what holds elsewhere is missing")
        return replace(found, check=replace(check, is_correct=False, diagnosis=(told,)))
    if given is None or given.tree is None or check is None or check.is_correct is not False:
        return found
    if not isinstance(check, ComponentsCheck):
        rounded = _rounded(check, given.tree, at)
        return found if rounded is None else replace(found, check=rounded)
    items = leaves(given.tree)
    if len(items) != len(check.components):
        return found
    checks = [_rounded(check.components[i], items[i], at) for i in check.wrong]
    if None in checks:
        return found
    worst = min((c for c in checks if c is not None), key=lambda c: c.remarks[0].value or 0)
    return replace(found, check=replace(worst, given=check.given, form=check.form))


def _leaves_out(check: Check) -> bool:
    """Return True if the answer has no value in a region where there is one, points apart."""
    undefined = (remark.where for remark in check.remarks if remark.kind == "given undefined")
    return any(not isinstance(part, sp.Eq) for where in undefined for part in where)


def leaves(tree: Node) -> list[Node]:
    """Return the components of a list, or of a list of rows, one after the other."""
    return [node for item in tree.items for node in leaves(item)] if isinstance(tree, Vector) else [tree]


def _rounded(check: Check, tree: Node, at: Point | None) -> Check | None:
    decimals = [node for node in parts(tree) if isinstance(node, Number) and "." in node.text]
    digits = min(map(_digits, decimals), default=0)
    if digits < FEWEST_DIGITS or check.expected is None:
        return None
    trees = (tree, *(with_node(tree, node, _moved(node)) for node in decimals))
    given, *moved = (lower_twice(each)[1] for each in trees)
    if at is not None and not check.expected.free_symbols & given.free_symbols:
        given, *moved = (substitute(e, at) for e in (given, *moved))
    if not is_rounded(check.expected, given, moved):
        return None
    remark = Remark("rounded", value=sp.Integer(digits))
    return Check(check.given, True, "rounded", remarks=(remark,), form=check.form)


def _digits(decimal: Number) -> int:
    mantissa = decimal.text.lower().partition("e")[0]
    return len(mantissa.replace(".", "").lstrip("0"))


def _moved(decimal: Number) -> Number:
    """Return the decimal with a digit 5 more: half a unit in its last place."""
    mantissa, mark, exponent = decimal.text.lower().partition("e")
    return replace(decimal, text=f"{mantissa}5{mark}{exponent}")
