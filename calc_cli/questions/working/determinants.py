"""Matrices told by their entries: what det A, det(A - λI), tr A, A^2, AB or A^(-1) are is read as formulas of these."""

import re
from functools import reduce

from calc_cli.questions.working.forms import FORMS, reworded

_MATRIX = re.compile(r"\s*(?:[Ll]et\s+)?(?P<name>[A-GK-Z])\s*=\s*\[(?P<rows>[^=]*)\][.\s]*")
"""H and J are those of derivatives."""
_FACTOR = re.compile(r"\s*([-+−]?)\s*(\d*)\s*([A-GK-Z])\s*(?:\^\s*[{(]?\s*(\d|T|\\top)\s*[)}]?)?\s*[*·]?")
"""A sign, a number, and a matrix with its power."""
_RESULT = re.compile(
    r"(?P<inverse>\s*(?P<name>[A-GK-Z])\s*\^\s*[{(]?\s*[-−]\s*1\s*[)}]?)?(?P<of>[^=\[\]|]*)"
    r"=\s*(?P<factor>[^\[=]*)\[(?P<rows>[^=]*)\][.\s]*"
)
"""A^2 = [[7, 10], [15, 22]], A^(-1) = (1/3)[[2, -1], [-1, 2]]"""
_SHIFTED = re.compile(
    r"(?:\\?\bdet\s*\(|\|)\s*(?P<name>[A-Z])\s*[-−]\s*(?P<shift>λ|\\lambda|[a-z])\s*(?:[*·]\s*)?I\s*[)|]"
)
_DETERMINANT = re.compile(r"\\?\bdet\s*(?:\(\s*([A-Z])\s*\)|([A-Z])\b)|\|\s*([A-Z])\s*\|")
_TRACE = re.compile(r"\b(?:tr|trace)\s*(?:\(\s*([A-Z])\s*\)|([A-Z])\b)")

_Rows = list[list[str]]


class Matrices:
    """Reads the lines of `text` that are about matrices, of which those told are `known` by their names."""

    def __init__(self, text: str) -> None:
        self.known: dict[str, _Rows] = {}
        self.shifted = _SHIFTED.search(text)

    def formulas(self, line: str) -> list[str]:
        """Return what a line is read as that tells a matrix, its determinant, or another one, equations of entries."""
        found: list[str] = []
        for part in re.split(r"(?<=\])\s*[,;]?\s*(?:and\s+)?(?=[A-Z]\s*=)", reworded(FORMS, line)):
            told, result = _MATRIX.fullmatch(part), _RESULT.fullmatch(part)
            if told and (rows := _rows(told["rows"])):
                self.known[told["name"]] = rows
                found.append(f"{told['name']} = {determinant(rows)}")
            elif result and (rows := _rows(result["rows"])):
                found += self.equations(
                    result, [[f"({result['factor'].strip() or 1}) * ({e})" for e in row] for row in rows]
                )
        return found

    def equations(self, result: re.Match[str], told: _Rows) -> list[str]:
        """Return what must hold of the entries; A^(-1) is what makes the unit matrix of A."""
        right = told
        if result["inverse"]:
            if result["name"] not in self.known or result["of"].strip():
                return []
            left = _product(self.known[result["name"]], told)
            right = [[str(int(i == j)) for j in range(len(told))] for i in range(len(told))]
        else:
            left = self.value(result["of"])
        pairs = zip(left, right, strict=False)
        return [f"{a} = {b}" for row, other in pairs for a, b in zip(row, other, strict=False)]

    def value(self, of: str) -> _Rows:
        """Return a sum of products of matrices that are known; nothing if it is none."""
        terms: list[_Rows] = []
        factors = _FACTOR.findall(of)
        if _FACTOR.sub("", of).strip() or not {name for _, _, name, _ in factors} <= self.known.keys():
            return []
        for sign, number, name, power in factors:
            rows = self.known[name]
            rows = (
                reduce(_product, [rows] * int(power or 1))
                if (power or "1").isdigit()
                else [[*e] for e in zip(*rows, strict=True)]
            )
            rows = [[f"{sign}({number or 1}) * ({e})" for e in row] for row in rows]
            terms = [*terms[:-1], _product(terms[-1], rows)] if terms and not sign else [*terms, rows]
        return [[" + ".join(entries) for entries in zip(*rows, strict=True)] for rows in zip(*terms, strict=True)]

    def asked(self, line: str) -> str:
        """Return the equation that eigenvalues are solutions of, if the line is about them."""
        is_about = self.known and re.search(r"\beigenvalues?\b.*=|^\s*(?:λ|\\lambda)(?:_\d)?\s*=", line, re.I)
        return f"{self.formula(self.shifted)} = 0" if is_about and self.shifted else ""

    def rewritten(self, line: str) -> str:
        """Return a line with the formulas of what it says of matrices."""
        for pattern in (_SHIFTED, _DETERMINANT, _TRACE) if self.known else ():
            line = pattern.sub(self.formula, line)
        return line

    def formula(self, found: re.Match[str]) -> str:
        rows = next((self.known[name] for name in found.groups() if name in self.known), None)
        if rows is None:
            return found[0]
        if found.re is _TRACE:
            return f"({' + '.join(f'({row[i]})' for i, row in enumerate(rows))})"
        shift = found.groupdict().get("shift")
        on_diagonal = f" - {shift}" if shift else ""
        return determinant([[e + on_diagonal * (i == j) for j, e in enumerate(row)] for i, row in enumerate(rows)])


def _product(a: _Rows, b: _Rows) -> _Rows:
    columns = [*zip(*b, strict=True)]
    return [[" + ".join(f"({x})*({y})" for x, y in zip(row, column, strict=True)) for column in columns] for row in a]


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
