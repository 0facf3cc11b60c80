"""A working about a limit, an integral or a series: each line stands for the same number, or the same antiderivative.

A number may be infinite, or not exist, which is written NaN. An antiderivative is known up to a constant and judged by
its derivative: that of ∫ g(u) du is g(u)·u', so that substitutions, and what is left of an integral by parts, need not
be solved. A line that is wrong may still follow from the one before it; an equation that begins with another limit or
integral than the one that is asked for speaks of that.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial

import sympy as sp

from calc_cli.algebra.evaluate import substitute, value_at
from calc_cli.algebra.functions import symbol
from calc_cli.calculus.checking.question import compared, evaluated
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Diagnosis
from calc_cli.calculus.limits.convergence import power_series
from calc_cli.calculus.working.claims import EQUATION, NUMBER, Claim, Judgement, Working
from calc_cli.calculus.working.equation_steps import mistakes_in_equation
from calc_cli.calculus.working.function_facts import expand_names
from calc_cli.calculus.working.judge import Judge
from calc_cli.calculus.working.partial_sums import is_partial_sum
from calc_cli.calculus.working.places_of_series import check_kind_of_convergence, check_places
from calc_cli.calculus.working.quantity import Quantity
from calc_cli.calculus.working.quantity_mistakes import is_no_chance, mistakes_in_line
from calc_cli.calculus.working.quantity_parts import QuantityParts
from calc_cli.calculus.working.set_up import check_set_up
from calc_cli.errors import CalcError, UnsupportedError

_VARYING = {symbol(name) for name in "fghrsuvwxyz"}
"""Letters that mostly stand for a function."""


def judge_quantity(
    x: sp.Symbol,
    name: sp.Symbol,
    statements: Sequence[Claim],
    functions: Mapping[str, sp.Expr],
    task: tuple[str, Sequence[sp.Expr]],
) -> Working:
    """Judge what is said of the limit or integral that the first statement is, and of the `functions` of x with names.

    The `name` stands for it; the `task` is told in a text, of some curves. A sp.Integral without bounds in a statement
    is an antiderivative. Raises UnsupportedError if the first says nothing, or its value is not known.
    """
    quantity = Quantity(x, name, functions, statements[0])
    found = tuple(map(_OnQuantity(quantity, statements, task).of, statements))
    return Working(x, None, quantity.typed, quantity.result, 1, found)


class _OnQuantity(Judge):
    """Goes through the claims about a quantity, the first of which sets a `task` up.

    `beside` is what a line says of something else, which began with the `head`, as ln L.
    """

    def __init__(self, quantity: Quantity, claims: Sequence[Claim], task: tuple[str, Sequence[sp.Expr]]) -> None:
        super().__init__()
        self.task = task
        self.quantity, self.claims = quantity, claims
        self.x, self.name, self.typed, self.asked = quantity.x, quantity.name, quantity.typed, quantity.asked
        self.is_local = self.asked.to is not None
        self.before: Judgement | None = None
        self.beside: Judgement | None = None
        self.head: sp.Expr = sp.S.NaN
        self.path: dict[sp.Symbol, sp.Expr] = {}
        """On which (x, y) goes to its place, in a limit of several variables."""
        self.parts = QuantityParts(self, quantity, claims)
        self.coefficients = self.parts.coefficients
        self.powers = None
        if isinstance(self.typed, sp.Sum) and self.typed.limits[0][2] is sp.oo:
            self.powers = power_series(self.typed.function, self.typed.limits[0][0])

    def judged(self, s: Claim) -> Judgement:
        if s.typed is None:
            raise UnsupportedError("this is not read")
        if self.before is None:
            self.before = Judgement(s, self.quantity.truth, 0, self.set_up(s), about=self.quantity.about)
            return self.before
        if (found := self.of_series(s, s.typed)) is not None:
            return found
        if s.typed is NUMBER and s.continues:
            return self.step(s, s.typed, self.before)
        meant = self.as_meant(s, s.typed)
        found = self.below(meant, s.typed, self.before)
        return found if meant.is_beside is s.is_beside else replace(found, statement=s, about="the limit")

    def set_up(self, s: Claim) -> Check | None:
        """Return that the task is set up wrongly."""
        text, curves = self.task
        with suppress(CalcError):
            whole = self.quantity.expanded(self.typed)
            return check_set_up(text, s.text, curves, whole, self.quantity.truth) if whole.has(sp.Integral) else None
        return None

    def of_series(self, s: Claim, typed: sp.Expr) -> Judgement | None:
        """Judge how a series converges, where it does, and its radius of convergence; None if that is not told."""
        goes_on = self.beside is not None and (s.continues or self.is_of_line(s)) and self.beside.statement.typed
        whole, powers, check = goes_on or self.typed, self.powers, None
        if typed is NUMBER and s.kind and isinstance(whole, sp.Sum):
            check = check_kind_of_convergence(whole, s.kind)
        elif powers is not None and s.subject == ("R", 0):
            check = compared(powers.radius, typed, s.room)
        elif powers is not None and typed in (NUMBER, sp.S.NaN) and powers.x in (s.at or {}):
            check = Check(typed, powers.converges((s.at or {})[powers.x]) is (typed is NUMBER), "proved")
        return None if check is None else self.held(s, typed, check, about="the series")

    def unequal(self, s: Claim, before: sp.Expr | None) -> Judgement:
        """Judge what is said of the x for which a power series converges, or of terms."""
        if self.powers is None or before is None or s.typed is None:
            return super().unequal(s, before)
        is_chain = self.previous is not None and self.previous.statement.relation != ""
        text = "".join(claim.text for claim in self.claims if claim.line == s.line)
        check = check_places(self.powers, (before, s.relation, s.typed), text, is_chain=is_chain)
        if check is None:
            return super().unequal(s, before)
        return self.held(s, s.typed, check, about="an inequality")

    def as_meant(self, s: Claim, typed: sp.Expr) -> Claim:
        """Return a claim with the limit that is left out, or L = lim |a_(n+1)/a_n| as another one's beginning."""
        if s.continues and s.to is None and typed.has(self.x):
            return replace(s, to=self.asked.to)  # = x + 1, below lim (x^2 - 1)/(x - 1)
        is_other = s.to is not None and s.subject not in (None, (self.name.name, 0))
        return replace(s, subject=None, is_beside=True) if is_other else s

    def below(self, s: Claim, typed: sp.Expr, before: Judgement) -> Judgement:
        """Judge what stands below the first line."""
        if s.subject is not None and s.subject != (self.name.name, 0):
            self.beside = self.parts.judged(s, typed, *s.subject)
            return self.beside
        beside = self.beside
        if beside is not None and beside.statement.line == s.line and not (s.continues or s.is_beside):
            self.beside = self.equation(s, typed, beside)
            return self.beside
        self.beside = None
        if s.is_beside and not self.is_asked(s, typed):  # x dx = du/2, 2I = e^x (sin x + cos x)
            self.beside, self.head = Judgement(s, sp.S.NaN, 0), typed
            return self.beside
        if s.at is not None:
            raise UnsupportedError("this is not read")
        value = evaluated(typed) if typed.is_number and s.to is None else None  # 0/0 as typed has no facts of its own
        is_finite = value is not None and value.is_finite
        is_said_again = is_finite and beside is not None and typed == beside.statement.typed  # so the limit is 1
        if beside is not None and s.continues and not is_said_again and self.may_continue(beside, s):
            other = self.equation(s, typed, beside)
            is_other = self.head == sp.log(self.name) or typed.free_symbols & self.quantity.counts  # R_n is no number
            if is_other or ((beside.is_wrong or not other.is_wrong) and not self.quantity.is_value(typed, s.to)):
                self.beside = other
                return other
        return self.step(s, typed, before)

    def may_continue(self, beside: Judgement, s: Claim) -> bool:
        """Return False of an integral below du = 2x dx, which continues the integral that was before."""
        was = beside.statement
        if was.subject is not None:
            return self.is_quantity(was) or is_partial_sum(was.subject[0], self.typed)
        return self.is_quantity(was) or (beside.check is not None and not self.is_quantity(s))

    def is_quantity(self, s: Claim) -> bool:
        """Return True of a limit, an integral or a series."""
        return s.to is not None or (s.typed or sp.S.Zero).has(sp.Integral, sp.Sum, self.name)

    def is_asked(self, s: Claim, typed: sp.Expr) -> bool:
        """Return True if an equation begins with what is asked for, and not with another limit or integral."""
        is_one = typed == self.name or isinstance(typed, sp.Integral) or s.to is not None
        return is_one and self.quantity.is_value(typed, s.to)

    def equation(self, s: Claim, right: sp.Expr, before: Judgement) -> Judgement:
        """Judge what stands behind an expression that is not what is asked for."""
        first = before.statement
        left = first.typed or sp.S.Zero
        if self.asked.to is not None and self.asked.to.places[1:] and left in dict(self.asked.to.places):
            self.path[left] = right
            return Judgement(s, sp.S.NaN, 0, about=EQUATION)  # y = m x, on which (x, y) goes to (0, 0)
        if left.is_Symbol and right.is_number and left != self.name and first.to is None:
            raise UnsupportedError("a value is told")  # an asymptote at x = 1, and c = 0
        if (found := None if s.continues else self.decomposed(s, left, right)) is not None:
            return found
        is_one = self.is_quantity(first) or self.is_quantity(s)
        path, plain = {u: e for u, e in self.path.items() if not right.has(u)}, self.quantity.plain
        measure = (
            self.quantity.measure if is_one else lambda e, _: plain(substitute(plain(e.xreplace(path)), s.at or {}))
        )
        value = measure(right, s.to)
        there, was = measure(left, first.to), before.check and before.check.expected
        truth = was if before.is_wrong and is_one and isinstance(was, sp.Expr) else there
        check = self.quantity.compared(truth, value, s.room)
        if check.is_correct is False and self.holds_beside(truth, value):
            check = Check(value, True, "proved")
        if check.is_correct is False:
            self.quantity.require_told(right)
        if check.is_correct and not is_one:
            self.coefficients.condition = substitute(left - right, s.at or {})
        source = before.source if before.is_wrong and compared(there, value).is_correct else self.parts.misled
        mistakes = partial(mistakes_in_line, self.quantity, s, right, value, first) if first.to else tuple
        found = self.held(
            s, value, check, about=EQUATION, follows=[] if source is None else [source], mistakes=mistakes
        )
        if found.is_wrong and self.is_local:
            self.parts.implied.append((sp.exp(value), found.source))  # of ln L = 2 follows L = e^2
        is_misled = check.is_correct and self.coefficients.are_in(left - right)
        return replace(found, origin=self.parts.misled) if is_misled else found

    def holds_beside(self, left: sp.Expr, right: sp.Expr) -> bool:
        """Return True of |x - 5| = x - 5, which holds on one side of the place of the limit."""
        place = self.asked.to.place if self.asked.to else sp.S.NaN
        sides = [relation(self.x, place if place.is_finite else sp.S.Zero) for relation in (sp.Gt, sp.Lt)]
        return self.is_local and any(compare(left, right, where=(side,)).is_correct for side in sides)

    def decomposed(self, s: Claim, left: sp.Expr, right: sp.Expr) -> Judgement | None:
        """Judge what is decomposed, and what holds at a place, by the letters of the sides; None if that is right."""
        parts = {u: f for u, f in self.quantity.functions.items() if symbol(u) not in self.coefficients.known}
        left, right = (expand_names(e, parts, self.x) for e in (left, right))
        whole, difference = self.coefficients.whole, left - right
        others = {self.name, *self.typed.free_symbols, *map(symbol, self.quantity.functions)}
        if not self.coefficients.determine(left, right, others):
            missing = Diagnosis("part missing", "no numbers make both sides equal: a part is missing")
            return self.held(s, right, Check(right, False, "proved", diagnosis=(missing,)), about=EQUATION)
        self.quantity.functions |= {u.name: e for u, e in self.coefficients.known.items()}
        if (told := self.coefficients.whole) != whole:
            self.parts.misled = s.line
            self.parts.implied.append((told, s.line))
            said, place = "what is to be integrated is {}", "it is not integrated"
            why = Diagnosis("another integrand", said, (whole,), place=place)
            return self.held(s, right, Check(right, False, "proved", diagnosis=(why,)), about=EQUATION)
        if s.at and (expected := self.coefficients.expected(difference, s.at)) is not None:
            mistakes = partial(mistakes_in_equation, expected, difference)
            return self.held(s, right, Check(right, False, "proved"), about=EQUATION, mistakes=mistakes)
        return None

    def step(self, s: Claim, typed: sp.Expr, before: Judgement) -> Judgement:
        quantity, was = self.quantity, before.statement
        value, truth = quantity.measure(typed, s.to), quantity.truth
        check = quantity.compared(truth, value, s.room if quantity.is_number else sp.S.Zero)
        if check.is_correct is False and any(_may_vary(part) for part in self.typed.atoms(sp.Integral)):
            raise UnsupportedError("what this letter stands for has not been told")
        if truth is sp.S.NaN and value.free_symbols and value != NUMBER:
            raise UnsupportedError("whether this depends on the way is not told")  # cos t sin t, of x = r cos t
        if check.is_correct is False and _agree_for_whole_numbers(truth, value):
            check = Check(value, True, "sampled")
        if check.is_correct and quantity.is_number and typed.has(sp.Integral) and was.typed is not None:
            check = replace(check, is_correct=is_no_chance(quantity, was.typed, typed))
        known = [*([(before.value, before.source)] if before.is_wrong else []), *self.parts.implied]
        follows = (line for e, line in known if compared(e, value).is_correct or _are_endless(e, value))
        mistakes = partial(mistakes_in_line, quantity, s, typed, value, was)
        found = self.held(s, value, check, about=quantity.about, before=before, follows=follows, mistakes=mistakes)
        is_by_chance = bool(before.is_wrong and check.is_correct and compared(before.value, value).is_correct)
        self.before = replace(found, origin=before.source, corrects=None) if is_by_chance else found
        return self.before

    def on_the_way(self, e: sp.Expr) -> sp.Expr:
        u = symbol(self.x.name)
        if self.asked.to is None:
            return e.xreplace({self.x: 1 + sp.exp(u)}) if self.typed.has(sp.Sum) else e
        place = self.asked.to.place
        near = place + sp.tanh(u) / 10 if place.is_finite else sp.sign(place) * sp.exp(u)  # of one sign
        return e.xreplace({self.x: near})

    def meant(self, typed: sp.Expr) -> sp.Expr:
        return self.quantity.plain(typed)

    def worth(self, s: Claim, e: sp.Expr) -> sp.Expr:
        return self.quantity.measure(e, s.to)


def _agree_for_whole_numbers(a: sp.Expr, b: sp.Expr) -> bool:
    """Return True of cos(nπ) and (-1)^n."""
    counts = [u for u in (a - b).free_symbols if u.name in ("n", "m", "k")]
    wholes = (dict.fromkeys(counts, sp.Integer(i)) for i in range(1, 6))
    return bool(counts) and all(compared(value_at(a, at), value_at(b, at)).is_correct for at in wholes)


def _may_vary(part: sp.Integral) -> bool:
    """Return True of ½r² dθ, where r may be a function of θ."""
    return bool(part.function.free_symbols & _VARYING) and not part.function.has(part.limits[0][0])


def _are_endless(truth: sp.Expr, value: sp.Expr) -> bool:
    """Return True of an infinity where a limit does not exist, as 1/x has none at 0."""
    return truth is sp.S.NaN and bool(value.is_infinite)
