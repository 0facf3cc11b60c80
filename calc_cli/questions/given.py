"""An answer that is to be checked, as people write it: `2x`, `f'(x) = 2x`, `(2x, 2y)`, `lim = 4`, `does not exist`.

A list may stand in any brackets, be multiplied or added, or name its components: `f_x = 2x, f_y = 2y`. Signs are put
in the place of others of the same length, so that the spans of errors point at what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from calc_cli.errors import CalcError
from calc_cli.questions.prose import ABSENT, DIVERGENT, PLAIN, UNIT, is_plain, with_digits, without_words
from calc_cli.questions.texts import function_of
from calc_cli.syntax.matrix_words import TRANSPOSED
from calc_cli.syntax.parser import Reading, parse, parse_chain, parse_conditions, parse_list
from calc_cli.syntax.tree import (
    Apply,
    Cases,
    DerivativeOf,
    Name,
    Negative,
    Node,
    Product,
    Sum,
    Truth,
    Vector,
    names_in,
    parts,
    with_node,
)
from calc_cli.syntax.words import Names, canonical

if TYPE_CHECKING:
    from calc_cli.calculus.equality.verdict import Absence

_IT = r"(?:(?:it|(?:the )?(?:limit|integral|function|value)s?) )?(?:is )?"
_SIDES = r"(?:left(?:[- ]hand)?(?: limit| side)? and (?:the )?right(?:[- ]hand)?|one-sided|two)"
_ABSENCES: dict[str, Absence] = {
    rf"(?:.*\W)?(?:{ABSENT}|none|∄)|(?:[^=\d]*\W)?{ABSENT},? (?:at|because|since|as) .*"
    r"|no (?:such )?(?:limit|derivative|slope|gradient|value)": "none",
    rf"{_IT}{DIVERGENT}": "divergence",
    rf"{_IT}(?:unbounded|infinite|(?:(?:grow|increase|decrease)s|goes) without (?:any )?bounds?|blows up)": "no bound",
    rf"(?:the )?{_SIDES}? ?(?:limits|sides)? ?(?:differ|are (?:different|not equal)|(?:do not|don't) agree|disagree)"
    r"|left (?:limit )?(?:≠|!=) right(?: limit)?": "different sides",
    rf"(?:no limit\W+(?:(?:because|since|as) )?)?{_IT}oscillat(?:es?|ing)|(?:it )?keeps oscillating": "oscillation",
}
"""What an answer says in words that is no value, by the pattern of the whole of it."""

_SIDE = re.compile(
    r"(?<![\\\w])(?:(?:the |limit |it is )*(?:(?:from|on|at) )?(?:the )?(left|right)(?:[- ]hand)?(?: side| limit)*"
    r"|\b([LR])HL\b)\s*(?:is\b|=|:)?",
    re.IGNORECASE,
)
"""The name of a side beside its limit: left -1, 1 from the right, LHL = -1."""

_ABSENT_FIRST = re.compile(rf"^\s*(?:(?:the limit |it )?{ABSENT}|no limit)\s*(?:[:;,]|(\())", re.IGNORECASE)
"""That there is no limit, said before its sides, which may be in brackets."""

_RELATION = r"\s*[^\W\d_]\s*(?:[<>≤≥≠]|!=|\\(?:neq?|[gl]eq?|[gl]t)(?![a-z]))"
_WHERE = (
    rf"(?:\b(?:for|if|when|where|provided)\b|(?<=,)(?={_RELATION})"
    r"|(?P<open>\()(?=[^()]*[<>≤≥=≠][^()]*\)\s*(?:[,;\n]|and\b|$)))"
)
_CASE = re.compile(
    r"(?:\s*(?:otherwise|else)\b)?(?P<value>.+?)"
    rf"(?:,?\s*(?:{_WHERE}(?:\s*all\b)?(?P<condition>(?:(?!\belse\b).)+?)(?(open)\))\s*"
    r"|\b(?:otherwise|else(?:where)?)\s*))?",
    re.DOTALL,
)
_NEXT_CASE = re.compile(
    rf"(?:[,;\n]?\s*\band\b|[,;\n])(?!{_RELATION})"
    r"(?=\s*(?!(?:for|if|when|where)\b|(?:otherwise|else(?:where)?)\s*$)"
    rf"(?:(?!\band\b)[^,;\n])*?,?\s*(?:{_WHERE}|\b(?:otherwise|else)))"
)
"""A value with its condition, as in `2x if x > 0` or `1 (x > 0)`, and what stands between two of them."""

_CONSTANT = re.compile(
    r"(?:[+-]|\bplus\b)\s*(?:(?:an?|any|some|arbitrary|real)\s+)*const(?:ant)?\.?\s*$", re.IGNORECASE
)
_ASIDE = re.compile(r"\([^()]*[A-Za-z]{3,}\b[^()]*\)\s*$")
"""Words in brackets behind an answer."""

_ROUNDED = re.compile(r"(?<=[^\s=])\s*(?:≈|≅|\\approx(?![a-z]))\s*[-+−]?\d*\.\d+\s*\.?\s*$")
"""What an exact answer is in decimals, behind it."""

_INFINITY = re.compile(r"\b(minus|negative|plus|positive)(?=\s+infinity\b)", re.IGNORECASE)
_EVERYWHERE = re.compile(
    r",?\s*\b(?:for\s+(?:all|every|any)\s+(?:real\s+)?[a-z](?:\s*,\s*[a-z])*|on\s+[(\[][^()\[\]]*,[^()\[\]]*[)\]]"
    r"|as\s+[a-z]\s*(?:→|-+>|\\(?:to|rightarrow)\b|approaches|goes|tends).*)\s*\.?$"
)
"""Where an answer holds, if that is everywhere or an interval."""

_MEASURE = re.compile(rf"(?<=[\dπi)])\s+(?=\w{{2}}|\w+\s*/){UNIT}(?:\s*(?:/|per)\s*{UNIT})?\s*\.?$")
"""Units behind a number."""

_DERIVATIVE = re.compile(
    rf"""\s*(?:
      (?! \s* (?: [-−+\d] | not\b | minus\b | negative\b ) ) [^=<>!]* ['’′″‴] \s* (?: \([^=()]*\) )?  # y', f''(x)
    | (?: \\[dt]?frac\s*\{{\s* )? (?: \\mathrm[\s{{]* )? (?: d | ∂ | \\partial ) [^=<>!/]* (?: / | \}}\s*\{{ ) \s*
      (?: \\mathrm[\s{{]* )? (?: d | ∂ | \\partial\s* ) [^=<>!]*     # dy/dx, d²y/dx², \frac{{d}}{{dx}} f(x)
    | [A-Za-z] \([^=()]*\) (?= \s* (?: → | -+> ))                     # f(x) →
    | D (?: _\{{?\w+\}}? )? \s* \w* \s* (?: \([^=()]*\) )?            # Df, D_x f
    | \\?lim (?![a-z]) (?: [^=<>!] | -+> )* | L                                                # lim f(x)
    | (?i: (?: (?:{"|".join(PLAIN)}) \s+ ){{0,3}} (?: limit | answer | derivative | slope | result | integral ) )
    )? \s* (?: = (?!=) | → | -+> | \\(?:to|rightarrow)(?![a-z])
      | ≈ | \\approx(?![a-z]) | (?:(?<=[a-z]\s)is | (?:[Ii]t\s+)?(?:is|equals?))\b
      | (?:it\s+)?(?:diverges|converges|goes|tends)\s+to\b )""",
    re.VERBOSE,
)
"""A left-hand side that names the derivative or the limit, or nothing, and the sign of equality."""

_SUBJECT = re.compile(
    r"\s*(?:(?:(?P<name>[^\W\d_])\w*\s*(?:\([^()]*\))?)?|(?:∫|\\int|integral\b|(?:\\left\s*)?\[).*)\s*"
)
"""What names the subject before a sign of equality: A, F(x), ∫ x dx, [x^2]_0^1."""

_GRADIENT = re.compile(
    r"\s*(?:\(\s*(?:∂|d|\\partial\s*)\w+\s*/[^=]*?\)(?=\s*=)"
    r"|∇|\\nabla|(?:the\s+)?grad(?:ient)?\b|H\b|J\b|d[A-Za-z]*/d)[^=\[]*=(?!=)"
)
"""A left-hand side that names several derivatives: ∇f(x, y) = ..., H = ..., J = ..., df/dX = ..."""

_NAME = r"\\?[^\W\d_]+(?:_?\{?\d+\}?)?"
_PARTIAL = re.compile(
    rf"""\s*(?:
      (?: \\[dt]?frac\s*\{{\s* )? (?: d | ∂ | \\partial ) [^=/]* (?: / | \}}\s*\{{ ) \s*
      (?: d | ∂ | \\partial\s* ) (?P<leibniz> {_NAME} ) [^=]*
    | (?: D | ∂ | \\partial\s* | [^\W\d_] )['’′]? (?: _ \{{? (?P<lowered> {_NAME} ) | (?P<bare> [a-z] ) (?!\w) ) [^=]*
    ) = (?!=)""",
    re.VERBOSE,
)
"""A left-hand side that names one of several derivatives: ∂f/∂x, D_x f, f_x(x, y), fx."""

_UNIT = re.compile(r"\\(?:hat|vec|mathbf|boldsymbol|bm|bar)\s*\{?\s*\\?([ijk])(?:math)?\s*\}?|([ijk])̂|(î)|(ĵ)")
_OPENINGS = re.compile(r"\\langle(?![A-Za-z])|⟨|^\s*<")
_BLANKS = re.compile(r"\s*\[(?:(?![A-Za-z]{2,}\s)[^\[\]\s,]*[\w)](?:\s*;\s*|\s+|\s*(?=\])))+\]\s*")
"""A list with blanks between its components, as in [2x 2y; 1 0], none of them the name of a function alone."""

_CLOSINGS = re.compile(r"\\rangle(?![A-Za-z])|⟩|>\s*$")


@dataclass(frozen=True, slots=True)
class Given:
    """An answer; without a tree it says that there is none, by its `absence`.

    `names` are those that its components have, if they do; one that tells `sides` has a limit for the left and right.
    `way` are the other sides of 3*4 = 12, which must be right as well.
    """

    source: str
    tree: Node | None
    notes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    absence: Absence = "none"
    sides: str = ""
    way: tuple[Given, ...] = ()

    @property
    def is_one_case(self) -> bool:
        """Return True of a value with a condition, which says nothing elsewhere: 1/x for x > 0."""
        return isinstance(self.tree, Cases) and len(self.tree.branches) == 1


def read_given(
    text: str | None, names: Names, functions: Collection[str] = (), asked: Node | None = None
) -> Given | None:
    """Read an answer to what is `asked`, if there is one, with the derivatives y' of `functions` in it.

    Raises ExpressionSyntaxError, UnknownNameError or UsageError.
    """
    if text is None:
        return None
    known = {*names.declared.values(), *names_in(asked)} if asked else set()
    *way, shown = _sides_of_equations(_ROUNDED.sub("", _right_side(_DERIVATIVE, text, known)))
    if not {letter for letter in shown if letter.isalpha()} <= {*known, "e"}:  # else they are its variables
        shown = with_digits(shown)
    if absence := _absence(shown):
        return Given(text, None, absence=absence)
    if sides := _sides(text, names):
        return Given(text, sides[1], sides=sides[0])
    given = _in_words(text, shown, names, functions)
    return replace(given, way=tuple(_way(text, way, names, functions, known)))


def _in_words(source: str, text: str, names: Names, functions: Collection[str]) -> Given:
    try:
        return _formula(source, text, names, functions)
    except CalcError:
        before, alone = without_words(_ASIDE.sub(lambda aside: aside[0] if not is_plain(aside[0]) else "", text))
        if not alone or alone.strip() == text.strip() or not is_plain(before + text[len(before) + len(alone) :]):
            raise
        return _formula(source, " " * len(before) + alone, names, functions)


def _way(
    source: str, sides: list[str], names: Names, functions: Collection[str], known: Collection[str]
) -> Iterator[Given]:
    """Yield the sides before the last sign of equality that are no name of the subject."""
    for side in sides:
        named = _SUBJECT.fullmatch(side)
        if (named and named["name"] not in known) or _DERIVATIVE.fullmatch(side + "="):
            continue
        try:
            given = _in_words(source, side, names, functions)
        except CalcError:
            if not is_plain(side):
                raise
            continue
        if not any(isinstance(part, Apply) for part in parts(given.tree or Vector((0, 0), ()))):  # F(3) - F(0)
            yield given


def _sides_of_equations(text: str) -> list[str]:
    """Return the sides of `3*2^2 = 12`, each with all else blank; one alone if the sign is part of it, as in a case."""
    if re.search(r"\b(?:if|for|when|where|sum|prod)\b|[,;(]\s*\w+\s*=", text):
        return [text]
    sides = _split(r"(?<![<>!=])=(?!=)", text)
    return [text] if sides[-1].count("(") != sides[-1].count(")") else sides


def _formula(source: str, text: str, names: Names, functions: Collection[str]) -> Given:
    if cases := _cases(text, names):
        return Given(source, cases)
    reading = _reading(text, names, functions)
    return Given(source, as_one_list(function_of(reading).tree), reading.notes)


def _absence(text: str) -> Absence | None:
    said = " ".join(text.strip().rstrip(".!").split())
    return next((name for words, name in _ABSENCES.items() if re.fullmatch(words, said, re.IGNORECASE)), None)


def _sides(text: str, names: Names) -> tuple[str, Node] | None:
    """Return the limits from the left and the right that `left -1, right 1` tells, or the only one, after `lr`."""
    found: dict[str, str] = {}
    if absent := _ABSENT_FIRST.match(text):
        text = _only(text, absent.end(), text.rfind(")") if absent[1] else len(text))
    named = list(_SIDE.finditer(text))
    parts = _split(r"[,;]|\b(?:and|but)\b", text)
    if len(parts) == 1 and len(named) == 2:  # left -1 right 1
        cut = named[0].end() if text[: named[0].start()].strip() else named[1].start()
        parts = [_only(text, 0, cut), _only(text, cut, len(text))]
    for part in parts:
        if side := _SIDE.search(part):
            name = (side[1] or side[2])[0].lower()
            found[name] = part[: side.start()] + " " * len(side[0]) + part[side.end() :]
    limits = tuple(parse(found[side], names).tree for side in sorted(found)) if len(found) == len(parts) else ()
    told = "".join(sorted(found))
    return (told, Vector((0, len(text)), limits) if len(limits) == 2 else limits[0]) if limits else None


def _cases(text: str, names: Names) -> Cases | None:
    """Return the cases of `1 for x > 0, -1 for x < 0`, or of one alone."""
    parts = _split(_NEXT_CASE.pattern, text)
    matches = [case for part in parts if (case := _CASE.fullmatch(part))]
    found = [case for case in matches if case["value"].count("(") == case["value"].count(")")]
    if len(found) < len(parts) or not all(case["condition"] for case in found[:-1] or found):
        return None
    branches = []
    for part, case in zip(parts, found, strict=True):
        value = parse(_only(part, *case.span("value")), names).tree
        start, end = case.span("condition")
        whole = parse_conditions(_only(part, start, end), names) if end > start else (Truth(value.span, True),)
        branches.append((value, whole[0]))
    return Cases((0, len(text)), tuple(branches))


def _reading(text: str, names: Names, functions: Collection[str]) -> Reading:
    if not functions:
        return parse(text, names)
    leibniz = rf"(?:\\[dt]?frac\s*\{{\s*)?d({'|'.join(functions)})\s*(?:/\s*d\w|\}}\s*\{{\s*d\w\s*\}})"
    primed = re.sub(leibniz, lambda m: f"{m[1]}'".ljust(len(m[0])), text)
    return parse_chain(primed, names, functions=functions)[-1]


def read_given_about(tree: Node, text: str | None, names: Names) -> Given | None:
    """Read an answer as `read_given` does; f' and f in it are f'(x) and f(x) if such a function is in the question."""
    if text is None:
        return None
    of = {part.function: part.arguments[0] for part in parts(tree) if isinstance(part, Apply)}
    variables = {f: argument.name for f, argument in of.items() if isinstance(argument, Name)}
    given = read_given(text, names, variables, tree)
    return given and _applied(replace(given, way=tuple(_applied(side, variables) for side in given.way)), variables)


def _applied(given: Given, variables: Mapping[str, str]) -> Given:
    if given.tree is None:
        return given
    found = given.tree

    def applied(part: Node, name: str, primes: int) -> Node:
        return with_node(found, part, Apply(part.span, name, primes, (Name(part.span, variables[name]),)))

    for part in parts(found):
        if isinstance(part, DerivativeOf) and isinstance(part.operand, Name) and part.operand.name in variables:
            found = applied(part, part.operand.name, part.order)
    for part in parts(found):
        if isinstance(part, Name) and part.name in variables:
            found = applied(part, part.name, 0)
    return replace(given, tree=found)


def read_given_list(text: str | None, names: Names, asked: Node) -> Given | None:
    """Read `[2x, 2y]`, `∇f = (2x, 2y)`, `2x i + 2y j`, `f_x = 2x, f_y = 2y`, or a list without brackets."""
    if text is None:
        return None
    if named := _named(text):
        items = tuple(parse(component, names).tree for component in named.values())
        return Given(text, Vector((items[0].span[0], items[-1].span[1]), items), names=tuple(named))
    shown = _in_brackets(right_side_of_gradient(text, names_in(asked)))
    rows = _rows(shown)
    if rows:
        found = tuple(parse_list(row, names) for row in rows)
        items = tuple(Vector((row[0].span[0], row[-1].span[1]), row) if row[1:] else row[0] for row in found)
    elif _absence(shown) or len(items := parse_list(shown, names)) == 1:
        given = read_given(shown, names, asked=asked)
        return given and replace(given, source=text)
    return Given(text, Vector((items[0].span[0], items[-1].span[1]), items))


def _named(text: str) -> dict[str, str]:
    """Return the components of `f_x = 2x, f_y = 2y` by name, each as the text with all else blank; else nothing."""
    found: dict[str, str] = {}
    for part in _split(r"(?:,|;|\n|\band\b)(?=[^,;=()]*(?:\([^=()]*\)\s*)?=)", text):
        left = _PARTIAL.match(part)
        name = left and canonical((left["leibniz"] or left["lowered"] or left["bare"]).removeprefix("d"))
        if left is None or not name:
            return {}
        found[name] = _only(part, left.end(), len(part))
    return found


def _in_brackets(text: str) -> str:
    """Write a list in angle brackets, <2x, 2y>, in square ones, and unit vectors as letters; leave out a transpose."""
    text = re.sub(r"\\(?:left|right)(?![a-z])", lambda m: " " * len(m[0]), text)
    text = _UNIT.sub(lambda m: (m[1] or m[2] or "ij"[m[3] is None]).rjust(len(m[0])), text)
    text = re.sub(r"\be_\{?([xyz])\}?", lambda m: "ijk"["xyz".index(m[1])].rjust(len(m[0])), text)
    text = re.sub(r"(?<=[xyzt])(?=[ijk]\b)", " ", text) if re.search(r"[xyzt\d]i\b.*j\b", text) else text
    if _OPENINGS.search(text) and _CLOSINGS.search(text):
        text = _CLOSINGS.sub(lambda m: "]".rjust(len(m[0])), _OPENINGS.sub(lambda m: "[".rjust(len(m[0])), text))
    if _BLANKS.fullmatch(text):
        text = re.sub(r"(?<=[\w)])\s(?=\s*[\w(\\-])", ",", text)
    return re.sub(rf"(?<=[\])])\s*{TRANSPOSED}\s*$", lambda m: " " * len(m[0]), text)


def _rows(text: str) -> list[str]:
    """Return the rows of `[2, 0; 0, 2]`, each with all else blank."""
    found = re.fullmatch(r"\s*\[([^\[\]]*;[^\[\]]*)\]\s*", text)
    if found is None:
        return []
    return _split(";", _only(text, *found.span(1)))


def _split(separator: str, text: str) -> list[str]:
    """Return the parts between the separators, each with all else blank, so that spans stay."""
    between = [m.span() for m in re.finditer(separator, text)]
    starts, ends = [0, *(end for _, end in between)], [*(start for start, _ in between), len(text)]
    return [_only(text, start, end) for start, end in zip(starts, ends, strict=True)]


def _only(text: str, start: int, end: int) -> str:
    return " " * start + text[start:end] + " " * (len(text) - end)


def as_one_list(node: Node) -> Node:
    """Return 2[x, y], -[x, y] and [x, 0] + [0, y] as one list."""
    if isinstance(node, Negative):
        operand = as_one_list(node.operand)
        if isinstance(operand, Vector):
            return replace(operand, items=tuple(as_one_list(Negative(item.span, item)) for item in operand.items))
    if isinstance(node, Product):
        factors = tuple(map(as_one_list, node.factors))
        lists = [i for i, factor in enumerate(factors) if isinstance(factor, Vector)]
        if len(lists) == 1 and isinstance(vector := factors[lists[0]], Vector):
            around = factors[: lists[0]], factors[lists[0] + 1 :]
            items = (as_one_list(Product(node.span, (*around[0], item, *around[1]))) for item in vector.items)
            return replace(vector, items=tuple(items))
    if isinstance(node, Sum):
        terms = [term for term in map(as_one_list, node.terms) if isinstance(term, Vector)]
        if len(terms) == len(node.terms) and len({len(term.items) for term in terms}) == 1:
            rows = zip(*(term.items for term in terms), strict=True)
            return Vector(node.span, tuple(as_one_list(Sum(node.span, row)) for row in rows))
    return node


def right_side_of_gradient(text: str, known: Collection[str] = ()) -> str:
    """Return an answer with blanks in the place of a left-hand side such as ∇f =, so that its spans stay."""
    return _right_side(_GRADIENT, text, known)


_BOXED = re.compile(r"(\s*\\f?box(?:ed)?\s*\{)(.*)(\}\s*)")


def _right_side(left_side: re.Pattern[str], text: str, known: Collection[str]) -> str:
    text = _BOXED.sub(lambda box: " " * len(box[1]) + box[2] + " " * len(box[3]), text)
    text = _CONSTANT.sub(lambda m: "+C_0".ljust(len(m[0])), text)
    text = _EVERYWHERE.sub(lambda m: " " * len(m[0]), text)
    text = _MEASURE.sub(lambda m: m[0] if _is_of(known, m[0]) else " " * len(m[0]), text)
    text = _INFINITY.sub(lambda m: ("-" if m[1][0] in "mMnN" else "+").rjust(len(m[0])), text)
    left = left_side.match(text)
    shown = text if left is None else " " * left.end() + text[left.end() :]
    return re.sub(r"(?:\.|(?<=\b0)\^?[⁺⁻+-])(?=\s*$)", lambda end: " " * len(end[0]), shown)


def _is_of(known: Collection[str], unit: str) -> bool:
    """Return True if a word of a unit can be made of the letters of the question: the s and m of s sin(t)/m."""
    return any(set(word) <= set(known) for word in re.findall(r"[A-Za-z]+", unit))
