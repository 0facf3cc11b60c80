"""Roots: of a linear function or a quotient of two, and square roots of a quadratic one.

With t the n-th root of (ax + b)/(cx + d), x and dx are rational in t. A function rational in x and s = sqrt(Q), Q of
degree 2, is A + B/s with A and B rational. By partial fractions of B there remain

    P(x)/s          = (L s)' + k/s with a polynomial L, whose coefficients are found by comparing;
    1/((x - r)^n s) which 1/t = x - r makes a polynomial in t over a root of a quadratic;
    the rest        by Euler's substitution, which makes the whole rational.

Source: G. M. Fichtenholz, Differential- und Integralrechnung II, sections 281 to 285.
"""

from collections.abc import Iterator

import sympy as sp

from calc_cli.algebra.evaluate import sign_at
from calc_cli.algebra.functions import absolute
from calc_cli.calculus.integrals.basic import rewritten, slope, termwise
from calc_cli.calculus.integrals.confirmed import constant_sign
from calc_cli.calculus.integrals.search import Search
from calc_cli.calculus.integrals.substitution import letter, substituted
from calc_cli.calculus.integrals.work import Work

Table = dict[sp.Expr, int]


def roots(f: sp.Expr, x: sp.Symbol) -> Table:
    """Return the bases of the roots in f, each with the least common denominator of its exponents."""
    found: Table = {}
    for part in f.atoms(sp.Pow):
        if part.exp.is_Rational and part.exp.q > 1 and part.base.has(x):
            found[part.base] = sp.ilcm(found.get(part.base, 1), part.exp.q)
    return dict(sorted(found.items(), key=lambda item: (sp.count_ops(item[0]), str(item[0]))))


