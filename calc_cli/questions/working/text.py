r"""A working as people write it: its lines without labels, words, reasons and LaTeX's layout.

What is left of a line is mathematics, a chain of equalities, perhaps with the place that it speaks of and a limit
before a part: "Step 2: f'(x) = 2x (power rule)", `&= 2x \\`, "at x = 3: y' = 6", "= lim_{h->0} (2x + h)".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from calc_cli.questions.limit_sign import ARROW, LIMIT_OF, goal_of
from calc_cli.questions.prose import ABSENT, COMMA, DIVERGENT, UNIT, has_words, is_reason, without_words
from calc_cli.questions.working.conclusions import KIND, ToldConclusion, conclusions, places_of
from calc_cli.questions.working.forms import ALMOST, FORMS, SENTENCES, reworded
from calc_cli.questions.working.remarks import (
    CHOSEN,
    COMMENT,
    CONDITION,
    FORM,
    INTERVAL,
    LAST_NUMBER,
    NAME,
    SIGN,
)

_LAYOUT = re.compile(
    r"\\(?:begin|end)\s*\{(?:align|aligned|equation|gather|gathered|split|eqnarray|multline|enumerate|itemize)\*?\}"
    r"|\\\\(?:\[[\w.]+\])?|(?<!\\)&|\$+|\\[\[\](),;:! ]|\\left\s*\.(?!\d)|\\(?:quad|qquad|displaystyle)(?![A-Za-z])"
)
_ARROW = re.compile(
    r"\\(?:implies|Rightarrow|Longrightarrow|therefore|iff|Leftrightarrow|because)(?![A-Za-z])"
    r"|<?[=-]+>|[⇒⟹⇔⟺∴↔]|(?:^\s*)(?:→|->|\\to(?![A-Za-z]))"
    rf"|(?<=\w)\s+→\s+(?={NAME}['’′]*(?:\([^()]*\))?\s*=)|(?<=\d)\s+(?:→|->)\s+(?=[^=→,]*=)"
)
_LABEL = re.compile(
    r"\s*(?:[A-Z][\w'’]{0,10}\s*:\s*(?==)|(?:step|line|method|way)\s*\d+\s*[.:)]?|[•*](?=\s)|d/d[a-z]:)", re.I
)
_NUMBERED = re.compile(
    r"\s*(?:(?:part|no\.?|problem|exercise|question|example|task|ex\.?|q\.?)\s*(?:\d+|[a-h])(?:\s*[.:)]+|(?=\s|$))"
    r"|\\item(?![a-z])|\(?(?:\d{1,3}|[a-h]|i{1,3}|iv|vi{0,3})[.)](?=\s))",
    re.I,
)
"""A label that may number exercises, or steps."""

_MAPS = re.compile(
    rf"(?<![\w'’′])(?<![-+−*/·^(]\s)(?!\w_\{{?[x-z])((?P<name>{NAME})\s*=\s*[-+−]?[\w./√()π∞]+)\s*(?:<?[-=]+>|[→⟶⇒⟹:]|\\(?:to|Rightarrow|implies)(?![A-Za-z])|\s(?:gives|then)\s)"
    rf"\s*(?!(?P=name)\s*=)(?={NAME}\s*=\s*[^=]+$|{NAME}\s*=[^=,;]*[,;])"
)
"""One value that leads to another, and not ln x = 1 ⇒ x = e: x = 0 → u = 1."""
_SENT = "↦"

_BOLD = re.compile(r"\*\*(?=[A-Za-z])([^*]*)\*\*")
_WHAT = r"∫|\\int|\blim(?:it)?(?![A-Za-z])|\\lim|\bd/d[a-z]|\)'|(?:derivative|gradient)\s+of\b.*[\d^()]"
"""What a task says that can be read: find lim_{x->0} sin(x)/x, find the derivative of x^2 sin x."""

_UNKNOWN_TASK = re.compile(
    r"\s*(?:find|compute|determine|calculate|evaluate|show|sketch|(?:the\s+)?(?:area|volume)(?=.*\b(?:between|bounded|enclosed)\b))\b"
    rf"(?:(?!.*(?:{_WHAT}))(?:[^=]*$|.*\b(?:area|volume|region|between|bounded|enclosed)\b))"
    r"|.*\b(?:how|which|what\s+rate)\b.*\?\s*$",
    re.I,
)
"""What is to be done, behind the function or of several: "Find the area between y = x and y = x²", "How fast?"."""

_HEADING = re.compile(r"\s*[A-Za-z][A-Za-z' -]{2,}:(?!=)")
_ASIDE = re.compile(
    r"^(?=.*[a-z]{3})[^=]*\d\s+(?:x|×|by)\s+\d[^=]*$|"  # the field is 250 x 125
    r"(?:∇|\\nabla)\s*\w\s*=\s*\S+\s*(?:∇|\\nabla)|^\W*(?:outer|inner|outside|inside)\b(?:\s+function)?\s*(?:is\b|[:=])|\b(?:meet|intersect)s?\b|^(?=[^=]*[a-z])(?!.*\b(?:lim|answer|deriv))[^=]*(?<![\w.])"
    rf"(?:{FORM}|\\frac\{{(0|\\infty)\}}\{{\1\}})[^=]*$"
    r"|^\W*(?:(?:now|then|next|so|we|first|and)\s+)*(?:divid|multipl|add|subtract|cancel|substitut|plug|apply|us|differentiat|mov|collect)"
    r"(?:e|es|ing|ying)?\b(?!.*:.*\w)[^=]*\b(?:by|with|from|into|for|to|out)\b[^=]*$",
    re.I,
)
"""What is said of a form, 0/0, or is done with both sides."""
_QUESTION = re.compile(rf"=\s*\?\s*$|^(?=.*[a-z]{{2}})(?!.*(?:{_WHAT}))[^=]*\?\s*$")
_DERIVATIVE_OF_ORDER = re.compile(r"\b(second|third)\s+derivative\b[^=]*$", re.I)

_EXISTENCE = re.compile(rf"\b(?:(?P<not>{ABSENT}|{DIVERGENT})(?!\w)|converge(?:s|nt)\b(?!\s+to\b))", re.I)
_NO_DERIVATIVE = re.compile(
    rf"\b(?P<name>[A-Za-z])(?:\([a-z]\))?\s+is\s+not\s+differentiable\s+(?:at|when|for)\s+(?:{NAME}\s*=\s*)?(?P<at>[^\s,;]+?)\.?\s*$"
)

NOTHING, SOMETHING = "∄", "∃"
"""What stands behind the sign of equality where something does not exist, or is a number."""
_POINT = r"\((?P<x>[^(),=]+),(?P<y>[^(),=]+)(?:,(?P<z>[^(),=]+))?\)"
_VALUE = rf"(?:(?:(?:the\s+)?point\s+)?(?:(?P<name>{NAME})\s*=\s*(?P<at>[^:,=]+?)|{_POINT}))"
_AT = re.compile(
    rf"\s*(?:(?:[a-z]+,?\s+)?(?:at|when|where|for|if)\s|(?=[^=]*=[^=]*{_SENT}|[a-z]\s*=\s*[-−]?(?:[\d./]+|e|π|pi)\s*:))\s*{_VALUE}\s*(?:[:,{_SENT}]|\bthen\b)\s*(?P<rest>.*=.*)$",
    re.I,
)
_AT_END = re.compile(
    rf"(?P<rest>.*=.*?)\s*,?\s+(?:(?:at|when)\s+|(?=(?:the\s+)?point\b)|[A-Z](?=\()){_VALUE}\s*\.?\s*$", re.I
)
_BAR = re.compile(
    rf"(?:\\(?:[bB]ig[glr]?|right)\s*)?\|\s*_\s*\{{?\s*{_VALUE.replace('[^:,=]', '[^}}=]')}\s*\}}?\s*(?==)"
)
_TOUCHING = re.compile(
    r"(?=.*\b(?P<kind>tangent|normal)\b)(?!.*\b(?:slope|gradient)\b)(?P<before>.*?)(?P<rest>(?<![A-Za-z])y\s*(?:[-+−]\s*[^=]*)?=.*)$",
    re.I,
)
"""The equation of a tangent or a normal that is called so."""

_WHERE = re.compile(rf"\b(?:at|when|where|through)\s+{_VALUE}", re.I)
_WHEN = r"(?:when|if|for|at|where)\s"
_ZEROS = re.compile(
    rf"(?<!^[xt] )(?<!\W[xt] )"
    rf"(?:(=\s*0)\s*(?:,?\s+(?:only\s+)?{_WHEN}|[:;,])\s*(?={NAME}\s*=.*(?:,|\b(?:or|and)\b|±|\\pm))"
    rf"|(=[^=]*[a-z][^=]*=\s*0)\s+{_WHEN}\s*(?={NAME}\s*=)|(=\s*0)\s*[:;](?=[^=]*=))",
    re.I,
)
"""f'(x) = 0 when x = 1 or x = 3, which states an equation and its solutions."""

