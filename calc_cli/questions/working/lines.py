"""The lines of a working, one after another: later ones use the names of earlier ones.

A line begins with `=` (or not), or with `y' =`, `f'(x) =`, `dy/dx =`, or speaks of a value, `f'(3) =`. One with a new
name defines a part of the function. text.py takes off what is not mathematics. Of a sentence the formulas are read, and
what cannot be read has no parts.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import reduce

from calc_cli.errors import CalcError, UsageError
from calc_cli.questions.limit_sign import Side, sided
from calc_cli.questions.prose import formulas_in, is_reason, made_up
from calc_cli.questions.working.conclusions import NUMBER, is_study
from calc_cli.questions.working.forms import AND_SO_ON
from calc_cli.questions.working.inverses import Inverses
from calc_cli.questions.working.left_sides import Left, LeftSides
from calc_cli.questions.working.notation import WorkingNotation
from calc_cli.questions.working.text import NOTHING, SOMETHING, Clause, clauses, without_limits
from calc_cli.syntax.matrix_words import TRANSPOSED
from calc_cli.syntax.parser import Reading, parse_chain, parse_conditions
from calc_cli.syntax.tokens import Note
from calc_cli.syntax.tree import Name, Node, parts
from calc_cli.syntax.words import Names, canonical

MOST_LINES = 1_000
MOST_SIDES = 500
"""Of equalities in one line."""

_EQUAL = re.compile(r"(?<![<>!=])=(?!=)(?![^{}]*\})")
_UNEQUAL = re.compile("[<>≤≥≠]")
_HALVED = re.compile(r"\d+\s*/\s*\d+\s+\(")
"""A number that is a factor, and never 1/(2 (...)): 1/2 (4 - x^2)."""

_PLACE = re.compile(r"(?P<names>(?:[a-z]\s*=\s*)+)(?P<at>[^=,]+)|\((?P<x>[^(),=]+),(?P<y>[^(),=]+)\)")
_AT = re.compile(r"\b(?:at|when)\W*$", re.I)
_TELLING = re.compile(
    r"\b(?:when|at|let|given|suppos\w*|assum\w*|where|with|if|has|have|show|prove|verify|find|want|need|consider\w*)\b",
    re.I,
)
"""Words before what is told in a sentence and not concluded there."""
_NAMED = re.compile(r"[A-Za-z](?:['’′]+|\()|d\w+/d|\\frac\{d")
"""What tells what it is about: f'(2) = 5, dy/dx = 2x."""
_SUM = re.compile(
    r"(?i)\W*(?:(?:so|hence|thus|therefore),?\s+)?(?:the|its)\s+(?:sum|series|integral)\s+(?:of\s+the\s+series\s+)?"
    r"(?:is|equals|converges\s+to)\s+(?=[^=]*\d)(.*?)[.]?\s*$"
)
"""What a series adds up to, or an integral, told in words."""
_DENIAL = re.compile(r"\b(?:no|not|neither|nor|cannot|unless)\b|n['’]t\b", re.I)


@dataclass(frozen=True, slots=True)
class WorkingLimit:
    """Where the variables of a limit go, and from which side if there is one alone."""

    names: tuple[str, ...]
    places: tuple[Reading, ...]
    side: Side


@dataclass(frozen=True, slots=True)
class WorkingSide:
    """One side of a line's equalities, or inequalities; with a `lim` before it, where that goes."""

    reading: Reading
    limit: WorkingLimit | None = None
    relation: str = ""
    goes_on: bool = False
    """Whether these are the first terms of a series alone."""


Sides = tuple[WorkingSide, ...]


