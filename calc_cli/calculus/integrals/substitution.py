"""Substitution: f(x) dx = g(u) du where f/u' can be written by u alone.

The candidates for u are the parts of f: arguments of functions, functions, bases and exponents of powers, divisors.
Where u is a x^k + b, powers of x are written by u as well: of x^3 sqrt(x^2 + 1), x^2 is u - 1.
"""

from collections.abc import Callable, Iterator, Mapping

import sympy as sp

from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.integrals.basic import slope
from calc_cli.calculus.integrals.search import Search
from calc_cli.calculus.integrals.work import Work, unfinished

_LETTERS = "uvwst"


def letter(search: Search, *, positive: bool = False) -> sp.Symbol:
    """Return a new variable, named after those above it in the search."""
    name = _LETTERS[min(search.substituted, len(_LETTERS) - 1)]
    return sp.Dummy(name, positive=True) if positive else sp.Dummy(name, real=True)


def substituted(
    search: Search,
    f: sp.Expr,
    x: sp.Symbol,
    u: sp.Symbol,
    inner: sp.Expr,
    g: sp.Expr,
    *,
    back: Mapping[sp.Expr, sp.Expr] | None = None,
    rule: str = "substitution",
) -> Work | None:
    """Integrate g du for f dx, u being `inner`; `back` says what else is written by x again, as cos u."""
    if g.has(x):
        return None
    search.substituted += 1
    work = search.find(g, u)
    search.substituted -= 1
    if work is None:
        return None
    result = _plainer(work.result.xreplace(dict(back or {})).subs(u, inner))
    return Work(rule, f, x, result, (work,), ((u, inner),), unfinished(g, u))


_UNDONE = {sp.atan: sp.tan, sp.asinh: sp.sinh, sp.atanh: sp.tanh}


def _plainer(e: sp.Expr) -> sp.Expr:
    """Return an antiderivative with t for arctan(tan t), from which it differs by a constant on each interval."""
    return e.replace(
        lambda f: type(f) in _UNDONE and isinstance(f.args[0], _UNDONE[type(f)]),
        lambda f: f.args[0].args[0],
    )


def derivative_divides(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Substitute a part of f whose derivative is a factor of the rest."""
    for inner in _candidates(f, x):
        du = differentiate(inner, x)
        u = letter(search, positive=bool(inner.is_positive))
        g = _written_by(f / du, x, inner, u)
        if g is None:
            g = _written_by(sp.cancel(sp.together(by_sine_and_cosine(f / du))), x, inner, u)
        if g is not None and (work := substituted(search, f, x, u, inner, g)) is not None:
            return work
    return None


def by_sine_and_cosine(f: sp.Expr) -> sp.Expr:
    """Return f with quotients of sines and cosines for tangents and their like."""
    return f.replace(
        lambda e: isinstance(e, sp.tan | sp.cot | sp.sec | sp.csc),
        lambda e: _QUOTIENTS[type(e)](sp.sin(e.args[0]), sp.cos(e.args[0])),
    )


_QUOTIENTS: dict[type, Callable[[sp.Expr, sp.Expr], sp.Expr]] = {
    sp.tan: lambda s, c: s / c,
    sp.cot: lambda s, c: c / s,
    sp.sec: lambda _, c: 1 / c,
    sp.csc: lambda s, _: 1 / s,
}


def _candidates(f: sp.Expr, x: sp.Symbol) -> Iterator[sp.Expr]:
    """Yield what u may be: the longest first, what is within a function before the function."""
    found: dict[sp.Expr, None] = {}
    for part in sp.preorder_traversal(f):
        if isinstance(part, sp.Function):
            found |= dict.fromkeys((*part.args, part))
        elif part.is_Pow:
            found |= dict.fromkeys((part.base, part.exp))
            if not part.exp.is_Integer:
                found[part] = None
    for factor in sp.Mul.make_args(sp.denom(f)):
        found[factor.as_base_exp()[0]] = None
    for part in f.atoms(sp.Pow):
        if part.base == x and part.exp.is_Integer and part.exp > 1:
            found |= dict.fromkeys((part, *([sp.Pow(x, part.exp / 2)] if part.exp % 2 == 0 else [])))
    usable = [u for u in found if u.has(x) and u not in (x, f)]
    usable = [u for u in usable if slope(u, x) is None or not f.subs(u, sp.Dummy()).has(x)]
    yield from sorted(usable, key=lambda u: (u.is_Function, -sp.count_ops(u)))


def _written_by(f: sp.Expr, x: sp.Symbol, inner: sp.Expr, u: sp.Symbol) -> sp.Expr | None:
    """Return f as a function of u = `inner` alone, None if that is not seen."""
    g = f.subs(inner, u)
    if not g.has(x):
        return g
    power = _power_in(inner, x)
    if power is None:
        return None
    k, value = power[0], (u - power[2]) / power[1]
    g = sp.powsimp(g).replace(
        lambda e: e.is_Pow and e.base == x and e.exp.is_Integer and e.exp % k == 0, lambda e: value ** (e.exp / k)
    )
    return None if g.has(x) else g


def _power_in(inner: sp.Expr, x: sp.Symbol) -> tuple[int, sp.Expr, sp.Expr] | None:
    """Return k, a and b of a x^k + b."""
    if not inner.is_polynomial(x):
        return None
    terms = sp.Poly(inner, x).terms()
    (k,), a = terms[0]
    if k < 1 or len(terms) > 2 or (len(terms) == 2 and terms[1][0] != (0,)):
        return None
    return k, a, terms[1][1] if len(terms) == 2 else sp.S.Zero
