"""A format of formulas: how fractions, powers, brackets, names and operators are written.

LaTeX (latex.py) and MathML (mathml.py) are such formats. Expressions of SymPy (typeset.py) and of matrices
(matrix/typeset.py) are both written in them, and nothing here loads SymPy.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from calc_cli.calculus.result import NoAnswer, NumericValue, Result, is_of_matrices
from calc_cli.render.as_plain import text
from calc_cli.render.display import Display

if TYPE_CHECKING:
    from calc_cli.calculus.steps import Step


class Format(ABC):
    """Writes results, and formulas: every method returns a part of one as text, made of the texts of its own parts."""

    def answer(self, result: Result, display: Display) -> str:
        """Return the verdict, the derivation if it was asked for, which ends in the answer, or the answer; or nothing.

        There is no answer to write in a NoAnswer.
        """
        if result.verdict is not None:
            return self.whole(self.words(result.verdict))
        if result.steps and display.line is None and (derivation := self.derivation(result.steps)):
            return derivation
        answer = result.answer
        if type(answer) is tuple:
            return "\n".join(self.value(item, typed=True) for item in answer)
        return "" if isinstance(answer, NoAnswer) else self.value(answer, display.digits)

    def value(self, value: Any, digits: int | None = None, *, typed: bool = False) -> str:
        """Return an expression, numbers or words, to so many `digits`; with `typed`, in the order that was typed."""
        if isinstance(value, str | NumericValue):
            return self.whole(self.numbers(text(value, digits)))
        if is_of_matrices(value):
            from calc_cli.render.matrix.typeset import MatrixTypesetter

            return self.whole(MatrixTypesetter(self).text(value))
        from calc_cli.render.numbers import in_decimals  # with SymPy, which a matrix does not need
        from calc_cli.render.typeset import Typesetter

        return self.whole(Typesetter(self, typed=typed).text(in_decimals(value, digits)))

    def derivation(self, steps: Sequence["Step"]) -> str:  # noqa: ARG002 - not every format has one
        """Return the steps; nothing if they are not written in this format."""
        return ""

    def whole(self, formula: str) -> str:
        """Return a formula that stands by itself."""
        return formula

    def numbers(self, rows: str) -> str:
        """Return numbers in rows, which are written in plain text."""
        return rows

    def total(self, terms: Iterable[tuple[bool, str]]) -> str:
        """Return a sum of terms, each with True if it is subtracted."""
        parts: list[str] = []
        for negative, term in terms:
            if negative or parts:
                parts.append(self.operator("-" if negative else "+", prefix=not parts))
            parts.append(term)
        return self.row(parts)

    def applied(self, function: str, arguments: Sequence[str]) -> str:
        """Return a function with its arguments in brackets."""
        return self.row([function, self.operator("apply"), self.fenced(self.listed(arguments), "(", ")")])

    def listed(self, items: Sequence[str]) -> str:
        """Return the items with commas between them."""
        parts: list[str] = []
        for item in items:
            parts += [self.operator(","), item] if parts else [item]
        return self.row(parts)

    @abstractmethod
    def row(self, parts: Sequence[str]) -> str:
        """Return parts beside each other."""

    @abstractmethod
    def operator(self, sign: str, *, prefix: bool = False) -> str:
        """Return a sign between two parts, or before one; "dot" multiplies, "apply" applies, "" joins factors."""

    @abstractmethod
    def number(self, digits: str, *, bold: bool = False) -> str:
        """Return an unsigned number."""

    @abstractmethod
    def identifier(self, name: str, *, bold: bool = False) -> str:
        """Return a variable, constant or unknown function."""

    @abstractmethod
    def primed(self, name: str, primes: int) -> str:
        """Return the derivative of an unknown function."""

    @abstractmethod
    def function(self, name: str) -> str:
        """Return the name of a known function."""

    @abstractmethod
    def words(self, text: str) -> str:
        """Return English."""

    @abstractmethod
    def fraction(self, above: str, below: str) -> str:
        """Return a fraction."""

    @abstractmethod
    def power(self, base: str, exponent: str) -> str:
        """Return a power."""

    @abstractmethod
    def lowered(self, base: str, index: str) -> str:
        """Return `base` with an index below it."""

    @abstractmethod
    def root(self, radicand: str, degree: str | None) -> str:
        """Return a root; without degree the square root."""

    @abstractmethod
    def fenced(self, inner: str, opening: str, closing: str) -> str:
        """Return something between brackets that grow with it."""

    @abstractmethod
    def big(self, sign: str, below: str, above: str) -> str:
        """Return a sum or product sign with its range."""

    @abstractmethod
    def matrix(self, rows: Sequence[Sequence[str]]) -> str:
        """Return entries in rows and columns, in square brackets."""

    @abstractmethod
    def cases(self, rows: Sequence[tuple[str, str | None]]) -> str:
        """Return values, each with its condition or, without one, for all else."""
