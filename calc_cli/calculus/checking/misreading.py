"""What an expression is taken for in algebra: brackets or signs lost, a sum pulled apart, a term alone cancelled."""

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

import sympy as sp

from calc_cli.algebra import unevaluated
from calc_cli.algebra.evaluate import evaluator
from calc_cli.algebra.unevaluated import is_divisor

Misread = tuple[sp.Expr, sp.Expr, sp.Expr]
"""The whole as it was misread, the part, and what was made of it."""


Misreading = Callable[[sp.Expr], Iterator[sp.Expr]]
"""Yields what the whole of an expression is taken for."""


def everywhere(e: sp.Expr, misreading: Misreading) -> Iterator[Misread]:
    """Yield `e` with the whole or a part of it misread, one place at a time."""
    for changed in misreading(e):
        yield changed, e, changed
    is_open = isinstance(e, sp.Expr) and not isinstance(e, sp.Piecewise | sp.Integral)
    for i, part in enumerate(e.args if is_open else ()):
        for inner, before, after in everywhere(part, misreading):
            yield unevaluated.replace_argument(e, i, inner), before, after


def pulled_apart(e: sp.Expr) -> Iterator[sp.Expr]:
    """Yield (a + b)^n as a^n + b^n, and f(a + b) as f(a) + f(b)."""
    if (e.is_Pow or isinstance(e, sp.Function)) and e.args and e.args[0].is_Add:
        terms = e.args[0].args
        yield unevaluated.add(_of_term(e, term) for term in terms)
        if any(term.could_extract_minus_sign() for term in terms):  # (a - b)^2 as a^2 - b^2
            yield unevaluated.add(_signed(e, term) for term in terms)


def _factor_alone(e: sp.Expr) -> Iterator[sp.Expr]:
    """Yield (2x)^2 as 2x^2."""
    if e.is_Pow and e.base.is_Mul and not e.exp.has(*e.base.free_symbols):
        factor, *rest = e.base.args
        if factor.is_number and rest:
            yield unevaluated.mul([factor, unevaluated.power(unevaluated.mul(rest), e.exp)])


def _exponents_added(e: sp.Expr) -> Iterator[sp.Expr]:
    """Yield (x^3)^2 as x^5."""
    if e.is_Pow and e.base.is_Pow and e.exp.is_Rational and e.base.exp.is_Rational:
        yield unevaluated.power(e.base.base, e.base.exp + e.exp)


def _exponents_multiplied(e: sp.Expr) -> Iterator[sp.Expr]:
    """Yield x^2 x^3 as x^6."""
    bases, exponents = zip(*(f.as_base_exp() for f in e.args), strict=True) if e.is_Mul else ((), ())
    if sp.S.One not in exponents and len(set(bases)) == 1 < len(exponents):
        yield unevaluated.power(bases[0], sp.Mul(*exponents))


def _logarithms_multiplied(e: sp.Expr) -> Iterator[sp.Expr]:
    """Yield ln(2x) as ln(2) ln(x)."""
    if isinstance(e, sp.log) and e.args[0].is_Mul:
        yield unevaluated.mul(sp.log(factor, evaluate=False) for factor in e.args[0].args)


def _exponent_upside_down(e: sp.Expr) -> Iterator[sp.Expr]:
    """Yield sqrt(x^3) as x^(2/3)."""
    base, n = e.base.as_base_exp() if e.is_Pow and e.exp.is_Rational else (e, sp.S.One)
    if n != 1 and n.is_Rational and not (exponent := n * e.exp).is_Integer and exponent != 0:
        yield unevaluated.power(base, 1 / exponent)


def _logarithm_of_power(e: sp.Expr) -> Iterator[sp.Expr]:
    """Yield (ln x)^2 as 2 ln(x), and 2 ln x as ln(2x)."""
    if e.is_Pow and isinstance(e.base, sp.log) and e.exp.is_Integer:
        yield unevaluated.mul([e.exp, e.base])
    if e.is_Mul and len(e.args) == 2 and e.args[0].is_Integer and isinstance(e.args[1], sp.log):
        yield sp.log(unevaluated.mul([e.args[0], e.args[1].args[0]]), evaluate=False)


