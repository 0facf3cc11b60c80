"""A wrong answer on a page without the right one: what was asked, the verdict, and where it goes wrong."""

import sympy as sp

from calc_cli.calculus.equality.components import ComponentsCheck
from calc_cli.calculus.equality.verdict import Check
from calc_cli.calculus.result import Checked, Result
from calc_cli.render.box import line
from calc_cli.render.check import AnswerWords, words_of
from calc_cli.render.display import Display
from calc_cli.render.page_builder import PageBuilder
from calc_cli.render.sheet import VERDICTS, Style


def hides(result: Result, display: Display) -> bool:
    """Return True if an answer is wrong, or not in the form that was asked for, and is not to be put right."""
    check = result.check
    return display.reveals is False and check is not None and getattr(check, "is_correct", True) is not True


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
            return "no value"
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
