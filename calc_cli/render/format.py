"""A format of formulas: how fractions, powers, brackets, names and operators are written.

LaTeX (latex.py) and MathML (mathml.py) are such formats. Expressions of SymPy (typeset.py) and of matrices
(matrix/typeset.py) are both written in them, and nothing here loads SymPy.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence


class Format(ABC):
    """Every method returns a part of a formula as text, made of the texts of its own parts."""

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
