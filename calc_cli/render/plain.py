"""One line that calc and Python with SymPy both read: 6*x - 4.

Written here rather than taken from SymPy's printer, which gives unevaluated expressions a wrong meaning
(2*-3, -a + b for -(a + b)), sorts terms in more than linear time and knows only its own order.
"""

# ruff: noqa: N802 - methods bear the names of SymPy's classes

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import sympy as sp
from sympy.logic.boolalg import Boolean

from calc_cli.algebra.functions import Pending, PendingRate
from calc_cli.algebra.power import defined_cases
from calc_cli.render.arrange import Ratio, quotient, terms
from calc_cli.render.binding import Binding, Text
from calc_cli.render.numbers import decimal
from calc_cli.syntax.tree import ByClass

_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def plain(e: sp.Basic, *, typed: bool = False) -> str:
    """Return `e` on one line; with `typed`, in the order in which it was typed.

    A tuple is printed as a list, a tuple of tuples as a matrix. A condition reads `x < -2 or x > 2`.
    """
    return (_WordsPrinter if isinstance(e, Boolean) else PlainPrinter)(typed=typed).text(e)


def plain_conditions(conditions: Iterable[sp.Basic]) -> str:
    """Return conditions that hold together as one: `x > 0 and x != 1`."""
    return plain(sp.And(*conditions, evaluate=False))


class PlainPrinter(ByClass):
    """One method a class, returning text and level. Conditions, which stand within cases, are Python."""

    def __init__(self, *, typed: bool) -> None:
        self.typed = typed

    def text(self, e: sp.Basic, level: Binding = Binding.CONDITION) -> str:
        found: Text = self.method(e)(e)
        return found.within(level)

    def call(self, name: str, arguments: Iterable[sp.Basic]) -> Text:
        return Text(f"{name}({', '.join(self.text(argument) for argument in arguments)})", Binding.ATOM)

    # Arithmetic

    def on_Add(self, e: sp.Add) -> Text:
        pieces: list[str] = []
        for term in terms(e, typed=self.typed):
            sign = (" - " if pieces else "-") if term.negative else (" + " if pieces else "")
            pieces += [sign, self.text(term.body, Binding.PRODUCT)]
        return Text("".join(pieces), Binding.SUM)

    def on_Mul(self, e: sp.Mul) -> Text:
        return self.quotient(quotient(e, typed=self.typed))

    def quotient(self, q: Ratio) -> Text:
        text = self.product(q.above)
        if len(q.below) == 1:
            text += f"/{self.text(q.below[0], Binding.POWER)}"
        elif q.below:
            text += f"/({self.product(q.below)})"
        return Text(f"-{text}", Binding.SUM) if q.negative else Text(text, Binding.PRODUCT)

    def product(self, factors: Sequence[sp.Expr]) -> str:
        return "*".join(self.text(f, Binding.POWER if i else Binding.PRODUCT) for i, f in enumerate(factors)) or "1"

    def on_Pow(self, e: sp.Pow) -> Text:
        q = quotient(e, typed=self.typed)
        if q.below:
            return self.quotient(q)
        if e.exp is sp.S.Half:
            return self.call("sqrt", [e.base])
        return Text(f"{self.text(e.base, Binding.ATOM)}**{self.text(e.exp, Binding.ATOM)}", Binding.POWER)

    # Numbers and names

    def on_Rational(self, e: sp.Rational) -> Text:
        if e.q == 1:
            return Text(str(e.p), Binding.ATOM if e.p >= 0 else Binding.SUM)
        return Text(f"{e.p}/{e.q}", Binding.PRODUCT if e.p > 0 else Binding.SUM)

    def on_Float(self, e: sp.Float) -> Text:
        text = decimal(e._to_mpmath(e._prec), sp.core.numbers.prec_to_dps(e._prec))
        return Text(text, Binding.SUM if text.startswith("-") else Binding.ATOM)

    def on_NegativeInfinity(self, _e: sp.Expr) -> Text:
        return Text("-oo", Binding.SUM)

    def on_Exp1(self, _e: sp.Expr) -> Text:
        return Text("exp(1)", Binding.ATOM)  # calc and SymPy would both read E as a variable

    def on_Symbol(self, e: sp.Symbol) -> Text:
        return Text(e.name, Binding.ATOM)

    def on_Basic(self, e: sp.Basic) -> Text:
        return Text(str(e), Binding.ATOM)

    # Functions

    def on_Application(self, e: sp.Function) -> Text:
        return self.call(e.func.__name__, e.args)

    def on_Pending(self, e: Pending) -> Text:
        inner, x, n = e.args
        order = "" if n == 1 else f"^{n}"
        if isinstance(e, PendingRate):
            return Text(f"d{order}{inner}/d{x}{order}", Binding.ATOM)
        return self.call(f"d{order}/d{x}{order}", [inner])

    def on_Limit(self, e: sp.Limit) -> Text:
        inner, x, a, side = e.args
        is_joint = isinstance(x, sp.Tuple)
        sign = {"+-": "", "+": "+", "-": "-"}[str(side)] if not is_joint and a.is_finite else ""
        names, ends = (f"({','.join(map(self.text, e))})" if is_joint else self.text(e) for e in (x, a))
        return Text(f"lim_({names}->{ends}{sign}) ({self.text(inner)})", Binding.PRODUCT)

    def on_Heaviside(self, e: sp.Heaviside) -> Text:
        return self.call("Heaviside", e.args[:1])  # SymPy adds the value at 0

    def on_ExprWithLimits(self, e: sp.Sum) -> Text:
        inner, *limits = e.args
        text = self.text(inner)
        for limit in limits:
            bounds = ", ".join(map(self.text, limit))
            text = f"{type(e).__name__}({text}, {bounds if len(limit) == 1 else f'({bounds})'})"
        return Text(text, Binding.ATOM)

    def on_Tuple(self, e: sp.Tuple) -> Text:
        return Text(f"[{', '.join(plain(item, typed=self.typed) for item in e.args)}]", Binding.ATOM)

    # Cases and their conditions

    def on_Piecewise(self, e: sp.Piecewise) -> Text:
        cases = defined_cases(e.args) or e.args
        branches = ", ".join(f"({self.text(value)}, {self.text(condition)})" for value, condition in cases)
        return Text(f"Piecewise({branches})", Binding.ATOM)

    def on_Relational(self, e: sp.Rel) -> Text:
        if e.rel_op in ("==", "!="):  # which Python decides by comparing structures
            return self.call("Eq" if e.rel_op == "==" else "Ne", e.args)
        return Text(f"{self.text(e.args[0])} {e.rel_op} {self.text(e.args[1])}", Binding.CONDITION)

    def on_And(self, e: sp.And) -> Text:
        return self.joined(" & ", e.args)

    def on_Or(self, e: sp.Or) -> Text:
        return self.joined(" | ", e.args)

    def on_Not(self, e: sp.Not) -> Text:
        return Text(f"~{self.text(e.args[0], Binding.ATOM)}", Binding.POWER)

    def joined(self, operator: str, operands: Iterable[sp.Basic]) -> Text:
        return Text(operator.join(self.text(operand, Binding.POWER) for operand in operands), Binding.CONDITION)


