"""A command takes a file: what it declares is enough for every format, the page and Python."""

from dataclasses import dataclass
from typing import Any, ClassVar

import pytest

from calc_cli.calculus.result import Fields, Result, Typeset
from calc_cli.questions import options
from calc_cli.questions.declaration import ParsedSubject, Question, asked_by
from calc_cli.questions.lowering import lowered_function
from calc_cli.questions.texts import read_subject


@dataclass(frozen=True, slots=True)
class Doubled(Result):
    answer: Any
    notes: tuple[str, ...] = ("twice as much",)

    @property
    def fields(self) -> Fields:
        return {"result": self.answer, "latex": Typeset(self.answer)}


@dataclass(frozen=True, slots=True)
class DoubleQuestion(Question):
    """Double EXPR."""

    summary: ClassVar[str] = "Double an expression."

    expr: str = options.expression()

    def read(self):
        _, function, wrt = read_subject(self.expr, None)
        return ParsedSubject(self, function, wrt)

    def mathematics(self):
        return lambda parsed: Doubled(2 * lowered_function(parsed.function).expression)


@asked_by(DoubleQuestion)
def double(question):
    return question.read().answer()


FORMATS = {
    "pretty": "2*x**2\nnote: twice as much",
    "plain": "2*x**2",
    "latex": "2 x^{2}",
    "json": '{"ok": true, "command": "double", "input": "x^2", "result": "2*x**2", "latex": "2 x^{2}", '
    '"notes": ["twice as much"]}',
}


@pytest.mark.parametrize(("form", "text"), FORMATS.items(), ids=FORMATS)
def test_every_format_follows(form, text):
    assert double("x^2").as_format(form) == text
