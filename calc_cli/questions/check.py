"""`calc check`: a working, line by line.

The first line is what is differentiated: an expression, `y = ...`, `f(x) = ...` or `d/dx [...]`. Each line after it
is a step: it begins with `=` (or not), or with `y' =`, `f'(x) =`, `dy/dx =`. A line `u = ...` with a new name defines a
part of the function. Blank lines, lines that begin with `#`, and numbers or bullets before every line do not count.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from calc_cli.errors import CalcError, UsageError
from calc_cli.questions import options
from calc_cli.questions.declaration import Parsed, Question, argument, asked_by
from calc_cli.questions.texts import read_names
from calc_cli.syntax.characters import clean
from calc_cli.syntax.parser import Reading, parse_chain
from calc_cli.syntax.words import Names, canonical

if TYPE_CHECKING:
    from calc_cli.calculus.checking.working import Working
    from calc_cli.render.page import Page

MOST_LINES = 1_000

_NAME = r"(?:[A-Za-z]|[Α-Ωα-ω]|\\?[a-z]{2,7})(?:_?\d+|_\{?\w+\}?)?"
_ORDER = r"(?:\s*\^\s*\{?(?P<order>\d)\}?|(?P<raised>[²³]))?"
_LEFT = re.compile(
    rf"""\s*(?:
      (?P<name>{_NAME}) \s* (?P<primes>['"]*) \s* (?: \( \s* (?P<argument>{_NAME}) \s* \) )?          # y, f(x), f''(x)
    | (?P<over>\\[dt]?frac\s*\{{\s*)? d{_ORDER} \s* (?P<of>{_NAME}) (?: \( \s* {_NAME} \s* \) )?      # dy/dx, df(x)/dx
      \s* (?(over)\}}\s*\{{|/) \s* d \s* (?P<variable>{_NAME}) (?:\^\{{?\d\}}?|[²³])? (?(over)\s*\}})
    )\s* (?==(?!=))""",
    re.VERBOSE,
)
"""The left side of an equation that names a function or its derivative."""

_BULLET = re.compile(r"\s*(?:\(?(?P<number>\d{1,3})[.)]|[-*•–]|=>|⇒|⟹|→|∴)(?=\s)")


@dataclass(frozen=True, slots=True)
class Left:
    """A left-hand side: the function by its name, differentiated `order` times in `variable`, if that is named."""

    name: str
    order: int
    variable: str | None


@dataclass(frozen=True, slots=True)
class WorkingLine:
    """A line of the working: expressions with `=` between them, and before the first if it `continues` what precedes.

    `offset` is where in the whole text it begins.
    """

    number: int
    offset: int
    text: str
    left: Left | None
    continues: bool
    parts: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class CheckQuestion(Question):
    """Check a whole working, line by line: FILE, or what a pipe brings.

    The first line is what is differentiated, each line after it a step. A derivative that is still to be taken is
    written (sin x)' or d/dx (sin x).

    Example:
      (x^2 + 1) sin x
      = (x^2 + 1)' sin x + (x^2 + 1)(sin x)'
      = 2x sin x + (x^2 + 1) cos x
    """

    summary: ClassVar[str] = "Check a working line by line."
    also: ClassVar[tuple[str, ...]] = ("verify", "working")
    formats_of_page: ClassVar[tuple[str, ...]] = ("plain",)

    working: str = argument(
        "[FILE]",
        is_file=True,
        missing=("a working is missing", "give a file, as in calc check homework.txt, or a pipe"),
    )
    wrt: str | None = options.wrt()

    @property
    def text(self) -> str:
        """Return the whole working, as typed."""
        return self.working

    def read(self) -> "ParsedCheck":
        """Parse all lines. Raises ExpressionSyntaxError, UnknownNameError or UsageError, which tell the line."""
        wrt = read_names(self.wrt)
        if len(wrt) > 1:
            raise UsageError("a working is about one variable", hint="for example --wrt t")
        lines = _WorkingReader(self.working, Names(wrt)).lines()
        if not lines:
            raise UsageError(
                "the working is empty", hint="the first line is what is differentiated, then come the steps"
            )
        return ParsedCheck(self, lines, wrt[0] if wrt else None)

    def mathematics(self) -> Callable[[Any], Any]:
        """Import and return what judges a working."""
        from calc_cli.questions.answers import check

        return check.answer

    def page(self) -> "Page":
        """Import and return the page of the result."""
        from calc_cli.render.pages.working import PAGE

        return PAGE


@dataclass(frozen=True, slots=True)
class ParsedCheck(Parsed):
    """A question about lines, of which the first is what is differentiated."""

    question: CheckQuestion
    lines: tuple[WorkingLine, ...]
    wrt: str | None


class _WorkingReader:
    """Reads lines one after another, since later ones use the names of earlier ones."""

    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.names = names
        self.functions: list[str] = []

    def lines(self) -> tuple[WorkingLine, ...]:
        found: list[WorkingLine] = []
        for number, offset, text in _without_marks(_lines(self.text)):
            if len(found) == MOST_LINES:
                raise UsageError(f"the working has more than {MOST_LINES:,} lines")
            try:
                found.append(self.line(number, offset, text, is_first=not found))
            except CalcError as error:
                raise located(error, number, offset, self.text) from None
        return tuple(found)

    def line(self, number: int, offset: int, text: str, *, is_first: bool) -> WorkingLine:
        cleaned = clean(text)
        matched = _LEFT.match(cleaned)
        left = None if matched is None else self.left(matched)
        if left is not None and matched is not None:
            if left.order == 0:
                self.functions.append(left.name)
            cleaned = " " * matched.end() + cleaned[matched.end() :]
            if is_first:
                cleaned = cleaned.replace("=", " ", 1)
        parts = parse_chain(cleaned, self.names, functions=self.functions, is_first=is_first)
        if is_first and left is not None and left.order:
            raise UsageError(
                "the first line is what is differentiated",
                source=text,
                span=(0, len(text)),
                hint="for example y = x^2 sin x, and then y' = ...",
            )
        return WorkingLine(number, offset, text, left, cleaned.lstrip().startswith("="), parts)

    def left(self, matched: re.Match[str]) -> Left | None:
        """Return the left-hand side, if its letters are a name: `sin = ` is not."""
        name = canonical(matched["name"] or matched["of"])
        if name is None:
            return None
        if matched["name"]:
            primes = matched["primes"]
            variable = matched["argument"] and canonical(matched["argument"])
            return Left(self.names.spell(name), primes.count("'") + 2 * primes.count('"'), variable or None)
        order = {"²": 2, "³": 3}.get(matched["raised"] or "") or int(matched["order"] or 1)
        return Left(self.names.spell(name), order, canonical(matched["variable"]))


def located(error: CalcError, number: int, offset: int, text: str) -> CalcError:
    """Return the error of a line that begins at `offset` of `text`, with its number and its place in the whole text."""
    error.where = f"line {number}"
    if error.span is not None:
        error.span = (error.span[0] + offset, error.span[1] + offset)
    error.source = text
    return error


def _lines(text: str) -> list[tuple[int, int, str]]:
    """Return number, offset and text of each line that is not blank or a comment."""
    found, offset = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            found += [(number, offset + start, line[start:end]) for start, end in _clauses(line.rstrip("\r"))]
        offset += len(line) + 1
    return found


def _clauses(line: str) -> list[tuple[int, int]]:
    """Return where the parts of `u = x^2, v = sin x` begin and end: a comma parts a line only before a name and '='."""
    ends = [comma.start() for comma in re.finditer("[,;]", line) if _LEFT.match(clean(line), comma.end())]
    return list(zip([0, *(end + 1 for end in ends)], [*ends, len(line)], strict=True))


def _without_marks(lines: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Blank out the numbers or bullets, if every line has one, and arrows before a line."""
    marks = [_BULLET.match(line) for _, _, line in lines]
    numbers = [int(mark["number"]) if mark and mark["number"] else None for mark in marks]
    is_list = len(lines) > 1 and all(marks) and (not any(numbers) or numbers == list(range(1, len(lines) + 1)))
    found = []
    for (number, offset, line), mark in zip(lines, marks, strict=True):
        is_arrow = mark is not None and mark[0].strip() in ("=>", "⇒", "⟹", "→", "∴", "•")
        end = mark.end() if mark is not None and (is_list or is_arrow) else 0
        found.append((number, offset, " " * end + line[end:]))
    return found


@asked_by(CheckQuestion)
def check(question: CheckQuestion) -> "Working":
    r"""Judge a working, one step a line, the first line being what is differentiated. Raises CalcError.

    >>> found = check("x^2 sin x\n= 2x cos x\n= 2 x cos(x)")
    >>> [judgement.verdict for judgement in found.judgements]
    ['given', 'incorrect', 'follows']
    >>> found.first_wrong.check.diagnosis[0].rule
    'product of the derivatives'
    """
    return question.read().answer()
