"""A whole working in every format: each line with its mark, what is wrong in it, and a sentence on the whole."""

from collections.abc import Iterator
from dataclasses import replace

from calc_cli.calculus.checking.working import Judgement, Working
from calc_cli.render.box import line
from calc_cli.render.look import Look
from calc_cli.render.pretty import Notation
from calc_cli.render.results.check import Words, check_object, words_of
from calc_cli.render.results.page import add_notes
from calc_cli.render.sheet import Sheet, Style, filled

_ORDINALS = {1: "", 2: "second ", 3: "third "}

_MARKS = {
    "given": (" ", " ", Style.TEXT),
    "correct": ("✓", "+", Style.GOOD),
    "incorrect": ("✗", "x", Style.BAD),
    "follows": ("→", ">", Style.ASIDE),
    "undecided": ("?", "?", Style.TEXT),
}
"""By verdict: the mark, the same in ASCII, its style."""


def plain(found: Working, look: Look) -> str:  # noqa: ARG001 - as every format
    """Return a line for each statement: its number, the verdict, and what is to be said of it; and one on the whole."""
    rows = []
    for judgement in _shown(found):
        said = "; ".join(_sentences(judgement, Words(expected=_expected(judgement), given="this line")))
        verdict = [judgement.verdict] if judgement.origin is None else []
        rows.append(": ".join([str(judgement.statement.line), *verdict, *([said] if said else [])]))
    return "\n".join([*rows, _summary(found)])


def latex(found: Working, look: Look) -> str:  # noqa: ARG001 - as every format
    """Return the verdict on the whole."""
    return rf"\text{{{found.verdict}}}"


def mathml(found: Working, look: Look) -> str:  # noqa: ARG001 - as every format
    """Return the same in MathML."""
    from calc_cli.render.mathml import mathml_text

    return mathml_text(found.verdict)


def json(found: Working, look: Look) -> str:
    """Return one JSON object on one line."""
    from calc_cli.render.as_json import json_object
    from calc_cli.render.plain import plain as on_one_line

    wrong = found.first_wrong
    return json_object({
        "ok": True,
        "line": look.line,
        "command": look.command,
        "input": look.text,
        "expr": on_one_line(found.derivative.typed, typed=True),
        "wrt": [found.variable.name],
        "order": found.derivative.order,
        "result": on_one_line(found.derivative.result),
        "lines": [_object(judgement) for judgement in _shown(found)],
        "first_wrong": None if wrong is None else wrong.statement.line,
        "finished": found.is_finished,
        "notes": found.notes,
    })  # fmt: skip


def _object(j: Judgement) -> dict[str, object]:
    from calc_cli.render.plain import plain as on_one_line

    check = {} if j.check is None else check_object(j.check, on_one_line, _expected(j))
    fields = {
        "line": j.statement.line,
        "text": j.statement.text,
        "order": j.order,
        **check,
        "verdict": j.verdict,
        "follows": j.origin,
        "corrects": j.corrects,
        "pending": j.is_pending or None,
    }
    return {key: value for key, value in fields.items() if value is not None}


def pretty(found: Working, look: Look) -> str:
    """Return the working with a mark before each line, and below it what is to be said of it."""
    notation = Notation(look.unicode)
    sheet = Sheet(look.width)
    digits = len(str(found.last.statement.line))
    before = 0
    for judgement in _shown(found):
        number = judgement.statement.line
        _add(sheet, judgement, f"{'' if number == before else number:>{digits}}", notation)
        before = number
    sheet.gap()
    sheet.add_text(_summary(found), Style.RESULT)
    add_notes(sheet, notation, found.notes)
    return sheet.text(color=look.color)


def _add(sheet: Sheet, judgement: Judgement, number: str, notation: Notation) -> None:
    unicode, ascii_, style = _MARKS[judgement.verdict]
    mark = unicode if notation.signs.unicode else ascii_
    indent = len(number) + 4
    for i, row in enumerate(filled(notation.words(judgement.statement.text), sheet.width - indent)):
        lead = f" {number}  " if i == 0 else " " * (indent - 1)
        sheet.add((line(mark if i == 0 else " "), style), (line(lead), Style.ASIDE), (line(row), Style.TEXT))
    for sentence in _sentences(judgement, words_of(notation, _expected(judgement), "this line")):
        sheet.add_text(
            notation.words(sentence), Style.BAD if judgement.verdict == "incorrect" else Style.ASIDE, indent=indent
        )


def _shown(found: Working) -> Iterator[Judgement]:
    """The judgements, what stands beside the working together with what is said to equal it: ln y = x ln x."""
    beside = ""
    for j in found.judgements:
        if j.verdict == "given" and j.statement.is_beside:
            beside = f"{j.statement.text} "
        else:
            yield replace(j, statement=replace(j.statement, text=beside + j.statement.text)) if beside else j
            beside = ""


def _expected(j: Judgement) -> str:
    """What the statement should equal, in words."""
    return "the function" if j.order == 0 else f"the {_ORDINALS.get(j.order, f'{j.order}th ')}derivative"


def _sentences(j: Judgement, words: Words) -> Iterator[str]:
    if j.check is None:
        return
    if j.origin is not None:
        yield f"follows from line {j.origin}"
    elif j.check.is_correct is None:
        yield "this could not be decided"
    else:
        yield from words.sentences(j.check)
    if j.corrects is not None:
        yield f"puts line {j.corrects} right"


def _summary(found: Working) -> str:
    wrong = found.first_wrong
    undecided = next((j.statement.line for j in found.judgements if j.verdict == "undecided"), None)
    if wrong is not None:
        return f"The first mistake is in line {wrong.statement.line}." + _afterwards(found, wrong)
    if undecided is not None:
        return f"Line {undecided} could not be decided; the others are right."
    if len(found.judgements) == 1:
        return "There are no steps yet."
    if found.last.order == 0:
        return "Right so far, but nothing has been differentiated yet."
    if not found.is_finished:
        return "Right so far, but a derivative is still to be taken. Finished?"
    return "All of it is right."


def _afterwards(found: Working, wrong: Judgement) -> str:
    """What became of the mistake."""
    after = found.judgements[found.judgements.index(wrong) + 1 :]
    corrected = next((j.statement.line for j in after if j.corrects is not None), None)
    others = sorted({j.statement.line for j in after if j.verdict == "incorrect"})
    if corrected is not None and not others:
        return f" Line {corrected} puts it right."
    if others:
        return f" There is another in line {others[0]}."
    return " What comes after it follows from it rightly." if after else ""
