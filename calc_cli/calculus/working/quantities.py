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
from itertools import takewhile
from string import ascii_lowercase

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.evaluate import substitute, value_at
from calc_cli.algebra.functions import Pending, TypedFunction, symbol
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.checking.integral_mistakes import explained
from calc_cli.calculus.checking.question import compared, derivative_of, evaluated, has_value
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Diagnosis
from calc_cli.calculus.integrals.antiderivative import antiderivative
from calc_cli.calculus.integrals.integral import integrate
from calc_cli.calculus.working.claims import EQUATION, NUMBER, PART, Claim, Goal, Judgement, Working
from calc_cli.calculus.working.coefficients import Coefficients
from calc_cli.calculus.working.equation_steps import mistakes_in_equation
from calc_cli.calculus.working.function_facts import expand_names
from calc_cli.calculus.working.integral_steps import IntegralStep
from calc_cli.calculus.working.judge import Judge
from calc_cli.calculus.working.limit_steps import limit_of, of_step, of_value, summed
from calc_cli.calculus.working.partial_sums import check_partial_sum, is_partial_sum, sum_until
from calc_cli.errors import CalcError, UnsupportedError

_VARYING = {symbol(name) for name in "fghrsuvwxyz"}
"""Letters that mostly stand for a function."""


def judge_quantity(
    x: sp.Symbol, name: sp.Symbol, statements: Sequence[Claim], functions: Mapping[str, sp.Expr]
) -> Working:
    """Judge what is said of the limit or integral that the first statement is, and of the `functions` of x with names.

    The `name` stands for it. A sp.Integral without bounds in a statement is an antiderivative. Raises UnsupportedError
    if the first says nothing, or its value is not known.
    """
    judge = _OnQuantity(x, name, functions, statements)
    found = tuple(map(judge.of, statements))
    return Working(x, None, judge.typed, judge.result, 1, found)


