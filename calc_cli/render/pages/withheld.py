"""Pages that withhold a part: a derivation told hint by hint, and a wrong answer without the right one.

Hints tell first the rule and where it applies, then the step, at last the result. A wrong answer is shown with what was
asked, the verdict, and where it goes wrong.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

import sympy as sp

from calc_cli.algebra.functions import Pending
from calc_cli.calculus.equality.components import ComponentsCheck
from calc_cli.calculus.equality.verdict import Check
from calc_cli.calculus.result import Checked, Result
from calc_cli.calculus.steps import Step
from calc_cli.render.box import VERDICTS, Style, line
from calc_cli.render.check import AnswerWords, words_of
from calc_cli.render.display import Display
from calc_cli.render.page_builder import PageBuilder

_ABSENT = {
    "none": "does not exist",
    "divergence": "diverges",
    "no bound": "without a bound",
    "different sides": "the sides differ",
    "oscillation": "it oscillates",
}
"""How an answer is quoted that is no value."""


def plain_hints(result: Result, display: Display) -> str:
    """Return the first hints, a line each."""
    return "\n".join(_first(result, display, AnswerWords()))


def pretty_hints(result: Result, display: Display) -> str:
    """Return the first hints on a page."""
    page = PageBuilder(result, display)
    page.sentences(_first(result, display, words_of(page.notation)), indent=0)
    return page.sheet.text(color=display.color)


def _first(result: Result, display: Display, words: AnswerWords) -> Iterator[str]:
    """Yield the first hints; in a session the answer is no hint."""
    hints = _hints(result.steps, words, with_answer=not display.is_session)
    i = 0
    for i, hint in enumerate(islice(hints, display.hints), start=1):
        yield f"hint {i}: {hint}"
    if display.is_session and i < (display.hints or 0):
        yield f"{display.revealed_by} shows the solution"


def _hints(steps: Sequence[Step], words: AnswerWords, *, with_answer: bool) -> Iterator[str]:
    last = max((i for i, step in enumerate(steps) if step.order), default=0)
    for i, step in enumerate(steps):
        told = step.result.rhs if isinstance(step.result, sp.Eq) and i == len(steps) - 1 else step.result
        is_answer = i >= last and not told.has(Pending, sp.Limit, sp.Integral)
        hints = list(_of(step, words))
        if step.applied is not None and not isinstance(step.result, sp.Eq):
            hints.append(f"all together, {_equation(step, step.result, words)}")
        yield from hints if with_answer or not is_answer else hints[:-1]
        if is_answer and not with_answer:
            return


def _of(step: Step, words: AnswerWords) -> Iterator[str]:
    """Yield the rule and where, the rule applied, and the same of what that asks for; a last step at once."""
    if isinstance(step.result, sp.Eq) or (step.variable is None and not step.input.has(sp.Integral)):
        yield step.rule
        sign = "" if isinstance(step.result, sp.Eq) else "= "
        yield f"{sign}{_written(step, step.result, words)}"
        return
    letters = "".join(f", {words.write(name)} = {words.write(meaning)}" for name, meaning in step.letters)
    yield f"{step.rule}{letters}, for {words.part(step.left)}"
    if step.applied is not None or not step.children:
        yield _equation(step, step.applied or step.result, words)
    for child in step.children:
        yield from _of(child, words)


def _equation(step: Step, right: sp.Basic, words: AnswerWords) -> str:
    return f"{words.part(step.left)} = {_written(step, right, words)}"


def _written(step: Step, e: sp.Basic, words: AnswerWords) -> str:
    return words.write_typed(e) if step.result_typed or e is step.applied else words.write(e)


class VerdictPage(PageBuilder[Result]):
    """The verdict without the right result."""

    picture = None

    def write(self) -> None:
        checked = self.found.fields["check"]
        assert isinstance(checked, Checked)
        check, words = checked.check, words_of(self.notation, checked.expected, checked.given, reveals=False)
        self.sheet.add_text(self.display.text)
        self.sheet.add_text(f"{self.given(check, words)} is {words.verdict(check)}", VERDICTS[check.is_correct])
        if isinstance(check, ComponentsCheck) and checked.components and check.wrong:
            names = (self.rate(checked.components[i]) for i in check.wrong)
            self.sheet.add_text(f"in {', '.join(names)}", indent=2)
        self.sentences(words.sentences(check))
        self.sheet.add((line(f"{self.display.revealed_by} shows the right result"), Style.ASIDE))

    def given(self, check: Check, words: AnswerWords) -> str:
        """Return the answer, as typed where that is known."""
        if isinstance(check.given, str):
            return f"'{_ABSENT[check.given]}'"
        if isinstance(check.given, sp.Basic):
            return words.write_typed(_in_rows(check.given, self.found.answer))
        if not hasattr(check.given, "shape") or hasattr(check.given, "flat"):
            return words.value(check.given)
        from calc_cli.render.matrix.pretty import Pretty  # only an answer in matrices pays for this import

        return Pretty(unicode=self.display.unicode).text(check.given)


def _in_rows(given: sp.Basic, expected: object) -> sp.Basic:
    """Return the components of an answer in rows, if a matrix was expected."""
    if not (isinstance(expected, sp.Tuple) and isinstance(expected[0], sp.Tuple) and isinstance(given, sp.Tuple)):
        return given
    width = len(expected[0])
    return sp.Tuple(*(sp.Tuple(*given[i : i + width]) for i in range(0, len(given), width)))
