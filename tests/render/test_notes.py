"""Every note that is made has words, and no words are for a note that nobody makes."""

import ast
from pathlib import Path

import calc_cli
from calc_cli.render.notes import NOTES

PACKAGE = Path(calc_cli.__file__).parent


def _texts(node: ast.Call) -> set[str]:
    kind = node.args[0].left if isinstance(node.args[0], ast.BinOp) else node.args[0]
    return {kind.value} if isinstance(kind, ast.Constant) and isinstance(kind.value, str) else set()


def test_every_note_has_its_words() -> None:
    made: set[str] = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Notice", "self.note", "made.note"):
                made |= _texts(node)
    assert made | {"Jacobian, transposed", "function of entries, not of the matrix"} == NOTES.keys()
