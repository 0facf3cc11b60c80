"""Expressions of SymPy as code, which is Python's with the functions of a library of arrays.

A case that does not apply is computed of nan, which passes through every operation without a warning, and without a
trace in the gradient that PyTorch takes. Sigmoids and softplus that are written with exponentials, which overflow, are
recognised: e^u/(1 + e^u) is inf/inf from u = 710 on.
"""

# ruff: noqa: N802 - methods bear the names of SymPy's classes

from collections.abc import Sequence
from fractions import Fraction

import sympy as sp

from calc_cli.algebra.evaluate import approximate
from calc_cli.algebra.formulas import expanded
from calc_cli.algebra.functions import RECORDS, symbol, sympy_class
from calc_cli.errors import UnsupportedError
from calc_cli.render.arrange import quotient, terms
from calc_cli.render.binding import Binding, Text
from calc_cli.render.code.program import Program, shared
from calc_cli.render.plain import PlainPrinter

_CONSTANTS = {sp.pi: "pi", sp.E: "e", sp.oo: "inf", sp.nan: "nan"}


class CodePrinter(PlainPrinter):
    """Prints expressions into a program."""

    def __init__(self, program: Program) -> None:
        super().__init__(typed=False)
        self.program = program
        self.named: dict[sp.Basic, str] = {}

    def printed(self, expressions: Sequence[sp.Expr]) -> list[str]:
        """Return the expressions as code; what they share is computed before, under names."""
        stable = [_without_overflow(e) for e in expressions]
        for e in shared(stable, self.parts):
            if self.parts(e):
                self.named[e] = self.program.assign(self.text(e))
        return [self.text(e) for e in stable]

    def parts(self, e: sp.Basic) -> Sequence[sp.Basic]:
        """Return what is printed within `e` and could have a name."""
        if e.is_number or isinstance(e, sp.Piecewise | sp.Sum | sp.Product):
            return ()
        if e.is_Add:
            return [term.body for term in terms(e, typed=False)]
        if e.is_Mul or e.is_Pow:
            q = quotient(e, typed=False)
            return (*q.above, *q.below) if e.is_Mul or q.below else e.args
        return e.args

    def text(self, e: sp.Basic, level: Binding = Binding.CONDITION) -> str:
        return self.code(e).within(level)

    def code(self, e: sp.Basic) -> Text:
        if e in self.named:
            return Text(self.named[e], Binding.ATOM)
        is_function = e.is_Function or (e.is_Pow and not e.exp.is_Integer)
        if is_function and e.is_number and self.program.library.folds_constants:
            return self.on_NumberSymbol(e)
        return self.method(e)(e)

    def on_Symbol(self, e: sp.Symbol) -> Text:
        return Text(self.program.names.get(e.name, e.name), Binding.ATOM)

    def on_Basic(self, e: sp.Basic) -> Text:
        raise UnsupportedError(f"calc cannot write {type(e).__name__.lower()} in {self.program.library.title}")

    def on_NegativeInfinity(self, _e: sp.Expr) -> Text:
        return Text(f"-{self.program.library.short}.inf", Binding.SUM)

    def on_NumberSymbol(self, _e: sp.Expr) -> Text:
        if _e in _CONSTANTS:
            return Text(f"{self.program.library.short}.{_CONSTANTS[_e]}", Binding.ATOM)
        text = repr(float(approximate(_e, {}, 17)))
        return Text(text, Binding.SUM if text.startswith("-") else Binding.ATOM)

    on_Pi = on_Exp1 = on_Infinity = on_NaN = on_NumberSymbol  # noqa: N815 - SymPy's names

    def on_BooleanAtom(self, e: sp.Basic) -> Text:
        return Text(str(bool(e)), Binding.ATOM)

    def on_Pow(self, e: sp.Pow) -> Text:
        if not e.exp.is_Rational or quotient(e, typed=False).below:
            return super().on_Pow(e)
        exponent = Fraction(int(e.exp.p), int(e.exp.q))
        return self.program.power(self.code(e.base), exponent, is_nonnegative=bool(e.base.is_nonnegative))

    def on_Application(self, e: sp.Function) -> Text:
        record = RECORDS.get(e.func)
        if record is None:
            raise UnsupportedError(
                f"{e.func.__name__} is not a function of {self.program.library.title}",
                hint="an unknown function has no code" if isinstance(e, sp.core.function.AppliedUndef) else None,
            )
        if not getattr(record, self.program.library.field) and (formula := expanded(e)) is not None:
            found: Text = self.method(formula)(formula)
            return found
        return self.program.spelled(record, [self.code(u) for u in e.args[: record.arity[1]]])

    on_Heaviside = on_Application  # noqa: N815 - SymPy's name

    def on_ExprWithLimits(self, e: sp.Sum) -> Text:
        if not isinstance(e, sp.Sum | sp.Product) or any(limit[2].is_infinite for limit in e.limits):
            return self.on_Basic(e)
        (index, low, high), *more = e.limits
        inner = e.func(e.function, *more) if more else e.function
        outside, self.program.is_inline = self.program.is_inline, True
        ends = [self.text(end) if end.is_Integer else f"int({self.text(end)})" for end in (low, high + 1)]
        text = f"{self.text(inner)} for {self.text(index)} in range({', '.join(ends)})"
        self.program.is_inline = outside
        return Text(f"{'sum' if isinstance(e, sp.Sum) else 'math.prod'}({text})", Binding.ATOM)

    # Cases

    def on_Piecewise(self, e: sp.Piecewise) -> Text:
        rows: list[tuple[str, str]] = []
        for value, condition in e.args:
            earlier = [f"~{test}" for test, _ in rows]
            test = "" if condition == sp.true else self.program.assign(self.text(condition), "case")
            rows.append((test, self.case(value, " & ".join([*earlier, test] if test else earlier))))
        text = self.program.number(f"{self.program.library.short}.nan")
        for test, value in reversed(rows):
            text = self.program.library_call("where", test, value, text) if test else value
        return Text(text, Binding.ATOM)

    def case(self, value: sp.Expr, holds: str) -> str:
        """Return a value, computed of nan where it does not apply."""
        if value.is_number:
            return self.program.number(self.text(value))
        if self.program.is_inline or not holds or value.is_polynomial(*value.free_symbols):
            return self.printed([value])[0]
        nan = f"{self.program.library.short}.nan"
        guarded: dict[sp.Symbol, sp.Symbol] = {}
        for x in sorted(value.free_symbols, key=str):
            name = self.text(x)
            guarded[x] = symbol(self.program.assign(self.program.library_call("where", holds, name, nan), name))
        return self.printed([value.xreplace(guarded)])[0]

    def on_Relational(self, e: sp.Rel) -> Text:
        left, right = (self.text(side, Binding.SUM) for side in e.args)
        return Text(f"{left} {e.rel_op} {right}", Binding.CONDITION)

    def on_ITE(self, e: sp.ITE) -> Text:
        found: Text = self.method(e.to_nnf())(e.to_nnf())
        return found


