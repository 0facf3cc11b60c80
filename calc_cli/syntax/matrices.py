"""The grammar of matrix expressions: what it adds to that of parser.py, on the same tokens.

    product   = signed {("*" | "/" | "./") signed | ("⊙" | ".*") implicit | signed}
    implicit  = signed {signed}                       y ⊙ X w is y ⊙ (X w)
    power     = postfix {"ᵀ" | superscript | ("^" | ".^") signed}
    operand   = ... | ("||" | "‖") expression ("||" | "‖") ["_" kind] | matrix function

Aᵀ, A', A^T and A.T are one. Here every letter before a bracket is a factor, and sum(v) adds entries.
"""

import re
from dataclasses import dataclass, replace

from calc_cli.errors import CalcError
from calc_cli.syntax.cursor import MOST_NOTES
from calc_cli.syntax.matrix_words import with_transposes
from calc_cli.syntax.names import MATRIX_FUNCTIONS
from calc_cli.syntax.parser import Parser, Reading, deep_recursion
from calc_cli.syntax.tokens import Note, Token, tokenize
from calc_cli.syntax.tree import Call, Constant, Inverse, Name, Negative, Node, Number, Power, Product
from calc_cli.syntax.words import Names, Piece, read_word

LONGEST_RUN = 8
"""Letters written together that are taken for a product of matrices: AXBXC."""


@dataclass(frozen=True, slots=True)
class Transposed(Node):
    """`Aᵀ`."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Entrywise(Node):
    """`A ⊙ B`, `A ./ B` or `A .^ k`, by its `operator` ⊙, / or ^."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class NormOf(Node):
    """`‖A‖`, with the subscript behind it if there is one: F, 2, 1, p or inf."""

    operand: Node
    kind: Node | None


@dataclass(frozen=True, slots=True)
class Bars(Node):
    """`|A|`: a determinant, or the absolute value of a number."""

    operand: Node


def parse_matrices(text: str, names: Names) -> Reading:
    """Read one matrix expression or equation. Raises ExpressionSyntaxError or UnknownNameError, with the span."""
    with deep_recursion():
        try:
            tokens, notes = tokenize(with_transposes(text), names, _read_word)
        except CalcError as error:
            error.source = text
            raise
        parser = _Matrices(text, tokens, [note for note in notes if not _is_product(note)], names)
        tree = parser.statement()
    texts = dict.fromkeys(note.text for note in sorted(parser.notes, key=lambda note: note.span))
    return Reading(text, tree, tuple(texts)[:MOST_NOTES])


def _is_product(note: Note) -> bool:
    """Whether it tells that Ax is A·x, which needs no telling here; that foo is f·o·o does."""
    return "(" not in note.text and re.match(r"[a-z]{3,} is read as \w·\w·", note.text) is None


def _read_word(word: str, names: Names, *, before_bracket: bool) -> list[Piece]:
    if word in MATRIX_FUNCTIONS and word not in names.declared:
        return [Piece("function", MATRIX_FUNCTIONS[word], 0, len(word))]
    pieces = read_word(word, names, before_bracket=before_bracket)
    if pieces or len(word) > LONGEST_RUN or not (word.isascii() and word.isalpha() and word != word.lower()):
        return pieces
    return [Piece("name", names.spell(letter), i, i + 1) for i, letter in enumerate(word)]


