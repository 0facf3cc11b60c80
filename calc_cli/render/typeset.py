"""The common core of LaTeX and MathML: an expression told as fractions, powers, roots, brackets and rows.

A Format says how each of these is written.
"""

# ruff: noqa: N802 - methods bear the names of SymPy's classes

from collections.abc import Sequence

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.functions import RECORDS, OrdinaryPending, Pending, PendingRate
from calc_cli.functions import FUNCTIONS
from calc_cli.render.arrange import Ratio, quotient, terms
from calc_cli.render.binding import Binding, Text
from calc_cli.render.format import Format
from calc_cli.render.numbers import decimal
from calc_cli.render.plain import ConditionPrinter
from calc_cli.syntax.names import ABSTRACT

NAMES = {function.__name__: record.notation or record.name for function, record in RECORDS.items()}
"""Classes of SymPy, to their functions' names in books."""

FENCES = {function: record.fences for function, record in RECORDS.items() if record.fences}
"""Classes of SymPy that are written as an argument between two signs."""

TRIGONOMETRIC = frozenset(record.name for record in FUNCTIONS if record.is_bare)
"""Functions that take an argument like 2x, and an exponent, without brackets: sin 2x, sin²x."""


_NOT_NAMED = (AppliedUndef, sp.exp, sp.Abs, sp.Piecewise, sp.factorial, sp.floor, sp.ceiling)
"""Functions that are not written as a name and an argument."""


_CONSTANTS = {sp.pi: "pi", sp.E: "e", sp.oo: "∞"}


def is_plain_product(e: sp.Expr) -> bool:
    """Return True if `e` is a product like 2 pi x, which a function can have without brackets."""
    if not e.is_Mul or len(set(e.args)) < len(e.args):
        return False
    return all(f.is_Symbol or f is sp.pi or (f.is_Integer and f.is_positive and not i) for i, f in enumerate(e.args))


def is_plain(e: sp.Expr) -> bool:
    """Return True if `e` is a letter or a whole number."""
    return bool(e.is_Symbol or e is sp.pi or (e.is_Integer and e.is_nonnegative))


def needs_no_brackets(name: str, argument: sp.Expr) -> bool:
    """Return True if a function has this argument without brackets: sin 2x, ln x."""
    if is_plain(argument):
        return name in TRIGONOMETRIC or name.startswith(("ln", "ar"))
    return name in TRIGONOMETRIC and is_plain_product(argument)


def function_name(e: sp.Function) -> str:
    """Return what the function is called in books."""
    name = type(e).__name__
    return NAMES.get(name, name)


def named(e: sp.Function) -> tuple[str, Sequence[sp.Expr]]:
    """Return what the function is called in books, and its arguments as they stand there."""
    if isinstance(e, sp.polygamma) and e.args[0] is sp.S.Zero:
        return "digamma", e.args[1:]
    return function_name(e), e.args[:1] if isinstance(e, sp.Heaviside) else e.args  # SymPy adds the value at 0


def has_exponent_at_name(e: sp.Pow) -> bool:
    """Return True for sin²x and sinⁿx, but not for (sin x)^-1, which is no inverse function, or (sin x)^x."""
    usual = (e.exp.is_Integer and e.exp.is_positive) or (e.exp.is_Symbol and not e.base.has(e.exp))
    return bool(usual and e.base.is_Function and function_name(e.base) in TRIGONOMETRIC)


