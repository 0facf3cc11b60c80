"""What a line of a working concludes in words: an extremum or an inflection, where a curve rises, which way it bends.

A conclusion is a kind of place, as in "f has a local maximum of 3 at x = 2" or "(1, -2) is a minimum", or a kind of
course on intervals, as in "f is increasing on (3, oo)" or "f'(x) < 0 for x < 3".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_RAISED = r"(?:\^[({]?[-−]?\d+[)}]?|[²³])?"
_LETTER = rf"(?:pi\b|π|sqrt\(\d+\)|√\d+|e(?![A-Za-z])){_RAISED}"
_FACTOR = rf"(?:\d+(?:\.\d+)?{_RAISED}|{_LETTER})"
NUMBER = rf"[-+−]?{_FACTOR}(?:{_LETTER}|\s*[/·]\s*{_FACTOR})*"
"""A product or quotient: 3/2, -2e^(-2), 8/e²."""
_BOUND = rf"(?:{NUMBER}|[-+−]?\s*(?:∞|\\infty|infinity|inf|oo))"
_NAME = r"[A-Za-z]"

_EXTREMUM = (
    r"(?:\b(?P<range>local|relative|abs(?:olute)?|global)\.?\s+)?"
    r"(?<!/)\b(?P<place>max(?:imum|ima)?|min(?:imum|ima)?|saddle(?:\s+points?)?|(?:points?\s+of\s+)?infle[cx](?:t?ions?)|[HTW]P(?=\s*\()|(?:Hoch|Tief|Wende|Sattel)punkt)\b"
)
_COURSE = (
    r"\b(?P<course>(?:strictly\s+)?(?:(?:increas|decreas|ris)(?:ing|es)|(?:fall|grow)(?:s|ing)|mov(?:es|ing)\s+(?:forw|backw|(?:to\s+the\s+)?(?:left|right)|upw?|downw?)(?:ards?)?)|concave\s+(?:up|down)\w*)\b"
    rf"|(?:\b[a-zA-Z](?P<primes>'+)(?:\(\s*{_NAME}\s*\))?)\s*(?P<sign>[<>])\s*0(?=\s*[,:→]|\s+[a-z]|\s*\.?\s*$)"
)
_BARE = re.compile(
    r"\W*(?=(?:so|hence|thus|therefore|it|this|that|which)\b|→|⇒)"
    r"(?:(?:so|hence|thus|therefore|it|this|that|which|we|is|gives|means|have|must|be|has|an?|the|there)\b|\W)*"
    rf"{_EXTREMUM}(?:\s+(?:point|value|there))?\W*",
    re.I,
)
"""An extremum at the place that was spoken of: so it is a minimum."""
KIND = re.compile(rf"{_EXTREMUM}|{_COURSE}", re.I)
_ASYMPTOTE = re.compile(
    r"\b(?:(?P<vertical>vertical)\s+|(?:horizontal|slant|oblique)\s+)?asymptotes?\b|^\s*(?:(?P<va>VA)|HA|OA|SA)\b", re.I
)
_LINE = re.compile(
    r"(?<![A-Za-z(])(?P<name>[A-Za-z])\s*=\s*(?P<of>(?:(?!\b(?:and|or|is|are|as)\b)[^=,;:()]|\([^()]*\))+)"
)

DOMAIN = re.compile(r"(?i)^\W*(?:so\s+)?(?:the\s+)?domain(?:\s+of\s+\w+)?(?:\s+is|\s*[:=])\s*(?P<told>.*?)\.?\s*$")
_BUT = re.compile(
    rf"(?:[^<>≤≥\d]*(?:≠|!=|\\neq?(?![a-z])|\bexcept|\\setminus)\s*|(?:ℝ|R)\s*\\?\s*(?=\{{))(?:\w\s*=\s*)?\{{?(?P<but>±?{NUMBER}(?:(?:\s*,\s*|\s+(?:and|or)\s+){NUMBER})*)\}}?"
)
"""All numbers but some: x ≠ 1, R \\ {-1, 1}, all x except 0."""
_POINT = re.compile(rf"\(\s*(?P<at>{NUMBER})\s*[,|;]\s*(?P<value>{NUMBER})\s*\)")
_PLACE = re.compile(
    rf"(?:\bat|\bwhen|\b(?:and|or)|,|^\s*(?:[A-Za-z]+\s+)*?)\s*(?:[xt]\s*=\s*|(?<=at)\s+)(?P<at>{NUMBER})(?!\w)"
)
_VALUE = re.compile(
    rf"\b(?:of|is|(?:max|min)\w*(?:\s+[a-z]{{3,}})?)\s*(?:[:=]\s*|\s)(?P<value>{NUMBER})(?=\s|\.?$)", re.I
)
_INTERVAL = re.compile(
    rf"[\[(]\s*(?P<low>{_BOUND})\s*[,;]\s*(?P<high>{_BOUND})\s*[\])]"
    rf"|(?:(?P<above>{_BOUND})\s*[<≤]=?\s*)?(?<![A-Za-z']){_NAME}\s*(?:[<≤]=?\s*(?P<under>{_BOUND})|[>≥]=?\s*(?P<over>{_BOUND}))"
)
_ANOTHER = re.compile(r"\b(?!(?:and|or|on|in|for|the|over|interval|again)\b)[A-Za-z]{2,}")
"""A word between two intervals, with which something else may begin to be told of the second."""
_BETWEEN = r"(?:,(?![^()\[\]]*[)\]])|[:;→⇒]|->|\.\s|\b(?:while|but|and)\b)"
_SEPARATOR = re.compile(rf"{_BETWEEN}(?!.*{_BETWEEN})")


_WITHIN = rf"(?:{_INTERVAL.pattern.partition('|(?:(?P<above>')[0].strip()}|(?P<from>{NUMBER})\s+and\s+(?P<to>{NUMBER}))"
_ROOT = re.compile(
    r"\b(?:has|have|is|be|exists)\s+(?:(?:a|an|at|least|one|some|real)\s+)+(?:zero|root|solution|number|value|c\b)[^=]*?"
    rf"\b(?:in|on|between)\s+(?:the\s+(?:open\s+)?interval\s+)?{_WITHIN}"
    r"(?:[^=]*?(?P<of>[A-Za-z])(?P<primes>'*)\(\w\)\s*=\s*0)?[.\s]*$",
    re.I,
)
"""What theorems tell: there is a root in (0, 1), there is a c in (0, 2) with f'(c) = 0."""
_NO_EXTREMUM = re.compile(
    r"(?:,?\s(?:and|but))?(?:\s(?:has|is|there\s+is|have))?\s(?:no|not\s+an)\s+(?:local\s+)?extremum\s+(?:at|when|for)\s+"
    rf"(?:[xt]\s*=\s*)?(?P<at>{NUMBER})[.\s]*$",
    re.I,
)
_REGULAR = re.compile(r"\b(?P<kind>continuous|differentiable)\b", re.I)

