"""A limit in every format: one function a format."""

import mpmath
import sympy as sp

from calc_cli.algebra.evaluate import approximate
from calc_cli.calculus.limits.limit import HAS_LIMIT, Limit
from calc_cli.calculus.limits.one_sided import OneSided
from calc_cli.errors import UndefinedError, UnsupportedError
from calc_cli.render import latex as tex
from calc_cli.render import mathml as xml
from calc_cli.render.as_json import NULL, json_object
from calc_cli.render.box import Box, beside, line
from calc_cli.render.look import Look
from calc_cli.render.numbers import decimal, in_decimals, rounded
from calc_cli.render.plain import plain as on_one_line
from calc_cli.render.results.approach import approach, rows, table
from calc_cli.render.results.check import check_object, words_of
from calc_cli.render.results.limit_words import Words
from calc_cli.render.results.page import Page
from calc_cli.render.sheet import Piece, Style

_MOST_DIGITS = 20
"""An estimate is shown with no more."""

_WIDE = 60


def _answer(found: Limit, look: Look) -> sp.Expr | None:
    """The limit as it is shown: exact, or in decimals if that was asked for or nothing else is known."""
    if found.value is not None:
        return in_decimals(found.value, look.digits)
    if not found.exists or found.estimate is None or found.error is None:
        return None
    known = _known_digits(found.estimate, found.error)
    return sp.Float(found.estimate, min(known, look.digits or _MOST_DIGITS))


def _known_digits(estimate: mpmath.mpf, error: mpmath.mpf) -> int:
    if error == 0 or estimate == 0:
        return _MOST_DIGITS
    return max(1, int(mpmath.floor(mpmath.log10(abs(estimate) / error))))


def _definite(found: Limit, look: Look) -> sp.Expr:
    """The limit. Raises UndefinedError if there is none, UnsupportedError if that is not decided, with the reason."""
    answer = _answer(found, look)
    if answer is not None and found.exists:
        return answer
    words = Words(on_one_line)
    if found.exists is None:
        raise UnsupportedError(f"undecided: {words.reason(found)}")
    raise UndefinedError(f"does not exist: {words.reason(found)}")


def plain(found: Limit, look: Look) -> str:
    """Return the limit alone, or with an answer to check the verdict."""
    return on_one_line(_definite(found, look)) if found.check is None else found.check.verdict


def latex(found: Limit, look: Look) -> str:
    """Return the same in LaTeX."""
    return tex.latex(_definite(found, look)) if found.check is None else rf"\text{{{found.check.verdict}}}"


def mathml(found: Limit, look: Look) -> str:
    """Return the same in MathML."""
    if found.check is not None:
        return xml.mathml_text(found.check.verdict)
    return xml.mathml(_definite(found, look))


def json(found: Limit, look: Look) -> str:
    """Return one JSON object on one line."""
    answer = _answer(found, look) if found.exists else None
    reason = () if found.exists else (Words(on_one_line).reason(found),)
    return json_object({
        "ok": True,
        "line": look.line,
        "command": look.command,
        "input": look.text,
        "expr": on_one_line(found.typed, typed=True),
        "wrt": [v.name for v in found.to],
        "result": NULL if answer is None else on_one_line(answer),
        "latex": None if answer is None else tex.latex(answer),
        "at": {v.name: on_one_line(a) for v, a in found.to.items()},
        "approx": _approx(found),
        "exists": NULL if found.exists is None else found.exists,
        "kind": found.kind,
        "left": _side(found.left),
        "right": _side(found.right),
        "estimate": None if found.estimate is None else float(found.estimate),
        "error_estimate": None if found.error is None else float(found.error),
        "agree": found.agree,
        "table": rows(approach(found, Words(on_one_line))),
        "check": None if found.check is None else check_object(found.check, on_one_line, "the limit"),
        "notes": (*found.notes, *reason),
    })  # fmt: skip


def _approx(found: Limit) -> float | None:
    """The limit as a float, if it is a finite number."""
    if not found.exists or found.value in (sp.oo, -sp.oo):
        return None
    if found.value is None:
        return None if found.estimate is None else float(found.estimate)
    return float(approximate(found.value, {}, 17)) if found.value.is_number else None


def _side(side: OneSided | None) -> object:
    """The limit from a side; null if that has none, absent if it was not asked for."""
    if side is None:
        return None
    return Words(on_one_line).limit(side) if side.kind in HAS_LIMIT else NULL


