r"""A working as people write it: its lines without labels, words, reasons and LaTeX's layout.

What is left of a line is mathematics, a chain of equalities, perhaps with the place that it speaks of and a limit
before a part: "Step 2: f'(x) = 2x (power rule)", `&= 2x \\`, "at x = 3: y' = 6", "= lim_{h->0} (2x + h)".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from calc_cli.syntax.characters import clean
from calc_cli.syntax.words import Names, read_word

NAME = r"(?:[A-Za-z]|[Α-Ωα-ω]|\\?[a-z]{2,7})(?:_?\d+|_\{?\w+\}?)?"

_LAYOUT = re.compile(
    r"\\(?:begin|end)\s*\{(?:align|aligned|equation|gather|gathered|split|eqnarray|multline)\*?\}"
    r"|\\\\(?:\[[\w.]+\])?|(?<!\\)&|\$+|\\[\[\]()]|\\(?:quad|qquad|displaystyle)(?![A-Za-z])|\\[,;:!]"
)
_TEXT = re.compile(r"\\(?:text|mbox|textrm|textbf|mathrm|emph)\s*\{([^{}]*)\}")
_BOXED = re.compile(r"\\(?:boxed|fbox)\s*\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}")
_ARROW = re.compile(
    r"\\(?:implies|Rightarrow|Longrightarrow|therefore|iff|Leftrightarrow|because)(?![A-Za-z])"
    r"|<?[=-]+>|[⇒⟹⇔⟺∴↔]|(?:^\s*)(?:→|->|\\to(?![A-Za-z]))"
)
_GOES = re.compile(rf"(lim\s*(?:\\limits)?\s*_?\s*[{{(]?\s*{NAME}\s*)(?:-+>|→)")
"""An arrow that is no sign between statements."""

_LABEL = re.compile(
    r"\s*(?:(?:step|line|part|no\.?)\s*\d+\s*[.:)]?|\(?(?:\d{1,3}|[a-h]|i{1,3}|iv|vi{0,3})[.)](?=\s)|[•*](?=\s))", re.I
)
_HEADING = re.compile(r"\s*[A-Za-z][A-Za-z' ]{3,}:(?!=)")
_COMMENT = re.compile(
    r"\s(?:#|//|%).*$|\[[^][=\d]*[a-z]{4}[^][=]*\]\s*$"
    r"|\((?=[^()]*[a-z]{4})[^()=+*/^\d]*\)\s*[.,]?\s*$"
)
_RELATION = r"(?:[<>≤≥≠]|!=|<=|>=)"
_CONDITION = re.compile(
    rf"(?:,|\s(?:for|if|when|where|with|provided))\s*(?:all\s+)?{NAME}\s*{_RELATION}"
    r"(?!.*\belse\b)[^=()]*(?:\([^=()]*\)[^=()]*)*$"  # not the condition of a case, which is part of the formula
)
_INTERVAL = re.compile(
    r"(=.*?)\s(?:on|over)\s+(?:the\s+)?(?:(?:closed|open)\s+)?(?:interval\s+)?[\[(][^\[\]()]*,[^\[\]()]*[\])]\s*\.?$"
)
_SIGN = re.compile(r"(=(?!.*\b(?:if|for|when)\b)[^=<>,]*?[^=<>,\s])\s*[<>]\s*0(?![\d.]).*$")
"""A value and what is said of its sign: f''(1) = 6 > 0, so there is a minimum."""

_AT = re.compile(
    rf"\s*(?:at|when|where|for)\s+(?:the\s+point\s+)?(?P<name>{NAME})\s*=\s*(?P<at>[^:,=]+?)\s*[:,]\s*(?P<rest>.*=.*)$",
    re.I,
)
_AT_END = re.compile(rf"(?P<rest>.*=.*?),?\s+(?:at|when)\s+(?P<name>{NAME})\s*=\s*(?P<at>[^:,=]+?)\s*$", re.I)
_BAR = re.compile(rf"(?:\\[bB]ig[gl]?\s*)?\|\s*_\s*\{{?\s*(?P<name>{NAME})\s*=\s*(?P<at>[^}}=]+?)\s*\}}?\s*(?==)")
_LIMIT = re.compile(
    rf"\s*\\?lim\s*(?:\\limits)?\s*_?\s*(?P<open>[{{(])?\s*(?P<name>{NAME})\s*(?:->|→|\\to|\\rightarrow|goes to)\s*"
    r"(?P<to>[-+]?\s*(?:\\infty|\\pi|∞|inf|oo|pi|\d+(?:\.\d+|/\d+)?|[a-z])\s*(?:\^?\{?[+-]\}?(?=[\s})]))?)\s*(?(open)[)}])"
)

_ZEROS = re.compile(
    rf"(=\s*0)\s*,?\s+(?:only\s+)?(?:when|if|for|at|where)\s+(?={NAME}\s*=.*(?:,|\b(?:or|and)\b|±|\\pm))", re.I
)
"""f'(x) = 0 when x = 1 or x = 3, which states an equation and its solutions."""

