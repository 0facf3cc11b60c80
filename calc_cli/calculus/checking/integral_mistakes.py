"""Why an antiderivative or an integral is wrong: a wrong antiderivative gives the answer, or a mistake with the bounds.

In the antiderivative of a sum one term is put wrong at a time, by each of the usual mistakes. An answer with the same
derivative, or the same difference between the bounds, has that mistake; a factor that none explains is told as such.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice

import sympy as sp

from calc_cli.algebra import unevaluated
from calc_cli.algebra.evaluate import substitute, value_at
from calc_cli.algebra.functions import RECORDS, TypedFunction, record_of
from calc_cli.algebra.share import within
from calc_cli.algebra.tidy import tidy
from calc_cli.algebra.zero_test import vanishes
from calc_cli.calculus.checking.candidates import misreadings_of
from calc_cli.calculus.checking.correction import brackets_missing, slips_of_the_pen
from calc_cli.calculus.checking.question import SECONDS, Mistaken, WrongAnswer, evaluated, is_wrong, named
from calc_cli.calculus.checking.slips import SELDOM
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.equality.verdict import Diagnosis
from calc_cli.calculus.integrals.antiderivative import Antiderivative
from calc_cli.calculus.integrals.integral import Integral, integrate
from calc_cli.calculus.integrals.methods import METHODS
from calc_cli.calculus.integrals.search import Search
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.errors import UndefinedError, UnsupportedError

MOST_TOLD = 2

_SECONDS = 0.5
"""Given to the antiderivative of a part."""

_DIFFERENTIATED = Diagnosis("differentiated", "this is the derivative of the function: it was to be integrated", rank=2)
_CONVERGES = Diagnosis("converges", "the limit at each end is a number: the integral converges")
BOUNDS_SWAPPED = Diagnosis("bounds swapped", "the sign is wrong: the value at the upper bound comes first")
_NOT_INTEGRATED = Diagnosis("not integrated", "this is the function itself: it is still to be integrated")


def explained(found: Antiderivative | Integral) -> Antiderivative | Integral:
    """Return the result, with the mistake in its check if a usual one gives the answer."""
    check = found.check
    if check is not None and check.is_correct is False and (isinstance(check.given, str) or check.given in INFINITE):
        converges = isinstance(found, Integral) and found.definite.converges
        return replace(found, check=replace(check, diagnosis=(_CONVERGES,) if converges else ()))
    if not is_wrong(check) or check.diagnosis or (given := evaluated(check.given)) is None:
        return found
    try:
        told = within(
            2 * SECONDS,
            lambda: _of_function(found, given) if isinstance(found, Antiderivative) else _of_integral(found, given),
        )
        return replace(found, check=replace(check, diagnosis=told or ()))
    except (UndefinedError, UnsupportedError):
        return found


def _of_function(found: Antiderivative, given: sp.Expr) -> tuple[Diagnosis, ...]:
    """Return mistakes in an antiderivative, which is right or wrong up to a constant."""
    f, x, typed = found.expression, found.variable, given if found.check is None else found.check.given
    written = unevaluated.add(term for term in sp.Add.make_args(typed) if term.has(x)) or typed  # without C
    q = WrongAnswer(f, f, x, f, differentiate(given, x), written, is_integrated=True)
    misread = misreadings_of(found.typed, lambda whole: _antiderivative(evaluated(whole) or whole, x))
    if not q.can_be_compared:
        return ()
    told = tuple(islice(brackets_missing(replace(q, written=typed)), 1))  # ln x^2 + 1
    for group in (_mistaken(found.typed, found.result, x), _by_parts(f, found.result, x), misread):
        if not told or told[0].rank >= SELDOM:
            told = (*named(q, group, MOST_TOLD), *told)[:MOST_TOLD]
    return told or tuple(slips_of_the_pen(q))


def _of_integral(found: Integral, given: sp.Expr) -> tuple[Diagnosis, ...]:
    if found.definite.diverges is not None:
        return (_divergence(found, given, sp.Eq(found.variable, found.definite.diverges.a, evaluate=False)),)
    if found.value is None:
        return ()
    q = WrongAnswer(found.typed, found.typed, found.variable, found.value, given, given, at={})
    return named(q, _of_bounds(found, found.value, given), MOST_TOLD)


def _of_bounds(found: Integral, value: sp.Expr, given: sp.Expr) -> Mistaken:
    """Yield wrong values of a definite integral: what was made of the bounds, or a wrong antiderivative."""
    formula, x, bounds = found.antiderivative, found.variable, (found.high, found.low)
    yield from _without_bars(found)
    if formula is None or not all(bound.is_finite for bound in bounds) or vanishes(value + given):
        yield -value, BOUNDS_SWAPPED
        return
    yield from between_wrongly(*(value_at(formula, {x: bound}) for bound in bounds))
    yield from _bounds_kept(found.typed, x, bounds)
    for wrong, mistake in chain(_mistaken(found.typed, formula, x), _by_parts(found.typed, formula, x)):
        yield partial(_between, wrong, x, bounds), replace(mistake.after("possibly"), rank=SELDOM + 1)


def between_wrongly(high: sp.Expr, low: sp.Expr) -> Mistaken:
    """Yield what is made of the values of an antiderivative at the bounds."""
    yield low - high, BOUNDS_SWAPPED
    forgotten = "this is the value at the upper bound: that at the lower is subtracted"
    yield high, Diagnosis("lower bound forgotten", forgotten)
    for added in (high + low, -high - low):
        yield added, Diagnosis("bounds added", "the values at the bounds are subtracted, not added")


def _between(wrong: sp.Expr | Callable[[], sp.Expr | None], x: sp.Symbol, bounds: tuple[sp.Expr, sp.Expr]) -> sp.Expr:
    """Return the difference of the values at the bounds. Raises UndefinedError."""
    f = wrong if isinstance(wrong, sp.Expr) else wrong() or sp.S.NaN
    high, low = (value_at(f, {x: bound}) for bound in bounds)
    return high - low


def _bounds_kept(typed: sp.Expr, x: sp.Symbol, bounds: tuple[sp.Expr, sp.Expr]) -> Mistaken:
    """Yield what comes of a substitution with the bounds as they were."""
    for term in _readings(evaluated(typed) or typed, None, x):
        with suppress(UndefinedError, UnsupportedError):
            if term.is_substituted:
                high, low = (substitute(term.u, {x: bound}) for bound in bounds)
                yield _between(term.in_u, x, bounds), bounds_kept(x, term.u, low, high)


def bounds_kept(x: sp.Symbol, u: sp.Expr, low: sp.Expr, high: sp.Expr) -> Diagnosis:
    """Return that the bounds of x were put in for u, which goes from `low` to `high`."""
    said, place = "the bounds are those of {}: {} goes from {} to {}", "the bounds are those of {0}, not of {1}"
    return Diagnosis("bounds not substituted", said, (x, u, low, high), place=place)


def _without_bars(found: Integral) -> Mistaken:
    for bars in found.typed.atoms(sp.Abs):
        without = found.typed.xreplace({bars: bars.args[0]})
        wrong = integrate(TypedFunction(without, without, (found.variable,)), found.low, found.high).value
        if wrong is not None:
            said = "the bars of {} are dropped: what they hold changes its sign"
            yield wrong, Diagnosis("modulus dropped", said, (bars,))


def _divergence(found: Integral, given: sp.Expr, place: sp.Eq) -> Diagnosis:
    """Return what was overlooked where a number is given for an integral that diverges at a place."""
    formula, bounds = found.antiderivative, (found.high, found.low)
    is_across = place.rhs in found.definite.cuts and formula is not None and all(bound.is_finite for bound in bounds)
    if is_across and vanishes(_between(formula, found.variable, bounds) - given):
        said = "the bounds cannot be put in across {}, where the function is not bounded: the integral diverges there"
        return Diagnosis("pole between the bounds", said, (place,))
    return Diagnosis("diverges", "there is no such number: the integral diverges at {}", (place,))


@dataclass(frozen=True, slots=True)
class _Term:
    """A term c g of a function of x, its antiderivative `right` if that is known; g, or g/du, is a power of `base`.

    `u` is an inner function whose derivative is `du`, k times a product of letters: of e^(3x) it is 3x, and k is 3.
    """

    c: sp.Expr
    g: sp.Expr
    x: sp.Symbol
    right: sp.Expr | None
    u: sp.Expr
    du: sp.Expr
    base: sp.Expr
    n: sp.Expr

    @property
    def k(self) -> sp.Expr:
        return self.du.as_coeff_Mul()[0]

    @property
    def f(self) -> sp.Expr:
        """Return the antiderivative, as a function of u if it is one. Raises UnsupportedError if it is not known."""
        if self.is_substituted:
            return self.in_u.xreplace({self.x: self.u})
        if self.right is None:
            raise UnsupportedError("this is not integrated")
        return self.right

    @property
    def outer(self) -> sp.Expr:
        """Return what g is integrated to if u is taken for the variable."""
        return self.c * _antiderivative(self.g.xreplace({self.u: self.x}), self.x).xreplace({self.x: self.u})

    @property
    def has_factor(self) -> bool:
        return abs(self.k) != 1 and (self.du.is_number or (self.is_substituted and self.k != self.c))

    @property
    def is_power(self) -> bool:
        """Return True for a power of a linear function or of u, but not for its reciprocal."""
        slope = differentiate(self.base, self.x)
        is_of_u = self.is_substituted and self.base == self.u
        return bool(self.n.is_number and self.n != -1 and slope != 0 and (slope.is_number or is_of_u))

    @property
    def is_nested(self) -> bool:
        """Return True for a function of an inner function that is not linear, and for nothing besides."""
        return self.du.has(self.x) and not self.g.xreplace({self.u: sp.S.One}).has(self.x)

    @property
    def is_substituted(self) -> bool:
        """Return True for a function of u times the derivative of that."""
        return self.du.has(self.x) and not (self.g / self.du).xreplace({self.u: sp.S.One}).has(self.x)

    @property
    def in_u(self) -> sp.Expr:
        """Return the antiderivative with x written for u, if that can be substituted."""
        return self.c * _antiderivative((self.g / self.du).xreplace({self.u: self.x}), self.x)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A usual mistake in integrating a term: where it is made, what comes of it, and a sentence about `parts` of it."""

    name: str
    where: Callable[[_Term], bool]
    wrong: Callable[[_Term], sp.Expr]
    said: str
    parts: tuple[str, ...] = ()

    def diagnosis(self, term: _Term) -> Diagnosis:
        return Diagnosis(self.name, self.said, tuple(getattr(term, part) for part in self.parts))


