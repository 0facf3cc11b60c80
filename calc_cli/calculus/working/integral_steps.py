"""Why a step of a working about an integral is wrong: in a substitution, an antiderivative, or what is put in.

What stands before is R + c·∫ g dx, with a number c and an R without integrals; what is given has the bounds of u still
to be found, an antiderivative in brackets, or no integral any more. `[F]` between bounds is the integral of F', which
is still to be taken.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

import sympy as sp

from calc_cli.algebra import unevaluated
from calc_cli.algebra.evaluate import substitute
from calc_cli.algebra.functions import Pending, TypedFunction, symbol
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.checking.integral_mistakes import INNER_FACTOR, between_wrongly, bounds_kept, explained
from calc_cli.calculus.checking.question import derivative_of, evaluated, has_value
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Diagnosis
from calc_cli.calculus.integrals.antiderivative import antiderivative
from calc_cli.calculus.integrals.integral import integrate
from calc_cli.calculus.working.function_facts import expand_names
from calc_cli.calculus.working.rewriting import MISREADINGS, diagnose_rewriting
from calc_cli.errors import CalcError, UnsupportedError

_SIMPLE, _SMALL = 50, 4
"""The greatest number in a factor that may have been lost, and the greatest lesser one."""

_MISREAD = MISREADINGS | {"double angle", "minus not distributed"}


@dataclass(frozen=True, slots=True)
class IntegralStep:
    """What was made of an integral, with the parts that have names; `is_right` tells of another line if it would be."""

    before: sp.Expr
    given: sp.Expr
    names: Mapping[str, sp.Expr]
    x: sp.Symbol
    is_right: Callable[[sp.Expr], bool]
    ratio: sp.Expr
    """How many times what it should be it is, or its derivative."""

    def mistakes(self) -> tuple[Diagnosis, ...]:
        """Return the mistake that gives the line: that of the first of the looks that finds one."""
        for look in (
            self.in_bounds,
            self.in_sign,
            self.in_inner_factor,
            self.in_antiderivative,
            self.in_a_sign,
            self.in_values,
            self.in_rewriting,
            self.in_factor,
        ):
            with suppress(CalcError):
                if found := tuple(islice(look(), 1)):
                    return found
        return ()

    def in_bounds(self) -> Iterator[Diagnosis]:
        """Yield that an integral in u has the bounds of x."""
        for part in self.given.atoms(sp.Integral):
            u, *bounds = part.limits[0]
            if u.name in self.names and u != self.x and bounds:
                values = [has_value(substitute(self.names[u.name], {self.x: bound})) for bound in bounds]
                if self.is_right(self.given.xreplace({part: sp.Integral(part.function, (u, *values))})):
                    low, high = values
                    yield bounds_kept(self.x, u, low, high)

    def in_inner_factor(self) -> Iterator[Diagnosis]:
        """Yield the linear inner function by whose slope it is still to be divided: in arctan(x/3), for instance."""
        for part in self.before.atoms(sp.Integral) if not self.given.has(sp.Integral) else ():
            v = part.limits[0][0]
            inner = {e for of in part.function.atoms(sp.Function, sp.Pow) for e in of.args if e.has(v) and e != v}
            slopes = {e: derivative_of(has_value(e), v) for e in inner if has_value(e).is_polynomial(v)}
            for u, k in slopes.items():
                for power, name, said in INNER_FACTOR:
                    if k.is_number and abs(k) != 1 and self.ratio == k**power:
                        yield Diagnosis(name, said, (u,))

    def in_antiderivative(self) -> Iterator[Diagnosis]:
        """Yield what is wrong in an antiderivative, in brackets or not."""
        check = self.of_antiderivative()
        yield from () if check is None or check.is_correct else check.diagnosis

    def of_antiderivative(self, *, is_bracket: bool = False) -> Check | None:
        """Return the check of an antiderivative, in brackets or not; None if there is none to be found."""
        (rest, c, part), told = _isolated(self.before), self.given.atoms(sp.Integral)
        if isinstance(part.function, Pending):
            return None
        v, *bounds = part.limits[0]
        body = evaluated(part.function) or part.function
        f = TypedFunction(part.function, body, (v,))
        if told:
            other, factor, bracket = _isolated(self.given)
            if not isinstance(bracket.function, Pending) or not compare(rest, other).is_correct:
                return None
            if is_bracket and bracket.limits != part.limits:  # of another variable
                return None
            given, bounds = bracket.function.args[0].xreplace({bracket.limits[0][0]: v}) * factor / c, []
        elif is_bracket:
            return None
        else:
            given = self.given if (rest, c) == (0, 1) else (self.given - rest) / c
        if v != self.x and not bounds:
            given = given.xreplace({self.x: v}) if not given.has(v) else given
        return explained(integrate(f, bounds[0], bounds[1], given) if bounds else antiderivative(f, given)).check

    def in_a_sign(self) -> Iterator[Diagnosis]:
        """Yield the value at an upper bound that has the wrong sign, where that at the lower is 0: -π cos π is π."""
        for part in self.before.atoms(sp.Integral) if self.given.is_number and self.ratio else ():
            v, *bounds = part.limits[0]
            if isinstance(part.function, Pending) and all(bound.is_finite for bound in bounds):
                low, high = (substitute(part.function.args[0], {v: bound}) for bound in bounds)
                value, factor = has_value(high), sp.diff(self.before.xreplace({part: symbol("∫")}), symbol("∫"))
                if has_value(low) == 0 and compare(self.given / self.ratio - 2 * factor * value, self.given).is_correct:
                    yield Diagnosis("sign in a value", "{} is {}, not {}", (high, value, -value))

    def in_values(self) -> Iterator[Diagnosis]:
        """Yield what is wrong where the bounds are put in for brackets."""
        if self.given.free_symbols or self.given.has(sp.Integral):
            return
        rest, c, part = _isolated(self.before)
        v, *bounds = part.limits[0]
        if not isinstance(part.function, Pending) or not all(bound.is_finite for bound in bounds):
            return
        low, high = (substitute(part.function.args[0], {v: bound}) for bound in bounds)
        between = sp.Add(high, sp.Mul(sp.S.NegativeOne, low, evaluate=False), evaluate=False)
        for value, mistake in between_wrongly(high, low):
            if isinstance(value, sp.Expr) and compare(has_value(rest + c * value), self.given).is_correct:
                yield mistake
                return
        if compare(has_value(rest + c * between), self.given).is_correct:  # put in across a pole
            slope = derivative_of(has_value(part.function.args[0]), v)
            found = integrate(TypedFunction(slope, slope, (v,)), bounds[0], bounds[1], (self.given - rest) / c)
            yield from (explained(found).check or Check(self.given, None)).diagnosis
            return
        whole = between if (rest, c) == (0, 1) else self.before.xreplace({part: between})
        yield from diagnose_rewriting(whole, self.x, has_value(whole), self.given)

    def in_factor(self) -> Iterator[Diagnosis]:
        """Yield the factor that is lost or too much, perhaps that of du."""
        if not self.ratio.is_Rational or self.ratio in (0, 1, -1):
            return
        lesser, greater = sorted((abs(self.ratio.p), self.ratio.q))
        if greater > _SIMPLE or lesser > _SMALL:
            return
        inner = [part.limits[0][0] for part in self.given.atoms(sp.Integral) if part.limits[0][0].name in self.names]
        if inner and not self.before.has(*inner):
            (u, *_), lost = inner, 1 / self.ratio
            du = derivative_of(expand_names(u, self.names, self.x), self.x)
            said, place = (
                "the factor {} is lost: the derivative of {} is {}",
                "a factor is lost, of the derivative of {1}",
            )
            yield Diagnosis("constant factor", said, (lost, u, du), place=place)
        elif self.given.has(sp.Integral):
            said = "a constant factor is lost or too much: this is {} times the integral"
            yield Diagnosis("constant factor", said, (self.ratio,))

    def in_sign(self) -> Iterator[Diagnosis]:
        """Yield that an integral has the wrong sign, or what was made of the last one behind other terms."""
        turned = [self.given.xreplace({part: -part}) for part in self.given.atoms(sp.Integral)]
        if not turned and (rest := _isolated(self.before)[0]) != 0:
            turned = [2 * rest - self.given]
        if any(map(self.is_right, turned)):
            yield Diagnosis("sign turned", "the sign of the integral that is left is wrong")

    @property
    def is_misread(self) -> bool:
        """True of (1 + cos 2x)/2 for sin^2 x, between bounds where both have the same integral.

        What is right by symmetry or by parts has another integrand too, but none that a misread law makes of it.
        """
        bodies = [has_value(c * part.function) for _, c, part in map(_isolated, (self.before, self.given))]
        one, other = (e.replace(sp.sin, sp.cos) for e in bodies)  # which over a period have the same integral
        is_one = one == other or compare(*bodies).is_correct is not False
        return not is_one and any(found.rule in _MISREAD for found in self.in_rewriting())

    def in_rewriting(self) -> Iterator[Diagnosis]:
        """Yield what is wrong where there is no integral any more, or where what is integrated is only rewritten."""
        sides = [self.before, self.given]
        if all(side.has(sp.Integral) for side in sides):
            (rest, c, part), (other, factor, instead) = map(_isolated, sides)
            if part.limits != instead.limits or not compare(rest, other).is_correct:
                return
            pairs = ((c, part.function), (factor, instead.function))
            sides = [e if k == 1 else unevaluated.mul([k, e]) for k, e in pairs]
        elif any(side.has(sp.Integral) for side in sides):
            return
        letters = sp.Tuple(*sides).free_symbols
        x = next((u for u in letters if u.name in self.names), self.x) if len(letters) == 1 else self.x
        before, given = (side if x != self.x else expand_names(side, self.names, self.x) for side in sides)
        yield from diagnose_rewriting(before, x, before, given)


def _isolated(typed: sp.Expr) -> tuple[sp.Expr, sp.Expr, sp.Integral]:
    """Return R, c and the integral of R + c·∫ g dx. Raises UnsupportedError if it is not of this form."""
    integrals = typed.atoms(sp.Integral)
    if len(integrals) != 1:
        raise UnsupportedError("there is not one integral alone")
    (part,), hole = integrals, symbol("∫")
    whole = sp.expand(has_value(typed.xreplace({part: hole})))
    c = sp.diff(whole, hole)
    if not c.is_number or c == 0:
        raise UnsupportedError("the integral has no factor that is a number")
    return tidy(whole.xreplace({hole: sp.S.Zero})), c, part
