"""The gradient of a scalar by adjoints: reverse mode on the expression's tree, in symbols.

The adjoint is 1 for the whole, and each operation hands its own on to its operands by the rule in its record. What
arrives at the variable, added over its occurrences, is the gradient (Giles 2008; Griewank and Walther, "Evaluating
Derivatives", chapter 3). Of a weighted sum of the entries of a vector it is linear in the weights, which
`differential` uses.
"""

from dataclasses import dataclass, field

from calc_cli.calculus.matrix import arithmetic as m
from calc_cli.calculus.matrix import expression as ex
from calc_cli.calculus.matrix.expression import Expr, Symbol
from calc_cli.calculus.matrix.records import RECORDS, Operation
from calc_cli.errors import UnsupportedError


@dataclass(frozen=True, slots=True)
class Passage:
    """One application of a rule: a part with its `adjoint`, which the rule of its `operation` hands on."""

    operation: Operation
    part: Expr
    adjoint: Expr


@dataclass(slots=True)
class Passages:
    """The rules that were used, in their order."""

    variable: Symbol
    passages: list[Passage] = field(default_factory=list)


def gradient(f: Expr, variable: Symbol, tape: Passages | None = None) -> Expr:
    """Return the gradient of the scalar `f`, in the shape of `variable`, whose entries are independent of each other.

    Raises UnsupportedError where there is no rule.
    """
    tape = Passages(variable) if tape is None else tape
    return _hand_on(f, m.ONE, tape)


def _hand_on(e: Expr, adjoint: Expr, tape: Passages) -> Expr:
    if e == tape.variable:
        return adjoint
    found = [m.zero(tape.variable.shape)]
    moving = [ex.contains(part, tape.variable) for part in e.args]
    if any(moving):
        record = RECORDS[type(e)]
        shares = record.adjoint(e, adjoint)
        if any(moving[len(shares) :]):
            raise UnsupportedError("the p of a norm cannot depend on the variable")
        tape.passages.append(Passage(record, e, adjoint))
        triples = zip(e.args, shares, moving, strict=False)
        found += [_hand_on(part, share, tape) for part, share, moves in triples if moves]
    return m.add(*found)
