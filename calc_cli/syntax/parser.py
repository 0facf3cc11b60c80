"""Tokens to tree: the grammar of written mathematics, by recursive descent.

    statement   = expression ["=" expression]
    expression  = condition ["if" condition "else" expression]
    condition   = conjunction {"or" conjunction},  conjunction = negation {"and" negation}
    negation    = "not" negation | comparison,     comparison  = sum {("<" | "<=" | "=" | ...) sum}
    sum         = ["+" | "-"] product {("+" | "-") product}
    product     = signed {("*" | "/" | nothing) signed}
    signed      = {"+" | "-"} power
    power       = postfix [("^" signed) | superscript]
    postfix     = operand {"!" | "'"}
    operand     = number | name | constant | bracket | |expression| | function argument | LaTeX structure
                | "d/dx" (bracket power | product)

A derivative still to be taken, (...)' or d/dx (...), stands only in a working (`parse_chain`).

An implicit product ("nothing") binds like "*": 1/2x is (1/2)·x, and a note says so. A function without
a bracket takes the product that follows, up to the next function, a sign, or a bracket after a variable.
"""

import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from calc_cli.syntax import ambiguity
from calc_cli.syntax.cursor import CONDITIONS, MOST_NOTES
from calc_cli.syntax.functions import is_minus_one
from calc_cli.syntax.latex import Structures
from calc_cli.syntax.tokens import Token, tokenize
from calc_cli.syntax.tree import (
    Apply,
    Call,
    Cases,
    Comparison,
    Constant,
    Derivative,
    Equation,
    Inverse,
    Logical,
    Name,
    Negative,
    Node,
    Number,
    Operator,
    Power,
    Product,
    Sum,
    Truth,
    Vector,
)
from calc_cli.syntax.words import Names

_STACK_FRAMES = 20_000
"""Python frames that DEEPEST_NESTING brackets need, with room to spare: a dozen each."""

_COMPARISONS = ("<", "<=", ">", ">=", "=", "!=")


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text was understood; the notes tell where it could have been understood otherwise."""

    text: str
    tree: Node
    notes: tuple[str, ...]


def parse(text: str, names: Names | None = None) -> Reading:
    """Read one expression or equation. Texts that belong together are read with the same `names`.

    Raises ExpressionSyntaxError or UnknownNameError, with the span that is at fault.
    """
    names = names if names is not None else Names()
    with deep_recursion():
        tokens, notes = tokenize(text, names)
        parser = Parser(text, tokens, notes, names)
        tree = parser.statement()
    texts = dict.fromkeys(note.text for note in sorted(parser.notes, key=lambda note: note.span))
    return Reading(text, tree, tuple(texts)[:MOST_NOTES])


def parse_list(text: str, names: Names | None = None) -> tuple[Node, ...]:
    """Read expressions or equations with commas between them, as in `x=1, y=pi/2`."""
    names = names if names is not None else Names()
    with deep_recursion():
        tokens, notes = tokenize(text, names)
        return Parser(text, tokens, notes, names).statements()


def parse_chain(
    text: str, names: Names, *, functions: Collection[str] = (), is_first: bool = False
) -> tuple[Reading, ...]:
    """Read a line of a working: expressions with '=' between them and perhaps before the first.

    They may hold derivatives still to be taken. `functions` are names that a prime may stand behind without a bracket,
    as in u'v. With `is_first`, a d/dx at the beginning is of all that follows.
    """
    with deep_recursion():
        tokens, notes = tokenize(text, names)
        parser = Parser(text, tokens, notes, names)
        parser.in_working, parser.functions = True, functions
        trees = parser.chain(is_first=is_first)
    return tuple(Reading(text, tree, tuple(dict.fromkeys(note.text for note in parser.notes))) for tree in trees)


@contextmanager
def deep_recursion() -> Iterator[None]:
    """Let Python's stack hold the deepest brackets."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _STACK_FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


