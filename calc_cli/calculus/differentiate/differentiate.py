"""The derivative of an expression by the rules of the subject, and by nothing else.

Every subexpression is differentiated once a call, so a shared one costs nothing the second time, and a part
without the variable costs the walk through it. The result is as the rules give it; algebra/tidy.py makes it readable.
"""

from collections.abc import Callable

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from calc_cli.algebra.conditions import continuity
from calc_cli.algebra.evaluate import value_at
from calc_cli.algebra.functions import WITH_CASES, Case, cases_of
from calc_cli.algebra.occurrences import Occurrences
from calc_cli.algebra.power import add, defined_cases, power, times
from calc_cli.algebra.unevaluated import outermost
from calc_cli.calculus.rules.rule import check_fixed, check_has_partials, outer_derivative, primed
from calc_cli.errors import UndefinedError, UnsupportedError

_LONG_PRODUCT = 24
"""From here on a product is differentiated in halves: its n terms of n factors would be n^2 long."""

_WRITTEN_OUT = 64
"""A product sign with at most this many factors, their number known, is written out."""

ZERO, ONE = sp.S.Zero, sp.S.One
_NO_NUMBER = (sp.nan, sp.zoo, sp.oo, -sp.oo)


def differentiate(e: sp.Expr, x: sp.Symbol, occurrences: Occurrences | None = None) -> sp.Expr:
    """Differentiate `e` with respect to `x`, every other symbol held fixed.

    With `occurrences`, which one expression in many variables shares, parts without `x` are passed over.
    Formal: where the derivative exists is not asked here. The conditions of a Piecewise are kept, and a branch
    that holds at a single point is differentiated like any other. Not tidied.

    Raises UnsupportedError for what calc has no rule for, and UndefinedError for a power of a negative number
    with a variable exponent, which has a derivative nowhere.
    """
    return _Differentiation(x, occurrences).of(e)


