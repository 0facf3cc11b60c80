"""The formats that are written by hand for a kind of result: its page, and where it is more than a formula, others."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from calc_cli.render.display import Display

Format: TypeAlias = Callable[[Any, Display], str]
"""Turns a result into text for a display."""


@dataclass(frozen=True, slots=True)
class Page:
    """`plain` and `latex` stand in for the common formats; `save` writes a picture in the reader's file."""

    pretty: Format
    plain: Format | None = None
    latex: Format | None = None
    save: Callable[[Any, Display], None] | None = None
