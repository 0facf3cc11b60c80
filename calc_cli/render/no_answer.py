"""The words for a missing answer, and for the reason why there is none."""

from collections.abc import Callable

import sympy as sp

from calc_cli.calculus.integrals.integral import Integral
from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.result import NoAnswer, Notice
from calc_cli.errors import CalcError, ExitStatus, UndefinedError, UnsupportedError
from calc_cli.render.limit_words import LimitWords
from calc_cli.render.notes import words
from calc_cli.render.numbers import decimal
from calc_cli.render.plain import plain

WALKS = {
    "converges": "the gradient goes to 0",
    "flattens": "the gradient goes to 0 since the function becomes flat: no minimum is near",
    "oscillates": "the walk goes to and fro and comes no closer",
    "diverges": "the steps overshoot more and more: the walk diverges",
    "runs away": "the value falls and falls, far away from the start: it seems to have no lower bound",
    "crawls": "the walk crawls: a step changes the gradient by less than 1 %",
    "descends": "the walk is still on its way",
    "outside": "the next step leaves the domain",
    "kink": "the function has a kink here, and no gradient",
    "singular": "the Hessian has no inverse here: Newton's method has no next step",
}
"""What a walk downhill does, by its behaviour."""


def reason_of(answer: NoAnswer) -> str:
    """Return the reason: -1 from the left, 1 from the right."""
    if isinstance(answer.reason, Integral):
        return why_no_number(answer.reason, plain)
    if isinstance(answer.reason, str):
        return WALKS.get(answer.reason, answer.reason)
    return LimitWords(plain).reason(answer.reason)


def refusal(answer: NoAnswer) -> CalcError:
    """Return the message for standard error that stands for the answer where there is no page to tell it on."""
    kind = UndefinedError if answer.status is ExitStatus.NO else UnsupportedError
    if isinstance(answer.reason, str | Integral):
        return kind(reason_of(answer), hint=answer.hint)
    verdict = "does not exist" if answer.status is ExitStatus.NO else "undecided"
    notes = (note for note in answer.reason.notes if isinstance(note, Notice) and note.kind == "integers")
    return kind(f"{verdict}: {reason_of(answer)}", hint=next(map(words, notes), None))


def why_no_number(found: Integral, write: Callable[[sp.Expr], str]) -> str:
    """Return that it diverges, and where; or what the witnesses say where they settle nothing."""
    definite = found.definite
    if definite.diverges is not None:
        if definite.growth is not None:
            reason = f"the antiderivative goes to {write(definite.growth)} there"
        elif found.antiderivative is not None or definite.goes_to is sp.nan:
            reason = "the antiderivative has no limit there"
        else:
            reason = "the function is too large there"
        return f"the integral diverges {place(definite.diverges, write)}: {reason}"
    number = definite.measured
    if number is not None and definite.agree is False and definite.value is not None:
        return f"undecided: algebra gives {write(definite.value)}, the measurement {decimal(number.value, 6)}"
    unknown = "whether the integral converges is not known" if definite.converges is None else "no value was found"
    return f"undecided: {unknown}"


def place(end: Approach, write: Callable[[sp.Expr], str]) -> str:
    """Return `at x = 0, from the right` or `at infinity`."""
    if end.a.is_infinite:
        return f"at {write(end.a)}"
    return f"at {write(end.x)} = {write(end.a)}, from the {'left' if end.side == -1 else 'right'}"