class _Matrices(Parser):
    """The grammar at the top of this file, one method a rule."""

    def product(self) -> Node:
        if self.here.kind in ("+", "-"):
            sign = self.advance()
            with self.nested(sign):
                operand = self.value(self.product())
            return Negative((sign.start, operand.span[1]), operand) if sign.kind == "-" else operand
        factors = [self.value(self.power())]
        while True:
            operator = self.accept("*", "/", "⊙", "./")
            if operator is None and not self.begins_operand():
                return _product_of(factors)
            if operator is not None and (operator.kind in ("⊙", "./") or self.is_entrywise(operator)):
                left = _product_of(factors)
                is_product = operator.kind == "⊙"
                right = self.implicit() if is_product else self.value(self.signed())
                factors = [Entrywise((left.span[0], right.span[1]), "⊙" if is_product else "/", left, right)]
                continue
            factor = self.value(self.signed())
            if operator is not None and operator.kind == "/":
                factor = Inverse((operator.start, factor.span[1]), factor)
            factors.append(factor)

    def is_entrywise(self, operator: Token) -> bool:
        """Whether it is the end of ./ whose dot was taken for that of a number: 1./x."""
        return operator.kind == "/" and self.text[operator.start - 1] == "."

    def implicit(self) -> Node:
        """Factors without a sign between them, which hold together more tightly than ⊙."""
        factors = [self.value(self.signed())]
        while self.begins_operand():
            factors.append(self.value(self.signed()))
        product = _product_of(factors)
        if len(factors) > 1:
            typed = self.text[product.span[0] : product.span[1]]
            self.note([Note(f"⊙ {typed} is read as ⊙ ({typed})", product.span)])
        return product

    def begins_operand(self) -> bool:
        if self.here.kind == "‖":
            return not self.open_bars
        return super().begins_operand()

    def power(self) -> Node:
        node = self.postfix()
        depth = self.depth
        while self.here.kind in ("superscript", "^", ".^", "ᵀ"):
            depth = self.deeper(depth)
            mark = self.here
            if mark.kind == "ᵀ":
                node = Transposed((node.span[0], self.advance().end), self.value(node))
            elif mark.kind == "superscript" and mark.text == "-" and self.next_is("ᵀ"):
                self.advance()
                one = Number(mark.span, "1")
                inverse = Power((node.span[0], mark.end), self.value(node), Negative(mark.span, one))
                node = Transposed((node.span[0], self.advance().end), inverse)
            else:
                node = self.raise_to(node)
        return node

    def raise_to(self, node: Node) -> Node:
        """A^k, A.^k; a transpose behind the exponent is of the whole: A^-1ᵀ."""
        kind = self.here.kind
        exponent, turned = _unturned(self.raised() if kind == "superscript" else self.exponent())
        span = (node.span[0], exponent.span[1])
        raised = (
            Entrywise(span, "^", self.value(node), exponent)
            if kind == ".^"
            else Power(span, self.value(node), exponent)
        )
        return Transposed(span, raised) if turned else raised

    def operand(self) -> Node:
        here = self.here
        if here.kind == "name":
            self.advance()
            return Name(here.span, here.text)
        if here.kind == "function":
            return self.function()
        if here.kind == "‖" or (here.kind == "|" and self.is_double()):
            return self.norm()
        return self.bars() if here.kind == "|" else super().operand()

    def function(self) -> Node:
        if self.here.text not in MATRIX_FUNCTIONS.values():
            return super().function()
        token = self.advance()
        if token.text in ("ones", "zeros", "eye") and self.here.kind != "(":
            return Call(token.span, token.text, ())
        arguments = self.function_arguments(token)
        return Call((token.start, self.tokens[self.position - 1].end), token.text, arguments)

    def bars(self) -> Node:
        node = super().bars()
        assert isinstance(node, Call)
        return Bars(node.span, node.arguments[0])

    def norm(self) -> Node:
        opening = self.bar()
        with self.nested(opening, bars=1):
            node = self.value(self.expression())
        if self.here.kind != opening.kind:
            self.fail(f"this '{self.text[opening.start : opening.end]}' is never closed", opening.span)
        closing = self.bar()
        kind = self.norm_kind()
        return NormOf((opening.start, closing.end if kind is None else kind.span[1]), node, kind)

    def is_double(self) -> bool:
        """Whether this and the next token are the two halves of one ||."""
        return self.here.text == "||" and self.next_is("|") and self.tokens[self.position + 1].start == self.here.end

    def bar(self) -> Token:
        """The sign ‖, or || which is two tokens."""
        first = self.advance()
        if first.kind == "‖":
            return first
        if self.here.kind != "|" or self.here.start != first.end:
            self.fail("a norm is closed by '||'", first.span)
        return first._replace(end=self.advance().end)

    def norm_kind(self) -> Node | None:
        """The subscript of a norm."""
        if self.here.kind == "subscript":
            token = self.advance()
            if token.text.isdigit():
                return Number(token.span, token.text)
            return Constant(token.span, "inf") if token.text in ("inf", "oo") else Name(token.span, token.text)
        if self.accept("_"):
            return self.value(self.operand())
        return None


def _product_of(factors: list[Node]) -> Node:
    if len(factors) == 1:
        return factors[0]
    return Product((factors[0].span[0], factors[-1].span[1]), tuple(factors))


def _unturned(exponent: Node) -> tuple[Node, bool]:
    if isinstance(exponent, Transposed):
        return exponent.operand, True
    if isinstance(exponent, Negative):
        operand, turned = _unturned(exponent.operand)
        return replace(exponent, operand=operand), turned
    return exponent, False
