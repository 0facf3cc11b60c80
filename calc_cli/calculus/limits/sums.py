"""Sums and products: formulas for those up to n and for infinite ones, and digits of these.

A formula up to n is SymPy's or telescopes, and is held against the sum at a few n. One for an infinite sum or product
is a candidate for the experiment (series.py): SymPy's, one by Gamma, or the integral of its terms.
Falling positive terms are compared with an integral.
"""

from contextlib import suppress

import mpmath
import sympy as sp

from calc_cli.algebra.evaluate import approximate, evaluator
from calc_cli.algebra.functions import record_of
from calc_cli.algebra.share import FAILURES, within
from calc_cli.calculus.limits.extrapolation import DIGITS
from calc_cli.calculus.limits.neighbourhood import Approach, Neighbourhood, UnknownBranchError
from calc_cli.calculus.limits.one_sided import limit_by_algebra
from calc_cli.calculus.limits.verdict import Verdict
from calc_cli.errors import UndefinedError, UnsupportedError

_SUMMED = 40
"""Terms of a sum before Euler and Maclaurin's formula has the rest."""

_SHARE = 2.0
"""Seconds for a sum, or an antiderivative of the terms."""


def sums_up_to(e: sp.Expr, x: sp.Symbol) -> list[sp.Expr]:
    """Return the sums and products in `e` whose bounds hold x."""
    found = [part for part in e.atoms(sp.Sum, sp.Product) if any(b.has(x) for _, *ends in part.limits for b in ends)]
    return sorted(found, key=sp.default_sort_key)


def without_sums(e: sp.Expr, x: sp.Symbol) -> sp.Expr | None:
    """Return `e` with a formula for each sum up to x; None if one is not known as a function of calc.

    The formula has a limit only if the sum has the same, since it is equal to it at the integers.
    """
    formulas = {part: formula_up_to(part, x) for part in sums_up_to(e, x)}
    return None if None in formulas.values() else e.xreplace(formulas)


def formula_up_to(part: sp.Expr, x: sp.Symbol) -> sp.Expr | None:
    """Return a formula for a sum or product up to x; None if none is known as a function of calc."""
    body, (k, first, last), *more = part.args
    if more or (isinstance(part, sp.Product) and not _has_real_factors(body, k)):
        return None
    others = {s: sp.Rational(7, 3) for s in part.free_symbols - {x}}
    with suppress(*FAILURES, UndefinedError, UnsupportedError):
        found = _telescoped(body, k, first, last) if isinstance(part, sp.Product) else None
        found = found or _closed(part, x)
        at = [{x: sp.Integer(n), **others} for n in (4, 6, 8)]
        if found is not None and all(_agree(found, part, point) for point in at):
            return found
    return None


def _telescoped(body: sp.Expr, k: sp.Symbol, first: sp.Expr, last: sp.Expr) -> sp.Expr | None:
    """Return the product of cos(x/2^k) and the like: of cos u = sin(2u)/(2 sin u) or 1 + u = (1 - u^2)/(1 - u)."""
    u = body.args[0] if isinstance(body, sp.cos) else body - 1
    above, below = (sp.sin(2 * u), 2 * sp.sin(u)) if isinstance(body, sp.cos) else (1 - u**2, 1 - u)
    for step, begin, end in ((-1, first - 1, last), (1, last + 1, first)):
        c = sp.powsimp(above / below.xreplace({k: k + step}), deep=True)
        if not c.has(k):
            return c ** (last - first + 1) * below.xreplace({k: begin}) / below.xreplace({k: end})
    return None