@dataclass(frozen=True, slots=True)
class WorkingLine:
    """A line of the working: expressions with `=` between them, and before the first if it `continues` what precedes.

    `at` are the coordinates of the place that it speaks of; a line that is drawn may be called of a `kind`, tangent or
    normal. What could not be read has no parts, and nor has a conclusion. It may be told `where` it holds. The `others`
    are its parts in other readings.
    """

    clause: Clause
    left: Left | None = None
    continues: bool = False
    parts: Sides = ()
    at: tuple[Reading, ...] = ()
    where: tuple[Node, ...] = ()
    others: Mapping[str, Sides] = field(default_factory=dict, compare=False)

    @property
    def is_value(self) -> bool:
        """Return True of f(2) = 5, which tells a number."""
        is_one = self.left is not None and bool(self.left.at) and len(self.parts) == 1
        return is_one and not any(isinstance(e, Name) for e in parts(self.parts[0].reading.tree))


class WorkingReader:
    """Reads lines one after another, since later ones use the names of earlier ones."""

    def __init__(self, text: str, names: Names) -> None:
        self.notation = WorkingNotation(text)
        self.varying, self.text, self.functions = self.notation.varying, self.notation.text, self.notation.functions
        self.names = names
        self.inverses = Inverses(text, names, self.functions)
        self.is_of_matrices = re.search(rf"[A-Z]\s*{TRANSPOSED}", text) is not None
        self.letters = re.findall(r"(?<![A-Za-z\\])[A-Za-z](?![A-Za-z])", text)
        self.left_sides = LeftSides(self.text, names, self.functions, is_varying=bool(self.varying))
        self.variables: set[str | None] = set()
        self.error: CalcError | None = None
        self.begun = 0
        """The number of the first line."""

    def lines(self) -> tuple[WorkingLine, ...]:
        """Return all lines. Raises the error of the first if it is the only one."""
        found: list[WorkingLine] = []
        if any(line.count("=") > MOST_SIDES for line in self.text.split("\n")):
            raise UsageError(f"a line has more than {MOST_SIDES} equalities")
        for clause in clauses(self.text):
            self.begun = self.begun or clause.number
            if len(found) == MOST_LINES:
                raise UsageError(f"the working has more than {MOST_LINES:,} lines")
            said = self.said(clause, is_first=all(line.is_value or not line.parts for line in found))
            typed = replace(said[0].clause, text=clause.whole or said[0].clause.text)
            found += [replace(said[0], clause=typed)] if len(said) == 1 else said
        if self.error is not None and len({line.clause.number for line in found}) == 1:
            raise self.error
        return tuple(found)

    def said(self, clause: Clause, *, is_first: bool) -> list[WorkingLine]:
        """Return what a clause says: as it stands, else what its formulas do; it has no parts if none can be read."""
        if (self.notation.series or self.notation.integrated) and not is_first and (told := _SUM.match(clause.text)):
            clause = replace(clause, mathematics=f"= {told[1]}")
        if clause.conclusion is not None:
            return [WorkingLine(clause)]
        try:
            return [self.line(clause, is_first=is_first)]
        except CalcError as error:
            found = self.sentence(clause, is_first=is_first)
            if not found:
                self.error = self.error or located(error, clause.number, clause.mathematics)
            return found or [WorkingLine(clause)]

    def sentence(self, clause: Clause, *, is_first: bool) -> list[WorkingLine]:
        """Return what the formulas of a sentence say, each with the words before it; nothing if it denies or asks."""
        found: list[WorkingLine] = []
        place: tuple[str, ...] = ()
        start, text = 0, clause.text
        for begin, end in () if _DENIAL.search(text) else formulas_in(text, self.letters):
            words, formula = text[start:begin], text[begin:end]
            if (there := _PLACE.fullmatch(formula)) and _AT.search(words):
                place = (there["at"],) * there["names"].count("=") if there["at"] else (there["x"], there["y"])
            elif re.search(r"[=<>≤≥≠]", formula) and (formula[0] != "=" or is_reason(words)):
                is_given = clause.number == self.begun or _TELLING.search(text[:begin]) is not None
                is_given = is_given or not (is_reason(words) or _NAMED.match(formula))
                said = replace(
                    clause, text=text[start:end], mathematics=formula, at=() if is_given else place, is_given=is_given
                )
                try:
                    line = self.line(said, is_first=is_first and all(line.is_value or not line.parts for line in found))
                except CalcError:
                    line = WorkingLine(said)
                if is_given and line.left and line.left in [other.left for other in found]:
                    continue  # another curve
                found.append(line)
                start = end
        if not any(line.parts for line in found):
            return []
        last = found[-1].clause
        return [*found[:-1], replace(found[-1], clause=replace(last, text=last.text + text[start:]))]

    def line(self, clause: Clause, *, is_first: bool) -> WorkingLine:
        if not clause.mathematics or any(made_up(clause.mathematics, self.letters)):
            raise UsageError("words are not read")
        if self.is_of_matrices and re.search(TRANSPOSED, clause.mathematics):
            raise UsageError("a transpose is read where the first line is of vectors and matrices")
        text = self.inverses.named(clause.mathematics)
        text = self.notation.in_primes(self.notation.without_units(text))
        left, end = self.left_sides.of(clause, text)
        is_first = is_first and not (left and left.at and re.fullmatch(rf"[\s=]*{NUMBER}\s*", text[end:]))
        if is_first and left is not None:
            left = self.of_function(left, text, text[end:])
        if left is not None:
            if left.order == 0 and not left.at and (is_first or not self.is_place(left, text[end:])):
                self.functions.append(left.name)
                is_called = left.variable or re.search(rf"(?<![A-Za-z]){left.name}\s*\(\s*[\d.]+\s*\)", self.text)
                self.names.functions |= {left.name} if is_called else set()  # C(x) = ..., of C(101) - C(100)
            self.variables.add(left.variable)
            text = " " * end + text[end:]
            if is_first:
                text, self.left_sides.first = text.replace("=", " ", 1), left.name
        y = self.notation.on_surface["of"] if self.notation.on_surface else "y"
        if is_first and left is None and "=" in text and re.search(rf"(?<![A-Za-z])[xy]*{y}(?![A-Za-z])", text):
            self.functions.append(y)  # on a curve
        text = re.sub(r"<=|\\leq?(?![a-z])", "≤", re.sub(r">=|\\geq?(?![a-z])", "≥", text))
        text = self.notation.with_rates(text)
        parts = self.parts(text, is_first=is_first)
        others = dict(self.otherwise(text, parts, is_first=is_first))
        places = (left and left.at) or clause.at
        continues = left is None and text.lstrip().startswith("=")
        at = tuple(self.reading(self.notation.without_units(place)) for place in places)
        where: tuple[Node, ...] = ()
        with suppress(CalcError):  # x > 0 or so
            where = parse_conditions(clause.condition, self.names) if clause.condition else ()
        return WorkingLine(clause, left, continues, parts, at, where, others)

    def of_function(self, left: Left, text: str, right: str) -> Left:
        """Return the left side of the first line. Raises UsageError if it tells no function and no equation of one."""
        if left.order and self.is_differential(left.name, right):
            self.functions.append(left.name)
            told = {*re.findall(r"(?<![A-Za-z\\])d([a-z])(?![A-Za-z])", self.text)} - {left.name}
            left = replace(left, variable=left.variable or (told.pop() if len(told) == 1 else "x"))
            self.notation.integrated.append(left.variable or "x")
        elif left.order and not self.varying and not (left.order == 1 and is_study(self.text)):
            hint = "for example y = x^2 sin x, and then y' = ..."
            said = "the first line is what is differentiated"
            raise UsageError(said, source=text, span=(0, len(text)), hint=hint)
        return left

    def is_differential(self, name: str, slope: str) -> bool:
        """Return True if the function itself is in its slope, or is found with a constant: y = x^2 + C."""
        is_found = re.search(rf"^\s*{name}['’′]*\s*(?:\(\w\))?\s*=.*[-+−]\s*[cC]_?1?\b", self.text, re.MULTILINE)
        return is_found is not None or re.search(rf"(?<![A-Za-z\\])[a-z]?{name}(?![A-Za-z(])", slope) is not None

    def reading(self, text: str) -> Reading:
        return parse_chain(text, self.names)[0]

    def is_place(self, left: Left, right: str) -> bool:
        """Return True of x = 2, which defines no function, but tells where something holds."""
        return left.name in self.variables or (left.name in ("x", "t") and re.search(r"[a-z]", right, re.I) is None)

    def parts(self, text: str, *, is_first: bool) -> Sides:
        if AND_SO_ON in text:
            goes_on = [AND_SO_ON in side for side in _EQUAL.split(text) if side.strip()]
            read = self.parts(re.sub(rf"[-+−]\s*{AND_SO_ON}", "", text), is_first=is_first)
            if len(read) != len(goes_on):
                raise UsageError("which side is a series is not clear")
            return tuple(replace(side, goes_on=on) for side, on in zip(read, goes_on, strict=True))
        sides = _UNEQUAL.split(text)
        if len(sides) > 1 and not re.search(r"=|\bif\b|\([^()]*[<>≤≥≠]", text):  # -1 ≤ sin x ≤ 1
            signs = ["", *(sign[0] for sign in _UNEQUAL.findall(text))]
            readings = (parse_chain(side, self.names, functions=self.functions)[0] for side in sides)
            return tuple(WorkingSide(side, None, sign) for side, sign in zip(readings, signs, strict=True))
        if not re.search(f"lim|{NOTHING}|{SOMETHING}", text):
            return tuple(map(WorkingSide, parse_chain(text, self.names, functions=self.functions, is_first=is_first)))
        found = []
        for side in _EQUAL.split(text):
            of, goal = without_limits(side)
            if (sign := side.strip()) in (NOTHING, SOMETHING):
                found.append(WorkingSide(Reading(side, Name((0, len(side)), sign), ())))
            elif sign:
                if goal is not None:  # h (x + h) is a product where h goes to 0
                    h = re.escape(goal[0])
                    of = re.sub(rf"(?<![A-Za-z^_])({h}[atxyz]?|[atxyz]{h})\s*(?=\()", r"\1 * ", of)
                (reading,) = parse_chain(of, self.names, functions=self.functions)
                found.append(WorkingSide(reading, goal and self.limit(*goal)))
        return tuple(found)

    def otherwise(self, text: str, parts: Sides, *, is_first: bool) -> Iterator[tuple[str, Sides]]:
        """Yield the other readings of what is ambiguous in a line, by the signs of each: "/()" of 1/(2x) for 1/2x."""
        kinds: dict[str, dict[str, str]] = {}
        for reading in (part.reading for part in parts):
            for note in reading.remarks:
                if note.other and not _HALVED.match(reading.text, note.span[0]):
                    meant = kinds.setdefault(re.sub(r"[\w\s]", "", note.other), {})
                    meant[reading.text[slice(*note.span)]] = note.other
        for kind, meant in kinds.items():
            with suppress(CalcError):  # one that is told in words
                first, *rest = self.parts(
                    reduce(lambda e, each: e.replace(*each), meant.items(), text), is_first=is_first
                )
                said = tuple(Note(f"{source} is read as {other}", (0, 0)) for source, other in meant.items())
                yield kind, (replace(first, reading=replace(first.reading, remarks=said)), *rest)

    def limit(self, name: str, to: str) -> WorkingLimit:
        point, side = sided(to)
        names, places = (text.strip(" ()").split(",") if "," in text else [text] for text in (name, point))
        if len(names) != len(places):
            raise UsageError("each variable of a limit has a place", hint="for example (x, y) -> (0, 0)")
        spelled = (self.names.spell(canonical(u) or u) for u in map(str.strip, names))
        return WorkingLimit(tuple(spelled), tuple(map(self.reading, places)), side)


def located(error: CalcError, number: int, text: str) -> CalcError:
    """Return the error of line `number`, whose mathematics is `text`."""
    error.where = f"line {number}"
    error.source = text
    return error