def _unlike_added(e: sp.Expr) -> Iterator[sp.Expr]:
    """Yield 2x e^x + x^2 e^x as 3x^2 e^x: the coefficients of two terms of different letters are added."""
    terms = [evaluator().value(term).as_coeff_Mul() for term in (e.args if e.is_Add and len(e.args) < 4 else ())]
    for i, j in permutations(range(len(terms)), 2):
        (a, u), (b, v) = terms[i], terms[j]
        if u != v and (u.free_symbols or v.free_symbols):
            yield unevaluated.add([(a + b) * u, *(arg for k, arg in enumerate(e.args) if k not in (i, j))])


def _double_angles(e: sp.Expr) -> Iterator[sp.Expr]:
    """Yield 2 sin x cos x as cos 2x, sin^2 x as (1 + cos 2x)/2, sin 2x as sin x cos x."""
    waves = {f.func: f for f in e.args if isinstance(f, sp.sin | sp.cos)} if e.is_Mul else {}
    if len(waves) == 2 and len({f.args for f in waves.values()}) == 1:
        (u,) = waves[sp.sin].args
        others = [f for f in e.args if f not in waves.values()]
        yield unevaluated.mul([*others, sp.cos(2 * u) / 2])
        yield unevaluated.mul([*others, sp.sin(2 * u)])
    if e.is_Pow and isinstance(e.base, sp.sin | sp.cos) and e.exp == 2:
        cosine = sp.cos(2 * e.base.args[0])
        yield (1 + (cosine if isinstance(e.base, sp.sin) else -cosine)) / 2
        yield 1 + (-cosine if isinstance(e.base, sp.sin) else cosine)
    if isinstance(e, sp.sin) and (half := e.args[0] / 2).as_coeff_Mul()[0].is_Integer:
        yield sp.sin(half) * sp.cos(half)
        yield 2 * sp.sin(half)


def multiplied(e: sp.Expr) -> Iterator[sp.Expr]:
    """Yield e^3 as 3e."""
    if e.is_Pow or isinstance(e, sp.exp):
        base, exponent = e.as_base_exp()
        yield unevaluated.mul([exponent, base])


def _signed(e: sp.Expr, term: sp.Expr) -> sp.Expr:
    """Return what is made of a term, whose minus comes to the front."""
    is_negative = term.could_extract_minus_sign()
    of = _of_term(e, evaluator().value(-term) if is_negative else term)
    return unevaluated.mul([sp.S.NegativeOne, of]) if is_negative else of


def _of_term(e: sp.Expr, term: sp.Expr) -> sp.Expr:
    """Return what is made of a term alone; the root of 4x^2 is misread as 2x."""
    if e.is_Pow and e.exp.is_Rational and not e.exp.is_Integer and not term.is_negative:
        positive = {letter: sp.Dummy(positive=True) for letter in term.free_symbols}
        root = evaluator().value(term).xreplace(positive) ** e.exp
        return root.xreplace({stands: letter for letter, stands in positive.items()})
    return unevaluated.build(e.func, [term, *e.args[1:]])


def without_brackets(e: sp.Expr) -> Iterator[sp.Expr]:
    """Yield 2(x + 3) as 2x + 3, and e^(x + 3) as e^x + 3."""
    if e.is_Mul and not (len(e.args) == 2 and e.args[0] is sp.S.NegativeOne):
        for i, factor in enumerate(e.args):
            if factor.is_Add:
                first, *rest = factor.args
                yield unevaluated.add(
                    [unevaluated.mul([*e.args[:i], first]), *rest[:-1], unevaluated.mul([rest[-1], *e.args[i + 1 :]])]
                )
                for k, term in enumerate(factor.args):
                    alone = unevaluated.mul([*e.args[:i], term, *e.args[i + 1 :]])
                    yield unevaluated.add([*factor.args[:k], alone, *factor.args[k + 1 :]])
    elif (isinstance(e, sp.exp | sp.Function) and len(e.args) == 1 and e.args[0].is_Add) or (e.is_Pow and e.exp.is_Add):
        first, *rest = e.args[-1].args
        yield unevaluated.add([unevaluated.build(e.func, [*e.args[:-1], first]), *rest])


