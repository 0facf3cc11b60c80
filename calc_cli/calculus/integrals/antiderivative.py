"""An antiderivative of a function: found, differentiated back, and written as a textbook writes it.

What the search finds is differentiated and compared with the function by calc's own equality, which proves that the two
are equal or tries them in every region, before it is shown. Of the forms in which it can be written, constants left
out, the shortest that passes is the result.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property

import sympy as sp

from calc_cli.algebra.cost import cost
from calc_cli.algebra.domain import domain, is_nowhere
from calc_cli.algebra.evaluate import all_hold, approximate
from calc_cli.algebra.functions import TypedFunction, absolute, record_of
from calc_cli.algebra.share import within
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.seams import seams
from calc_cli.calculus.equality.verdict import Certainty, Check, Diagnosis, Given, Remark
from calc_cli.calculus.integrals.cases import by_cases, has_cases, is_continuous, jump
from calc_cli.calculus.integrals.confirmed import Agreement, agreement_of, differentiated_back
from calc_cli.calculus.integrals.methods import METHODS
from calc_cli.calculus.integrals.search import Search, Work
from calc_cli.calculus.integrals.special import is_proved_not_elementary
from calc_cli.calculus.result import Checked, Exact, Fields, NoAnswer, Notes, Notice, Result, Typeset
from calc_cli.calculus.steps import Step
from calc_cli.errors import DomainError, ExitStatus, UndefinedError, UnsupportedError

SECONDS = 8.0
"""So long the methods of calc look for an antiderivative."""

SECONDS_OF_PROOF = 1.0
"""So long it is sought to prove that the derivative of one form is the function; samples have as long."""

_NEAR = 1e-12

_LEAST_GAIN = 2.0
"""The form in which the rules give a result is kept if no other is shorter by this much."""

_GROUP_OF_SPECIAL = "Higher functions"


@dataclass(frozen=True)
class Antiderivative(Result):
    """`result` is an antiderivative of `expression` in `variable`, None if none was found.

    `typed` is the expression as it was written, `name` its left-hand side, if it had one. `certainty` is how it is
    known that the derivative of the result is the expression, under the conditions `where` on parameters; `work` is how
    it was found. `is_not_elementary` tells that it is proved that no elementary function has this derivative.
    """

    typed: sp.Expr
    expression: sp.Expr
    name: str | None
    variable: sp.Symbol
    result: sp.Expr | None
    certainty: Certainty | None = None
    work: Work | None = None
    where: tuple[sp.Basic, ...] = ()
    is_not_elementary: bool = False
    check: Check | None = None
    steps: tuple[Step, ...] = ()
    notes: Notes = ()
    picture: Result | None = None

    @property
    def answer(self) -> sp.Expr | NoAnswer:
        """The antiderivative."""
        if self.result is None:
            return NoAnswer(ExitStatus.UNDECIDED, _PROVED if self.is_not_elementary else _NOT_FOUND, _HINT)
        return self.result

    @property
    def fields(self) -> Fields:
        return {
            "expr": Exact(self.typed),
            "wrt": (self.variable,),
            "result": self.result,
            "latex": None if self.result is None else Typeset(self.result),
            "certainty": self.certainty,
            "check": None if self.check is None else Checked(self.check, *SIDES),
        }

    @cached_property
    def domain(self) -> tuple[sp.Basic, ...]:
        return (*self.conditions, *self.gaps)

    @property
    def conditions(self) -> tuple[sp.Basic, ...]:
        """The conditions under which the function is defined and the result holds, none if for every real number."""
        return (*self.where, *self._of_parameters, *self._of_function)

    @cached_property
    def gaps(self) -> tuple[sp.Basic, ...]:
        """The conditions that only the result needs: on each interval on which they hold, it is an antiderivative."""
        found = (c for c in self._of_result if c.has(self.variable))
        needed = (c for c in found if not is_implied(c, self._of_function, self.variable))
        return tuple(dict.fromkeys((*needed, *self._of_jumps)))

    @cached_property
    def _of_function(self) -> tuple[sp.Basic, ...]:
        return domain(self.typed, *self.typed.free_symbols)

    @cached_property
    def _of_result(self) -> tuple[sp.Basic, ...]:
        return () if self.result is None else domain(self.result, *self.result.free_symbols)

    @cached_property
    def _of_jumps(self) -> tuple[sp.Basic, ...]:
        """The conditions that leave out where a sign turns or a step is, if the result jumps there."""
        x = self.variable
        steps = set() if self.result is None else self.result.atoms(sp.sign, sp.Heaviside, sp.floor)
        parts = sorted((u for u in steps if u.has(x)), key=sp.default_sort_key)
        if self.result is None or not parts or is_continuous(self.result, self.expression, x):
            return ()
        jumps = ((u.args[0], u if isinstance(u, sp.floor) else sp.S.Zero) for u in parts)
        return tuple(sp.Ne(inner, value) for inner, value in jumps)

    @cached_property
    def _of_parameters(self) -> tuple[sp.Basic, ...]:
        known = {*self.where, *self._of_function}
        return tuple(c for c in self._of_result if not c.has(self.variable) and c not in known)


def is_implied(condition: sp.Basic, known: Sequence[sp.Basic], x: sp.Symbol) -> bool:
    """Return True if `condition`, on a function of x, holds wherever those that are known do."""
    if isinstance(condition, sp.Ne):
        u = condition.lhs - condition.rhs
        if any(isinstance(c, sp.Ne) and not sp.cancel(u / (c.lhs - c.rhs)).has(x) for c in known):
            return True
        at = ({x: place} for place in seams([sp.Pow(u, -1, evaluate=False)], x).points)
        return all(all_hold(known, p) is False or _is_at_edge(known, p) for p in at if _is_at_edge([condition], p))
    fixed = {a: sp.Rational(3 + i, 2) for i, a in enumerate(sorted(condition.free_symbols - {x}, key=str))}
    places = ({**fixed, x: sp.Rational(k, 7)} for k in range(-60, 61, 3))
    return not any(all_hold([condition], at) is False and all_hold(known, at) for at in places)


def _is_at_edge(known: Sequence[sp.Basic], at: Mapping[sp.Symbol, sp.Expr]) -> bool:
    """Return True at a place, which may be rounded, where a condition u != 0 seems to fail."""
    with suppress(UndefinedError, UnsupportedError):
        return any(abs(approximate(c.lhs - c.rhs, at, 5)) < _NEAR for c in known if isinstance(c, sp.Ne))
    return False


SIDES = ("the function", "the derivative of your answer")
"""What is compared where an answer is checked."""

_PROVED = "there is no elementary antiderivative, as Risch's algorithm proves"
_NOT_FOUND = "no antiderivative was found"
_HINT = "a definite integral has a number all the same: give --from and --to"


def antiderivative(f: TypedFunction, given: Given | None = None) -> Antiderivative:
    """Find an antiderivative of `f` in its variable, and check the answer `given`, if there is one.

    Raises DomainError if the function is real nowhere.
    """
    if is_nowhere(f.typed, f.variable):
        raise DomainError("this function has a real value nowhere: it has no antiderivative")
    check = None if given is None else checked(f, given)
    answer = found(f)
    result = Antiderivative(f.typed, f.expression, f.name, f.variable, None, check=check, notes=f.notes)
    if answer is None:
        is_proved = is_proved_not_elementary(f.expression, f.variable)
        return replace(result, is_not_elementary=is_proved)
    notes = (*f.notes, *_notes(answer.result))
    return replace(
        result, result=answer.result, certainty=answer.certainty, work=answer.work, where=answer.where, notes=notes
    )


@dataclass(frozen=True, slots=True)
class Found:
    """An antiderivative, how it was found, how it is known to be one, and the conditions on parameters for it."""

    result: sp.Expr
    work: Work
    certainty: Certainty
    where: tuple[sp.Basic, ...] = ()


def found(f: TypedFunction) -> Found | None:
    """Return the shortest antiderivative that passes; None if none is found.

    The search takes parameters for positive, so that a root of a^2 is a. If that matters, |a| may be what is right,
    else the result holds for positive parameters only.
    """
    x = f.variable
    parameters = sorted(f.expression.free_symbols - {x}, key=str)
    positive = {a: _as_positive(a) for a in parameters}
    work = within(SECONDS, lambda: _searched(f.expression.xreplace(positive), x))
    if work is None:
        return None
    try:
        off = tuple(sp.Ne(x, place) for place in _seams(f.expression, x))
    except (UndefinedError, UnsupportedError):
        return None
    back = {abs(dummy): sp.sign(a) * a if a.is_negative else a for a, dummy in positive.items()}
    moduli = {dummy: sp.Abs(a) for dummy, a in back.items()}
    result = work.result.replace(sp.log, _of_modulus)
    plain = _without_constant(sp.Add(*(_with_plain_logarithm(term, x) for term in sp.Add.make_args(result))), x)
    lengths = {form: cost(form) for form in (plain, *_forms(plain, x))}
    lengths[plain] -= _LEAST_GAIN
    forms = sorted(lengths, key=lambda form: (lengths[form], sp.default_sort_key(form)))
    for letters, where in (
        (back, ()),
        (moduli, ()),
        (back, tuple(sp.Gt(a, 0) for a in parameters if not a.is_positive)),
    ):
        for form in forms:
            result = form.xreplace(letters)
            certainty = _certainty(f, result, (*where, *off))
            if certainty is not None:
                return Found(result, work, certainty, where)
        if not parameters:
            break
    return None


def _as_positive(a: sp.Symbol) -> sp.Expr:
    """Return what stands for a parameter: a positive letter, or if it is known to be negative minus one."""
    dummy = sp.Dummy(a.name, positive=True)
    return -dummy if a.is_negative else dummy


def _searched(f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Search for an antiderivative, of a function by cases for a continuous one."""
    search = Search(METHODS, SECONDS, (a.name for a in f.free_symbols))
    work = search.find(f, x)
    if work is None or not has_cases(f, x) or is_continuous(work.result, f, x):
        return work
    return by_cases(search, f, x) or work