def _closed(part: sp.Expr, x: sp.Symbol) -> sp.Expr | None:
    """Return SymPy's formula for a sum or product up to x, if it is made of functions of calc."""
    positive = sp.Dummy(x.name, positive=True)
    body, limits = part.xreplace({x: positive}).args
    if isinstance(part, sp.Sum):
        found = _by_polygamma(body, *limits) or within(_SHARE, lambda: sp.summation(body, limits)) or part
    else:
        k, first, last = limits
        factors = sp.Mul.make_args(sp.factor(body))
        falling = {f: f.xreplace({k: first + last - k}) for f in factors if f.as_base_exp()[0].coeff(k).is_negative}
        body = sp.Mul(*(falling.get(f, f) for f in factors))  # of n - k SymPy would write Gamma(-n)
        found = sp.gammasimp(sp.product(body, limits).rewrite(sp.gamma))
    if isinstance(found, sp.Piecewise) and all(isinstance(c, sp.Eq) for _, c in found.args[:-1]):
        found = found.args[-1][0]  # but for special values of parameters
    is_known = all(record_of(f.func) is not None for f in found.atoms(sp.Function)) and not found.has(sp.I)
    return found.xreplace({positive: x}) if is_known and not found.has(sp.Sum, sp.Product, sp.Piecewise) else None


def _by_polygamma(body: sp.Expr, k: sp.Symbol, first: sp.Expr, last: sp.Expr) -> sp.Expr | None:
    """Return a sum of fractions c/(k + b)^m: psi(x + 1) - psi(x) is 1/x, and so for the derivatives of psi."""
    found = sp.S.Zero
    for term in sp.Add.make_args(sp.apart(body, k)) if body.is_rational_function(k) else ():
        c, power = sp.factor(term).as_independent(k, as_Add=False)
        base, m = sp.Pow(power, -1).as_base_exp()
        slope, b = sp.Poly(base, k).all_coeffs() if base.is_polynomial(k) and sp.degree(base, k) == 1 else (0, 0)
        if not slope or not m.is_Integer or m < 1:
            return None
        psi = [sp.polygamma(m - 1, end + b / slope) for end in (last + 1, first)]
        found += c / (-slope) ** m / sp.factorial(m - 1) * (psi[1] - psi[0])
    return found or None


def _has_real_factors(body: sp.Expr, k: sp.Symbol) -> bool:
    """Return True unless SymPy would write the product of complex factors, which takes it long."""
    factors = [f.as_base_exp()[0] for f in sp.Mul.make_args(sp.factor(body))]
    return all(not f.is_polynomial(k) or sp.degree(f, k) <= 1 for f in factors if f.has(k))


def _agree(one: sp.Expr, other: sp.Expr, point: dict[sp.Symbol, sp.Expr]) -> bool:
    a, b = approximate(one, point, 20), approximate(other, point, 20)
    return bool(abs(a - b) <= 1e-15 * max(1, abs(a)))


def infinite_value(part: sp.Expr, n: sp.Symbol) -> sp.Expr | None:
    """Return a candidate for the infinite sum or product; None if there is none, or the bound is not n itself."""
    body, (k, first, last) = part.args
    if body.has(n) or last != n or first.has(n):
        return None
    is_sum = isinstance(part, sp.Sum)
    if body.is_rational_function(k) and not is_sum:
        return _by_gamma(body, k, first)
    if isinstance(body, sp.log | sp.atan) and body.args[0].is_rational_function(k) and is_sum:
        u = body.args[0]
        return sp.log(_by_gamma(u, k, first)) if isinstance(body, sp.log) else sp.arg(_by_gamma(1 + sp.I * u, k, first))
    if is_sum and first == 1 and (found := _alternating(body, k)) is not None:
        return found
    if first.is_positive:  # SymPy knows 1/k^(3/2) for whole k
        k, body = (whole := sp.Dummy("k", integer=True, positive=True)), body.xreplace({k: whole})
    found = sp.piecewise_fold((sp.summation if is_sum else sp.product)(body, (k, first, sp.oo)))
    if isinstance(found, sp.Piecewise):
        condition = found.args[0].cond.replace(sp.Abs, lambda u: u**2)  # |r| is compared with 1
        found = found.args[0].expr if Neighbourhood(Approach(n, sp.oo, -1)).truth(condition) else found
    return None if found.has(sp.Sum, sp.Product, sp.Piecewise) else found


