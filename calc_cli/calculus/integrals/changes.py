"""Changes of the variable: x = h(u), by which a root, an exponential or an inverse function becomes simple.

A change is a record: what u stands for, x by u, what roots become, and how the result is written by x again:

    root of (ax + b)/(cx + d)         u is the root, x rational in it
    root of a quadratic function      with k^2 (r^2 - y^2), y = x - m, under it: y = r sin u, and the root is k r cos u;
                                      with r^2 + y^2: y = r tan u, with y^2 - r^2: y = r sec u
    q-th root of a x^(n-d) + b x^n    u is that of a x^-d + b, the root u x^(n/q)
    root of a quartic that reads      u is x + 1/x or x - 1/x, the root x times one of a quadratic function of u
      the same from both ends
    arcsin x, ln x and the like       u is the function, x = sin u, and sqrt(1 - x^2) = cos u

Source: G. M. Fichtenholz, Differential- und Integralrechnung II, sections 281 to 285.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import sympy as sp

from calc_cli.algebra.evaluate import sign_at
from calc_cli.algebra.functions import absolute
from calc_cli.algebra.identities import (
    CIRCULAR,
    FUNCTION,
    HYPERBOLIC,
    KINDS,
    SQUARES,
    by_sine_and_cosine,
    in_sine_and_cosine_alone,
)
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.integrals.basic import slope
from calc_cli.calculus.integrals.confirmed import constant_sign
from calc_cli.calculus.integrals.search import Search, Work
from calc_cli.calculus.integrals.substitution import letter, substituted

Roots = Mapping[sp.Expr, tuple[sp.Expr, int]]
Table = Mapping[sp.Expr, int]
Kind = Callable[[Search, sp.Expr, sp.Symbol, Table], Iterator["Change"]]


@dataclass(frozen=True, slots=True)
class Change:
    """The new variable `u` stands for `inner`, and x for `place`.

    `roots` gives of the base of a root what its n-th root becomes, and n. With `undo`, which writes a result by x
    again, the substitution is a trigonometric one, told as x = `place`.
    """

    u: sp.Symbol
    inner: sp.Expr
    place: sp.Expr
    roots: Roots = field(default_factory=dict)
    undo: Callable[[sp.Expr], sp.Expr] | None = None


def changed(search: Search, f: sp.Expr, x: sp.Symbol, change: Change) -> Work | None:
    """Integrate f in the new variable."""
    u, roots = change.u, change.roots
    g = f.xreplace({change.inner: u}).replace(
        lambda e: e.is_Pow and e.base in roots, lambda e: roots[e.base][0] ** (roots[e.base][1] * e.exp)
    )
    g = g.subs(x, change.place).replace(
        lambda e: isinstance(e, sp.Function) and e.args[0].is_rational_function(u),
        lambda e: e.func(*map(sp.cancel, e.args)),
    )
    g *= differentiate(change.place, u)
    g = sp.powsimp(sp.powdenest(g, force=True), force=True)
    if g.is_rational_function(*g.free_symbols):
        g = sp.cancel(sp.together(g))
    else:
        g = sp.expand(g) if change.undo else sp.factor_terms(g)
    if roots and len(roots_in(g, u)) >= len(roots_in(f, x)):
        return None
    rule = "trigonometric substitution" if change.undo else "substitution"
    work = substituted(search, f, x, u, change.inner, g, rule=rule, undo=change.undo)
    new, old = (u, change.inner), (x, change.place)
    letters = (old, new) if change.undo else (new, old)
    return None if work is None else replace(work, letters=letters, change=(*old, u))


def root(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Change to a variable in which a root is none."""
    found = roots_in(f, x)
    kinds: tuple[Kind, ...] = (_quotient, _quadratic, _euler, _binomial)
    if f.has(sp.Function):
        is_alone = isinstance(f.as_base_exp()[0], sp.Function)  # by parts its derivative takes its place
        is_within = not is_alone and any(roots_in(u, x) for e in f.atoms(sp.Function, sp.exp) for u in e.args)
        kinds = (_quotient, _euler) if is_within else (_quotient,)
    for kind in kinds:
        for change in kind(search, f, x, found):
            if (work := changed(search, f, x, change)) is not None:
                return work
    return _symmetric(search, f, x)


