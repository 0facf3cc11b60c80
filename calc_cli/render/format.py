"""A format of formulas: how fractions, powers, brackets, names and operators are written.

LaTeX (latex.py) and MathML (mathml.py) are such formats. Expressions of SymPy (typeset.py) and of matrices
(matrix/typeset.py) are both written in them, and nothing here loads SymPy.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from calc_cli.calculus.result import NoAnswer, NumericValue, Result, is_of_matrices
from calc_cli.render.as_text import text
from calc_cli.render.display import Display

if TYPE_CHECKING:
    from calc_cli.calculus.steps import Step


@dataclass(frozen=True)
class Format:
    """The notations, each a function from the texts of its parts to the text of the whole; many are a template.

    Results and formulas are written in them.
    """

    row: Callable[[Sequence[str]], str]
    """Parts beside each other."""
    operator: Callable[..., str]
    """A sign between two parts, or a `prefix` of one; "dot" multiplies, "apply" applies, "" joins factors."""
    number: Callable[..., str]
    """An unsigned number, perhaps `bold`."""
    identifier: Callable[..., str]
    """A variable, constant or unknown function, perhaps `bold`."""
    primed: Callable[[str, int], str]
    """An unknown function with so many primes."""
    function: Callable[[str], str]
    """The name of a known function."""
    words: Callable[[str], str]
    fraction: Callable[[str, str], str]
    power: Callable[[str, str], str]
    lowered: Callable[[str, str], str]
    """A base with an index below it."""
    square_root: Callable[[str], str]
    root: Callable[[str, str], str]
    """A root of what is given first, of the degree behind."""
    fenced: Callable[[str, str, str], str]
    """Something between an opening and a closing bracket that grow with it."""
    big: Callable[[str, str, str], str]
    """A sum, product or integral sign with what stands below and above."""
    matrix: Callable[[Sequence[Sequence[str]]], str]
    """Entries in rows and columns, in square brackets."""
    cases: Callable[[Sequence[tuple[str, str | None]]], str]
    """Values, each with its condition or, without one, for all else."""
    whole: Callable[[str], str] = str
    """A formula that stands by itself."""
    numbers: Callable[[str], str] = str
    """Numbers in rows, which are written in plain text."""
    derivation: Callable[[Sequence["Step"]], str] = lambda _steps: ""
    """The steps; nothing if they are not written in this format."""

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
        return self.joined(items, self.operator(","))

    def joined(self, items: Iterable[str], sign: str) -> str:
        """Return the items with a sign between them."""
        return self.row([part for item in items for part in (sign, item)][1:])
