"""Text to tokens: numbers, words with their meaning, operators, LaTeX commands as the signs they stand for."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from calc_cli.errors import CalcError, ExpressionSyntaxError, UnknownNameError
from calc_cli.functions import BY_NAME
from calc_cli.syntax.characters import FRACTIONS, SUBSCRIPTS, SUPERSCRIPTS, clean
from calc_cli.syntax.elsewhere import Meaning, meaning_elsewhere
from calc_cli.syntax.names import GREEK, GREEK_SIGNS, MATRIX_FUNCTIONS
from calc_cli.syntax.tree import Span
from calc_cli.syntax.words import Names, Piece, canonical, nearest, read_word

LONGEST_TEXT = 1 << 20
"""Characters an expression may have."""


class Token(NamedTuple):
    """`kind` is number, name, function, constant, keyword, superscript, subscript, command, end, or the sign itself.

    It is root for ∜ and for the ³ of ³√x; operator for d/dx and D_x, with the order and the variable as its text, and
    differential for dx, with the variable.
    """

    kind: str
    text: str
    start: int
    end: int
    spaced: bool
    """True if white space stands before it."""

    @property
    def span(self) -> Span:
        """Return where it stands in the text."""
        return self.start, self.end


class Note(NamedTuple):
    """A sentence on how something ambiguous was read.

    One that `is_usual` needs no telling where letters are matrices: Ax is A·x. That foo is f·o·o does. The `other`
    reading may be written in words.
    """

    text: str
    span: Span
    is_usual: bool = False
    other: str = ""


class ReadWord(Protocol):
    """Says what a run of letters means: `words.read_word`, or what another kind of expression has instead."""

    def __call__(self, word: str, names: Names, *, before_bracket: bool) -> list[Piece]: ...


_LONGEST_SHOWN = 30

_UP, _DOWN = "".join(SUPERSCRIPTS), "".join(SUBSCRIPTS)
_ORDER = r"(?:\s*\^\s*(?:\d|\{\s*\d\s*\})|[²³])?"
_VARIABLE = (
    rf"(?:\\?(?:{'|'.join(sorted(GREEK, key=len, reverse=True))})|[A-Za-df-z]|[{GREEK_SIGNS}])"
    rf"(?:_?\d+|_\w|_\{{\w+\}}|[{_DOWN}]+)?(?![A-Za-z])"
)
_UPRIGHT = r"(?:\\(?:mathrm|text|operatorname)(?:\s*\{\s*d\s*\}|\s+d)|\{\s*\\rm\s+d\s*\})"
_D = rf"(?:d|∂|\\partial(?![A-Za-z])|{_UPRIGHT})"
_TOKEN = re.compile(
    rf"""
      (?P<space>\s+ | \\[,;:!\ ] | \$ | \\[()\[\]]
              | \\(?:quad|qquad|displaystyle|textstyle|limits|nonumber|notag|left|right|[bB]igg?[lrm]?)(?![A-Za-z])\.?
              | \\(?:begin|end)\s*\{{(?:equation|align|aligned|gather|displaymath|math)\*?\}}
              | \\(?:label|tag)\{{[^}}]*\}} | &(?=\s*=)
              | (?<![A-Za-z])(?:np|numpy|jnp|linalg|math|Math|torch|nn|functional|F|sp|sympy)\.(?=[A-Za-z]))
    | (?P<operator>(?P<bracket>\(\s*)?(?P<over>\\[dt]?frac\s*\{{\s*)?{_D}(?P<order>{_ORDER})\s*
                   (?(over)\}}\s*\{{|/)\s*{_D}\s*(?P<variable>{_VARIABLE}){_ORDER}(?(over)\s*\}})(?(bracket)(?:\s|\\right)*\)))
    | (?P<arbogast>(?:D|∂|\\partial\s*)(?:_(?P<in>[A-Za-z]|\{{\s*{_VARIABLE}\s*\}})|(?P<low>[{_DOWN}]))(?![\w^{_DOWN}])
                   (?=\s*[\w(\[{{|√\\]))
    | (?P<differential>(?:{_UPRIGHT}|∂|\\partial(?![A-Za-z]))\s*(?P<of>{_VARIABLE}))
    | (?P<based>0(?:[xX](?=[A-Fa-f]*\d)[0-9A-Fa-f]+|[bB][01]+|[oO][0-7]+))
    | (?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<increment>(?:[Δ∆]|\\Delta(?![A-Za-z])\s*)[A-Za-z](?![A-Za-z0-9_]))
    | (?P<root>∜|(?<![\w)\]}}|])[{_UP}]+(?=√))
    | (?P<bare>(?:sum|prod)(?=\s*[_^])|[dt]?frac(?=\s*\{{))
    | (?P<word>(?![ΣΠ]\s*_\s*\{{\s*\w+\s*=)(?:log1p|[A-Za-z]+|[{GREEK_SIGNS}])(?:\d++(?!\.\d))?+)
    | (?P<fraction>[{"".join(FRACTIONS)}])
    | (?P<superscript>[{_UP}]+)
    | (?P<subscript>(?:(?<=∫)|(?<=int))_\d+\.\d+
              |_(?:\{{\s*(?:[A-Za-z0-9]+|[A-Za-z]\s*[+-]\s*\d+)\s*\}}|\d+|[A-Za-z]+\d*)|[{_DOWN}]+)
    | (?P<named>\\(?:operatorname\*?|mathrm|mathit|mathbf|mathsf|boldsymbol|bm|text|textrm|mbox)\s*
              \{{\s*(?P<inner>[A-Za-z]+[0-9]*)\s*\}})
    | (?P<braced>\{{\s*(?P<letter>\\?[A-Za-z]+)\s*\}}(?=_))
    | (?P<primes>\^\s*(?:\{{\s*(?:(?:\\prime(?![A-Za-z])|')\s*)+\}}|\\prime(?![A-Za-z])))
    | (?P<environment>\\(?:begin|end)\s*\{{[a-z]+\*?\}})
    | (?P<command>\\[A-Za-z]+)
    | (?P<sign>\.T(?![A-Za-z])|\.[*/^]|\*\*|:=|<=|>=|=<|=>|==|!=|<>|\|\||&&|\\\\|\\[{{}}|]
             |[-+*/^()\[\]{{}}|,;=<>!&'"√∛≤≥≠≔∞⌊⌋⌈⌉‖⊙∨¬ΣΠ∑∏∫_:~ᵀ∂])
    """,
    re.VERBOSE,
)  # fmt: skip

_WORD = re.compile("[a-z]{3,}")
_BRACKET = re.compile(r"\[|\s*(?:\\left\s*)?\(")

_SIGNS = {
    "**": "^", "=<": "<=", "=>": ">=", "≤": "<=", "≥": ">=", "==": "=", ":=": "=", "≔": "=",
    "<>": "!=", "≠": "!=", "&&": "and", "&": "&",
    ".T": "ᵀ", ".*": "⊙", "\\{": "{", "\\}": "}", "\\|": "‖", "∨": "or", "¬": "not", "~": "not",
}  # fmt: skip
_PAIRS = {"||": "|", '"': "'"}
_WORD_SIGNS = {
    "√": ("function", "sqrt"), "∛": ("function", "cbrt"), "∞": ("constant", "inf"), "∑": ("command", "sum"),
    "∏": ("command", "prod"), "∫": ("command", "int"), "Σ": ("command", "sum"), "Π": ("command", "prod"),
}  # fmt: skip
_COMMANDS = {
    "cdot": "*", "times": "*", "ast": "*", "div": "/", "le": "<=", "leq": "<=", "leqslant": "<=", "lt": "<", "ge": ">=",
    "geq": ">=", "geqslant": ">=", "gt": ">", "ne": "!=", "neq": "!=", "lvert": "|", "rvert": "|", "vert": "|",
    "mid": "|", "lVert": "‖", "rVert": "‖", "Vert": "‖", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉",
    "lbrace": "{", "rbrace": "}", "lbrack": "[", "rbrack": "]", "land": "and", "wedge": "and", "lor": "or",
    "vee": "or", "lnot": "not", "neg": "not", "odot": "⊙", "circ": "⊙", "prime": "'", "colon": ":", "coloneqq": "=",
    "top": "ᵀ", "intercal": "ᵀ", "partial": "∂", "over": "over",
}  # fmt: skip
_STRUCTURES = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), "frac"),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), "binomial"),
    "sqrt": "root",
    "sum": "sum",
    "prod": "prod",
    "int": "int",
}
_GREEK_COMMANDS = {"varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi", "varrho": "rho", "varsigma": "sigma"}


def tokenize(text: str, names: Names, read: ReadWord = read_word) -> tuple[list[Token], list[Note]]:
    """Return the tokens of `text`, closed by an `end` token, and notes on words that were taken apart by `read`.

    Raises ExpressionSyntaxError at a character that means nothing here and UnknownNameError at such a word.
    """
    if len(text) > LONGEST_TEXT:
        raise ExpressionSyntaxError(f"the text has {len(text):,} characters; the limit is {LONGEST_TEXT:,} (1 MiB)")
    if text.count("$") % 2:
        at = text.rindex("$")
        raise ExpressionSyntaxError("this '$' has no partner", source=text, span=(at, at + 1))
    tokens: list[Token] = []
    notes: list[Note] = []
    cleaned = clean(text)
    for token in _scan(cleaned.replace("~", " ") if "\\" in text else cleaned, text):
        if token.kind == "word":
            pieces = list(_words(token, text, names, notes, read))
            if tokens and _is_split_differential(tokens[-1], pieces[0]):
                tokens[-1] = pieces.pop(0)._replace(kind="differential", start=tokens[-1].start)
            tokens += pieces
        elif token.kind == "increment":
            tokens.append(token._replace(kind="name", text=names.spell(f"Delta_{token.text[-1]}")))
            if names.is_free(tokens[-1].text):
                said = f"{text[token.start : token.end]} is read as one name, not a product"
                notes.append(Note(said, token.span, is_usual=True))
        elif _is_mixed(tokens, token):
            whole, (top, bottom) = tokens[-1], token.text.split("/")
            mixed = f"{int(whole.text) * int(bottom) + int(top)}/{bottom}"
            tokens[-1] = whole._replace(text=mixed, end=token.end)
            said = f"{text[whole.start : token.end]} is read as {whole.text} + {token.text}"
            notes.append(Note(said, tokens[-1].span, is_usual=True))
        elif token.kind == "subscript" and _takes_subscript(tokens, token):
            name = names.spell(f"{tokens[-1].text}_{token.text}")
            tokens[-1] = tokens[-1]._replace(kind="name", text=name, end=token.end)
        else:
            tokens.append(token)
    tokens.append(Token("end", "", len(text), len(text), False))
    return tokens, notes


def _is_mixed(tokens: list[Token], fraction: Token) -> bool:
    """Return True for the ½ of 1½."""
    if not tokens or tokens[-1].kind != "number" or fraction.kind != "number" or fraction.spaced:
        return False
    return tokens[-1].text.isdigit() and fraction.text in FRACTIONS.values()


def _is_split_differential(d: Token, variable: Token) -> bool:
    r"""Return True for dθ and d\theta, whose letters are not of one word."""
    is_variable = variable.kind == "name" and variable.text in GREEK and not variable.spaced
    return is_variable and d.kind == "name" and d.text == "d" and variable.start - d.end <= 1  # 1 for a backslash


def _takes_subscript(tokens: list[Token], subscript: Token) -> bool:
    r"""Return True if the last of the tokens is a name that goes with the subscript, and not the x of \int^x_0."""
    if not tokens or tokens[-1].end != subscript.start or [token.kind for token in tokens[-3:-1]] == ["command", "^"]:
        return False
    last = tokens[-1]
    return (last.kind == "name" and "_" not in last.text) or (last.kind == "constant" and last.text == "e")


def _scan(cleaned: str, typed: str) -> Iterator[Token]:
    """Cut the text into raw tokens; words still await their meaning."""
    position, spaced = 0, False
    while position < len(cleaned):
        found = _TOKEN.match(cleaned, position)
        if found is None or found.lastgroup == "based":
            raise _unexpected(typed, position)
        start, position = found.span()
        if found.lastgroup == "space":
            spaced = True
            continue
        kind, text = _meaning(found, typed)
        if kind in _PAIRS:
            yield Token(_PAIRS[kind], text, start, start + 1, spaced)
            yield Token(_PAIRS[kind], text, start + 1, position, False)
        elif kind == "primes":
            for _ in range(text.count("prime") + text.count("'")):
                yield Token("'", text, start, position, False)
        else:
            yield Token(kind, text, found.start("inner") if found.lastgroup == "named" else start, position, spaced)
        spaced = False


def _meaning(found: re.Match[str], typed: str) -> tuple[str, str]:
    """Return kind and text of the token that the pattern found."""
    kind, text = found.lastgroup or "", found.group()
    match kind:
        case "sign":
            return _WORD_SIGNS.get(text) or (_SIGNS.get(text, text), text)
        case "named" | "braced":
            return "word", (found["inner"] or found["letter"]).removeprefix("\\")
        case "command" | "bare":  # a bare one has lost its backslash
            return _command(text.removeprefix("\\"), typed, *found.span())
        case "operator" | "arbogast":
            raised = (found["order"] or "").translate({ord("²"): "2", ord("³"): "3"})
            order = "".join(filter(str.isdecimal, raised)) or "1"
            variable = found["variable"] or (found["in"] or SUBSCRIPTS[found["low"]]).strip("{} ")
            return "operator", f"{order} {canonical(variable)}"
        case "differential":
            return kind, canonical(found["of"]) or found["of"]
        case "fraction":
            return "number", FRACTIONS[text]
        case "superscript" | "root":
            return kind, "4" if text == "∜" else "".join(map(SUPERSCRIPTS.__getitem__, text))
        case "subscript":
            return kind, re.sub(r"[_{}\s]", "", text) if text[0] == "_" else "".join(map(SUBSCRIPTS.__getitem__, text))
        case "environment":
            return "begin" if text.startswith("\\begin") else "finish", text.rstrip("}").split("{")[1]
    return kind, text


def _command(name: str, typed: str, start: int, end: int) -> tuple[str, str]:
    r"""Return kind and text of the LaTeX command `\name`."""
    name = _GREEK_COMMANDS.get(name, name)
    if name in _COMMANDS:
        return _SIGNS.get(_COMMANDS[name], _COMMANDS[name]), _COMMANDS[name]
    if name in _STRUCTURES:
        return "command", _STRUCTURES[name]
    if name in BY_NAME or name in GREEK or (name in MATRIX_FUNCTIONS and name != "dot") or name in ("pi", "Gamma"):
        return "word", name
    if name == "infty":
        return "constant", "inf"
    message, meaning = f"unknown LaTeX command '\\{name}'", meaning_elsewhere(name)
    if meaning is not None:
        raise _known_elsewhere(message, meaning, typed, (start, end))
    raise UnknownNameError(message, source=typed, span=(start, end))


def _words(token: Token, typed: str, names: Names, notes: list[Note], read: ReadWord) -> Iterator[Token]:
    """Give a word its meaning, or the parts it comes apart into."""
    word, start, end = token.text, token.start, token.end
    before_bracket = _BRACKET.match(typed, end) is not None
    pieces = read(word, names, before_bracket=before_bracket)
    if not pieces and word == "int":
        yield Token("command", word, start, end, token.spaced)
        return
    if not pieces:
        raise _unknown(word, typed, (start, end), before_bracket=before_bracket)
    is_alias = pieces[0].kind == "function" and word not in BY_NAME
    if is_alias or (len(pieces) > 1 and pieces[-1].kind != "differential"):
        reading = _reading(pieces)
        is_word = _WORD.fullmatch(word) and len(pieces) > 2 and all(len(piece.meaning) == 1 for piece in pieces[:2])
        notes.append(Note(f"{word} is read as {reading}", (start, end), not is_word and "(" not in reading))
    offset = end - len(word) - start
    for number, piece in enumerate(pieces):
        first, last = start + offset + piece.start, start + offset + piece.end
        yield Token(piece.kind, piece.meaning, first, last, token.spaced and number == 0)


def _reading(pieces: list[Piece]) -> str:
    """Write a word that came apart as mathematics: x·sin(x)."""
    if pieces[-1].kind == "subscript":
        return f"the logarithm to base {pieces[-1].meaning}"
    text, after_function = "", False
    for piece in pieces:
        if after_function:
            text += f"({piece.meaning})" if piece.kind not in ("function", "number") else f" {piece.meaning}"
        else:
            text += ("·" if text else "") + ("ln" if piece.meaning == "log" else piece.meaning)
        after_function = piece.kind == "function"
    return text


def _unknown(word: str, typed: str, span: Span, *, before_bracket: bool) -> UnknownNameError:
    meaning = meaning_elsewhere(word)
    if meaning is not None:
        return _known_elsewhere(f"unknown name '{word}'", meaning, typed, span)
    guess = nearest(word)
    shown = word if len(word) <= _LONGEST_SHOWN else word[:_LONGEST_SHOWN] + "…"
    message = f"unknown {'function' if before_bracket else 'name'} '{shown}'"
    if guess is not None:
        return UnknownNameError(f"{message}; did you mean {guess}?", source=typed, span=span)
    hint = (
        f"for a product write {'*'.join(word)}*(…)"
        if before_bracket and len(word) <= 3
        else "only f, g, h, F, G and H stand for unknown functions"
        if before_bracket
        else f"to use it as one variable, name it in an option: --wrt {shown}"
    )
    return UnknownNameError(message, source=typed, span=span, hint=hint)


def _known_elsewhere(message: str, meaning: Meaning, typed: str, span: Span) -> UnknownNameError:
    return UnknownNameError(f"{message}: elsewhere it is {meaning.what}", source=typed, span=span, hint=meaning.instead)


def _unexpected(typed: str, position: int) -> CalcError:
    character = typed[position]
    meaning = meaning_elsewhere("…" if typed.startswith("..", position) else character)
    if meaning is not None:
        return _known_elsewhere(f"unexpected character '{character}'", meaning, typed, (position, position + 1))
    name = unicodedata.name(character, "").lower()
    message, length, hint = f"unexpected character '{character}'", 1, None
    if "\udc80" <= character <= "\udcff":  # how Python keeps a byte that is not UTF-8
        message = f"this is not valid UTF-8: byte 0x{ord(character) - 0xDC00:02x}"
    elif character == "0":
        message, length, hint = "only decimal numbers are read", 2, f"for a product write 0*{typed[position + 1 :]}"
    elif not character.isprintable():
        message = f"unexpected character U+{ord(character):04X}"
    elif character.isalpha():
        hint = f"this is the {name}; type the Latin letter"
    elif not character.isascii():
        hint = f"this is the sign '{name}'"
    return ExpressionSyntaxError(message, source=typed, span=(position, position + length), hint=hint)
