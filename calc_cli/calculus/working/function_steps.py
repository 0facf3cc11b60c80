"""A step in a working about a function that is wrong: which mistake leads to it, or from which it follows."""

from dataclasses import replace

import sympy as sp

from calc_cli.algebra.functions import Pending
from calc_cli.calculus.checking.diagnosis import diagnose, with_diagnosis
from calc_cli.calculus.checking.question import evaluated
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Diagnosis
from calc_cli.calculus.steps import ordinal
from calc_cli.calculus.working.claims import Claim, Judgement
from calc_cli.calculus.working.function_values import OnFunction
from calc_cli.calculus.working.rewriting import MISREADINGS, diagnose_rewriting


class FunctionSteps(OnFunction):
    """Judges steps that are not what they stand for."""

    def wrong(self, s: Claim, value: sp.Expr, order: int, check: Check, before: Judgement, name: str) -> Judgement:
        """Return what follows from a mistake before, or is one."""
        expected = self.expected_after(before, order)
        known = self.consequences.of(before, expected, order, name)
        follows = (line for truth, line in known if compare(truth, value).is_correct)
        found = self.held(
            s,
            value,
            check,
            order=order,
            follows=follows,
            mistakes=lambda: () if expected is None or s.where else self.mistake(s, before, order, expected, value),
        )
        if found.origin is not None or s.where or (found.check is not None and found.check.diagnosis):
            return found
        if before.order == 0 < order and s.subject is None:
            misread = diagnose_rewriting(self.facts.named(before.statement.typed), self.x, before.value, value)
            if misread and misread[0].rule in MISREADINGS:
                return Judgement(s, value, 0, with_diagnosis(compare(before.value, value), misread))
        if (before.order or before.statement.typed != self.typed) and name == self.name and order:
            truth = self.facts.derivative(order).result
            told = diagnose(self.typed, self.subject.expression, self.x, truth, value, order=order)
            return replace(found, check=with_diagnosis(check, told))
        return found

    def mistake(
        self, s: Claim, before: Judgement, order: int, expected: sp.Expr, value: sp.Expr
    ) -> tuple[Diagnosis, ...]:
        """Return the mistake that leads from the statement before to this value."""
        was = before.statement
        if s.to is not None and s.to == was.to and None not in (s.typed, was.typed):  # the limit that defines f'(x)
            there = self.facts.expand_names(was.typed)
            return diagnose_rewriting(there, s.to.variable, there, s.typed)
        if order == before.order and compare(self.facts.derivative(order + 1).result, value).is_correct:
            if order == 0:
                return (Diagnosis("function equated with its derivative", _NOT_EQUAL),)
            said = f"this is the {ordinal(order + 1)} derivative; the {ordinal(order)} is not equal to it"
            return (Diagnosis("another order", said),)
        if order == before.order:
            return diagnose_rewriting(self.facts.named(before.statement.typed), self.x, expected, value)
        f = evaluated(before.value)
        found = () if f is None else diagnose(before.value, f, self.x, expected, value)
        return found or self.inner_derivative_missing(was.typed or sp.S.Zero, value)

    def inner_derivative_missing(self, before: sp.Expr, value: sp.Expr) -> tuple[Diagnosis, ...]:
        """Return the bound of an integral whose derivative is a factor that is missing: of ∫ f from 0 to x^2."""
        for part in before.atoms(sp.Integral) if value.is_finite else ():
            v, *bounds = part.limits[0]
            for sign, bound in zip((-1, 1), bounds, strict=False):
                if bound.has(self.x) and compare(sign * part.function.xreplace({v: bound}), value).is_correct:
                    said = "the inner derivative is missing: {} is a function of {}"
                    return (Diagnosis("inner derivative missing", said, (bound, self.x)),)
        return ()

    def expected_after(self, before: Judgement, order: int) -> sp.Expr | None:
        """Return what a right step from the statement before gives."""
        if order == before.order:
            return before.value
        return (
            self.facts.expand_names(Pending(before.value, self.x, sp.Integer(1))) if order == before.order + 1 else None
        )


_NOT_EQUAL = "a function is not equal to its derivative, which this is"
