"""The integral that a task leads to, set up with a usual mistake: of an area, a volume, a length, a mean, or dA."""

import re
from collections.abc import Callable, Sequence

import sympy as sp

from calc_cli.algebra.functions import symbol
from calc_cli.calculus.checking.question import derivative_of, has_value
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Diagnosis

_AREA = re.compile(r"\W*(?:the\s+)?(?:A\s*=|area\b)", re.I)
_TURNED = r"(?s:\b(?:rotat|revol).*\bx-axis)|\bwasher"
_LENGTH = r"\blength\b|(?m:^\s*L\s*=)"
_MEAN = r"(?m:\b(?:average|mean)\s+value\b.*\bis\s*:?\s*$)"
_AREA_ELEMENT = r"∬|\\iint|\bvolume\b|\bdis[ck]\b"

_x, _r, _theta = map(symbol, ("x", "r", "theta"))
_POLAR = {_x: _r * sp.cos(_theta), symbol("y"): _r * sp.sin(_theta)}


def _element_of_arc(f: sp.Expr) -> sp.Expr:
    return sp.sqrt(1 + derivative_of(f, _x) ** 2)


_MISTAKES: tuple[tuple[str, Callable[..., sp.Expr], Callable[..., sp.Expr], str], ...] = (
    # task         what is integrated of the curves              taken for it
    (_TURNED,       lambda f, g: sp.pi * (f**2 - g**2),          lambda f, g: sp.pi * (f - g) ** 2,
     "the squares are subtracted: R^2 - r^2, not (R - r)^2"),
    (_LENGTH,       _element_of_arc,                             lambda f: sp.sqrt(1 + derivative_of(f, _x)),
     "the derivative is to be squared"),
    (_LENGTH,       _element_of_arc,                             lambda f: sp.sqrt(1 + f**2),
     "it is the derivative that is squared"),
    (_MEAN,         lambda f: 0 * f,                             lambda f: f,
     "it is still to be divided by the length of the interval"),
    (_AREA_ELEMENT, lambda f: _r * f.xreplace(_POLAR),           lambda f: f.xreplace(_POLAR),
     "dA is r dr dθ: the factor r is missing"),
)  # fmt: skip


def check_set_up(text: str, line: str, curves: Sequence[sp.Expr], integral: sp.Expr, value: sp.Expr) -> Check | None:
    """Return that a line sets an integral of a task up wrongly, None if that is not known."""
    if _AREA.match(line) and re.search(r"\barea\b", text, re.I) and value.is_negative:
        return _wrong(integral, "an area is not negative: the lower curve is subtracted from the upper one")
    part, hole = max(integral.atoms(sp.Integral), key=sp.count_ops), sp.Dummy()
    factor, inner = sp.diff(integral.xreplace({part: hole}), hole), part.function
    is_double = isinstance(inner, sp.Integral)
    body = has_value(factor * (inner.function if is_double else inner))
    is_unit = has_value(sp.Add(*part.limits[0][2:]) - sp.Add(*part.limits[0][1:2])) == 1
    for task, right, wrong, said in _MISTAKES:
        is_meant = not (task is _MEAN and is_unit) and len(curves) == (2 if task is _TURNED else 1)
        is_meant &= is_double and inner.limits[0][0] == _r if task is _AREA_ELEMENT else not is_double
        if is_meant and re.search(task, text, re.I) and _is_either(wrong(*curves), body):
            return None if _is_either(right(*curves), body) else _wrong(integral, said)
    return None


def _is_either(e: sp.Expr, body: sp.Expr) -> bool:
    return any(compare(sign * e, body).is_correct for sign in (1, -1))


def _wrong(integral: sp.Expr, said: str) -> Check:
    return Check(integral, False, "proved", diagnosis=(Diagnosis("set-up", said),))
