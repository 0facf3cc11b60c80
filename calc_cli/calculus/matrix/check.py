"""An answer held against a derivative: by one normal form (proved), else by values at random instances (sampled)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from typing import Any

import mpmath
import numpy as np

from calc_cli.calculus.equality.verdict import Check, Counterexample, Diagnosis
from calc_cli.calculus.matrix import arithmetic as m, expression as ex
from calc_cli.calculus.matrix.expression import Expr, Symbol
from calc_cli.calculus.matrix.records import RECORDS, expand, simplified
from calc_cli.calculus.matrix.shapes import in_words
from calc_cli.calculus.matrix.verify import DIGITS, Instance, close, instances

ENOUGH = 4
"""Instances at which two expressions have to agree."""

_TOLERANCE = mpmath.mpf(10) ** -25

_LARGEST_FACTOR = 100
"""Of the divisors of a factor that may be missing."""

_NORMALIZED = (ex.EntrySum, ex.Norm, ex.Trace, ex.Det)
"""What of a letter may have been taken to be 1."""


def check(expected: Expr, given: Expr) -> Check:
    """Tell whether `given`, as typed, equals `expected` wherever both are defined, its shape included."""
    if given.shape != expected.shape:
        turned = simplified(m.transpose(simplified(given)))
        if turned.shape == expected.shape and _compared(expected, turned).is_correct:
            return Check(given, False, "proved", diagnosis=(_layout(expected, given),))
        message = f"the answer is {in_words(given.shape)}, the derivative {in_words(expected.shape)}"
        return Check(given, False, "proved", diagnosis=(Diagnosis("shape", message),))
    found = _compared(expected, given)
    if found.is_correct is not False:
        return found
    if (lost := _lost_factor(expected, given, found.counterexample)) is not None:
        return replace(found, diagnosis=(lost,))
    told = (mistake for a, b, mistake in _mistaken(expected, given) if _compared(a, b).is_correct)
    return replace(found, diagnosis=tuple(islice(told, 1)))


def _mistaken(expected: Expr, given: Expr) -> Iterator[tuple[Expr, Expr, Diagnosis]]:
    """Yield what are equal if a mistake was made, changed for it, and the mistake."""
    if given.shape[0] == given.shape[1] != 1:
        yield expected, m.transpose(simplified(given)), _layout(expected, given)
    for name, letter in (ex.symbols(expected) | ex.symbols(given)).items():
        if letter.shape[0] == letter.shape[1] != 1 and not letter.structure:
            special = replace(letter, structure=frozenset(["symmetric"]))
            a, b = (simplified(ex.replaced(e, letter, special)) for e in (expected, given))
            yield a, b, Diagnosis("symmetry", f"this holds only if {name} is symmetric")
    for part in dict.fromkeys(ex.walk(expected)):
        if isinstance(part, _NORMALIZED) and isinstance(part.args[0], Symbol) and not ex.contains(given, part):
            only = f"{RECORDS[type(part)].name}({part.args[0].name})"
            normalized = simplified(ex.replaced(expected, part, m.ONE))
            yield normalized, given, Diagnosis("normalization", f"this holds only if {only} = 1")
            said = f"the sign is lost, and the rest holds only if {only} = 1"
            yield m.negative(normalized), given, Diagnosis("sign lost", said)
    whole = expand(expected)
    for term in whole.args if isinstance(whole, ex.Add) else ():
        rest, (c, body) = m.add(whole, m.negative(term)), m.split(term)
        yield rest, given, Diagnosis("a term dropped", "a term is missing")
        yield m.add(rest, m.negative(term)), given, Diagnosis("sign of a term turned", "the sign of a term is turned")
        if c != 1:
            yield (
                m.add(rest, body),
                given,
                Diagnosis("constant factor dropped", "the constant factor of a term is missing"),
            )


def check_value(at: Mapping[str, Any], expected: Any, given: Any) -> Check:
    """Tell whether `given` is the value of the derivative at a point, as far as that is known: floats to 9 digits."""
    shown = Counterexample(at, expected, given)
    if np.shape(given) != np.shape(expected):
        mistake = Diagnosis("shape", "the answer has another shape than the derivative")
        return Check(given, False, None, shown, diagnosis=(mistake,))
    floats = any(isinstance(x, float) for x in np.ravel(expected))
    with mpmath.workdps(DIGITS):
        is_correct = close(given, expected, 1e-9 if floats else _TOLERANCE)
    return Check(given, is_correct, counterexample=None if is_correct else shown)


def _layout(expected: Expr, given: Expr) -> Diagnosis:
    return Diagnosis(
        "layout",
        f"this is the transpose, {in_words(given.shape)}, of the derivative, {in_words(expected.shape)}: "
        "right in the other layout (--layout)",
    )


def _lost_factor(expected: Expr, given: Expr, shown: Counterexample | None) -> Diagnosis | None:
    """Return that a rational factor is missing or too much, which the values of a counterexample tell."""
    sides = () if shown is None else zip(np.ravel(shown.expected), np.ravel(shown.given), strict=True)
    ratio = next((float(a / b) for a, b in sides if b and mpmath.isfinite(a / b)), 0.0)
    c = Fraction(ratio).limit_denominator(_LARGEST_FACTOR)
    if not c or not _compared(expected, m.multiply(m.number(c), simplified(given))).is_correct:
        return None
    if c == -1:
        return Diagnosis("sign lost", "the sign is lost: this is the derivative times -1")
    is_too_much = c.numerator in (1, -1)
    said = f"there is a factor {1 / c} too much" if is_too_much else f"the factor {c} is missing"
    return Diagnosis("constant factor", said, place="only a constant factor is wrong")


def _compared(expected: Expr, given: Expr) -> Check:
    if expand(m.add(simplified(given), m.negative(expected))) == simplified(m.add(expected, m.negative(expected))):
        return Check(given, True, "proved")
    agreed = 0
    with mpmath.workdps(DIGITS):
        for instance in instances(expected, given, seed=7):
            a, b = instance.value(expected), instance.value(given)
            if not close(a, b, _TOLERANCE):
                return Check(given, False, "proved", counterexample=_shown(instance, expected, given))
            agreed += 1
            if agreed == ENOUGH:
                break
    return Check(given, True if agreed else None, "sampled" if agreed else None)


def _shown(instance: Instance, expected: Expr, given: Expr) -> Counterexample:
    """Return a counterexample: in whole numbers, if one is found, else the `instance`."""
    candidates = instances(expected, given, whole=True)
    simple = (c for c in candidates if not close(c.value(expected), c.value(given), _TOLERANCE))
    found = next(simple, instance)
    return Counterexample(found.values, found.value(expected), found.value(given))