class Typesetter(ConditionPrinter):
    """One method a class. With `typed`, in the order typed."""

    def __init__(self, format: Format, *, typed: bool) -> None:  # noqa: A002 - it is one
        self.format = format
        self.typed = typed

    def text(self, e: sp.Basic, level: Binding = Binding.CONDITION) -> str:
        found: Text = self.method(e)(e)
        return found.text if found.level >= level else self.format.fenced(found.text, "(", ")")

    # Arithmetic

    def on_Add(self, e: sp.Add) -> Text:
        parts = ((term.negative, self.text(term.body, Binding.PRODUCT)) for term in terms(e, typed=self.typed))
        return Text(self.format.total(parts), Binding.SUM)

    def on_Mul(self, e: sp.Mul) -> Text:
        return self.quotient(quotient(e, typed=self.typed))

    def quotient(self, q: Ratio) -> Text:
        found = self.product(q.above)
        if q.below:
            found = Text(self.format.fraction(found.text, self.product(q.below).text), Binding.PRODUCT)
        if not q.negative:
            return found
        body = found.text if found.level >= Binding.PRODUCT else self.format.fenced(found.text, "(", ")")
        return Text(self.format.row([self.format.operator("-", prefix=True), body]), Binding.SUM)

    def product(self, factors: Sequence[sp.Expr]) -> Text:
        if not factors:
            return Text(self.format.number("1"), Binding.ATOM)
        if len(factors) == 1:
            found: Text = self.method(factors[0])(factors[0])
            return found
        parts = []
        for i, factor in enumerate(factors):
            following = factors[i + 1] if i + 1 < len(factors) else None
            if i:
                parts.append(self.format.operator(self.times(factors[i - 1], factor)))
            parts.append(self.factor(factor, following))
        return Text(self.format.row(parts), Binding.PRODUCT, bare=True)

    def factor(self, e: sp.Expr, following: sp.Expr | None) -> str:
        found: Text = self.method(e)(e)
        swallows = isinstance(e, sp.Sum | sp.Product) or not (following is None or self.is_word(following))
        if found.bare and following is not None and swallows:
            one = e.is_Mul or isinstance(e, sp.Sum | sp.Product)
            return self.format.fenced(found.text, "(", ")") if one else self.closed(e)
        return found.text if found.level >= Binding.POWER or found.bare else self.format.fenced(found.text, "(", ")")

    def closed(self, e: sp.Expr) -> str:
        """Return a function with brackets around its argument, as other factors follow."""
        if e.is_Pow:
            name = self.format.power(self.format.function(function_name(e.base)), self.text(e.exp))
            return self.call(name, e.base.args).text
        return self.call(self.format.function(function_name(e)), e.args).text

    def is_word(self, e: sp.Expr) -> bool:
        """Return True if `e` begins with the name of a known function."""
        if e.is_Pow and has_exponent_at_name(e):
            return True
        return bool(e.is_Function) and not isinstance(e, _NOT_NAMED)

    def times(self, left: sp.Expr, right: sp.Expr) -> str:
        """Return a dot where nothing would join digits, or make a letter the name of a function."""
        base = right.base if right.is_Pow else right
        if isinstance(base, sp.factorial):
            base = base.args[0]
        root = right.is_Pow and right.exp.is_Rational and right.exp.p == 1 != right.exp.q
        if (base.is_Number and not root) or isinstance(base, sp.Abs) or left == right:
            return "dot"
        if base.is_Add or base.is_Mul or base.is_Piecewise:
            name = left.base if left.is_Pow else left
            callable_ = name.is_Symbol and (name.name in ABSTRACT or name.name in ("gamma", "Gamma", "psi"))
            return "dot" if callable_ or (name.is_Function and not isinstance(name, sp.exp)) else ""
        return "dot" if isinstance(base, AppliedUndef) and not left.is_Number else ""

    def on_Pow(self, e: sp.Pow) -> Text:
        q = quotient(e, typed=self.typed)
        if q.below:
            return self.quotient(q)
        if e.exp is sp.S.Half:
            return Text(self.format.square_root(self.text(e.base)), Binding.ATOM)
        if e.exp.is_Rational and e.exp.p == 1 and not e.exp.is_Integer:
            return Text(self.format.root(self.text(e.base), self.format.number(str(e.exp.q))), Binding.ATOM)
        if has_exponent_at_name(e):
            name = self.format.power(self.format.function(function_name(e.base)), self.text(e.exp))
            return self.applied(name, e.base)
        return Text(self.format.power(self.text(e.base, Binding.ATOM), self.text(e.exp)), Binding.POWER)

    def on_exp(self, e: sp.exp) -> Text:
        return Text(self.format.power(self.format.identifier("e"), self.text(e.args[0])), Binding.POWER)

    # Functions

    def on_Application(self, e: sp.Function) -> Text:
        if fences := FENCES.get(type(e)):
            return Text(self.format.fenced(self.text(e.args[0]), *fences), Binding.ATOM)
        name, arguments = named(e)
        written = self.format.function(name)
        return self.applied(written, e) if len(e.args) == 1 else self.call(written, arguments)

    def applied(self, name: str, e: sp.Function) -> Text:
        is_bare = needs_no_brackets(function_name(e), e.args[0])
        if not is_bare and not isinstance(e.args[0], sp.Abs):  # ln|x|
            return self.call(name, e.args)
        written = self.format.row([name, self.format.operator("apply"), self.text(e.args[0])])
        return Text(written, Binding.PRODUCT if is_bare else Binding.ATOM, is_bare)

    def call(self, name: str, arguments: Sequence[sp.Basic]) -> Text:
        return Text(self.format.applied(name, [self.text(argument) for argument in arguments]), Binding.ATOM)

    def on_AppliedUndef(self, e: AppliedUndef) -> Text:
        name = type(e).__name__
        letters = name.rstrip("'")
        primes = len(name) - len(letters)
        return self.call(self.format.primed(self.format.identifier(letters), primes), e.args)

    def on_Derivative(self, e: sp.Derivative) -> Text:
        """Return a derivative of an unknown function, with d if that has one variable alone."""
        sign = self.format.operator("∂") if e.expr.args[1:] else self.format.identifier("d")
        name = self.format.identifier(type(e.expr).__name__)
        above = self.format.row([self.ordered(sign, e.derivative_count), name])
        below = self.format.row([self.below(sign, x, n) for x, n in e.variable_count])
        return Text(self.format.fraction(above, below), Binding.POWER)

    def ordered(self, written: str, order: int) -> str:
        """Return ∂ or x with the order of a derivative."""
        return written if order == 1 else self.format.power(written, self.format.number(str(order)))

    def below(self, sign: str, x: sp.Symbol, order: int) -> str:
        """Return ∂x² of a denominator."""
        return self.format.row([sign, self.ordered(self.format.identifier(x.name), order)])

    def on_Pending(self, e: Pending) -> Text:
        """Return a derivative that is still to be taken: d/dx [x²], and dy/dx of a letter that stands for something."""
        inner, x, n = e.args
        sign = self.format.operator("∂" if inner.free_symbols - {x} and not isinstance(e, OrdinaryPending) else "d")
        below = self.below(sign, x, n)
        if isinstance(e, PendingRate):
            above = self.format.row([self.ordered(sign, n), self.format.identifier(inner.name)])
            return Text(self.format.fraction(above, below), Binding.POWER)
        operator = self.format.fraction(self.ordered(sign, n), below)
        return Text(self.format.row([operator, self.format.fenced(self.text(inner), "[", "]")]), Binding.ATOM)

    def on_factorial(self, e: sp.factorial) -> Text:
        return Text(self.format.row([self.text(e.args[0], Binding.ATOM), self.format.operator("!")]), Binding.POWER)

    def on_gamma(self, e: sp.gamma) -> Text:
        return self.call(self.format.identifier("Gamma"), e.args)

    def on_Limit(self, e: sp.Limit) -> Text:
        inner, x, a, side = e.args
        name, end = (
            self.format.fenced(self.format.listed([self.text(part) for part in e]), "(", ")")
            if isinstance(e, sp.Tuple)
            else self.text(e, Binding.ATOM)
            for e in (x, a)
        )
        if str(side) != "+-" and a.is_finite:
            end = self.format.power(end, self.format.operator(str(side)))
        below = self.format.row([name, self.format.operator("→"), end])
        operator = self.format.lowered(self.format.function("lim"), below)
        return Text(self.format.row([operator, self.text(inner, Binding.PRODUCT)]), Binding.PRODUCT, bare=True)

    def on_ExprWithIntLimits(self, e: sp.Sum) -> Text:
        """Return a sum or product."""
        body, *limits = e.args
        sign = "Σ" if isinstance(e, sp.Sum) else "Π"
        text = self.text(body, Binding.PRODUCT)
        for index, first, last in limits:
            below = self.format.row([self.text(index), self.format.operator("="), self.text(first)])
            text = self.format.row([self.format.big(sign, below, self.text(last)), text])
        return Text(text, Binding.PRODUCT, bare=True)

    def on_Integral(self, e: sp.Integral) -> Text:
        """Return ∫ f dx, with its bounds if it has any."""
        body, *limits = e.args
        text = self.text(body, Binding.PRODUCT)
        for x, *bounds in limits:
            sign = self.format.big("∫", *map(self.text, bounds)) if bounds else self.format.operator("∫")
            text = self.format.row([sign, text, self.format.operator(" "), self.format.identifier("d") + self.text(x)])
        return Text(text, Binding.QUOTIENT)

    # Numbers and names

    def on_Symbol(self, e: sp.Symbol) -> Text:
        return Text(self.format.identifier(e.name), Binding.ATOM)

    def on_Rational(self, e: sp.Rational) -> Text:
        if e.q != 1 or e.p < 0:
            q = Ratio(e.p < 0, (sp.Integer(abs(e.p)),), (sp.Integer(e.q),) if e.q != 1 else ())
            return self.quotient(q)
        return Text(self.format.number(str(e.p)), Binding.ATOM)

    def on_Float(self, e: sp.Float) -> Text:
        text = decimal(e._to_mpmath(e._prec), sp.core.numbers.prec_to_dps(e._prec))
        mantissa, _, exponent = text.removeprefix("-").partition("e")
        found = self.format.number(mantissa)
        if exponent:
            power = self.format.power(self.format.number("10"), self.format.number(exponent))
            found = self.format.row([found, self.format.operator("dot"), power])
        if text.startswith("-"):
            return Text(self.format.row([self.format.operator("-", prefix=True), found]), Binding.SUM)
        return Text(found, Binding.PRODUCT if exponent else Binding.ATOM)

    def on_Pi(self, e: sp.Expr) -> Text:
        return Text(self.format.identifier(_CONSTANTS[e]), Binding.ATOM)

    on_Exp1 = on_Infinity = on_Pi  # noqa: N815 - SymPy's names

    def on_NegativeInfinity(self, _e: sp.Expr) -> Text:
        return Text(self.format.row([self.format.operator("-", prefix=True), self.format.identifier("∞")]), Binding.SUM)

    def on_NaN(self, _e: sp.Expr) -> Text:
        return Text(self.format.words("undefined"), Binding.ATOM)

    def on_Basic(self, e: sp.Basic) -> Text:
        return Text(self.format.words(str(e)), Binding.ATOM)

    def on_Tuple(self, e: sp.Tuple) -> Text:
        if e.args and all(isinstance(row, sp.Tuple) for row in e.args):
            return Text(self.format.matrix([[self.text(entry) for entry in row] for row in e.args]), Binding.ATOM)
        items = self.format.listed([self.text(item) for item in e.args])
        return Text(self.format.fenced(items, "[", "]"), Binding.ATOM)

    # Cases and conditions

    def on_Piecewise(self, e: sp.Piecewise) -> Text:
        rows = [(self.text(value), None if when == sp.true else self.text(when)) for value, when in e.args]
        return Text(self.format.cases(rows), Binding.PRODUCT)

    def chain(self, parts: Sequence[sp.Expr | str]) -> Text:
        texts = [self.format.operator(part) if isinstance(part, str) else self.text(part) for part in parts]
        return Text(self.format.row(texts), Binding.SUM)

    def on_Not(self, e: sp.Not) -> Text:
        inner = self.format.fenced(self.text(e.args[0]), "(", ")")
        return Text(self.format.row([self.format.words("not"), inner]), Binding.SUM)

    def joined(self, word: str, conditions: Sequence[sp.Basic]) -> Text:
        texts = (self.text(condition, Binding.SUM) for condition in conditions)
        return Text(self.format.joined(texts, self.format.words(f" {word} ")), Binding.CONDITION)
