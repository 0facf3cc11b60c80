"""What is said of a whole working: the claims of its lines, the judgement on each, and the working with all of them.

A step is right if it equals what it stands for: the function, its derivative of the order that has been reached, a
value, or what stands before the `=` of its line. One that is not may still follow from the step before, which then
has the mistake; else the mistake is in this step. What cannot be read or decided is not checked, and never wrong.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import dropwhile
from typing import Literal

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.functions import symbol
from calc_cli.calculus.equality.verdict import Check
from calc_cli.calculus.result import Checked, Exact, Fields, Result, present
from calc_cli.calculus.steps import ordinal
from calc_cli.errors import ExitStatus

Point = Mapping[sp.Symbol, sp.Expr]

EQUATION = "an equation"
"""The subject of a statement that is about neither the function nor a part of it, but two sides of its own."""

PART, RATE, VALUE = "a part", "a rate", "a value"
"""The subjects of what is told of another letter than the function's, of its rate, and of its value."""

CLOSING, CLOSING_LIST = "closing", "closing list"
"""The kinds of claims that say one number, or several, that were found before again."""

PLANE = "plane"
"""The kind of a claim about the plane that touches z = f(x, y), which tells z."""

SOLUTION = "the solution"
"""The subject of a statement that must hold where the equations before do."""

SERIES = "the series"
"""The subject of the first terms of one."""

NUMBER = symbol("∃")
"""What stands for any number, where it is only said that there is one: that a series converges."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Where the variables of a limit go, and from which side if there is one alone."""

    places: tuple[tuple[sp.Symbol, sp.Expr], ...]
    side: Literal["left", "right", "both"] = "both"

    @property
    def variable(self) -> sp.Symbol:
        """The first variable."""
        return self.places[0][0]

    @property
    def place(self) -> sp.Expr:
        """Where the first variable goes."""
        return self.places[0][1]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What is said of the curve: a `kind` of place, perhaps with the value there, or of course on intervals."""

    kind: str
    place: sp.Expr | None
    value: sp.Expr | None
    intervals: tuple[tuple[sp.Expr, sp.Expr], ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One expression of a line. `typed` is unevaluated; `subject` the function and order that its left-hand side names.

    `is_beside` tells that the expression stands before the line's first `=`, and so need not continue what precedes;
    `continues` that the line begins with `=`. The statement is about the place `at`, or the limit `to` a place, if
    there is one, and about the derivative in `wrt` where that is not in the variable of the working; a partial one is
    written as such if it `is_partial`. What has no text is a part of the claim before it. An equation may be called
    that of a `kind` of line, or tell where a derivative is 0 whose order is `asked`, as critical points do. What could
    not be read is None, and so is a `conclusion`; NaN says that there is nothing. The `relation` to the claim before
    may be an inequality; its sides but the last are `is_compared`, and say nothing alone. Of what `goes_on` these are
    the first terms. A number in decimals has the `room` of half a unit in its last place. It may hold under conditions
    alone, `where`, which are () if not known. What `is_given` is the exercise's and never wrong.
    """

    line: int
    text: str
    typed: sp.Expr | None
    subject: tuple[str, int] | None = None
    is_beside: bool = False
    continues: bool = False
    at: Point | None = None
    to: Goal | None = None
    wrt: tuple[sp.Symbol, ...] = ()
    kind: str = ""
    asked: int | None = None
    conclusion: Conclusion | None = None
    room: sp.Expr = sp.S.Zero
    is_partial: bool = False
    relation: str = ""
    is_compared: bool = False
    where: tuple[sp.Basic, ...] | None = None
    goes_on: bool = False
    is_given: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """The judgement on a claim. Without a check it is given: the function, the definition of a part of it.

    `order` is that of the derivative that it stands for, `origin` the line with the mistake that it rightly follows
    from, `corrects` the wrong line that it puts right, `is_pending` whether a derivative in it is still to be taken.
    `about` is what it should equal, if that is neither the function nor its derivative. It `is_doubtful` if it
    disagrees with what was read, and that may be the fault of the reading.
    """

    statement: Claim
    value: sp.Expr
    order: int
    check: Check | None = None
    origin: int | None = None
    corrects: int | None = None
    is_pending: bool = False
    is_read: bool = True
    is_doubtful: bool = False
    about: str = ""

    @property
    def verdict(self) -> str:
        """In a word: given, correct, incorrect, follows, undecided, or not checked."""
        if self.is_doubtful:
            return "undecided"
        if not self.is_read or (self.check is not None and self.check.is_correct is None):
            return "not checked"
        if self.check is None:
            return "given"
        return "follows" if self.origin is not None else self.check.verdict

    @property
    def is_wrong(self) -> bool:
        """True of a mistake, and of what follows from one."""
        return self.verdict in ("incorrect", "follows")

    @property
    def source(self) -> int:
        """The line with the mistake that makes this one wrong."""
        return self.origin or self.statement.line

    @property
    def expected(self) -> str:
        """Return what the statement should equal, in words."""
        if self.about:
            return self.about
        return derivative_name(self.order, is_partial=self.statement.is_partial) if self.order else "the function"

    @property
    def fields(self) -> Fields:
        """Return what is said of it."""
        return present(
            {
                "line": self.statement.line,
                "text": self.statement.text,
                "order": self.order,
                "about": self.expected if self.verdict != "not checked" else None,
                "check": None if self.check is None else Checked(self.check, self.expected),
                "verdict": self.verdict,
                "follows": self.origin,
                "corrects": self.corrects,
                "pending": self.is_pending or None,
            }
        )


