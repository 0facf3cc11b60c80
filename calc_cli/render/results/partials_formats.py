"""What the formats of a gradient, a Hessian and a Jacobian share: the answer as one tuple, decimals, a verdict."""

from collections.abc import Sequence

import sympy as sp

from calc_cli.calculus.equality.verdict import Check
from calc_cli.render.look import Look
from calc_cli.render.numbers import in_decimals
from calc_cli.render.plain import plain as on_one_line


def decimals(e: sp.Expr, look: Look) -> sp.Expr:
    """Return the expression, in decimals if that was asked for."""
    return in_decimals(e, look.digits)


def vector(entries: Sequence[sp.Expr], look: Look) -> sp.Tuple:
    """Return a vector as the printers take it."""
    return sp.Tuple(*(decimals(entry, look) for entry in entries))


def matrix(rows: Sequence[Sequence[sp.Expr]], look: Look) -> sp.Tuple:
    """Return a matrix as the printers take it, a tuple of rows."""
    return sp.Tuple(*(vector(row, look) for row in rows))


def texts(e: sp.Basic) -> object:
    """Return what JSON has for a vector or a matrix: a list of texts, or a list of lists."""
    return [texts(item) for item in e] if isinstance(e, sp.Tuple) else on_one_line(e)


def as_plain(answer: sp.Basic, check: Check | None) -> str:
    """Return the answer on one line, or the verdict on a given one."""
    return on_one_line(answer) if check is None else check.verdict


def as_latex(answer: sp.Basic, check: Check | None) -> str:
    """Return the same in LaTeX."""
    from calc_cli.render.latex import latex

    return latex(answer) if check is None else rf"\text{{{check.verdict}}}"


def as_mathml(answer: sp.Basic, check: Check | None) -> str:
    """Return the same in MathML."""
    from calc_cli.render.mathml import mathml, mathml_text

    return mathml(answer) if check is None else mathml_text(check.verdict)
