"""The flow that all workings share: claims are judged in order, and what is wrong may follow from what was before.

A judge knows the truth about its subject, a function, a relation, or a limit or an integral; here stands what does not
depend on that: what cannot be read is not checked, what continues it is not known to be wrong, and a wrong value
that is said again follows from where it was said first.
"""

import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra import unevaluated
from calc_cli.algebra.functions import Pending, symbol
from calc_cli.algebra.ranges import signs_by_squares
from calc_cli.algebra.share import within
from calc_cli.algebra.unevaluated import flat, is_alike
from calc_cli.calculus.checking.diagnosis import with_diagnosis
from calc_cli.calculus.checking.question import compared, has_value
from calc_cli.calculus.equality.verdict import Check, Diagnosis
from calc_cli.calculus.working.claims import (
    CLOSING,
    CLOSING_LIST,
    EQUATION,
    NUMBER,
    SERIES,
    SOLUTION,
    VALUE,
    Claim,
    Judgement,
)
from calc_cli.calculus.working.departure import ANOTHER_PART
from calc_cli.calculus.working.first_terms import check_first_terms
from calc_cli.calculus.working.inequalities import Inequality, implies
from calc_cli.calculus.working.limit_steps import is_by_chance, of_step
from calc_cli.calculus.working.solving import Solving, have_same_terms
from calc_cli.errors import CalcError, UnsupportedError

_SECONDS = 6.0
"""For one claim."""

_RELATIONS = {"<": {-1}, ">": {1}, "≤": {-1, 0}, "≥": {1, 0}, "≠": {-1, 1}}
"""The signs of the difference."""
_OF_ALL = re.compile(r"\bthe\s+(?:(?:given|original)\s+)?(?:series|integral)\s+converges", re.I)