_KINDS = {"ma": "maximum", "hp": "maximum", "ho": "maximum", "mi": "minimum", "tp": "minimum", "ti": "minimum"}
_KINDS |= {"sa": "saddle point"}

Intervals = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ToldConclusion:
    """That there is what `kind` says at a place, where the function has a value, or that it holds on intervals.

    The kinds are those of calculus/working/conclusions. What is not told is None; all are texts, `text` the whole.
    """

    text: str
    kind: str
    at: str | None = None
    value: str | None = None
    intervals: Intervals = ()


def conclusions(text: str, place: str | None = None) -> list[ToldConclusion]:
    """Return what the text concludes, each of its kinds with a place or an interval; nothing if that is not all.

    The `place` is that of what was said before: "f''(3) = 12 > 0, so there is a minimum".
    """
    if (none := _NO_EXTREMUM.search(text)) is not None:
        return [*conclusions(text[: none.start()]), ToldConclusion(text, "no extremum", none["at"])]
    if re.search(r"\b(?:no|not|neither|nor)\b|n't\b|\?", text, re.I):
        return []
    if domain := DOMAIN.match(text):
        on = tuple(_domain(domain["told"]))
        return [ToldConclusion(text, "domain", intervals=on)] if on else []
    if kind := _ASYMPTOTE.search(text):
        return [] if "=" in _LINE.sub("", text) else list(_asymptotes(text, kind))
    if (root := _ROOT.search(text.replace("’", "'"))) is not None:
        is_told = root["of"] or not re.search(r"\b(?:number|value|c)\b", root[0])
        within = (root["low"] or root["from"], root["high"] or root["to"])
        return [ToldConclusion(text, f"root {len(root['primes'] or '')}", intervals=(within,))] if is_told else []
    kinds = list(KIND.finditer(text))
    if not kinds:
        return [] if re.search("[=<>≤≥]", text) else list(_regularity(text))
    cuts = [cut for a, b in pairwise(kinds) if (cut := _SEPARATOR.search(text, a.end(), b.start())) is not None]
    if len(cuts) < len(kinds) - 1:
        return []
    starts, ends = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(text)]
    found: list[ToldConclusion] = []
    for start, end in zip(starts, ends, strict=True):
        piece = text[start:end]
        is_there = text[start - 1 : start] == ":" or re.search(r"\bthere\b", piece)
        there = found[-1].intervals if found and is_there else ()
        more = list(_of_piece(piece.strip(), place, there, is_first=start == 0, is_alone=len(kinds) == 1))
        if not more:
            return []
        found += more
    return found