def with_brackets(e: sp.Expr) -> Iterator[sp.Expr]:
    """Yield 2x/x^2 + 1 as 2x/(x^2 + 1), and ln x^2 + 1 as ln(x^2 + 1): what the brackets were left out of."""
    for i, term in enumerate(e.args[:-1] if e.is_Add else ()):
        absorbed = _absorbed(term, e.args[i + 1 :])
        if absorbed is not None:
            yield unevaluated.add([*e.args[:i], absorbed])


def _absorbed(e: sp.Expr, more: Sequence[sp.Expr]) -> sp.Expr | None:
    """Return the term with `more` added in its last denominator, function or exponent."""
    if e.is_Mul:
        last = _absorbed(e.args[-1], more)
        return None if last is None else unevaluated.mul([*e.args[:-1], last])
    if is_divisor(e):
        return unevaluated.power(unevaluated.add([e.args[0], *more]), e.args[1])
    if e.is_Pow or (isinstance(e, sp.Function) and len(e.args) == 1):
        return unevaluated.build(e.func, [*e.args[:-1], unevaluated.add([e.args[-1], *more])])
    return None


def cancelled(e: sp.Expr) -> Iterator[sp.Expr]:
    """Yield (x^2 + 5)/x as x + 5: what divides one term alone is cancelled in it."""
    below = [factor for factor in e.args if is_divisor(factor)] if e.is_Mul else []
    sums = [factor for factor in e.args if factor.is_Add] if e.is_Mul else []
    if not below or len(sums) != 1:
        return
    others = [factor for factor in e.args if factor is not sums[0] and not is_divisor(factor)]
    for i, term in enumerate(sums[0].args):
        for divisor in _parts_of(below):
            quotient = sp.cancel(evaluator().value(unevaluated.mul([term, divisor])))
            if sp.fraction(quotient)[1].is_number and quotient != term:
                terms = [*sums[0].args[:i], quotient, *sums[0].args[i + 1 :]]
                rest = [factor for factor in _parts_of(below) if factor is not divisor]
                yield unevaluated.mul([*others, unevaluated.add(terms), *rest])


def _over_other_denominator(e: sp.Expr) -> Iterator[sp.Expr]:
    """Yield 1/x + 2 as (1 + 2)/x, and a + b/(2c) as (a c + b)/(2c): not everything is multiplied in."""
    for i, term in enumerate(e.args if e.is_Add else ()):
        factors = term.args if term.is_Mul else (term,)
        below = [factor for factor in factors if is_divisor(factor) and factor not in (1, -1)]
        parts, rest = _parts_of(below), unevaluated.add([*e.args[:i], *e.args[i + 1 :]])
        above = unevaluated.mul([factor for factor in factors if factor not in below])
        for left in range(len(parts)) if len(parts) > 1 else ():
            lacking = [1 / part for part in (*parts[:left], *parts[left + 1 :])]
            yield unevaluated.mul([unevaluated.add([above, unevaluated.mul([rest, *lacking])]), *below])
        if parts:
            yield unevaluated.mul([unevaluated.add([above, rest]), *below])


def without_conjugate(e: sp.Expr) -> Iterator[sp.Expr]:
    """Yield (sqrt(x+4) - 2)/x as (x + 4 - 4)/x: multiplied by the conjugate above the bar alone."""
    for i, squares, _ in _conjugated(e):
        yield unevaluated.replace_argument(e, i, squares) if e.is_Mul else squares


def with_half_a_conjugate(e: sp.Expr) -> Iterator[sp.Expr]:
    """Yield (sqrt(x+4) - 2)/x as (x + 4 - 4)/(x sqrt(x+4)), or with 2 alone below."""
    for i, squares, terms in _conjugated(e):
        for term in terms:
            wrong = unevaluated.mul([squares, unevaluated.power(term, sp.S.NegativeOne)])
            yield unevaluated.replace_argument(e, i, wrong) if e.is_Mul else wrong


