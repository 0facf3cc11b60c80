"""Why an equation does not follow from the one before it, or a value does not solve it.

Both are written as expressions that are 0. Each usual mistake makes another equation of the one before; that with the
zeros of what is given tells the mistake.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

import sympy as sp

from calc_cli.algebra.evaluate import value_at
from calc_cli.algebra.functions import symbol
from calc_cli.calculus.checking.question import has_value
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Diagnosis
from calc_cli.errors import CalcError

MULTIPLIER = symbol("lambda")

_LONGEST = 20
"""Terms of an equation of which each may have been moved."""


def mistakes_in_equation(before: sp.Expr, given: sp.Expr) -> tuple[Diagnosis, ...]:
    """Return the mistake that makes `given = 0` of `before = 0`, if a usual one does; or what a value comes to."""
    try:
        sides = [sp.expand(sp.fraction(sp.together(has_value(e)))[0]) for e in (before, given)]
        found = (said for wrong, said in _wrong(sides[0]) if wrong != 0 and is_multiple(wrong, sides[1]))
        is_value = any(abs(sp.diff(has_value(given), p)) == 1 for p in given.free_symbols)
        return tuple(islice(found, 1)) or (tuple(_no_solution(*sides)) if is_value else ())
    except CalcError:
        return ()


def read_multiplier(
    f: sp.Expr, told: Sequence[sp.Expr], given: sp.Expr
) -> tuple[sp.Expr | None, tuple[Diagnosis, ...]]:
    """Return the c of `given = 0` if that says f_x = c λ g_x, and that λ stands with something else than c g_x.

    The constraint g = 0 is the first equation that was told without λ. Since its derivatives are known up to a factor,
    only what is the derivative in another variable, or leaves λ a number, is taken for a mistake, and in the first
    equation alone.
    """
    constraint = next((e for e in told if e.free_symbols & f.free_symbols and not e.has(MULTIPLIER)), None)
    e = sp.expand(has_value(given))
    is_read = constraint is not None and constraint.is_polynomial() and given.has(MULTIPLIER)
    if constraint is None or not is_read or not e.is_polynomial(MULTIPLIER):
        return None, ()
    alone, factor = e.xreplace({MULTIPLIER: sp.S.Zero}), sp.diff(e, MULTIPLIER)
    of = [x for x in sorted(f.free_symbols, key=str) if is_multiple(alone, sp.diff(f, x))]
    if len(of) != 1 or factor.has(MULTIPLIER):
        return None, ()
    right = sp.diff(constraint, of[0])
    if is_multiple(factor, right):
        return sp.cancel(-factor * sp.diff(f, of[0]) / (alone * right)), ()
    others = (sp.diff(constraint, u) for u in f.free_symbols - {of[0]})
    is_another = any(is_multiple(factor, e) for e in (alone, *others))
    if not is_another or any(other.has(MULTIPLIER) for other in told):
        return None, ()
    said = "{} is a factor of the derivative of the constraint, as {} is that of the function: it is {}"
    return None, (Diagnosis("multiplier", said, (MULTIPLIER, alone, right)),)


def is_multiple(a: sp.Expr, b: sp.Expr) -> bool:
    """Return True if the one is the other times a number."""
    ratio = sp.nan if b == 0 else sp.cancel(a / b)
    return bool(ratio.is_number and ratio.is_finite and ratio != 0)


def _wrong(e: sp.Expr) -> Iterator[tuple[sp.Expr, Diagnosis]]:
    """Yield the equations that mistakes make of e = 0."""
    for whole in dict.fromkeys((e, *(base for f in sp.Mul.make_args(sp.factor(e)) for base, _ in [f.as_base_exp()]))):
        terms = sp.Add.make_args(whole)
        for term in terms if 1 < len(terms) <= _LONGEST else ():
            may_be_divided = len(terms) == 2 and term.is_number  # of -9 = -3B, B = -3 too
            said = "the sign is wrong" if may_be_divided else "what is taken to the other side changes its sign: {}"
            yield whole - 2 * term, Diagnosis("sign when moved", said, (abs(term) if term.is_number else term,))
        for p in sorted(whole.free_symbols, key=str):
            if whole.is_polynomial(p) and sp.degree(whole, p) == 1:
                yield from _of_linear(p, *sp.Poly(whole, p).all_coeffs())
            elif len(terms) == 2 and whole.is_polynomial(p) and (n := sp.degree(whole, p)) > 1:
                yield from _of_linear(p**n, sp.LC(whole, p), whole.xreplace({p: sp.S.Zero}))
                right = -whole.xreplace({p: sp.S.Zero}) / sp.LC(whole, p)
                said = "the root is still to be taken: {} is not {}"
                yield p - right, Diagnosis("root not taken", said, (p, right), place="the root is still to be taken")
                yield p - right / n, Diagnosis("root not taken", said, (p, right / n), place="the root is to be taken")


def _of_linear(p: sp.Expr, a: sp.Expr, b: sp.Expr) -> Iterator[tuple[sp.Expr, Diagnosis]]:
    """Yield what a p + b = 0 is taken for."""
    said = "it is to be divided by {}"
    for wrong, name, more in (
        (p + b, "not divided", said),
        (p + b * sp.sign(a), "not divided", said),
        (p + b * a, "multiplied", f"{said}, not multiplied"),
        (p + b + a, "subtracted", f"{said}, not subtracted"),
    ):
        if abs(a) != 1:
            yield wrong, Diagnosis(name, more, (a,))
    for term in sp.Add.make_args(b) if a != 1 and b.is_Add else ():
        each = "every term is to be divided by {}: {} is not"
        yield (
            p + (b - term) / a + term,
            Diagnosis("not every term divided", each, (a, abs(term) if term.is_number else term)),
        )
    if b != 0:
        yield p + a / b, Diagnosis("upside down", "the quotient is upside down")


def _no_solution(before: sp.Expr, given: sp.Expr) -> Iterator[Diagnosis]:
    """Yield what the equation comes to with the value of the one unknown that is given."""
    if len(before.free_symbols) != 1 or before.free_symbols != given.free_symbols:
        return
    (p,) = before.free_symbols
    coefficients = [sp.Poly(e, p).all_coeffs() if e.is_polynomial(p) else [] for e in (before, given)]
    if len(coefficients[1]) != 2:
        return
    value = -coefficients[1][1] / coefficients[1][0]
    if len(coefficients[0]) == 2:
        a, b = coefficients[0]
        if abs(a) == 1:
            return
        quotient = sp.Mul(-b, sp.Pow(a, -1, evaluate=False), evaluate=False)
        yield Diagnosis("arithmetic", "{0} is {2}, not {1}", (quotient, value, -b / a), place="{0} is not {1}")
    elif compare(there := value_at(before, {p: value}), sp.S.Zero).is_correct is False:
        yield Diagnosis("no solution", "with {} = {}, {} is {}, not 0", (p, value, before, there))
