"""What is known of the function of a working: its derivatives and zeros, and the parts that its shorthand names."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

import sympy as sp
from sympy.concrete.expr_with_limits import ExprWithLimits
from sympy.core.function import AppliedUndef

from calc_cli.algebra import unevaluated
from calc_cli.algebra.evaluate import substitute, value_at
from calc_cli.algebra.functions import Pending, TypedFunction, abstract, symbol
from calc_cli.algebra.inverse import invert
from calc_cli.algebra.roots import real_roots
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.checking.question import compared, derivative_of, has_value
from calc_cli.calculus.derivative.derivative import Derivative, derive
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check
from calc_cli.calculus.implicit.inverse import inverse
from calc_cli.calculus.working.claims import Point
from calc_cli.calculus.working.drawn_lines import Touch
from calc_cli.errors import UndefinedError, UnsupportedError


@dataclass(frozen=True, slots=True)
class Subject:
    """The function of a working: as `typed`, evaluated, of x, with its name, the parts that have names, and notes.

    It may be studied on a closed `interval`; letters that are `unknown` are solved for. The steps begin with the
    derivative of that `order`, 0 if they may still rewrite the function. Where an equation is solved, all solutions are
    asked for if it `has_all_solutions`.
    """

    typed: sp.Expr
    expression: sp.Expr
    x: sp.Symbol
    name: str = ""
    functions: Mapping[str, sp.Expr] = field(default_factory=dict)
    order: int = 0
    notes: tuple[str, ...] = ()
    interval: tuple[sp.Expr, sp.Expr] | None = None
    unknown: Set[sp.Symbol] = frozenset()
    has_all_solutions: bool = False
    values: Mapping[sp.Expr, sp.Expr] = field(default_factory=dict)
    """What is told of functions that have no formula: f(2) = 5."""
    arguments: Set[sp.Symbol] = frozenset()
    """The other variables, in which it is differentiated."""
    is_slope: bool = False
    """Whether f' was told, and f itself is known up to a constant."""

    @property
    def where(self) -> tuple[sp.Basic, ...]:
        """What holds of the variable by its name: n is a natural number."""
        return (self.x > 0,) if self.x.name == "n" else ()