# fmt: off
INNER_FACTOR = (
    (1, "inner derivative missing", "it is still to be divided by the factor of the inner derivative, that of {}"),
    (2, "multiplied by the inner derivative",
     "it is divided by the factor of the inner derivative, that of {}, not multiplied"),
)
"""What an antiderivative is too great by, as a power of that factor."""

_KINDS = (
    *(_Kind(name, lambda t: t.has_factor, lambda t, n=power: t.f * t.k**n, said, ("u",))  # type: ignore[misc]
      for power, name, said in INNER_FACTOR),
    _Kind("differentiated", lambda t: t.base.is_Function and t.n != 1, lambda t: t.c * differentiate(t.base, t.x),
          "{} is differentiated, not integrated", ("base",)),
    _Kind("power rule on an exponential", lambda t: t.n.has(t.x), lambda t: t.c * t.base**(t.n + 1) / (t.n + 1),
          "the variable is in the exponent: the power rule does not hold"),
    _Kind("ln a missing", lambda t: t.n.has(t.x), lambda t: t.f * sp.log(t.base),
          "it is still to be divided by the logarithm of {}", ("base",)),
    _Kind("multiplied by ln a", lambda t: t.n.has(t.x), lambda t: t.f * sp.log(t.base)**2,
          "it is divided by the logarithm of {}, not multiplied", ("base",)),
    _Kind("power rule on 1/x", lambda t: t.n == -1, lambda t: t.g**0,
          "the power rule does not hold for the exponent -1"),
    _Kind("logarithm of the denominator", lambda t: t.n == -1 and t.du.has(t.x) and not t.is_substituted,
          lambda t: t.c * sp.log(t.base),
          "the derivative of ln({}) has a factor besides: that of {} itself", ("base", "base")),
    _Kind("exponent not raised", lambda t: t.is_power, lambda t: t.f / t.base,
          "the exponent is raised by one"),
    _Kind("exponent not raised", lambda t: t.is_power, lambda t: t.c * t.base**t.n / t.n,
          "the exponent is raised by one"),
    _Kind("exponent lowered", lambda t: t.is_power, lambda t: t.c * t.base**(t.n - 1) / (t.n - 1),
          "the exponent is raised by one"),
    _Kind("not divided by the exponent", lambda t: t.is_power, lambda t: t.f * (t.n + 1),
          "it is still to be divided by the raised exponent"),
    _Kind("multiplied by the exponent", lambda t: t.is_power, lambda t: t.f * (t.n + 1)**2,
          "it is divided by the raised exponent, not multiplied"),
    _Kind("divided by the old exponent", lambda t: t.is_power, lambda t: t.f * (t.n + 1) / t.n,
          "it is divided by the raised exponent, not by the old one"),
    _Kind("logarithm of a power", lambda t: t.is_power and t.n < 0, lambda t: t.c * sp.log(t.base**-t.n),
          "the logarithm comes of the exponent -1 alone: the power rule holds here"),
    _Kind("logarithm of a power", lambda t: t.is_power and t.n < 0, lambda t: t.c * sp.log(t.base),
          "the logarithm comes of the exponent -1 alone: the power rule holds here"),
    _Kind("power rule on a composition", lambda t: t.is_nested and t.n not in (-1, 1), lambda t: t.outer,
          "the power rule holds for powers of {} alone, not for those of a function of it", ("x",)),
    _Kind("inner function taken for the variable", lambda t: t.is_nested and t.n == 1, lambda t: t.outer,
          "the rule holds where {} alone is inside, not {}", ("x", "u")),
    _Kind("divided by the inner derivative", lambda t: t.is_nested, lambda t: t.outer / t.du,
          "only a number can be divided by as an inner derivative, and {} is none", ("du",)),
    _Kind("factor kept in a substitution", lambda t: t.is_substituted, lambda t: t.f * t.du,
          "the factor of the inner derivative {} is used up by the substitution", ("du",)),
    _Kind("factor integrated in a substitution", lambda t: t.is_substituted, lambda t: t.f * _antiderivative(t.du, t.x),
          "the factor of the inner derivative {} is used up by the substitution", ("du",)),
)
# fmt: on
"""Mistakes in a term c (kx + b)^n, c a^(kx + b), c F(u) or c F(u) u'."""


