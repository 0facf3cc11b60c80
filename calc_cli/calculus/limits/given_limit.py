"""The check of an answer to a limit: by algebra, else to 30 digits."""

from collections.abc import Sequence

import mpmath
import sympy as sp

from calc_cli.algebra.evaluate import approximate
from calc_cli.calculus.equality.equality import DIGITS, compare
from calc_cli.calculus.equality.verdict import Check, Given, Remark
from calc_cli.calculus.limits.cases import LimitCase
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.calculus.limits.verdict import Verdict
from calc_cli.errors import UndefinedError


def checked(given: Given, limit: Verdict) -> Check:
    """Compare the answer with the limit, known as a value or as an estimate within an error."""
    if limit.exists is None:
        return Check(given, None)
    if not limit.exists or given == "none":
        return Check(given, (not limit.exists) == (given == "none"), "proved")
    if limit.value is None:
        return _near(given, limit.estimate, limit.error)
    if limit.value in INFINITE or given in INFINITE:
        return Check(given, limit.value == given, "proved")
    return compare(limit.value, given)


def check_of_cases(given: Given, cases: Sequence[LimitCase]) -> Check:
    """Compare the answer with the limit in each case; a wrong one is told where it is right."""
    found = [checked(_in_case(given, case), case.verdict) for case in cases]
    verdicts = {check.is_correct for check in found}
    if verdicts == {True}:
        return Check(given, True, "proved" if all(check.certainty == "proved" for check in found) else "sampled")
    right = [sp.And(*case.conditions) for case, check in zip(cases, found, strict=True) if check.is_correct]
    remarks = (Remark("equal only", (sp.Or(*right),)),) if right else ()
    return Check(given, False if False in verdicts else None, "proved", remarks=remarks)


def _in_case(given: Given, case: LimitCase) -> Given:
    return given if given == "none" else given.xreplace(case.values)


def _near(given: sp.Expr, estimate: mpmath.mpf | None, error: mpmath.mpf | None) -> Check:
    """Return an estimate refutes what is not near it, and confirms what is if it has enough digits."""
    if given in INFINITE:
        return Check(given, False, "sampled")
    if estimate is None or error is None or given.free_symbols:
        return Check(given, None)
    try:
        off = abs(approximate(given, {}, 2 * DIGITS) - estimate)
    except UndefinedError:
        return Check(given, False, "proved")
    if off > error:
        return Check(given, False, "sampled", expected=sp.Rational(mpmath.nstr(estimate, DIGITS)))
    is_sharp = error <= max(1, abs(estimate)) * mpmath.mpf(10) ** -DIGITS
    return Check(given, True if is_sharp else None, "sampled" if is_sharp else None)
