"""Matrix expressions on one line, which calc's matrix grammar reads again: 2*A.T*(A*x - b), x/norm(x), y .* z.

The other formats are subclasses, which override how a construct is written; what a sum, a product and a fraction are
made of, and where brackets are needed, is told here once.
"""

# ruff: noqa: N802 - methods bear the names of the classes

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from calc_cli.calculus.matrix.expression import (
    SCALAR,
    Dim,
    EntryPower,
    Expr,
    Hadamard,
    Inv,
    Irrational,
    Map,
    Mul,
    Ones,
    Pow,
    Rational,
    Symbol,
)
from calc_cli.calculus.matrix.records import RECORDS
from calc_cli.render.binding import Binding, ByClass, Text


def plain(e: Expr) -> str:
    """Return `e` in calc's input language."""
    return Plain().text(e)


def _flat(e: Expr) -> Iterator[Expr]:
    """Yield the factors of `e`, products of matrices within it taken apart: A B C; in (x^T x) x there is a number."""
    for factor in e.args if isinstance(e, Mul) else (e,):
        if isinstance(factor, Mul) and factor.shape != SCALAR:
            yield from _flat(factor)
        else:
            yield factor


class Signed(NamedTuple):
    """A term or product as its sign and the rest: numbers, factors above and below the fraction bar."""

    negative: bool
    above: list[Expr]
    below: list[Expr]


