"""A line of a batch as a question: an expression, or a JSON object whose keys are option names.

The keys override the command line's options for that line.
"""

import json
import sys
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, NoReturn

from calc_cli.errors import ExpressionSyntaxError, UsageError
from calc_cli.questions.declaration import Parameter, Question, parameters, require_no_files

OF_THE_BATCH = ("format", "json", "ascii", "timeout", "memory", "jobs")
"""Options that no single line can have."""


def question_from(line: str, common: Question) -> Question:
    """Return the question that `line` asks, `common` holding the options of the command line.

    Raises ExpressionSyntaxError if the line is broken JSON, UsageError if a key or its value is no option's.
    """
    if not is_object(line):
        return common.of_line(line.strip())
    known = {parameter.key: parameter for parameter in parameters(type(common))}
    values = parse_object(line)
    subject = next(iter(known))
    if subject not in values:
        raise UsageError(f"the key '{subject}' is missing", hint='for example {"expr": "x^2", "at": "x=1"}')
    for key, value in values.items():
        _check(key, value, known)
    question = replace(common, **{known[key].name: value for key, value in values.items()})
    require_no_files(question)
    return question


def is_object(line: str) -> bool:
    """Tell JSON from an expression, which may begin with a bracket of the same shape but holds no quotation mark."""
    return line.lstrip().startswith("{") and ('"' in line or ":" in line)


def parse_object(text: str) -> Any:
    """Return the value that a text is in JSON, numbers as they are written: 0.1 is one tenth.

    Raises ExpressionSyntaxError if it is none, UsageError for a key that occurs twice and for NaN.
    """
    try:
        return json.loads(
            text,
            parse_int=_whole,
            parse_float=Decimal,
            parse_constant=_no_number,
            object_pairs_hook=_without_repetition,
        )
    except json.JSONDecodeError as fault:
        message = f"this is not JSON: {fault.msg[0].lower()}{fault.msg[1:]}"
        raise ExpressionSyntaxError(message, source=text, span=(fault.pos, fault.pos + 1)) from None


def _whole(digits: str) -> int | Decimal:
    """Return a number of any length; Python's int refuses what has some thousands of digits."""
    return int(digits) if len(digits) < sys.int_info.str_digits_check_threshold else Decimal(digits)


def _no_number(name: str) -> NoReturn:
    """Refuse what some programs write into JSON: NaN and Infinity."""
    raise UsageError(f"{name} is not a number that JSON can write", hint=f'write it as a text: "{name.lower()}"')


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object, no key of which may stand there twice."""
    values: dict[str, Any] = {}
    for key, value in pairs:
        if key in values:
            raise UsageError(f"the key '{key}' is given twice")
        values[key] = value
    return values


def _check(key: str, value: object, known: dict[str, Parameter]) -> None:
    """Raise UsageError if this is no option of a line, or not a value of it."""
    if key in OF_THE_BATCH:
        raise UsageError(f"the key '{key}' is for the whole batch", hint=f"write --{key} on the command line")
    if key not in known:
        near = get_close_matches(key, known, n=1)
        raise UsageError(f"unknown key '{key}'" + (f"; did you mean '{near[0]}'?" if near else ""))
    fault = known[key].fault(value)
    if fault is not None:
        raise UsageError(f"the key '{key}' {fault}, not {json.dumps(value, default=str)[:40]}")