class Judge(ABC):
    """Goes through the claims of a working in order."""

    @property
    def order(self) -> int:
        """The order of the derivative that a claim without a name is about."""
        return 1

    def __init__(self) -> None:
        self.refuted: list[Judgement] = []
        """What was said wrongly, which follows where it is said again."""
        self.letters = set[sp.Symbol]()
        """Those of the lines before; `fresh` are those of this one."""
        self.fresh = set[sp.Symbol]()
        self.blamed = set[int]()
        """Lines that are wrong."""
        self.solving = Solving()
        self.numbers: dict[sp.Symbol, tuple[int, sp.Expr | None]] = {}
        """What letters were said to be last, None if they were said to be several numbers, with the line."""
        self.last: sp.Expr | None = None
        self.left: sp.Expr | None = None
        """What stands before the next `=`."""
        self.to_solve: tuple[int, tuple[Inequality, ...]] = (0, ())
        """The last inequality that others solve, with its line; `joined` are those of a < x < b so far."""
        self.joined: tuple[Inequality, ...] = ()
        self.listed: tuple[int, sp.Tuple] = (0, sp.Tuple())
        """The last list, as (1, 2), and its line."""
        self.found: list[Judgement] = []
        """What is not known to be wrong."""
        self.previous: Judgement | None = None
        """The judgement on the claim before."""

    has_unread: bool = False
    """Whether a line before could not be read, in which letters may have been told."""

    is_lost: bool = False
    """Whether a line could not be read, so that what continues it is not known to be about anything else."""

    def of(self, s: Claim) -> Judgement:
        """Judge a claim; one that no method can be applied to, or that continues what was not read, is not checked."""
        unread = Judgement(s, sp.S.NaN, self.order, is_read=False)
        is_new = self.previous is not None and not self.is_of_line(s)
        if is_new:
            self.letters, self.fresh = self.letters | self.fresh, set()
        self.fresh |= set() if s.typed is None else s.typed.free_symbols
        self.letters |= sp.Tuple(*(s.at or {}).values()).free_symbols | ({*dict(s.to.places)} if s.to else set())
        goes_on = s.continues or not (is_new or s.subject or s.is_beside)
        self.is_lost = goes_on and self.is_lost and not _is_of_all(s)
        if isinstance(s.typed, sp.Tuple):
            return self.vector(s, s.typed)
        if s.kind in (CLOSING, CLOSING_LIST):
            return self.said_again(s, s.typed)
        before, self.last = self.last, s.typed
        try:
            found = self.in_time(s, before)
        except (CalcError, RecursionError):
            if s.is_compared:
                return Judgement(s, s.typed or sp.S.NaN, 0)
            is_unread = s.typed is None and s.conclusion is None
            self.has_unread = self.has_unread or is_unread
            is_head = s.subject is not None or s.is_beside  # v = ∫ dv = sin x goes on about v
            self.is_lost = self.is_lost or is_unread or is_head
            self.previous = unread
            return unread
        found = self.by_chance(s, found)
        if self.is_lost and found.about == SOLUTION:
            return unread
        self.is_lost = self.is_lost and found.verdict != "correct"
        if before is not None and before.is_Symbol and s.typed is not None and s.typed.is_number:
            self.note_number(before, s)
        found = self.weighed(s, found)
        is_told = not found.is_wrong or (found.origin in {None, *self.blamed} and not self.is_out_of_place(s, found))
        return found if is_told else unread

    def in_time(self, s: Claim, before: sp.Expr | None) -> Judgement:
        """Judge a claim by its kind. Raises UnsupportedError if that takes long, so that the others are judged too."""

        def judged() -> Judgement:
            if s.goes_on and s.typed is not None:
                return self.going_on(s, s.typed, before)
            return self.unequal(s, before) if s.relation else self.judged(s)

        found = within(_SECONDS, judged)
        if found is None:
            raise UnsupportedError("this takes too long")
        return found

    def going_on(self, s: Claim, typed: sp.Expr, before: sp.Expr | None) -> Judgement:
        """Judge the first terms of a series, or what goes on under a limit, where those left out may matter."""
        if s.to is not None:
            found = self.judged(s)
        else:
            whole = symbol(s.subject[0]) if s.subject is not None else before if self.is_of_line(s) else None
            if whole is None or (s.subject is not None and s.subject[1]):
                raise UnsupportedError("what this is the series of was not told")
            self.last = whole
            check = check_first_terms(self.meant(self.spelled_out(whole)), typed)
            found = Judgement(replace(s, typed=whole), whole, 0, check, about=SERIES)
        if found.is_wrong and (s.to is not None or "≈" in s.text):
            raise UnsupportedError("what is left out may matter")
        return found

    def said_again(self, s: Claim, number: sp.Expr | None) -> Judgement:
        """Judge a number of a last sentence, which is right if it was found: as a value, if it is one alone."""
        named = {j.statement.line for j in self.found if j.statement.subject or j.statement.at}
        found = [j.statement for j in self.found if j.statement.line in named or s.kind == CLOSING_LIST]
        known = [e for e in (claim.typed for claim in found) if e is not None and e.is_number]
        is_known = number is not None and any(compared(e, number, s.room).is_correct for e in known)
        return Judgement(s, number or sp.S.Zero, 0, Check(number, True, "proved"), is_read=is_known, about=VALUE)

    def by_chance(self, s: Claim, found: Judgement) -> Judgement:
        """Return the judgement on a step under a limit, which is wrong if that goes to the same number by chance."""
        goes_on = self.previous is not None and not self.previous.is_wrong and (s.continues or self.is_of_line(s))
        was = self.previous.statement if self.previous is not None and goes_on else None
        if was is None or s.to is None or was.to != s.to or not (was.typed and s.typed) or found.verdict != "correct":
            return found
        there, given = map(self.spelled_out, (was.typed, s.typed))
        if found.check is None or s.goes_on or was.goes_on or not is_by_chance(there, given, s.to):
            return found
        told = (*of_step(there, s.to, given, s.to),)
        return replace(found, check=replace(found.check, is_correct=False, diagnosis=told[:1]), corrects=None)

    def spelled_out(self, e: sp.Expr) -> sp.Expr:
        """Put what names stand for into an expression."""
        return e

    def is_of_line(self, s: Claim) -> bool:
        """Return True if the claim before was made in the same line."""
        return self.previous is not None and self.previous.statement.line == s.line

    def note_number(self, letter: sp.Symbol, s: Claim) -> None:
        """Note x = 2 for what is said of numbers below, unless the line has another value of x too."""
        line, _ = self.numbers.get(letter, (0, None))
        self.numbers[letter] = (s.line, None if line == s.line else s.typed)

    def weighed(self, s: Claim, found: Judgement) -> Judgement:
        """Return the judgement, as following from what was said wrongly before if it does."""
        previous, self.previous = self.previous, found
        is_alone = not s.is_beside and s.conclusion is None
        if found.verdict == "incorrect" and is_alone:
            alike = (w for w in self.refuted if _subject(w.statement) == _subject(s) or (s.continues and w is previous))
            said = (w for w in alike if compared(w.value, found.value, s.room).is_correct)
            if (source := next(said, None) or self.used(s, found)) is not None:
                self.previous = found = replace(found, origin=source.source)
        if found.is_wrong and not self.is_out_of_place(s, found):
            self.refuted += [found] if is_alone else []
            if found.origin is None and not self.is_sure(s, found, previous):
                return replace(found, is_doubtful=True)
            self.blamed |= {s.line} if found.origin is None or found.origin in self.blamed else set()
        self.found += [] if found.is_wrong else [found]
        return found

    def is_sure(self, s: Claim, found: Judgement, before: Judgement | None) -> bool:
        """Return True if a wrong claim can hardly be meant otherwise than it was read.

        It has a usual mistake, speaks of the curve or of nothing, or rewrites what stands before its `=` in the same
        letters; or it begins a line, all lines before were read, and it does not tell the function anew.
        """
        check = found.check or Check(found.value, None)
        is_whole = s.relation or s.typed in (None, sp.nan) or _is_of_all(s)
        if is_whole or any(d.rule != ANOTHER_PART for d in check.diagnosis):
            return True
        if found.value.atoms(AppliedUndef) != sp.Tuple(check.expected or found.value).atoms(AppliedUndef):
            return False  # x^2 + g'(y) = x^2 - 3y^2, which tells g'(y)
        if found.about == SOLUTION:
            equations = sp.Tuple(found.value, *self.solving.told)
            is_formula = len(equations) == 2 and (found.value + (s.typed or sp.S.Zero)).is_Symbol
            is_alone = len(equations.free_symbols) == 1 or (is_formula and not self.has_unread)
            is_another = any(have_same_terms(found.value, told) for told in self.solving.told)  # x - 2y = 0
            return is_alone or is_another or not self.solving.where(s.at).is_open
        if before is None or not (s.continues or _is_rewritten(before, s)):
            return not self.has_unread and bool(found.order or found.about or s.at)
        letters = found.value.free_symbols if check.expected is None else check.expected.free_symbols
        return before.is_read and letters == found.value.free_symbols and _rates(before.statement) == _rates(s)

    has_cases: bool = False
    """Whether the function was told otherwise elsewhere: x^2 for x < 1, 2x - 1 for x > 1."""

    def is_out_of_place(self, s: Claim, found: Judgement) -> bool:
        """Return True of what is said of other letters, cases or places than what was read, or of rounded numbers."""
        self.has_cases = self.has_cases or bool(s.where and found.is_wrong and not found.order)
        is_elsewhere = s.where is not None and (not s.where or found.about != "" or self.has_cases)
        is_odd = found.origin is None and (is_elsewhere or self.has_strangers or ("≈" in s.text and _is_near(found)))
        return found.is_wrong and (self.is_lost or is_odd or s.is_given)

    def used(self, s: Claim, found: Judgement) -> Judgement | None:
        """Return what was said wrongly before, if a wrong claim is right with the truth in its place."""
        truth = found.check.expected if found.check else None
        for restored, w in self.restored(s.typed) if isinstance(truth, sp.Expr) else ():
            with suppress(CalcError):
                if compared(truth, self.worth(s, restored)).is_correct:
                    return w
        return None

    def restored(self, e: sp.Expr | None) -> Iterator[tuple[sp.Expr, Judgement]]:
        """Yield an expression with what is true in the place of what was said wrongly, and where that was."""
        for w in self.refuted if e is not None else ():
            said, right = w.statement.typed, w.check.expected if w.check else None
            if said is not None and isinstance(right, sp.Expr):
                yield from ((restored, w) for restored in instead(e or sp.S.Zero, said, right))

    def worth(self, s: Claim, e: sp.Expr) -> sp.Expr:  # noqa: ARG002 - of a limit it counts where that goes
        """Return what is compared of an expression that stands in the place of a claim's."""
        return self.meant(e)

    are_letters_known = False
    """Whether a letter that was not told means nothing."""

    @property
    def has_strangers(self) -> bool:
        """True if the line has letters that the working had nowhere before, which may be words or units."""
        return self.are_letters_known and not self.fresh <= self.letters

    def vector(self, s: Claim, said: sp.Tuple) -> Judgement:
        """Judge a list: what names or nothing stand before is given, what another list does must be equal to it."""
        (line, known), self.listed = self.listed, (s.line, said)
        is_new = s.is_beside or s.subject is not None or not (s.continues or line == s.line)
        is_given = is_new or len(known) != len(said)
        if is_given or known.free_symbols:
            return Judgement(s, sp.S.NaN, 0, about=EQUATION)
        checks = [compared(*sides, s.room) for sides in zip(known, said, strict=True)]
        return Judgement(s, sp.S.NaN, 0, next((c for c in checks if not c.is_correct), checks[0]), about=EQUATION)

    def held(
        self,
        s: Claim,
        value: sp.Expr,
        check: Check,
        *,
        order: int = 1,
        about: str = "",
        before: Judgement | None = None,
        follows: Iterable[int] = (),
        mistakes: Callable[[], tuple[Diagnosis, ...]] = tuple,
    ) -> Judgement:
        """Return the judgement on a claim whose value was compared.

        A right one may put the step `before` right; a wrong one follows from the first of the lines from which it
        `follows`, or has one of the `mistakes`, which are looked for only then.
        """
        corrects, origin, is_pending = None, None, self.is_pending(s.typed or sp.S.Zero)
        if check.is_correct:
            is_told = before is not None and before.is_wrong and before.source in self.blamed
            corrects = before.source if before is not None and is_told else None
        elif check.is_correct is False:
            origin = next(iter(follows), None)
            with suppress(CalcError):  # what can be compared may still be of a kind that is not differentiated
                check = check if origin is not None or check.diagnosis else with_diagnosis(check, mistakes())
        return Judgement(s, value, order, check, origin, corrects, is_pending, about=about)

    def is_pending(self, typed: sp.Expr) -> bool:
        """Return True if a derivative or an integral is still to be taken in it."""
        return typed.has(Pending, sp.Integral) or any(f.func.__name__[-1] == "'" for f in typed.atoms(AppliedUndef))

    def unequal(self, s: Claim, before: sp.Expr | None) -> Judgement:
        """Judge an inequality by samples: what holds at some alone may be solved for the variable."""
        sides = [self.meant(e) for e in (before, s.typed) if e is not None]
        letters = sp.Tuple(*sides).free_symbols
        if len(letters) > 1 or len(sides) < 2:
            raise UnsupportedError("this is no inequality in one variable")
        told = Inequality(sides[0] - sides[1], _RELATIONS[s.relation])
        signs = signs_by_squares(self.on_the_way(sp.factor(told.expression)))
        if letters and not signs <= told.signs and not self.is_local:
            if not signs & told.signs:
                raise UnsupportedError("this holds nowhere")
            return self.solved_inequality(s, sides[1], told, *letters)
        is_right = True if signs <= told.signs else None if signs & told.signs else False
        return self.held(s, sides[1], Check(sides[1], is_right, "proved"), about="an inequality")

    def solved_inequality(self, s: Claim, value: sp.Expr, told: Inequality, x: sp.Symbol) -> Judgement:
        """Judge an inequality that does not hold everywhere, by the one that was to be solved."""
        first = self.previous if self.is_of_line(s) else None
        goes_on = first is not None and first.statement.relation
        self.joined = (*self.joined, told) if goes_on else (told,)
        if first is not None and first.statement.subject is not None:
            self.to_solve = (0, ())  # f'(x) < 0
        line, asked = self.to_solve
        place = self.numbers.get(x, (0, None))[1]
        if not asked and place is not None and told.holds({x: place}):
            return self.held(s, value, Check(value, True, "proved"), about="an inequality")  # S'' > 0, at r = 2
        if not asked or {x} != sp.Tuple(*(each.expression for each in asked)).free_symbols:
            self.to_solve = s.line, self.joined
            if first is not None and first.verdict == "correct":
                return Judgement(s, value, 0, about="an inequality")  # 2x - 4 < 0, of the derivative
            raise UnsupportedError("what this solves was not told")
        is_right = implies(self.joined, asked, x)
        if s.is_compared and not is_right:
            return Judgement(s, value, 0, about="an inequality")  # 0 < x < 2 as far as 0 < x
        if is_right or s.line == line:
            return self.held(s, value, Check(value, is_right, "proved"), about="an inequality")
        raise UnsupportedError("this may be told of a part of the line")

    is_local = False
    """Whether inequalities are about the neighbourhood of a place."""

    def on_the_way(self, e: sp.Expr) -> sp.Expr:
        """Return what an expression becomes where inequalities are told of it."""
        return e

    def meant(self, typed: sp.Expr) -> sp.Expr:
        """Return the value of an expression."""
        return has_value(typed)

    def step_from(self, s: Claim) -> sp.Expr | None:
        """Return what stands before the `=` of a claim, if that is right."""
        before = self.previous
        is_before = before is not None and (s.continues or before.statement.line == s.line)
        return before.statement.typed if before is not None and is_before and not before.is_wrong else None

    def before_sign(self, s: Claim, x: sp.Symbol) -> sp.Expr | None:
        """Return what stands before the `=` of a claim, a rate in x perhaps; None where an equation begins."""
        left, self.left = None if s.is_beside else self.left, s.typed
        if s.subject is None:
            return left
        name, order = symbol(s.subject[0]), sp.Integer(s.subject[1])
        return Pending(name, (s.wrt or (x,))[-1], order) if order else name

    @abstractmethod
    def judged(self, s: Claim) -> Judgement:
        """Judge a claim. Raises CalcError if that cannot be done."""