class _Differentiation:
    """One call: the variable, and the derivatives found so far."""

    __slots__ = ("known", "occurrences", "x")

    def __init__(self, x: sp.Symbol, occurrences: Occurrences | None) -> None:
        self.x = x
        self.occurrences = occurrences
        self.known: dict[sp.Basic, sp.Expr] = {x: ONE, sp.nan: sp.nan, sp.zoo: sp.nan}

    def of(self, e: sp.Expr) -> sp.Expr:
        found = self.known.get(e)
        if found is None:
            found = _rule(e)(self, e) if self._may_vary(e) else ZERO
            self.known[e] = found
        return found

    def _may_vary(self, e: sp.Expr) -> bool:
        return bool(e.args) and (self.occurrences is None or self.x in self.occurrences.variables(e))

    def sum(self, e: sp.Expr) -> sp.Expr:
        terms = e.args if self.occurrences is None else self.occurrences.terms(e, self.x)
        return add([d for term in terms if (d := self.of(term)) is not ZERO])

    def product(self, e: sp.Expr) -> sp.Expr:
        factors = e.args
        if len(factors) == 2 and factors[0].is_Rational:
            return times(factors[0], self.of(factors[1]))
        changing = [(i, d) for i, factor in enumerate(factors) if (d := self.of(factor)) is not ZERO]
        if len(changing) > _LONG_PRODUCT:
            return self._halves(factors)
        return sp.Add(*[sp.Mul(*factors[:i], d, *factors[i + 1 :]) for i, d in changing])

    def _halves(self, factors: tuple[sp.Expr, ...]) -> sp.Expr:
        middle = len(factors) // 2
        left, right = sp.Mul(*factors[:middle]), sp.Mul(*factors[middle:])
        return sp.Add(sp.Mul(self.of(left), right), sp.Mul(left, self.of(right)))

    def power(self, e: sp.Expr) -> sp.Expr:
        base, exponent = e.args
        if base.func in WITH_CASES:
            return self.cases(base, lambda u: power(u, exponent))
        if exponent.func in WITH_CASES:
            return self.cases(exponent, lambda n: power(base, n))
        growth = self.of(exponent)
        inner = self.of(base)
        if growth is ZERO:
            if inner is ZERO:
                return ZERO
            outer = power(base, exponent - 1)
            return times(exponent, outer) if base is self.x and exponent.is_Rational else sp.Mul(exponent, outer, inner)
        if base.is_zero:
            return ZERO
        if base.is_negative and base.is_number:
            raise UndefinedError(f"({base})^u with a variable exponent u has no derivative: its base is negative")
        if inner is ZERO:
            return sp.Mul(e, sp.log(base), growth)
        return sp.Mul(e, sp.Add(sp.Mul(growth, sp.log(base)), sp.Mul(exponent, inner, sp.Pow(base, -1))))

    def function(self, e: sp.Expr) -> sp.Expr:
        """Apply the chain rule, one term for each argument."""
        if len(e.args) == 1 and e.args[0].func in WITH_CASES:
            return self.cases(e.args[0], e.func)
        if len(e.args) == 1:
            return self.chain(e)
        inner = [(i, d) for i, argument in enumerate(e.args) if (d := self.of(argument)) is not ZERO]
        return sp.Add(*[sp.Mul(outer_derivative(e, i), d) for i, d in inner])

    def chain(self, e: sp.Expr) -> sp.Expr:
        """Of f(g(h(x))), in one product, which SymPy then sorts once and not at every level."""
        functions = [e]
        while _is_link(u := functions[-1].args[0]):
            functions.append(u)
        inner = self.of(u)
        return ZERO if inner is ZERO else sp.Mul(*(outer_derivative(f, 0) for f in functions), inner)

    def logarithm(self, e: sp.Expr) -> sp.Expr:
        """Of each factor by itself: (ln(u v))' is u'/u + v'/v, whatever their signs, and so is that of ln|u v|."""
        (u,) = e.args
        u = u.args[0] if isinstance(u, sp.Abs) else u
        if not u.is_Mul or u.has(*WITH_CASES):
            return self.function(e)
        return sp.Add(*[sp.Mul(d, sp.Pow(factor, -1)) for factor in u.args if (d := self.of(factor)) is not ZERO])

    def unknown_function(self, e: sp.Expr) -> sp.Expr:
        if len(e.args) == 1:
            inner = self.of(e.args[0])
            return ZERO if inner is ZERO else sp.Mul(primed(e), inner)
        return self.partial(e)

    def partial(self, e: sp.Expr) -> sp.Expr:
        """Of f(x, y), or a partial derivative of it: one more partial derivative, where the notation can say which."""
        function = e.expr if isinstance(e, sp.Derivative) else e
        if all(self.of(argument) is ZERO for argument in function.args):
            return ZERO
        check_has_partials(function)
        return sp.Derivative(e, self.x)

    def cases(self, inner: sp.Expr, outer: Callable[[sp.Expr], sp.Expr] = lambda u: u) -> sp.Expr:
        """Of outer(cases), each case by itself: the chain rule has 0/0 for asin(max(x, 1)) where x < 1."""
        branches = [(self._branch(outer(u)), condition) for u, condition in cases_of(inner)]
        return piecewise(self._without_points(branches))

    def _without_points(self, branches: list[Case]) -> list[Case]:
        """Without a case of one point where its neighbour's formula has a value: what holds at x = 1 has no slope."""
        points = isolated_points([condition for _, condition in branches], self.x)
        around = [value for (value, _), alone in zip(branches, points, strict=True) if not alone]
        return [
            branch
            for branch, alone in zip(branches, points, strict=True)
            if not alone or not any(all(_has_value(d, {self.x: at}) for at in alone) for d in around)
        ]

    def _branch(self, e: sp.Expr) -> sp.Expr:
        """Return a branch without a derivative is undefined, and the others are none the worse for it."""
        try:
            return self.of(e)
        except UndefinedError:
            return sp.nan

    def long_product(self, e: sp.Expr) -> sp.Expr:
        factor, (index, low, high), *more = e.args
        is_short = not more and low.is_Integer and high.is_Integer and high - low < _WRITTEN_OUT
        if is_short and _plain(factor):
            return self.of(sp.Mul(*[factor.xreplace({index: sp.Integer(k)}) for k in range(low, high + 1)]))
        terms = self.under_the_sign(e, lambda inner, *limits: sp.Sum(sp.Mul(inner, sp.Pow(factor, -1)), *limits))
        return ZERO if terms is ZERO else sp.Mul(e, terms)

    def integral(self, e: sp.Expr) -> sp.Expr:
        """Return the derivative by Leibniz's rule: of the bounds, and under the sign."""
        body, variable, bounds = outermost(e)
        if not bounds:
            raise UnsupportedError("there is no rule for an Integral without bounds")
        low, high = bounds
        ends = [
            sp.Mul(sign, body.xreplace({variable: bound}), slope)
            for sign, bound in ((1, high), (-1, low))
            if (slope := self.of(bound)) is not ZERO
        ]
        inner = ZERO if variable == self.x else self.of(body)
        if inner is not ZERO or (variable != self.x and body.has(self.x)):
            jumps = [jump for found in continuity(body, self.x) for jump in found.atoms(Relational)]
            poles = [p.base for p in body.atoms(sp.Pow) if p.exp.is_negative] if body.has(sp.Abs) else []  # |u|/u
            if any({self.x, variable} <= edge.free_symbols for edge in (*jumps, *poles)):
                raise UnsupportedError(f"Leibniz's rule is not for jumps of an integrand that {self.x} moves")
        if inner is not ZERO and any(bound.is_infinite for bound in bounds):
            raise UnsupportedError("Leibniz's rule is not for an integral to infinity of what varies")
        if any(end.has(*_NO_NUMBER) for end in ends):
            raise UnsupportedError("Leibniz's rule is not for an integrand without a value at a bound that moves")
        return add(ends if inner is ZERO else [*ends, sp.Integral(inner, (variable, low, high))])

    def under_the_sign(self, e: sp.Expr, build: Callable[..., sp.Expr] = sp.Sum) -> sp.Expr:
        """Of a sum or product over one index or, as SymPy writes a sum of sums, over several; the last is outermost.

        The bounds are whole numbers, so they may not vary with x.
        """
        body, *limits = e.args
        for index, low, high in reversed(limits):
            check_fixed((low, high), lambda bound: self.of(bound) is not ZERO, self.x)
            if index == self.x:
                return ZERO
        inner = self.of(body)
        return ZERO if inner is ZERO else build(inner, *limits)


