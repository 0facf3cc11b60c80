r"""A working as people write it: its lines without labels, words, reasons and LaTeX's layout.

What is left of a line is mathematics, a chain of equalities, perhaps with the place that it speaks of and a limit
before a part: "Step 2: f'(x) = 2x (power rule)", `&= 2x \\`, "at x = 3: y' = 6", "= lim_{h->0} (2x + h)".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from calc_cli.questions.limit_sign import ARROW, LIMIT_OF, goal_of
from calc_cli.questions.prose import ABSENT, DIVERGENT, UNIT, has_words, is_reason, without_words
from calc_cli.questions.working.conclusions import DOMAIN, NUMBER, ToldConclusion, conclusions, places_of
from calc_cli.questions.working.determinants import Matrices
from calc_cli.questions.working.fields import Fields
from calc_cli.questions.working.forms import ALMOST, SENTENCES, reworded
from calc_cli.questions.working.inverses import CALLED
from calc_cli.questions.working.parts import AT, LISTED, SENT, VALUE, components, parts, place_in
from calc_cli.questions.working.remarks import (
    COMMENT,
    CONDITION,
    FORM,
    IN_NUMBERS,
    INTERVAL,
    LAST_NUMBER,
    NAME,
    REJECTED,
    SIGN,
)
from calc_cli.questions.working.tables import Tables

_LABEL = re.compile(
    r"\s*(?:[A-Z][\w'’]{0,10}\s*:\s*(?==)|(?:step|line|method|way)\s*\d+\s*[.:)]?|[•*](?=\s)|d/d[a-z]:)", re.I
)
_NUMBERED = re.compile(
    r"(?:\s*(?:(?:part|no\.?|problem|exercise|question|example|task|ex\.?|q\.?)\s*(?:\d+|[a-h])(?:\s*[.:)]+|(?=\s|$))"
    r"|\\item(?![a-z])|\(?(?:\d{1,3}|[a-h]|i{1,3}|iv|vi{0,3})[.)](?=\s)))+",
    re.I,
)
"""A label that may number exercises, or steps."""

_BULLET = rf"\s*-\s+(?:\$|\*\*|[A-Z][a-z]|{NAME}['’′]*(?:\(\w+\))?\s*=)"
"""Before what is no term of a sum, if several lines have one."""
_BOLD = re.compile(r"\*\*(?=[A-Za-z])([^*]*)\*\*")
_WHAT = r"∫|\\int|\blim(?:it)?(?![A-Za-z])|\\lim|\bd/d[a-z]|\)'|(?:derivative|gradient|integral)\s+of\b.*[\d^()]"
"""What a task says that can be read: find lim_{x->0} sin(x)/x, find the derivative of x^2 sin x."""

_UNKNOWN_TASK = re.compile(
    r"\s*(?:find|compute|determine|calculate|evaluate|show|sketch|rotate|revolve|start(?:ing)?|(?:the\s+)?(?:area|volume|region)(?=.*\b(?:between|bounded|enclosed)\b))\b"
    rf"(?:(?!.*(?:{_WHAT}))(?:[^=]*$|.*\b(?:area|volume|region|between|bounded|enclosed)\b))"
    r"|.*\b(?:how|which|what\s+rate)\b.*\?\s*$|\s*[∬∭](?!.*=.*∫).*\b(?:between|bounded|enclosed|inside|where|with|over)\b"
    r"|(?:the\s+)?(?:average|mean)\s+value\s+of\b.*\bis\s*:?\s*$|\W*let\s+[A-Za-z]\s+(?:be|denote|stand\s+for)\b[^=]*$",
    re.I,
)
"""What is to be done, behind the function or of several: "Find the area between y = x and y = x²", "How fast?".

