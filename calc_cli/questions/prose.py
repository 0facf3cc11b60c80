"""The words around the mathematics of a line, which say nothing that can be checked."""

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from calc_cli.errors import CalcError
from calc_cli.syntax.words import Names, read_word

_WORDS = frozenset(
    re.findall(
        r"\w+",
        """a an the we is of so to by at in it i be as on for and or if get let has have now use put set our are its
        from also but then thus one not no this that both side with using hence where when find here add all only out
        yields product sum root factor power chain rule simplify simplifying do up qed per ftc ibp mvt ivt sq cu
        got see can may you was did had how why who any too via its my me""",
    )
)
"""Words of prose that are shorter than the words that nothing in mathematics is called."""

_REASON = re.compile(
    r"\b(?:rule|law|theorem|identit|formula|definition|propert|deriv|differenti|integra|antideriv|substitut|simplif|expand"
    r"|multipl|divid|cancel|collect|rearrang|rewrit|distribut|combin|solv|equat|plug|insert|evaluat|comput|calculat|tak(?:e|ing)"
    r"|product|quotient|sum|difference|factor|power|root|log|exponent|trig|chain|constant|linear|inner|outer"
    r"|inside|outside|group|split|implicit"
    r"|partial|fraction|both sides|solution|answer|result|proof|prove|show|done|required|want|need"
    r"|question|exercise|part"
    r"|therefore|because|since|follows|similar|finally|first|second|third|next|last|step|line|note|check|verif|recall|know"
    r"|appl|method|l'h[oô]p|q\.?e\.?d)"
)
"""How words begin that name a rule, tell what is done, or lead from one line to the next."""

