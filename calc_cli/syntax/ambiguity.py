"""Notes on what could have been meant otherwise: 1/2x, e^2x, x^1/2, sin x/2, cos x(x+1), 2e3."""

import re
from collections.abc import Iterator, Sequence

from calc_cli.syntax.names import ABSTRACT
from calc_cli.syntax.tokens import Note, Token
from calc_cli.syntax.tree import Call, Constant, Inverse, Name, Negative, Node, Number, Power, Product


def of_product(text: str, factors: Sequence[Node], factor: Node) -> Iterator[Note]:
    """Yield notes on `factor`, which follows `factors` without a sign."""
    last = factors[-1]
    if isinstance(last, Inverse):
        start = factors[-2].span[0]
        yield _note(text, start, factor, f"({text[start : last.span[1]]})·{_typed(text, factor)}")
        last = last.operand
    if isinstance(last, Number) and last.span[1] == factor.span[0] and _is_typed_fraction(text, factor):
        fraction = _typed(text, factor)
        yield _note(text, last.span[0], factor, f"{last.text}·{fraction}, not {last.text} + {fraction}")
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
    if isinstance(dividend, Power) and _is_open_exponent(text, dividend):
        base, exponent, below = (_typed(text, part) for part in (dividend.base, dividend.exponent, divisor))
        reading = f"({_typed(text, dividend)})/{below}, not {base}^({exponent}/{below})"
        yield _note(text, dividend.span[0], divisor, reading)


def of_argument(text: str, function: Token, argument: Node, factors: Sequence[Node]) -> Iterator[Note]:
    """Yield notes on `argument`, the product of `factors`, which follows `function` without brackets."""
    first = factors[0]
    if len(factors) > 1 or (isinstance(first, Power) and not isinstance(first.base, Constant)):
        start = argument.span[0]
        yield _note(
            text, function.start, argument, f"{text[function.start : start].rstrip()}({_typed(text, argument)})"
        )


_UNFINISHED = re.compile(r"[eE](?![\w^({\\⁰-₟²³¹])|(?<=(?<![\d.])0)[xX](?![\w^])")


def of_number(text: str, token: Token) -> Iterator[Note]:
    """Yield a note on 2e3, which could have been meant as 2·e·3, and on 1e and 0x, which look like unfinished ones."""
    unfinished = _UNFINISHED.match(text, token.end)
    if unfinished:
        span = (token.start, unfinished.end())
        yield Note(f"{text[span[0] : span[1]]} is read as the product {token.text}·{unfinished[0]}", span)
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


def _is_open_exponent(text: str, power: Power) -> bool:
    """Return True if what divides `power` could have been meant to divide the exponent: x^1/2, e^-x^2/2, not x^2/2."""
    exponent, end = power.exponent, text[power.span[1] - 1]
    if end in ")}]" or not end.isascii() or "^" not in text[power.base.span[1] : exponent.span[0]]:
        return False
    if isinstance(exponent, Number):
        return exponent.text == "1"
    return isinstance(power.base, Constant | Number) and isinstance(exponent, Negative | Power)


def _is_typed_fraction(text: str, node: Node) -> bool:
    r"""Return True for \frac{1}{2}."""
    return isinstance(node, Product) and text[node.span[0]] == "\\" and all(map(_is_whole, node.factors))


def _is_whole(node: Node) -> bool:
    return isinstance(node.operand if isinstance(node, Inverse) else node, Number)


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