class _OnQuantity(Judge):
    """`truth` is the value of what is `asked`, or its derivative if that is an antiderivative.

    `slopes` are derivatives that were told before their functions, as in dv = sin x dx, each with the line; `implied`
    what is true in its place by a wrong one of these functions, with its line. `misled` is the line that decomposes
    something else than what is integrated.
    """

    def __init__(
        self, x: sp.Symbol, name: sp.Symbol, functions: Mapping[str, sp.Expr], claims: Sequence[Claim]
    ) -> None:
        super().__init__()
        self.x, self.name, self.functions, self.claims = x, name, functions, claims
        self.asked = asked = claims[0]
        self.typed = sp.S.NaN if asked.typed is None else asked.typed
        integrals = self.typed.atoms(sp.Integral)
        self.is_number = asked.to is not None or not any(len(part.limits[0]) == 1 for part in integrals)
        self.about = "the limit" if asked.to is not None else "the integral" if integrals else "the sum"
        self.is_local = asked.to is not None
        positive = {self.x} if self.typed.has(sp.Sum) else self.typed.free_symbols - {self.x} if integrals else ()
        self.where = tuple(u > 0 for u in positive)  # what counts terms; the a of ∫ from 0 to a, sqrt(a^2 - x^2)
        self.truth = sp.S.NaN
        self.truth = self.measure(self.typed, asked.to)
        self.before: Judgement | None = None
        self.beside: Judgement | None = None
        self.told: set[str] = set()
        self.path: dict[sp.Symbol, sp.Expr] = {}
        """On which (x, y) goes to its place, in a limit of several variables."""
        self.slopes: dict[str, sp.Expr] = {}
        self.implied: list[tuple[sp.Expr, int]] = []
        self.coefficients = Coefficients(next(iter(integrals)).function if len(integrals) == 1 else self.truth, self.x)
        self.misled: int | None = None

    @property
    def result(self) -> sp.Expr:
        """The number, or the antiderivative if it is found."""
        if self.is_number:
            return self.truth
        return antiderivative(TypedFunction(self.truth, self.truth, (self.x,))).result or self.typed

    def compared(self, truth: sp.Expr, value: sp.Expr, room: sp.Expr) -> Check:
        """Compare two values for those letters that are meant."""
        if value == NUMBER:
            return Check(value, truth is not sp.S.NaN and truth.is_finite, "proved")
        check = compared(truth, value, room, self.where)
        return replace(check, remarks=()) if self.where else check  # which would be of other letters, too

    def judged(self, s: Claim) -> Judgement:
        if s.typed is None:
            raise UnsupportedError("this is not read")
        if self.before is None:
            self.before = Judgement(s, self.truth, 0, about=self.about)
            return self.before
        if s.typed is NUMBER and s.continues:
            return self.step(s, s.typed, self.before)
        meant = self.as_meant(s, s.typed)
        found = self.below(meant, s.typed, self.before)
        return found if meant.is_beside is s.is_beside else replace(found, statement=s, about="the limit")

    def as_meant(self, s: Claim, typed: sp.Expr) -> Claim:
        """Return a claim with the limit that is left out, or L = lim |a_(n+1)/a_n| as another one's beginning."""
        if s.continues and s.to is None and typed.has(self.x):
            return replace(s, to=self.asked.to)  # = x + 1, below lim (x^2 - 1)/(x - 1)
        is_other = s.to is not None and s.subject not in (None, (self.name.name, 0))
        return replace(s, subject=None, is_beside=True) if is_other else s

    def below(self, s: Claim, typed: sp.Expr, before: Judgement) -> Judgement:
        """Judge what stands below the first line."""
        if s.subject is not None and s.subject != (self.name.name, 0):
            found = self.of_part(s, typed, *s.subject)
            self.beside = found if self.is_quantity(s) or is_partial_sum(s.subject[0], self.typed) else None
            return found
        beside = self.beside
        if beside is not None and beside.statement.line == s.line and not (s.continues or s.is_beside):
            self.beside = self.equation(s, typed, beside)
            return self.beside
        self.beside = None
        if s.is_beside and not self.is_asked(s, typed):  # x dx = du/2, 2I = e^x (sin x + cos x)
            self.beside = Judgement(s, sp.S.NaN, 0)
            return self.beside
        if s.at is not None:
            raise UnsupportedError("this is not read")
        value = evaluated(typed) if typed.is_number and s.to is None else None  # 0/0 as typed has no facts of its own
        is_finite = value is not None and value.is_finite
        is_said_again = is_finite and beside is not None and typed == beside.statement.typed  # so the limit is 1
        if beside is not None and s.continues and not is_said_again and self.may_continue(beside, s):
            other = self.equation(s, typed, beside)
            if other.is_wrong is beside.is_wrong and not self.is_right(s, typed):
                self.beside = other
                return other
        return self.step(s, typed, before)

    def may_continue(self, beside: Judgement, s: Claim) -> bool:
        """Return False of an integral below du = 2x dx, which continues the integral that was before."""
        return self.is_quantity(beside.statement) or (beside.check is not None and not self.is_quantity(s))

    def is_quantity(self, s: Claim) -> bool:
        """Return True of a limit, an integral or a series."""
        return s.to is not None or (s.typed or sp.S.Zero).has(sp.Integral, sp.Sum, self.name)

    def is_right(self, s: Claim, typed: sp.Expr) -> bool:
        """Return True if this has the value of what is asked for."""
        with suppress(CalcError):
            return bool(compared(self.truth, self.measure(typed, s.to)).is_correct)
        return False

    def is_asked(self, s: Claim, typed: sp.Expr) -> bool:
        """Return True if an equation begins with what is asked for, and not with another limit or integral."""
        is_one = typed == self.name or isinstance(typed, sp.Integral) or s.to is not None
        return is_one and self.is_right(s, typed)

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
        path = {u: e for u, e in self.path.items() if not right.has(u)}
        measure = (
            self.measure if is_one else lambda e, _: self.plain(substitute(self.plain(e.xreplace(path)), s.at or {}))
        )
        value = measure(right, s.to)
        check = self.compared(measure(left, first.to), value, s.room)
        if check.is_correct is False:
            self.require_told(right)
        if check.is_correct and not is_one:
            self.coefficients.condition = substitute(left - right, s.at or {})
        source = before.source if before.is_wrong else self.misled
        found = self.held(s, value, check, about=EQUATION, follows=[] if source is None else [source])
        return (
            replace(found, origin=self.misled) if check.is_correct and self.coefficients.are_in(left - right) else found
        )

    def decomposed(self, s: Claim, left: sp.Expr, right: sp.Expr) -> Judgement | None:
        """Judge what is decomposed, and what holds at a place, by the letters of the sides; None if that is right."""
        parts = {u: f for u, f in self.functions.items() if symbol(u) not in self.coefficients.known}
        left, right = (expand_names(e, parts, self.x) for e in (left, right))
        whole, difference = self.coefficients.whole, left - right
        self.coefficients.determine(left, right, {self.name, *self.typed.free_symbols, *map(symbol, self.functions)})
        self.functions = {**self.functions, **{u.name: e for u, e in self.coefficients.known.items()}}
        if (told := self.coefficients.whole) != whole:
            self.misled = s.line
            self.implied.append((told, s.line))
            why = Diagnosis(
                "another integrand", "what is to be integrated is {}", (whole,), place="it is not integrated"
            )
            return self.held(s, right, Check(right, False, "proved", diagnosis=(why,)), about=EQUATION)
        if s.at and (expected := self.coefficients.expected(difference, s.at)) is not None:
            mistakes = partial(mistakes_in_equation, expected, difference)
            return self.held(s, right, Check(right, False, "proved"), about=EQUATION, mistakes=mistakes)
        return None

    def require_told(self, e: sp.Expr) -> None:
        """Raise UnsupportedError if the rate of a letter is in an expression that may stand for anything."""
        rates = {str(rate.args[0]) for rate in e.atoms(Pending) if rate.args[0].is_Symbol}
        if not rates <= {*self.functions, self.x.name}:
            raise UnsupportedError("what this letter stands for has not been told")

    def of_part(self, s: Claim, typed: sp.Expr, name: str, order: int) -> Judgement:
        """Judge u' = 2x; u = x^2 is given, unless its derivative was told before."""
        if name not in self.functions:
            raise UnsupportedError("what this is has not been told")
        if not order and is_partial_sum(name, self.typed):
            return self.of_partial_sum(s, typed, name)
        value = self.plain(typed)
        if not self.functions[name].has(self.x):
            return self.of_coefficient(s, value, symbol(name))
        if s.at is not None:
            return self.held(
                s, value, compared(substitute(self.plain(self.functions[name]), s.at), value, s.room), about="the value"
            )
        if order == 1 and (name not in self.told or self.is_chosen_next(name, s)):
            self.slopes[name] = value
            return Judgement(s, value, 0, about=f"the derivative of {name}")
        self.told.add(name)
        if order == 0:
            self.functions = {**self.functions, name: typed}  # another one if it is chosen for another integral
        if order == 0 and name not in self.slopes:
            return Judgement(s, value, 0, about=PART)
        slope = derivative_of(self.plain(self.functions[name]), self.x, order or 1)
        said, right = (value, slope) if order else (slope, self.slopes.pop(name))
        check = compare(right, said)
        if check.is_correct is False:
            f = TypedFunction(right, right, (self.x,))
            told = explained(antiderivative(f, value)).check if order == 0 else None
            check = check if told is None else replace(check, diagnosis=told.diagnosis[:1])
            self.implied.append((tidy(self.truth * said / right), s.line))
        return Judgement(s, value, 0, check, about=f"the derivative of {name}")

    def of_partial_sum(self, s: Claim, typed: sp.Expr, name: str) -> Judgement:
        """Judge a formula for s_N; that of a wrong one is implied."""
        check = check_partial_sum(self.typed, name, has_value(typed))
        found = self.held(s, typed, check, about="the partial sum", mistakes=lambda: check.diagnosis)
        if found.is_wrong:
            self.implied.append((limit_of(typed, Goal(((symbol(name[2:]), sp.oo),))), s.line))
            self.functions = {**self.functions, name: sum_until(self.typed, name)}
        return found

    def is_chosen_next(self, name: str, s: Claim) -> bool:
        """Return True if the part is told anew beside its derivative, before the integral goes on."""
        i = next(i for i, claim in enumerate(self.claims) if claim is s)
        if any(claim.line == s.line and claim.subject == (name, 0) for claim in self.claims[:i]):
            return False
        beside = takewhile(lambda claim: claim.subject not in (None, (self.name.name, 0)), self.claims[i:])
        return (name, 0) in (claim.subject for claim in beside)

    def of_coefficient(self, s: Claim, value: sp.Expr, letter: sp.Symbol) -> Judgement:
        """Judge A = 2; what is right with a wrong one is implied."""
        if letter not in self.coefficients.known:
            return Judgement(s, value, 0, about=PART)
        self.coefficients.said[letter] = value
        found = self.held(
            s,
            value,
            compared(self.coefficients.known[letter], value, s.room),
            about="the coefficient",
            mistakes=lambda: mistakes_in_equation(self.coefficients.condition, letter - (s.typed or value)),
        )
        if found.is_wrong or self.implied:
            self.implied.append((self.coefficients.implied(), self.implied[-1][1] if self.implied else s.line))
        return replace(found, origin=self.misled) if found.verdict == "correct" else found

    def step(self, s: Claim, typed: sp.Expr, before: Judgement) -> Judgement:
        value = self.measure(typed, s.to)
        check = self.compared(self.truth, value, s.room if self.is_number else sp.S.Zero)
        if check.is_correct is False and any(_may_vary(part) for part in self.typed.atoms(sp.Integral)):
            raise UnsupportedError("what this letter stands for has not been told")
        if self.truth is sp.S.NaN and value.free_symbols:
            raise UnsupportedError("whether this depends on the way is not told")  # cos t sin t, of x = r cos t
        if check.is_correct is False and _agree_for_whole_numbers(self.truth, value):
            check = Check(value, True, "sampled")
        was = before.statement
        if check.is_correct and self.is_number and typed.has(sp.Integral) and was.typed is not None:
            check = replace(check, is_correct=self.is_no_chance(was.typed, typed))
        known = [*([(before.value, before.source)] if before.is_wrong else []), *self.implied]
        found = self.held(
            s,
            value,
            check,
            about=self.about,
            before=before,
            follows=(line for truth, line in known if compared(truth, value).is_correct or _are_endless(truth, value)),
            mistakes=lambda: tuple(self.mistakes(s, typed, value, before.statement)),
        )
        is_by_chance = bool(before.is_wrong and check.is_correct and compared(before.value, value).is_correct)
        self.before = replace(found, origin=before.source, corrects=None) if is_by_chance else found
        return self.before

    # Mistakes

    def mistakes(self, s: Claim, typed: sp.Expr, value: sp.Expr, was: Claim) -> Sequence[Diagnosis]:
        """Return the mistakes that give this step, if they are usual ones."""
        if isinstance(self.typed, sp.Sum) and typed is NUMBER:
            goes_to_0 = limit_of(self.typed.function, Goal(((self.x, sp.oo),))) == 0
            said = "that the terms go to 0 is not enough" if goes_to_0 else "its terms do not go to 0"
            return (Diagnosis("divergent series", f"it diverges: {said}"),)
        if was.typed is None or typed in (sp.S.NaN, NUMBER):  # nothing, of which nothing was made
            return ()
        if self.asked.to is not None or not (s.to is None or was.typed.has(sp.Integral)):
            before = expand_names(was.typed, self.functions, self.x)
            return of_value(before, was.to, typed) if was.to and not s.to else of_step(before, was.to, typed, s.to)
        if isinstance(was.typed, sp.Sum):
            n, first, _ = was.typed.limits[0]
            more = was.typed.function.xreplace({n: first - 1})
            if more.is_finite and compared(self.truth + more, value).is_correct:
                return (Diagnosis("first term", "it begins with {} = {}, and this with {}", (n, first, first - 1)),)
        return self.made_of(was.typed, typed, value).mistakes()

    def is_no_chance(self, before: sp.Expr, typed: sp.Expr) -> bool | None:
        """Return False of [x^2/3] between 0 and 1, of x^2, None if it is right by chance by no usual mistake."""
        with suppress(CalcError):
            step = self.made_of(before, typed, self.truth)
            if not typed.has(Pending):
                return not step.is_misread
            found = step.of_antiderivative(is_bracket=True)
            is_even = any(low == -high for _, low, high in (part.limits[0] for part in typed.atoms(sp.Integral)))
            if found is not None and found.is_correct is False and not is_even:  # which may be left out
                return False if found.diagnosis else None
        return True

    def made_of(self, before: sp.Expr, typed: sp.Expr, value: sp.Expr) -> IntegralStep:
        """Return the step of an integral that was made of the expression before."""
        ratio = tidy(value / self.truth) if self.truth != 0 else sp.S.Zero
        is_right = partial(self.is_right, replace(self.asked, to=None))
        return IntegralStep(before, typed, self.functions, self.x, is_right, ratio)

    # Values

    def measure(self, typed: sp.Expr, to: Goal | None) -> sp.Expr:
        """Return the number that an expression is, or the derivative of the antiderivative."""
        if typed in (sp.S.NaN, NUMBER):
            return typed
        if self.is_number:
            return self.number(typed, to)
        if to is not None:
            raise UnsupportedError("this is no antiderivative")
        return self.rate(typed)

    def on_the_way(self, e: sp.Expr) -> sp.Expr:
        u = symbol(self.x.name)
        if self.asked.to is None:
            return e.xreplace({self.x: 1 + sp.exp(u)}) if self.typed.has(sp.Sum) else e
        place = self.asked.to.place
        near = place + sp.tanh(u) / 10 if place.is_finite else sp.sign(place) * sp.exp(u)  # of one sign
        return e.xreplace({self.x: near})

    def meant(self, typed: sp.Expr) -> sp.Expr:
        return self.plain(typed)

    def worth(self, s: Claim, e: sp.Expr) -> sp.Expr:
        return self.measure(e, s.to)

    def plain(self, typed: sp.Expr, *known: sp.Symbol) -> sp.Expr:
        value = has_value(expand_names(typed, self.functions, self.x))
        letters = self.typed.free_symbols | {self.x, self.name, *known}
        letters |= self.letters | self.fresh if self.asked.to and self.asked.to.places[1:] else set()  # y = m x
        strangers = {u.name for u in value.free_symbols - letters if not isinstance(u, sp.Dummy)}
        if any((name in ascii_lowercase and name not in "ck") or "_" in name for name in strangers):
            # x = sin t puts t in the place of x; I_{n-2} is another integral than I_n
            raise UnsupportedError("what this letter stands for has not been told")
        return value

    def rate(self, typed: sp.Expr) -> sp.Expr:
        """Return the derivative in x of an expression with antiderivatives in it."""
        parts = {part: sp.Dummy() for part in typed.atoms(sp.Integral) if len(part.limits[0]) == 1}
        whole = self.plain(typed.xreplace(parts))
        if any(sp.diff(whole, stands, 2) != 0 for stands in parts.values()):
            raise UnsupportedError("this is a function of an integral")
        rates = {stands: self.rate_of(part) for part, stands in parts.items()} | {self.name: self.truth}
        return sp.Add(
            differentiate(whole, self.x),
            *(sp.diff(whole, u) * rate for u, rate in rates.items() if whole.has(u)),
        )

    def rate_of(self, part: sp.Integral) -> sp.Expr:
        (variable,) = part.limits[0]
        inner = sp.S.One if variable == self.x else differentiate(self.plain(variable), self.x)
        if variable != self.x and variable.name not in self.functions:
            raise UnsupportedError("what this is integrated in has not been told")
        return self.plain(part.function) * inner

    def number(self, typed: sp.Expr, to: Goal | None) -> sp.Expr:
        values = {part: self.integral(part) for part in typed.atoms(sp.Integral)}
        whole = summed(expand_names(typed.xreplace({**values, self.name: self.truth}), self.functions, self.x))
        if to is not None:
            value = limit_of(whole, to)
            if value.has(AppliedUndef):
                raise UnsupportedError("what the function is has not been told")
            return value
        value = whole.doit() if whole.has(sp.oo, -sp.oo, sp.S.NaN) else self.plain(whole)
        if value is sp.S.NaN is not whole:
            raise UnsupportedError("this form is indeterminate")
        if self.x in value.free_symbols or value.has(AppliedUndef):
            raise UnsupportedError("this is no number")
        return value

    def integral(self, part: sp.Integral) -> sp.Expr:
        variable, *bounds = part.limits[0]
        if len(bounds) != 2:
            raise UnsupportedError("this is no number")
        self.require_told(part.function)
        names = {name: f for name, f in self.functions.items() if name != variable.name}
        inner = {e: self.integral(e) for e in part.function.atoms(sp.Integral)}
        body = evaluated(expand_names(part.function.xreplace(inner), names, variable))
        if body is None:
            raise UnsupportedError("the value is not known")
        places = (expand_names(bound, self.functions, self.x).doit() for bound in bounds)
        return _value(TypedFunction(body, body, (variable,)), *places)


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


def _value(f: TypedFunction, low: sp.Expr, high: sp.Expr) -> sp.Expr:
    """Return the integral, which may be infinite, or NaN if it does not exist. Raises UnsupportedError if not known."""
    found = integrate(f, low, high)
    if found.definite.converges is False:
        value = found.goes_to
        return sp.S.NaN if value is None else value
    if found.value is None:
        raise UnsupportedError("the value is not known")
    return found.value
