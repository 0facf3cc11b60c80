"""A whole working, step by step: what of it is right, which step is the first that is not, and what follows from it.

A step is right if it equals what it stands for: the function, or its derivative of the order that has been reached.
One that is not may still follow from the step before, which then has the mistake; else the mistake is in this step.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.function import TypedFunction
from calc_cli.algebra.functions import Pending, symbol
from calc_cli.calculus.checking.diagnosis import diagnose, with_diagnosis
from calc_cli.calculus.checking.names import expand_names
from calc_cli.calculus.checking.question import evaluated
from calc_cli.calculus.checking.rewriting import MISREADINGS, diagnose_rewriting
from calc_cli.calculus.derivative.derivative import Derivative, derive
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Diagnosis
from calc_cli.calculus.result import Checked, Exact, Fields, Result, present
from calc_cli.errors import ExitStatus


@dataclass(frozen=True, slots=True)
class Claim:
    """One expression of a line. `typed` is unevaluated; `subject` the function and order that its left-hand side names.

    `is_beside` tells that the expression stands before the line's first `=`, and so need not continue what precedes.
    """

    line: int
    text: str
    typed: sp.Expr
    subject: tuple[str, int] | None = None
    is_beside: bool = False


_ORDINALS = {1: "", 2: "second ", 3: "third "}


@dataclass(frozen=True, slots=True)
class Judgement:
    """The judgement on a claim. Without a check it is given: the function, the definition of a part of it.

    `order` is that of the derivative that it stands for, `origin` the line with the mistake that it rightly follows
    from, `corrects` the wrong line that it puts right, `is_pending` whether a derivative in it is still to be taken.
    """

    statement: Claim
    value: sp.Expr
    order: int
    check: Check | None = None
    origin: int | None = None
    corrects: int | None = None
    is_pending: bool = False

    @property
    def verdict(self) -> str:
        """In a word: given, correct, incorrect, undecided, or follows."""
        if self.check is None:
            return "given"
        return "follows" if self.origin is not None else self.check.verdict

    @property
    def expected(self) -> str:
        """Return what the statement should equal, in words."""
        return "the function" if self.order == 0 else f"the {_ORDINALS.get(self.order, f'{self.order}th ')}derivative"

    @property
    def fields(self) -> Fields:
        """Return what is said of it."""
        return present(
            {
                "line": self.statement.line,
                "text": self.statement.text,
                "order": self.order,
                "check": None if self.check is None else Checked(self.check, self.expected),
                "verdict": self.verdict,
                "follows": self.origin,
                "corrects": self.corrects,
                "pending": self.is_pending or None,
            }
        )


@dataclass(frozen=True)
class Working(Result):
    """The judgements of all statements, in order; `derivative` is the right result of the order that was reached."""

    variable: sp.Symbol
    name: str | None
    derivative: Derivative
    judgements: tuple[Judgement, ...]
    notes: tuple[str, ...] = ()

    @property
    def status(self) -> ExitStatus:
        """Return what the command ends with."""
        verdicts = {judgement.verdict for judgement in self.judgements}
        if "incorrect" in verdicts:
            return ExitStatus.NO
        return ExitStatus.UNDECIDED if "undecided" in verdicts else ExitStatus.DONE

    @property
    def answer(self) -> sp.Expr:
        """The right result."""
        return self.derivative.result

    @property
    def fields(self) -> Fields:
        wrong = self.first_wrong
        return {
            "expr": Exact(self.derivative.typed),
            "wrt": (self.variable,),
            "order": self.derivative.order,
            "result": self.derivative.result,
            "lines": [judgement.fields for judgement in self.shown],
            "first_wrong": None if wrong is None else wrong.statement.line,
            "finished": self.is_finished,
        }

    @property
    def shown(self) -> Iterator[Judgement]:
        """The judgements, what stands beside the working together with what is said to equal it: ln y = x ln x."""
        beside = ""
        for j in self.judgements:
            if j.verdict == "given" and j.statement.is_beside:
                beside = f"{j.statement.text} "
            else:
                yield replace(j, statement=replace(j.statement, text=beside + j.statement.text)) if beside else j
                beside = ""

    @cached_property
    def first_wrong(self) -> Judgement | None:
        """The statement with the first mistake."""
        return next((judgement for judgement in self.judgements if judgement.verdict == "incorrect"), None)

    @property
    def verdict(self) -> str:
        """On the whole, in a word."""
        return {ExitStatus.DONE: "correct", ExitStatus.NO: "incorrect"}.get(self.status, "undecided")

    @property
    def last(self) -> Judgement:
        """The last statement."""
        return self.judgements[-1]

    @property
    def is_finished(self) -> bool:
        """Return True if the working ends with a derivative in which none is still to be taken."""
        return self.last.order > 0 and not self.last.is_pending and self.last.check is not None


def judge(
    typed: sp.Expr,
    expression: sp.Expr,
    x: sp.Symbol,
    statements: Sequence[Claim],
    *,
    name: str | None = None,
    functions: Mapping[str, sp.Expr] | None = None,
    order: int = 0,
    notes: tuple[str, ...] = (),
) -> Working:
    """Judge the statements about the derivatives in x of `expression`, the first of which only states it.

    `functions` are the names in use and what they stand for, unevaluated; the steps begin with the derivative of that
    `order`, 0 if they may still rewrite the function. Raises what `derive` and `differentiate` raise.
    """
    judgements = _Judge(typed, expression, x, name or "", dict(functions or {}), order)
    found = tuple(map(judgements.of, statements))
    reached = max(1, *(judgement.order for judgement in found))
    return Working(x, name, judgements.derivative(reached), found, notes)


class _Judge:
    """Goes through the statements in order. `current` is the function and order that a step without a name means."""

    def __init__(
        self,
        typed: sp.Expr,
        expression: sp.Expr,
        x: sp.Symbol,
        name: str,
        functions: dict[str, sp.Expr],
        order: int,
    ) -> None:
        self.typed = typed
        self.expression = expression
        self.x = x
        self.name = name
        self.functions = functions
        self.current = (name, order)
        self.before: dict[str, Judgement] = {}
        self.beside: Judgement | None = None
        self.mistaken: dict[sp.Expr, Judgement] = {}
        self._derivatives: dict[int, Derivative] = {}

    def of(self, s: Claim) -> Judgement:
        value = self.expand_names(s.typed)
        if self.beside is not None and self.beside.statement.line == s.line:
            return self.of_beside(s, value, self.beside)
        name, _ = s.subject or self.current
        found = self.stated(s, value, name) if name not in self.before else self.step(s, value, name)
        if found.check is None and name in self.before:
            self.beside = found
            return found
        if found.verdict == "incorrect" and name != self.name and found.order:
            self.mistaken[Pending(symbol(name), self.x, sp.Integer(found.order))] = found
        self.before[name] = found
        self.current = (name, max(found.order, self.current[1] if name == self.current[0] else 0))
        return found

    def stated(self, s: Claim, value: sp.Expr, name: str) -> Judgement:
        """Return the function itself, or the first that is said of another one."""
        if s.subject is None or s.subject[1] == 0:
            return Judgement(s, value, 0)
        self.before[name] = Judgement(s, self.functions[name], 0)
        return self.step(s, value, name)

    def step(self, s: Claim, value: sp.Expr, name: str) -> Judgement:
        orders = self.orders(s)
        checks = [(order, self.compared(name, order, value)) for order in orders]
        order, check = next(((n, c) for n, c in checks if c.is_correct), checks[0])
        before = self.before[name]
        if check.is_correct is not False:
            wrong = check.is_correct and before.verdict in ("incorrect", "follows")
            corrects = (before.origin or before.statement.line) if wrong else None
            return Judgement(s, value, order, check, corrects=corrects, is_pending=self.is_pending(s))
        if s.is_beside and self.is_about_a_part(s.typed):
            return Judgement(s, value, order)
        return self.wrong(s, value, order, check, before)

    def orders(self, s: Claim) -> list[int]:
        """Return what the statement may be: a derivative, and after the function alone the same function rewritten."""
        if s.subject is not None:
            return [s.subject[1]]
        _, order = self.current
        return [order] if order else [1, 0]

    def wrong(self, s: Claim, value: sp.Expr, order: int, check: Check, before: Judgement) -> Judgement:
        """Return what follows from a mistake before, or is one."""
        expected = self.expected_after(before, order)
        if expected is not None and before.verdict in ("incorrect", "follows") and compare(expected, value).is_correct:
            origin = before.origin or before.statement.line
            return Judgement(s, value, order, check, origin=origin, is_pending=self.is_pending(s))
        if self.mistaken and compare(self.with_mistakes(before), value).is_correct:
            origin = max(wrong.statement.line for wrong in self.mistaken.values())
            return Judgement(s, value, order, check, origin=origin, is_pending=self.is_pending(s))
        diagnosis = () if expected is None else self.mistake(before, order, expected, value)
        if not diagnosis and before.order == 0 < order and s.subject is None:
            misread = diagnose_rewriting(self.named(before.statement.typed), self.x, before.value, value)
            if misread and misread[0].rule in MISREADINGS:
                return Judgement(s, value, 0, with_diagnosis(compare(before.value, value), misread))
        if not diagnosis and before.statement.typed is not self.typed:
            name, _ = s.subject or self.current
            if name == self.name and order:
                truth = self.derivative(order).result
                diagnosis = diagnose(self.typed, self.expression, self.x, truth, value, order=order)
        return Judgement(s, value, order, with_diagnosis(check, diagnosis), is_pending=self.is_pending(s))

    def with_mistakes(self, before: Judgement) -> sp.Expr:
        """Return the value of a statement with what was said wrongly of its parts: v' = -cos x."""
        return self.expand_names(before.statement.typed.xreplace({u: said.value for u, said in self.mistaken.items()}))

    def mistake(self, before: Judgement, order: int, expected: sp.Expr, value: sp.Expr) -> tuple[Diagnosis, ...]:
        """Return the mistake that leads from the statement before to this value."""
        if order == before.order:
            return diagnose_rewriting(self.named(before.statement.typed), self.x, expected, value)
        f = evaluated(before.value)
        return () if f is None else diagnose(before.value, f, self.x, expected, value)

    def expected_after(self, before: Judgement, order: int) -> sp.Expr | None:
        """Return what a right step from the statement before gives."""
        if order == before.order:
            return before.value
        return self.expand_names(Pending(before.value, self.x, sp.Integer(1))) if order == before.order + 1 else None

    def of_beside(self, s: Claim, value: sp.Expr, first: Judgement) -> Judgement:
        """Return what a line says of a part of the function: (sin x)' = cos x."""
        check = compare(first.value, value)
        if check.is_correct is False:
            diagnosis = diagnose_rewriting(self.named(first.statement.typed), self.x, first.value, value)
            check = with_diagnosis(check, diagnosis)
        return Judgement(s, value, first.order, check)

    def compared(self, name: str, order: int, value: sp.Expr) -> Check:
        if name != self.name:
            return compare(self.expand_names(Pending(self.functions[name], self.x, sp.Integer(order))), value)
        if order == 0:
            return compare(self.typed, value)
        truth = self.derivative(order)
        return compare(truth.result, value, where=truth.domain)

    def derivative(self, order: int) -> Derivative:
        if order not in self._derivatives:
            self._derivatives[order] = derive(TypedFunction(self.typed, self.expression, (self.x,)), order=order)
        return self._derivatives[order]

    def expand_names(self, e: sp.Expr) -> sp.Expr:
        return expand_names(e, self.functions, self.x)

    def named(self, e: sp.Expr) -> sp.Expr:
        """With the names put in, the derivatives still to be taken."""
        return e.xreplace({symbol(name): self.expand_names(f) for name, f in self.functions.items()})

    def is_pending(self, s: Claim) -> bool:
        return bool(s.typed.has(Pending)) or any(f.func.__name__.endswith("'") for f in s.typed.atoms(AppliedUndef))

    def is_about_a_part(self, e: sp.Expr) -> bool:
        """Return True if a statement that is not about the whole may be meant as it is: (sin x)', u', ln y."""
        return isinstance(e, Pending) or bool({symbol(name) for name in self.functions} & e.free_symbols)
