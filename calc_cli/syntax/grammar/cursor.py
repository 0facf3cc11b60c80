"""A place in the tokens, which the rules of the grammar move along, and what is wrong at that place."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NoReturn

from calc_cli.errors import ExpressionSyntaxError
from calc_cli.syntax.elsewhere import meaning_elsewhere
from calc_cli.syntax.tokens import Note, Token
from calc_cli.syntax.tree import Comparison, Logical, Name, Node, Span, Truth, parts
from calc_cli.syntax.words import Names

DEEPEST_NESTING = 1_000
"""Brackets within brackets."""

MOST_NOTES = 10
"""More would not be read."""

CLOSING = {"(": ")", "[": "]", "{": "}", "⌊": "⌋", "⌈": "⌉"}
CONDITIONS = (Comparison, Logical, Truth)

_GROUP = 3
"""Digits of a thousand that stand together."""

_SUBSCRIPT = "for example x_1, x_{12}, v_max; x_{i+1} in a sum over i between numbers"

Rule = Callable[["Cursor"], Node]
"""Reads what begins at the cursor, leaves the cursor behind it and returns the tree."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """The rules in which notations differ; the other rules find these here.

    `operands` has a rule for each kind of token that an operand may begin with.
    """

    product: Rule
    power: Rule
    operands: Mapping[str, Rule]


@dataclass(frozen=True, slots=True)
class Brackets:
    """Which bracket closes which, by positions among the tokens, and those that hold a comma of their own."""

    closing: Mapping[int, int]
    lists: Set[int]


@dataclass(slots=True)
class OpenIntegral:
    """The integral that is being read: where its dx stands that ends it, and its variable, once a dx was met."""

    end: int | None
    variable: str | None = None


class Cursor:
    """Stands before the token `here` and knows what it stands in: brackets, bars, a condition, a working."""

    def __init__(self, text: str, tokens: list[Token], notes: list[Note], names: Names, rules: Dialect) -> None:
        self.text = text
        self.tokens = tokens
        self.notes = notes
        self.names = names
        self.rules = rules
        self.position = 0
        self.here = tokens[0]
        self.depth = 0
        self.open_bars = 0
        self.in_condition = False
        self.in_working = False
        self.functions: Collection[str] = ()
        self.integral: OpenIntegral | None = None
        self._brackets: Brackets | None = None

    @property
    def end(self) -> int:
        """Return where the last token that was read ends in the text."""
        return self.tokens[self.position - 1].end

    def typed(self, start: int, end: int) -> str:
        return self.text[start:end]

    def advance(self) -> Token:
        token = self.here
        self.move_to(self.position + 1)
        return token

    def move_to(self, position: int) -> None:
        self.position = position
        self.here = self.tokens[min(position, len(self.tokens) - 1)]

    def ahead(self) -> Brackets:
        """Return how brackets match, found once for the whole text."""
        if self._brackets is None:
            self._brackets = _matched(self.tokens)
        return self._brackets

    def behind_bracket(self) -> Token:
        """Return the token behind the bracket that comes next."""
        return self.tokens[self.ahead().closing.get(self.position, -2) + 1]

    def is_at_list(self) -> bool:
        """Return True if a bracket comes next that holds a comma, not counting the brackets within."""
        return self.position in self.ahead().lists

    def split_here(self, first: Token, rest: Token) -> None:
        """Let two tokens stand for the next one."""
        self.tokens[self.position : self.position + 1] = [first, rest]
        self.here = first
        self._brackets = None

    def next_is(self, *kinds: str) -> bool:
        position = self.position + 1
        return position < len(self.tokens) and self.tokens[position].kind in kinds

    def accept(self, *kinds: str) -> Token | None:
        return self.advance() if self.here.kind in kinds else None

    def expect(self, kind: str, what: str) -> Token:
        return self.accept(kind) or self.fail_expecting(what)

    def is_word(self, word: str) -> bool:
        return (self.here.kind == "keyword" and self.here.text == word) or self.here.kind == word

    def is_at_operand(self) -> bool:
        """Return True if what follows is multiplied without a sign: (x+1)(x-1), 2x, x sin x, but not 2 3."""
        kind = self.here.kind
        if kind == "number":
            return self.tokens[self.position - 1].kind != "number"
        if kind == "differential" and self.integral is not None and self.position == self.integral.end:
            return False
        return kind in self.rules.operands and not (kind in ("|", "‖") and self.open_bars)

    def note(self, notes: Iterable[Note]) -> None:
        if len(self.notes) < MOST_NOTES:
            self.notes += notes

    @contextmanager
    def nested(self, token: Token, *, bars: int | None = None) -> Iterator[None]:
        """Go one level deeper; brackets and bars have their own count of `bars` that await their closing '|'."""
        self.depth = self.deeper(self.depth, token)
        outside, self.open_bars = self.open_bars, self.open_bars if bars is None else bars
        yield
        self.open_bars = outside
        self.depth -= 1

    def deeper(self, depth: int, token: Token) -> int:
        """Return the next depth; what nests without brackets, such as x!!!, counts its own."""
        if depth >= DEEPEST_NESTING:
            self.fail(f"brackets and powers are nested more than {DEEPEST_NESTING:,} deep", token.span)
        return depth + 1

    @contextmanager
    def brackets(self) -> Iterator[Token]:
        """Read the opening bracket that comes next, then what the caller reads, then the closing one."""
        opening = self.advance()
        with self.nested(opening, bars=0):
            yield opening
        expected = CLOSING[opening.kind]
        if self.here.kind == expected:
            self.advance()
        elif self.here.kind == "end":
            self.fail(f"this '{opening.text}' is never closed", opening.span)
        elif self.here.kind in CLOSING.values():
            self.fail(f"this '{self.here.text}' does not close '{opening.text}'; expected '{expected}'", self.here.span)
        else:
            self.fail_at_rest()

    def numeric(self, node: Node) -> Node:
        """Return `node`, and refuse a condition where a number is meant."""
        if isinstance(node, CONDITIONS):
            self.fail(
                "this is a condition, not a number", node.span, "a function by cases is written x^2 if x < 1 else 3x"
            )
        return node

    def expect_end(self) -> None:
        if self.here.kind != "end":
            self.fail_at_rest()

    def whole(self, tree: Node) -> Node:
        """Return the tree of the whole text, at whose end the cursor is, and refuse x_{i+1} outside a sum over i."""
        self.expect_end()
        if any("_" in token.text and not token.text.isidentifier() for token in self.tokens if token.kind == "name"):
            for part in parts(tree):
                if isinstance(part, Name) and not part.name.isidentifier():
                    self.fail("this subscript counts with no sum's index", part.span, _SUBSCRIPT)
        return tree

    def fail(self, message: str, span: Span, hint: str | None = None) -> NoReturn:
        raise ExpressionSyntaxError(message, source=self.text, span=span, hint=hint)

    def fail_expecting(self, expected: str) -> NoReturn:
        """Raise the error that the next token cannot stand here."""
        here = self.here
        previous = self.tokens[self.position - 1] if self.position else None
        after = f" after '{self.typed(*previous.span)}'" if previous else ""
        if here.kind == "end":
            if previous is None:
                self.fail("there is no expression", here.span, "for example: 3x^2 - 4x")
            self.fail(f"expected {expected}{after}", here.span, "the expression ends too early")
        if here.kind == "_" and previous is not None and previous.kind == "|":
            self.fail("a value at a point is no part of a formula", here.span, "write it in an option: --at x=1")
        if here.kind in (")", "]", "}") and previous is not None and previous.kind in CLOSING:
            self.fail("there is nothing between these brackets", (previous.start, here.end))
        self.fail(f"expected {expected}{after}", here.span)

    def fail_at_rest(self) -> NoReturn:
        """Raise the error that the expression is complete, but the text goes on."""
        here = self.here
        typed = self.typed(*here.span)
        meaning = meaning_elsewhere(typed.removeprefix("\\"))
        message, hint = f"unexpected '{typed}'", None
        if here.kind in CLOSING.values():
            message = f"this '{here.text}' closes nothing"
        elif here.kind == "=":
            message = "there can be only one '='"
        elif here.kind == "_":
            message, hint = "a subscript is letters and digits", _SUBSCRIPT
        elif here.kind in (",", "number", "superscript", "subscript", "'"):
            message, hint = f"expected an operator before '{typed}'", self._hint_behind_number()
        elif meaning is not None:
            message, hint = f"{message}: elsewhere it is {meaning.what}", meaning.instead
        self.fail(message, here.span, hint)

    def _hint_behind_number(self) -> str | None:
        """Return how to write 0,5 and 1,000, or 1 000 and 1 1/2, or x^2 2^x, whose second number comes next."""
        before, after = self.tokens[self.position - 1], self.tokens[self.position + (self.here.kind == ",")]
        if before.kind != "number" or after.kind != "number":
            return "a list is written [a, b]; a decimal point is '.'" if self.here.kind == "," else None
        if before.text.isdigit() and len(after.text) == _GROUP:
            return f"thousands are written without a gap: {before.text}{after.text}"
        if self.here.kind == ",":
            return f"a list is written [a, b]; a decimal point is '.': {before.text.replace('.', '')}.{after.text}"
        is_fraction = self.here.spaced and self.next_is("/")
        return "a mixed number is a sum: 1 1/2 is 1 + 1/2" if is_fraction else "a product of numbers has a sign: 2*3"


def _matched(tokens: Iterable[Token]) -> Brackets:
    closing: dict[int, int] = {}
    lists: set[int] = set()
    opened: list[int] = []
    for position, token in enumerate(tokens):
        if token.kind in CLOSING:
            opened.append(position)
        elif token.kind in CLOSING.values() and opened:
            closing[opened.pop()] = position
        elif token.kind == "," and opened:
            lists.add(opened[-1])
    return Brackets(closing, lists)
