"""The common core of all formats of matrix expressions: signs, brackets, the factors above and below a fraction bar."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from calc_cli.calculus.matrix.expression import (
    SCALAR,
    Add,
    Det,
    Diag,
    Diagonal,
    Dim,
    EntryPower,
    EntrySum,
    Expr,
    Hadamard,
    Identity,
    Inv,
    Irrational,
    LogSumExp,
    Map,
    Mul,
    Norm,
    Ones,
    Pow,
    Rational,
    Softmax,
    Symbol,
    Trace,
    Transpose,
    Zero,
)
from calc_cli.render.binding import Binding


class Part(NamedTuple):
    """Something written, and how tightly it holds together."""

    text: str
    level: Binding


class Signed(NamedTuple):
    """A term or product as its sign and the rest: numbers, factors above and below the fraction bar."""

    negative: bool
    above: list[Expr]
    below: list[Expr]


class Writer(ABC):
    """One method a kind of expression; the abstract methods at the end are the format. What is `named` is not told."""

    named: Mapping[Expr, str] = {}

    def text(self, e: Expr, level: Binding = Binding.SUM) -> str:
        """Return `e`, in brackets if it does not hold together as tightly as `level`."""
        part = self.part(e)
        return part.text if part.level >= level else self.fenced(part.text)

    def part(self, e: Expr) -> Part:
        if e in self.named:
            return Part(self.named[e], Binding.ATOM)
        rule = _RULES.get(type(e))
        if rule is not None:
            return rule(self, e)
        return Part(self.call(_NAMES[type(e)], [self.text(part) for part in e.args]), Binding.ATOM)

    # Sums and products

    def sum(self, e: Expr) -> Part:
        terms = [(self.signed(term), self.absorbed(term, e)) for term in e.args]
        first = next((i for i, (term, _) in enumerate(terms) if not term.negative), 0)
        terms.insert(0, terms.pop(first))  # b - a, not -a + b
        parts = [(term.negative, self.unsigned(term, absorbed)) for term, absorbed in terms]
        return Part(self.signs(parts), Binding.SUM)

    def absorbed(self, term: Expr, whole: Expr) -> bool:
        """Return True if a number times ones can be written as the number alone, being added to every entry."""
        if not isinstance(term, Ones) and not (isinstance(term, Mul) and isinstance(term.args[-1], Ones)):
            return False
        entries = (Map, Hadamard, EntryPower)
        others = [t.args[-1] if isinstance(t, Mul) and len(t.args) == 2 else t for t in whole.args if t != term]
        is_number = isinstance(term, Ones) or all(isinstance(part, Rational) for part in term.args[:-1])
        is_safe = 1 in whole.shape or any(isinstance(other, entries) for other in others)
        return is_number and is_safe and len(others) == len(whole.args) - 1 and not all(map(_is_ones, others))

    def unsigned(self, term: Signed, absorbed: bool) -> str:
        above = [part for part in term.above if not isinstance(part, Ones)] if absorbed else term.above
        return self.ratio(above or [Rational(SCALAR, (), Fraction(1))], term.below, Binding.ENTRIES).text

    def product(self, e: Expr) -> Part:
        found = self.signed(e)
        part = self.ratio(found.above, found.below, Binding.PRODUCT if found.negative else Binding.ENTRIES)
        return Part(self.signs([(True, part.text)]), Binding.SUM) if found.negative else part

    def signed(self, e: Expr) -> Signed:
        """Take `e` apart: 2/3 and powers below 0 go under the bar."""
        factors = list(e.args) if isinstance(e, Mul) else [e]
        number = Fraction(1)
        above: list[Expr] = []
        below: list[Expr] = []
        for factor in factors:
            if isinstance(factor, Rational):
                number *= factor.value
            elif isinstance(factor, Pow) and factor.shape == SCALAR and (opposite := self.opposite(factor)):
                below.append(opposite)
            else:
                above.append(factor)
        size = abs(number)
        if size.numerator != 1 or not above:
            above.insert(0, Rational(SCALAR, (), Fraction(size.numerator)))
        if size.denominator != 1:
            below.insert(0, Rational(SCALAR, (), Fraction(size.denominator)))
        return Signed(number < 0, above, below)

    def opposite(self, e: Expr) -> Expr | None:
        """Return the d of a power that is written 1/d, None if its exponent is not negative."""
        base, exponent = e.args
        if not isinstance(exponent, Rational) or exponent.value >= 0:
            return None
        positive = Rational(SCALAR, (), -exponent.value)
        return base if positive.value == 1 else Pow(SCALAR, (base, positive))

    def ratio(self, above: Sequence[Expr], below: Sequence[Expr], alone: Binding) -> Part:
        """Factors over factors; a single one needs to hold together only as tightly as `alone`."""
        if not below:
            if len(above) == 1:
                part = self.part(above[0])
                return part if part.level >= alone else Part(self.fenced(part.text), Binding.ATOM)
            return Part(self.row(self.runs(above)), Binding.PRODUCT)
        return self.fraction(above, below)

    def runs(self, factors: Sequence[Expr]) -> list[Part]:
        """Return the factors, equal matrices beside each other as a power."""
        parts: list[Part] = []
        i = 0
        while i < len(factors):
            j = i + 1
            while j < len(factors) and factors[j] == factors[i] and factors[i].shape != SCALAR:
                j += 1
            if j - i > 1:
                parts.append(Part(self.power(factors[i], str(j - i)), Binding.POWER))
            else:
                parts.append(self.factor(factors[i]))
            i = j
        return parts

    def factor(self, e: Expr) -> Part:
        part = self.part(e)
        return part if part.level >= Binding.PRODUCT else Part(self.fenced(part.text), Binding.ATOM)

    def hadamard(self, e: Expr) -> Part:
        above: list[Expr] = []
        below: list[Expr] = []
        for factor in e.args if isinstance(e, Hadamard) else (e,):
            exponent = factor.args[1] if isinstance(factor, EntryPower) else None
            if isinstance(exponent, Rational) and exponent.value < 0:
                positive = Rational(SCALAR, (), -exponent.value)
                base = factor.args[0]
                below.append(base if positive.value == 1 else EntryPower(factor.shape, (base, positive)))
            else:
                above.append(factor)
        return Part(self.entries(above, below), Binding.ENTRIES)

    def entry_power(self, e: Expr) -> Part:
        exponent = e.args[1]
        if isinstance(exponent, Rational) and exponent.value < 0:
            return self.hadamard(e)
        return Part(self.raised_entries(e.args[0], exponent), Binding.POWER)

    def scalar_power(self, e: Expr) -> Part:
        base, exponent = e.args
        if self.opposite(e) is not None:
            found = self.signed(e)
            return self.ratio(found.above, found.below, Binding.ENTRIES)
        if isinstance(exponent, Rational) and exponent.value == Fraction(1, 2):
            return Part(self.root(self.text(base)), Binding.ATOM)
        return Part(self.power(base, self.text(exponent)), Binding.POWER)

    # The rest

    def number(self, e: Expr) -> Part:
        assert isinstance(e, Rational)
        found = self.signed(e)
        if found.below:
            return self.product(e)
        digits = self.digits(abs(e.value.numerator))
        return Part(self.signs([(True, digits)]), Binding.SUM) if found.negative else Part(digits, Binding.ATOM)

    def turned(self, e: Expr) -> Part:
        inner = e.args[0]
        if isinstance(inner, Inv):
            return Part(self.inverse_turned(inner.args[0]), Binding.POWER)
        return Part(self.transpose(inner), Binding.POWER)

    def inverted(self, e: Expr) -> Part:
        return Part(self.inverse(e.args[0]), Binding.POWER)

    def norm(self, e: Expr) -> Part:
        operand, p = e.args
        is_euclidean = isinstance(p, Rational) and p.value == 2
        is_matrix = 1 not in operand.shape
        return Part(self.bars(operand, "F" if is_matrix else "" if is_euclidean else self.text(p)), Binding.ATOM)

    def mapped(self, e: Expr) -> Part:
        assert isinstance(e, Map)
        if e.function == "exp" and e.shape == SCALAR and self.writes_e:
            return Part(self.power(Irrational(SCALAR, (), "e"), self.text(e.args[0])), Binding.POWER)
        if e.function == "abs" and e.shape == SCALAR:
            return Part(self.absolute(self.text(e.args[0])), Binding.ATOM)
        return Part(self.call(e.function, [self.text(e.args[0])]), Binding.ATOM)

    def constant(self, e: Expr) -> Part:
        assert isinstance(e, Irrational)
        return Part(self.letter(e.name, e), Binding.ATOM)

    def symbol(self, e: Expr) -> Part:
        assert isinstance(e, Symbol)
        return Part(self.letter(e.name, e), Binding.ATOM)

    def unit(self, e: Expr) -> Part:
        return Part(self.letter("I", e), Binding.ATOM)

    def filled(self, e: Expr) -> Part:
        return Part(self.fill("ones" if isinstance(e, Ones) else "zeros", e.shape), Binding.POWER)

    # The format

    writes_e = False
    """True if exp(u) of a scalar is written as a power of e."""

    @abstractmethod
    def signs(self, terms: Sequence[tuple[bool, str]]) -> str:
        """Terms, each with whether it is subtracted."""

    @abstractmethod
    def row(self, factors: Sequence[Part]) -> str:
        """Factors beside each other."""

    @abstractmethod
    def fraction(self, above: Sequence[Expr], below: Sequence[Expr]) -> Part:
        """Return a product over a product of scalars."""

    @abstractmethod
    def entries(self, above: Sequence[Expr], below: Sequence[Expr]) -> str:
        """Return a product and quotient of entries."""

    @abstractmethod
    def raised_entries(self, base: Expr, exponent: Expr) -> str:
        """Return a power of entries."""

    @abstractmethod
    def power(self, base: Expr, exponent: str) -> str:
        """Return a power."""

    @abstractmethod
    def root(self, radicand: str) -> str:
        """Return a square root."""

    @abstractmethod
    def transpose(self, e: Expr) -> str:
        """Return a transpose."""

    @abstractmethod
    def inverse(self, e: Expr) -> str:
        """Return an inverse."""

    @abstractmethod
    def inverse_turned(self, e: Expr) -> str:
        """Return the transpose of an inverse."""

    @abstractmethod
    def bars(self, e: Expr, kind: str) -> str:
        """Return a norm with its subscript."""

    @abstractmethod
    def absolute(self, text: str) -> str:
        """Return the absolute value of a scalar."""

    @abstractmethod
    def call(self, name: str, arguments: Sequence[str]) -> str:
        """Return a function by its canonical name."""

    @abstractmethod
    def letter(self, name: str, e: Expr) -> str:
        """Return a variable, a constant or the identity."""

    @abstractmethod
    def digits(self, value: int) -> str:
        """Return a whole number, not negative."""

    @abstractmethod
    def fill(self, name: str, shape: tuple[Dim, Dim]) -> str:
        """`ones` or `zeros` of a shape."""

    @abstractmethod
    def fenced(self, text: str) -> str:
        """Brackets."""


def _is_ones(e: Expr) -> bool:
    return isinstance(e, Ones)


_NAMES: dict[type[Expr], str] = {
    Trace: "tr",
    Det: "det",
    EntrySum: "sum",
    Diag: "diag",
    Diagonal: "diag",
    Softmax: "softmax",
    LogSumExp: "logsumexp",
}

_RULES: dict[type[Expr], Callable[..., Part]] = {
    Rational: Writer.number,
    Irrational: Writer.constant,
    Symbol: Writer.symbol,
    Identity: Writer.unit,
    Ones: Writer.filled,
    Zero: Writer.filled,
    Add: Writer.sum,
    Mul: Writer.product,
    Pow: Writer.scalar_power,
    Transpose: Writer.turned,
    Inv: Writer.inverted,
    Norm: Writer.norm,
    Map: Writer.mapped,
    Hadamard: Writer.hadamard,
    EntryPower: Writer.entry_power,
}