_ASKED = {"critical": 1, "stationary": 1, "turning": 1, "inflection": 2, "zero": 0, "root": 0, "intercept": 0}
"""Kinds of places, by the order of the derivative that is 0 there."""

_LISTED = re.compile(
    r"\s*(?:[A-Za-z]+[,:]?\s+)*?(?:(?P<order>∇|\\nabla|grad\b)|H(?![a-z])_?|Hess\b)\s*\{?(?P<of>[A-Za-z])?\}?\s*"
    r"(?:\((?=[a-z, ]*\))[^()]*\)|(?P<at>\([^()=]*\)))?\s*(?==)(?P<lists>.*)"
)
"""A gradient or a Hessian matrix, whose components are partial derivatives."""

_TOTAL = re.compile(r"\s*(?:so\s+|[A-Za-z ]+:\s*)?d(?P<of>[A-Za-z])\s*(?==)(?P<lists>[^∫]*)")
"""A total differential, dz = 2xy dx + x^2 dy, of which the factors are partial derivatives."""
_UNIT = re.compile(
    r"\s*(?:\\(?:hat|vec|mathbf)\s*\{?\s*)?(?<![A-Za-z])(d[a-z]|[ijk])(?:_\{hat\})?(?![A-Za-z])\}?\s*(?:\+|(?=[-−])|\.?\s*$)"
)
"""What is behind each component of a vector 2x i + 2y j or a differential 2x dx + 2y dy."""
_LIST = re.compile(r"\s*[(\[](?P<items>.*)[)\]]\s*(?:\^\s*\{?\s*(?:T|\\top)\s*\}?|ᵀ)?\s*\.?\s*")
_SEVERAL = re.compile(
    rf"(?P<before>\s*(?:so\s+|[A-Za-z][a-z ]+:\s*)?{NAME}\s*=)"
    r"(?P<values>(?!.*(?:[A-Za-z]{3}|[<>]))[^=(){}\[\]]*(?:[^=(){}\[\]]\s(?:or|and)\s|,|±|\\pm)[^=(){}\[\]]+|[^=,±]*(?:±|\\pm)[^=,±]+)"
)
"""x = 1 or 3, x = ±2, x = (2 ± sqrt 7)/3"""
_SLOPE = r"(?:[A-Za-z]_\{?[a-z]{1,2}\}?(?![A-Za-z])|[∂d]\w?\s*/\s*[∂d]\w)"
_TOGETHER = re.compile(rf"(?P<before>[^=]*?)(?P<one>{_SLOPE})\s*=\s*(?P<other>{_SLOPE}\s*(?P<value>=[^=]+))")
"""f_x = f_y = 0"""