def root_of_linear(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Substitute u = (ax + b)^(1/n)."""
    for base, n in roots(f, x).items():
        a = slope(base, x)
        if a is None:
            continue
        u = letter(search, positive=True)
        place = sp.expand((u**n - base.subs(x, 0)) / a)
        g = f.xreplace({base: u**n}).subs(x, place)
        g = _rooted(sp.powdenest(g, force=True)) * n * u ** (n - 1) / a
        if (work := substituted(search, f, x, u, sp.Pow(base, sp.Rational(1, n)), sp.powsimp(g))) is not None:
            return work
    return None


def _rooted(g: sp.Expr) -> sp.Expr:
    return sp.cancel(g) if g.is_rational_function(*g.free_symbols) else sp.factor_terms(g)


def one_root(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Write roots of rational functions as one root of a polynomial without squares, where its factors are real."""
    factors = [p.as_base_exp() for p in sp.Mul.make_args(f)]
    roots_of = [(b, e) for b, e in factors if e.is_Rational and e.q > 1 and b.is_rational_function(x) and b.has(x)]
    g = f
    for q in sorted({int(e.q) for _, e in roots_of}):
        found = [(b, e) for b, e in roots_of if e.q == q]
        inside = sp.Mul(*(b ** (e.p % q) for b, e in found))
        above, below = sp.fraction(sp.cancel(sp.together(inside)))
        constant, powers = sp.factor_list(sp.expand(above * below ** (q - 1)), x)
        rest = sp.expand(constant * sp.Mul(*(u ** (m % q) for u, m in powers)))
        outside = sp.Mul(*(u ** (m // q) for u, m in powers)) / below
        sign = 1 if q % 2 else constant_sign(outside, f, x)
        whole = sp.Mul(*(b ** (e.p // q) for b, e in found)) * (absolute(outside) if sign is None else sign * outside)
        root = sp.Pow(rest, sp.Rational(1, q))
        if len(powers) == 1 and q % 2:
            root = sp.Pow(constant, sp.Rational(1, q)) * sp.Pow(powers[0][0], sp.Rational(powers[0][1] % q, q))
        g = g / sp.Mul(*(b**e for b, e in found)) * whole * root
    return rewritten(search, f, x, "one root for a product", g) if roots(g, x) != roots(f, x) else None


def root_of_quotient(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Substitute u = ((ax + b)/(cx + d))^(1/n); the root of a product whose exponents add up to one is of that kind."""
    for base, n in _quotients(f, x):
        above, below = sp.fraction(sp.together(base))
        a, b = sp.Poly(above, x).nth(1), sp.Poly(above, x).nth(0)
        c, d = sp.Poly(below, x).nth(1), sp.Poly(below, x).nth(0)
        u = letter(search, positive=True)
        place = (d * u**n - b) / (a - c * u**n)
        g = f.xreplace({base: u**n, 1 / base: u**-n})
        exponents = {e.exp for e in g.atoms(sp.Pow) if e.base == above and e.exp.is_Rational and not e.exp.is_Integer}
        g = g.xreplace({above**e: u ** (n * e) * below**e for e in exponents})
        g = sp.powsimp(sp.powdenest(g, force=True)).subs(x, place) * sp.diff(place, u)
        if (work := substituted(search, f, x, u, sp.Pow(base, sp.Rational(1, n)), sp.cancel(g))) is not None:
            return work
    return None


def _quotients(f: sp.Expr, x: sp.Symbol) -> Iterator[tuple[sp.Expr, int]]:
    linear = {}
    for base, n in roots(f, x).items():
        above, below = sp.fraction(sp.together(base))
        if slope(above, x) is not None and slope(below, x) is not None:
            yield base, n
        elif slope(base, x) is not None:
            linear[base] = n
    if len(linear) == 2:
        (first, n), (second, _) = linear.items()
        yield first / second, n


def root_of_binomial(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Substitute u = (a x^-d + b)^(1/q) for the q-th root of a x^(n-d) + b x^n, which is u x^(n/q)."""
    for base, q in roots(f, x).items():
        terms = sp.Poly(base, x).terms() if base.is_polynomial(x) else []
        if len(terms) != 2:
            continue
        ((n,), b), ((low,), a) = terms
        d = n - low
        u, w = letter(search, positive=True), sp.Dummy("w", positive=True)  # w is x^d
        g = f.replace(lambda e: e.is_Pow and e.base == base, lambda e: u ** (q * e.exp) * x ** (n * e.exp))  # noqa: B023
        g = sp.powsimp(sp.powdenest((g * x ** (d + 1)).subs(x, w ** sp.Rational(1, d)), force=True))
        if g.is_rational_function(w, u):
            h = sp.cancel(sp.together(g.subs(w, a / (u**q - b)) * -q * u ** (q - 1) / (a * d)))
            place = sp.Pow(sp.expand(base / x**n), sp.Rational(1, q))
            if (work := substituted(search, f, x, u, place, h)) is not None:
                return work
    return None


def root_of_symmetric(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Substitute u = x + 1/x or x - 1/x for the root of a quartic whose coefficients read the same from both ends."""
    for base, q in roots(f, x).items():
        if q != 2 or not base.is_polynomial(x) or sp.degree(base, x) != 4:
            continue
        u, t = letter(search), sp.Dummy("t")
        a, b, c, d, e = sp.Poly(base, x).all_coeffs()
        for s in (1, -1):
            if e != a or d != s * b:
                continue
            g = f.replace(lambda p: p.is_Pow and p.base == base, lambda p: t ** (2 * p.exp) * x ** (2 * p.exp))  # noqa: B023
            g = sp.cancel((g / (1 - s / x**2)).subs(x, (u + sp.Dummy("root")) / 2))
            (root,) = [z for z in g.free_symbols if z.name == "root"] or [sp.Dummy()]
            if not g.is_rational_function(root):
                continue
            rational, other = _apart(g, u**2 - 4 * s, root)
            if other == 0:
                h = rational.subs(t, sp.sqrt(sp.expand(a * u**2 + b * u + c - 2 * s * a)))
                if (work := substituted(search, f, x, u, x + s / x, h)) is not None:
                    return work
    return None


def root_of_quadratic(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate what is rational in x and in one square root of a quadratic function."""
    found = roots(f, x)
    base = next((b for b, n in found.items() if n == 2 and b.is_polynomial(x) and sp.degree(b, x) == 2), None)
    if base is None:
        return None
    if len(found) > 1 or f.has(sp.Function):
        return euler(search, f, x, base) if len(found) > 1 else None
    s = sp.Dummy("s", positive=True)
    g = f.replace(lambda e: e.is_Pow and e.base == base and e.exp.is_Rational, lambda e: s ** (2 * e.exp))
    if not g.is_rational_function(x, s):
        return None
    rational, over = _apart(sp.cancel(g), base, s)
    if rational != 0:
        return termwise(search, f, x, "sum rule", [rational, over / sp.sqrt(base)])
    near, n, others = _by_poles(over, base, x)
    each = [part / sp.sqrt(base) for part in (near / base**n, *others) if part != 0]
    if len(each) > 1:
        return termwise(search, f, x, "partial fractions", each) or euler(search, f, x, base)
    if near != 0:
        return Work("root of a quadratic function", f, x, _over_root(sp.Poly(near, x), sp.Poly(base, x), n))
    return _with_pole(search, others[0], base, f, x) or euler(search, f, x, base)


def _by_poles(over: sp.Expr, base: sp.Expr, x: sp.Symbol) -> tuple[sp.Expr, int, tuple[sp.Expr, ...]]:
    """Return P, n and fractions with other poles, which P/base^n and they add up to."""
    below, n = sp.Poly(sp.denom(over), x), 0
    while not (rest := sp.gcd(below, sp.Poly(base, x))).is_ground:
        below, n = sp.quo(below, rest), n + 1
    terms = sp.Add.make_args(sp.apart(over, x))
    far = tuple(t for t in terms if not sp.gcd(sp.Poly(sp.denom(t), x), below).is_ground)
    return sp.cancel((over - sp.Add(*far)) * base**n), n, far


def _apart(g: sp.Expr, base: sp.Expr, s: sp.Symbol) -> tuple[sp.Expr, sp.Expr]:
    """Return the rational A and B of g = A + B/s, where s^2 is the base."""
    above, below = (sp.Poly(part, s) for part in sp.fraction(g))

    def halves(p: sp.Poly) -> tuple[sp.Expr, sp.Expr]:
        even = sum(c * base ** (m // 2) for (m,), c in p.terms() if m % 2 == 0)
        odd = sum(c * base ** (m // 2) for (m,), c in p.terms() if m % 2)
        return sp.expand(even), sp.expand(odd)

    (p, q), (c, d) = halves(above), halves(below)
    norm = c**2 - base * d**2
    return sp.cancel((p * c - base * q * d) / norm), sp.cancel((q * c - p * d) * base / norm)


def _over_root(p: sp.Poly, q: sp.Poly, n: int) -> sp.Expr:
    """Return an antiderivative of p/(q^n sqrt(q)): N/q^(n-1/2), N a polynomial, and k times that of 1/sqrt(q).

    (N/q^(n-1/2))' = (N' q - (n - 1/2) N q')/(q^n sqrt(q)), so that the coefficients solve linear equations.
    """
    x = p.gen
    unknowns = sp.symbols(f"n:{max(p.degree(), 2 * n) + 1}", cls=sp.Dummy)
    k, *coefficients = unknowns
    above = sp.Poly(list(coefficients) or [0], x)
    equations = above.diff(x) * q - above * q.diff(x) * (n - sp.Rational(1, 2)) + k * q**n - p
    solved = next(iter(sp.linsolve(equations.all_coeffs(), unknowns)))
    values = dict(zip(unknowns, (value.xreplace(dict.fromkeys(unknowns, sp.S.Zero)) for value in solved), strict=True))
    whole = sp.factor_terms(above.as_expr().xreplace(values)) * sp.Pow(q.as_expr(), sp.Rational(1, 2) - n)
    a, b = q.nth(2), q.nth(1)
    return whole + (values[k] * _inverse_root(q.as_expr(), a, b, x) if values[k] != 0 else 0)


def _inverse_root(base: sp.Expr, a: sp.Expr, b: sp.Expr, x: sp.Symbol) -> sp.Expr:
    """Return an antiderivative of 1/sqrt(ax^2 + bx + c)."""
    c = sp.Poly(base, x).nth(0)
    gap = sp.factor(b**2 - 4 * a * c)
    if (sign_at(a, {}) if a.is_number else 1 if not a.could_extract_minus_sign() else -1) == -1:
        root = sp.sqrt(gap)
        return sp.asin(sp.expand(-(2 * a * x + b) / root)) / sp.sqrt(-a)
    root = sp.sqrt(a)
    inner = sp.expand((root * sp.sqrt(base) + a * x + b / 2) / (root if b == 0 else 1))
    return sp.log(absolute(inner)) / root


def _with_pole(search: Search, term: sp.Expr, base: sp.Expr, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Substitute u = 1/(x - r) in c/((x - r)^n sqrt(base))."""
    above, below = sp.fraction(term)
    factors = sp.factor_list(below, x)[1]
    if above.has(x) or len(factors) != 1 or sp.degree(factors[0][0], x) != 1:
        return None
    pole = -sp.Poly(factors[0][0], x).nth(0) / sp.Poly(factors[0][0], x).nth(1)
    u = letter(search)
    inside = sp.expand(sp.cancel(base.subs(x, pole + 1 / u) * u**2))
    g = -sp.cancel(term.subs(x, pole + 1 / u) / u) / sp.sqrt(inside)
    return substituted(search, f, x, u, 1 / (x - pole), g)


def euler(search: Search, f: sp.Expr, x: sp.Symbol, base: sp.Expr) -> Work | None:
    """Substitute so that x and the root are rational: by Euler's first, second or third substitution."""
    a, b, c = (sp.Poly(base, x).nth(i) for i in (2, 1, 0))
    u = letter(search)
    for place, inner, root in _eulers(a, b, c, x, u, base):
        by_u = sp.cancel(root)
        g = f.replace(lambda e: e.is_Pow and e.base == base, lambda e: by_u ** (2 * e.exp)).subs(x, place)  # noqa: B023
        g = g.replace(lambda e: e.is_Pow and not e.exp.is_Integer, lambda e: sp.cancel(e.base) ** e.exp)
        g = sp.cancel(sp.together(g * sp.diff(place, u))) if g.is_rational_function(u) else g * sp.diff(place, u)
        work = substituted(search, f, x, u, inner, g, rule="Euler's substitution")
        if work is not None:
            return work
    return None


def _eulers(
    a: sp.Expr, b: sp.Expr, c: sp.Expr, x: sp.Symbol, u: sp.Symbol, base: sp.Expr
) -> Iterator[tuple[sp.Expr, sp.Expr, sp.Expr]]:
    """Yield x by u, u by x and its root, and the root by u."""
    root = sp.sqrt(base)
    if a.is_positive:
        r = sp.sqrt(a)
        place = (u**2 - c) / (2 * r * u + b)
        yield place, root + r * x, u - r * place
    if c.is_positive:
        r = sp.sqrt(c)
        place = (2 * r * u - b) / (a - u**2)
        yield place, (root - r) / x, place * u + r
    gap = b**2 - 4 * a * c
    if gap.is_nonnegative and a.is_number:
        first, second = ((-b + sign * sp.sqrt(gap)) / (2 * a) for sign in (1, -1))
        place = (a * second - first * u**2) / (a - u**2)
        yield place, root / (x - first), (place - first) * u