def _regularity(text: str) -> Iterator[ToldConclusion]:
    """Yield where a function is said to be continuous, or differentiable, each on the intervals behind the word."""
    for kind in _REGULAR.finditer(text):
        behind = text[kind.end() :]
        on = tuple(_intervals(_REGULAR.split(behind)[0])) or tuple(_intervals(behind))
        if on:
            yield ToldConclusion(text, kind["kind"].lower(), intervals=on)


def _asymptotes(text: str, kind: re.Match[str]) -> Iterator[ToldConclusion]:
    """Yield each line that is called an asymptote, y = 2x + 1 by its `value`, a vertical one by its place."""
    for line in _LINE.finditer(text):
        is_vertical = line["name"] != "y"
        if is_vertical or not (kind["vertical"] or kind["va"]):
            for sign in "+-" if "±" in line["of"] else " ":
                of = line["of"].replace("±", sign).strip(" .")
                at, value = (of, None) if is_vertical else (None, of)
                yield ToldConclusion(text, "asymptote", at, value)


def _of_piece(
    typed: str, place: str | None, there: Intervals, *, is_first: bool, is_alone: bool
) -> Iterator[ToldConclusion]:
    text = re.sub(rf"(?<![\w'’′])[A-Za-z]\(\s*({NUMBER})\s*\)\s*=\s*({NUMBER})", r"(\1, \2)", typed)  # max f(1) = 3
    kind = KIND.search(text)
    if kind is None:
        return
    if kind["place"] is None:
        rest = text[: kind.start()] + text[kind.end() :]
        intervals = tuple(_intervals(rest)) or there
        is_one = _ANOTHER.search(_INTERVAL.sub("\0", rest).partition("\0")[2].rpartition("\0")[0]) is None
        is_solved = kind["sign"] and is_alone and "always" not in rest  # f' > 0, and then x > 2
        is_bare = not is_solved and not re.search(r"[<>≤≥(\d]|\b(?:at|for|when|where|on|between|if)\b", rest)
        if (intervals or is_bare) and is_one and not re.search(r"(?<![<>])=", rest):
            yield ToldConclusion(typed, _course(kind), intervals=intervals)
        return
    reach = {"a": "global", "g": "global", "l": "local", "r": "local"}.get((kind["range"] or " ")[0].lower(), "")
    name = _KINDS.get(kind["place"][:2].lower(), "inflection")
    places = list(_POINT.finditer(text)) or list(_PLACE.finditer(text))
    rest = re.sub("|".join(re.escape(found[0]) for found in places) or "$", "", text)
    told = _VALUE.search(rest)
    if "=" in (rest.replace(told[0], "") if told else rest) or not (
        places or told or place or _BARE.fullmatch(text if is_first else f"so {text}")
    ):
        return
    kind_of_place = f"{reach} {name}".strip()
    value = told and told["value"]
    for found in places:
        yield ToldConclusion(typed, kind_of_place, found["at"], found.groupdict().get("value") or value)
    if not places:
        at, _, second = (place or "").partition(",")
        yield ToldConclusion(typed, kind_of_place, None if told else at or None, value or second or None)


