"""The base of all pages: a sheet to write on, and paragraphs that many results have, as verdicts, steps and notes."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import sympy as sp

from calc_cli.calculus.equality.verdict import Check
from calc_cli.calculus.result import Rate, Result
from calc_cli.calculus.steps import Step
from calc_cli.render.box import FIRM, VERDICTS, Box, Piece, Sheet, Style, line
from calc_cli.render.display import Display
from calc_cli.render.numbers import SHOWN_DIGITS, in_decimals, rounded, trimmed
from calc_cli.render.pretty import Typography
from calc_cli.render.signs import rate_text

if TYPE_CHECKING:
    from calc_cli.calculus.derivative.tangent import Approximation, Tangent, Tangents

Found = TypeVar("Found", bound=Result)

_MOST_ARGUMENTS = 6
"""f(x, y) names at most this many; the rest of f(x1, ..., x300) is left out."""

_MOST_COORDINATES = 12

_POSITIONS = {
    "above": "the graph lies above its tangent, so that this is too small",
    "below": "the graph lies below its tangent, so that this is too large",
    "crosses": "the graph crosses its tangent: this is too small on one side and too large on the other",
    "on": "the graph is its tangent: this is exact",
}


class PageBuilder(Generic[Found]):
    """The page of a result: `write`, a method of each kind of page, fills a sheet as wide as `display` says."""

    def __init__(self, found: Found, display: Display) -> None:
        self.found = found
        self.display = display
        self.sheet = Sheet(display.width)
        self.notation = Typography(display.unicode)
        self.signs = self.notation.signs

    @classmethod
    def pretty(cls, found: Any, display: Display) -> str:
        """Return the page as text, with colours if `display` has them, and below it the picture, if there is one."""
        return cls(found, display).finished()

    def write(self) -> None:
        """Write all that stands above the notes: the answer, if no more is said of it."""
        from calc_cli.render.as_text import as_plain  # the pages of our commands say more

        self.sheet.add_text(as_plain(self.found, self.display))

    def box(self, e: sp.Basic, room: int | None) -> Box:
        """Return an expression, in decimals if that was asked for."""
        return self.notation.box(in_decimals(e, self.display.digits), room)

    def check(
        self, check: Check | None, of: str = "the derivative", given: str = "your answer", *, gap: bool = True
    ) -> None:
        """Write the verdict on an answer, if one was given, to the question `of` what something is, and its reasons."""
        if check is not None:
            from calc_cli.render.check import words_of  # only an answer pays for this import

            if gap:
                self.sheet.gap()
            words = words_of(self.notation, of, given)
            self.verdict(words.verdict(check), check.is_correct)
            self.sentences(words.sentences(check))

    def judged(self, check: Check | None, of: str, nothing: str) -> None:
        """Write what the answer was, in its digits if it is rounded, the verdict on it, and why; `nothing` if none."""
        if check is not None:
            from calc_cli.render.check import words_of  # only an answer pays for this import

            words, given = words_of(self.notation, of), check.given
            if check.certainty == "rounded":
                given = in_decimals(given, int(check.remarks[0].value or SHOWN_DIGITS))
            shown = nothing if given == "none" else given if isinstance(given, str) else words.value(given)
            self.verdict(f"the answer {shown} is {check.told}", check.is_correct)
            self.sentences(words.mistakes(check.diagnosis))
            self.sentences(map(words.remark, check.remarks))

    def verdict(self, words: str, is_correct: bool | None) -> None:
        """Write a verdict in its colour."""
        self.sheet.add((line(words), VERDICTS[is_correct]))

    def steps(self, steps: Sequence[Step]) -> None:
        """Write a derivation."""
        from calc_cli.render.steps import Board  # only who wants to read steps pays for this import

        Board(self.sheet, self.notation).write(steps)

    def text(self, e: sp.Basic, *, typed: bool = False) -> str:
        """Return an expression on one line."""
        return self.notation.text(e, typed=typed)

    def short(self, e: sp.Basic, *, typed: bool = False) -> str:
        """Return an expression on one line, decimals in it with few digits."""
        digits = self.display.digits or (SHOWN_DIGITS if e.has(sp.Float) else None)
        return self.notation.text(in_decimals(e, digits), typed=typed)

    def words(self, text: str) -> str:
        """Return a sentence in the signs that the terminal has."""
        return self.notation.words(text)

    def point(self, at: Mapping[sp.Symbol, sp.Expr]) -> str:
        """Return x = 1, y = 2; only the first few coordinates of many."""
        values = [f"{self.signs.name(x.name)} = {self.text(a)}" for x, a in islice(at.items(), _MOST_COORDINATES + 1)]
        if len(values) > _MOST_COORDINATES:
            values = [*values[:3], self.signs.ellipsis]
        return ", ".join(values)

    def tangents(self, found: "Tangents | None", indent: int = 0, f: str = "f") -> None:
        """Write `tangent: y = 2x − 3`, the same for the normal, and how good the linear approximation is, if asked."""
        if found is None:
            return
        for tangent in found.lines:
            side = "" if tangent.side is None else f" from the {tangent.side}"
            for name, equations in (("tangent", (tangent.equation,)), ("normal", tangent.normal)):
                lead = f"{name}{side}:"
                for equation in equations:
                    self.formula(f"{lead} {self.text(equation.lhs)}", equation.rhs, indent=indent)
                    lead = f"{' ' * len(name)} "
        if found.approximation is not None and found.approximation.position is not None:
            self.approximation(found.lines[0], found.approximation, indent, f)

    def approximation(self, tangent: "Tangent", found: "Approximation", indent: int, f: str) -> None:
        """Write f ≈ 2x − 3, and by which derivative it is known where the graph lies."""
        because = ""
        if found.definiteness is not None:
            because = f" as the Hessian is {found.definiteness},"
        elif found.order is not None and found.derivative is not None:
            prime = self.signs.primes("'" * found.order) if found.order < 4 else f"^({found.order})"
            because = f" as {f}{prime} = {self.text(found.derivative)} there,"
        where = _POSITIONS[found.position or ""]
        said = f"near the point {f} {self.signs.almost} {self.text(tangent.equation.rhs)}:{because} {where}"
        self.sheet.add_text(said.replace(" = ", f"{FIRM}={FIRM}"), indent=indent)

    def equation(
        self,
        left: Box | str,
        right: Box,
        style: Style = Style.RESULT,
        *,
        sign: str = " =",
        behind: str = "",
        after: str = "",
        indent: int = 0,
    ) -> None:
        """Write left = right, on two lines if there is no room; `behind` it are decimals, `after` it a condition."""
        left = line(left) if isinstance(left, str) else left
        below = indent + 2
        pieces: list[Piece] = [(left, Style.TEXT), (line(f"{sign} "), Style.TEXT), (right, style)]
        if indent + _width(pieces) > self.display.width:
            first, second = (sign, "") if sign == ":" else ("", f"{sign.lstrip()} ")
            self.sheet.add((left, Style.TEXT), (line(first), Style.TEXT), indent=indent)
            pieces, indent = [(line(second), Style.TEXT), (right, style)], below
        if behind and indent + _width(pieces) + len(behind) > self.display.width:
            self.sheet.add(*pieces, indent=indent)
            pieces, indent, behind = [], below, behind.lstrip()
        if behind:
            pieces.append((line(behind), Style.TEXT))
        if after and indent + _width(pieces) + 3 + len(after) <= self.display.width:
            pieces.append((line(f"   {after}"), Style.ASIDE))
            after = ""
        self.sheet.add(*pieces, indent=indent)
        if after:
            self.sheet.add_text(after, Style.ASIDE, indent=2)

    def formula(
        self,
        left: Box | str,
        e: sp.Basic,
        style: Style = Style.RESULT,
        *,
        typed: bool = False,
        behind: str = "",
        after: str = "",
        indent: int = 0,
    ) -> None:
        """Write left = e; on two lines too if `e` would be higher beside `left` than below it."""
        left = line(left) if isinstance(left, str) else left
        shown = e if typed else in_decimals(e, self.display.digits)
        box = self.notation.box(shown, max(1, self.display.width - indent - 4), typed=typed)
        room = self.display.width - indent - left.width - 3
        if box.width > room and self.notation.fits(shown, room, typed=typed):
            beside = self.notation.box(shown, room, typed=typed)
            box = beside if beside.height <= box.height else box
        self.equation(left, box, style, behind=behind, after=after, indent=indent)

    def about(self, value: sp.Expr) -> str:
        """Return the decimals behind an exact number: ` = 0.25` or ` ≈ 0.333333`; nothing where it has none to add."""
        is_shown = self.display.digits is not None or value.is_Integer or value.is_Float
        if is_shown or not value.is_number or not value.is_finite:
            return ""
        decimals = rounded(value)
        if value.is_Rational and "e" not in decimals and sp.Rational(decimals) == value:
            return f" = {self.signs.number(trimmed(decimals))}"
        return f" {self.signs.almost} {self.signs.number(decimals)}"

    def holds_for(self, conditions: Sequence[sp.Basic]) -> str:
        """Return `for x > 0 and x ≠ 1`, nothing if there are no conditions."""
        return f"for {self.notation.conditions(conditions)}" if conditions else ""

    def arguments(self, name: str, variables: Sequence[sp.Symbol]) -> str:
        """Return f(x, y)."""
        names = [self.notation.name(x.name) for x in variables]
        if len(names) > _MOST_ARGUMENTS:
            names = [*names[:2], self.signs.ellipsis, names[-1]]
        return f"{self.notation.name(name)}({', '.join(names)})"

    def definitions(self, named: Iterable[tuple[str | None, str, sp.Basic]], variables: Sequence[sp.Symbol]) -> None:
        """Write f(x, y) = x²y as it was understood, for each function its own left side, its letter and itself."""
        for name, f, typed in named:
            left = self.notation.name(name) if name else self.arguments(f, variables)
            self.formula(left, typed, Style.TEXT, typed=True)
        self.sheet.gap()

    def domain(self, conditions: Sequence[sp.Basic]) -> None:
        """Write where a formula holds."""
        if conditions:
            self.sheet.add_text(self.holds_for(conditions), Style.ASIDE, indent=2)

    def quantity(self, left: str, value: sp.Expr, style: Style = Style.RESULT, *, indent: int = 2) -> None:
        """Write left = √2 ≈ 1.41421."""
        self.formula(left, value, style, behind=self.about(value), indent=indent)

    def rate(self, rate: Rate) -> str:
        """Return dy/dx."""
        return rate_text(rate, self.signs)

    def sentences(self, sentences: Iterable[str], style: Style = Style.TEXT, indent: int = 2) -> None:
        """Write sentences, each on lines of its own."""
        for sentence in sentences:
            self.sheet.add_text(self.words(sentence), style, indent=indent)

    def finished(self) -> str:
        """Write everything, and return it as text."""
        self.write()
        if self.found.notes:
            from calc_cli.render.notes import words

            self.sentences((f"note: {words(note)}" for note in self.found.notes), Style.ASIDE, 0)
        text = self.sheet.text(color=self.display.color)
        if self.picture is None:
            return text
        from calc_cli.render.pages.plot import PAGE  # only a picture pays for this import

        return f"{text}\n\n{PAGE.pretty(self.picture, self.display)}"

    @property
    def picture(self) -> Any:
        """Return the picture that stands below the page."""
        return getattr(self.found, "picture", None)


def _width(pieces: Sequence[Piece]) -> int:
    return sum(box.width for box, _ in pieces)
