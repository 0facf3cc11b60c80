"""Long tables of cases, as text: a row a line, its cells two or more blanks apart; lines with # are comments."""

import re
from pathlib import Path


def lines(name: str) -> list[str]:
    """Return the lines of NAME.txt that are no comments."""
    text = Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def rows(name: str) -> list[tuple[str, ...]]:
    """Return the rows of NAME.txt, cell by cell."""
    return [tuple(re.split(r" {2,}", line.strip())) for line in lines(name)]
