"""Two expressions and whether they are equal, in every format: one function a format."""

from calc_cli.calculus.equality.sameness import Sameness
from calc_cli.render.as_json import json_object
from calc_cli.render.box import line
from calc_cli.render.latex import latex as in_latex
from calc_cli.render.look import Look
from calc_cli.render.mathml import mathml_text
from calc_cli.render.plain import plain as on_one_line
from calc_cli.render.pretty import Notation
from calc_cli.render.results.check import check_object, words_of
from calc_cli.render.results.page import add_notes
from calc_cli.render.sheet import Piece, Sheet, Style

_SIDES = ("the first", "the second")
_WORDS = {True: "equal", False: "not equal", None: "undecided"}


def plain(found: Sameness, look: Look) -> str:  # noqa: ARG001 - one signature for all results
    """Return the verdict."""
    return found.check.verdict


def latex(found: Sameness, look: Look) -> str:  # noqa: ARG001
    """Return both with the sign between them that is right."""
    sign = {True: "=", False: r"\ne", None: r"\overset{?}{=}"}[found.check.is_correct]
    return f"{in_latex(found.first, typed=True)} {sign} {in_latex(found.second, typed=True)}"


def mathml(found: Sameness, look: Look) -> str:  # noqa: ARG001
    """Return the verdict."""
    return mathml_text(found.check.verdict)


def json(found: Sameness, look: Look) -> str:
    """Return one JSON object on one line."""
    return json_object({
        "ok": True,
        "line": look.line,
        "command": look.command,
        "input": look.text,
        "expr": on_one_line(found.first, typed=True),
        "other": on_one_line(found.second, typed=True),
        "check": check_object(found.check, on_one_line, *_SIDES),
        "notes": found.notes,
    })  # fmt: skip


def pretty(found: Sameness, look: Look) -> str:
    """Return both with the sign between them that is right, and what is to be said."""
    notation, sheet = Notation(look.unicode), Sheet(look.width)
    sign = {True: " = ", False: f" {notation.signs.relations['!=']} ", None: " =? "}[found.check.is_correct]
    room = look.width - len(sign)
    left, right = (notation.box(e, room, typed=True) for e in (found.first, found.second))
    pieces: list[Piece] = [(line(sign), Style.TEXT), (right, Style.TEXT)]
    if left.width + len(sign) + right.width <= look.width:
        sheet.add((left, Style.TEXT), *pieces)
    else:
        sheet.add((left, Style.TEXT))
        sheet.add(*pieces)
    words = words_of(notation, *_SIDES)
    sheet.add((line(_WORDS[found.check.is_correct] + words.certainty(found.check)), Style.RESULT))
    for sentence in words.sentences(found.check):
        sheet.add_text(notation.words(sentence), indent=2)
    add_notes(sheet, notation, found.notes)
    return sheet.text(color=look.color)
