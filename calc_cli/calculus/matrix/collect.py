"""The form that is shortest to read: common factors taken out of sums, 2Aᵀ(Ax − b), (A + Aᵀ)x, sigmoid.

Every rewriting is an identity of matrix algebra; `verify` holds the result against the expression that was typed.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from math import gcd, lcm
from typing import NamedTuple

from calc_cli.calculus.matrix import arithmetic as m, expression as ex
from calc_cli.calculus.matrix.expression import Expr
from calc_cli.calculus.matrix.operations import apply
from calc_cli.calculus.matrix.records import expand, rebuild

_MOST_TERMS = 12


def collected(e: Expr) -> Expr:
    """Return `e` in a shorter form, or as it is."""
    e = rebuild(e, [collected(part) for part in e.args])
    if isinstance(e, ex.Hadamard | ex.Mul):
        e = _logistic(e)
    if isinstance(e, ex.Add):
        e = _with_steps_turned(e)
    if isinstance(e, ex.Add):
        e = _shortest(e)
    c, body = m.split(e)
    if c < 0 and isinstance(body, ex.Add) and all(m.split(term)[0] < 0 for term in body.args):
        return m.multiply(m.number(-c), m.add(*map(m.negative, body.args)))  # a + b, not -(-a - b)
    if isinstance(e, ex.Add) and e.shape[0] == 1 != e.shape[1]:
        return ex.Transpose(e.shape, (m.transpose(e),))  # (x - a)ᵀ, not xᵀ - aᵀ
    return e


# Sums


def _with_steps_turned(e: ex.Add) -> Expr:
    """Return a sum with heaviside(-u) for 1 - heaviside(u), which is the same at 0, too."""
    for term in e.args:
        step = m.negative(term)
        if isinstance(step, ex.Map) and step.function == "heaviside" and m.ones(e.shape) in e.args:
            u = step.args[0]
            turned = apply("heaviside", m.add(*map(m.negative, u.args)) if isinstance(u, ex.Add) else m.negative(u))
            return m.add(*[part for part in e.args if part not in (term, m.ones(e.shape))], turned)
    return e


class Term(NamedTuple):
    """c · scalars · chain: the scalars commute, the chain does not."""

    coefficient: Fraction
    scalars: tuple[Expr, ...]
    chain: tuple[Expr, ...]


def _term(e: Expr) -> Term:
    coefficient, body = m.split(e)
    scalars, chain = ([body], []) if m.is_dot(body) else m.split_scalars(body)
    return Term(coefficient, tuple(scalars), tuple(chain))


def _shortest(e: ex.Add) -> Expr:
    """Return the sum with common factors taken out, or if shorter multiplied out: (1 - y)s - y(1 - s) is s - y."""
    factored = _factored(e)
    if not any(isinstance(part, ex.Add) for term in e.args for part in (*term.args, *_of_entries(term))):
        return factored
    expanded = expand(e)
    other = _factored(expanded) if isinstance(expanded, ex.Add) else expanded
    return other if ex.size(other) < ex.size(factored) else factored


def _of_entries(e: Expr) -> Sequence[Expr]:
    return [part for factor in e.args if isinstance(factor, ex.Hadamard) for part in factor.args]


def _factored(e: ex.Add) -> Expr:
    """Return the sum with factors that terms share taken out, while that makes it shorter."""
    terms = list(e.args)
    while len(terms) > 1:
        if len(terms) > _MOST_TERMS:
            break
        merged = [
            (ex.size(terms[i]) + ex.size(terms[j]) + 1 - ex.size(whole), -i, -j, whole)
            for i, j in combinations(range(len(terms)), 2)
            if (whole := _merged(terms[i], terms[j])) is not None
        ]
        best = max(merged, key=lambda row: row[:3], default=None)
        if best is None or best[0] <= 0:
            break
        _, i, j, whole = best
        terms[-i] = whole
        del terms[-j]
    return _content(terms)


def _merged(a: Expr, b: Expr) -> Expr | None:
    """Return a + b as one product, None if they share no factor."""
    s, t = _term(a), _term(b)
    shared = tuple(scalar for scalar in s.scalars if scalar in t.scalars)
    left = _common(s.chain, t.chain)
    right = _common(s.chain[left:][::-1], t.chain[left:][::-1])
    rests = [term.chain[left : len(term.chain) - right] for term in (s, t)]
    if (not left and not right and not shared) or (any(rests) and not all(rests)):
        return None
    number_shared = _shared_number([s.coefficient, t.coefficient])
    inner = []
    for term, rest in zip((s, t), rests, strict=True):
        scalars = list(term.scalars)
        for scalar in shared:
            scalars.remove(scalar)
        inner.append(m.multiply(m.number(term.coefficient / number_shared), *scalars, *rest))
    chain = s.chain
    outer = m.multiply(m.number(number_shared), *shared)
    return m.multiply(outer, *chain[:left], m.add(*inner), *chain[len(chain) - right :])


def _common(a: Sequence[Expr], b: Sequence[Expr]) -> int:
    """Return how many factors at the start are equal."""
    count = 0
    while count < min(len(a), len(b)) and a[count] == b[count]:
        count += 1
    return count


def _shared_number(values: Sequence[Fraction]) -> Fraction:
    """Return what the numbers have in common, with the sign of the first."""
    divisor = Fraction(gcd(*(v.numerator for v in values)), lcm(*(v.denominator for v in values)))
    return -divisor if values[0] < 0 and all(v < 0 for v in values) else divisor


def _content(terms: list[Expr]) -> Expr:
    """Return the sum of the terms with the number that they share taken out: 2a + 2b as 2(a + b)."""
    whole = m.add(*terms)
    if not isinstance(whole, ex.Add):
        return whole
    shared = _shared_number([m.split(term)[0] for term in whole.args])
    if abs(shared) == 1 or any(isinstance(term, ex.Rational) for term in whole.args):
        return whole
    inner = m.add(*[m.multiply(m.number(1 / shared), term) for term in whole.args])
    return ex.Mul(whole.shape, (m.number(shared), inner))


# The logistic function


def _logistic(e: Expr) -> Expr:
    """Return a product with sigmoid(u) for exp(u)/(1 + exp(u)) or 1/(1 + exp(-u)), entry by entry."""
    kind = ex.EntryPower if isinstance(e, ex.Hadamard) else ex.Pow
    for factor in e.args:
        is_divisor = isinstance(factor, kind) and factor.args[1] == m.MINUS_ONE
        u = _exponent(factor.args[0]) if is_divisor else None
        if u is not None:
            others = [part for part in e.args if part != factor]
            above = apply("exp", u)
            if above not in others:
                return rebuild(e, [*others, apply("sigmoid", m.negative(u))])
            others.remove(above)
            return rebuild(e, [*others, apply("sigmoid", u)])
    return e


def _exponent(e: Expr) -> Expr | None:
    """Return the u of 1 + exp(u), None of all else."""
    match e:
        case ex.Add(args=(one, ex.Map(function="exp") as power) | (ex.Map(function="exp") as power, one)):
            return power.args[0] if one == m.ones(e.shape) else None
    return None