Rule = Callable[[_Differentiation, sp.Expr], sp.Expr]

_RULES: dict[type, Rule] = {
    sp.Add: _Differentiation.sum,
    sp.Mul: _Differentiation.product,
    sp.Pow: _Differentiation.power,
    sp.log: _Differentiation.logarithm,
    **dict.fromkeys(WITH_CASES, _Differentiation.cases),
    sp.Sum: _Differentiation.under_the_sign,
    sp.Product: _Differentiation.long_product,
    sp.Integral: _Differentiation.integral,
    sp.Derivative: _Differentiation.partial,
}


def _rule(e: sp.Expr) -> Rule:
    if e.func in _RULES:
        return _RULES[e.func]
    if isinstance(e, AppliedUndef):
        return _Differentiation.unknown_function
    if isinstance(e, sp.Function):
        return _Differentiation.function
    raise UnsupportedError(f"calc has no rule for the derivative of {e.func.__name__}")


def _has_value(e: sp.Expr, point: dict[sp.Symbol, sp.Expr]) -> bool:
    if e is sp.nan:
        return False
    try:
        value_at(e, point)
    except (UndefinedError, UnsupportedError):
        return False
    return True


def _is_link(e: sp.Expr) -> bool:
    """Return True if the chain rule goes straight on into the argument of `e`."""
    return (
        isinstance(e, sp.Function)
        and _rule(e) in (_Differentiation.function, _Differentiation.logarithm)
        and not (e.func is sp.log and (e.args[0].is_Mul or isinstance(e.args[0], sp.Abs)))
        and len(e.args) == 1
        and e.args[0].func not in WITH_CASES
    )


def _plain(e: sp.Expr) -> bool:
    """Return True if numbers may be put into `e` by rebuilding it: no root that SymPy would take as the complex one."""
    return all(power.exp.is_Integer for power in e.atoms(sp.Pow))


def isolated_points(conditions: list[sp.Basic], x: sp.Symbol) -> list[frozenset[sp.Expr]]:
    """Return for each case in turn the values of x for which alone it applies; none if that is a whole interval."""
    found = []
    before: sp.Basic = sp.true
    for condition in conditions:
        found.append(_only_points(sp.And(before, condition), x))
        before = sp.And(before, sp.Not(condition))
    return found


def _only_points(condition: sp.Basic, x: sp.Symbol) -> frozenset[sp.Expr]:
    if isinstance(condition, sp.Eq) and x in condition.args:
        at = condition.rhs if condition.lhs == x else condition.lhs
        return frozenset() if at.has(x) else frozenset({at})
    parts = [_only_points(part, x) for part in condition.args] if isinstance(condition, sp.And | sp.Or) else []
    if isinstance(condition, sp.Or):
        return frozenset().union(*parts) if all(parts) else frozenset()
    return next(filter(None, parts), frozenset())


def piecewise(branches: list[Case]) -> sp.Expr:
    """Return the cases in one, leaving out where there is no derivative."""
    first = branches[0][0]
    if all(value == first for value, _ in branches):
        return first
    defined = defined_cases(branches)
    if all(condition is sp.false for _, condition in defined):
        return sp.nan
    return sp.Piecewise(*defined)  # evaluated: 3x - 1 > 0 reads x > 1/3
