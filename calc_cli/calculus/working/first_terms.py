"""The first terms of a power series: what a function has beside them goes to 0 faster than the last of them.

So ln(1 + x) = x - x^2/2 + ... is right as (ln(1 + x) - x + x^2/2)/x^2 goes to 0 with x.
"""

from collections.abc import Mapping

import sympy as sp

from calc_cli.algebra.functions import symbol
from calc_cli.calculus.checking.question import has_value
from calc_cli.calculus.equality.verdict import Check, Diagnosis
from calc_cli.calculus.working.claims import Goal
from calc_cli.calculus.working.limit_steps import limit_of
from calc_cli.errors import UnsupportedError

_OF_PLACES = {symbol(name) for name in "xyz"}


def check_first_terms(f: sp.Expr, typed: sp.Expr) -> Check:
    """Return whether these are the first terms of the series of f. Raises UnsupportedError if that is not known."""
    terms = has_value(typed)
    letters, center = terms.free_symbols, sp.S.Zero
    if len(letters) == 1:
        (x,) = letters
        centers = {x - e for e in typed.atoms(sp.Add) if e != typed and (x - e).is_number}  # of powers of x - 4
        center = centers.pop() if len(centers) == 1 else center
    elif letters and letters <= _OF_PLACES:
        x = sp.Dummy("t", real=True)  # by the degree in all of them
        f, terms = (e.xreplace({u: x * u for u in letters}) for e in (f, terms))
    else:
        raise UnsupportedError("this is no power series in letters that are known")
    coefficients = _coefficients(sp.expand(terms.xreplace({x: x + center})), x)

    def rest(known: sp.Expr, exponent: int) -> sp.Expr:
        return limit_of((f - known) / (x - center) ** exponent, Goal(((x, center),)))

    if rest(terms, max(coefficients)) == 0:
        return Check(typed, True, "proved")
    known = sp.S.Zero
    for k in range(min(0, *coefficients), max(coefficients) + 1):
        right, told = rest(known, k), coefficients.get(k, sp.S.Zero)
        if right != told:
            return Check(typed, False, "proved", diagnosis=(_mistake(x - center, right, told, k),))
        known += right * (x - center) ** k
    raise UnsupportedError("what is wrong there is not known")


def _coefficients(terms: sp.Expr, x: sp.Symbol) -> Mapping[int, sp.Expr]:
    parts = [term.as_coeff_exponent(x) for term in sp.Add.make_args(terms)]
    if any(c.has(x) or not k.is_Integer for c, k in parts):
        raise UnsupportedError("this is no power series")
    return {int(k): sp.Add(*(c for c, exponent in parts if exponent == k)) for _, k in parts}


def _mistake(x: sp.Expr, right: sp.Expr, told: sp.Expr, k: int) -> Diagnosis:
    if isinstance(x, sp.Dummy):
        parts, said = (sp.Integer(k), right, told), "the terms of degree {} are {}, not {}"
        return Diagnosis("coefficient of a series", said, parts, place="the terms of degree {0} are not {2}")
    if k > 1 and told == right * sp.factorial(k):
        said = "the derivative is still to be divided by {}! before {}"
        return Diagnosis("factorial forgotten", said, (sp.Integer(k), x**k))
    said, place = "{0} has the factor {1}, not {2}", "{0} has not the factor {2}"
    return Diagnosis("coefficient of a series", said, (x**k, right, told), place=place)
