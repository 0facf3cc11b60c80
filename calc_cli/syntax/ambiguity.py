"""Notes on what could have been meant otherwise: 1/2x, e^2x, sin x/2, cos x(x+1), 2e3."""

from collections.abc import Iterator, Sequence

from calc_cli.syntax.names import ABSTRACT
from calc_cli.syntax.tokens import Note, Token
from calc_cli.syntax.tree import Call, Constant, Inverse, Name, Node, Number, Power


def of_product(text: str, factors: Sequence[Node], factor: Node) -> Iterator[Note]:
    """Yield notes on `factor`, which follows `factors` without a sign."""
    last = factors[-1]
    if isinstance(last, Inverse):
        start = factors[-2].span[0]
        yield _note(text, start, factor, f"({text[start : last.span[1]]})·{_typed(text, factor)}")
        last = last.operand
    if last.span[1] == factor.span[0] and _is_open_power(text, last, factor):
        yield _note(text, last.span[0], factor, f"({_typed(text, last)})·{_typed(text, factor)}")
    if _is_bare(text, last) and text[factor.span[0]] in "([|":
        yield _note(text, last.span[0], factor, f"{_bracketed(text, last)}·{_typed(text, factor)}")
    if isinstance(last, Name) and last.name[0] in ABSTRACT and len(last.name) > 1 and text[factor.span[0]] == "(":
        yield _note(text, last.span[0], factor, f"{last.name}·{_typed(text, factor)}")


def of_quotient(text: str, dividend: Node, divisor: Node) -> Iterator[Note]:
    """Yield notes on `divisor`, which follows `dividend` and a '/'."""
    if _is_bare(text, dividend):
        yield _note(text, dividend.span[0], divisor, f"{_bracketed(text, dividend)}/{_typed(text, divisor)}")


def of_argument(text: str, function: Token, argument: Node, factors: Sequence[Node]) -> Iterator[Note]:
    """Yield notes on `argument`, the product of `factors`, which follows `function` without brackets."""
    first = factors[0]
    if len(factors) > 1 or (isinstance(first, Power) and not isinstance(first.base, Constant)):
        start = argument.span[0]
        yield _note(
            text, function.start, argument, f"{text[function.start : start].rstrip()}({_typed(text, argument)})"
        )


def of_number(token: Token) -> Iterator[Note]:
    """Yield a note on 2e3, which could have been meant as 2·e·3."""
    if token.text[-2:-1] in ("e", "E"):
        yield Note(f"{token.text} is read as the number {token.text.lower().replace('e', '·10^')}", token.span)


def _note(text: str, start: int, last: Node, reading: str) -> Note:
    end = last.span[1]
    return Note(f"{text[start:end]} is read as {reading}", (start, end))


def _typed(text: str, node: Node) -> str:
    return text[node.span[0] : node.span[1]]


def _is_open_power(text: str, node: Node, factor: Node) -> bool:
    """Return True if `factor` could have been meant as part of the exponent: e^2x, e^xy, x^2x, but not 3x^2y."""
    if not isinstance(node, Power) or text[node.span[1] - 1] in ")}]" or not text[node.span[1] - 1].isascii():
        return False
    number = isinstance(node.exponent, Number)
    variable = not isinstance(node.base, Constant | Number)
    return text[factor.span[0]] not in "([{|" and not (number and variable and not _is_same(factor, node.base))


def _is_same(factor: Node, base: Node) -> bool:
    inner = factor.base if isinstance(factor, Power) else factor
    return isinstance(inner, Name) and isinstance(base, Name) and inner.name == base.name


def _is_bare(text: str, node: Node) -> bool:
    """Return True for a function without brackets around its argument: sin x."""
    return (
        isinstance(node, Call)
        and len(node.arguments) == 1
        and node.arguments[0].span[1] == node.span[1]
        and text[node.span[1] - 1] != "!"
        and node.arguments[0].span[0] > node.span[0]
    )


def _bracketed(text: str, node: Node) -> str:
    """Write sin x as sin(x)."""
    assert isinstance(node, Call)
    argument = node.arguments[0]
    return f"{text[node.span[0] : argument.span[0]].rstrip()}({_typed(text, argument)})"