"Let L be the limit" tells nothing, either.
"""

_HEADING = re.compile(r"\s*[A-Za-z][A-Za-z' -]{2,}:(?!=)")
_ASIDE = re.compile(
    r"^\W*dA\s*=\s*r\s*dr\s*d(?:θ|\\?theta)\W*$|"
    r"^(?=.*[a-z]{4}.*\|.*[a-z]{4})[^=\d<>∞+]*$|"  # Interval | Sign of f' | Conclusion
    r"^(?=.*[a-z]{3})[^=]*\d\s+(?:x|×|by)\s+\d[^=]*$|"  # the field is 250 x 125
    r"(?:∇|\\nabla)\s*\w\s*=\s*\S+\s*(?:∇|\\nabla)|^\W*(?:outer|inner|outside|inside)\b(?:\s+function)?\s*(?:is\b|[:=])|\b(?:meet|intersect)s?\b|^(?=[^=]*[a-z])(?!.*\b(?:lim|answer|deriv))[^=]*(?<![\w.])"
    rf"(?:{FORM}|\\frac\{{(0|\\infty)\}}\{{\1\}})[^=]*$"
    r"|^\W*(?:(?:now|then|next|so|we|first|and)\s+)*(?:divid|multipl|add|subtract|cancel|substitut|plug|apply|us|differentiat|mov|collect)"
    r"(?:e|es|ing|ying)?\b(?!.*:.*\w)[^=]*\b(?:by|with|from|into|for|to|out)\b[^=]*$",
    re.I,
)
"""What is said of a form, 0/0, or is done with both sides."""
_DEFINITION = re.compile(
    r"(?P<f>[A-Za-z])['’′]\s*\(\s*(?P<x>\w+)\s*\)\s*=.*lim.*(?P=f)\s*\(\s*(?P=x)\s*\+.*[-−]\s*(?P=f)\s*\(\s*(?P=x)\s*\)"
)
"""The derivative of a function that is not told yet: f'(x) = lim_{h→0} (f(x + h) - f(x))/h."""
_EXPLAINED = re.compile(
    rf"\W*(?:(?:let|and|where|with|so)\s+)*{NAME}\s*=\s*(?P<by>(?:an?\s+)?[A-Za-z]{{3}}[A-Za-z\s'’,.()-]*)", re.I
)
"""A letter that is explained in words: r = radius of the base."""
_QUESTION = re.compile(rf"=\s*\?\s*$|^(?=.*[a-z]{{2}})(?!.*(?:{_WHAT}))[^=]*\?\s*$")
_DERIVATIVE_OF_ORDER = re.compile(r"\b(second|third)\s+derivative\b[^=]*$", re.I)

_EXISTENCE = re.compile(rf"\b(?:(?P<not>{ABSENT}|{DIVERGENT})(?!\w)|converge(?:s|nt)\b(?!\s+to\b))", re.I)
_NO_DERIVATIVE = re.compile(
    rf"\b(?P<name>[A-Za-z])(?:\([a-z]\))?\s+is\s+not\s+differentiable\s+(?:at|when|for)\s+(?:{NAME}\s*=\s*)?(?P<at>[^\s,;]+?)\.?\s*$"
)

NOTHING, SOMETHING = "∄", "∃"
"""What stands behind the sign of equality where something does not exist, or is a number."""
_AT_END = re.compile(
    rf"(?P<rest>.*=.*?)\s*,?\s+(?:(?:at|when)\s+|(?=(?:the\s+)?point\b)|[A-Z](?=\()){VALUE}\s*\.?\s*$", re.I
)
_BAR = re.compile(
    rf"(?:\\(?:[bB]ig[glr]?|right)\s*)?\|\s*_\s*\{{?\s*{VALUE.replace('[^:,=]', '[^}}=]')}\s*\}}?\s*(?==)"
)
_TOUCHING = re.compile(
    r"(?=.*\b(?P<kind>tangent|normal)\b)(?!.*\b(?:slope|gradient)\b)(?P<before>.*?)(?P<rest>(?<![A-Za-z])y\s*(?:[-+−]\s*[^=]*)?=.*)$",
    re.I,
)
"""The equation of a tangent or a normal that is called so."""