def _not_squared(e: sp.Expr) -> Iterator[sp.Expr]:
    """Yield (sqrt(x+9) - 3)/x as (x + 9 - 3)/(x (sqrt(x+9) + 3)): the second square is forgotten, or its sign."""
    for i, _, (first, second) in _conjugated(e):
        below = unevaluated.power(first - second, sp.S.NegativeOne)
        for above in (first**2 + second, first**2 - second, first**2 + second**2):
            wrong = unevaluated.mul([above, below])
            yield unevaluated.replace_argument(e, i, wrong) if e.is_Mul else wrong


def _conjugated(e: sp.Expr) -> Iterator[tuple[int, sp.Expr, list[sp.Expr]]]:
    """Yield the place, a^2 - b^2 and a, b of each factor a + b with a root in it."""
    for i, factor in enumerate(sp.Mul.make_args(e)):
        if factor.is_Add and len(factor.args) == 2 and any(p.exp == sp.S.Half for p in factor.atoms(sp.Pow)):
            first, second = terms = [evaluator().value(term) for term in factor.args]
            yield i, sp.expand(first**2 - second**2), terms


def _parts_of(divisors: Sequence[sp.Expr]) -> list[sp.Expr]:
    """Return the divisors, x^2 as two."""
    powers = sp.Mul(*map(evaluator().value, divisors)).as_powers_dict().items()
    return [part for base, n in powers for part in ([1 / base] * -int(n) if n in (-2, -3) else [base**n])]


def signs_lost(e: sp.Expr) -> Iterator[sp.Expr]:
    """Yield -2(x - 3) as -2x - 6: the minus is not given to every term."""
    factors = [f for factor in e.args for f in (factor.args if factor.is_Mul else (factor,))] if e.is_Mul else []
    if not any(factor.is_Rational and factor.is_negative for factor in factors):
        return
    for i, factor in enumerate(factors):
        if factor.is_Add:
            others = [*factors[:i], *factors[i + 1 :]]
            positive = [-f if f.is_Rational and f.is_negative else f for f in others]
            first, *rest = factor.args
            yield unevaluated.add(
                [unevaluated.mul([*others, first]), *(unevaluated.mul([*positive, term]) for term in rest)]
            )


class Law(NamedTuple):
    """What holds in algebra, and how an expression is misread by who does not heed it; the rank of the mistake."""

    name: str
    said: str
    misreading: Misreading
    rank: int = 1


# fmt: off
LAWS = (
    Law("pulled apart", "a sum is not pulled apart like that", pulled_apart, 0),
    Law("factor outside the power", "the power is of every factor", _factor_alone, 0),
    Law("exponents added", "of a power of a power the exponents are multiplied", _exponents_added, 0),
    Law("exponents multiplied", "in a product of powers the exponents are added", _exponents_multiplied, 0),
    Law("logarithm of a product", "the logarithm of a product is the sum of the logarithms", _logarithms_multiplied, 0),
    Law("exponent upside down", "the root is the denominator of the exponent", _exponent_upside_down, 0),
    Law("logarithm of a power", "n ln x is the logarithm of x^n", _logarithm_of_power, 0),
    Law("unlike terms", "only like terms are added", _unlike_added, 3),
    Law("double angle", "sin(2u) is 2 sin(u) cos(u), and cos(2u) is 1 - 2 sin(u)^2", _double_angles),
    Law("common denominator", "over a common denominator every term is multiplied by what it lacks",
        _over_other_denominator),
    Law("a term cancelled", "only what divides every term can be cancelled", cancelled),
    Law("brackets lost", "the brackets are lost", without_brackets),
    Law("minus not distributed", "the minus is of every term", signs_lost),
    Law("power taken for a product", "a power is no product", multiplied, 2),
    Law("conjugate forgotten", "the conjugate is multiplied above and below the bar", without_conjugate, 0),
    Law("square of the conjugate", "(a - b)(a + b) is a^2 - b^2", _not_squared, 0),
    Law("half of the conjugate", "below the bar the conjugate has both its terms", with_half_a_conjugate, 0),
)
# fmt: on