class FunctionFacts:
    """The truth about a subject, some letters of which are `known` as numbers."""

    def __init__(self, subject: Subject, known: Point | None = None) -> None:
        self.subject, self.known = subject, known or {}
        self.x, self.name, self.functions = subject.x, subject.name, subject.functions
        self.whole = TypedFunction(subject.typed, subject.expression, (subject.x,))
        self.derivative = cache(self._derived)

    def _derived(self, order: int) -> Derivative:
        return derive(self.whole, order=order)

    def with_values(self, known: Point) -> "FunctionFacts":
        """Let letters have the values that were found: from C = 5 on f(x) = x^2 + C is x^2 + 5."""
        old = self.subject
        functions = {name: f.xreplace(known) for name, f in old.functions.items()}
        expression = has_value(old.expression.xreplace(known))
        subject = replace(old, typed=old.typed.xreplace(known), expression=expression, functions=functions)
        return FunctionFacts(subject, {**self.known, **known})

    def of(self, name: str) -> TypedFunction:
        """Return the function with that name."""
        if name == self.name:
            return self.whole
        e = self.expand_names(self.functions[name])
        return TypedFunction(e, has_value(e), (self.x,))

    def rate(self, order: int) -> TypedFunction:
        """Return the derivative of that order as a function, f itself for 0."""
        e = self.derivative(order).result if order else self.subject.expression
        return TypedFunction(e, e, (self.x,))

    @property
    def parameters(self) -> set[sp.Symbol]:
        """The letters of the function that stand for constants."""
        letters = self.subject.expression.free_symbols - {self.x, *self.subject.arguments}
        return {u for u in letters if _CONSTANT.fullmatch(u.name)}

    @cached_property
    def slopes(self) -> list[sp.Expr]:
        """The derivatives in all letters of the function."""
        f = self.subject.expression
        return [derivative_of(f, u) for u in sorted(f.free_symbols, key=str)]

    def compared(self, name: str, order: int, value: sp.Expr, room: sp.Expr, where: Sequence[sp.Basic] = ()) -> Check:
        """Check that `value` is the derivative of the function with that name, of an order that may be 0, `where`."""
        if order == 0 and self.subject.is_slope:
            raise UnsupportedError("the function is not known")
        if name != self.name:
            truth, domain = self.named_value(name, order), ()
        elif order == 0:
            truth, domain = self.subject.typed, ()
        else:
            truth, domain = self.derivative(order).result, self.derivative(order).domain
        where = (*where, *self.subject.where)
        check = compared(truth, value, room if truth.is_number or order == 0 else sp.S.Zero, (*domain, *where))
        return replace(check, remarks=()) if where else check  # they are of the whole line

    def named_value(self, name: str, order: int) -> sp.Expr:
        """Return the function with that name, or its derivative."""
        if name != self.name:
            return self.elsewhere(self.functions[name], self.x, order, None)
        return self.derivative(order).result if order else self.subject.expression

    def elsewhere(self, f: sp.Expr, x: sp.Symbol, order: int, at: Point | None) -> sp.Expr:
        """Return f or its derivative in x of that order, perhaps at a place; NaN if there is no derivative there."""
        whole = self.expand_names(f)
        if order == 0 and self.subject.is_slope:
            raise UnsupportedError("the function is not known")
        if order == 0 or at is None or set(at) != {x}:
            formula = derivative_of(whole, x, order)
            return formula if at is None else tidy(self.with_values_told(substitute(formula, at)))
        try:
            value = derive(TypedFunction(whole, has_value(whole), (x,)), order=order, at=at).value
        except UndefinedError:
            return sp.S.NaN
        if value is None:
            raise UnsupportedError("the value is not known")
        return self.with_values_told(value)

    def expand_names(self, e: sp.Expr) -> sp.Expr:
        """Put the functions in for their names, the values of the inverse too, and take pending derivatives."""
        rates = [p.args for p in e.atoms(Pending) if type(p.args[0]) is sp.Symbol and p.args[1] != p.args[0]]
        if any(of.name not in self.functions and (u == self.x or u.name in self.functions) for of, u, _ in rates):
            raise UnsupportedError("what this letter stands for has not been told")
        inverted = [u for u in e.atoms(AppliedUndef) if u.func.__name__.rstrip("'") == f"{self.name or 'y'}_inv"]
        known = {u: self.inverse_at(u.args[0], order=int(u.func.__name__[-1] == "'")) for u in inverted}
        return self.with_values_told(expand_names(e.xreplace({**self.known, **known}), self.functions, self.x))

    def is_told(self, name: str, order: int, at: Point) -> bool:
        """Return True if a function that has no formula was told to have a value at a place."""
        return self.x in at and abstract(name, order)(at[self.x]) in self.subject.values

    def with_values_told(self, e: sp.Expr) -> sp.Expr:
        """Put in what is told of functions that have no formula, f(2) = 5, from within: f(f(1))."""
        while known := {u: self.subject.values[u] for u in e.atoms(AppliedUndef) if u in self.subject.values}:
            e = e.xreplace(known)
        return e

    def rename(self, y: sp.Symbol) -> None:
        """Let y be the inverse function from here on. Raises UnsupportedError if there is no formula for it."""
        at = sp.Dummy(real=True)
        if (found := invert(self.subject.expression, self.x, at)) is None:
            raise UnsupportedError("the inverse function is not known")
        self.functions = {**self.functions, y.name: found[0].xreplace({at: self.x})}

    def inverse_at(self, place: sp.Expr, *, order: int) -> sp.Expr:
        """Return a value of the inverse function or of its derivative. Raises UnsupportedError if it is not known."""
        found = inverse(self.whole, sp.Dummy("y", real=True), at=has_value(self.expand_names(place)))
        if (value := found.value if order else found.preimage) is None:
            raise UnsupportedError("the value is not known")
        return value

    def named(self, e: sp.Expr | None) -> sp.Expr:
        """Put the functions in for their names, the derivatives being still to be taken, but in one of the names."""
        named, x, known = sp.S.NaN if e is None else e, self.x, self.functions
        for u in named.atoms(AppliedUndef):
            name = u.func.__name__.rstrip("'")
            if name in known and u.args == (x,) and (order := len(u.func.__name__) - len(name)):
                named = named.xreplace({u: Pending(self.expand_names(known[name]), x, sp.Integer(order))})
        named = named.xreplace({p: self.expand_names(p) for p in named.atoms(Pending) if p.args[1].name in known})
        free = (u for u in named.free_symbols if u.name in known)  # the y of ∫ f dy is no other y
        return named.xreplace({u: self.expand_names(known[u.name]) for u in free})

    def solutions(self, e: sp.Expr) -> list[sp.Expr] | None:
        """Return the zeros, if all are known."""
        found = real_roots(e, self.x)
        return [root.middle for root in found.roots] if found.are_all else None

    @property
    def is_parametric(self) -> bool:
        """True of a curve x = t^2, y = t^3."""
        return (self.name, self.x.name in "xy") == ("x", False) and "y" in self.functions

    @cached_property
    def curve(self) -> tuple[sp.Expr, sp.Expr]:
        """The coordinates of the points of the curve, those of the graph being x and f."""
        f = self.subject.expression
        return (f, has_value(self.expand_names(symbol("y")))) if self.is_parametric else (self.x, f)

    def touch(self, at: Point) -> Touch | None:
        """Return the point of the curve at a place, with the slope there."""
        place = {self.x: at.get(self.x)}
        if None in place.values():
            return None
        rates = (derivative_of(e, self.x).xreplace(place) for e in reversed(self.curve))
        x, y = (e.xreplace(place) for e in self.curve)
        return Touch(x, y, sp.Mul(next(rates), 1 / next(rates)))

    def touching(self, line: sp.Expr) -> list[Touch] | None:
        """Return the points where a line touches the curve, None if these are not known."""
        x, y = self.curve
        distance = y - line.xreplace({symbol("x") if self.is_parametric else self.x: x})
        places = self.solutions(derivative_of(distance, self.x))
        if places is None:
            return None
        touching = (a for a in places if compare(distance.xreplace({self.x: a}), sp.S.Zero).is_correct)
        return [touch for a in touching if (touch := self.touch({self.x: a})) is not None]

    def inverted(self, value: sp.Expr) -> Check:
        """Check that the function takes the value back to x."""
        return compared(self.x, value_at(self.subject.expression, {self.x: value}))

    def strangers(self, value: sp.Expr) -> set[sp.Symbol]:
        """Return y, of a line y - 9 = 6(x - 3) that is drawn beside f."""
        told = sp.Tuple(self.subject.expression, *self.functions.values())
        known = {symbol(self.name or "f"), *told.free_symbols}
        return {symbol("y")} & value.free_symbols - known

    def is_line(self, e: sp.Expr) -> bool:
        """Return True if this is linear, as the function is not."""
        x = self.x
        return bool(sp.diff(e, x, 2) == 0 and not sp.diff(self.subject.expression, x, 2).is_zero)