class Plain(ByClass):
    """One method a kind of expression, and at the end the format. What is `named` is not told."""

    named: Mapping[Expr, str] = {}

    def text(self, e: Expr, level: Binding = Binding.SUM) -> str:
        """Return `e`, in brackets if it does not hold together as tightly as `level`."""
        part = self.part(e)
        return part.text if part.level >= level else self.fenced(part.text)

    def part(self, e: Expr) -> Text:
        if e in self.named:
            return Text(self.named[e], Binding.ATOM)
        found: Text = self.method(e)(e)
        return found

    def on_Expr(self, e: Expr) -> Text:
        return Text(self.call(RECORDS[type(e)].name, [self.text(part) for part in e.args]), Binding.ATOM)

    # Sums and products

    def on_Add(self, e: Expr) -> Text:
        terms = [(self.signed(term), self.absorbed(term, e)) for term in e.args]
        first = next((i for i, (term, _) in enumerate(terms) if not term.negative), 0)
        terms.insert(0, terms.pop(first))  # b - a, not -a + b
        parts = [(term.negative, self.unsigned(term, absorbed)) for term, absorbed in terms]
        return Text(self.signs(parts), Binding.SUM)

    def absorbed(self, term: Expr, whole: Expr) -> bool:
        """Return True if a number times ones can be written as the number alone, being added to every entry."""
        if not isinstance(term, Ones) and not (isinstance(term, Mul) and isinstance(term.args[-1], Ones)):
            return False
        entries = (Map, Hadamard, EntryPower)
        others = [t.args[-1] if isinstance(t, Mul) and len(t.args) == 2 else t for t in whole.args if t != term]
        is_number = isinstance(term, Ones) or all(isinstance(part, Rational) for part in term.args[:-1])
        is_safe = 1 in whole.shape or any(isinstance(other, entries) for other in others)
        return (
            is_number
            and is_safe
            and len(others) == len(whole.args) - 1
            and not all(isinstance(other, Ones) for other in others)
        )

    def unsigned(self, term: Signed, absorbed: bool) -> str:
        above = [part for part in term.above if not isinstance(part, Ones)] if absorbed else term.above
        return self.ratio(above or [Rational(SCALAR, (), Fraction(1))], term.below, Binding.ENTRIES).text

    def on_Mul(self, e: Expr) -> Text:
        found = self.signed(e)
        part = self.ratio(found.above, found.below, Binding.PRODUCT if found.negative else Binding.ENTRIES)
        return Text(self.signs([(True, part.text)]), Binding.SUM) if found.negative else part

    def signed(self, e: Expr) -> Signed:
        """Take `e` apart: 2/3 and powers below 0 go under the bar."""
        factors = list(_flat(e))
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

    def ratio(self, above: Sequence[Expr], below: Sequence[Expr], alone: Binding) -> Text:
        """Factors over factors; a single one needs to hold together only as tightly as `alone`."""
        if not below:
            if len(above) == 1:
                part = self.part(above[0])
                return part if part.level >= alone else Text(self.fenced(part.text), Binding.ATOM)
            return Text(self.row(self.runs(above)), Binding.PRODUCT)
        return self.fraction(above, below)

    def runs(self, factors: Sequence[Expr]) -> list[Text]:
        """Return the factors, equal matrices beside each other as a power."""
        parts: list[Text] = []
        i = 0
        while i < len(factors):
            j = i + 1
            while j < len(factors) and factors[j] == factors[i] and factors[i].shape != SCALAR:
                j += 1
            if j - i > 1:
                parts.append(Text(self.power(factors[i], str(j - i)), Binding.POWER))
            else:
                parts.append(self.factor(factors[i]))
            i = j
        return parts

    def factor(self, e: Expr) -> Text:
        part = self.part(e)
        return part if part.level >= Binding.PRODUCT else Text(self.fenced(part.text), Binding.ATOM)

    def on_Hadamard(self, e: Expr) -> Text:
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
        return Text(self.entries(above, below), Binding.ENTRIES)

    def on_EntryPower(self, e: Expr) -> Text:
        exponent = e.args[1]
        if isinstance(exponent, Rational) and exponent.value < 0:
            return self.on_Hadamard(e)
        return Text(self.raised_entries(e.args[0], exponent), Binding.POWER)

    def on_Pow(self, e: Expr) -> Text:
        base, exponent = e.args
        if self.opposite(e) is not None:
            found = self.signed(e)
            return self.ratio(found.above, found.below, Binding.ENTRIES)
        if isinstance(exponent, Rational) and exponent.value == Fraction(1, 2):
            return Text(self.root(self.text(base)), Binding.ATOM)
        return Text(self.power(base, self.text(exponent)), Binding.POWER)

    # The rest

    def on_Rational(self, e: Expr) -> Text:
        assert isinstance(e, Rational)
        found = self.signed(e)
        if found.below:
            return self.on_Mul(e)
        digits = self.digits(abs(e.value.numerator))
        return Text(self.signs([(True, digits)]), Binding.SUM) if found.negative else Text(digits, Binding.ATOM)

    def on_Transpose(self, e: Expr) -> Text:
        inner = e.args[0]
        if isinstance(inner, Inv):
            return Text(self.inverse_turned(inner.args[0]), Binding.POWER)
        return Text(self.transpose(inner), Binding.POWER)

    def on_Inv(self, e: Expr) -> Text:
        return Text(self.inverse(e.args[0]), Binding.POWER)

    def on_Norm(self, e: Expr) -> Text:
        operand, p = e.args
        is_euclidean = isinstance(p, Rational) and p.value == 2
        is_matrix = 1 not in operand.shape
        return Text(self.bars(operand, "F" if is_matrix else "" if is_euclidean else self.text(p)), Binding.ATOM)

    def on_Map(self, e: Expr) -> Text:
        assert isinstance(e, Map)
        if e.function == "exp" and e.shape == SCALAR and self.writes_e:
            return Text(self.power(Irrational(SCALAR, (), "e"), self.text(e.args[0])), Binding.POWER)
        if e.function == "abs" and e.shape == SCALAR:
            return Text(self.absolute(self.text(e.args[0])), Binding.ATOM)
        return Text(self.call(e.function, [self.text(e.args[0])]), Binding.ATOM)

    def on_Irrational(self, e: Expr) -> Text:
        assert isinstance(e, Irrational | Symbol)
        return Text(self.letter(e.name, e), Binding.ATOM)

    on_Symbol = on_Irrational  # noqa: N815 - the name of the class

    def on_Identity(self, e: Expr) -> Text:
        return Text(self.letter("I", e), Binding.ATOM)

    def on_Ones(self, e: Expr) -> Text:
        return Text(self.fill("ones" if isinstance(e, Ones) else "zeros", e.shape), Binding.POWER)

    on_Zero = on_Ones  # noqa: N815 - likewise

    # The format

    writes_e = False
    """True if exp(u) of a scalar is written as a power of e."""

    def signs(self, terms: Sequence[tuple[bool, str]]) -> str:
        text = ""
        for negative, term in terms:
            text += (" - " if negative else " + ") if text else ("-" if negative else "")
            text += term
        return text

    def row(self, factors: Sequence[Text]) -> str:
        return "*".join(factor.text for factor in factors)

    def fraction(self, above: Sequence[Expr], below: Sequence[Expr]) -> Text:
        divisor = self.text(below[0], Binding.POWER) if len(below) == 1 else self.fenced(self.row(self.runs(below)))
        return Text(f"{self.row(self.runs(above))}/{divisor}", Binding.PRODUCT)

    def entries(self, above: Sequence[Expr], below: Sequence[Expr]) -> str:
        text = " .* ".join(self.text(e, Binding.POWER) for e in above) or "1"
        return text + "".join(f" ./ {self.text(e, Binding.POWER)}" for e in below)

    def raised_entries(self, base: Expr, exponent: Expr) -> str:
        return f"{self.text(base, Binding.ATOM)}.^{self.text(exponent, Binding.ATOM)}"

    def power(self, base: Expr, exponent: str) -> str:
        shown = exponent if exponent.isalnum() else f"({exponent})"
        return f"{self.text(base, Binding.ATOM)}^{shown}"

    def root(self, radicand: str) -> str:
        return f"sqrt({radicand})"

    def transpose(self, e: Expr) -> str:
        return f"{self.text(e, Binding.ATOM)}.T"

    def inverse(self, e: Expr) -> str:
        return f"inv({self.text(e)})"

    def inverse_turned(self, e: Expr) -> str:
        return f"inv({self.text(e)}).T"

    def bars(self, e: Expr, kind: str) -> str:
        return f"norm({self.text(e)}{f', {kind}' if kind not in ('', 'F') else ''})"

    def absolute(self, text: str) -> str:
        return f"abs({text})"

    def call(self, name: str, arguments: Sequence[str]) -> str:
        return f"{name}({', '.join(arguments)})"

    def letter(self, name: str, e: Expr) -> str:  # noqa: ARG002 - other formats set vectors in bold
        return name

    def digits(self, value: int) -> str:
        return str(value)

    def fill(self, name: str, shape: tuple[Dim, Dim]) -> str:
        rows, columns = shape
        if rows == 1 and shape != SCALAR:
            return f"{name}({columns}).T"
        return f"{name}({rows})" if columns == 1 else f"{name}({rows}, {columns})"

    def fenced(self, text: str) -> str:
        return f"({text})"