# Conditions in words, for all printers: 0 < x < 1 or x = 2, numbers on the right, from left to right on the line.


def comparison(e: sp.Rel, *, typed: bool) -> tuple[sp.Expr, str, sp.Expr]:
    """Return left side, sign and right side; a number goes to the right unless it was typed on the left."""
    left, right = e.args
    sign = "=" if e.rel_op == "==" else e.rel_op
    if not typed and left.is_number and not right.is_number:
        return right, _MIRRORED.get(sign, sign), left
    return left, sign, right


class ConditionPrinter(ByClass):
    """Conditions as people write them, 0 < x < 1 or x = 2: `chain` writes a comparison, `joined` some with a word."""

    typed: bool
    chain: Callable[[Sequence[sp.Expr | str]], Any]
    joined: Callable[[str, Sequence[sp.Basic]], Any]

    def on_Relational(self, e: sp.Rel, _room: int | None = None) -> Any:
        return self.chain(comparison(e, typed=self.typed))

    def on_And(self, e: sp.And, _room: int | None = None) -> Any:
        between = interval(e)
        return self.joined("and", operands(e, typed=self.typed)) if between is None else self.chain(between)

    def on_Or(self, e: sp.Or, _room: int | None = None) -> Any:
        return self.joined("or", operands(e, typed=self.typed))


def interval(e: sp.And) -> tuple[sp.Expr | str, ...] | None:
    """Return the parts of 0 < x <= 1 if `e` is the conjunction of x > 0 and x <= 1."""
    if len(e.args) != 2 or not all(isinstance(side, sp.Rel) for side in e.args):
        return None
    sides = [comparison(side, typed=False) for side in e.args]
    (low, (lower, above, a)), (high, (upper, below, b)) = sorted(
        ((sign.startswith("<"), (left, sign, right)) for left, sign, right in sides), key=lambda side: side[0]
    )
    if low or not high or lower != upper or not above.startswith(">") or not (a.is_number and b.is_number):
        return None
    return a, _MIRRORED[above], lower, below, b


def operands(e: sp.Basic, *, typed: bool) -> list[sp.Basic]:
    """Return what `and` or `or` joins, from left to right on the number line, single points last."""
    if typed or not all(isinstance(side, sp.Rel) for side in e.args):
        return list(e.args)

    def key(side: sp.Rel) -> tuple[bool, float]:
        _, sign, bound = comparison(side, typed=False)
        return sign == "!=", float(bound) if bound.is_number and bound.is_extended_real else 0.0

    return sorted(e.args, key=key)


class _WordsPrinter(ConditionPrinter, PlainPrinter):
    """Conditions as people write them, in place of Python's."""

    def chain(self, parts: Sequence[sp.Expr | str]) -> Text:
        return Text(" ".join(part if isinstance(part, str) else self.text(part) for part in parts), Binding.SUM)

    def joined(self, operator: str, operands: Iterable[sp.Basic]) -> Text:
        return Text(f" {operator} ".join(self.text(each, Binding.SUM) for each in operands), Binding.CONDITION)

    def on_Not(self, e: sp.Not) -> Text:
        return Text(f"not ({self.text(e.args[0])})", Binding.SUM)

    def on_Piecewise(self, e: sp.Piecewise) -> Text:
        return Text(PlainPrinter(typed=self.typed).text(e), Binding.ATOM)
