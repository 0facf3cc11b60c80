"""Conditions in three-valued logic: what is not known of a part leaves the whole open, unless the others decide."""

from collections.abc import Callable

import sympy as sp

Truth = Callable[[sp.Basic], bool | None]


def truth_by_parts(condition: sp.Basic, truth: Truth, compared: Truth) -> bool | None:
    """Return whether a condition holds, None if that is not known.

    `truth` tells it of the parts of and, or and not; `compared` of what has no such parts, a comparison.

    >>> x = sp.Symbol("x")
    >>> truth_by_parts(sp.Or(x > 0, x < 1), lambda part: True if part == (x < 1) else None, lambda _: None)
    True
    """
    if condition in (sp.true, sp.false):
        return bool(condition)
    if isinstance(condition, sp.ITE):
        return truth(condition.to_nnf())
    if isinstance(condition, sp.Not):
        inner = truth(condition.args[0])
        return None if inner is None else not inner
    if isinstance(condition, sp.And | sp.Or):
        decisive = isinstance(condition, sp.Or)
        truths = {truth(part) for part in condition.args}
        return decisive if decisive in truths else None if None in truths else not decisive
    return compared(condition)
