"""Exercises on a page: numbered, with their answers or without; in LaTeX a sheet."""

import sympy as sp

from calc_cli.calculus.practice import Exercise, Exercises
from calc_cli.render.as_plain import text as on_one_line
from calc_cli.render.box import Box, beside, line
from calc_cli.render.display import Display
from calc_cli.render.latex import latex as latex_of
from calc_cli.render.page import Page
from calc_cli.render.page_builder import PageBuilder
from calc_cli.render.plain import plain as plain_of
from calc_cli.render.sheet import Style


def pretty(found: Exercises, display: Display) -> str:
    """Return the page as text, with colours if `display` has them."""
    page = PageBuilder(display)
    for number, exercise in enumerate(found.exercises, start=1):
        if number > 1:
            page.sheet.gap()
        _add(page, exercise, f"{number}. ", with_answer=found.with_answers)
    page.sheet.gap()
    page.sheet.add_text(f"level {found.level}, seed {found.seed}", Style.ASIDE)
    page.notes(found.notes)
    return page.finished()


def task(exercise: Exercise, display: Display) -> str:
    """Return one exercise as text, as a session asks it."""
    page = PageBuilder(display)
    _add(page, exercise, "", with_answer=False)
    return page.finished()


def plain(found: Exercises, display: Display) -> str:  # noqa: ARG001 - as every format
    """Return a line for each exercise, with its answer behind a tab."""
    rows = []
    for exercise in found.exercises:
        row = f"{_before(exercise)}{plain_of(exercise.asked, typed=True)}"
        rows.append(f"{row}\t{on_one_line(exercise.solution.answer)}" if found.with_answers else row)
    return "\n".join(rows)


def latex(found: Exercises, display: Display) -> str:  # noqa: ARG001 - as every format
    """Return an enumeration, and a second one with the answers."""
    tasks = [
        (rf"\text{{{before}}}" if (before := _before(e)) else "") + latex_of(e.asked, typed=True)
        for e in found.exercises
    ]
    if not found.with_answers:
        return _enumeration(tasks)
    return f"{_enumeration(tasks)}\n{_enumeration([_in_latex(e) for e in found.exercises])}"


PAGE = Page(pretty, plain, latex)


def _in_latex(e: Exercise) -> str:
    answer = latex_of(e.solution.answer)
    return f"{answer} + C" if _has_constant(e) else answer


def _enumeration(formulas: list[str]) -> str:
    items = [rf"  \item $\displaystyle {formula}$" for formula in formulas]
    return "\n".join([r"\begin{enumerate}", *items, r"\end{enumerate}"])


def _add(page: PageBuilder, exercise: Exercise, lead: str, *, with_answer: bool) -> None:
    """Write what is asked, and the answer, beside it or below."""
    before = line(lead + _before(exercise))
    asked = page.notation.box(exercise.asked, max(1, page.display.width - before.width), typed=True)
    if not with_answer:
        page.sheet.add((before, Style.ASIDE), (asked, Style.TEXT))
        return
    page.equation(beside([before, asked]), _answer(page, exercise), sign=":" if _before(exercise) else " =")


def _answer(page: PageBuilder, exercise: Exercise) -> Box:
    answer = page.notation.box(exercise.solution.answer, page.display.width - 8)
    return beside([answer, line(" + C")]) if _has_constant(exercise) else answer


def _has_constant(exercise: Exercise) -> bool:
    return isinstance(exercise.asked, sp.Integral) and "from_" not in exercise.question


def _before(exercise: Exercise) -> str:
    """Return the words before what is asked, where that is no formula."""
    if exercise.curve is not None:
        return f"d{exercise.curve}/dx, if "
    return "gradient of " if exercise.command == "grad" else ""
