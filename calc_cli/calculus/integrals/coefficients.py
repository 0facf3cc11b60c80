"""Undetermined coefficients: an antiderivative is written with unknown numbers, which its derivative tells.

Where f'/f is a rational function, as of e^x x/(x + 1)^2 or e^x (1 - x - x^2)/sqrt(1 - x^2), an antiderivative that is
a rational multiple of f is known but for a polynomial. With f = N q^a ... e^g, N and the q being polynomials, it is

    F = P W,   W = q^(a + 1 + k) ... e^g,   where q divides the denominator of g k times,

so that P' + (W'/W) P = f/W, which bounds the degree of P and is linear in its coefficients.

Source: G. Almkvist and D. Zeilberger, The method of differentiating under the integral sign, J. Symb. Comp. 10 (1990).
"""

import sympy as sp

from calc_cli.calculus.integrals.search import Search
from calc_cli.calculus.integrals.work import Work

_MOST_DEGREE = 40


def hyperexponential(_: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate f as a rational multiple of itself, if f'/f is rational."""
    above, powers, g = sp.S.One, dict[sp.Expr, sp.Expr](), sp.S.Zero
    for factor in sp.Mul.make_args(sp.factor_terms(f)):
        base, exponent = factor.as_base_exp()
        if not base.has(x) and exponent.is_rational_function(x):
            g += exponent * sp.log(base)
        elif not base.is_polynomial(x) or exponent.has(x):
            return None
        elif exponent.is_Integer and exponent > 0:
            above *= factor
        elif exponent.is_Integer:
            factors = sp.factor_list(base, x)
            above *= factors[0] ** exponent
            for q, power in factors[1]:
                powers[q] = powers.get(q, 0) + power * exponent
        else:
            powers[base] = exponent
    is_plain = above.is_Add if not powers else g == 0 and all(power.is_Integer for power in powers.values())
    if is_plain:
        return None  # to be multiplied out, or rational
    roots = [base for base, power in powers.items() if not power.is_Integer]
    poles = dict(sp.factor_list(sp.denom(sp.cancel(g)), x)[1])
    w = {q: powers.get(q, sp.S.Zero) + 1 + poles.get(q, 0) for q in {**powers, **poles}}
    w = {q: power - sum(q != root and sp.rem(root, q, x) == 0 for root in roots) for q, power in w.items()}
    slope = sp.diff(g, x) + sp.Add(*(power * sp.diff(q, x) / q for q, power in w.items()))
    right = above * sp.Mul(*(q ** (powers.get(q, 0) - power) for q, power in w.items()))
    p = _solved(sp.cancel(sp.together(slope)), sp.cancel(sp.together(right)), x)
    if p is None:
        return None
    return Work(
        "undetermined coefficients", f, x, sp.factor(p) * sp.Mul(*(q**power for q, power in w.items())) * sp.exp(g)
    )


def _solved(slope: sp.Expr, right: sp.Expr, x: sp.Symbol) -> sp.Expr | None:
    """Return a polynomial P with P' + slope P = right."""
    below = sp.lcm(sp.denom(slope), sp.denom(right))
    a, b, c = (sp.Poly(sp.cancel(below * part), x) for part in (sp.S.One, slope, right))
    degree = c.degree() - max(a.degree() - 1, b.degree())
    if b.degree() == a.degree() - 1 and (least := sp.cancel(-b.LC() / a.LC())).is_Integer:
        degree = max(degree, int(least))
    if not 0 <= degree <= _MOST_DEGREE:
        return None
    unknown = sp.symbols(f"c:{degree + 1}", cls=sp.Dummy)
    p = sp.Poly(unknown, x)
    solved = sp.linsolve((a * p.diff() + b * p - c).all_coeffs(), unknown)
    for found in solved:
        return p.as_expr().xreplace(dict(zip(unknown, found, strict=True))).xreplace(dict.fromkeys(unknown, sp.S.Zero))
    return None
