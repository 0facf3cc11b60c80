"""The words of a verdict on an answer, for every command: in sentences, and as a JSON object."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from calc_cli.algebra.functions import Pending
from calc_cli.calculus.equality.components import ComponentsCheck
from calc_cli.calculus.equality.verdict import Check, Diagnosis, Form, Remark
from calc_cli.calculus.result import NULL, Checked
from calc_cli.errors import UndefinedError, UnsupportedError
from calc_cli.render.box import FIRM
from calc_cli.render.numbers import SHOWN_DIGITS, rounded, trimmed
from calc_cli.render.plain import plain
from calc_cli.render.pretty import Typography
from calc_cli.render.signs import rate_text

_DECIMAL_FROM = 50
"""A fraction with a greater denominator is shown as a decimal, if that is exact."""

_STILL = {
    "factored": "still factorable as {}",
    "expanded": "multiplied out it is {}",
    "simplified": "it can be written {}",
}
"""Sentences about a form that was demanded and not met; {} is an expression that has more of it."""

_REMARKS = {
    "given undefined": "{given} is undefined {place}",
    "expected undefined": "{expected} is undefined {place}",
    "equal only": "equal only {place}",
    "rounded": "equal to {value} significant digits, but not exactly",
    "uncovered": "no point was found {place}",
    "hidden": "their values agree to {value} bits, beyond which they may differ",
}
"""By kind, what is said of how far two expressions are equal; what is of another kind has its own text."""

_LONGEST = 40
"""A value that is longer than this is shown in decimals."""


def check_object(checked: Checked) -> dict[str, object]:
    """Return the value of the key `check`; keys that do not apply are absent."""
    check = checked.check
    component = _component(checked)
    found, form = check.counterexample, check.form
    words = AnswerWords(expected=component or checked.expected, given=checked.given)
    typeset = replace(words, write=_in_latex, write_typed=lambda e: _in_latex(e, typed=True), is_latex=True)
    fields = {
        "verdict": check.verdict,
        "certainty": check.certainty,
        "counterexample": found
        and {
            "at": {str(x): _entry(value) for x, value in found.at.items()},
            "expected": _entry(found.expected),
            "given": _entry(found.given),
        },
        "diagnosis": [
            {"rule": d.rule, "message": words.mistake(d)} | ({"latex": typeset.mistake(d)} if d.parts else {})
            for d in check.diagnosis
        ]
        or None,
        "remarks": [words.remark(remark) for remark in check.remarks] or None,
        "form": form
        and {"demand": form.demand, "met": NULL if form.is_met is None else form.is_met}
        | ({} if form.better is None else {"better": plain(form.better)}),
        "component": component,
    }
    return {key: value for key, value in fields.items() if value is not None}


def _in_latex(e: sp.Basic, *, typed: bool = False) -> str:
    from calc_cli.render.latex import latex  # only JSON has the mistakes in LaTeX too

    return f"${latex(e, typed=typed)}$"


def _entry(value: Any) -> object:
    """Return a value of a counterexample: an expression as text, a matrix in lists."""
    if value is None or isinstance(value, sp.Basic):
        return NULL if value is None else plain(value)
    from calc_cli.render.matrix.words import rows

    return rows(value, None)


def words_of(
    notation: Typography, expected: str = "the result", given: str = "your answer", *, reveals: bool = True
) -> "AnswerWords":
    """Return the words for a page."""
    signs = notation.signs
    return AnswerWords(
        lambda e: notation.text(e).replace(" ", FIRM),
        expected,
        given,
        signs.almost,
        lambda e: notation.text(e, typed=True).replace(" ", FIRM),
        signs.partial,
        lambda text: signs.number(text).replace(" ", FIRM),
        reveals,
    )


def reasons(checked: Checked, *, reveals: bool) -> list[str]:
    """Return why an answer is wrong, in calc's own language: the mistakes, or where it goes wrong."""
    component = _component(checked)
    words = AnswerWords(expected=component or checked.expected, given=checked.given, reveals=reveals)
    told = list(words.mistakes(checked.check.diagnosis)) or list(words.sentences(checked.check))
    return [f"in {component}: {said}" for said in told] or [f"{component} is wrong"] if component else told


