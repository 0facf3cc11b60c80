"""A derivation as data: what was done, to what, with what result, and the smaller derivations that it rests on."""

from dataclasses import dataclass

import sympy as sp


@dataclass(frozen=True, slots=True)
class Step:
    """One application of a rule: `result` is what the rule makes of `input`, given the results of the `children`.

    `rule` is its name in the table of rules. Both expressions are as a teacher would write them, unevaluated.
    """

    rule: str
    input: sp.Basic
    result: sp.Basic
    children: tuple["Step", ...] = ()