def _course(kind: re.Match[str]) -> str:
    """Return the kind of course: of a derivative's sign, or in a word."""
    if kind["sign"]:
        return f"{'positive' if kind['sign'] == '>' else 'negative'} {len(kind['primes'])}"
    word = kind["course"].lower()
    if word.startswith("concave"):
        return "concave down" if "down" in word else "concave up"
    return "increasing" if re.search(r"increas|ris|grow|forw|right|\bup", word) else "decreasing"


def _intervals(text: str) -> Iterator[tuple[str, str]]:
    if re.search(
        r"\b(?:everywhere|on\s+(?:its|the)\s+(?:whole\s+)?domain|all\s+(?:real\s+)?(?:x|t|numbers)|on\s+(?:R\b|ℝ|\\mathbb\s*\{?R\}?))(?!.*[<>])",
        text,
    ):
        yield "-oo", "oo"
    for found in _INTERVAL.finditer(text):
        yield found["low"] or found["above"] or found["over"] or "-oo", found["high"] or found["under"] or "oo"


def _domain(told: str) -> Iterator[tuple[str, str]]:
    """Yield the open intervals of a domain, and each end that belongs to it as one from there to there."""
    if but := _BUT.fullmatch(told):
        yield from pairwise(["-oo", *re.findall(NUMBER, re.sub(rf"±\s*({NUMBER})", r"-\1, \1", but["but"])), "oo"])
    elif re.fullmatch(
        r"\W*(?:(?:or|and|U|all|real|numbers?|reals|R|every|any|x|on|in|with)\b|\W)*", _INTERVAL.sub("", told)
    ):
        yield from () if _INTERVAL.search(told) else [("-oo", "oo")]
        for found, ends in zip(_INTERVAL.finditer(told), _intervals(told), strict=False):
            yield ends
            sides = re.split(r"[x-z,;t](?!\w)", found[0], maxsplit=1)
            sides = sides[::-1] if re.search("[>≥]", found[0]) else sides
            yield from ((end, end) for end, side in zip(ends, sides, strict=True) if re.search(r"[][≤≥=]", side))


def is_study(text: str) -> bool:
    """Return True if a working concludes something of a curve and finds no function, so that f' may be all it has."""
    return KIND.search(text) is not None and re.search(r"[-+−]\s*[Cc](?:_?1)?\b", text) is None


def interval_of(text: str) -> tuple[str, str] | None:
    """Return the ends of the closed interval that a working is about: on [0, 2], for 0 ≤ x ≤ 2."""
    for found in re.finditer(rf"(?:\b(?:on|over|interval|in|for|where)\b[^=\n\[]*?|,\s*)({_INTERVAL.pattern})", text):
        ends = found["low"] or found["above"], found["high"] or found["under"]
        if None not in ends and re.match(r"\[.*\]|[^(\[].*[≤=]", found[1]):
            return ends
    return None


def places_of(text: str) -> Sequence[str]:
    """Return the places of values that the text tells: f''(3) = 12, D(1, 0) = 12, at x = 3: y'' = 12."""
    point = rf"\(\s*({NUMBER}(?:\s*,\s*{NUMBER})?)\s*\)\s*="
    found = re.finditer(rf"{point}|(?:\b(?:at|when)\s|^\s*)\s*[xt]\s*=\s*({NUMBER})\s*[:,]", text, re.I)
    return [place[1] or place[2] for place in found]