def _certainty(f: TypedFunction, form: sp.Expr, where: tuple[sp.Basic, ...]) -> Certainty | None:
    try:
        back = differentiated_back(form, f.variable)
        if agreement_of(back, f.expression, f.variable) is not Agreement.SAME:
            return None
        if tidy(back) in (f.expression, f.typed):
            back = f.expression
        check = within(4 * SECONDS_OF_PROOF, lambda: compare(f.typed, back, where=where, seconds=SECONDS_OF_PROOF))
    except (UndefinedError, UnsupportedError):
        return None
    return check.certainty if check is not None and check.is_correct else None


def _seams(f: sp.Expr, x: sp.Symbol) -> tuple[sp.Expr, ...]:
    """Return the seams of a function by cases: where it jumps it is the derivative of none (Darboux)."""
    return seams([f], x).points if f.free_symbols == {x} and has_cases(f, x) else ()


def _forms(result: sp.Expr, x: sp.Symbol) -> Iterator[sp.Expr]:
    shorter = _without_constant(tidy(result), x)
    yield shorter
    yield tidy(shorter)
    yield tidy(sp.expand(shorter))
    if shorter.has(sp.tan):
        whole = shorter.replace(sp.tan, lambda u: sp.sin(2 * u) / (1 + sp.cos(2 * u)))
        yield _without_constant(tidy(whole), x)


