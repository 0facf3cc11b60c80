"""The words for a missing answer, and for the reason why there is none."""

from calc_cli.calculus.integrals.integral import Integral
from calc_cli.calculus.result import NoAnswer
from calc_cli.errors import CalcError, ExitStatus, UndefinedError, UnsupportedError
from calc_cli.render.integral_words import why_no_number
from calc_cli.render.limit_words import LimitWords
from calc_cli.render.plain import plain


def reason_of(answer: NoAnswer) -> str:
    """Return the reason: -1 from the left, 1 from the right."""
    if isinstance(answer.reason, Integral):
        return why_no_number(answer.reason, plain)
    return answer.reason if isinstance(answer.reason, str) else LimitWords(plain).reason(answer.reason)


def refusal(answer: NoAnswer) -> CalcError:
    """Return the message for standard error that stands for the answer where there is no page to tell it on."""
    kind = UndefinedError if answer.status is ExitStatus.NO else UnsupportedError
    if isinstance(answer.reason, str | Integral):
        return kind(reason_of(answer), hint=answer.hint)
    verdict = "does not exist" if answer.status is ExitStatus.NO else "undecided"
    return kind(f"{verdict}: {reason_of(answer)}")
