"""Tables of values, x | f(x) | f'(x) above 1 | 2 | 3, whose rows are read as formulas: f(1) = 2, f'(1) = 3."""

import re

from calc_cli.questions.working.conclusions import NUMBER

_BAR = re.compile(r"\s*(?:\||&|\t|\s{2,})\s*")
_LETTER = re.compile("[a-z]")
_RULE = re.compile(r"[\s|:+-]*|\\hline\s*")


class Tables:
    """Reads lines one after another: each cell of a table tells the value of what stands above it or left of it.

    The first cell of the `heads` is a letter, of which the others are functions: x, f(x), or k, w_k, f'(w_k).
    """

    def __init__(self) -> None:
        self.heads: list[str] = []

    def formulas(self, line: str) -> list[str] | None:
        """Return what a row of a table tells, nothing of a row of heads; None if the line is of no table."""
        cells = _BAR.split(line.strip().strip("|&\\ "))
        letter, *others = cells
        if self.heads and _RULE.fullmatch(line):
            return []
        if others and _LETTER.fullmatch(letter):
            is_of_functions = all(re.search(rf"[(_]{letter}\b", head) for head in others)
            self.heads = cells if is_of_functions or all(map(_is_number, others)) else []
            return [] if self.heads else None
        if len(cells) != len(self.heads):
            self.heads = []
            return None
        if _is_number(self.heads[1]):  # the places are in the first row
            pairs = (
                [(self.heads[0], place), (letter, value)] for place, value in zip(self.heads[1:], others, strict=True)
            )
            return [_formulas(pair)[0] for pair in pairs]
        return _formulas([*zip(self.heads, cells, strict=True)]) if _is_number(letter) else None


def _is_number(cell: str) -> bool:
    return re.fullmatch(NUMBER, cell.strip()) is not None


def _formulas(cells: list[tuple[str, str]]) -> list[str]:
    """Return what each cell but the first tells, with what stands before it put in."""
    found: list[str] = []
    for i, (head, value) in enumerate(cells[1:], start=1):
        for earlier, known in reversed(cells[:i]):
            head = re.sub(rf"(?<![A-Za-z]){re.escape(earlier)}(?![A-Za-z(])", known, head)
        found += [f"{head} = {value}"] if _is_number(value) else []
    return found
