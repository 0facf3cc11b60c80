"""Which letters of a text are unknown functions, by how they are written: u(x) v(x), θ(t), w(x, y) = y e^x.

f, g, h, F, G and H always are before a bracket. Any other letter is one before a bracket that holds nothing but other
letters, if these are several, or if it never stands without a bracket. What the text defines is one: u(x, t) = ...
"""

from collections.abc import Iterator, Sequence

from calc_cli.syntax.tokens import Note, Token
from calc_cli.syntax.words import Names


def applied_letters(text: str, tokens: Sequence[Token], names: Names) -> Iterator[Note]:
    """Add the unknown functions among `tokens` to the functions of `names`, and yield a note on each.

    There is no note on the name that a text defines by its left-hand side.
    """
    first = tokens[0]
    end = letters_end(tokens, 0)
    defined = first.text if end and tokens[end].kind == "=" and names.is_free(first.text) else None
    if defined is not None:
        names.functions.add(defined)
    places: dict[str, int] = {}
    bare: set[str] = set()
    for position, token in enumerate(tokens):
        if token.kind != "name" or names.is_function(token.text) or token.text in names.dependent:
            continue
        if position > 1 and tokens[position - 1].kind == "^" and _is_applied(tokens[position - 2], names):
            continue  # sin^n(x) is a power of the sine
        after = _behind_primes(tokens, position)
        if tokens[after].kind != "(":
            bare.add(token.text)
        elif letters_end(tokens, position) and tokens[after + 1].text != token.text:
            places.setdefault(token.text, position)
    for name, position in places.items():
        opening, end = _behind_primes(tokens, position), letters_end(tokens, position)
        span = tokens[position].start, tokens[end - 1].end
        arguments = text[tokens[opening].end : tokens[end - 1].start].strip()
        is_list = "," in arguments  # which is nothing to multiply by
        reading = f"the product {name}*{arguments}"
        if name in bare and not is_list:
            reading += f", since {name} stands alone, too"
        elif names.is_free(name):
            names.functions.add(name)
            reading = f"a function of {arguments}" + ("" if is_list else f", not {name}*{arguments}")
        yield Note(f"{text[span[0] : span[1]]} is read as {reading}", span)


def _is_applied(token: Token, names: Names) -> bool:
    return token.kind == "function" or (token.kind == "name" and names.is_function(token.text))


def letters_end(tokens: Sequence[Token], position: int) -> int:
    """Return the position behind name(letter, ..., letter), 0 if that does not stand at `position`."""
    if tokens[position].kind != "name":
        return 0
    at = _behind_primes(tokens, position)
    count = 0
    while tokens[at].kind == ("," if count else "(") and tokens[at + 1].kind == "name":
        at, count = at + 2, count + 1
    return at + 1 if count and tokens[at].kind == ")" else 0


def _behind_primes(tokens: Sequence[Token], position: int) -> int:
    position += 1
    while tokens[position].kind == "'":
        position += 1
    return position