_WHERE = re.compile(rf"\b(?:at|when|where|through)\s+{VALUE}", re.I)
_ASKED = {"critical": 1, "stationary": 1, "turning": 1, "inflection": 2, "zero": 0, "root": 0, "intercept": 0}
"""Kinds of places, by the order of the derivative that is 0 there."""


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
    is_list = all(re.match(r"\s*-\s", line) for line in lines if line.strip())
    bullet = r"\s*-\s" if is_list else _BULLET if sum(bool(re.match(_BULLET, line)) for line in lines) > 1 else r"(?!)"
    lines = [line.replace("-", " ", 1) if re.match(bullet, line) else line for line in lines]
    reads_total = IN_NUMBERS.search(text) is None
    is_begun, head, fields, matrices, tables = False, "", Fields(text), Matrices(text), Tables()
    told = re.search(r"\b[a-zA-Z]\s*\(((?:\s*[a-z]\s*,)+\s*[a-z])\s*\)\s*=", text)
    variables = re.findall("[a-z]", told[1]) if told else []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            starts = starts or not line.strip()
            continue
        line = re.sub(r"\s{9,}", " " * 8, line.rstrip())  # patterns with blanks in them take the square of their number
        label, line = _cut(_NUMBERED, _BOLD.sub(r" \1 ", line))
        line = head + line if re.match(r"\s*=\s*[<(\[⟨]", line) else line  # of a gradient
        if (row := tables.formulas(line)) == []:
            continue
        listed = row or fields.formulas(line) or matrices.formulas(line)
        said = [Clause(number, "" if i else line.strip(), formula) for i, formula in enumerate(listed)]
        said = said or list(_of_line(number, line, variables, is_begun=is_begun, reads_total=reads_total))
        said = [Clause(number, "", asked), *said] if (asked := matrices.asked(line)) else said
        if not is_begun and len(said) > 1 and re.match(r"\s*[a-z]['’′].*lim", said[0].mathematics):
            said.reverse()  # f'(x) = lim ... with f(x) = sqrt(x)
        for found in said:
            found = replace(found, mathematics=matrices.rewritten(found.mathematics))
            text = f"{label.strip()} {found.text.removeprefix(head)}".lstrip()
            text = text.replace(f"={ALMOST}", "≈").replace(SENT, "→")
            whole = lines[number - 1].strip() if len(said) == 1 else ""
            yield replace(found, text=text, whole=whole, starts=starts, is_numbered=bool(label))
            label, starts, is_begun = "", False, True
        head = line.partition("=")[0] if LISTED.fullmatch(line) or listed else ""


def _of_line(
    number: int, line: str, variables: Sequence[str], *, is_begun: bool, reads_total: bool
) -> Iterator[Clause]:
    place: str | None = None
    if (task := _UNKNOWN_TASK.match(line)) is not None:
        yield from [Clause(number, line.strip())] if "=" in task[0] else []
        return
    for part in parts(line):
        if equations := components(part, variables, reads_total=reads_total):
            yield from (Clause(number, *each) for each in equations)
            continue
        drawn = conclusions(part, place) if is_begun else []
        yield from (Clause(number, each.text, conclusion=each) for each in drawn)
        place = next(reversed(places_of(part)), None)
        found = None if drawn else _clause(number, part, is_begun=is_begun)
        if found is not None:
            yield found


def _of_existence(number: int, typed: str, said: re.Match[str], *, is_begun: bool) -> Clause | None:
    """Return that a limit, an integral, a series or a derivative at a place does not exist, or does, as an equation."""
    sign = NOTHING if said["not"] else SOMETHING
    if (corner := _NO_DERIVATIVE.search(typed)) is not None:
        return Clause(number, typed, f"{corner['name']}'({corner['at']}) = {sign}")
    before = typed[: said.start()].rstrip(" =")
    there = AT.match(f"{before} = {sign}")  # at x = 1: the sum of 1/n
    line = without_words(_cut(_LABEL, before if there is None else there["rest"].rpartition("=")[0])[1])[1]
    how = re.search(r"\b(?:absolutely|conditionally)\b", typed)
    place, placed = place_in(there or _WHERE.search(typed[said.end() :])), (there and there["name"]) or ""
    clause = Clause(number, typed, f"{line} = {sign}", place, placed, kind=how[0] if how else "")
    if re.search(r"lim(?!it)|[∫Σ∑]|\\int|['’′]|sum(?![a-z])", line):
        is_asked = re.search(r"\bwhether\b|^\W*(?:do(?:es)?|is)\b|\?\s*$", typed, re.I)
        return replace(clause, mathematics=line, kind="") if is_asked else clause
    is_told = re.fullmatch(r"\W*|[^=]*\b(?:limit|integral|series|sum|it|this|which)\b(?:\s+\w+)?\W*", before, re.I)
    if not is_begun:
        return None
    return replace(clause, mathematics=f"= {sign}") if is_told else Clause(number, typed)


