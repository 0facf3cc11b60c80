"""Exercises on a page: numbered, with their answers or without; in LaTeX a sheet."""

import sympy as sp

from calc_cli.calculus.practice import Exercise, Exercises
from calc_cli.render.as_text import text as on_one_line
from calc_cli.render.box import Style, beside, line
from calc_cli.render.display import Display, Page
from calc_cli.render.latex import latex as latex_of
from calc_cli.render.page_builder import PageBuilder
from calc_cli.render.plain import plain as plain_of


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


def _in_latex(e: Exercise) -> str:
    answer = latex_of(e.solution.answer)
    return f"{answer} + C" if _has_constant(e) else answer


def _enumeration(formulas: list[str]) -> str:
    items = [rf"  \item $\displaystyle {formula}$" for formula in formulas]
    return "\n".join([r"\begin{enumerate}", *items, r"\end{enumerate}"])


def _has_constant(exercise: Exercise) -> bool:
    return isinstance(exercise.asked, sp.Integral) and "from_" not in exercise.question


def _before(exercise: Exercise) -> str:
    """Return the words before what is asked, where that is no formula."""
    if exercise.curve is not None:
        return f"d{exercise.curve}/dx, if "
    return "gradient of " if exercise.command == "grad" else ""


class ExercisesPage(PageBuilder[Exercises]):
    """A number before each exercise."""

    def write(self) -> None:
        for number, exercise in enumerate(self.found.exercises, start=1):
            if number > 1:
                self.sheet.gap()
            self.add(exercise, f"{number}. ", with_answer=self.found.with_answers)
        self.sheet.gap()
        self.sheet.add_text(f"level {self.found.level}, seed {self.found.seed}", Style.ASIDE)

    def add(self, exercise: Exercise, lead: str, *, with_answer: bool) -> None:
        """Write what is asked, and the answer, beside it or below."""
        before = line(lead + _before(exercise))
        asked = self.notation.box(exercise.asked, max(1, self.display.width - before.width), typed=True)
        if not with_answer:
            self.sheet.add((before, Style.ASIDE), (asked, Style.TEXT))
            return
        answer = self.notation.box(exercise.solution.answer, self.display.width - 8)
        whole = beside([answer, line(" + C")]) if _has_constant(exercise) else answer
        self.equation(beside([before, asked]), whole, sign=":" if _before(exercise) else " =")


def task(found: Exercises, number: int, display: Display) -> str:
    """Return one exercise as text, as a session asks it."""
    page = ExercisesPage(found, display)
    page.add(found.exercises[number], "", with_answer=False)
    return page.sheet.text(color=display.color)


PAGE = Page(ExercisesPage.pretty, plain, latex)
