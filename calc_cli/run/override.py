"""A line of a batch as a request: an expression, or a JSON object whose keys are option names.

The keys override the command line's options for that line.
"""

import json
from collections.abc import Callable
from dataclasses import Field, fields, replace
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, NoReturn

from calc_cli.errors import ExpressionSyntaxError, UsageError
from calc_cli.questions.texts import Request, without_files

RANGES: dict[str, tuple[int, int | None]] = {"order": (1, None), "digits": (1, 1000)}
"""The least and the greatest value of the options that are whole numbers."""

OF_THE_BATCH = ("format", "json", "timeout", "memory", "jobs")
"""Options that no single line can have."""


def request_from(line: str, common: Request) -> Request:
    """Return the request that `line` makes, `common` holding the options of the command line.

    Raises ExpressionSyntaxError if the line is broken JSON, UsageError if a key or its value is no option's.
    """
    if not is_object(line):
        return common.of_line(line.strip())
    values = _parsed(line)
    for key in common.REQUIRED:
        if key not in values:
            raise UsageError(f"the key '{key}' is missing", hint='for example {"expr": "x^2", "at": "x=1"}')
    known = {field.name: field for field in fields(common)}
    return replace(common, **{key: _read(key, value, known) for key, value in values.items()})


def is_object(line: str) -> bool:
    """Tell JSON from an expression, which may begin with a bracket of the same shape but holds no quotation mark."""
    return line.lstrip().startswith("{") and ('"' in line or ":" in line)


def _parsed(line: str) -> dict[str, Any]:
    try:
        # A number stays as it is written: 0.1 is one tenth.
        values = json.loads(line, parse_float=Decimal, parse_constant=no_number, object_pairs_hook=without_repetition)
    except json.JSONDecodeError as fault:
        raise ExpressionSyntaxError(
            f"this line is not JSON: {fault.msg[0].lower()}{fault.msg[1:]}",
            source=line,
            span=(fault.pos, fault.pos + 1),
        ) from None
    assert isinstance(values, dict)  # the line begins with a brace
    return values


def no_number(name: str) -> NoReturn:
    """Refuse what some programs write into JSON: NaN and Infinity."""
    raise UsageError(f"{name} is not a number that JSON can write", hint=f'write it as a text: "{name.lower()}"')


def without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object, no key of which may stand there twice."""
    values: dict[str, Any] = {}
    for key, value in pairs:
        if key in values:
            raise UsageError(f"the key '{key}' is given twice")
        values[key] = value
    return values


def _read(key: str, value: Any, known: dict[str, Field[Any]]) -> Any:
    if key in OF_THE_BATCH:
        raise UsageError(f"the key '{key}' is for the whole batch", hint=f"write --{key} on the command line")
    if key not in known:
        near = get_close_matches(key, known, n=1)
        raise UsageError(f"unknown key '{key}'" + (f"; did you mean '{near[0]}'?" if near else ""))
    expected, read = _READERS[known[key].type]
    result = read(value)
    least, greatest = RANGES.get(key, (None, None))
    if least is not None and isinstance(result, int) and not least <= result <= (greatest or result):
        raise UsageError(
            f"the key '{key}' must be " + (f"from {least} to {greatest}" if greatest else f"at least {least}")
        )
    if result is _WRONG:
        raise UsageError(f"the key '{key}' must be {expected}, not {json.dumps(value, default=str)[:40]}")
    return without_files(result) if key == "at" else result


_WRONG = object()


def _text(value: Any) -> Any:
    return value if isinstance(value, str) else _WRONG


def _whole(value: Any) -> Any:
    return value if isinstance(value, int) and not isinstance(value, bool) else _WRONG


def _flag(value: Any) -> Any:
    return value if isinstance(value, bool) else _WRONG


def _number_or_text(value: Any) -> Any:
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return str(value).lower()
    return _text(value)


def _texts(value: Any) -> Any:
    """`"x=1,y=2"`, `["x=1", "y=2"]`, `[1, 2]`, `{"x": 1, "y": "pi/2"}` or `1`."""
    if isinstance(value, dict):
        named = {name: _number_or_text(each) for name, each in value.items()}
        return _WRONG if _WRONG in named.values() else tuple(f"{name}={each}" for name, each in named.items())
    if isinstance(value, list):
        texts = tuple(map(_number_or_text, value))
        return _WRONG if _WRONG in texts else texts
    text = _number_or_text(value)
    return _WRONG if text is _WRONG else (text,)


_READERS: dict[Any, tuple[str, Callable[[Any], Any]]] = {
    str: ("a text", _text),
    str | None: ("a text", _text),
    tuple[str, ...]: ("a value, a list of values or an object of values", _texts),
    int: ("a whole number", _whole),
    int | None: ("a whole number", _whole),
    bool: ("true or false", _flag),
}
"""By the type of the request's field: what a value must be, and how it is read."""
