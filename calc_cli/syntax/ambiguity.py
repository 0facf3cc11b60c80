"""Notes on what could have been meant otherwise: 1/2x, e^2x, x^1/2, x^2!, sin x/2, cos x(x+1), 2e3, D x."""

import re
from collections.abc import Iterator, Sequence

from calc_cli.syntax.elsewhere import differential
from calc_cli.syntax.names import ABSTRACT
from calc_cli.syntax.tokens import Note, Token
from calc_cli.syntax.tree import Apply, Call, Constant, Divisor, Name, Negative, Node, Number, Power, Product, names_in

ROOTS = "√∛∜"


def of_product(text: str, factors: Sequence[Node], factor: Node) -> Iterator[Note]:
    """Yield notes on `factor`, which follows `factors` without a sign."""
    last, end, typed = factors[-1], factor.span[1], _typed(text, factor)
    if isinstance(last, Divisor):
        start = next(part for part in reversed(factors) if not isinstance(part, Divisor)).span[0]
        other = f"{text[start : last.span[0]].rstrip()}/({text[last.operand.span[0] : end]})"
        yield _note(text, start, factor, f"({text[start : last.span[1]]})·{typed}", other)
        last = last.operand
    if isinstance(last, Number) and last.span[1] == factor.span[0] and _is_typed_fraction(text, factor):
        yield _note(text, last.span[0], factor, f"{last.text}·{typed}", f"{last.text} + {typed}")
    if isinstance(last, Power) and last.span[1] == factor.span[0] and _is_open_power(text, last, factor):
        other = f"{_typed(text, last.base)}^({text[last.exponent.span[0] : end]})"
        yield _note(text, last.span[0], factor, f"({_typed(text, last)})·{typed}", other)
    is_behind_root = text[last.span[0]] in ROOTS and not isinstance(factor, Call)
    if _is_bare(text, last) and (is_behind_root or text[factor.span[0]] in "([|"):
        other = _bracketed(text, last, end)
        yield _note(text, last.span[0], factor, f"{_bracketed(text, last, last.span[1])}·{typed}", other)
    if _is_in(text, last, "(") and _is_in(text, factor, "(") and isinstance(factor, Name) and _is_of_functions(last):
        yield _note(text, last.span[0], factor, f"{_typed(text, last)}·{typed}", f"functions of {typed[1:-1]}")
    yield from _behind_name(text, last, factor)


def _is_of_functions(node: Node) -> bool:
    """Return True for (f + g) and its like, made of letters that stand for functions before a bracket."""
    return set() < names_in(node) <= ABSTRACT


def _behind_name(text: str, last: Node, factor: Node) -> Iterator[Note]:
    """Yield notes on `factor`, which follows a name or its power."""
    typed = _typed(text, factor)
    entry = factor.base if isinstance(factor, Power) else factor
    if isinstance(last, Power) and isinstance(last.base, Name) and entry is factor and _is_in(text, factor, "("):
        other = f"{_typed(text, last.base)}{typed}^({_typed(text, last.exponent).strip('(){}')})"
        if isinstance(factor, Name):
            yield _note(text, last.span[0], factor, f"({_typed(text, last)})·{typed}", other)
    if not isinstance(last, Name):
        return
    if last.name in _OPERATORS and (last.name != "d" or _is_differential(factor)):
        yield _note(text, last.span[0], factor, f"{_typed(text, last)}·{typed}", _OPERATORS[last.name].format(typed))
    if isinstance(entry, Name | Number) and _is_in(text, entry, "["):
        index = _typed(text, entry)
        yield _note(text, last.span[0], entry, f"{last.name}·{index}", f"the entry {last.name}_{index[1:-1].strip()}")
    elif isinstance(entry, Number):
        is_value = _is_in(text, factor, "(")
        other = f"the value of a function, f{typed}" if is_value else f"{last.name}^{typed}" * (entry is factor)
        yield _note(text, last.span[0], factor, f"{last.name}·{typed}", other)
    if isinstance(factor, Apply) and _is_in(text, factor, "("):
        yield _note(text, last.span[0], factor, f"{last.name}·{typed}", f"a function {last.name} of {typed[1:-1]}")
    elif last.name[0] in ABSTRACT and len(last.name) > 1 and _is_in(text, factor, "("):
        yield _note(text, last.span[0], factor, f"{last.name}·{typed}")


def of_quotient(text: str, dividend: Node, divisor: Node) -> Iterator[Note]:
    """Yield notes on `divisor`, which follows `dividend` and a '/'."""
    start, end, below = dividend.span[0], divisor.span[1], _typed(text, divisor)
    if _is_bare(text, dividend):
        reading = f"{_bracketed(text, dividend, dividend.span[1])}/{below}"
        yield _note(text, start, divisor, reading, _bracketed(text, dividend, end))
    if isinstance(dividend, Power) and _is_open_exponent(text, dividend):
        other = f"{_typed(text, dividend.base)}^({text[dividend.exponent.span[0] : end]})"
        yield _note(text, start, divisor, f"({_typed(text, dividend)})/{below}", other)


def of_power(text: str, base: Node, exponent: Node) -> Iterator[Note]:
    """Yield notes on x^2!, on x^T, and on E^x, whose E is no number."""
    typed = text[base.span[0] : exponent.span[1]]
    if isinstance(exponent, Call) and exponent.function == "factorial" and text[exponent.span[1] - 1] == "!":
        reading = f"{_typed(text, base)}^({_typed(text, exponent)})"
        yield _note(text, base.span[0], exponent, reading, f"({typed[:-1]})!")
    if isinstance(base, Name) and isinstance(exponent, Name) and exponent.name == "T":
        yield _note(text, base.span[0], exponent, "a power with the exponent T", "transposed")
    if isinstance(base, Name) and base.name == "E" and not isinstance(exponent, Number):
        yield _note(text, base.span[0], exponent, "a power of the variable E", "of Euler's number, which is e")


