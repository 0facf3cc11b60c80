"""Other expressions that one could have differentiated by mistake: brackets lost, a sum pulled apart."""

from collections.abc import Callable, Iterator

import sympy as sp

from calc_cli.algebra import unevaluated

Misread = tuple[sp.Expr, sp.Expr, sp.Expr]
"""The whole as it was misread, the part, and what was made of it."""


def pulled_apart(e: sp.Expr) -> Iterator[Misread]:
    """Yield (a + b)^n as a^n + b^n, f(a + b) as f(a) + f(b), (2x)^2 as 2x^2, (x^3)^2 as x^5, one place at a time."""
    yield from _each(e, _apart)


def without_brackets(e: sp.Expr) -> Iterator[Misread]:
    """2(x + 3) as 2x + 3, and e^(x + 3) as e^x + 3, one place at a time."""
    yield from _each(e, _unbracketed)


def _each(e: sp.Expr, change: Callable[[sp.Expr], Iterator[sp.Expr]]) -> Iterator[Misread]:
    for changed in change(e):
        yield changed, e, changed
    for i, part in enumerate(e.args if isinstance(e, sp.Expr) and not isinstance(e, sp.Piecewise) else ()):
        for inner, before, after in _each(part, change):
            yield unevaluated.replace_argument(e, i, inner), before, after


def _apart(e: sp.Expr) -> Iterator[sp.Expr]:
    if (e.is_Pow or isinstance(e, sp.Function)) and e.args and e.args[0].is_Add:
        yield unevaluated.add(_of_term(e, term) for term in e.args[0].args)
    if e.is_Pow and e.base.is_Mul and not e.exp.has(*e.base.free_symbols):  # (2x)^2 as 2x^2
        factor, *rest = e.base.args
        if factor.is_number and rest:
            yield unevaluated.mul([factor, unevaluated.power(unevaluated.mul(rest), e.exp)])
    if e.is_Pow and e.base.is_Pow and e.exp.is_Rational and e.base.exp.is_Rational:  # (x^3)^2 as x^5
        yield unevaluated.power(e.base.base, e.base.exp + e.exp)
    if e.is_Mul and len({f.as_base_exp()[0] for f in e.args}) == 1 < len(e.args):  # x^2 x^3 as x^6
        yield unevaluated.power(e.args[0].as_base_exp()[0], sp.Mul(*(f.as_base_exp()[1] for f in e.args)))
    if isinstance(e, sp.log) and e.args[0].is_Mul:
        yield unevaluated.mul(sp.log(factor, evaluate=False) for factor in e.args[0].args)


def _of_term(e: sp.Expr, term: sp.Expr) -> sp.Expr:
    """Return the root of x^2 as x, which is how it is misread."""
    if e.is_Pow and term.is_Pow and e.exp.is_Rational and term.exp.is_Rational:
        return unevaluated.power(term.base, e.exp * term.exp)
    return unevaluated.build(e.func, [term, *e.args[1:]])


def _unbracketed(e: sp.Expr) -> Iterator[sp.Expr]:
    if e.is_Mul:
        for i, factor in enumerate(e.args):
            if factor.is_Add:
                first, *rest = factor.args
                yield unevaluated.add(
                    [unevaluated.mul([*e.args[:i], first]), *rest[:-1], unevaluated.mul([rest[-1], *e.args[i + 1 :]])]
                )
    elif (isinstance(e, sp.exp | sp.Function) and len(e.args) == 1 and e.args[0].is_Add) or (e.is_Pow and e.exp.is_Add):
        first, *rest = e.args[-1].args
        yield unevaluated.add([unevaluated.build(e.func, [*e.args[:-1], first]), *rest])