_LETTERS = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:(?:['’]|-(?=\w\w))[A-Za-zÀ-ÖØ-öø-ÿ]+)*")

_CARDINALS = re.findall(
    r"\w+",
    """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty""",
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_NUMBER = re.compile(
    rf"\s*(?P<sign>minus|negative|-|−)?\s*(?P<count>(?:{'|'.join(_CARDINALS)}|an?)\b)?"
    rf"(?:(?:^|[\s-]+)(?P<part>{'|'.join(_PARTS)})s?)?\s*\.?\s*",
    re.IGNORECASE,
)


def with_digits(text: str) -> str:
    """Return a number in words, such as `minus two thirds`, in digits and of the same length; all else as it is."""
    found = _NUMBER.fullmatch(text)
    if found is None or not (found["part"] or (found["count"] or "a").lower() in _CARDINALS):
        return text
    count = (found["count"] or "one").lower()
    number = "1" if count in ("a", "an") else str(_CARDINALS.index(count))
    below = f"/{_PARTS[found['part'].lower()]}" if found["part"] else ""
    return f"{'-' if found['sign'] else ''}{number}{below}".rjust(len(text))


COMMA = re.compile(r"[,;](?![^(]*\))(?![^\[]*\])(?![^{]*\})")
"""A comma that is not within brackets."""
_BREAK = re.compile(rf"(?:{COMMA.pattern}|[:.?])(?=\s|$)")
"""What ends a formula in a sentence."""
_SHORT_WORD = re.compile(
    r"(?:^|(?<=[^\s=+\-−*/^(·<>≤≥&|])\s+|\s{2,})(?P<word>[A-Za-z]{3,4})(?=[.,;:?!]?(?:$|\s+[^\s=+\-−*/^(·<>≤≥&|]))"
)

ABSENT = (
    r"(?:do(?:es)?\s*n[o'’]?t\s+exist|d\.?n\.?e\b\.?|(?:is\s+)?undefined|(?:is\s+)?not\s+(?:defined|differentiable))"
)
DIVERGENT = r"(?:diverg(?:es?|ent)|(?:does\s+not|doesn['’]t)\s+converge|not\s+convergent)"
"""Words for what does not exist, and for what grows beyond all bounds or settles on nothing."""


UNIT_WORD = (
    r"(?:units?|met(?:er|re)s?|seconds?|minutes?|hours?|days?|weeks?|months?|years?|feet|inch(?:es)?|miles?|yards?"
    r"|dollars?|euros?|cents?|pounds?|grams?|kilograms?|lit(?:er|re)s?|gallons?|degrees?|radians?|people|persons?"
    r"|bacteria|cells?|items?)"
)
UNIT = (
    r"(?:(?:square|cubic|sq\.?|cu\.?)\s+)?(?:[kcm]?m|in|ft|mi|yd|s(?:ecs?)?|min|hr?s?|[km]?g|lbs?|[kM]?[NJW]|m?L|rad|deg"
    rf"|{UNIT_WORD}|[FLV]E|u(?=[²³^]))(?:\s*(?:\^\s*\{{?-?\d\}}?|[²³]))?"
)
"""A unit behind a number."""


def is_reason(words: str) -> bool:
    """Return True of words that name a rule or what is done, announce something, or only lead on: "hence"."""
    low = words.lower().strip()
    return low[-1:] in (":", ",") or bool(_REASON.search(low)) or _WORDS.issuperset(re.findall(r"\w+", low))


PLAIN = re.findall(
    r"\w+",
    """an answer the is are it its this that so then thus hence therefore we get have find think here just simply about
    approximately roughly exactly equal equals to by rule using area derivative antiderivative slope gradient limit
    integral result value solution final first second third partial total approaches tends goes everywhere
    does exists constant any some arbitrary where for all real square cubic units unit and a i my be
    hole removable discontinuity euler number known standard hopital at of there again same converges convergent
    squeeze sandwich theorem horizontal vertical line""",
)
"""Words around an answer that do not change what it says, as `not` and `half` would."""


def is_plain(text: str) -> bool:
    """Return True if the words of a text, mathematics apart, leave what stands beside them as it is."""
    text = re.sub(r"\b(?:(?:power|chain|product|quotient) rule|of (?:the|this) function)\b", "", text.lower())
    return all(
        word in PLAIN or not _is_prose(word, is_next=False) for word in re.findall(r"(?<!\\)\b[a-z]{2,}\b", text)
    )


def without_words(line: str) -> tuple[str, str]:
    """Return the words before the mathematics, and that without the words behind it and its final point."""
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", line)]
    begin, end = 0, len(words)
    while begin < end and _is_prose(line[slice(*words[begin])], is_next=_follows(line, words, begin)):
        begin += 1
    while end > begin and _is_prose(line[slice(*words[end - 1])], is_next=end < len(words)):
        end -= 1
    if begin == end or (begin and line.rstrip()[-1] in ":," and not re.search(r"=|∫|\\int|\blim(?![A-Za-z])", line)):
        return line, ""
    if end - begin == 1 < len(words) and re.fullmatch(r"[f-hyF-H]'*|(?!pi$)[a-z]{2,3}", line[slice(*words[begin])]):
        return line, ""  # f is increasing; it is concave up
    return line[: words[begin][0]], line[words[begin][0] : words[end - 1][1]].rstrip(" .,;:")


def formulas_in(text: str, letters: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield where a sentence has formulas, of these letters: between its words, commas and points."""
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", text)]
    cuts = [word for i, word in enumerate(words) if _is_prose(text[slice(*word)], is_next=_follows(text, words, i))]
    cuts += [m.span() for m in made_up(text, letters)] + [m.span() for m in _BREAK.finditer(text)]
    for (_, start), (end, _) in pairwise([(0, 0), *sorted(cuts), (len(text), len(text))]):
        if formula := text[start:end].strip():
            begin = text.index(formula, start)
            yield begin, begin + len(formula)


def made_up(text: str, letters: Collection[str]) -> Iterator[re.Match[str]]:
    """Yield the words of three or four letters between blanks that have other letters than these: got, cost."""
    for word in _SHORT_WORD.finditer(text):
        try:
            pieces = read_word(word["word"], Names(), before_bracket=False)
        except CalcError:
            continue
        if any(len(piece.meaning) == 1 and piece.meaning not in letters for piece in pieces):
            yield word


def has_words(line: str) -> bool:
    """Return True if there is a word of prose in what stands between the words around it."""
    return any(_is_prose(word, is_next=False) for word in line.split())


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
    try:
        return bool(read_word(word, Names(), before_bracket=False))
    except CalcError:
        return False