def of_root(text: str, root: Call) -> Iterator[Note]:
    """Yield a note on sqrt[3](x)."""
    degree = root.arguments[1].span
    radicand, typed = text[degree[1] : root.span[1]].lstrip(), text[slice(*degree)][1:-1]
    if radicand[0] == "(":
        yield _note(text, root.span[0], root, f"the root of degree {typed}", f"sqrt({typed})·{radicand}")


def of_argument(text: str, function: Token, argument: Node, factors: Sequence[Node]) -> Iterator[Note]:
    """Yield notes on `argument`, the product of `factors`, which follows `function` without brackets."""
    first, (start, end) = factors[0], argument.span
    name, sign = text[function.start : start].rstrip(), ""
    if name[-1] in "+-":
        name, sign = name[:-1].rstrip(), name[-1]
    reading = f"{name}({sign}{_typed(text, argument)})"
    if len(factors) > 1:
        other = f"{name}({sign}{_typed(text, first)})·{text[first.span[1] : end].lstrip()}"
        yield _note(text, function.start, argument, reading, other)
    elif isinstance(first, Power) and not isinstance(first.base, Constant):
        other = f"({name} {sign}{_typed(text, first.base)}){text[first.base.span[1] : end]}"
        yield _note(text, function.start, argument, reading, other)


def _is_differential(factor: Node) -> bool:
    """Return True for what may stand behind the d of a differential: a function of x, or x itself."""
    inside = {differential("d" + name) for name in names_in(factor)}
    return any(inside) and not isinstance(factor, Product)


_WHOLE = frozenset("kmn")
"""What exponents are made of: x^2n could be meant as x^(2n), but x^2y not as x^(2y)."""

_UNFINISHED = re.compile(r"[eE](?![\w^({\\⁰-₟²³¹])|(?<=(?<![\d.])0)[xX](?![\w^])")


def of_number(text: str, token: Token) -> Iterator[Note]:
    """Yield a note on 2e3, which could have been meant as 2·e·3, and on 1e and 0x, which look like unfinished ones."""
    unfinished = _UNFINISHED.match(text, token.end)
    if unfinished:
        span = (token.start, unfinished.end())
        yield Note(f"{text[span[0] : span[1]]} is read as the product {token.text}·{unfinished[0]}", span)
    if token.text[-2:-1] in ("e", "E"):
        number, product = (token.text.lower().replace("e", sign) for sign in ("·10^", "·e·"))
        yield Note(f"{token.text} is read as the number {number}, not {product}", token.span)


_OPERATORS = {
    "D": "the derivative, d/dx {}",
    "d": "a differential, d{}",
    "Delta": "one name, Δ{}",
    "Sigma": "a sum, as in ∑_{{i=1}}^{{n}} {}",
    "Π": "a product, as in ∏_{{i=1}}^{{n}} {}",
}
"""Names that before another are operators elsewhere, and what that would be."""


def _note(text: str, start: int, last: Node, reading: str, other: str = "") -> Note:
    """Return a note that tells the reading, and how the other one would be written."""
    end = last.span[1]
    return Note(f"{text[start:end]} is read as {reading}" + f", not {other}" * bool(other), (start, end), other=other)


def _typed(text: str, node: Node) -> str:
    return text[node.span[0] : node.span[1]]


def _is_open_power(text: str, node: Power, factor: Node) -> bool:
    """Return True if `factor` could have been meant as part of the exponent: e^2x, e^xy, x^2x, but not 3x^2y."""
    if text[node.span[1] - 1] in ")}]" or not text[node.span[1] - 1].isascii():
        return False
    if text[factor.span[0]] in "([{|":
        return False
    if not isinstance(node.exponent, Number) or isinstance(node.base, Constant | Number):
        return True
    inner = factor.base if isinstance(factor, Power) else factor
    return isinstance(inner, Name) and (inner.name in _WHOLE or inner.name == getattr(node.base, "name", None))


def _is_open_exponent(text: str, power: Power) -> bool:
    """Return True if what divides `power` could have been meant to divide the exponent: x^-1/2, e^-x^2/2, not x^2/2."""
    exponent, end = power.exponent, text[power.span[1] - 1]
    size = exponent.operand if isinstance(exponent, Negative) else exponent
    if end in ")}]" or not end.isascii() or "^" not in text[power.base.span[1] : exponent.span[0]]:
        return False
    if isinstance(size, Number) and size.text == "1":
        return True
    return isinstance(power.base, Constant | Number) and isinstance(exponent, Negative | Power)


def _is_typed_fraction(text: str, node: Node) -> bool:
    r"""Return True for \frac{1}{2}."""
    return isinstance(node, Product) and text[node.span[0]] == "\\" and all(map(_is_whole, node.factors))


def _is_whole(node: Node) -> bool:
    return isinstance(node.operand if isinstance(node, Divisor) else node, Number)


def _is_in(text: str, node: Node, bracket: str) -> bool:
    return text[node.span[0]] == bracket


def _is_bare(text: str, node: Node) -> bool:
    """Return True for a function without brackets around its argument: sin x."""
    return (
        isinstance(node, Call)
        and len(node.arguments) == 1
        and node.arguments[0].span[1] == node.span[1]
        and text[node.span[1] - 1] != "!"
        and node.arguments[0].span[0] > node.span[0]
    )


def _bracketed(text: str, call: Node, end: int) -> str:
    """Write sin x as sin(x), with all up to `end` in the brackets."""
    assert isinstance(call, Call)
    start = call.arguments[0].span[0]
    return f"{text[call.span[0] : start].rstrip()}({text[start:end]})"
