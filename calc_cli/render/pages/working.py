"""A whole working: each line with its mark, what is wrong in it, and a sentence on the whole."""

from collections.abc import Iterator

from calc_cli.calculus.working.claims import EQUATION, Judgement, Working
from calc_cli.render.box import Style, filled, line
from calc_cli.render.check import AnswerWords, words_of
from calc_cli.render.display import Display, Page
from calc_cli.render.page_builder import PageBuilder

_MARKS = {
    "given": (" ", " ", Style.TEXT),
    "correct": ("✓", "+", Style.GOOD),
    "incorrect": ("✗", "x", Style.BAD),
    "follows": ("→", ">", Style.ASIDE),
    "undecided": ("?", "?", Style.ASIDE),
    "not checked": ("?", "?", Style.ASIDE),
}
"""By verdict: the mark, the same in ASCII, its style."""


_OPEN = {"undecided": "would be wrong as it is read here", "not checked": "could not be checked"}
"""What is said of the lines on which there is no verdict."""

_ONLY_TOLD = "could only be taken as given"


def plain(found: Working, display: Display) -> str:  # noqa: ARG001 - as every format
    """Return a line for each statement: its number, the verdict, and what is to be said of it; and one on the whole."""
    rows = []
    for judgement in found.shown:
        said = "; ".join(_sentences(judgement, AnswerWords(expected=_other_side(judgement), given="this line")))
        verdict = [judgement.verdict] if judgement.origin is None else []
        rows.append(": ".join([str(judgement.statement.line), *verdict, *([said] if said else [])]))
    return "\n".join([*rows, _summary(found)])


def _sentences(j: Judgement, words: AnswerWords) -> Iterator[str]:
    if j.check is None:
        return
    if j.origin is not None:
        yield f"follows from line {j.origin}"
    elif j.check.is_correct is not None:
        yield from words.sentences(j.check)
    if j.corrects is not None:
        yield f"puts line {j.corrects} right"


def _other_side(j: Judgement) -> str:
    return "the left side" if j.expected == EQUATION else j.expected


def _summary(found: Working) -> str:
    wrong = found.first_wrong
    open_ = [f"{lines} {said}" for said, lines in _without_verdict(found) if lines]
    also = f" but {' and '.join(open_)}." if open_ else ""
    if wrong is not None:
        return f"The first mistake is in line {wrong.statement.line}." + _afterwards(found, wrong)
    if len(found.judgements) == 1:
        return "There are no steps yet."
    if not any(j.verdict == "correct" for j in found.judgements):
        return "No line could be judged."
    if also:
        return f"Right so far,{also}"
    is_of_more = any(j.verdict == "correct" and j.about for j in found.judgements)  # T_2(x) = ..., x_1 = ...
    if found.result is None or found.is_finished or (found.reached == 0 and is_of_more):
        return "All of it is right."
    if found.reached == 0:
        done = "integrated" if found.is_about_integral else "differentiated"
        return f"Right so far, but nothing has been {done} yet."
    missing = "an integral is still to be found" if found.is_about_integral else "a derivative is still to be taken"
    return f"Right so far, but {missing}. Finished?"


def _without_verdict(found: Working) -> Iterator[tuple[str, str]]:
    """Yield what is said of lines without a verdict, and of which: lines 2, 3."""
    first = {j.statement.line: _OPEN[j.verdict] for j in reversed(found.judgements) if j.verdict in _OPEN}
    told = {j.statement.line: _ONLY_TOLD for j in found.only_told}
    said = told | first
    for why in (*_OPEN.values(), _ONLY_TOLD):
        numbers = [str(line) for line in sorted(said) if said[line] == why]
        yield why, f"line{'s' * (len(numbers) > 1)} {', '.join(numbers)}" if numbers else ""


def _afterwards(found: Working, wrong: Judgement) -> str:
    """Tell the consequences of the mistake."""
    after = found.judgements[found.judgements.index(wrong) + 1 :]
    corrected = next((j.statement.line for j in after if j.corrects is not None), None)
    others = sorted({j.statement.line for j in after if j.verdict == "incorrect"})
    if corrected is not None and not others:
        return f" Line {corrected} puts it right."
    if others:
        return f" There is another in {'it' if others[0] == wrong.statement.line else f'line {others[0]}'}."
    return " What comes after it follows from it rightly." if {j.verdict for j in after} & {"follows"} else ""


class WorkingPage(PageBuilder[Working]):
    """The working with a mark before each line, and below it what is to be said of it."""

    def write(self) -> None:
        digits = len(str(self.found.last.statement.line))
        longest = max(len(self.words(judgement.statement.text)) for judgement in self.found.shown)
        column = min(longest, 2 * self.sheet.width // 3)
        before = 0
        for judgement in self.found.shown:
            number = judgement.statement.line
            self.judgement(judgement, f"{'' if number == before else number:>{digits}}", column)
            before = number
        self.sheet.gap()
        self.sheet.add_text(_summary(self.found), Style.RESULT)

    def judgement(self, judgement: Judgement, number: str, column: int) -> None:
        """Write a line of the working with its mark, what it speaks of if there is room, and why it is wrong."""
        unicode, ascii_, style = _MARKS[judgement.verdict]
        mark = unicode if self.signs.unicode else ascii_
        indent = len(number) + 4
        rows = filled(self.words(judgement.statement.text), self.sheet.width - indent)
        about = f"{'':{max(0, column - len(rows[-1]))}}  {judgement.expected}"
        has_room = indent + len(rows[-1]) + len(about) <= self.sheet.width and judgement.verdict not in _OPEN
        for i, row in enumerate(rows):
            lead = f" {number}  " if i == 0 else " " * (indent - 1)
            behind = (line(about if has_room and i == len(rows) - 1 else ""), Style.ASIDE)
            sign = (line(mark if i == 0 else " "), style)
            self.sheet.add(sign, (line(lead), Style.ASIDE), (line(row), Style.TEXT), behind)
        words = words_of(self.notation, _other_side(judgement), "this line")
        style = Style.BAD if judgement.verdict == "incorrect" else Style.ASIDE
        self.sentences(_sentences(judgement, words), style, indent)


PAGE = Page(WorkingPage.pretty, plain)