def instead(e: sp.Expr, said: sp.Expr, right: sp.Expr) -> Iterator[sp.Expr]:
    """Yield an expression with something else where it has what was said, alone or among other factors."""
    if is_alike(e, said):
        yield right
        return
    if e.is_Mul and said.is_Mul and not Counter(flat(said)) - Counter(flat(e)):
        yield unevaluated.mul([*(Counter(flat(e)) - Counter(flat(said))).elements(), right])
    for i, part in enumerate(e.args):
        for changed in instead(part, said, right) if isinstance(part, sp.Expr) else ():
            yield unevaluated.replace_argument(e, i, changed)


def _is_rewritten(before: Judgement, s: Claim) -> bool:
    """Return True of the second and third `=` of a line."""
    is_left_side = before.statement.is_beside and before.check is None
    return before.statement.line == s.line and s.subject is None and not is_left_side


def _rates(s: Claim) -> set[Pending]:
    """Return the derivatives that are still to be taken in a claim, but for those in brackets with bounds."""
    e = s.typed or sp.S.Zero
    return e.atoms(Pending).difference(*(inner.atoms(Pending) for inner in e.atoms(sp.Integral)))


def _is_of_all(s: Claim) -> bool:
    """Return True of "the series converges", which is said of the whole and of no line before."""
    return s.typed is NUMBER and _OF_ALL.search(s.text) is not None


def _subject(s: Claim) -> tuple[object, ...]:
    return s.subject, s.wrt, str(s.at)


def _is_near(found: Judgement) -> bool:
    """Return True if a wrong number is off by less than a hundredth, which may be meant as an approximation."""
    wrong = found.check.counterexample if found.check else None
    if wrong is None or not isinstance(wrong.expected, sp.Expr) or not isinstance(wrong.given, sp.Expr):
        return False
    return bool(wrong.expected.is_number and abs(sp.N(wrong.expected - wrong.given)) < abs(sp.N(wrong.expected)) / 100)
