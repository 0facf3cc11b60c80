"""The normal form as an expression of SymPy, with sin/cos written as tan and powers of one base as one power."""

import sympy as sp

from calc_cli.algebra.identities import in_sine_and_cosine, shortest
from calc_cli.algebra.normal.generators import Factored, Generators, Powers
from calc_cli.algebra.normal.polynomial import Number, Polynomial, scaled
from calc_cli.algebra.power import power


def expression(table: Generators, value: Factored) -> sp.Expr:
    """Return the product as an expression."""
    coefficient, powers = _with_quotients_of_angles(table, value)
    negated = _sum_to_negate(table, powers) if coefficient < 0 else None
    factors = _exponentials(table, powers)
    for g, e in powers.items():
        if g == negated:
            coefficient = -coefficient
            factors.append(sum_of(table, scaled(table.polynomial(g) or {}, -1)))
        elif e == 1:
            factors.append(of_generator(table, g))
        else:
            factors.append(power(of_generator(table, g), sp.Rational(e)))
    return factors[0] if coefficient == 1 == len(factors) else sp.Mul(sp.Rational(coefficient), *factors)


def of_generator(table: Generators, g: int) -> sp.Expr:
    """Return the generator as an expression."""
    generator = table[g]
    if generator.expression is None:
        if generator.polynomial is not None:
            generator.expression = sum_of(table, generator.polynomial)
        elif generator.radicand is not None:
            generator.expression = expression(table, generator.radicand)
        elif generator.of_power is not None:
            generator.expression = sp.Pow(*generator.of_power)
    return generator.expression


def sum_of(table: Generators, p: Polynomial) -> sp.Expr:
    """Return the polynomial as a sum."""
    return sp.Add(*[expression(table, table.reduced(c, dict(m))) for m, c in p.items()])


def _exponentials(table: Generators, powers: Powers) -> list[sp.Expr]:
    """Take the powers b^t out and return them, one factor a base: e^(2x)*e^y as e^(2x + y), x^n/x as x^(n - 1)."""
    exponents: dict[sp.Expr, list[sp.Expr]] = {}
    merging: dict[sp.Expr, int] = {}
    for g in [g for g in powers if table[g].of_power is not None]:
        base, t = table[g].of_power or (sp.E, sp.S.One)
        exponents.setdefault(base, []).append(sp.Mul(sp.Rational(powers.pop(g)), t))
        known = table.number_of(base)
        if t.is_Symbol and known is not None:
            merging[base] = known
    for base, g in merging.items():
        if g in powers:
            exponents[base].append(sp.Rational(powers.pop(g)))
    return [sp.Pow(base, sp.Add(*terms)) for base, terms in exponents.items()]


def _sum_to_negate(table: Generators, powers: Powers) -> int | None:
    """Return the sum, if there is just one above the bar, that can take a minus sign in."""
    sums = [(g, p) for g, e in powers.items() if e == 1 and (p := table.polynomial(g))]
    return sums[0][0] if len(sums) == 1 and any(c < 0 for c in sums[0][1].values()) else None


def _with_quotients_of_angles(table: Generators, value: Factored) -> tuple[Number, Powers]:
    """Return coefficient and powers with sin/cos as tan, 1/cos as sec, tan*cos as sin.

    Below a sum they stay: (sin x - x cos x)/sin(x)^2. Of half an angle 1/(sin(x/2)*cos(x/2)) is 2/sin x.
    """
    coefficient, powers = value.coefficient, dict(value.powers)
    if not table.angles:
        return coefficient, powers
    below_a_sum = any(e > 0 and _is_sum(table, g) for g, e in powers.items())
    for angle, known in list(table.angles.items()):
        present = {k: int(powers[g]) for k, g in known.items() if g in powers and powers[g].denominator == 1}
        if not present or (len(present) == 1 and min(present.values()) > 0):
            continue
        a, b = in_sine_and_cosine(present)
        for kind in present:
            del powers[known[kind]]
        if a == b < 0 and any(term.as_coeff_Mul()[0].q == 2 for term in sp.Add.make_args(angle[1])):
            coefficient *= 2**-a
            angle, a, b = (angle[0], 2 * angle[1]), a, 0
        short = [("sin", a), ("cos", b)] if below_a_sum and min(a, b) < 0 and a + b else shortest(a, b)
        for kind, n in short:
            if n:
                g = table.of_angle(angle, kind + "h" if angle[0] else kind)
                powers[g] = powers.get(g, 0) + n
    return coefficient, {g: e for g, e in powers.items() if e}


def _is_sum(table: Generators, g: int) -> bool:
    generator = table[g]
    return generator.polynomial is not None or (generator.expression is not None and generator.expression.is_Add)
