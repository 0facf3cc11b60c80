"""The values of a point or a direction, in all the ways to give them: texts, numbers, lists, objects and files."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import isnan
from typing import Any

from calc_cli.errors import UsageError

Values = str | float | Decimal | Sequence[Any] | Mapping[str, Any] | None
"""`"x=1, y=pi/2"`, `1`, `[1, 2]`, `["x=1", "y=2"]` or `{"x": 1, "y": "pi/2"}`; None for none."""

Range = str | Sequence[Any] | None
"""`"-1:3"` or `(-1, 3)`; None for none."""


def are_values(values: object) -> bool:
    """Return True if there are only texts, numbers, lists and objects of them."""
    if isinstance(values, Mapping):
        return all(map(are_values, values.values()))
    if isinstance(values, list | tuple):
        return all(map(are_values, values))
    return values is not None and not isinstance(values, bool)


def is_range(value: object) -> bool:
    """Return True for a text, or two values."""
    return isinstance(value, str) or (isinstance(value, list | tuple) and len(value) == 2 and are_values(value))


def texts(values: Values) -> tuple[str, ...]:
    """Return the values as texts: `x=1`, or `1` where there is no name. Raises UsageError for what is no number."""
    if values is None:
        return ()
    if isinstance(values, Mapping):
        return tuple(f"{name}={_text(value)}" for name, value in values.items())
    return tuple(map(_text, values)) if isinstance(values, list | tuple) else (_text(values),)


def _text(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_text, value))}]"
    if isinstance(value, float) and isnan(value):
        raise UsageError(f"{value} is not the coordinate of a point")
    return str(value).lower() if isinstance(value, Decimal) else str(value)


def require_no_file(values: Values) -> None:
    """Raise UsageError if a value that was not typed on the command line names a file."""
    if any(text.lstrip().startswith("@") or re.search(r"=\s*@", text) for text in texts(values)):
        raise UsageError("only the command line reads a point from a file", hint="write --at @point.json there")


LARGEST_FILE = 1 << 26
"""Bytes."""


def read_file(name: str) -> str:
    """Return the text of a file. Raises UsageError if there is none, or too much of it."""
    from pathlib import Path  # only a file pays for this import

    try:
        with Path(name).open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as fault:  # ValueError: a null character in the name
        reason = fault.strerror if isinstance(fault, OSError) else str(fault)
        raise UsageError(f"cannot read {name or 'a file without a name'}: {reason}") from None
    if len(data) > LARGEST_FILE:
        raise UsageError(f"{name} is larger than {LARGEST_FILE >> 20} MiB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UsageError(f"{name} is not UTF-8: byte {fault.start} is 0x{data[fault.start]:02x}") from None