_SEVERAL = re.compile(
    rf"(?P<before>\s*(?:so\s+)?{NAME}\s*=)(?!.*[A-Za-z]{{3}})(?P<values>[^=(){{}}]*(?:[^=(){{}}]\s(?:or|and)\s|,|±|\\pm)[^=(){{}}]+)"
)

_KIND = (
    r"(?:\b(?P<range>local|relative|absolute|global)\s+)?"
    r"\b(?:max(?:imum|ima)?|min(?:imum|ima)?|(?P<inflection>(?:point\s+of\s+)?inflection|inflexion))\b"
)
_NEXT_KIND = re.compile(
    r"(?:,|;|\band\b)\s*(?:(?:has|have|an?|the|its)\s+)*(?=(?:(?:local|relative|absolute|global)\s+)?(?:max|min|infl)|\()",
    re.I,
)
_NUMBER = r"[-+−]?(?:\d+(?:\.\d+)?|pi|π|e)(?:\s*/\s*\d+)?|[-+−]?(?:sqrt\(\d+\)|√\d+)(?:\s*/\s*\d+)?"

_WORDS = frozenset(
    re.findall(
        r"\w+",
        """a an the we is of so to by at in it i be as on for and or if get let has have now use put set our are its
        from also but then thus one not no this that both side with using hence where when find here add all only out
        yields product sum root factor power chain rule simplify simplifying""",
    )
)
"""Words of prose that are shorter than the words that nothing in mathematics is called."""