_CONSTANT = re.compile("[abckmpqABCDK]|lambda|[A-Za-z]_0")
"""What a letter is called that may be found, and is the same everywhere."""

MOST_NESTED = 20
"""Names within names."""


def in_part(e: sp.Expr, u: sp.Symbol, functions: Mapping[str, sp.Expr], x: sp.Symbol, depth: int = 0) -> sp.Expr:
    """Write an expression in a part that has a name, u, and put the other `functions` in for theirs."""
    others = {name: f for name, f in functions.items() if name != u.name}
    return expand_names(e, others, x, depth).xreplace({functions[u.name]: u})


def expand_names(e: sp.Expr, functions: Mapping[str, sp.Expr], x: sp.Symbol, depth: int = 0) -> sp.Expr:
    """Put the `functions` of x in for their names, as in u, u(x) and u'(x), and take the derivatives that are pending.

    What has neither stays as it was typed. Raises what `differentiate` raises, RecursionError for u = u + 1.
    """
    if depth > MOST_NESTED:
        raise RecursionError
    if isinstance(e, sp.Abs) and isinstance(v := functions.get(str(e.args[0])), sp.Tuple):
        return sp.sqrt(sp.Add(*(part**2 for part in v)))
    if isinstance(e, sp.Abs) and e.has(AppliedUndef):  # |r'(t)|, of r = x i + y j
        inner, units = expand_names(e.args[0], functions, x, depth), [*map(symbol, "ijk")]
        is_vector = {*units[:2]} <= inner.free_symbols
        return sp.sqrt(sp.Add(*(sp.diff(inner, u) ** 2 for u in units))) if is_vector else sp.Abs(inner, evaluate=False)
    if isinstance(e, sp.Symbol) and isinstance(functions.get(e.name), sp.Tuple):
        raise UnsupportedError("this letter is a vector")
    if isinstance(e, sp.Symbol) and e.name in functions:
        return expand_names(functions[e.name], functions, x, depth + 1)
    if isinstance(e, AppliedUndef) and e.func.__name__.rstrip("'") in functions and len(e.args) == 1:
        name = e.func.__name__
        bare = name.rstrip("'")
        f = derivative_of(expand_names(functions[bare], functions, x, depth + 1), x, len(name) - len(bare))
        return f.xreplace({x: expand_names(e.args[0], functions, x, depth)})
    if not e.args or not e.has(Pending, AppliedUndef, *map(symbol, functions)):
        return e
    if isinstance(e, Pending):
        return _taken(e, functions, x, depth)
    if isinstance(e, ExprWithLimits):  # the x of ∫ f dx is no other x
        free = {name: f for name, f in functions.items() if symbol(name) not in e.variables}
        bounds = [(u, *(expand_names(bound, functions, x, depth) for bound in rest)) for u, *rest in e.limits]
        return e.func(expand_names(e.function, free, x, depth), *bounds)
    return unevaluated.build(e.func, [expand_names(part, functions, x, depth) for part in e.args])


def _taken(pending: Pending, functions: Mapping[str, sp.Expr], x: sp.Symbol, depth: int) -> sp.Expr:
    """Take a derivative in which names may stand."""
    of, variable, order = pending.args
    if of == symbol("y") and of.name not in functions and variable.name in functions:
        raise UnsupportedError("what this letter stands for has not been told")
    if variable.name in functions:  # dy/du, of which u is a part itself
        whole = in_part(of, variable, functions, x, depth + 1)
        if whole.has(variable):
            return expand_names(derivative_of(whole, variable, int(order)), functions, x, depth + 1)
        found, inner = (expand_names(e, functions, x, depth + 1) for e in (of, variable))
        for _ in range(int(order)):  # as d/dx is d/dt, divided by dx/dt
            rates = [derivative_of(has_value(e), x) for e in (found, inner)]
            found = unevaluated.mul([rates[0], unevaluated.power(rates[1], sp.S.NegativeOne)])
        return found
    return derivative_of(expand_names(of, functions, x, depth), variable, int(order))