class Parser(Structures):
    """The grammar at the top of this file, one method a rule."""

    # The whole text, cases and conditions

    def statement(self) -> Node:
        tree = self.equation()
        if self.here.kind != "end":
            self.fail_at_rest()
        return tree

    def statements(self) -> tuple[Node, ...]:
        trees = [self.equation()]
        while self.accept(","):
            trees.append(self.equation())
        if self.here.kind != "end":
            self.fail_at_rest()
        return tuple(trees)

    def chain(self, *, is_first: bool) -> tuple[Node, ...]:
        if is_first and self.here.kind == "operator":
            trees = [self.applied_operator(self.expression)]
        else:
            trees = [] if self.here.kind == "=" else [self.value(self.expression())]
        while self.accept("="):
            trees.append(self.value(self.expression()))
        if self.here.kind != "end":
            self.fail_at_rest()
        return tuple(trees)

    def equation(self) -> Node:
        left = self.value(self.expression())
        if not self.accept("="):
            return left
        right = self.value(self.expression())
        return Equation((left.span[0], right.span[1]), left, right)

    def expression(self) -> Node:
        value = self.condition()
        if not self.keyword("if"):
            return value
        branches = []
        while self.keyword("if"):
            self.advance()
            branches.append((self.value(value), self.as_condition()))
            if not self.keyword("else"):
                self.fail_expecting("'else'")
            self.advance()
            value = self.condition()
        otherwise = Truth(value.span, True)
        return Cases((branches[0][0].span[0], value.span[1]), (*branches, (self.value(value), otherwise)))

    def as_condition(self) -> Node:
        """A condition, in which '=' compares."""
        outside, self.in_condition = self.in_condition, True
        node = self.truth(self.condition())
        self.in_condition = outside
        return node

    def truth(self, node: Node) -> Node:
        """Refuse a number where a condition is meant."""
        if not isinstance(node, CONDITIONS):
            self.fail("expected a condition such as x < 1", node.span)
        return node

    def condition(self) -> Node:
        first = self.conjunction()
        if not (self.keyword("or") or (self.here.kind == "|" and isinstance(first, CONDITIONS))):
            return first
        operands = [self.truth(first)]
        while self.keyword("or") or (self.here.kind == "|" and not self.open_bars):
            self.advance()
            operands.append(self.truth(self.conjunction()))
        return Logical((first.span[0], operands[-1].span[1]), "or", tuple(operands))

    def conjunction(self) -> Node:
        first = self.comparison()
        if not (self.keyword("and") or (self.here.kind == "&" and isinstance(first, CONDITIONS))):
            return first
        operands = [self.truth(first)]
        while self.keyword("and") or self.here.kind == "&":
            self.advance()
            operands.append(self.truth(self.comparison()))
        return Logical((first.span[0], operands[-1].span[1]), "and", tuple(operands))

    def comparison(self) -> Node:
        if self.keyword("not"):
            start = self.advance()
            with self.nested(start):
                operand = self.truth(self.comparison())
            return Logical((start.start, operand.span[1]), "not", (operand,))
        if self.here.kind == "keyword" and self.here.text in ("True", "False"):
            token = self.advance()
            return Truth(token.span, token.text == "True")
        if self.keyword("Eq") or self.keyword("Ne"):
            return self.called_comparison()
        first = self.sum()
        if self.here.kind not in _COMPARISONS or (self.here.kind == "=" and not self.in_condition):
            return first
        operands, operators = [self.value(first)], list[Operator]()
        while self.here.kind in _COMPARISONS:
            operators.append(self.advance().kind)  # type: ignore[arg-type]  # _COMPARISONS are the Operators
            operands.append(self.value(self.sum()))
        return Comparison((first.span[0], operands[-1].span[1]), tuple(operands), tuple(operators))

    def called_comparison(self) -> Node:
        """Eq(a, b) and Ne(a, b), as Python and SymPy write a = b and a != b."""
        token = self.advance()
        opening = self.here
        operands = self.arguments()
        if len(operands) != 2:
            self.fail(f"{token.text} compares two numbers, not {len(operands)}", opening.span)
        operator: Operator = "=" if token.text == "Eq" else "!="
        return Comparison((token.start, self.tokens[self.position - 1].end), operands, (operator,))

    # Arithmetic

    def sum(self) -> Node:
        first = self.product()
        if self.here.kind not in ("+", "-"):
            return first
        terms = [self.value(first)]
        while self.here.kind in ("+", "-"):
            sign = self.advance()
            term = self.value(self.product())
            terms.append(Negative((sign.start, term.span[1]), term) if sign.kind == "-" else term)
        return Sum((first.span[0], terms[-1].span[1]), tuple(terms))

    def product(self) -> Node:
        if self.here.kind in ("+", "-"):
            sign = self.advance()
            with self.nested(sign):
                operand = self.value(self.product())
            return Negative((sign.start, operand.span[1]), operand) if sign.kind == "-" else operand
        first = self.power()
        if isinstance(first, CONDITIONS) and self.here.kind == "|":
            return first
        if self.here.kind not in ("*", "/") and not self.begins_operand():
            return first
        factors = [self.value(first)]
        while True:
            operator = self.accept("*", "/")
            if operator is None and not self.begins_operand():
                break
            factor = self.value(self.signed())
            if operator is None:
                self.note(ambiguity.of_product(self.text, factors, factor))
            elif operator.kind == "/":
                self.note(ambiguity.of_quotient(self.text, factors[-1], factor))
                factor = Inverse((operator.start, factor.span[1]), factor)
            factors.append(factor)
        return Product((first.span[0], factors[-1].span[1]), tuple(factors))

    def begins_operand(self) -> bool:
        """Whether what follows is multiplied without a sign: (x+1)(x-1), 2x, x sin x, but not 2 3."""
        kind = self.here.kind
        if kind == "number":
            return self.tokens[self.position - 1].kind != "number"
        return kind in _RULES and not (kind == "|" and self.open_bars)

    def signed(self) -> Node:
        if self.here.kind not in ("+", "-"):
            return self.power()
        sign = self.advance()
        with self.nested(sign):
            operand = self.value(self.signed())
        return Negative((sign.start, operand.span[1]), operand) if sign.kind == "-" else operand

    def power(self) -> Node:
        base = self.postfix()
        depth = self.depth
        while self.here.kind == "superscript":
            depth = self.deeper(depth)
            exponent = self.raised()
            base = Power((base.span[0], exponent.span[1]), self.value(base), exponent)
        if self.here.kind != "^":
            return base
        exponent = self.exponent()
        return Power((base.span[0], exponent.span[1]), self.value(base), exponent)

    def exponent(self) -> Node:
        with self.nested(self.advance()):
            return self.value(self.signed())

    def raised(self) -> Node:
        """The exponent written in superscripts, read as an expression of its own."""
        token = self.advance()
        if token.text.isdigit():
            return Number((token.start, token.end), token.text)
        tokens, notes = tokenize(token.text, self.names)
        shifted = [part._replace(start=part.start + token.start, end=part.end + token.start) for part in tokens]
        inner = type(self)(self.text, shifted, notes, self.names)
        tree = inner.expression()
        if inner.here.kind != "end":
            inner.fail_at_rest()
        return tree

    def postfix(self) -> Node:
        node = self.operand()
        depth = self.depth
        while self.here.kind in ("!", "'"):
            depth = self.deeper(depth)
            if self.here.kind == "'":
                node = self.primed(node)
                continue
            mark = self.advance()
            if self.here.kind == "!" and self.here.start == mark.end:
                self.fail("the double factorial is not known", self.here.span, "for the factorial twice write (x!)!")
            node = Call((node.span[0], mark.end), "factorial", (self.value(node),))
        return node

    # Derivatives still to be taken

    def primed(self, node: Node) -> Node:
        """(x^2 + 1)': the prime stands behind a bracket, so that nobody wonders what it belongs to."""
        mark = self.here
        if not self.in_working:
            self.fail_at_rest()
        is_function = isinstance(node, Name) and node.name in self.functions
        if not is_function and self.text[self.tokens[self.position - 1].start] not in ")]}|'":
            self.fail("what does this prime belong to?", mark.span, "write it behind a bracket: (sin x)'")
        first = self.position
        while self.accept("'"):
            pass
        span = (node.span[0], self.tokens[self.position - 1].end)
        return Derivative(span, node, None, self.position - first)

    def operator(self) -> Node:
        """d/dx (x^2 + 1) is of the bracket, d/dx x^2 sin x of the product."""
        token = self.here
        if not self.in_working:
            hint = f"for example calc diff 'x^2' --wrt {token.text.split()[1]}"
            self.fail("d/dx is what calc diff does: give the function alone", token.span, hint)
        return self.applied_operator(lambda: self.power() if self.here.kind in ("(", "[", "{") else self.product())

    def applied_operator(self, to: Callable[[], Node]) -> Node:
        token = self.advance()
        order, variable = token.text.split()
        with self.nested(token):
            operand = self.value(to())
        return Derivative((token.start, operand.span[1]), operand, self.names.spell(variable), int(order))

    # Operands

    def operand(self) -> Node:
        rule = _RULES.get(self.here.kind)
        return rule(self) if rule is not None else self.fail_expecting("a number, a name or '('")

    def number(self) -> Node:
        token = self.advance()
        self.note(ambiguity.of_number(token))
        return Number(token.span, token.text)

    def constant(self) -> Node:
        token = self.advance()
        return Constant(token.span, token.text)

    def name(self) -> Node:
        token = self.advance()
        if self.names.is_function(token.text):
            applied = self.unknown_function(token)
            if applied is not None:
                return applied
        return Name((token.start, token.end), token.text)

    def unknown_function(self, token: Token) -> Node | None:
        """f(x), f'(x), f^2(x) for the square of f(x), f^(2)(x) for f''(x); None if f is a variable here."""
        start, primes, exponent = self.position, 0, None
        while self.accept("'"):
            primes += 1
        raised = "".join(part.kind for part in self.tokens[self.position : self.position + 7])
        if raised.startswith(("^(number)(", "^{(number)}(")):
            while self.here.kind != "number":
                self.advance()
            primes = int(self.here.text) if self.here.text.isdigit() else 0
            while self.here.kind != "(":
                self.advance()
        elif raised.startswith(("^number(", "^{number}(", "^-number(", "^{-number}(", "superscript(")):
            mark = self.here
            exponent = self.raised() if mark.kind == "superscript" else self.exponent()
            if is_minus_one(exponent):
                self.fail(f"'{token.text}^-1' could mean the inverse function or a reciprocal", mark.span)
        if self.here.kind != "(":
            if primes and token.text in self.functions:
                self.position, self.here = start, self.tokens[start]
                return None
            return self.fail_expecting("'('") if primes else None
        arguments = self.arguments()
        span = (token.start, self.tokens[self.position - 1].end)
        applied = Apply(span, token.text, primes, arguments)
        return applied if exponent is None else Power(span, applied, exponent)

    def bracket(self) -> Node:
        opening = self.advance()
        with self.nested(opening, bars=0):
            node = self.expression()
        return replace(node, span=(opening.start, self.close(opening).end))

    def vector(self) -> Node:
        opening = self.here
        items = self.arguments(self.equation)
        span = (opening.start, self.tokens[self.position - 1].end)
        if len(items) == 1 and not isinstance(items[0], Vector | Equation):
            return replace(items[0], span=span)
        return Vector(span, items)

    def arguments(self, item: Callable[[], Node] | None = None) -> tuple[Node, ...]:
        """One or more expressions, or what `item` reads, in brackets, with commas between them."""
        opening = self.advance()
        read = item or (lambda: self.value(self.expression()))
        with self.nested(opening, bars=0):
            items = [read()]
            while self.accept(","):
                items.append(read())
        self.close(opening)
        return tuple(items)

    def bars(self) -> Node:
        opening = self.advance()
        with self.nested(opening, bars=1):
            node = self.value(self.expression())
        closing = self.accept("|")
        if closing is None:
            if self.here.kind == "end":
                self.fail("this '|' is never closed", opening.span)
            self.fail_at_rest()
        return Call((opening.start, closing.end), "abs", (node,))

    def rounded(self) -> Node:
        opening = self.advance()
        with self.nested(opening, bars=0):
            node = self.value(self.expression())
        closing = self.close(opening)
        return Call((opening.start, closing.end), "floor" if opening.kind == "⌊" else "ceiling", (node,))


_RULES: dict[str, Callable[[Parser], Node]] = {
    "number": Parser.number,
    "name": Parser.name,
    "constant": Parser.constant,
    "function": Parser.function,
    "(": Parser.bracket,
    "{": Parser.bracket,
    "[": Parser.vector,
    "|": Parser.bars,
    "⌊": Parser.rounded,
    "⌈": Parser.rounded,
    "command": Parser.structure,
    "operator": Parser.operator,
    "begin": Parser.environment,
}
"""What begins an operand, and the rule that reads it."""