def derivative_name(order: int, *, is_partial: bool) -> str:
    """Return what a derivative is called: the second partial derivative."""
    nth = f"{ordinal(order)} " if order > 1 else ""
    return f"the {nth}{'partial ' if is_partial else ''}derivative"


_TOLD = (EQUATION, PART, RATE, VALUE)
"""Subjects of what may be told and is no task."""


def _letters(j: Judgement) -> set[str]:
    """Return the letters of a claim, those solved for too, and the name that it tells of."""
    said = sp.Tuple(*(e for e in (j.statement.typed, j.value if j.about == SOLUTION else None) if e is not None))
    of = {f.func.__name__.rstrip("'") for f in said.atoms(AppliedUndef)}
    return {u.name for u in said.free_symbols} | of | {(j.statement.subject or ("",))[0]}


def _badness(j: Judgement) -> int:
    return ("given", "correct", "not checked", "undecided", "follows", "incorrect").index(j.verdict)


@dataclass(frozen=True)
class Working(Result):
    """The judgements of all statements about `typed`, in order; `result` is the right result, of that `order`."""

    variable: sp.Symbol
    name: str | None
    typed: sp.Basic
    result: sp.Expr | None
    """The right result; None where equations are solved, whose lines alone are judged."""
    order: int
    judgements: tuple[Judgement, ...]
    notes: tuple[str, ...] = ()

    @property
    def status(self) -> ExitStatus:
        """Return what the command ends with; a line that is not checked is no fault."""
        verdicts = {judgement.verdict for judgement in self.judgements}
        if "incorrect" in verdicts:
            return ExitStatus.NO
        is_open = "undecided" in verdicts or ("correct" not in verdicts and len(self.judgements) > 1)
        return ExitStatus.UNDECIDED if is_open else ExitStatus.DONE

    @property
    def answer(self) -> sp.Expr | None:
        """The right result, if there is one."""
        return self.result

    @property
    def fields(self) -> Fields:
        wrong = self.first_wrong
        return {
            "expr": Exact(self.typed),
            "wrt": (self.variable,),
            "order": self.order,
            "result": self.result,
            "lines": [judgement.fields for judgement in self.shown],
            "first_wrong": None if wrong is None else wrong.statement.line,
            "finished": self.is_finished,
        }

    @property
    def shown(self) -> Sequence[Judgement]:
        """The judgements, what stands beside the working together with what is said to equal it: ln y = x ln x.

        Of a line that makes several claims, ∇f = (2x, 2y), it is the worst.
        """
        found: list[Judgement] = []
        beside = ""
        for j in self.judgements:
            if j.verdict == "given" and j.statement.is_beside:
                beside += j.statement.text
                continue
            text, beside = (beside + j.statement.text).strip(), ""
            if text or not found:
                found.append(replace(j, statement=replace(j.statement, text=text)))
            else:
                found[-1] = replace(max(found[-1], j, key=_badness), statement=found[-1].statement)
        return found

    @cached_property
    def first_wrong(self) -> Judgement | None:
        """The statement with the first mistake."""
        return next((judgement for judgement in self.judgements if judgement.verdict == "incorrect"), None)

    @property
    def verdict(self) -> str:
        """On the whole, in a word."""
        return "incorrect" if self.first_wrong is not None else "correct"

    @cached_property
    def only_told(self) -> Sequence[Judgement]:
        """What no line proves or uses: neither the task, nor a part or a value of which more is said, nor solved."""
        rest = [j for j in self.judgements if j.verdict == "given" and j.about in _TOLD]
        said = [j for j in rest if j.statement.subject or not j.statement.is_beside]
        return [j for j in said if j.statement.line != self.judgements[0].statement.line and not self._is_used(j)]

    def _is_used(self, given: Judgement) -> bool:
        s, name = given.statement, (given.statement.subject or ("", 0))[0]
        others = [j for j in self.judgements if j.statement.subject or j.statement.line != s.line]
        proved = [j for j in dropwhile(lambda j: j is not given, self.judgements) if j.check is not None]
        line = [j for j in self.judgements if j.statement.line == s.line and j.statement.subject is None]
        is_formula = s.typed is not None and bool(s.typed.free_symbols or s.typed.atoms(AppliedUndef))
        if is_formula and any(j.check is not None for j in line):  # m = f'(1) = 2
            return True
        is_choice = bool(name) and self.is_about_integral  # u = x, dv = e^x dx
        if s.typed is None or is_choice or not (is_formula or s.typed.has(sp.Add)):  # x = 2
            return bool(proved)
        is_constraint = any(
            j.statement.typed is not None and j.statement.typed.is_number for j in line
        )  # g = x + y = 4
        is_part = bool(name) and not is_constraint
        letters = {name} if is_part else {u.name for u in s.typed.free_symbols}
        return any(letters & _letters(j) for j in (others if is_part else proved) if j is not given)

    @property
    def last(self) -> Judgement:
        """The last statement."""
        return self.judgements[-1]

    @property
    def reached(self) -> int:
        """The highest order of a derivative that was checked."""
        return max((judgement.order for judgement in self.judgements if judgement.is_read), default=0)

    @property
    def is_about_integral(self) -> bool:
        """True if an integral is to be found, not a derivative."""
        return self.typed.has(sp.Integral)

    @property
    def is_finished(self) -> bool:
        """Return True if a derivative was found in which none is still to be taken, a solution, or a series."""
        if self.result is None:
            return self.last.verdict == "correct"
        if self.last.about in (SOLUTION, SERIES):
            return True
        checked = [j for j in self.judgements if j.check is not None and (j.order > 0 or not j.about)]
        return self.reached > 0 and bool(checked) and not checked[-1].is_pending