def pretty(found: Limit, look: Look) -> str:
    """Return what was asked as mathematics, the samples, what both witnesses say, and the verdict in words."""
    page = _Page(found, look)
    page.equation()
    page.samples()
    page.estimate()
    page.verdict()
    page.answer()
    page.notes(found.notes)
    return page.sheet.text(color=look.color)


class _Page(Page):
    """One method a paragraph."""

    def __init__(self, found: Limit, look: Look) -> None:
        super().__init__(look)
        self.found = found
        self.words = Words(lambda e: self.notation.box(e, None).text)

    def equation(self) -> None:
        """The limit with its arrow, and what it is."""
        found, room = self.found, self.look.width
        operator = self.operator()
        function = self.notation.operand(found.typed, room - operator.width - 1)
        left = beside([operator, line(" "), function])
        answer = _answer(found, self.look)
        if not found.exists or answer is None:
            right: list[Piece] = [(line(" = ?" if found.exists is None else " does not exist"), Style.RESULT)]
        else:
            right = [(line(" = "), Style.TEXT), (self.notation.box(answer, room - 4), Style.RESULT)]
            right += [(line(text), Style.TEXT) for text in self.decimals()]
        if left.width + sum(box.width for box, _ in right) <= room:
            self.sheet.add((left, Style.TEXT), *right)
            return
        self.sheet.add((left, Style.TEXT))
        self.sheet.add(*right)

    def operator(self) -> Box:
        """`lim` above x → 0."""
        side = {"left": self.signs.minus, "right": "+", "both": ""}[self.found.side]
        raised = (self.signs.superscript(side) or side) if side and not self.at_infinity() else ""
        names = [self.notation.name(x.name) for x in self.found.to]
        ends = [self.words.write(a) for a in self.found.to.values()]
        arrow = "→" if self.signs.unicode else "->"
        if len(names) == 1:
            below = f"{names[0]}{arrow}{ends[0]}{raised}"
        else:
            below = f"({','.join(names)}){arrow}({','.join(ends)})"
        width = max(3, len(below))
        return Box(("lim".center(width), below.center(width)), 0)

    def at_infinity(self) -> bool:
        return any(a.is_infinite for a in self.found.to.values())

    def decimals(self) -> list[str]:
        """What stands behind an exact value that is not plain: ≈ 2.71828."""
        value = self.found.value
        if (
            value is None
            or self.look.digits is not None
            or not value.is_number
            or value.is_Integer
            or value.is_infinite
        ):
            return []
        return [f" {self.signs.almost} {self.signs.number(rounded(value))}"]

    def samples(self) -> None:
        shown = approach(self.found, self.words, self.signs.minus)
        if shown is None:
            return
        self.sheet.gap()
        for pieces in table(shown, self.signs, self.look.width):
            self.sheet.add(*pieces)
        self.sheet.gap()

    def estimate(self) -> None:
        """The estimate with its error."""
        found = self.found
        if found.estimate is None or found.error is None:
            return
        digits = min(_known_digits(found.estimate, found.error), 10)
        error = decimal(found.error, 1) if found.error else "0"
        within = "within" if self.look.width < _WIDE else "believed to be within"
        self.sheet.add_text(
            f"estimate: {self.signs.number(decimal(found.estimate, digits))}, {within} {self.signs.number(error)}"
        )

    def verdict(self) -> None:
        """The verdict in words."""
        found = self.found
        if found.exists is False:
            self.sheet.add_text(f"There is no limit: {self.words.reason(found)}.")
        elif found.exists is None:
            self.sheet.add_text(f"Undecided: {self.words.reason(found)}.")
        elif found.value is None:
            self.sheet.add_text("The limit is known by experiment only.")
        elif found.agree:
            self.sheet.add_text("Algebra and experiment agree.")

    def answer(self) -> None:
        if self.found.check is not None:
            given = self.found.check.given
            shown = "no limit" if given == "none" else self.words.write(given)
            self.sheet.add((line(f"the answer {shown} is {self.found.check.verdict}"), Style.RESULT))
            for sentence in words_of(self.notation, "the limit").mistakes(self.found.check.diagnosis):
                self.sheet.add_text(self.notation.words(sentence), indent=2)
