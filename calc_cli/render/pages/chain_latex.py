"""The chain rule in LaTeX: for each derivative the rule, the derivatives put in, and the result, aligned."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import sympy as sp

from calc_cli.algebra.functions import symbol
from calc_cli.calculus.chain.chain import Chain
from calc_cli.calculus.chain.system import Leibniz
from calc_cli.calculus.chain.totals import Total
from calc_cli.calculus.result import Rate
from calc_cli.render.display import Display
from calc_cli.render.latex import latex
from calc_cli.render.numbers import in_decimals


def document(found: Chain, display: Display) -> str:
    """Return an `aligned` block on one line; with an answer to check, the verdict."""
    if found.check is not None:
        return rf"\text{{{found.check.verdict}}}"
    rows = [row for totals in found.totals for total in totals for row in _rows(found, total, display)]
    lines = r" \\ ".join(rows)
    return rf"\begin{{aligned}} {lines} \end{{aligned}}"


def _rows(found: Chain, total: Total, display: Display) -> Iterator[str]:
    leibniz = Leibniz(found.system)
    left = _rate(leibniz.total(total.output, total.variable))
    rights = list(dict.fromkeys(_rights(found, leibniz, total, display)))
    for i, right in enumerate(right for right in rights if right != left):
        yield f"&= {right}" if i else f"{left} &= {right}"
    if found.at is not None and total.value is not None:
        place = ", ".join(f"{latex(x)} = {latex(a)}" for x, a in found.at.items())
        value = in_decimals(total.value, display.digits)
        yield rf"\left. {left} \right|_{{{place}}} &= {latex(value)}"


def _rights(found: Chain, leibniz: Leibniz, total: Total, display: Display) -> Iterator[str]:
    paths = [list(pairwise(path)) for path in total.paths]
    if paths:
        yield " + ".join(r" \cdot ".join(_rate(leibniz.local(*edge)) for edge in edges) for edges in paths)
        yield " + ".join(_factors([found.locals[edge] for edge in edges]) for edges in paths)
    if total.result is not None:
        yield latex(in_decimals(total.result, display.digits))
    elif not paths:
        yield rf"\text{{a sum over {total.count} paths}}"


def _factors(slopes: Sequence[sp.Expr]) -> str:
    if len(slopes) == 1:
        return latex(slopes[0])
    return r" \cdot ".join(
        rf"\left({latex(e)}\right)" if e.is_Add or e.could_extract_minus_sign() else latex(e) for e in slopes
    )


def _rate(rate: Rate) -> str:
    of, wrt, *held = (latex(symbol(name)) for name in (rate.of, *rate.wrt, *rate.held))
    sign = r"\partial " if rate.is_partial else "d"
    text = rf"\frac{{{sign}{of}}}{{{sign}{wrt}}}"
    return rf"\left({text}\right)_{{{', '.join(held)}}}" if held else text
