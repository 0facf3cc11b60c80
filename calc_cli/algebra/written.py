"""Products of generators and polynomials in them, turned back into expressions."""

import sympy as sp

from calc_cli.algebra.generators import Factored, Generators, Powers, rational
from calc_cli.algebra.identities import in_sine_and_cosine, shortest
from calc_cli.algebra.polynomial import Polynomial, scaled
from calc_cli.algebra.power import power


class Written(Generators):
    """Generators that can be written down."""

    __slots__ = ()

    def display(self, g: int) -> sp.Expr:
        """Return the generator as it prints."""
        generator = self.generators[g]
        if generator.display is None:
            if generator.polynomial is not None:
                generator.display = self.written(generator.polynomial)
            elif generator.inside is not None:
                generator.display = self.displayed(generator.inside)
            elif generator.of_power is not None:
                generator.display = sp.Pow(*generator.of_power)
        return generator.display

    def written(self, p: Polynomial) -> sp.Expr:
        """Return the polynomial as a sum."""
        return sp.Add(*[self.displayed(self.simple(c, dict(m))) for m, c in p.items()])

    def displayed(self, value: Factored) -> sp.Expr:
        """Return the product as an expression, sin/cos as tan and the like."""
        coefficient, powers = value.coefficient, self.folded(value.powers)
        turned = self._reversible(powers) if coefficient < 0 else None
        factors = self._exponentials(powers)
        for g, e in powers.items():
            if g == turned:
                coefficient = -coefficient
                factors.append(self.written(scaled(self.polynomial_of(g) or {}, -1)))
            elif e == 1:
                factors.append(self.display(g))
            else:
                factors.append(power(self.display(g), rational(e)))
        return factors[0] if coefficient == 1 == len(factors) else sp.Mul(rational(coefficient), *factors)

    def _exponentials(self, powers: Powers) -> list[sp.Expr]:
        """Take the powers b^t out and return them, one factor a base: e^(2x)*e^y as e^(2x + y), x^n/x as x^(n - 1)."""
        exponents: dict[sp.Expr, list[sp.Expr]] = {}
        merging: dict[sp.Expr, int] = {}
        for g in [g for g in powers if self.generators[g].of_power is not None]:
            base, t = self.generators[g].of_power or (sp.E, sp.S.One)
            exponents.setdefault(base, []).append(sp.Mul(rational(powers.pop(g)), t))
            if t.is_Symbol and base in self.numbers:
                merging[base] = self.numbers[base]
        for base, g in merging.items():
            if g in powers:
                exponents[base].append(rational(powers.pop(g)))
        return [sp.Pow(base, sp.Add(*terms)) for base, terms in exponents.items()]

    def _reversible(self, powers: Powers) -> int | None:
        """The sum, if there is just one above the bar, that can take a minus sign in."""
        sums = [(g, p) for g, e in powers.items() if e == 1 and (p := self.polynomial_of(g))]
        return sums[0][0] if len(sums) == 1 and any(c < 0 for c in sums[0][1].values()) else None

    def folded(self, powers: Powers) -> Powers:
        """Return a copy with sin/cos as tan, 1/cos as sec, tan*cos as sin.

        Below a sum they stay: (sin x - x cos x)/sin(x)^2.
        """
        powers = dict(powers)
        if not self.angles:
            return powers
        below_a_sum = any(e > 0 and self._is_sum(g) for g, e in powers.items())
        for angle, known in list(self.angles.items()):
            present = {k: int(powers[g]) for k, g in known.items() if g in powers and powers[g].denominator == 1}
            if not present or (len(present) == 1 and min(present.values()) > 0):
                continue
            a, b = in_sine_and_cosine(present)
            for kind in present:
                del powers[known[kind]]
            short = [("sin", a), ("cos", b)] if below_a_sum and min(a, b) < 0 and a + b else shortest(a, b)
            for kind, n in short:
                if n:
                    g = self.of_angle(angle, kind + "h" if angle[0] else kind)
                    powers[g] = powers.get(g, 0) + n
        return {g: e for g, e in powers.items() if e}

    def _is_sum(self, g: int) -> bool:
        generator = self.generators[g]
        return generator.polynomial is not None or (generator.display is not None and generator.display.is_Add)