def _component(checked: Checked) -> str | None:
    """Return the name of the first wrong component, if a list with a wrong one was asked for."""
    wrong = checked.check.wrong if isinstance(checked.check, ComponentsCheck) else ()
    return rate_text(checked.components[wrong[0]]) if wrong and checked.components else None


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """Sentences about an answer, the mathematics in them written by `write`; what the two sides are called."""

    write: Callable[[sp.Basic], str] = plain
    expected: str = "the result"
    given: str = "your answer"
    almost: str = "~"
    write_typed: Callable[[sp.Basic], str] = lambda e: plain(e, typed=True)
    partial: str = "d"
    numeral: Callable[[str], str] = str
    reveals: bool = True
    """False if what would be right is left out, and only the place is told where it goes wrong."""
    is_latex: bool = False

    def verdict(self, check: Check) -> str:
        """Return the verdict and how it is known."""
        return check.told + self.certainty(check)

    def certainty(self, check: Check) -> str:
        """Return how it is known that an answer is right, to be put after the verdict."""
        if check.certainty == "rounded":
            return ""
        if not check.is_correct:
            return "" if check.is_correct is False else ": neither a difference nor a proof was found"
        return ", proved by algebra" if check.certainty == "proved" else ", to all digits at every point that was tried"

    def sentences(self, check: Check) -> Iterator[str]:
        """Return what shows the verdict, the mistake, and the remarks."""
        if check.counterexample is not None:
            at = self.point(check.counterexample.at)
            expected, given = map(self.near, (check.counterexample.expected, check.counterexample.given))
            if self.reveals:
                yield f"{f'at {at} ' if at else ''}{self.expected} is {expected}, {self.given} is {given}"
            elif at:
                yield f"it goes wrong at {at}, where {self.given} is {given}"
        yield from self.mistakes(check.diagnosis)
        yield from (self.remark(remark) for remark in check.remarks if self.reveals or remark.kind != "reason")
        if check.form is not None:
            yield self.form(check.form)

    def form(self, form: Form) -> str:
        """Return the verdict on the form."""
        if form.is_met:
            return f"it is {form.demand}"
        if form.better is not None and not self.reveals:
            return f"it is not {form.demand}"
        if form.better is None:
            return f"whether it is {form.demand} is not decided"
        return f"it is not {form.demand}: {_STILL[form.demand].format(self.write(form.better))}"

    def mistakes(self, found: Sequence[Diagnosis]) -> Iterator[str]:
        """Return the mistakes that would give the answer; several are alternatives."""
        for i, diagnosis in enumerate(found):
            yield ("" if len(found) == 1 else "or " if i else "either ") + self.mistake(diagnosis)

    def mistake(self, diagnosis: Diagnosis) -> str:
        """Return a mistake as a sentence."""
        sentence = diagnosis.message if self.reveals or not diagnosis.place else diagnosis.place
        return sentence.format(*map(self.part, diagnosis.parts))

    def part(self, e: sp.Basic) -> str:
        """Return an expression in a sentence, as it was typed; a derivative as d/dx sin 3x."""
        if not isinstance(e, Pending):
            return self.value(e) if isinstance(e, sp.Rational) else self.write_typed(e)
        of, x, _ = e.args
        if self.is_latex:
            return rf"$\frac{{d}}{{d {self.write(x)[1:-1]}}}\left({self.write_typed(of)[1:-1]}\right)$"
        d = self.partial if of.free_symbols - {x} else "d"
        text = self.write_typed(of)
        return f"{d}/{d}{self.write(x)} {f'({text})' if of.is_Add or of.is_Mul else text}"

    def point(self, at: Mapping[Any, Any]) -> str:
        """Return `x = 1, y = 2`; of letters of a matrix expression, `A = [[1, 1], [-2, 0]]`."""
        written = (
            (self.write(x), self.near(value) if value.is_Float else self.write(value))
            if isinstance(x, sp.Basic)
            else (x, self.value(value))
            for x, value in at.items()
        )
        return ", ".join(f"{x} {value}" if value.startswith(self.almost) else f"{x} = {value}" for x, value in written)

    def near(self, value: Any) -> str:
        """Return a value of a counterexample, where what is no exact number was found by experiment."""
        is_float = isinstance(value, sp.Float)
        return f"{self.almost} {self.numeral(rounded(value))}" if is_float else self.value(value)

    def value(self, value: Any) -> str:
        """Return a value, with decimals if it is not rational, or decimals alone if it is long; or an array."""
        if value is None:
            return "undefined"
        if not isinstance(value, sp.Basic):
            from calc_cli.render.matrix.words import rows  # only an answer in matrices pays for this import

            return self.numeral(rows(value, None, SHOWN_DIGITS))
        text = self.write(value)
        if value.is_Rational and value.q > _DECIMAL_FROM and sp.Rational(decimals := rounded(value)) == value:
            mantissa, mark, exponent = decimals.partition("e")
            return self.numeral(f"{trimmed(mantissa)}{mark}{exponent}")
        if isinstance(value, sp.Tuple) or value.is_Rational or value.is_Float or value.free_symbols:
            return text
        try:
            decimals = self.numeral(rounded(value))
        except (UndefinedError, UnsupportedError):
            return text
        return f"{'' if len(text) > _LONGEST else f'{text} '}{self.almost} {decimals}"

    def remark(self, remark: Remark) -> str:
        """Return a remark as a sentence."""
        place = self.place(remark)
        if remark.kind != "differ by":
            template = _REMARKS.get(remark.kind, "{text}")
            return template.format(
                given=self.given, expected=self.expected, place=place, value=remark.value, text=remark.text
            )
        if not self.reveals:
            return f"they differ by a constant {place}".rstrip()
        constant = remark.value or sp.S.Zero
        size = self.write(-constant if constant.could_extract_minus_sign() else constant)
        return f"they differ by {size} {place}" if place else f"they differ by the constant {size}"

    def place(self, remark: Remark) -> str:
        """Return where it holds: `for x < 0`, `at x = 1`, `at x = 2, for example`."""
        if remark.at is not None:
            return f"at {self.point(remark.at)}, for example"
        if not remark.where:
            return ""
        together = remark.where[0] if len(remark.where) == 1 else sp.And(*remark.where, evaluate=False)
        return f"{'at' if isinstance(together, sp.Eq) else 'for'} {self.write(together)}"
