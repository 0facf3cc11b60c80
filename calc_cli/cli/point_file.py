"""`--at @point.json`: a point in a file, for those with more coordinates than a command line has room for.

Only the command line names files. A line of a batch or a call from Python cannot, so that nobody else's text opens one.
"""

import json
from typing import Any

from calc_cli.errors import CalcError, UsageError
from calc_cli.questions.texts import are_values, read_file, texts
from calc_cli.run.lines import parse_object
from calc_cli.syntax.words import canonical


def point_of_file(path: str) -> tuple[str, ...]:
    """Return the coordinates `name=value` in a file with one JSON object, {"x": 1, "y": "pi/2"}.

    Raises UsageError or ExpressionSyntaxError, with the line of the file that is at fault.
    """
    text = read_file(path)
    try:
        values = _values(text)
    except CalcError as error:
        raise _in_file(error, path, text) from None
    return texts(values)


def _values(text: str) -> dict[str, Any]:
    """Return the values by their names. Raises any CalcError of which the span is one of the text."""
    try:
        values = parse_object(text)
    except RecursionError:
        values = None
    if not isinstance(values, dict) or not values:
        raise UsageError("a point is one object of values", hint='for example {"x": 1, "y": "pi/2"}')
    for name, value in values.items():
        if canonical(name) is None:
            raise UsageError(f"'{name}' is not a name", span=_span(name, text))
        if isinstance(value, dict) or not are_values(value):
            raise UsageError(f"the value of {name} must be a number, a list or a text", span=_span(name, text))
    return values


def _span(name: str, text: str) -> tuple[int, int] | None:
    """Return where the key is in the text, if it is written as it is read."""
    key = json.dumps(name, ensure_ascii=False)
    start = text.find(key)
    return None if start < 0 else (start, start + len(key))


def _in_file(error: CalcError, path: str, text: str) -> CalcError:
    """Return the error with the line of the file in which its span begins."""
    error.where, error.source = path, None
    if error.span is not None:
        start, end = error.span
        first = text.rfind("\n", 0, start) + 1
        error.where = f"{path}, line {text.count(chr(10), 0, start) + 1}"
        error.source = text[first:].partition("\n")[0]
        error.span = (start - first, min(end - first, len(error.source)))
    return error
