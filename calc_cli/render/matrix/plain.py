"""Matrix expressions on one line, which calc's matrix grammar reads again: 2*A.T*(A*x - b), x/norm(x), y .* z.

The other formats are subclasses, which override how a construct is written; what a sum, a product and a fraction are
made of, and where brackets are needed, is told here once.
"""

# ruff: noqa: N802 - methods bear the names of the classes

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from calc_cli.calculus.matrix import expression as ex
from calc_cli.calculus.matrix.expression import SCALAR, Dim, Expr
from calc_cli.calculus.matrix.records import RECORDS
from calc_cli.render.binding import Binding, Text
from calc_cli.render.signs import ASCII
from calc_cli.syntax.tree import ByClass


def plain(e: Expr) -> str:
    """Return `e` in calc's input language."""
    return Plain().text(e)


def _flat(e: Expr) -> Iterator[Expr]:
    """Yield the factors of `e`, products of matrices within it taken apart: A B C; in (x^T x) x there is a number."""
    for factor in e.args if isinstance(e, ex.Mul) else (e,):
        if isinstance(factor, ex.Mul) and factor.shape != SCALAR:
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
        return self.within(e, level).text

    def within(self, e: Expr, level: Binding) -> Text:
        part = self.part(e)
        return part if part.level >= level else Text(self.fenced(part.text), Binding.ATOM)

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
        entries = (ex.Map, ex.Hadamard, ex.EntryPower)
        others = [t.args[-1] if isinstance(t, ex.Mul) and len(t.args) == 2 else t for t in whole.args if t != term]
        is_number = isinstance(term, ex.Ones) or all(isinstance(part, ex.Rational) for part in term.args[:-1])
        is_safe = 1 in whole.shape or any(isinstance(other, entries) for other in others)
        return (
            is_number
            and is_safe
            and len(others) == len(whole.args) - 1
            and not all(isinstance(other, ex.Ones) for other in others)
        )

    def unsigned(self, term: Signed, absorbed: bool) -> str:
        above = [part for part in term.above if not isinstance(part, ex.Ones)] if absorbed else term.above
        return self.ratio(above or [ex.Rational(SCALAR, (), Fraction(1))], term.below, Binding.ENTRIES).text

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
            if isinstance(factor, ex.Rational):
                number *= factor.value
            elif isinstance(factor, ex.Pow) and (opposite := self.opposite(factor)):
                below.append(opposite)
            else:
                above.append(factor)
        size = abs(number)
        if size.numerator != 1 or not above:
            above.insert(0, ex.Rational(SCALAR, (), Fraction(size.numerator)))
        if size.denominator != 1:
            below.insert(0, ex.Rational(SCALAR, (), Fraction(size.denominator)))
        return Signed(number < 0, above, below)

    def opposite(self, e: Expr) -> Expr | None:
        """Return the d of a power that is written 1/d; None of all else, as of a power of a matrix."""
        if isinstance(e, ex.EntryPower) or (isinstance(e, ex.Pow) and e.shape == SCALAR):
            base, exponent = e.args
            if isinstance(exponent, ex.Rational) and exponent.value < 0:
                positive = ex.Rational(SCALAR, (), -exponent.value)
                return base if positive.value == 1 else replace(e, args=(base, positive))
        return None

    def ratio(self, above: Sequence[Expr], below: Sequence[Expr], alone: Binding) -> Text:
        """Factors over factors; a single one needs to hold together only as tightly as `alone`."""
        if not below:
            return (
                self.within(above[0], alone) if len(above) == 1 else Text(self.row(self.runs(above)), Binding.PRODUCT)
            )
        return self.fraction(above, below)

    def runs(self, factors: Sequence[Expr]) -> list[Text]:
        """Return the factors, equal matrices beside each other as a power."""
        parts: list[Text] = []
        for factor, same in groupby(factors):
            count = len([*same])
            if count > 1 and factor.shape != SCALAR:
                parts.append(Text(self.power(factor, str(count)), Binding.POWER))
            else:
                parts += [self.within(factor, Binding.PRODUCT)] * count
        return parts

    def on_Hadamard(self, e: Expr) -> Text:
        factors = [(factor, self.opposite(factor)) for factor in (e.args if isinstance(e, ex.Hadamard) else (e,))]
        above = [factor for factor, opposite in factors if opposite is None]
        return Text(self.entries(above, [opposite for _, opposite in factors if opposite]), Binding.ENTRIES)

    def on_EntryPower(self, e: Expr) -> Text:
        return self.raised_entries(*e.args) if self.opposite(e) is None else self.on_Hadamard(e)

    def on_Pow(self, e: Expr) -> Text:
        return self.on_Mul(e) if self.opposite(e) is not None else self.raised_scalar(*e.args)

    def raised_scalar(self, base: Expr, exponent: Expr) -> Text:
        if isinstance(exponent, ex.Rational) and exponent.value == Fraction(1, 2):
            return Text(self.root(self.text(base)), Binding.ATOM)
        return Text(self.power(base, self.text(exponent)), Binding.POWER)

    # The rest

    def on_Rational(self, e: Expr) -> Text:
        assert isinstance(e, ex.Rational)
        found = self.signed(e)
        if found.below:
            return self.on_Mul(e)
        digits = self.digits(abs(e.value.numerator))
        return Text(self.signs([(True, digits)]), Binding.SUM) if found.negative else Text(digits, Binding.ATOM)

    def on_Transpose(self, e: Expr) -> Text:
        inner = e.args[0]
        return self.marked(inner.args[0], "-T") if isinstance(inner, ex.Inv) else self.marked(inner, "T")

    def on_Inv(self, e: Expr) -> Text:
        return self.marked(e.args[0], "-1")

    def on_Norm(self, e: Expr) -> Text:
        operand, p = e.args
        is_euclidean = isinstance(p, ex.Rational) and p.value == 2
        is_matrix = 1 not in operand.shape
        return Text(self.bars(operand, "F" if is_matrix else "" if is_euclidean else self.text(p)), Binding.ATOM)

    def on_Map(self, e: Expr) -> Text:
        assert isinstance(e, ex.Map)
        if e.function == "abs" and e.shape == SCALAR:
            return Text(self.absolute(self.text(e.args[0])), Binding.ATOM)
        return Text(self.call(e.function, [self.text(e.args[0])]), Binding.ATOM)

    def on_Irrational(self, e: Expr) -> Text:
        assert isinstance(e, ex.Irrational | ex.Symbol)
        return Text(self.letter(e.name, e), Binding.ATOM)

    on_Symbol = on_Irrational  # noqa: N815 - the name of the class

    def on_Identity(self, e: Expr) -> Text:
        return Text(self.letter("I", e), Binding.ATOM)

    def on_Ones(self, e: Expr) -> Text:
        return Text(self.fill("ones" if isinstance(e, ex.Ones) else "zeros", e.shape), Binding.POWER)

    on_Zero = on_Ones  # noqa: N815 - likewise

    # The format

    glyphs = ASCII
    marks: Mapping[str, str] = {"T": "{}.T", "-1": "inv({})", "-T": "inv({}).T"}
    """How a transpose, an inverse and an inverse transpose are written."""
    times = " .* "
    lone = Binding.POWER
    """How tightly a single factor above divisors of entries has to hold together."""
    root: Callable[[str], str] = "sqrt({})".format
    absolute: Callable[[str], str] = "abs({})".format

    def marked(self, e: Expr, mark: str) -> Text:
        template = self.marks[mark]
        return Text(template.format(self.text(e, Binding.SUM if "({})" in template else Binding.ATOM)), Binding.POWER)

    def signs(self, terms: Sequence[tuple[bool, str]]) -> str:
        text = ""
        for negative, term in terms:
            sign = self.glyphs.minus if negative else "+"
            text += f" {sign} {term}" if text else (sign if negative else "") + term
        return text

    def row(self, factors: Sequence[Text]) -> str:
        return "*".join(factor.text for factor in factors)

    def fraction(self, above: Sequence[Expr], below: Sequence[Expr]) -> Text:
        divisor = self.text(below[0], Binding.POWER) if len(below) == 1 else self.fenced(self.row(self.runs(below)))
        return Text(f"{self.row(self.runs(above))}/{divisor}", Binding.PRODUCT)

    def entries(self, above: Sequence[Expr], below: Sequence[Expr]) -> str:
        text = self.times.join(self.text(e, self.lone if len(above) == 1 else Binding.POWER) for e in above) or "1"
        return text + "".join(f" ./ {self.text(e, Binding.POWER)}" for e in below)

    def raised_entries(self, base: Expr, exponent: Expr) -> Text:
        return Text(f"{self.text(base, Binding.ATOM)}.^{self.text(exponent, Binding.ATOM)}", Binding.POWER)

    def power(self, base: Expr, exponent: str) -> str:
        shown = self.glyphs.superscript(exponent) or (f"^{exponent}" if exponent.isalnum() else f"^({exponent})")
        return f"{self.text(base, Binding.ATOM)}{shown}"

    def bars(self, e: Expr, kind: str) -> str:
        return f"norm({self.text(e)}{f', {kind}' if kind not in ('', 'F') else ''})"

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