@dataclass(frozen=True, slots=True)
class Clause:
    """An equation or expression of line `number`: `text` as read, `mathematics` without what is around it.

    It has the `whole` line as typed if it is all of it. What has no text is a part of what the clause before it says.
    `starts` tells that an empty line or a heading is before it, `is_numbered` that a label is, which may be an
    exercise's; `at` are the coordinates of the place that the line speaks of, or what the letter `placed` is there. It
    may be called a `kind` of line, tangent or normal, or the derivative of an `order`, or tell where one is 0 whose
    order is `asked`. It may hold under a `condition` alone, f'(x) = 1 for x > 0. A `conclusion` has no mathematics.
    What a sentence of the exercise tells `is_given`.
    """

    number: int
    text: str
    mathematics: str = ""
    at: tuple[str, ...] = ()
    placed: str = ""
    starts: bool = False
    is_numbered: bool = False
    kind: str = ""
    asked: int | None = None
    order: int = 0
    condition: str = ""
    conclusion: ToldConclusion | None = None
    is_given: bool = False
    whole: str = ""


def clauses(text: str) -> Iterator[Clause]:
    """Yield what is said, in order; a line of reasons alone says nothing that is to be checked."""
    starts = True
    if re.findall(LAST_NUMBER, text, re.M)[:2] == ["1", "2"]:
        text = re.sub(LAST_NUMBER, "", text, flags=re.M)
    continued = re.sub(r"\n[ \t]+(?=[+*/])", lambda gap: " " * len(gap[0]), text)
    lines = continued.split("\n")
    if all(re.match(r"\s*-\s", line) for line in lines if line.strip()):
        lines = [line.replace("-", " ", 1) for line in lines]
    is_begun, head = False, ""
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            starts = starts or not line.strip()
            continue
        line = re.sub(r"\s{9,}", " " * 8, line.rstrip())  # patterns with blanks in them take the square of their number
        label, line = _cut(_NUMBERED, _BOLD.sub(r" \1 ", line))
        line = head + line if re.match(r"\s*=\s*[<(\[⟨]", line) else line  # of a gradient
        said = list(_of_line(number, line, is_begun=is_begun))
        if not is_begun and len(said) > 1 and re.match(r"\s*[a-z]['’′].*lim", said[0].mathematics):
            said.reverse()  # f'(x) = lim ... with f(x) = sqrt(x)
        for found in said:
            text = (
                f"{label.strip()} {found.text.removeprefix(head)}".lstrip()
                .replace(f"={ALMOST}", "≈")
                .replace(_SENT, "→")
            )
            whole = lines[number - 1].strip() if len(said) == 1 else ""
            yield replace(found, text=text, whole=whole, starts=starts, is_numbered=bool(label))
            label, starts, is_begun = "", False, True
        head = line.partition("=")[0] if _LISTED.fullmatch(line) else ""


