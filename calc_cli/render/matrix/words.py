"""Shapes, conditions and layouts of matrices in words, and their numbers."""

import re
from collections.abc import Sequence
from typing import Any

import mpmath
import numpy as np

from calc_cli.calculus.matrix.derivative import MatrixDerivative
from calc_cli.calculus.matrix.domain import Condition
from calc_cli.calculus.matrix.expression import SCALAR, Shape
from calc_cli.render.matrix.plain import Plain
from calc_cli.render.signs import ASCII, Glyphs

SHOWN_DIGITS = 12
LONGEST = 8
"""More entries than this in a row of a value are left out on a page."""


def number(x: Any, digits: int | None, shown: int = SHOWN_DIGITS) -> str:
    """Return a number in decimals; without `digits` the shortest of `shown` digits: 2, 0.333333333333."""
    if digits is not None:
        with mpmath.workdps(digits + 10):
            return str(mpmath.nstr(mpmath.mpf(x), digits, strip_zeros=False))
    text = str(mpmath.nstr(mpmath.mpf(x), shown))
    return text.removesuffix(".0").replace(".0e", "e").replace("e+", "e")


def rows(value: Any, digits: int | None, shown: int = SHOWN_DIGITS) -> str:
    """Return a value as calc reads it: 2, [1, 2] or [[1, 2], [3, 4]]; a row is written as a column is."""
    if not isinstance(value, np.ndarray):
        return number(value, digits, shown)
    if 1 in value.shape:
        return _listed(number(x, digits, shown) for x in value.flat)
    return _listed(_listed(number(x, digits, shown) for x in row) for row in value)


def _listed(items: Any) -> str:
    return f"[{', '.join(items)}]"


def condition(c: Condition, writer: Plain, signs: Glyphs = ASCII) -> str:
    """Return `det(X) != 0`, `x != 0`, `x > 0 in every entry`."""
    operand = writer.text(c.operand)
    text = re.sub(r"\bu\b", lambda _: operand, _related(c.text, signs))
    return text if c.whole or c.operand.shape == SCALAR else f"{text} in every entry"


def _related(text: str, signs: Glyphs) -> str:
    related = re.sub(r"<=|>=|!=|[<>]", lambda found: signs.relations[found[0]], text.replace("-", signs.minus))
    return re.sub(r"abs\((\w+)\)", r"|\1|", related) if signs.unicode else related


def conditions(found: Sequence[Condition], writer: Plain, signs: Glyphs = ASCII) -> str:
    """Return all of them, joined by `and`."""
    return " and ".join(condition(c, writer, signs) for c in found)


def shape(dims: Shape, times: str) -> str:
    """Return `m×n`, `n` of a vector, `scalar`."""
    if dims == SCALAR:
        return "scalar"
    return f"{dims[0]}" if dims[1] == 1 else f"{dims[0]}{times}{dims[1]}"


def layout(d: MatrixDerivative, x: str, times: str) -> str:
    """Return what shape the derivative in `x`, as it is written, has, and by which layout."""
    if d.kind == "hessian" or d.variable.shape == SCALAR == d.typed.shape:
        return ""
    if d.kind == "derivative" and d.layout == "numerator":
        return "the derivative has the shape of the function"
    size = f"{d.result.shape[0]}{times}{d.result.shape[1]}"
    is_turned = d.layout == "denominator"
    if d.kind == "gradient":
        return f"{d.layout} layout: {f'the gradient has the shape of {x}' if is_turned else size}"
    rows = f", a row for each entry of {x if is_turned else 'the function'}" if d.kind != "derivative" else ""
    return f"{d.layout} layout: {size}{rows}"
