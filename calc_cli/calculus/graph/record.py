"""The parser's tree recorded on a tape."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import count
from typing import Any

import sympy as sp

from calc_cli.algebra.evaluate import value_at
from calc_cli.algebra.functions import Point, symbol
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.graph.tape import Entry, Tape, expression, place
from calc_cli.errors import CalcError, UndefinedError, UnsupportedError, UsageError
from calc_cli.syntax import tree as syntax
from calc_cli.syntax.indexed import OVER_A_NAME
from calc_cli.syntax.parser import Reading
from calc_cli.syntax.tree import Node, Span

MOST_TERMS = 100_000
"""Sum and product signs with more terms than this, all together, are not written out."""


Bound = Mapping[str, sp.Integer]
"""The indices of the sums and products around a part, with their values."""


def record(tree: Node, text: str, variables: Sequence[sp.Symbol], point: Point) -> Tape:
    """Record `tree`, read from `text`. Names other than the variables are constants.

    Sum and product signs are written out; their bounds must be whole numbers, at the `point` if they have names in
    them. Raises UnsupportedError for those that are too long, UsageError for a vector, UndefinedError for wrong bounds.
    """
    try:
        return _Recorder(Tape(tuple(variables), text), point).record(tree)
    except CalcError as error:
        error.source = text
        raise


def record_system(
    definitions: Iterable[tuple[str, Reading]], variables: Sequence[sp.Symbol], output: str, point: Point
) -> Tape:
    """Record equations name = formula, each before it is used, on one tape; its result is `output`.

    Raises what `record` raises.
    """
    recorder = _Recorder(Tape(tuple(variables), ""), point)
    for name, reading in definitions:
        try:
            recorder.names[name] = recorder.record(reading.tree).result
        except CalcError as error:
            error.source = reading.text
            raise
    recorder.tape.result = recorder.names[output]
    return recorder.tape


class _Recorder:
    """Visits the tree with a stack of its own, so that none is too deep."""

    def __init__(self, tape: Tape, point: Point) -> None:
        self.tape = tape
        self.point = point
        self.known: dict[Entry, int] = {}
        self.literals: dict[str, int] = {}
        self.functions: dict[tuple[sp.Expr, ...], sp.Expr] = {}
        self.terms = 0
        self.names = {v.name: self.entry(Entry("variable", (), v), (0, 0)) for v in tape.variables}

    def record(self, tree: Node) -> Tape:
        found: list[int] = []
        waiting: list[tuple[Node, Bound, int | None]] = [(tree, {}, None)]
        while waiting:
            node, bound, count = waiting.pop()
            if count is not None:
                arguments = found[len(found) - count :]
                del found[len(found) - count :]
                found.append(self.combined(node, arguments, bound))
            elif type(node) is syntax.Name or type(node) is syntax.Number:
                found.append(self.leaf(node, bound))
            else:
                inside = list(self.inside(node, bound))
                waiting.append((node, bound, len(inside)))
                waiting += [(child, around, None) for child, around in reversed(inside)]
        (self.tape.result,) = found
        return self.tape

    def entry(self, entry: Entry, span: Span) -> int:
        found = self.known.get(entry)
        if found is None:
            found = self.known[entry] = len(self.tape.entries)
            self.tape.entries.append(entry)
            self.tape.spans.append(span)
        return found

    def constant(self, number: sp.Expr, span: Span) -> int:
        return self.entry(Entry("constant", (), number), span)

    def leaf(self, node: syntax.Name | syntax.Number, bound: Bound) -> int:
        if isinstance(node, syntax.Number):
            if node.text not in self.literals:
                self.literals[node.text] = self.constant(lower_as_typed(node), node.span)
            return self.literals[node.text]
        if node.name in self.names and node.name not in bound:
            return self.names[node.name]
        return self.constant(bound.get(node.name, symbol(node.name)), node.span)

    # What a node is made of

    def inside(self, node: Node, bound: Bound) -> Iterator[tuple[Node, Bound]]:
        """Yield the parts that are recorded before the node, and the indices around them."""
        if isinstance(node, syntax.DerivativeOf):
            raise UnsupportedError("a derivative within a graph is not taken", span=node.span)
        if isinstance(node, syntax.Call) and node.function == "integral":
            body, index, *ends = node.arguments
            if (syntax.names_in(body) - syntax.names_in(index)) & (self.names.keys() | bound.keys()):
                raise UnsupportedError("an integrand with variables is not taken apart in a graph", span=node.span)
            yield from ((end, bound) for end in ends)
            return
        if isinstance(node, syntax.Call) and node.function in ("sum", "prod"):
            yield from self.terms_of(node, bound)
            return
        for part in _parts(node):
            yield part, bound

    def terms_of(self, node: syntax.Call, bound: Bound) -> Iterator[tuple[Node, Bound]]:
        body, index, *ends = node.arguments
        assert isinstance(index, syntax.Name)  # the parser sees to it
        first, last = (self.whole(end, bound) for end in ends)
        self.terms += max(0, last - first + 1)
        if self.terms > MOST_TERMS:
            raise UnsupportedError(f"the graph of a sum of more than {MOST_TERMS:,} terms is not made", span=node.span)
        for i in range(first, last + 1):
            yield body, {**bound, index.name: sp.Integer(i)}

    def whole(self, end: Node, bound: Bound) -> int:
        """Return the value of a bound."""
        place = {**self.point, **{symbol(name): value for name, value in bound.items()}}
        typed = lower_as_typed(end)
        moving = typed.free_symbols & set(self.tape.variables) - set(map(symbol, bound))
        if moving:
            names = ", ".join(sorted(map(str, moving)))
            raise UnsupportedError(f"calc has no rule for bounds that vary with {names}: they count", span=end.span)
        if typed.free_symbols - place.keys():
            raise UnsupportedError("how many terms this has is not known", span=end.span, hint="give it with --at")
        value = value_at(typed, place)
        if not value.is_Integer:
            raise UndefinedError("sums and products count whole numbers, from one to another", span=end.span)
        return int(value)

    # Entries

    def combined(self, node: Node, arguments: Sequence[int], bound: Bound) -> int:
        kind, detail = self.operation(node, arguments, bound)
        if all(self.tape.is_constant(a) for a in arguments):
            parts = [self.tape.entries[a].detail for a in arguments]
            return self.constant(expression(kind, detail, parts), node.span)
        if kind == "function":
            arguments, detail = self.without_constants(arguments, detail)
        if kind in ("sum", "product") and len(arguments) == 1 and detail == (1,):
            return arguments[0]
        return self.entry(Entry(kind, tuple(arguments), detail), node.span)

    def operation(self, node: Node, arguments: Sequence[int], bound: Bound) -> tuple[str, Any]:
        """Kind and detail of the entry that `node` becomes."""
        match node:
            case syntax.Sum():
                return "sum", tuple(-1 if isinstance(term, syntax.Negative) else 1 for term in node.terms)
            case syntax.Negative():
                return "sum", (-1,)
            case syntax.Product():
                return "product", tuple(-1 if isinstance(factor, syntax.Divisor) else 1 for factor in node.factors)
            case syntax.Call(function="sum" | "prod" as sign):
                return ("sum" if sign == "sum" else "product"), (1,) * len(arguments)
            case syntax.Cases():
                return "cases", _cases(node)
            case syntax.Call(function="integral", arguments=(body, index, *_)):
                return "function", _template(replace(node, span=(0, 0), arguments=(body, index, *_places(2))))
            case syntax.Power():
                return self.power(node, arguments[0], arguments[1], bound)
            case syntax.Call() | syntax.Apply():
                return "function", _template(replace(node, span=(0, 0), arguments=_places(len(arguments))))
            case syntax.Constant():
                return "constant", lower_as_typed(node)
        raise UsageError("the graph is that of one function, not of a list", span=node.span)

    def power(self, node: syntax.Power, base: int, exponent: int, bound: Bound) -> tuple[str, Any]:
        number = self.tape.entries[exponent].detail
        if bound and number == 0 and bound.keys() >= syntax.names_in(node.exponent):
            return "function", sp.S.One  # x^k at k = 0, as every series means it
        if self.tape.entries[base].detail is sp.E:
            return "function", sp.exp(place(1), evaluate=False)
        return "function", _template(syntax.Power((0, 0), *_places(2)))

    def without_constants(self, arguments: Sequence[int], template: sp.Expr) -> tuple[Sequence[int], sp.Expr]:
        """Put those arguments that are constants into the expression of the function."""
        kept = dict.fromkeys(a for a in arguments if not self.tape.is_constant(a))
        places = {a: place(i) for i, a in enumerate(kept)}
        values = [places[a] if a in places else self.tape.entries[a].detail for a in arguments]
        key = (template, *values)
        if key not in self.functions:
            self.functions[key] = expression("function", template, [*map(self.rational, values)])
        return tuple(places), self.functions[key]

    def rational(self, number: sp.Expr) -> sp.Expr:
        """Return a constant as the rational number that it plainly is: powers of negative numbers hang on it."""
        if number.is_Rational or number.free_symbols:
            return number
        try:
            value = value_at(number, {})
        except CalcError:
            return number
        return value if value.is_Rational else number


def _parts(node: Node) -> Iterator[Node]:
    """Yield the operands of a node, as its entry has them for arguments: those of signs and divisors themselves."""
    if isinstance(node, syntax.Cases):
        yield from (value for value, _ in node.branches)
        for _, condition in node.branches:
            yield from _compared(condition)
        return
    for part in syntax.children(node):
        if isinstance(part, syntax.Divisor) or (isinstance(part, syntax.Negative) and isinstance(node, syntax.Sum)):
            yield part.operand
        else:
            yield part


def _compared(condition: Node) -> Iterator[Node]:
    """Yield what a condition compares."""
    for part in syntax.children(condition):
        yield from (part,) if isinstance(condition, syntax.Comparison) else _compared(part)


def _cases(node: syntax.Cases) -> sp.Expr:
    """Return the cases as an expression in the places of their arguments, which stand in the order of _parts."""
    places = (syntax.Name((0, 0), place(i).name) for i in count())

    def in_places(part: Node) -> Node | None:
        if not isinstance(part, syntax.Comparison):
            return None
        return replace(part, operands=tuple(next(places) for _ in part.operands))

    values = [next(places) for _ in node.branches]
    conditions = [syntax.replaced(condition, in_places) for _, condition in node.branches]
    return lower_as_typed(syntax.Cases((0, 0), tuple(zip(values, conditions, strict=True))))


def _places(count: int) -> tuple[syntax.Name, ...]:
    """Return `place(0)`, `place(1)`, ... as nodes."""
    return tuple(syntax.Name((0, 0), place(i).name) for i in range(count))


_template = cache(lower_as_typed)
"""The expression of a function of places."""


def free_symbols(tree: Node) -> set[sp.Symbol]:
    """Return the variables in `tree`, indices of sums and variables of integrals under their sign apart."""
    found: set[str] = set()
    waiting: list[tuple[Node, frozenset[str]]] = [(tree, frozenset())]
    while waiting:
        node, bound = waiting.pop()
        if isinstance(node, syntax.Name):
            if node.name not in bound:
                found.add(node.name)
        elif isinstance(node, syntax.Call) and node.function in OVER_A_NAME:
            body, index, *ends = node.arguments
            assert isinstance(index, syntax.Name)  # the parser sees to it
            waiting += [(body, bound | {index.name}), *((end, bound) for end in ends)]
        else:
            waiting += [(part, bound) for part in _parts(node)]
    return set(map(symbol, found))