def _of_line(number: int, line: str, *, is_begun: bool) -> Iterator[Clause]:
    place: str | None = None
    if (task := _UNKNOWN_TASK.match(line)) is not None:
        yield from [Clause(number, line.strip())] if "=" in task[0] else []
        return
    for part in _parts(line):
        if components := _components(number, part):
            yield from components
            continue
        drawn = conclusions(part, place) if is_begun else []
        yield from (Clause(number, each.text, conclusion=each) for each in drawn)
        place = next(reversed(places_of(part)), None)
        found = None if drawn else _clause(number, part, is_begun=is_begun)
        if found is not None:
            yield found


def _parts(line: str) -> list[str]:
    r"""Return the parts of "u = x^2, v = sin x", of "y = x^2 ⇒ y' = 2x" and of lines with \\ in them."""
    line = _LAYOUT.sub(lambda m: "\0" if m[0].startswith("\\\\") else " ", reworded(FORMS, line))
    line = _ZEROS.sub(lambda m: f"{m[m.lastindex or 1]}\0", CHOSEN.sub(_choice, line))
    line = _ARROW.sub("\0", _MAPS.sub(_sent, line))
    found: list[str] = []
    for part in re.split(r"\0|(?<=[\w)\]}])\.\s+(?=[A-Z][a-z]+\b)", line):
        if conclusions(part):
            found.append(part)
            continue
        place = r"\(\s*\w+(?:\s*,\s*\w+)*\s*\)"
        name = rf"(?:{NAME}\s+)?d?{NAME}(?:\^\{{?[-−]1\}}?)?['’′\"]*(?:{place})?(?:\s*/\s*d{NAME})?|\d+"
        left = rf"\s*(?:and\s+)?(?:{name})\s*=(?!=)"
        lead = r"(?:so|then|and|where|with|thus|hence|let|put|set|we|have|get|obtain|which|that|gives?|giving)"
        comma = rf"[,;](?:\s*(?:{lead}\b|i\.?e\.,?))*"
        sentence = r"\.\s+(?:[A-Z][a-z]+,?\s+)?"
        separator = (
            rf"(?:{comma}|\s(?:so|or|and|where|with|gives)\s|(?<=[\w)\]}}])(?<!\bat)(?:\s{{2,}}|\t)(?!at\b)|{sentence})(?={left})"
            r"|(?:,|\sand\s)\s*(?=\\?lim(?![a-z]))|,\s+so\s+(?=[^=]*\dd?[^=]*=)"
        )
        cuts = [m for m in re.finditer(separator, part) if m[0][0] not in ". \t" or "=" in part[: m.start()]]
        cuts = [m for m in cuts if not re.search(r"[,;]\s*(?:at|when|where)\s+[a-z]\s*=[^=,;]*$", part[: m.start()])]
        commas = list(COMMA.finditer(part))
        if not re.search(r"[A-Za-z]{4}", part) and all("=" in piece for piece in COMMA.split(part)):
            others = (m for m in cuts if not any(m.start() <= comma.start() < m.end() for comma in commas))
            cuts = sorted([*commas, *others], key=re.Match.start)
        place = ""
        if (there := _AT.match(part)) is not None:  # at x = 4: y = 2, y' = 1/4
            place = part[: there.start("rest")]
            cuts = [m for m in cuts if m.start() > there.start("rest")]
        elif re.match(r"\s*(?:[a-z]+,?\s+)?(?:at|when|where|for)\b", part, re.I):
            cuts = [m for m in cuts if m[0] == ";"]
        starts, ends = [0, *(m.end() for m in cuts)], [*(m.start() for m in cuts), len(part)]
        for a, b in zip(starts, ends, strict=True):
            is_elsewhere = _SENT in part[a:b] or _AT.match(part[a:b])
            said, *consequences = _consequences((place if a and not is_elsewhere else "") + part[a:b])
            found += [*_alternatives(said), *consequences]
    return [part for part in found if part.strip()]


