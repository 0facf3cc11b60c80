"""Why an antiderivative or an integral is wrong: by what its derivative is, or what else was made of the bounds.

An answer G to the integral of f is judged by G': where that is f times a number, a constant factor is lost or too much,
as when the inner derivative was multiplied by and not divided; where one term of it alone is off, that term is told.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import sympy as sp

from calc_cli.algebra.evaluate import value_at
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.checking.question import WrongAnswer, evaluated
from calc_cli.calculus.checking.replay import Numbers, numbers, same
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.equality.verdict import Diagnosis
from calc_cli.calculus.integrals.antiderivative import Antiderivative
from calc_cli.calculus.integrals.integral import Integral
from calc_cli.errors import UndefinedError, UnsupportedError


def explained(found: Antiderivative | Integral) -> Antiderivative | Integral:
    """Return the result, with the mistake in its check if a usual one gives the answer."""
    check = found.check
    if check is None or check.is_correct is not False or not isinstance(check.given, sp.Expr):
        return found
    given = evaluated(check.given)
    if given is None:
        return found
    try:
        mistakes = _of_function(found, given) if isinstance(found, Antiderivative) else _of_number(found, given)
        return replace(found, check=replace(check, diagnosis=tuple(islice(mistakes, 2))))
    except (UndefinedError, UnsupportedError):
        return found


def _of_function(found: Antiderivative, given: sp.Expr) -> Iterator[Diagnosis]:
    """Yield mistakes in an antiderivative, which is right or wrong up to a constant."""
    f, x = found.expression, found.variable
    slope = differentiate(given, x)
    q = WrongAnswer(f, f, x, f, slope, slope)
    if not q.can_be_compared:
        return
    if same(numbers(differentiate(f, x), q.samples), numbers(given, q.samples)):
        yield Diagnosis("differentiated", "this is the derivative of the function: it was to be integrated")
    if same(numbers(f, q.samples), numbers(given, q.samples)):
        yield Diagnosis("not integrated", "this is the function itself: it is still to be integrated")
    ratio = tidy(slope / f)
    if ratio.is_zero and tidy(f * x).is_number:
        yield Diagnosis("power rule on 1/x", "the power rule does not hold for the exponent -1")
    elif ratio.is_number and not ratio.is_zero:
        yield from _of_inner(f, x, ratio)
    yield from _of_one_term(q, found, slope)
    yield from _of_signs(q, given)
    yield from _of_exponentials(q, given)
    if f.is_Mul and found.result is not None:
        yield from _of_products(q, f, slope)


def _of_ratio(ratio: sp.Expr, said: str, parts: tuple[sp.Basic, ...]) -> Diagnosis:
    if ratio == -1:
        where = " of the antiderivative of {}" if parts else ""
        return Diagnosis("sign turned", f"the sign{where} is wrong: differentiate to see it", parts)
    message = f"a constant factor is lost or too much: {said}"
    return Diagnosis("constant factor", message, (ratio, *parts), place="a constant factor is lost or too much")


def _of_inner(f: sp.Expr, x: sp.Symbol, ratio: sp.Expr) -> Iterator[Diagnosis]:
    """Yield what was done with the inner derivative, or another factor: sin(3x) or 3 sin(3x) for cos(3x)."""
    inner = {sp.diff(e.args[-1 if e.func is sp.exp else 0], x) for e in f.atoms(sp.Function, sp.Pow) if e.has(x)}
    for c in sorted((c for c in inner if c.is_number and abs(c) != 1), key=str):
        if ratio == c:
            yield Diagnosis("inner derivative missing", "it is still to be divided by the inner derivative {}", (c,))
            return
        if ratio == c**2:
            said = "it is divided by the inner derivative {}, not multiplied"
            yield Diagnosis("multiplied by the inner derivative", said, (c,))
            return
    yield _of_ratio(ratio, "its derivative is {} times the function", ())


def _of_signs(q: WrongAnswer, given: sp.Expr) -> Iterator[Diagnosis]:
    """Yield the one term of the answer whose sign is wrong."""
    for term in given.args if given.is_Add else ():
        if same(_slopes(given - 2 * term, q), q.right):
            yield Diagnosis("sign turned", "the sign of {} is wrong", (term,))


def _of_exponentials(q: WrongAnswer, given: sp.Expr) -> Iterator[Diagnosis]:
    """Yield e^(u+1)/(u+1) for e^u."""
    base, exponent = q.expression.as_base_exp()
    wrong = base ** (exponent + 1) / (exponent + 1)
    if exponent.has(q.x) and not base.has(q.x) and same(numbers(wrong, q.samples), numbers(given, q.samples)):
        said = "the variable is in the exponent: the power rule does not hold"
        yield Diagnosis("power rule on an exponential", said)


def _of_one_term(q: WrongAnswer, found: Antiderivative, slope: sp.Expr) -> Iterator[Diagnosis]:
    """Yield the one term of a sum whose antiderivative is wrong, and how."""
    terms = sp.Add.make_args(sp.expand(found.expression))
    for term in terms if len(terms) > 1 else ():
        rest = slope - (sp.expand(found.expression) - term)
        ratio = tidy(rest / term)
        if ratio.is_zero:
            yield Diagnosis("a term dropped", "the antiderivative of {} is missing", (term,))
        elif ratio.is_number:
            yield _of_ratio(ratio, "it is {} times that of {}", (term,))
        elif same(numbers(rest, q.samples), numbers(differentiate(differentiate(term, q.x), q.x), q.samples)):
            yield Diagnosis("differentiated", "{} is differentiated, not integrated", (term,))


def _of_products(q: WrongAnswer, f: sp.Expr, slope: sp.Expr) -> Iterator[Diagnosis]:
    """Yield the product of the antiderivatives of the factors."""
    whole = sp.Mul(*(_powers_integrated(factor, q.x) for factor in f.args))
    if same(_slopes(whole, q), numbers(slope, q.samples)):
        said = "the integral of a product is not the product of the integrals"
        yield Diagnosis("product of the integrals", said)


def _powers_integrated(factor: sp.Expr, x: sp.Symbol) -> sp.Expr:
    from calc_cli.algebra.function import TypedFunction
    from calc_cli.calculus.integrals.antiderivative import antiderivative

    if not factor.has(x):
        return factor
    found = antiderivative(TypedFunction(factor, factor, (x,))).result
    if found is None:
        raise UnsupportedError("a factor is not integrated")
    return found


def _slopes(e: sp.Expr, q: WrongAnswer) -> Numbers:
    return numbers(differentiate(e, q.x), q.samples)


def _of_number(found: Integral, given: sp.Expr) -> Iterator[Diagnosis]:
    """Yield mistakes in a definite integral: what was made of the bounds."""
    value, formula, x = found.value, found.antiderivative, found.variable
    if value is None or given.free_symbols:
        return
    if not value.is_zero and tidy(value + given).is_zero:
        yield Diagnosis("bounds swapped", "the sign is wrong: the value at the upper bound comes first")
    if formula is None or not (found.low.is_finite and found.high.is_finite):
        return
    high, low = (value_at(formula, {x: bound}) for bound in (found.high, found.low))
    f_high, f_low = (value_at(found.typed, {x: bound}) for bound in (found.high, found.low))
    for wrong, name, said in (
        (
            high,
            "lower bound forgotten",
            "this is the antiderivative at the upper bound: that at the lower is subtracted",
        ),
        (high + low, "bounds added", "the values at the bounds are subtracted, not added"),
        (f_high - f_low, "not integrated", "the bounds are put into the function itself, not into an antiderivative"),
    ):
        if tidy(wrong - given).is_zero:
            yield Diagnosis(name, said)
