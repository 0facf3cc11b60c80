"""Text to tree: the entries to the grammar, which stands in grammar/, and how a text was understood."""

import re
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from calc_cli.errors import CalcError
from calc_cli.syntax.applied import applied_letters
from calc_cli.syntax.grammar import MATRICES, ORDINARY
from calc_cli.syntax.grammar.conditions import condition, equation, expression, separated, value
from calc_cli.syntax.grammar.cursor import MOST_NOTES, Cursor, Rule
from calc_cli.syntax.grammar.derivatives import applied_operator
from calc_cli.syntax.matrix_words import read_matrix_word, with_transposes
from calc_cli.syntax.tokens import Note, tokenize
from calc_cli.syntax.tree import DerivativeOf, Node, parts
from calc_cli.syntax.words import Names

_STACK_FRAMES = 20_000
"""Python frames that DEEPEST_NESTING brackets need, with room to spare: a dozen each."""


_DEFINED = re.compile(r"\s*([A-Za-z]{2,})\s*(\([^()=]*\))?\s*(?::|\\?coloneqq)?=(?![=<>])")
"""The name that a text defines, of several letters: cost(w, b) = (w - b)^2, area = pi r^2."""


_OF_NUMBERS = {".*": "*", "./": "/", ".^": "^"}
"""What is done entry by entry is done to numbers all the same."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The tree of a text; the notes tell where it could have been understood otherwise, the remarks also of what."""

    text: str
    tree: Node
    notes: tuple[str, ...]
    remarks: tuple[Note, ...] = field(default=(), kw_only=True)


@contextmanager
def _deep_recursion() -> Iterator[None]:
    """Let Python's stack hold the deepest brackets."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _STACK_FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


@_deep_recursion()
def parse(text: str, names: Names | None = None) -> Reading:
    """Read one expression or equation. Texts that belong together are read with the same `names`.

    Raises ExpressionSyntaxError or UnknownNameError, with the span that is at fault.
    """
    names = names if names is not None else Names()
    defined = _DEFINED.match(text)
    if defined is not None:
        names.define(defined[1], before_bracket=defined[2] is not None)
    cursor = _at_start(text, names)
    return _reading(cursor, cursor.whole(equation(cursor)))


def parse_list(text: str, names: Names | None = None) -> tuple[Node, ...]:
    """Read expressions or equations with commas between them, as in `x=1, y=pi/2`."""
    return _parse_separated(text, names, equation)


def parse_conditions(text: str, names: Names | None = None) -> tuple[Node, ...]:
    """Read conditions with commas between them, as in `a > 0, 0 < b < 1`."""
    return _parse_separated(text, names, condition)


@_deep_recursion()
def _parse_separated(text: str, names: Names | None, item: Rule) -> tuple[Node, ...]:
    cursor = _at_start(text, names if names is not None else Names())
    trees = separated(cursor, item)
    cursor.expect_end()
    return tuple(trees)


@_deep_recursion()
def parse_chain(
    text: str, names: Names, *, functions: Collection[str] = (), is_first: bool = False
) -> tuple[Reading, ...]:
    """Read a line of a working: expressions with '=' between them and perhaps before the first.

    They may hold derivatives still to be taken. `functions` are names that a prime may stand behind without a bracket,
    as in u'v. With `is_first`, a d/dx at the beginning is of all that follows.
    """
    cursor = _at_start(text, names)
    cursor.in_working, cursor.functions = True, functions
    if is_first and cursor.here.kind == "operator":
        trees = [applied_operator(cursor, expression)]
    else:
        trees = [] if cursor.here.kind == "=" else [value(cursor)]
    while cursor.accept("="):
        trees.append(value(cursor))
    cursor.expect_end()
    return tuple(_reading(cursor, tree) for tree in trees)


@_deep_recursion()
def parse_matrices(text: str, names: Names) -> Reading:
    """Read one matrix expression or equation. Raises ExpressionSyntaxError or UnknownNameError, with the span."""
    try:
        tokens, notes = tokenize(with_transposes(text), names, read_matrix_word)
    except CalcError as error:
        error.source = text
        raise
    cursor = Cursor(text, tokens, [note for note in notes if not note.is_usual], names, MATRICES)
    tree = equation(cursor)
    cursor.expect_end()
    for part in parts(tree):
        if isinstance(part, DerivativeOf):
            cursor.fail("a derivative within an expression of matrices is not taken", part.span)
    return _reading(cursor, tree)


def _at_start(text: str, names: Names) -> Cursor:
    tokens, notes = tokenize(text, names)
    tokens = [token._replace(kind=_OF_NUMBERS.get(token.text, token.kind)) for token in tokens]
    notes += applied_letters(text, tokens, names)
    return Cursor(text, tokens, notes, names, ORDINARY)


def _reading(cursor: Cursor, tree: Node) -> Reading:
    notes = dict.fromkeys(note.text for note in sorted(cursor.notes, key=lambda note: note.span))
    return Reading(cursor.text, tree, tuple(notes)[:MOST_NOTES], remarks=tuple(cursor.notes))