def _components(number: int, part: str) -> list[Clause]:
    """Return the partial derivatives that `∇f(1, 2) = (4, 13)` tells, none if it is no list; the first has the text."""
    place = _AT.match(part)
    rest = part if place is None else place["rest"]
    found = _LISTED.fullmatch(rest) or _TOTAL.fullmatch(rest)
    if found is None:
        return []
    clauses = []
    told = found.groupdict()
    of, order = told["of"] or "f", 1 if told.get("order", "d") else 2
    there = told.get("at") or (f"({', '.join(_place(place))})" if place else "")
    for i, side in enumerate(found["lists"].split("=")[1:]):
        listed = _LIST.fullmatch(side)
        entries, letters = re.split(r"[,;](?![^(]*\))", re.sub(r"[][]", " ", listed["items"])) if listed else [], "xyz"
        if not listed and (units := _by_units(side, "ijk" if "order" in told else None)):
            entries, letters = [*units.values()], "xyz" if "order" in told else "".join(units)
        size = round(len(entries) ** (1 / order))
        if not 1 < size < 4 or size**order != len(entries):
            return []
        text = part.partition("=")[0] + f"={side}" if i == 0 and not place else part if i == 0 else f"={side}"
        for names, e in zip(product(letters[:size], repeat=order), entries, strict=True):
            clauses.append(Clause(number, text.strip(), f"{of}_{''.join(names)}{there} = {e.strip()}"))
            text = ""
    return clauses


def _by_units(side: str, units: str | None) -> dict[str, str]:
    """Return the components of a vector in i, j and k, or the factors of dx and dy; nothing if it is none of these."""
    *pieces, rest = _UNIT.split(side)
    names = "".join(unit[-1] for unit in pieces[1::2])
    factors = [{"": "1", "-": "-1"}.get(e.strip(), e) for e in pieces[::2]]
    is_one = pieces[1::2] == [*units][: len(names)] if units else all(unit[0] == "d" for unit in pieces[1::2])
    return dict(zip(names, factors, strict=True)) if is_one and not rest.strip() and len(names) > 1 else {}


def _alternatives(part: str) -> list[str]:
    """Return the equations in `x = 1 or 3`, `x = ±2` and `f_x = f_y = 0`, the text itself if it is none of these."""
    if (there := _AT.match(part)) is not None:
        return [part[: there.start("rest")] + each for each in _alternatives(there["rest"])]
    if (together := _TOGETHER.fullmatch(part)) is not None:
        return [f"{together['before']}{together['one']} {together['value']}", together["other"]]
    found = _SEVERAL.fullmatch(part)
    if found is None:
        return [part]
    values = re.split(r"\s*,\s*(?:or|and)\s|\s(?:or|and)\s|,", found["values"])
    texts: list[str] = []
    for value in filter(str.strip, values):
        before, *after = re.split(r"±|\\pm(?![A-Za-z])", value, maxsplit=1)
        texts += [f"{before}{sign}{after[0]}" for sign in "+-"] if after else [value]
    return [f"{found['before']} {text.strip()}" for text in texts]


