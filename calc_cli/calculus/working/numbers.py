"""A working with numbers: what is given, x = 2, and what is reckoned with it, z = w x + b = 1, dL/dw = dL/dz * x = -2.

A name stands for a number once it was told, a rate dL/dz too; with these put in, the sides of a line must be equal. A
rate must be that of the formulas that were told.
"""

from collections.abc import Mapping, Sequence
from functools import partial

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.evaluate import substitute
from calc_cli.algebra.functions import Pending
from calc_cli.calculus.checking.question import compared, derivative_of, has_value
from calc_cli.calculus.equality.verdict import Check, Diagnosis
from calc_cli.calculus.working.claims import EQUATION, Claim, Judgement, Working
from calc_cli.calculus.working.function_facts import expand_names
from calc_cli.calculus.working.judge import Judge
from calc_cli.calculus.working.rewriting import diagnose_rewriting
from calc_cli.errors import UnsupportedError


def judge_numbers(x: sp.Symbol, statements: Sequence[Claim], formulas: Mapping[str, sp.Expr]) -> Working:
    """Judge what is said of numbers with names, of which some have `formulas` with letters."""
    judge = _OfNumbers(x, formulas)
    return Working(x, None, sp.Tuple(), None, 0, tuple(map(judge.of, statements)))


class _OfNumbers(Judge):
    """`known` are the numbers that names and rates stand for, `said` the same as they were told.

    A line is about the `head`.
    """

    order = 0
    head: sp.Expr = sp.S.NaN
    is_rounded = False
    """Whether a number in decimals was told, which may be rounded."""

    def __init__(self, x: sp.Symbol, formulas: Mapping[str, sp.Expr]) -> None:
        super().__init__()
        self.x, self.formulas = x, {name: f for name, f in formulas.items() if f.free_symbols}
        self.known: dict[sp.Basic, sp.Expr] = {}
        self.said: dict[sp.Basic, sp.Expr] = {}

    def judged(self, s: Claim) -> Judgement:
        if s.typed is None or s.at is not None or s.to is not None:
            raise UnsupportedError("this is no number")
        if (before := self.before_sign(s, self.x)) is None:
            self.head = s.typed
            return Judgement(s, s.typed, 0, about=EQUATION)
        self.head = before if s.subject is not None else self.head
        value, said = self.number(s.typed, self.known), self.number(s.typed, self.said)
        truth, told = self.known.get(self.head), self.said.get(self.head)
        if truth is None and (isinstance(self.head, Pending) or not self.head.is_Symbol):
            truth = self.truth(self.head)
        self.said[self.head] = said
        self.known[self.head] = value if truth is None else truth
        if truth is None:
            return Judgement(s, value, 0, about="the value")
        check = compared(truth, value, s.room)
        self.is_rounded = self.is_rounded or s.room != 0
        if check.is_correct is False and self.is_rounded and abs(sp.N(truth - value)) < abs(sp.N(truth)) / 100:
            check = Check(value, None if s.typed.is_Number else True, "rounded")  # it was reckoned with rounded numbers
        follows = [w.source for w in self.refuted[:1] if compared(truth if told is None else told, said).is_correct]
        mistakes = partial(self.mistakes, substitute(before, self.known), truth, value, s.typed)
        return self.held(s, value, check, order=0, about="the value", follows=follows, mistakes=mistakes)

    def mistakes(self, before: sp.Expr, truth: sp.Expr, value: sp.Expr, typed: sp.Expr) -> tuple[Diagnosis, ...]:
        """Return of which rate this is the number, in the chain rule for another, or what was reckoned wrongly."""
        rates = [rate for rate, number in self.known.items() if isinstance(rate, Pending) and number == value != truth]
        for rate in rates if isinstance(self.head, Pending) else ():
            inner = Pending(rate.args[1], self.head.args[1], sp.S.One)
            if rate.args[0] == self.head.args[0] and (factor := self.truth(inner)) not in (None, 1):
                said = "this is {}: it is still to be multiplied by {}, which is {}"
                return (Diagnosis("inner derivative missing", said, (rate, inner, factor)),)
        return diagnose_rewriting(before, self.x, truth, typed)

    def truth(self, head: sp.Expr) -> sp.Expr | None:
        """Return the number that a rate is by the formulas told, or another expression with what was told put in."""
        if isinstance(head, Pending):
            of, x, order = head.args
            others = {name: f for name, f in self.formulas.items() if name != str(x)}
            whole = expand_names(of, others, self.x)
            if not whole.has(x) or whole == of:
                return None
            head = derivative_of(whole, x, int(order))
        return self.number(head, self.known)

    def number(self, e: sp.Expr, known: Mapping[sp.Basic, sp.Expr]) -> sp.Expr:
        """Return the value of an expression. Raises UnsupportedError if it has what was not told."""
        rates = {rate: known.get(rate) or self.truth(rate) for rate in e.atoms(Pending)}
        if None in rates.values():
            raise UnsupportedError("this rate has not been told")
        of_known = expand_names(substitute(e.xreplace(rates), known), self.formulas, self.x)
        value = has_value(substitute(of_known, known))
        if value.free_symbols or value.has(AppliedUndef):
            raise UnsupportedError("not all values are told")
        return value