def _readings(term: sp.Expr, right: sp.Expr | None, x: sp.Symbol) -> list[_Term]:
    """Return the term with each of its inner functions for u."""
    c, g = term.as_independent(x, as_Add=False)
    inner = {e.args[-1 if e.func is sp.exp else 0] for e in g.atoms(sp.Function, sp.Pow) if e.has(x)}
    found = []
    for u in sorted((u for u in inner if u.has(x)), key=sp.default_sort_key) or [x]:
        term = _Term(c, g, x, right, u, du := differentiate(u, x), *g.as_base_exp())
        base, n = (g / du).as_independent(x)[1].as_base_exp() if term.is_substituted else (term.base, term.n)
        found.append(replace(term, base=base, n=n) if base == u else term)
    return found


def _of_term(term: sp.Expr, right: sp.Expr | None, x: sp.Symbol) -> Mistaken:
    """Yield wrong antiderivatives of a term."""
    readings = _readings(term, right, x)
    for kind in _KINDS:
        for read in readings:
            with suppress(UndefinedError, UnsupportedError):
                if kind.where(read):
                    yield kind.wrong(read), kind.diagnosis(read)


def _misremembered(part: sp.Expr) -> Mistaken:
    """Yield the antiderivative of another function of a table, or with a^2 in the place of a."""
    for f in sorted(part.atoms(sp.Function), key=str):
        record = record_of(f.func)
        siblings = [g for g, o in RECORDS.items() if record and o.group == record.group and o.arity == (1, 1)]
        for wrong in (g(*f.args) for g in siblings):
            yield (
                part.xreplace({f: wrong}),
                Diagnosis("another function", "the derivative of {} is another", (wrong,), 3),
            )
    for a in part.atoms(sp.Rational) if part.has(*_INVERSE) else ():
        said = "the number below is the square of the one that the formula has"
        yield part.xreplace({a: a**2}), Diagnosis("square in place of its root", said)


