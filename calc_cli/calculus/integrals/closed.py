"""Values of definite integrals whose antiderivative is not known: candidates, each to be held against a measurement.

Symmetry: with x -> a + b - x, or on (0, oo) with x -> 1/x, the integral of f is also that of its mirror image, so half
that of their sum, which may be simple: of sin^n/(sin^n + cos^n) from 0 to pi/2 it is 1. Then what is known by heart,
and Frullani's integral; then Mellin transforms, in which SymPy's Meijer G functions are at home.

Source: DLMF 4.10, 5.9, 5.12, 25.5; G. Boros and V. Moll, Irresistible Integrals, 2004.
"""

from collections.abc import Iterator

import sympy as sp
from sympy.integrals.meijerint import meijerint_definite

from calc_cli.algebra.formulas import condition, filled, number
from calc_cli.algebra.functions import plain_symbol, record_of
from calc_cli.algebra.share import tried
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.limits.one_sided import one_sided_limit

_SECONDS = 2.0

_BY_HEART = (
    # f                               from  to        value                                   where
    ("x^s*exp(-a*x)",                 "0",  "inf",    "gamma(s+1)/a^(s+1)",                   "s > -1 and a > 0"),
    ("x^s/(exp(a*x)-1)",              "0",  "inf",    "gamma(s+1)*zeta(s+1)/a^(s+1)",         "s > 0 and a > 0"),
    ("x^s/(exp(a*x)+1)",              "0",  "inf",    "gamma(s+1)*zeta(s+1)*(1-2^(-s))/a^(s+1)","s > 0 and a > 0"),
    ("x/sinh(a*x)",                   "0",  "inf",    "pi^2/(4*a^2)",                         "a > 0"),
    ("exp(-a*x)*ln(x)",               "0",  "inf",    "-(EulerGamma+ln(a))/a",                "a > 0"),
    ("ln(1+a*x^2)/(1+x^2)",           "0",  "inf",    "pi*ln(1+sqrt(a))",                     "a > 0"),
    ("ln(x)^2/(1+x^2)",               "0",  "inf",    "pi^3/8",                               ""),
    ("ln(x)/(1-x)",                   "0",  "1",      "-pi^2/6",                              ""),
    ("ln(x)/(1-x^2)",                 "0",  "1",      "-pi^2/8",                              ""),
    ("ln(x)/(1+x^2)",                 "0",  "1",      "-Catalan",                             ""),
    ("ln(1+x)/x",                     "0",  "1",      "pi^2/12",                              ""),
    ("ln(1-x)/x",                     "0",  "1",      "-pi^2/6",                              ""),
    ("ln(1+x)/(1+x^2)",               "0",  "1",      "pi*ln(2)/8",                           ""),
    ("ln(x)*ln(1-x)",                 "0",  "1",      "2-pi^2/6",                             ""),
    ("(x^a-x^b)/ln(x)",               "0",  "1",      "ln((a+1)/(b+1))",                      "a > -1 and b > -1"),
    ("atan(x)/x",                     "0",  "1",      "Catalan",                              ""),
    ("ln(sin(x))",                    "0",  "pi/2",   "-pi*ln(2)/2",                          ""),
    ("ln(cos(x))",                    "0",  "pi/2",   "-pi*ln(2)/2",                          ""),
    ("ln(sin(x))",                    "0",  "pi",     "-pi*ln(2)",                            ""),
    ("x/tan(x)",                      "0",  "pi/2",   "pi*ln(2)/2",                           ""),
    ("x/sin(x)",                      "0",  "pi/2",   "2*Catalan",                            ""),
)  # fmt: skip


def mirrored(f: sp.Expr, x: sp.Symbol, a: sp.Expr, b: sp.Expr) -> sp.Expr | None:
    """Return half the sum of f and its mirror image, None if it is no simpler than f."""
    if a.is_finite and b.is_finite:
        image = f.subs(x, a + b - x)
    elif a is -sp.oo and b is sp.oo:
        image = f.subs(x, -x)
    elif a == 0 and b is sp.oo:
        image = f.subs(x, 1 / x) / x**2
    else:
        return None
    total = f + sp.expand_trig(image)
    forms = [sp.simplify(sp.expand_log(total, force=True))]
    if f.has(sp.log):
        forms.append(sp.logcombine(total, force=True).replace(sp.log, lambda u: sp.log(sp.simplify(u))))
    half = tidy(min(forms, key=lambda form: _occurrences(form, x)) / 2)
    return half if _occurrences(half, x) < _occurrences(f, x) else None


def _occurrences(f: sp.Expr, x: sp.Symbol) -> int:
    return sum(1 for part in sp.preorder_traversal(f) if part == x)


def by_heart(f: sp.Expr, x: sp.Symbol, a: sp.Expr, b: sp.Expr) -> Iterator[tuple[sp.Expr, sp.Basic]]:
    """Yield the integral of f from a to b, with the condition on parameters under which it converges."""
    factor, rest = f.as_independent(x, as_Add=False)
    for pattern, low, high, value, where in _BY_HEART:
        if (number(low), number(high)) == (a, b):
            letters = {c: sp.Wild(c.name, exclude=[x]) for c in filled(pattern, ()).free_symbols if c.name != "x"}
            formula = filled(pattern, ()).xreplace({plain_symbol("x"): x, **letters})
            for sign in (1, -1):
                if (found := (sign * rest).match(formula)) is not None:
                    parts = {c: found[wild] for c, wild in letters.items()}
                    yield tidy(sign * factor * filled(value, ()).xreplace(parts)), condition(where).xreplace(parts)


def closed_forms(f: sp.Expr, x: sp.Symbol, a: sp.Expr, b: sp.Expr) -> Iterator[sp.Expr]:
    """Yield what the integral of f from a to b may be."""
    yield from (value for value, _ in by_heart(f, x, a, b))
    if (a, b) == (0, sp.oo):
        yield from _frullani(f, x)
    meijer, *_ = tried(_SECONDS, lambda: meijerint_definite(f, x, a, b)) or (None,)
    if meijer is not None and not meijer.has(sp.I) and all(record_of(type(u)) for u in meijer.atoms(sp.Function)):
        yield tidy(sp.powsimp(sp.simplify(meijer)))


def _frullani(f: sp.Expr, x: sp.Symbol) -> Iterator[sp.Expr]:
    """Yield (g(0) - g(oo)) ln c for (g(x) - g(cx))/x, with the mean of a wave, which is 0, for g(oo)."""
    terms = sp.Add.make_args(sp.expand(f * x))
    if len(terms) != 2:
        return
    g, other = terms
    (angle, *_), (image, *_) = ([u for e in t.atoms(sp.Function) for u in e.args if u.has(x)] or [x] for t in terms)
    c = sp.cancel(image / angle)
    first, last = (one_sided_limit(g, Approach(x, place, side)) for place, side in ((sp.S.Zero, 1), (sp.oo, -1)))
    mean = sp.S.Zero if isinstance(g.as_independent(x, as_Add=False)[1], sp.cos) else last.exact_limit
    if not c.has(x) and sp.expand(g.subs(x, c * x) + other) == 0 and first.value is not None and mean is not None:
        yield (first.value - mean) * sp.log(c)