def _of_modulus(u: sp.Expr) -> sp.Expr:
    """Return 2 ln|x| for ln(x^2), and the like of other powers."""
    base, exponent = u.as_base_exp()
    return exponent * sp.log(absolute(base)) if exponent.is_even and not base.is_number else sp.log(u)


def _with_plain_logarithm(term: sp.Expr, x: sp.Symbol) -> sp.Expr:
    """Return c ln u without a constant factor in u, which only adds a constant."""
    factor, rest = term.as_independent(x, as_Add=False)
    if not isinstance(rest, sp.log):
        return term
    u = rest.args[0]
    inner = sp.factor_terms(u.args[0] if isinstance(u, sp.Abs) else u).as_independent(x, as_Add=False)[1]
    return factor * sp.log(absolute(inner) if isinstance(u, sp.Abs) else inner)


def _without_constant(e: sp.Expr, x: sp.Symbol) -> sp.Expr:
    return e.as_independent(x, as_Add=True)[1] if e.is_Add else e


def checked(f: TypedFunction, given: Given) -> Check:
    """Compare the derivative of an answer, whatever its constant, with the function.

    What leaves out a part of the function's domain, as ln x does of 1/x, is right, with a remark where.
    """
    if not isinstance(given, sp.Expr):
        return Check(given, None)
    if (at := jump(given, f.expression, f.variable)) is not None:
        said = "the answer jumps at {} = {}, where the function does not"
        return Check(given, False, "proved", diagnosis=(Diagnosis("jump", said, (f.variable, at)),))
    every, known = (domain(e, f.variable) for e in (given, f.typed))
    found = compare(f.typed, slope := differentiate(given, f.variable))
    if found.is_correct is False:
        there = compare(f.typed, slope, where=every)  # where the answer has a value, if it has one where f has
        shown = there.counterexample
        found = there if there.is_correct or (shown and shown.expected != shown.given) else found
    only = tuple(c for c in every if not isinstance(c, sp.Ne) and c not in known) if found.is_correct else ()
    return replace(found, given=given, remarks=(*found.remarks, *([Remark("equal only", only)] if only else ())))


def _notes(result: sp.Expr) -> Notes:
    records = (record_of(type(part)) for part in result.atoms(sp.Function))
    special = {r.name: r for r in records if r and r.group == _GROUP_OF_SPECIAL and r.derivative}
    return (Notice("higher functions", (tuple(special[name] for name in sorted(special)),)),) if special else ()
