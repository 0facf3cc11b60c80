"""Substitution: f(x) dx = g(u) du where f/u' can be written by u alone.

The candidates for u are the parts of f: arguments of functions, functions, bases and exponents of powers, divisors.
Where u is a x^k + b, powers of x are written by u as well: of x^3 sqrt(x^2 + 1), x^2 is u - 1.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, count

import sympy as sp

from calc_cli.algebra.identities import CIRCULAR, greatest_common, in_sine_and_cosine_alone
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.integrals.basic import slope
from calc_cli.calculus.integrals.search import Search, Work, unfinished


def letter(search: Search, names: str = "uvwst", *, positive: bool = False) -> sp.Symbol:
    """Return a new variable, with the first of the names that is not taken above it in the search."""
    name = next(name for name in chain(names, (f"u_{i}" for i in count(1))) if name not in search.letters)
    return sp.Dummy(name, positive=True) if positive else sp.Dummy(name, real=True)


def substituted(
    search: Search,
    f: sp.Expr,
    x: sp.Symbol,
    u: sp.Symbol,
    inner: sp.Expr,
    g: sp.Expr,
    *,
    rule: str = "substitution",
    undo: Callable[[sp.Expr], sp.Expr] | None = None,
) -> Work | None:
    """Integrate g du for f dx, u being `inner`; `undo` writes the result by x, where u is not only to be put in."""
    if g.has(x):
        return None
    search.letters.append(u.name)
    work = search.reduced(rule, f, x, unfinished(g, u), ((u, inner),))
    search.letters.pop()
    if work is None:
        return None
    result = undo(work.result) if undo else _plainer(work.result.subs(u, inner))
    return replace(work, result=result, change=(u, inner, x))


_UNDONE = {sp.atan: sp.tan, sp.asinh: sp.sinh, sp.atanh: sp.tanh}


def _plainer(e: sp.Expr) -> sp.Expr:
    """Return an antiderivative with t for arctan(tan t), from which it differs by a constant on each interval."""
    return e.replace(
        lambda f: type(f) in _UNDONE and isinstance(f.args[0], _UNDONE[type(f)]),
        lambda f: f.args[0].args[0],
    )


def derivative_divides(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Substitute a part of f whose derivative is a factor of the rest: first what leaves the simplest integrand."""
    found: list[tuple[sp.Symbol, sp.Expr, sp.Expr]] = []
    for inner in _candidates(f, x):
        quotient = f / differentiate(inner, x)
        is_even_root = inner.is_Pow and inner.exp.is_Rational and inner.exp.q % 2 == 0
        u = letter(search, positive=bool(inner.is_positive or is_even_root))
        g = _written_by(quotient, x, inner, u)
        if g is None and quotient.has(*CIRCULAR):
            by_quotients = in_sine_and_cosine_alone(quotient, CIRCULAR)
            g = _written_by(sp.cancel(sp.together(by_quotients)), x, inner, u)
        if g is not None:
            found.append((u, inner, g))

    def difficulty(each: tuple[sp.Symbol, sp.Expr, sp.Expr]) -> tuple[bool, int]:
        u, inner, g = each
        roots = [p.base for p in g.atoms(sp.Pow) if p.base.has(u) and not p.exp.is_Integer]
        is_root_left = any(base != u or sp.denom(g).has(sp.Add) for base in roots)
        return is_root_left, sp.count_ops(inner) + sp.count_ops(g)

    for u, inner, g in sorted(found, key=difficulty):
        if (work := substituted(search, f, x, u, inner, sp.together(g) if g.is_Mul else g)) is not None:
            return work
    return None


def _candidates(f: sp.Expr, x: sp.Symbol) -> Iterator[sp.Expr]:
    """Yield what u may be: the longest first, what is within a function before the function."""
    found: dict[sp.Expr, None] = {}
    for part in sp.preorder_traversal(f):
        if isinstance(part, sp.Function):
            found |= dict.fromkeys((*part.args, part))
            if isinstance(part, CIRCULAR):
                found |= dict.fromkeys((sp.sin(part.args[0]), sp.cos(part.args[0])))
        elif part.is_Pow:
            found |= dict.fromkeys((part.base, part.exp))
            if not part.exp.is_Integer:
                found[sp.Pow(part.base, sp.Rational(1, part.exp.q)) if part.exp.is_Rational else part] = None
    for factor in sp.Mul.make_args(sp.denom(f)):
        found[factor.as_base_exp()[0]] = None
    for part in sp.ordered(f.atoms(sp.Pow)):
        if part.base == x and part.exp.is_Integer and part.exp > 1:
            found |= dict.fromkeys((part, *([sp.Pow(x, part.exp / 2)] if part.exp % 2 == 0 else [])))
    rates = [a for e in f.atoms(sp.exp) if (a := slope(e.args[0], x)) is not None]
    if (a := greatest_common(rates)) is not None:
        found[sp.exp(a * x)] = None
    usable = [u for u in found if u.has(x) and u not in (x, f)]
    usable = [u for u in usable if slope(u, x) is None or not (f.subs(u, sp.Dummy()).has(x) or _is_of_waves(f, u))]
    yield from sorted(usable, key=lambda u: (u.is_Function, -sp.count_ops(u)))


def _is_of_waves(f: sp.Expr, u: sp.Expr) -> bool:
    """Return True of a polynomial in sine and cosine of u, for which u is no substitution of its own."""
    return f.is_polynomial(sp.sin(u), sp.cos(u))


def _written_by(f: sp.Expr, x: sp.Symbol, inner: sp.Expr, u: sp.Symbol) -> sp.Expr | None:
    """Return f as a function of u = `inner` alone, None if that is not seen.

    SymPy writes x by the root of u for a power u of x, which would only undo the substitution of a root, and of several
    roots of x takes one away only.
    """
    g = f.subs(inner, u)
    if not g.has(x):
        return None if inner.is_Pow and _has_root(g, u) > (_has_root(f, x) and inner.base != x) else g
    if isinstance(inner, sp.sin | sp.cos):
        other = (sp.cos if isinstance(inner, sp.sin) else sp.sin)(inner.args[0])
        g = g.replace(
            lambda e: e.is_Pow and e.base == other and e.exp.is_Integer and e.exp % 2 == 0,
            lambda e: (1 - u**2) ** (e.exp / 2),
        )
        return None if g.has(x) else sp.factor_terms(g.replace(sp.Pow, lambda b, e: sp.Pow(sp.expand(b), e)))
    base, q = (inner.base, inner.exp.q) if inner.is_Pow and inner.exp.is_Rational and inner.exp.p == 1 else (inner, 1)
    constant, rest = base.as_independent(x, as_Add=True)
    factor, whole = rest.as_independent(x, as_Add=False)
    power, k = whole.as_base_exp()
    if whole.is_Add or (power == x and not k.is_Integer) or (whole == x and q > 1):
        return None
    value = (u**q - constant) / factor
    g = sp.powsimp(f).replace(lambda e: e.is_Pow and e.base == base, lambda e: u ** (e.exp * q))
    g = g.replace(
        lambda e: e.as_base_exp()[0] == power and (e.as_base_exp()[1] / k).is_Integer,
        lambda e: value ** (e.as_base_exp()[1] / k),
    )
    return None if g.has(x) else g


def _has_root(f: sp.Expr, x: sp.Symbol) -> bool:
    return any(p.base == x and not p.exp.is_Integer for p in f.atoms(sp.Pow))