def _alternating(body: sp.Expr, k: sp.Symbol) -> sp.Expr | None:
    """Return the sum from 1 of c (-1)^k/k^s: those with even k count twice in (2^(1 - s) - 1) zeta(s)."""
    c, power = sp.powsimp(sp.expand_power_exp(body) / (-1) ** k).as_independent(k, as_Add=False)
    base, s = sp.Pow(power, -1).as_base_exp()
    return c * (2 ** (1 - s) - 1) * sp.zeta(s) if base == k and s.is_number and s.is_positive and s != 1 else None


def _by_gamma(body: sp.Expr, k: sp.Symbol, first: sp.Expr) -> sp.Expr:
    """Return the infinite product of (k - a) ... over (k - b) ...: Gamma(first - b) ... over Gamma(first - a) ..."""
    above, below = (sp.roots(part, k) for part in sp.fraction(sp.together(body)))
    factors = (sp.gamma(first - root) ** -times for root, times in above.items())
    divisors = (sp.gamma(first - root) ** times for root, times in below.items())
    return sp.factor(sp.expand_complex(sp.gammasimp(sp.Mul(*factors, *divisors))))


def integral_of_terms(part: sp.Expr, n: sp.Symbol) -> sp.Expr | None:
    """Return the integral of the terms f(k, n) over k, of a Riemann sum one over k/n; None if it is not known."""
    body, (k, first, last) = part.args
    t, whole = sp.Dummy("t", positive=True), sp.Dummy(n.name, positive=True)
    if not isinstance(part, sp.Sum):
        return None
    g, *ends = (e.xreplace({n: whole}) for e in (body.xreplace({k: t * n}) * n, first / n, last / n))
    found = within(_SHARE, lambda: sp.integrate(sp.simplify(g), (t, *ends)))
    return None if found is None or found.has(sp.Integral) else found.xreplace({whole: n})


def by_integral_test(f: sp.Expr, n: sp.Symbol) -> Verdict | None:
    """Return the sum of positive falling terms if the integral test says that it is finite; None if not."""
    if not isinstance(f, sp.Sum) or len(f.args) > 2 or f.args[1][2] != n or f.args[0].has(n):
        return None
    body, (k, first, _) = evaluator().value(f.args[0]), f.args[1]
    far = Neighbourhood(Approach(k, sp.oo, -1))
    with suppress(*FAILURES, UnknownBranchError, UndefinedError, UnsupportedError):
        whole = within(_SHARE, lambda: sp.integrate(body, k))
        signs = [far.germs.sign(far.germ(e)) for e in (body, sp.diff(body, k))]
        if whole is None or whole.has(sp.Integral) or signs != [1, -1]:
            return None
        end = limit_by_algebra(whole, Approach(k, sp.oo, -1)).exact_limit
        return None if end in (None, sp.oo) else _summed(body, k, first, end - whole)
    return None


def _summed(body: sp.Expr, k: sp.Symbol, first: sp.Expr, rest: sp.Expr) -> Verdict:
    """Return the infinite sum by Euler and Maclaurin's formula; `rest` is the integral of its terms from k on."""
    last = first + _SUMMED
    corrections = [sp.bernoulli(2 * j) / sp.factorial(2 * j) * sp.diff(body, k, 2 * j - 1) for j in range(1, 7)]
    smooth = [approximate(e, {k: last}, DIGITS) for e in (rest, -body / 2, *(-e for e in corrections))]
    with mpmath.workdps(DIGITS):
        value = mpmath.fsum(approximate(body, {k: first + i}, DIGITS) for i in range(_SUMMED + 1)) + mpmath.fsum(smooth)
        return Verdict("finite", estimate=value, error=10 * abs(smooth[-1]))
