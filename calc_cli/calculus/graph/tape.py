"""The tape: an expression as a list of operations, each on earlier entries, equal subexpressions recorded once.

It is the expression as typed: 3x² is a product of 3 and x², x/y a product with an inverted factor, a - b a sum with a
sign. Sums and products stay flat, and a part without variables is one constant. Known as a Wengert list (R. E. Wengert,
A simple automatic derivative evaluation program, Communications of the ACM 7(8), 1964).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.evaluate import substitute
from calc_cli.algebra.functions import symbol
from calc_cli.syntax.tree import Span

LONGEST_SHOWN = 40
"""Of a longer part, a message shows the beginning."""


class Entry(NamedTuple):
    """One operation. `arguments` are numbers of earlier entries; what `detail` is depends on `kind`.

    Of a variable it is the symbol, of a constant its expression, of a sum the sign of each term (1 or -1), of a product
    the exponent of each factor (1 or -1), of a function its expression in `place(0)`, `place(1)`, ..., of cases that,
    too. The arguments of cases are the values of the branches, then what is compared.
    """

    kind: str
    arguments: tuple[int, ...]
    detail: Any


@dataclass(slots=True)
class Tape:
    """The variables come first; `result` is the entry of the whole expression, which was typed as `text`."""

    variables: tuple[sp.Symbol, ...]
    text: str
    entries: list[Entry] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    """Of each entry, where in the text it stands first."""
    result: int = 0

    def is_constant(self, k: int) -> bool:
        """Return True if entry `k` does not depend on the variables."""
        return self.entries[k].kind == "constant"

    @property
    def letters(self) -> frozenset[str]:
        """Return what the names of variables, parameters and unknown functions begin with."""
        constants = [entry.detail for entry in self.entries if entry.kind in ("constant", "function")]
        named = {part for e in constants for part in e.atoms(sp.Symbol, AppliedUndef)}
        return frozenset(str(part)[0] for part in (*self.variables, *named))

    def typed(self, k: int) -> str:
        """Entry `k` as it was typed, if that is short."""
        start, end = self.spans[k]
        text = " ".join(self.text[start:end].split())
        return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"

    def operation(self, k: int, name: Callable[[int], sp.Expr]) -> sp.Expr:
        """Entry `k` as an expression, unevaluated, in which `name` tells what its arguments are called."""
        kind, arguments, detail = self.entries[k]
        return expression(kind, detail, [name(a) for a in arguments])

    def expression(self, k: int, given: Mapping[int, sp.Expr] | None = None) -> sp.Expr:
        """Entry `k` as an expression in the variables, unevaluated; entries that are `given` stand as they are."""
        known = dict(given or {})
        for needed in sorted(self.below(k) - known.keys()):
            known[needed] = self.operation(needed, known.__getitem__)
        return known[k]

    def below(self, k: int) -> set[int]:
        """Return the entries that entry `k` is made of, itself included."""
        found, waiting = {k}, [k]
        while waiting:
            new = {a for a in self.entries[waiting.pop()].arguments if a not in found}
            found |= new
            waiting += new
        return found


def place(i: int) -> sp.Symbol:
    """Return the placeholder for argument number `i` in the expression of a function, a name that nobody can type."""
    return symbol(f"#{i}")


def expression(kind: str, detail: Any, parts: Sequence[sp.Expr]) -> sp.Expr:
    """Return an entry of this kind as an expression, unevaluated, `parts` being its arguments."""
    return _EXPRESSIONS[kind](detail, parts)


def _sum(signs: Sequence[int], parts: Sequence[sp.Expr]) -> sp.Expr:
    terms = [part if sign > 0 else negated(part) for sign, part in zip(signs, parts, strict=True)]
    return terms[0] if len(terms) == 1 else sp.Add(*terms, evaluate=False)


def negated(e: sp.Expr) -> sp.Expr:
    """-e, unevaluated."""
    return -e if e.is_Rational else sp.Mul(-1, e, evaluate=False)


def _product(exponents: Sequence[int], parts: Sequence[sp.Expr]) -> sp.Expr:
    inverse = sp.S.NegativeOne
    return sp.Mul(
        *(p if e > 0 else sp.Pow(p, inverse, evaluate=False) for e, p in zip(exponents, parts, strict=True)),
        evaluate=False,
    )


def _function(template: sp.Expr, parts: Sequence[sp.Expr]) -> sp.Expr:
    return substitute(template, {place(i): part for i, part in enumerate(parts)})


_EXPRESSIONS: dict[str, Callable[[Any, Sequence[sp.Expr]], sp.Expr]] = {
    "variable": lambda symbol, _: symbol,
    "constant": lambda number, _: number,
    "sum": _sum,
    "product": _product,
    "function": _function,
    "cases": _function,
}
