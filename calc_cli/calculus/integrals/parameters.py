"""Definite integrals with parameters, by cases: that of x^(-p) from 1 to oo is 1/(p - 1) for p > 1, else it diverges.

The antiderivative has limits at the ends, which may depend on the parameters; calc's own limit tells the cases apart.
At values of a parameter that are single the function is integrated anew: of x^(-p) at p = 1. In each case the value is
held against the integrals for some numbers.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial

import sympy as sp

from calc_cli.algebra.assumptions import within
from calc_cli.algebra.evaluate import all_hold, sign_at, value_at
from calc_cli.algebra.functions import TypedFunction, sign_under_assumptions
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.equality.seams import seams
from calc_cli.calculus.integrals.antiderivative import Found, found as find
from calc_cli.calculus.integrals.basic import slope
from calc_cli.calculus.integrals.closed import by_heart
from calc_cli.calculus.integrals.definite import NO_NUMBERS, Definite, as_number, ends_of, in_order
from calc_cli.calculus.integrals.partition import FAR, parts_of
from calc_cli.calculus.limits.cases import LimitCase, Values, limit_by_cases
from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.calculus.limits.one_sided import one_sided_limit
from calc_cli.calculus.limits.verdict import Verdict
from calc_cli.calculus.result import Notes, Notice
from calc_cli.errors import UndefinedError, UnsupportedError

_EXAMPLES = (("3/2", "7/5", "17/7"), ("-3/2", "7/5", "-17/7"), ("-2/3", "-9/4", "4/5"), ("29/3", "33/2", "3/5"))

Bounds = tuple[sp.Expr, sp.Expr]


def with_parameters(
    f: sp.Expr, x: sp.Symbol, bounds: Bounds, found: Found | None
) -> tuple[Definite, tuple[sp.Basic, ...], Notes]:
    """Return the integral of f as a formula in its parameters, the conditions under which it holds, and where else.

    There is none if it is not found, or examples contradict it. It diverges if a pole is certainly between the bounds.
    """
    if found is not None and (pole := _pole_between(f, found.result, x, *bounds)) is not None:
        return Definite(converges=False, diverges=pole), (), ()
    between = () if found is None else _without_cuts([f, found.result], x, *bounds)
    letters = sorted((f.free_symbols | bounds[0].free_symbols | bounds[1].free_symbols) - {x}, key=str)
    tried = [_known(f, x, bounds)] if found is None else [_cases(f, x, bounds, found, letters)]
    if found is not None:
        tried.append([_positive(f, x, bounds, found, letters)])
    for cases in tried:
        agree = [case for case in cases if _is_confirmed(f, x, bounds, case, between)]
        finite = [case for case in agree if _is_finite(case.verdict)]
        right = _merged([case for case in finite if not sp.And(*case.conditions).atoms(sp.Eq)] or finite)
        if right or (agree and len(agree) == len(cases)):
            break
    else:
        return Definite(), (), ()
    if not right:
        return Definite(converges=False), (), ()
    where = [sp.And(*case.conditions) for case in right]
    values = [case.verdict.value for case in right]
    value = values[0] if len(right) == 1 else sp.Piecewise(*zip(values, where, strict=True))
    holds = right[0].conditions if len(right) == 1 else ()
    divergent = sp.Or(*(sp.And(*case.conditions) for case in agree if not _is_finite(case.verdict)))
    notes: Notes = () if divergent is sp.false else (Notice("diverges where", (divergent,)),)
    if len(divergent.free_symbols) > 1:
        notes = (Notice("diverges elsewhere"),) if len(agree) == len(cases) else ()
    return Definite(value, converges=True), (*between, *holds), notes


def _is_finite(verdict: Verdict) -> bool:
    return verdict.value is not None and verdict.value not in NO_NUMBERS


def _merged(cases: Sequence[LimitCase]) -> Sequence[LimitCase]:
    """Return one case for a > 0 and a < 0, if |a| stands for a in both."""
    letters = sp.And(*(condition for case in cases for condition in case.conditions)).free_symbols
    if len(letters) == 1:
        (a,) = letters
        by_sign = {case.conditions: case.verdict.value for case in cases}
        positive, negative = by_sign.get((sp.Gt(a, 0),)), by_sign.get((sp.Lt(a, 0),))
        if positive is not None and negative is not None and sp.cancel(positive.subs(a, -a) - negative) == 0:
            return [LimitCase((sp.Ne(a, 0),), Verdict("finite", positive.subs(a, sp.Abs(a))), {})]
    return cases


def _cases(f: sp.Expr, x: sp.Symbol, bounds: Bounds, found: Found, letters: Sequence[sp.Symbol]) -> Sequence[LimitCase]:
    """Return the cases, each decided; none if these are not known."""
    if found.where:
        return []
    ask = partial(_verdict, f, x, bounds, found)
    first = ask({})
    return [LimitCase((), first, {})] if first.exists is not None else limit_by_cases(ask, first, letters)


def _positive(f: sp.Expr, x: sp.Symbol, bounds: Bounds, found: Found, letters: Sequence[sp.Symbol]) -> LimitCase:
    """Return the case of positive parameters."""
    told = tuple(sp.Gt(a, 0) for a in letters if not (a.is_positive or a.is_negative))
    values = {a: sp.Dummy(a.name, positive=True) for a in letters if not (a.is_positive or a.is_negative)}
    verdict = _verdict(f, x, bounds, found, values)
    back = {dummy: a for a, dummy in values.items()}
    return LimitCase(told, replace(verdict, value=None if verdict.value is None else verdict.value.xreplace(back)), {})


def _verdict(f: sp.Expr, x: sp.Symbol, bounds: Bounds, found: Found, values: Values) -> Verdict:
    """Return the integral, where the parameters have these values or what is known of them, as the verdict on it."""
    low, high = (end.xreplace(values) for end in bounds)
    result: sp.Expr | None = found.result.xreplace(values)
    if any(not value.is_Symbol or value.is_negative for value in values.values()):
        g = f.xreplace(values)
        again = find(TypedFunction(g, g, (x,)))
        result = None if again is None else again.result
    if result is None:
        return Verdict("undecided")
    tangents = [e for e in result.atoms(sp.tan) if e.free_symbols == {x}]  # jumps, as after a half-angle
    has_jumps = bool(tangents) and low.is_number and high.is_number
    limits = [
        (end.side, _limit(result, end))
        for end in ends_of(x, parts_of([sp.Add(*tangents)], x, low, high) if has_jumps else [(low, high)])
    ]
    if any(limit.kind == "oscillates" for _, limit in limits):
        return Verdict("oscillates", sp.nan)
    unknown = tuple(e for _, limit in limits if limit.exact_limit is None for e in limit.open)
    parts = [-side * limit.exact_limit for side, limit in limits if limit.exact_limit is not None]
    infinite = {part for part in parts if part in INFINITE}
    if len(parts) < len(limits) or len(infinite) > 1:
        return Verdict("undecided" if unknown else "undefined", open=unknown)
    if infinite:
        return Verdict("+inf" if sp.oo in infinite else "-inf", infinite.pop())
    total = sp.expand(sp.Add(*parts))
    known = {e: value_at(e, {}) for e in total.atoms(sp.Function) if e.is_number}
    known |= {e: s * e.args[0] for e in total.atoms(sp.Abs) if (s := sign_under_assumptions(e.args[0])) is not None}
    total = total.xreplace(known)
    return Verdict("finite", tidy(sp.cancel(total) if total.is_rational_function() else total))


def _limit(antiderivative: sp.Expr, end: Approach) -> Verdict:
    with suppress(UndefinedError, UnsupportedError):
        value = value_at(antiderivative, {end.x: end.a})
        if not any(power.base == 0 for power in value.atoms(sp.Pow)):  # 0^p may be anything
            return Verdict("finite", value)
    return one_sided_limit(antiderivative, end)


def _known(f: sp.Expr, x: sp.Symbol, bounds: Bounds) -> list[LimitCase]:
    """Return what is known by heart, with the conditions under which the integral converges."""
    for value, stated in by_heart(f, x, *bounds):
        conditions = tuple(c for c in sp.And.make_args(stated) if c is not sp.true)
        if sp.false not in conditions:
            return [LimitCase(conditions, Verdict("finite", tidy(value)), {})]
    return []


def _pole_between(f: sp.Expr, antiderivative: sp.Expr, x: sp.Symbol, low: sp.Expr, high: sp.Expr) -> Approach | None:
    """Return the side of a zero of a linear divisor that is certain to be between the bounds, where it diverges."""
    for divisor in sp.Mul.make_args(sp.factor(sp.denom(sp.together(f)))):
        base = divisor.as_base_exp()[0]
        if (a := slope(base, x)) is not None:
            place = sp.expand(-base.subs(x, 0) / a)
            if sign_under_assumptions(place - low) == sign_under_assumptions(high - place) == 1:
                side = Approach(x, place, -1)
                if one_sided_limit(antiderivative, side).kind in ("+inf", "-inf"):
                    return side
    return None


def _without_cuts(functions: list[sp.Expr], x: sp.Symbol, low: sp.Expr, high: sp.Expr) -> tuple[sp.Basic, ...]:
    """Return the conditions on a bound that is a letter, under which there is no pole or jump between the bounds."""
    letters = [end for end in (low, high) if end.is_Symbol]
    fixed = [end for end in (low, high) if end.is_number and end.is_finite]
    if not letters or not fixed or functions[0].free_symbols != {x}:
        return ()
    (a,), (c,) = letters, fixed
    sides = {point: sign_at(point - c, {}) for point in seams(functions, x, searched=(c - FAR, c + FAR)).points}
    start = [c] if 0 in sides.values() and a == high else [point for point, side in sides.items() if side == -1]
    end = [c] if 0 in sides.values() and a == low else [point for point, side in sides.items() if side == 1]
    bounds = [*((sp.Gt, point) for point in start[-1:]), *((sp.Lt, point) for point in end[:1])]
    known = (
        (relation(a, point), sign_under_assumptions((a - point) * (1 if relation is sp.Gt else -1)))
        for relation, point in bounds
    )
    return tuple(condition for condition, sign in known if sign != 1)


def _is_confirmed(f: sp.Expr, x: sp.Symbol, bounds: Bounds, case: LimitCase, between: Sequence[sp.Basic]) -> bool:
    """Return True if what a case says is right for some numbers in it, and wrong for none of those tried."""
    g, low, high = (e.xreplace(case.values) for e in (f, *bounds))
    letters = sorted((g.free_symbols | low.free_symbols | high.free_symbols) - {x}, key=str)
    told = sp.Tuple(*between, *case.conditions, case.verdict.value or sp.S.Zero).free_symbols
    agreed = []
    for row in _EXAMPLES:
        at = dict(within({a: sp.Rational(row[i % len(row)]) + i // len(row) for i, a in enumerate(letters)}))
        named = {a: at[b] for a in told for b in letters if a.name == b.name}
        conditions = [c.xreplace(named) for c in (*between, *case.conditions)]
        if case.verdict.value is None or all_hold(conditions, {}) is False:
            continue
        value = case.verdict.value.xreplace(at | named)
        agreed.append(_agrees(g.xreplace(at), x, (low.xreplace(at), high.xreplace(at)), value))
    return True in agreed and False not in agreed


def _agrees(g: sp.Expr, x: sp.Symbol, bounds: Bounds, value: sp.Expr) -> bool | None:
    """Return whether the integral of g has the value, no number if it diverges; None if there is no such integral."""
    with suppress(UndefinedError, UnsupportedError):
        number, sign = in_order(*bounds, partial(as_number, g, x))
        if value in NO_NUMBERS or not number.converges:
            return None if number.converges is None else (value in NO_NUMBERS) is not number.converges
        return None if number.measured is None else number.measured.is_near(sign * value)
    return None