_SIGMOID, _SOFTPLUS = sympy_class("sigmoid"), sympy_class("softplus")


def _without_overflow(e: sp.Expr) -> sp.Expr:
    """Return `e` with sigmoids and softplus by their names."""
    if not e.has(sp.exp, _SIGMOID):
        return e
    e = e.replace(
        lambda p: p.is_Pow and p.exp.is_Rational and p.exp < 0 and _is_one_plus_exp(p.base),
        lambda p: _SIGMOID(-p.base.args[1].args[0]) ** -p.exp,
    )
    e = e.replace(
        lambda p: isinstance(p, sp.log) and _is_one_plus_exp(p.args[0]), lambda p: _SOFTPLUS(p.args[0].args[1].args[0])
    )
    e = e.replace(lambda p: p.is_Mul and p.has(_SIGMOID), _with_sigmoids_of_negatives)
    return e.replace(
        lambda p: p.is_Add and len(p.args) == 2 and p.args[0] is sp.S.One and isinstance(-p.args[1], _SIGMOID),
        lambda p: _SIGMOID(-(-p.args[1]).args[0]),
    )


def _is_one_plus_exp(e: sp.Expr) -> bool:
    return bool(e.is_Add and len(e.args) == 2 and e.args[0] is sp.S.One and isinstance(e.args[1], sp.exp))


def _with_sigmoids_of_negatives(e: sp.Mul) -> sp.Expr:
    """Return a product with sigmoid(-u) for e^-u sigmoid(u)."""
    powers = dict(factor.as_base_exp() for factor in e.args)
    exponentials = [factor for factor in e.args if isinstance(factor, sp.exp)]
    for s in [base for base in powers if isinstance(base, _SIGMOID)]:
        u = s.args[0]
        for factor in exponentials:
            k = -factor.args[0] / u
            if k.is_Integer and 0 < k <= powers[s]:
                return e / factor / s**k * _SIGMOID(-u) ** k
    return e
