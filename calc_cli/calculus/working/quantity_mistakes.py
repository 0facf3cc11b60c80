"""Which mistake leads to a step of a working about a limit, an integral or a series, wrong or right by chance."""

from collections.abc import Sequence
from contextlib import suppress
from functools import partial

import sympy as sp

from calc_cli.algebra.functions import Pending
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.checking.question import compared, derivative_of
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Diagnosis
from calc_cli.calculus.working.claims import NUMBER, Claim, Goal
from calc_cli.calculus.working.integral_steps import IntegralStep
from calc_cli.calculus.working.limit_steps import limit_of, of_step, of_value
from calc_cli.calculus.working.quantity import Quantity
from calc_cli.errors import CalcError


def mistakes_in_line(quantity: Quantity, s: Claim, typed: sp.Expr, value: sp.Expr, was: Claim) -> tuple[Diagnosis, ...]:
    """Return the mistakes that give this step, if they are usual ones."""
    if isinstance(quantity.typed, sp.Sum) and typed is NUMBER:
        goes_to_0 = limit_of(quantity.typed.function, Goal(((quantity.x, sp.oo),))) == 0
        said = "that the terms go to 0 is not enough" if goes_to_0 else "its terms do not go to 0"
        return (Diagnosis("divergent series", f"it diverges: {said}"),)
    if was.typed is None or typed in (sp.S.NaN, NUMBER):  # nothing, of which nothing was made
        return ()
    if quantity.asked.to is not None or not (s.to is None or was.typed.has(sp.Integral)):
        before = quantity.expanded(was.typed)
        return (*(of_value(before, was.to, typed) if was.to and not s.to else of_step(before, was.to, typed, s.to)),)
    if isinstance(was.typed, sp.Sum):
        n, first, _ = was.typed.limits[0]
        more = was.typed.function.xreplace({n: first - 1})
        if more.is_finite and compared(quantity.truth + more, value).is_correct:
            return (Diagnosis("first term", "it begins with {} = {}, and this with {}", (n, first, first - 1)),)
    return _made_of(quantity, was.typed, typed, value).mistakes()


def is_no_chance(quantity: Quantity, before: sp.Expr, typed: sp.Expr) -> bool | None:
    """Return False of [x^2/3] between 0 and 1, of x^2, None if it is right by chance by no usual mistake."""
    with suppress(CalcError):
        step = _made_of(quantity, before, typed, quantity.truth)
        if not typed.has(Pending):
            return not step.is_misread
        found = step.of_antiderivative(is_bracket=True)
        is_even = any(low == -high for _, low, high in (part.limits[0] for part in typed.atoms(sp.Integral)))
        if found is not None and found.is_correct is False and not is_even:  # which may be left out
            return False if found.diagnosis else None
    return True


def check_parts(quantity: Quantity, slope: sp.Expr, told: Sequence[sp.Expr]) -> Check | None:
    """Return that u v' is in none of the integrals that were told, but for a number; None if it is, or is not known."""
    with suppress(CalcError):
        product = quantity.plain(quantity.functions["u"]) * slope
        rates = [quantity.rate_of(part) for e in told for part in e.atoms(sp.Integral)]
        terms = [term for rate in rates for term in (rate, *sp.Add.make_args(sp.expand(rate)))]
        slopes = (compare(derivative_of(term / product, quantity.x), sp.S.Zero) for term in terms)
        if terms and all(slope.is_correct is False for slope in slopes):
            why = Diagnosis("another integrand", "u dv is {}: it is not what is integrated", (product,))
            return Check(product, False, "proved", diagnosis=(why,))
    return None


def _made_of(quantity: Quantity, before: sp.Expr, typed: sp.Expr, value: sp.Expr) -> IntegralStep:
    """Return the step of an integral that was made of the expression before."""
    ratio = tidy(value / quantity.truth) if quantity.truth != 0 else sp.S.Zero
    is_right = partial(quantity.is_value, to=None)
    return IntegralStep(before, typed, quantity.functions, quantity.x, is_right, ratio)
