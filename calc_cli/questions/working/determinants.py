"""Matrices told by their entries: det A, det(A - λI) and tr A are read as formulas of these."""

import re

from calc_cli.questions.working.forms import FORMS, reworded

_MATRIX = re.compile(r"\s*(?:[Ll]et\s+)?(?P<name>[A-GK-Z])\s*=\s*\[(?P<rows>[^=]*)\][.\s]*")
"""H and J are those of derivatives."""
_SHIFTED = re.compile(
    r"(?:\\?\bdet\s*\(|\|)\s*(?P<name>[A-Z])\s*[-−]\s*(?P<shift>λ|\\lambda|[a-z])\s*(?:[*·]\s*)?I\s*[)|]"
)
_DETERMINANT = re.compile(r"\\?\bdet\s*(?:\(\s*([A-Z])\s*\)|([A-Z])\b)|\|\s*([A-Z])\s*\|")
_TRACE = re.compile(r"\b(?:tr|trace)\s*(?:\(\s*([A-Z])\s*\)|([A-Z])\b)")

_Rows = list[list[str]]


class Matrices:
    """Reads the lines of `text` that are about a matrix, if it speaks of a determinant or trace."""

    def __init__(self, text: str) -> None:
        self.is_concerned = any(pattern.search(text) for pattern in (_SHIFTED, _DETERMINANT, _TRACE))
        self.name, self.rows, self.shifted = "", _Rows(), _SHIFTED.search(text)

    def formulas(self, line: str) -> list[str]:
        """Return what a line that tells the matrix is read as, its determinant; nothing of other lines."""
        told = _MATRIX.fullmatch(reworded(FORMS, line)) if self.is_concerned else None
        if told is None or not (rows := _rows(told["rows"])):
            return []
        self.name, self.rows = told["name"], rows
        return [f"{self.name} = {determinant(rows)}"]

    def asked(self, line: str) -> str:
        """Return the equation that eigenvalues are solutions of, if the line is about them."""
        is_about = self.rows and re.search(r"\beigenvalues?\b.*=", line, re.I)
        return f"{self.formula(self.shifted)} = 0" if is_about and self.shifted else ""

    def rewritten(self, line: str) -> str:
        """Return a line with the formulas of what it says of the matrix."""
        for pattern in (_SHIFTED, _DETERMINANT, _TRACE) if self.rows else ():
            line = pattern.sub(self.formula, line)
        return line

    def formula(self, found: re.Match[str]) -> str:
        if self.name not in found.groups():
            return found[0]
        if found.re is _TRACE:
            return f"({' + '.join(f'({row[i]})' for i, row in enumerate(self.rows))})"
        shift = found.groupdict().get("shift")
        on_diagonal = f" - {shift}" if shift else ""
        return determinant([[e + on_diagonal * (i == j) for j, e in enumerate(row)] for i, row in enumerate(self.rows)])


def determinant(rows: _Rows) -> str:
    """Return the determinant as a formula, by its first row."""
    (first, *rest), terms = rows, []
    if not rest:
        return f"({first[0]})"
    for j, e in enumerate(first):
        minor = determinant([row[:j] + row[j + 1 :] for row in rest])
        terms.append(f"{'+-'[j % 2]} ({e}) * {minor}")
    return f"({' '.join(terms)})"


def _rows(text: str) -> _Rows:
    """Return the entries of [1, 2], [3, 4] or 1, 2; 3, 4; nothing of what is no square."""
    told = text.split(";") if ";" in text else re.findall(r"\[([^\[\]]*)\]", text)
    rows = [row.split(",") for row in told]
    return rows if 1 < len(rows) < 5 and all(len(row) == len(rows) for row in rows) else []
