"""The one door: any result in any format. All formats but the pages are written once for all results."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from calc_cli.calculus.result import Checked, NoAnswer, Result
from calc_cli.errors import CalcError, ExitStatus
from calc_cli.render.as_text import as_json, as_plain
from calc_cli.render.display import Display, Page, Writer
from calc_cli.render.notes import words

COMMON = ("plain", "latex", "mathml", "json")
"""The formats that are written once for all results, each by a case of `_written_by`."""

CODE = ("numpy", "torch")
"""Those for results that are formulas."""

FORMATS = ("pretty", *COMMON)
TYPESET = ("latex", "mathml")


def _written_by(form: str) -> Writer:
    """Import and return what writes any result in a format of COMMON or CODE."""
    match form:
        case "plain" | "json":
            return as_json if form == "json" else as_plain
        case "latex":
            from calc_cli.render.latex import as_latex

            return as_latex
        case "mathml":
            from calc_cli.render.mathml import as_mathml

            return as_mathml
        case "numpy" | "torch":
            from calc_cli.render.code.function import as_numpy, as_torch

            return as_numpy if form == "numpy" else as_torch
    raise ValueError(f"there is no format '{form}'")


def render(result: Result, form: str, display: Display, page: Page | None) -> str:
    """Return `result` as `form`, one of FORMATS or of CODE. No newline at the end; empty if no answer.

    A picture that is asked for in a file is saved there, and the file's name returned. `page` may be None for a format
    that it does not write.
    """
    page = page and page.of(result)
    if page is not None and display.file is not None:
        from calc_cli.render.pages import plot  # only a picture pays for this import

        (page.save or plot.save)(result, display)
        if form != "json":
            return display.file
    if display.hints is not None and result.steps and form in ("pretty", "plain"):
        from calc_cli.render.pages import withheld  # only who wants a hint pays for this import

        told = render(result, form, replace(display, hints=None), page) if result.check is not None else ""
        hints = (withheld.pretty_hints if form == "pretty" else withheld.plain_hints)(result, display)
        return "\n".join(filter(None, (told, hints)))
    if form == "pretty" and display.reveals is False and not is_right(result.check):
        from calc_cli.render.pages import withheld

        return withheld.VerdictPage.pretty(result, display)
    if page is not None:
        by_hand = {"pretty": page.pretty, "plain": page.plain, "latex": page.latex}.get(form)
        if by_hand is not None:
            return by_hand(result, display)
    return _written_by(form)(result, display)


def is_right(check: object) -> bool:
    """Return False if an answer is wrong, or not in the form that was asked for."""
    return check is None or getattr(check, "is_correct", True) is True


def message(result: Result, form: str) -> CalcError | None:
    """Return what standard error is told where a format has no room for it that there is no answer, and why."""
    if form in ("pretty", "json") or result.verdict is not None or not isinstance(result.answer, NoAnswer):
        return None
    from calc_cli.render.no_answer import refusal

    return refusal(result.answer)


def asides(result: Result, form: str, display: Display, *, with_conditions: bool) -> list[str]:
    """Return what standard error is told where a format has room for the answer alone.

    That is why an answer is wrong, where the result holds, as 1/x for x > 0, if that is asked for, and the notes.
    """
    if form in ("pretty", "json"):
        return []
    conditions = _conditions(result) if with_conditions and form not in CODE else ()
    notes = (f"note: {said}" for said in (*conditions, *map(words, result.notes)))
    return [*(f"reason: {said}" for said in _reasons(result, display)), *notes]


def _conditions(result: Result) -> Iterator[str]:
    if result.verdict is None and not result.fields.get("at"):
        from calc_cli.calculus.where import unsaid  # only who has no page pays for these imports

        if conditions := unsaid(result):
            from calc_cli.render.plain import plain_conditions

            yield f"for {plain_conditions(conditions)}"


def _reasons(result: Result, display: Display) -> Sequence[str]:
    checked = None if display.reveals is None or result.status is not ExitStatus.NO else result.fields.get("check")
    if not isinstance(checked, Checked):
        return ()
    from calc_cli.render.check import reasons

    return reasons(checked, reveals=bool(display.reveals))
