"""A place in the tokens: moving along, nesting, and saying what is wrong there."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import NoReturn

from calc_cli.errors import ExpressionSyntaxError
from calc_cli.syntax.tokens import Note, Token
from calc_cli.syntax.tree import Comparison, Logical, Node, Span, Truth
from calc_cli.syntax.words import Names

DEEPEST_NESTING = 1_000
"""Brackets within brackets."""

MOST_NOTES = 10
"""More would not be read."""

CLOSING = {"(": ")", "[": "]", "{": "}", "⌊": "⌋", "⌈": "⌉"}
CONDITIONS = (Comparison, Logical, Truth)


class Cursor(ABC):
    """Reads tokens from left to right; `here` is the next one."""

    def __init__(self, text: str, tokens: list[Token], notes: list[Note], names: Names) -> None:
        self.text = text
        self.tokens = tokens
        self.notes = notes
        self.names = names
        self.position = 0
        self.here = tokens[0]
        self.depth = 0
        self.open_bars = 0
        self.in_condition = False
        self.in_working = False
        self.functions: Collection[str] = ()

    def advance(self) -> Token:
        token = self.here
        self.position += 1
        self.here = self.tokens[min(self.position, len(self.tokens) - 1)]
        return token

    def next_is(self, *kinds: str, ahead: int = 1) -> bool:
        position = self.position + ahead
        return position < len(self.tokens) and self.tokens[position].kind in kinds

    def accept(self, *kinds: str) -> Token | None:
        return self.advance() if self.here.kind in kinds else None

    def keyword(self, word: str) -> bool:
        return (self.here.kind == "keyword" and self.here.text == word) or self.here.kind == word

    def fail(self, message: str, span: Span, hint: str | None = None) -> NoReturn:
        raise ExpressionSyntaxError(message, source=self.text, span=span, hint=hint)

    def fail_expecting(self, expected: str) -> NoReturn:
        """The next token cannot stand here."""
        here = self.here
        previous = self.tokens[self.position - 1] if self.position else None
        after = f" after '{self.text[previous.start : previous.end]}'" if previous else ""
        if here.kind == "end":
            if previous is None:
                self.fail("there is no expression", here.span, "for example: 3x^2 - 4x")
            self.fail(f"expected {expected}{after}", here.span, "the expression ends too early")
        if here.kind in (")", "]", "}") and previous is not None and previous.kind in CLOSING:
            self.fail("there is nothing between these brackets", (previous.start, here.end))
        self.fail(f"expected {expected}{after}", here.span)

    def fail_at_rest(self) -> NoReturn:
        """The expression is complete, but the text goes on."""
        here = self.here
        if here.kind in (")", "]", "}", "⌋", "⌉"):
            self.fail(f"this '{here.text}' closes nothing", here.span)
        if here.kind == ",":
            self.fail("expected an operator before ','", here.span, "a list is written [a, b]; a decimal point is '.'")
        if here.kind == "=":
            self.fail("there can be only one '='", here.span)
        if here.kind == "_":
            self.fail("a subscript is letters and digits", here.span, "for example x_1, x_{12}, v_max")
        if here.kind in ("number", "superscript", "subscript", "'"):
            self.fail(f"expected an operator before '{self.text[here.start : here.end]}'", here.span)
        self.fail(f"unexpected '{self.text[here.start : here.end]}'", here.span)

    def note(self, notes: Iterable[Note]) -> None:
        if len(self.notes) < MOST_NOTES:
            self.notes += notes

    @contextmanager
    def nested(self, token: Token, *, bars: int | None = None) -> Iterator[None]:
        """One level deeper; brackets and bars have their own count of `bars` that await their closing '|'."""
        self.depth += 1
        if self.depth > DEEPEST_NESTING:
            self.fail(f"brackets and powers are nested more than {DEEPEST_NESTING:,} deep", token.span)
        outside, self.open_bars = self.open_bars, self.open_bars if bars is None else bars
        yield
        self.open_bars = outside
        self.depth -= 1

    def close(self, opening: Token) -> Token:
        expected = CLOSING[opening.kind]
        if self.here.kind == expected:
            return self.advance()
        if self.here.kind == "end":
            self.fail(f"this '{opening.text}' is never closed", opening.span)
        if self.here.kind in CLOSING.values():
            self.fail(f"this '{self.here.text}' does not close '{opening.text}'; expected '{expected}'", self.here.span)
        return self.fail_at_rest()

    def deeper(self, depth: int) -> int:
        """One more level of what nests without brackets: x!!!."""
        if depth >= DEEPEST_NESTING:
            self.fail(f"brackets and powers are nested more than {DEEPEST_NESTING:,} deep", self.here.span)
        return depth + 1

    def value(self, node: Node) -> Node:
        """Refuse a condition where a number is meant."""
        if isinstance(node, CONDITIONS):
            self.fail("this is a condition, not a number", node.span)
        return node

    # What the grammar of parser.py gives to those of functions.py and latex.py

    @abstractmethod
    def expression(self) -> Node:
        """Anything, with cases."""

    @abstractmethod
    def as_condition(self) -> Node:
        """A condition, in which '=' compares."""

    @abstractmethod
    def sum(self) -> Node:
        """Terms with signs."""

    @abstractmethod
    def product(self) -> Node:
        """Factors."""

    @abstractmethod
    def power(self) -> Node:
        """An operand with its exponent."""

    @abstractmethod
    def exponent(self) -> Node:
        """What follows '^'."""

    @abstractmethod
    def raised(self) -> Node:
        """What superscripts say."""

    @abstractmethod
    def operand(self) -> Node:
        """A number, a name, a bracket, a function with its argument."""

    @abstractmethod
    def bracket(self) -> Node:
        """An expression in brackets."""

    @abstractmethod
    def bars(self) -> Node:
        """An absolute value."""

    @abstractmethod
    def arguments(self) -> tuple[Node, ...]:
        """Expressions in brackets, with commas between them."""

    @abstractmethod
    def begins_operand(self) -> bool:
        """Whether what follows is multiplied without a sign."""