def _sent(found: re.Match[str]) -> str:
    """Return a value with the sign of what it leads to, unless it is one of several: x = 3, y = 4 → z = 5."""
    before = found.string[: found.start()]
    return found[0] if "=" in before and not _ARROW.search(before) else f"\0{found[1]} {_SENT} "


def _choice(found: re.Match[str]) -> str:
    """Return an integral and what is chosen for it as two parts, v' = e^x as a differential."""
    chosen = re.sub(r"\b([a-z])['’′]\s*=\s*([^,;]+)", rf"d\1 = (\2) {found[1][-2:]}", found[2])
    return f"{found[1]}\0{chosen}"


def _consequences(part: str) -> list[str]:
    """Return what is said, and what is concluded from it: "f''(1) = 6 > 0, so there is a minimum"."""
    signed = _SIGNED.fullmatch(part)
    if signed is not None and signed["said"].count("(") == signed["said"].count(")"):  # f'(x) = 3x^2 + 1 > 0 for all x
        return [signed["said"], *_consequences(f"{signed['of']} {signed['sign']}")]
    for cut in _SO.finditer(part):
        said, rest = part[: cut.start()], part[cut.end() :]
        is_named = KIND.search(rest) and re.fullmatch(r"[^=()]*\d[^=()]*", rest)
        if re.search("[=<>]", said) and (is_named or conclusions(rest, next(reversed(places_of(said)), None))):
            return [said, rest]
    sign = SIGN.fullmatch(part)
    return [sign[1], sign["rest"]] if sign and KIND.search(sign["rest"]) else [part]


def _of_existence(number: int, typed: str, said: re.Match[str], *, is_begun: bool) -> Clause | None:
    """Return that a limit, an integral, a series or a derivative at a place does not exist, or does, as an equation."""
    sign = NOTHING if said["not"] else SOMETHING
    if (corner := _NO_DERIVATIVE.search(typed)) is not None:
        return Clause(number, typed, f"{corner['name']}'({corner['at']}) = {sign}")
    before = typed[: said.start()].rstrip(" =")
    line = without_words(_cut(_LABEL, before)[1])[1]
    if re.search(r"lim(?!it)|∫|\\int|['’′]|sum(?![a-z])", line):
        return Clause(number, typed, f"{line} = {sign}", _place(_WHERE.search(typed[said.end() :])))
    is_told = re.fullmatch(r"\W*|[^=]*\b(?:limit|integral|series|sum|it|this|which)\b(?:\s+\w+)?\W*", before, re.I)
    if not is_begun:
        return None
    return Clause(number, typed, f"= {sign}") if is_told else Clause(number, typed)


def _clause(number: int, typed: str, *, is_begun: bool) -> Clause | None:
    if ((is_begun or "meet" in typed) and _ASIDE.search(typed)) or _QUESTION.search(typed):
        return None
    if (said := _EXISTENCE.search(typed)) is not None:
        return _of_existence(number, typed.strip(), said, is_begun=is_begun)
    kind, placed, line = "", "", reworded(SENTENCES, typed)
    place: tuple[str, ...] = ()
    if is_begun and (touching := _TOUCHING.match(typed)) is not None:
        kind, line = touching["kind"].lower(), touching["rest"]
        place = _place(_WHERE.search(touching["before"]))
    else:
        sign = SIGN.search(typed)
        place = () if sign is None else _place(_WHERE.search(typed[sign.end(1) :]))
        line = SIGN.sub(r"\1", CONDITION.sub("", _without_remarks(INTERVAL.sub(r"\1", _cut(_LABEL, line)[1]))))
    if not place and (found := _AT.match(line) or _AT_END.match(line)) is not None:
        line, place, placed = found["rest"], _place(found), found["name"] or ""
    elif (found := _BAR.search(line)) is not None:
        line, place, placed = line[: found.start()] + line[found.end() :], _place(found), found["name"] or ""
    heading, line = _cut(_HEADING, line)
    words, line = without_words(line)
    if line and re.search(r"\b(?:limit|integral)\s+(?:is|equals)\s*$", words) and not line.startswith("="):
        line = f"= {line}"  # the limit is lim ... = 1
    is_unread = not is_reason(words) if not line else _says_what(heading + words, line)
    is_told = has_words(line) or (words.strip() and _BARE.fullmatch(line)) or (line and _is_told(typed))
    if not is_begun and "=" not in line and is_told:
        return None  # A farmer has 200 m of fencing
    is_stray = _STRAY.search(line) is not None
    if is_stray or (is_begun and is_unread and (line or words)):
        return Clause(number, typed.strip())
    asked = (n for word, n in _ASKED.items() if re.search(rf"\b{word}s?\b", heading + words, re.I))
    order = _DERIVATIVE_OF_ORDER.search(words)
    named = 0 if order is None else {"second": 2, "third": 3}[order[1].lower()]
    told = CONDITION.search(typed)
    condition = "" if told is None else told["where"] or told["inside"]
    if not line:
        return None
    clause = Clause(number, typed.strip(), line, place, placed, kind=kind, order=named, condition=condition)
    return replace(clause, asked=next(asked, None))