_LETTERS = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """Where a line speaks of: a name and its value, as text."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Clause:
    """An equation or expression of line `number`: `text` as typed, `mathematics` without what is around it.

    `starts` tells that an empty line or a heading is before it. A conclusion says of what `kind` a place is; its
    mathematics is the value of the function there, or the place again.
    """

    number: int
    text: str
    mathematics: str
    at: NamedPlace | None = None
    starts: bool = False
    kind: str = ""


def clauses(text: str) -> Iterator[Clause]:
    """Yield what is said, in order; a line of words alone says nothing that can be checked."""
    starts = True
    continued = re.sub(r"\n[ \t]+(?=[+*/])", lambda gap: " " * len(gap[0]), text)
    lines = continued.split("\n")
    if all(re.match(r"\s*-\s", line) for line in lines if line.strip()):
        lines = [line.replace("-", " ", 1) for line in lines]
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            starts = starts or not line.strip()
            continue
        for part in _parts(line.rstrip("\r")):
            found = _clause(number, part, starts)
            if found is not None:
                yield found
                starts = False


def _parts(line: str) -> list[str]:
    r"""Return the parts of "u = x^2, v = sin x", of "y = x^2 ⇒ y' = 2x" and of lines with \\ in them."""
    line = _ZEROS.sub("\\1\0", _unwrapped(line))
    line = _ARROW.sub("\0", _LAYOUT.sub(lambda m: "\0" if m[0].startswith("\\\\") else " ", line))
    found: list[str] = []
    for part in line.split("\0"):
        left = rf"\s*(?:and\s+)?(?:d?{NAME}['’′\"]*(?:\(\s*\w+\s*\))?(?:\s*/\s*d{NAME})?)\s*=(?!=)"
        comma = r"[,;](?:\s*(?:so|then|and|where|with|thus|hence|let|put|set)\b)?"
        sentence = r"\.\s+(?:[A-Z][a-z]+,?\s+)?"
        separator = rf"(?:{comma}|\s(?:or|and)\s|(?<=[\w)\]}}])(?:\s{{2,}}|\t)|{sentence})(?={left})"
        cuts = [m for m in re.finditer(separator, part) if m[0][0] not in ". \t" or "=" in part[: m.start()]]
        if re.match(r"\s*(?:at|when|where|for)\b", part, re.I):
            cuts = [m for m in cuts if m[0] == ";"]
        starts, ends = [0, *(m.end() for m in cuts)], [*(m.start() for m in cuts), len(part)]
        for a, b in zip(starts, ends, strict=True):
            pieces = _NEXT_KIND.split(part[a:b])
            found += pieces if all(map(_conclusion, pieces)) else _alternatives(part[a:b])
    return [part for part in found if part.strip()]


def _alternatives(part: str) -> list[str]:
    """Return the equations in `x = 1 or 3` and `x = ±2`, the text itself if it is none of these."""
    found = _SEVERAL.fullmatch(part)
    if found is None:
        return [part]
    values = re.split(r"\s*,\s*(?:or|and)\s|\s(?:or|and)\s|,", found["values"])
    texts: list[str] = []
    for value in values:
        before, *after = re.split(r"±|\\pm(?![A-Za-z])", value, maxsplit=1)
        texts += [f"{before}{sign}{after[0]}" for sign in "+-"] if after else [value]
    return [f"{found['before']}{text}" for text in texts]


def _unwrapped(line: str) -> str:
    return _GOES.sub(r"\1\\to ", _TEXT.sub(r" \1 ", _BOXED.sub(r" \1 ", clean(line))))


def _clause(number: int, typed: str, starts: bool) -> Clause | None:
    place: NamedPlace | None = None
    if (conclusion := _conclusion(typed)) is not None:
        kind, at, value = conclusion
        return Clause(number, typed.strip(), value, NamedPlace("", at), starts, kind)
    line = _SIGN.sub(r"\1", _CONDITION.sub("", _COMMENT.sub("", _INTERVAL.sub(r"\1", _behind(_LABEL, typed)))))
    if (found := _AT.match(line) or _AT_END.match(line)) is not None:
        line, place = found["rest"], NamedPlace(found["name"], found["at"])
    elif (found := _BAR.search(line)) is not None:
        line, place = line[: found.start()] + line[found.end() :], NamedPlace(found["name"], found["at"])
    line = _without_words(_behind(_HEADING, line))
    return Clause(number, typed.strip(), line, place, starts) if line else None


def _conclusion(text: str) -> tuple[str, str, str] | None:
    """Return the kind, the place and the value of "f has a local maximum of 3 at x = 2", the place if no value is told.

    The kind is that of calculus/checking/conclusions: an extremum, perhaps local or global, or an inflection.
    """
    kind, *others = re.finditer(_KIND, text, re.I) if re.search(_KIND, text, re.I) else [None]
    if kind is None or others or re.search(r"\b(?:no|not|neither|nor)\b|n't\b|\?", text, re.I):
        return None
    point = re.search(rf"\(\s*(?P<at>{_NUMBER})\s*,\s*(?P<value>{_NUMBER})\s*\)", text)
    place = point or re.search(rf"(?:\bat|\bwhen|^\s*(?:[A-Za-z]+\s+)*?)\s*[xt]\s*=\s*(?P<at>{_NUMBER})(?!\w)", text)
    if place is None or "=" in text.replace(place[0], "", 1):
        return None
    told = point or re.search(rf"\b(?:of|is)\s+(?P<value>{_NUMBER})(?=\s)", text)
    range_ = {"a": "global", "g": "global", "l": "local", "r": "local"}.get((kind["range"] or " ")[0].lower(), "")
    name = "inflection" if kind["inflection"] else "maximum" if kind[0].lower().find("max") >= 0 else "minimum"
    return f"{range_} {name}".strip(), place["at"], told["value"] if told else place["at"]


def _behind(pattern: re.Pattern[str], line: str) -> str:
    """Return the line behind what it begins with, if that is of this kind."""
    found = pattern.match(line)
    return line[found.end() :] if found else line


def _without_words(line: str) -> str:
    """Strip the words before and behind the mathematics, and its final point."""
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", line)]
    begin, end = 0, len(words)
    while begin < end and _is_prose(line[slice(*words[begin])], is_next=_follows(line, words, begin)):
        begin += 1
    while end > begin and _is_prose(line[slice(*words[end - 1])], is_next=end < len(words)):
        end -= 1
    if begin == end or (begin and line.rstrip()[-1] in ":," and "=" not in line):
        return ""
    if end - begin == 1 < len(words) and re.fullmatch(r"[f-hyF-H]'*|(?!pi$)[a-z]{2,3}", line[slice(*words[begin])]):
        return ""  # f is increasing; it is concave up
    return line[words[begin][0] : words[end - 1][1]].rstrip(" .,;:")


def _follows(line: str, words: list[tuple[int, int]], i: int) -> bool:
    """Return True if another word comes next, so that a letter is no name."""
    return i + 1 < len(words) and _is_prose(line[slice(*words[i + 1])], is_next=False)


def _is_prose(word: str, *, is_next: bool) -> bool:
    """Return True for a word or a point; one that may be a letter's name only if `is_next` to other words."""
    bare = word.strip(".,;:!?()[]")
    if not bare:
        return not word.strip(".,;:!?")
    if not _LETTERS.fullmatch(bare):
        return False
    if bare in ("True", "False"):  # conditions of cases in calc's language
        return False
    low = bare.lower()
    if low in _WORDS:
        return is_next or len(low) > 1
    return len(low) > 3 and not _is_mathematics(bare)


def _is_mathematics(word: str) -> bool:
    from calc_cli.errors import CalcError

    try:
        return bool(read_word(word, Names(), before_bracket=False))
    except CalcError:
        return False


def limit_before(part: str) -> tuple[str, NamedPlace | None]:
    """Return a part of a chain of equalities without the `lim` that it begins with, and where that goes."""
    found = _LIMIT.match(part)
    if found is None:
        return part, None
    return " " * found.end() + part[found.end() :], NamedPlace(found["name"], found["to"])