_INVERSE = (sp.atan, sp.asin, sp.asinh, sp.acosh, sp.atanh)


def _by_parts(f: sp.Expr, right: sp.Expr | None, x: sp.Symbol, times: int = 2) -> Mistaken:
    """Yield what comes of u v - (the integral of u' v) with a mistake in what is left, done by parts so many times."""
    for u in sp.Mul.make_args(f) if times and right is not None else ():
        if u.has(x) and ((f.is_Mul and u.is_polynomial(x)) or isinstance(u, _DIFFERENTIATED_BY_PARTS)):
            product = u * _antiderivative(f / u, x)
            said = "by parts, the integral that is left is subtracted"
            yield 2 * product - right, Diagnosis("sign turned", said)
            said = "by parts, the integral of u' v is still to be subtracted"
            yield product, Diagnosis("second part missing", said)
            left = tidy(differentiate(u, x) * product / u)
            for wrong, mistake in chain(
                _of_term(left, product - right, x), _by_parts(left, product - right, x, times - 1)
            ):
                if isinstance(wrong, sp.Expr):
                    yield product - wrong, mistake.after("in the integral that is left:")


_DIFFERENTIATED_BY_PARTS = (sp.log, sp.asin, sp.acos, sp.atan)


def _mistaken(typed: sp.Expr, right: sp.Expr | None, x: sp.Symbol) -> Mistaken:
    """Yield wrong antiderivatives of a function, of which `right` is one if it is known, each with the mistake."""
    f = evaluated(typed) or typed
    yield differentiate(f, x), _DIFFERENTIATED
    yield f, _NOT_INTEGRATED
    terms = sp.Add.make_args(f)
    if right is None:
        yield from _of_term(f, None, x)
        return
    yield -right, Diagnosis("sign turned", "the sign is wrong: differentiate to see it")
    for term in terms:
        part = right if len(terms) == 1 else _antiderivative(term, x)
        for wrong, mistake in chain(_of_term(term, part, x), _misremembered(part)):
            yield (right - part + wrong if isinstance(wrong, sp.Expr) else wrong), mistake
        if len(terms) > 1:
            yield right - part, Diagnosis("a term dropped", "the antiderivative of {} is missing", (term,))
            said = "{} is differentiated, not integrated"
            yield right - part + differentiate(term, x), Diagnosis("differentiated", said, (term,))
    with suppress(UnsupportedError):
        if typed.is_Mul:
            above, below = (_antiderivative(part, x) if part.has(x) else part for part in sp.fraction(typed))
            said = "the integral of a quotient is not the quotient of the integrals"
            yield above / below, Diagnosis("quotient of the integrals", said)
            said = "the integral of a product is not the product of the integrals"
            factors = (_antiderivative(factor, x) if factor.has(x) else factor for factor in typed.args)
            yield sp.Mul(*factors), Diagnosis("product of the integrals", said)


def _antiderivative(f: sp.Expr, x: sp.Symbol) -> sp.Expr:
    work = Search(METHODS, _SECONDS, (a.name for a in f.free_symbols)).find(f, x)
    if work is None:
        raise UnsupportedError("a part is not integrated")
    return work.result
