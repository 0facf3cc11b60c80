"""Hints: a derivation told little by little, first the rule and where it applies, then the step, at last the result."""

from collections.abc import Iterator, Sequence
from itertools import islice

import sympy as sp

from calc_cli.calculus.result import Result
from calc_cli.calculus.steps import Step
from calc_cli.render.check import AnswerWords, words_of
from calc_cli.render.display import Display
from calc_cli.render.page_builder import PageBuilder


def plain(result: Result, display: Display) -> str:
    """Return the first hints, a line each."""
    return "\n".join(_first(result, display, AnswerWords()))


def pretty(result: Result, display: Display) -> str:
    """Return the first hints on a page."""
    page = PageBuilder(result, display)
    page.sentences(_first(result, display, words_of(page.notation)), indent=0)
    return page.sheet.text(color=display.color)


def _first(result: Result, display: Display, words: AnswerWords) -> Iterator[str]:
    for i, hint in enumerate(islice(_hints(result.steps, words), display.hints), start=1):
        yield f"hint {i}: {hint}"


def _hints(steps: Sequence[Step], words: AnswerWords) -> Iterator[str]:
    for step in steps:
        yield from _of(step, words)
        if step.applied is not None and not isinstance(step.result, sp.Eq):
            yield f"all together, {_equation(step, step.result, words)}"


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