def _without_remarks(line: str) -> str:
    shorter = COMMENT.sub("", line)
    return line if shorter == line else _without_remarks(shorter)


def _place(found: re.Match[str] | None) -> tuple[str, ...]:
    """Return the coordinates of the place that is told of, x = 3 or (3, 4)."""
    return () if found is None else (found["at"],) if found["name"] else tuple(filter(None, found.group("x", "y", "z")))


def _says_what(words: str, line: str) -> bool:
    """Return True if the words before a number, or before a sign of equality, tell something else than a step."""
    is_number = re.fullmatch(r"[-+−]?[\d./]+(?:\s*[a-z]{1,3}[²³]?(?:\^\d)?)?", line.strip())
    is_step = _STEP.search(words) and not re.search(r"\b(?:left|right|[LR]HL)\b", words)
    return bool(line.lstrip().startswith("=") or is_number) and not is_step and bool(words.strip())


def _is_told(text: str) -> bool:
    """Return True of a sentence that asks for nothing to be done: A 5 m ladder."""
    words = re.findall(r"(?<![\\A-Za-z])[A-Za-z]{3,}(?![A-Za-z(])", text)
    has_end = bool(words) and text.rstrip(" .!?").endswith(words[-1]) and has_words(words[-1])
    return has_end and not is_reason(text) and re.search(r"∫|\\int|lim|function", text) is None


_STEP = re.compile(r"\b(?:derivative|answer|result|solution|limit|integral|prime|gives?|equals?|get|becomes)\b", re.I)
"""Words before what is a step, and not about something else, as "the slope of the normal = -1/2" is."""

_BARE = re.compile(rf"[^A-Za-z]*|[A-Za-z]|.*\d\s*{UNIT}(?:\s*/\s*{UNIT})?")
"""A number, perhaps with a unit, or a name: 200 m, (8.06)^(2/3), x."""

_STRAY = re.compile(
    r"(?<![A-Za-z\\])(?:is|are|the|has)(?![A-Za-z(])"
    r"|[\w)\]²³]\s+(?:at|on|of|by|in|to|as|an|or|so|we|with|from|for)\s+[\w(√|\\]"
)
"""A word between parts of a formula, which no letters of it are."""

_SIGNED = re.compile(
    r"(?P<said>[^=]*?(?P<of>\b[A-Za-z]['’′]+(?:\(\s*[a-z]\s*\))?)\s*=(?:(?!\b(?:for|if|when|where)\b)[^<>≤≥,])*?)\s*(?P<sign>[<>≤≥]\s*0(?![\d.]).*)"
)
"""A derivative and what is said of its sign."""

_SO = re.compile(
    r"[,;:.]?\s*(?:\b(?:so|hence|thus|therefore|then|which|meaning|giving|it|this|there|and)\b|→|->|[,;:]|\()", re.I
)


def _cut(pattern: re.Pattern[str], line: str) -> tuple[str, str]:
    """Return what the line begins with, if that is of this kind, and the rest."""
    found = pattern.match(line)
    return (found[0], line[found.end() :]) if found else ("", line)


def without_limits(part: str) -> tuple[str, tuple[str, str] | None]:
    """Return a part of a chain of equalities without the `lim` in it, and which name goes where; several go one way."""
    goals = {tuple(ARROW.split(goal_of(sign).strip(), maxsplit=1)) for sign in LIMIT_OF.finditer(part)}
    if len(goals) != 1 or len(goal := goals.pop()) != 2:
        return part, None
    return LIMIT_OF.sub(lambda sign: " " * len(sign[0]), part), (goal[0], goal[1])