def roots_in(f: sp.Expr, x: sp.Symbol) -> Table:
    """Return the bases of the roots in f, each with the least common denominator of its exponents."""
    found: dict[sp.Expr, int] = {}
    for part in f.atoms(sp.Pow):
        if part.exp.is_Rational and part.exp.q > 1 and part.base.has(x):
            found[part.base] = sp.ilcm(found.get(part.base, 1), part.exp.q)
    return dict(sorted(found.items(), key=lambda item: (sp.count_ops(item[0]), str(item[0]))))


def conjugate(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Multiply above and below by the conjugate of a sum of two roots below."""
    sums = [p.base for p in sp.Mul.make_args(f) if p.is_Pow and p.exp == -1 and p.base.is_Add]
    if f.free_symbols != {x} or not any(len(roots_in(u, x)) > 1 for u in sums):
        return None
    g = sp.expand_mul(sp.radsimp(f, max_terms=2))
    return None if roots_in(sp.denom(g), x) else search.rewritten("multiply by the conjugate", f, x, g)


def one_root(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Write roots of rational functions as one root of a polynomial without squares, where its factors are real."""
    g = f
    factors = [p.as_base_exp() for p in sp.Mul.make_args(f)]
    under = [(b, e) for b, e in factors if e.is_Rational and e.q > 1 and b.is_rational_function(x) and b.has(x)]
    for q in sorted({int(e.q) for _, e in under}):
        product = [(b, e) for b, e in under if e.q == q]
        above, below = sp.fraction(sp.cancel(sp.together(sp.Mul(*(b ** (e.p % q) for b, e in product)))))
        constant, powers = sp.factor_list(sp.expand(above * below ** (q - 1)), x)
        inside = sp.expand(constant * sp.Mul(*(u ** (m % q) for u, m in powers)))
        outside = sp.Mul(*(u ** (m // q) for u, m in powers)) / below
        sign = 1 if q % 2 else constant_sign(outside, f, x)
        outside = absolute(outside) if sign is None else sign * outside
        root = sp.Pow(inside, sp.Rational(1, q))
        if len(powers) == 1 and q % 2:
            root = sp.Pow(constant, sp.Rational(1, q)) * sp.Pow(powers[0][0], sp.Rational(powers[0][1] % q, q))
        g *= outside * root / sp.Mul(*(b ** (e - e.p // q) for b, e in product))
    is_other = set(roots_in(g, x)) != set(map(sp.expand, roots_in(f, x)))
    return search.rewritten("one root for a product", f, x, g) if is_other else None


def _quotient(search: Search, _: sp.Expr, x: sp.Symbol, found: Table) -> Iterator[Change]:
    """Yield u = ((ax + b)/(cx + d))^(1/n); the quotient may be that of two bases whose exponents add up to one."""
    u = letter(search, positive=True)
    for base, n in found.items():
        if base.is_rational_function(x):
            yield from _of_quotient(u, n, base, x, base)
    linear = [base for base in found if slope(base, x) is not None]
    if len(linear) == 2:
        first, second = linear
        yield from _of_quotient(u, found[first], first / second, x, first, sp.Pow(second, sp.Rational(1, found[first])))


def _binomial(search: Search, _: sp.Expr, x: sp.Symbol, found: Table) -> Iterator[Change]:
    u = letter(search, positive=True)
    for base, q in found.items():
        powers = sp.Poly(base, x).monoms() if base.is_polynomial(x) else []
        if len(powers) == 2:
            (n,), (low,) = powers
            yield from _of_quotient(u, q, sp.expand(base / x**n), x, base, x ** sp.Rational(n, q), n - low)


def _of_quotient(
    u: sp.Symbol, n: int, quotient: sp.Expr, x: sp.Symbol, base: sp.Expr, factor: sp.Expr = sp.S.One, k: int = 1
) -> Iterator[Change]:
    """Yield u = q^(1/n) for a quotient q of linear functions of x^k, the root of the base being u times the factor."""
    above, below = (sp.Poly(part, x) for part in sp.fraction(sp.together(quotient)))
    if max(above.degree(), below.degree()) == k:
        (a, b), (c, d) = ((p.nth(k), p.nth(0)) for p in (above, below))
        power = sp.expand((u**n - b) / a) if c == 0 and d == 1 else (d * u**n - b) / (a - c * u**n)
        inner = sp.Pow(quotient, sp.Rational(1, n))
        yield Change(u, inner, sp.Pow(power, sp.Rational(1, k)), {base: (u * factor, n)})


def _quadratic(search: Search, f: sp.Expr, x: sp.Symbol, found: Table) -> Iterator[Change]:
    """Yield the trigonometric substitution, where no divisor mixes x and a root that Euler's takes, or is moved."""
    s = sp.Dummy("s")
    for base, (a, b, c) in _quadratics(found, x):
        g = f.replace(lambda e: e.is_Pow and e.base == base, lambda e: s ** (2 * e.exp))  # noqa: B023
        divisors = [
            *sp.Mul.make_args(sp.denom(sp.together(g))),
            *(p.base for p in g.atoms(sp.Pow) if not p.exp.is_Integer),
        ]
        if len(found) == 1 and not any(
            (part.has(x) and part.has(s) and _sign(a) > 0) or (b and (part.has(x) or part.is_Add)) for part in divisors
        ):
            yield _trigonometric(letter(search, "tsrwv"), base, x, (a, b, sp.factor(b**2 - 4 * a * c)))


def _euler(search: Search, _: sp.Expr, x: sp.Symbol, found: Table) -> Iterator[Change]:
    """Yield Euler's substitutions for a root of a quadratic function, the first and the third, or the second."""
    u = letter(search)
    for base, (a, b, c) in _quadratics(found, x):
        if _sign(a) > 0:
            place = (u**2 - c) / (2 * sp.sqrt(a) * u + b)
            yield Change(u, sp.sqrt(base) + sp.sqrt(a) * x, place, {base: (u - sp.sqrt(a) * place, 2)})
        elif _sign(c) > 0:
            place = (2 * sp.sqrt(c) * u - b) / (a - u**2)
            yield Change(u, (sp.sqrt(base) - sp.sqrt(c)) / x, place, {base: (place * u + sp.sqrt(c), 2)})
        else:
            first, second = ((-b + sign * sp.sqrt(b**2 - 4 * a * c)) / (2 * a) for sign in (1, -1))
            yield from _of_quotient(u, 2, a * (x - second) / (x - first), x, base, x - first)


def _quadratics(found: Table, x: sp.Symbol) -> Iterator[tuple[sp.Expr, list[sp.Expr]]]:
    """Yield the bases of degree 2 under square roots, with their coefficients."""
    for base, n in found.items():
        if n == 2 and base.is_polynomial(x) and sp.degree(base, x) == 2:
            yield base, sp.Poly(base, x).all_coeffs()


def _trigonometric(t: sp.Symbol, base: sp.Expr, x: sp.Symbol, of: tuple[sp.Expr, sp.Expr, sp.Expr]) -> Change:
    """Return the change for the root of ax^2 + bx + c, given a, b and b^2 - 4ac."""
    a, b, gap = of
    size, width = abs(a) if a.is_number else a * _sign(a), gap * _sign(gap)
    m, r, k = -b / (2 * a), sp.sqrt(width) / (2 * size), sp.sqrt(size)
    y, s = (x - m) / r, sp.sqrt(base) / (k * r)
    if _sign(a) < 0:
        direct, other, sine, cosine, angle = sp.sin, sp.cos, y, s, sp.asin(y)
    elif _sign(gap) < 0:
        direct, other, sine, cosine, angle = sp.tan, sp.sec, y / s, 1 / s, sp.atan(y)
    else:
        direct, other, sine, cosine, angle = sp.sec, sp.tan, s / y, 1 / y, sp.atan(s)

    def undo(e: sp.Expr) -> sp.Expr:
        e = sp.expand_trig(e.subs(sp.tan(t / 2), sp.sin(t) / (1 + sp.cos(t))))
        e = e.replace(
            lambda p: isinstance(p, CIRCULAR) and p.args[0] == t,
            lambda p: by_sine_and_cosine(type(p), sine, cosine),
        )
        return e.xreplace({t: angle})

    return Change(t, angle, m + r * direct(t), {base: (k * r * other(t), 2)}, undo)


def _sign(e: sp.Expr) -> int:
    """Return the sign of a number, of a formula in positive letters as far as it is seen."""
    return (sign_at(e, {}) or 0) if e.is_number else -1 if e.is_negative or e.could_extract_minus_sign() else 1


def _symmetric(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Substitute u = x + 1/x or x - 1/x for the root of a quartic whose coefficients read the same from both ends."""
    for base, q in roots_in(f, x).items():
        if q != 2 or not base.is_polynomial(x) or sp.degree(base, x) != 4:
            continue
        u, t, r = letter(search), sp.Dummy("t"), sp.Dummy("r")
        a, b, c, d, e = sp.Poly(base, x).all_coeffs()
        for s in (1, -1):
            if e != a or d != s * b:
                continue
            g = f.replace(lambda p: p.is_Pow and p.base == base, lambda p: (t * x) ** (2 * p.exp))  # noqa: B023
            g = sp.fraction(sp.cancel((g / (1 - s / x**2)).subs(x, (u + r) / 2)))  # r^2 is u^2 - 4s
            above, below = (sp.Poly(sp.rem(part, r**2 - u**2 + 4 * s, r), r).nth(0) for part in g)
            h = sp.cancel(above / below).subs(t, sp.sqrt(sp.expand(a * u**2 + b * u + c - 2 * s * a)))
            if (work := substituted(search, f, x, u, x + s / x, h)) is not None:
                return work
    return None


def exponential(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Write hyperbolic functions with exponentials, if x occurs in these only; and e^x with e^-x below by e^2x."""
    g = f.replace(lambda e: isinstance(e, HYPERBOLIC), lambda e: e.rewrite(sp.exp))
    is_alone = not g.xreplace({e: sp.Dummy() for e in g.atoms(sp.exp)}).has(x)
    if not (is_alone if g != f else sp.denom(f).has(sp.exp)):
        return None
    return search.rewritten("write with exponentials", f, x, sp.factor_terms(sp.together(g)))


_DIRECT = {getattr(sp, f"a{name}"): kind for name, kind in FUNCTION.items()} | {sp.log: sp.exp}
"""What x is of t, if t is the arcsine of it or the like."""


def inverse_function(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Substitute t for an inverse function, or a logarithm, of ax + b within another function: of e^(arcsin x)."""
    f = f.replace(lambda e: e.is_Pow and e.base.has(x) and e.exp.has(x), lambda e: sp.exp(e.exp * sp.log(e.base)))
    within = {part for e in f.atoms(sp.Function, sp.exp) for u in e.args for part in u.atoms(*_DIRECT)}
    for part in sp.ordered(within):
        inner, direct, t = part.args[0], _DIRECT[type(part)], letter(search)
        a = slope(inner, x)
        if a is None:
            continue
        place = (in_sine_and_cosine_alone(direct(t), CIRCULAR) - inner.subs(x, 0)) / a
        known = {}
        if direct in KINDS:  # sqrt(1 - x^2) is cos t, if x is sin t
            free, factor, other = SQUARES[KINDS[direct]]
            root = in_sine_and_cosine_alone(FUNCTION[other](t), CIRCULAR)
            known = {base: (root, 2) for base in roots_in(f, x) if sp.expand(free + factor * base - inner**2) == 0}
        change = Change(t, part, place, known)
        if (work := changed(search, f, x, change)) is not None:
            return replace(work, result=sp.expand_trig(work.result))
    return None