def _clause(number: int, typed: str, *, is_begun: bool) -> Clause | None:
    is_aside = (
        _ASIDE.search(typed) if is_begun or "meet" in typed else (_DEFINITION.search(typed) or DOMAIN.match(typed))
    )
    explained = _EXPLAINED.fullmatch(typed)
    is_in_words = explained is not None and has_words(explained["by"]) and not without_words(explained["by"])[1]
    if is_aside or is_in_words or _QUESTION.search(typed) or CALLED.fullmatch(typed):
        return None
    if (said := _EXISTENCE.search(re.sub(REJECTED, "", typed))) is not None:
        return _of_existence(number, typed.strip(), said, is_begun=is_begun)
    kind, placed, line = "", "", reworded(SENTENCES, typed)
    place: tuple[str, ...] = ()
    if is_begun and (touching := _TOUCHING.match(typed)) is not None:
        kind, line = touching["kind"].lower(), touching["rest"]
        place = place_in(_WHERE.search(touching["before"]))
    else:
        sign = SIGN.search(typed)
        place = () if sign is None else place_in(_WHERE.search(typed[sign.end(1) :]))
        line = SIGN.sub(r"\1", CONDITION.sub("", _without_remarks(INTERVAL.sub(r"\1", _cut(_LABEL, line)[1]))))
    if not place and (found := AT.match(line) or _AT_END.match(line)) is not None:
        line, place, placed = found["rest"], place_in(found), found["name"] or ""
    elif (found := _BAR.search(line)) is not None:
        line, place, placed = line[: found.start()] + line[found.end() :], place_in(found), found["name"] or ""
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
        return _closing(number, typed.strip()) if is_begun else Clause(number, typed.strip())
    asked = (n for word, n in _ASKED.items() if re.search(rf"\b{word}s?\b", heading + words, re.I))
    order = _DERIVATIVE_OF_ORDER.search(words)
    named = 0 if order is None else {"second": 2, "third": 3}[order[1].lower()]
    told = CONDITION.search(typed)
    condition = "" if told is None else told["where"] or told["inside"]
    if not line:
        return None
    clause = Clause(number, typed.strip(), line, place, placed, kind=kind, order=named, condition=condition)
    return replace(clause, asked=next(asked, None))


def _closing(number: int, typed: str) -> Clause:
    """Return what a sentence says again of numbers that were found: The largest area is 50 m²."""
    numbers, rest = [m[1] for m in _SAID_AGAIN.finditer(typed)], _SAID_AGAIN.sub("", typed)
    is_other = re.search(
        r"\b(?:no|not|never|sum|series|converges?)\b|n['’]t\b", rest, re.I
    )  # The sum is 1, judged as such
    if not numbers or is_other or not re.fullmatch(r"(?=.*[A-Za-z]{3})[A-Za-z\s.,;:!'’-]*", rest):
        return Clause(number, typed)
    return Clause(number, typed, "= " + " = ".join(numbers), kind="closing" if len(numbers) == 1 else "closing list")


def _without_remarks(line: str) -> str:
    shorter = COMMENT.sub("", line)
    return line if shorter == line else _without_remarks(shorter)


def _says_what(words: str, line: str) -> bool:
    """Return True if the words before a number, or before a sign of equality, tell something else than a step."""
    number = r"[-+−]?[\d./]+(?:\s*[a-z]{1,3}[²³]?(?:\^\d)?(?:/[a-z]{1,3})?)?"
    is_number = re.fullmatch(rf"{number}(?:\s+and\s+{number})?", line.strip())
    is_step = _STEP.search(words) and not re.search(r"\b(?:left|right|[LR]HL)\b", words)
    return bool(line.lstrip().startswith("=") or is_number) and not is_step and bool(words.strip())


def _is_told(text: str) -> bool:
    """Return True of a sentence that asks for nothing to be done: A 5 m ladder."""
    words = re.findall(r"(?<![\\A-Za-z])[A-Za-z]{3,}(?![A-Za-z(])", text)
    has_end = bool(words) and text.rstrip(" .!?").endswith(words[-1]) and has_words(words[-1])
    return has_end and not is_reason(text) and re.search(r"∫|\\int|lim|function", text) is None


_STEP = re.compile(r"\b(?:derivative|answer|result|solution|limit|integral|prime|gives?|equals?|get|becomes)\b", re.I)
"""Words before what is a step, and not about something else, as "the slope of the normal = -1/2" is."""

_BARE = re.compile(rf"(?:[^A-Za-z]|\b(?:sqrt|cbrt|ln|sin|cos|tan|pi|e)\b)*|[A-Za-z]|.*\d\s*{UNIT}(?:\s*/\s*{UNIT})?")
"""A number, perhaps with a unit, or a name: 200 m, (8.06)^(2/3), x."""

_STRAY = re.compile(
    r"(?<![A-Za-z\\])(?:is|are|the|has)(?![A-Za-z(])"
    r"|[\w)\]²³]\s+(?:at|on|of|by|in|to|as|an|or|so|we|with|from|for)\s+[\w(√|\\]"
)
"""A word between parts of a formula, which no letters of it are."""

_SAID_AGAIN = re.compile(rf"(?<![\w.^/(])({NUMBER})(?:\s*{UNIT}(?:\s*/\s*{UNIT})?(?![A-Za-z]))?(?![\w^(])")


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
