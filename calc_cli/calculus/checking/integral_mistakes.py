"""Why an antiderivative or an integral is wrong: a wrong antiderivative gives the answer, or a mistake with the bounds.

In the antiderivative of a sum one term is put wrong at a time, by each of the usual mistakes. An answer with the same
derivative, or the same difference between the bounds, has that mistake; a factor that none explains is told as such.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import sympy as sp

from calc_cli.algebra.evaluate import value_at
from calc_cli.algebra.functions import TypedFunction
from calc_cli.algebra.tidy import tidy
from calc_cli.algebra.zero_test import vanishes
from calc_cli.calculus.checking.correction import brackets_missing
from calc_cli.calculus.checking.question import Mistaken, WrongAnswer, evaluated, is_wrong
from calc_cli.calculus.checking.replay import numbers, same
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.equality.verdict import Diagnosis
from calc_cli.calculus.integrals.antiderivative import Antiderivative, antiderivative
from calc_cli.calculus.integrals.integral import Integral, integrate
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.errors import UndefinedError, UnsupportedError

MOST_TOLD = 2

_DIFFERENTIATED = Diagnosis("differentiated", "this is the derivative of the function: it was to be integrated", rank=2)
_CONVERGES = Diagnosis("converges", "the limit at each end is a number: the integral converges")
_NOT_INTEGRATED = Diagnosis("not integrated", "this is the function itself: it is still to be integrated")


def explained(found: Antiderivative | Integral) -> Antiderivative | Integral:
    """Return the result, with the mistake in its check if a usual one gives the answer."""
    check = found.check
    if check is not None and check.is_correct is False and (isinstance(check.given, str) or check.given in INFINITE):
        converges = isinstance(found, Integral) and found.definite.converges
        return replace(found, check=replace(check, diagnosis=(_CONVERGES,) if converges else ()))
    if not is_wrong(check):
        return found
    given = evaluated(check.given)
    if given is None:
        return found
    try:
        mistakes = _of_function(found, given) if isinstance(found, Antiderivative) else _of_integral(found, given)
        told = sorted(islice(mistakes, MOST_TOLD), key=lambda mistake: mistake.rank)
        return replace(found, check=replace(check, diagnosis=tuple(told)))
    except (UndefinedError, UnsupportedError):
        return found


def _of_function(found: Antiderivative, given: sp.Expr) -> Iterator[Diagnosis]:
    """Yield mistakes in an antiderivative, which is right or wrong up to a constant."""
    f, x = found.expression, found.variable
    slope = differentiate(given, x)
    q = WrongAnswer(f, f, x, f, slope, slope)
    if not q.can_be_compared:
        return

    def is_right(candidate: sp.Expr) -> bool:
        slope = differentiate(evaluated(candidate) or sp.S.Zero, x)
        return same(numbers(slope, q.samples), q.right)

    yield from brackets_missing(found.check.given if found.check else given, is_right)
    told = False
    for wrong, mistake in _mistaken(f, found.result, x):
        if same(numbers(differentiate(wrong, x), q.samples), q.wrong):
            told = True
            yield mistake
    if not told:
        yield from _of_factors(f, slope, given, x)


def _of_factors(f: sp.Expr, slope: sp.Expr, given: sp.Expr, x: sp.Symbol) -> Iterator[Diagnosis]:
    """Yield the one term of the function that is integrated to a multiple, or that of the answer that is a multiple."""
    for term in sp.Add.make_args(f):
        ratio = tidy((slope - f + term) / term)
        if ratio.is_number:
            place = "a constant factor is lost or too much"
            said = f"{place}: {{}} is integrated to {{}} times what it should be"
            yield Diagnosis("constant factor", said, (term, ratio), place=place)
            return
    for term in sp.Add.make_args(given):
        rate = differentiate(term, x)
        ratio = tidy((f - slope + rate) / rate) if rate != 0 else sp.nan
        if ratio == -1:
            yield Diagnosis("sign turned", "the sign of {} is wrong: differentiate to see it", (term,))
        elif ratio.is_number and ratio.is_finite:
            said = "there is a slip: {} should be {}"
            yield Diagnosis("constant factor", said, (term, ratio * term), place="there is a slip in {0}")


def _of_number(found: Integral, given: sp.Expr) -> Iterator[Diagnosis]:
    """Yield mistakes in a definite integral: what was made of the bounds, or a wrong antiderivative."""
    value, formula, x, bounds = found.value, found.antiderivative, found.variable, (found.high, found.low)
    if value is None or given.free_symbols:
        return
    yield from _without_bars(found, given)
    if not value.is_zero and tidy(value + given).is_zero:
        yield Diagnosis("bounds swapped", "the sign is wrong: the value at the upper bound comes first")
    if formula is None or not all(bound.is_finite for bound in bounds):
        return
    high, low = (value_at(formula, {x: bound}) for bound in bounds)
    forgotten = "this is the antiderivative at the upper bound: that at the lower is subtracted"
    for wrong, mistake in (
        (high, Diagnosis("lower bound forgotten", forgotten)),
        (high + low, Diagnosis("bounds added", "the values at the bounds are subtracted, not added")),
    ):
        if tidy(wrong - given).is_zero:
            yield mistake
    if tidy(value + given).is_zero:
        return
    for wrong, mistake in _mistaken(evaluated(found.typed) or found.typed, formula, x):
        try:
            upper, lower = (value_at(wrong, {x: bound}) for bound in bounds)
        except UndefinedError:
            continue
        if tidy(upper - lower - given).is_zero:
            yield mistake.after("possibly")


def _without_bars(found: Integral, given: sp.Expr) -> Iterator[Diagnosis]:
    for bars in found.typed.atoms(sp.Abs):
        without = found.typed.xreplace({bars: bars.args[0]})
        wrong = integrate(TypedFunction(without, without, (found.variable,)), found.low, found.high).value
        if wrong is not None and vanishes(wrong - given):
            yield Diagnosis("modulus dropped", "the bars of {} are dropped: what they hold changes its sign", (bars,))


def _of_integral(found: Integral, given: sp.Expr) -> Iterator[Diagnosis]:
    if found.definite.diverges is None:
        return _of_number(found, given)
    return iter((_divergence(found, given, sp.Eq(found.variable, found.definite.diverges.place, evaluate=False)),))


def _divergence(found: Integral, given: sp.Expr, place: sp.Eq) -> Diagnosis:
    """Return what was overlooked where a number is given for an integral that diverges at a place."""
    formula, x, definite = found.antiderivative, found.variable, found.definite
    if place.rhs in definite.cuts and formula is not None and found.low.is_finite and found.high.is_finite:
        high, low = (value_at(formula, {x: bound}) for bound in (found.high, found.low))
        if vanishes(high - low - given):
            said = (
                "the bounds cannot be put in across {}, where the function is not bounded: the integral diverges there"
            )
            return Diagnosis("pole between the bounds", said, (place,))
    return Diagnosis("diverges", "there is no such number: the integral diverges at {}", (place,))


def _mistaken(f: sp.Expr, right: sp.Expr | None, x: sp.Symbol) -> Mistaken:
    """Yield wrong antiderivatives of f, of which `right` is one if it is known, each with the mistake."""
    yield differentiate(f, x), _DIFFERENTIATED
    yield f, _NOT_INTEGRATED
    if right is None:
        return
    yield -right, Diagnosis("sign turned", "the sign is wrong: differentiate to see it")
    terms = sp.Add.make_args(f)
    for term in terms:
        part = right if len(terms) == 1 else _antiderivative(term, x)
        for wrong, mistake in _of_term(term, part, x):
            yield right - part + wrong, mistake
        if len(terms) > 1:
            yield right - part, Diagnosis("a term dropped", "the antiderivative of {} is missing", (term,))
            said = "{} is differentiated, not integrated"
            yield right - part + differentiate(term, x), Diagnosis("differentiated", said, (term,))
    for u in f.args if f.is_Mul else ():
        if u.is_polynomial(x) and u.has(x):
            said = "by parts, the integral that is left is subtracted"
            yield 2 * u * _antiderivative(f / u, x) - right, Diagnosis("sign turned", said)
    if f.is_Mul:
        said = "the integral of a product is not the product of the integrals"
        parts = (_antiderivative(factor, x) if factor.has(x) else factor for factor in f.args)
        yield sp.Mul(*parts), Diagnosis("product of the integrals", said)


def _of_term(term: sp.Expr, right: sp.Expr, x: sp.Symbol) -> Mistaken:
    """Yield wrong antiderivatives of c (kx + b)^n, c a^(kx + b) or c F(kx + b)."""
    c, g = term.as_independent(x, as_Add=False)
    base, n = g.as_base_exp()
    inner = {sp.diff(e.args[-1 if e.func is sp.exp else 0], x) for e in g.atoms(sp.Function, sp.Pow) if e.has(x)}
    for k in sorted((k for k in inner if k.is_number and abs(k) != 1), key=str):
        said = "it is still to be divided by the inner derivative {}"
        yield right * k, Diagnosis("inner derivative missing", said, (k,))
        said = "it is divided by the inner derivative {}, not multiplied"
        yield right * k**2, Diagnosis("multiplied by the inner derivative", said, (k,))
    if base.is_Function and n != 1:
        said = "{} is differentiated, not integrated"
        yield c * differentiate(base, x), Diagnosis("differentiated", said, (base,))
    if n.has(x) and not base.has(x):
        said = "the variable is in the exponent: the power rule does not hold"
        yield c * base ** (n + 1) / (n + 1), Diagnosis("power rule on an exponential", said)
    elif n == -1:
        yield sp.S.One, Diagnosis("power rule on 1/x", "the power rule does not hold for the exponent -1")
        said = "the derivative of ln({}) has a factor besides: that of {} itself"
        yield c * sp.log(base), Diagnosis("logarithm of the denominator", said, (base, base))
    elif n.is_number and sp.diff(base, x).is_number:
        yield right / base, Diagnosis("exponent not raised", "the exponent is raised by one, to {}", (n + 1,))
        yield (
            c * base ** (n - 1) / (n - 1),
            Diagnosis("exponent lowered", "the exponent is raised by one, to {}", (n + 1,)),
        )
        said = "it is still to be divided by the exponent {}"
        yield right * (n + 1), Diagnosis("not divided by the exponent", said, (n + 1,))
        yield (
            right * (n + 1) / n,
            Diagnosis("divided by the old exponent", "the exponent is raised first: {}", (n + 1,)),
        )
        said = "the logarithm comes of the exponent -1 alone: the power rule holds here"
        yield c * sp.log(base**-n), Diagnosis("logarithm of a power", said)
        yield c * sp.log(base), Diagnosis("logarithm of a power", said)
    elif n.is_number:
        said = "the power rule holds for powers of {} alone, not for those of a function of it"
        yield c * base ** (n + 1) / (n + 1), Diagnosis("power rule on a composition", said, (x,))


def _antiderivative(f: sp.Expr, x: sp.Symbol) -> sp.Expr:
    found = antiderivative(TypedFunction(f, f, (x,))).result
    if found is None:
        raise UnsupportedError("a part is not integrated")
    return found
