"""Any result as plain text in calc's own language, and as one JSON object whose expressions are such texts.

Plain text has the steps, then the answer, or the verdict on a given one; JSON the fields, the steps and the notes.
"""

from collections.abc import Mapping
from typing import Any

from calc_cli.calculus import result as protocol
from calc_cli.render.display import Display
from calc_cli.render.json_object import json_object


def as_plain(result: protocol.Result, display: Display) -> str:
    """Return a line for each step, then the answer; nothing if there is none. A line of a batch has no steps."""
    lines = [_answer(result, display)]
    if result.steps and display.line is None:
        from calc_cli.render.steps import plain_lines  # only who wants to read steps pays for this import

        lines = [*plain_lines(result.steps), *lines]
    return "\n".join(lines)


def _answer(result: protocol.Result, display: Display) -> str:
    if result.verdict is not None:
        return result.verdict
    answer = result.answer
    if isinstance(answer, protocol.NoAnswer):
        return ""
    return "\n".join(text(item, display.digits) for item in (answer if type(answer) is tuple else (answer,)))


def text(value: Any, digits: int | None = None) -> str:
    """Return an expression, numbers or a text on one line, expressions and numbers to so many `digits`."""
    if isinstance(value, str):
        return value
    if isinstance(value, protocol.NumericValue):
        from calc_cli.render.matrix.words import rows

        return rows(value.value, digits if value.rounded else None)
    typed = isinstance(value, protocol.Exact) and value.typed
    if isinstance(value, protocol.Exact):
        value, digits = value.expression, None
    if protocol.is_of_matrices(value):
        from calc_cli.render.matrix.plain import plain as plain_matrix

        return plain_matrix(value)
    from mpmath import mpf

    from calc_cli.render.numbers import in_decimals, measured
    from calc_cli.render.plain import plain

    return measured(value) if isinstance(value, mpf) else plain(in_decimals(value, digits), typed=typed)


def as_json(result: protocol.Result, display: Display) -> str:
    """Return the object on one line."""
    reason: tuple[str, ...] = ()
    if isinstance(result.answer, protocol.NoAnswer):
        from calc_cli.render.no_answer import reason_of  # only who gets no answer pays for this import

        reason = (reason_of(result.answer),)
    from calc_cli.render.notes import words  # which needs this module

    fields = {"steps": result.steps, "domain": protocol.Conditions(result.domain), **result.fields}
    return json_object({
        "ok": True,
        "line": display.line,
        "command": display.command,
        "input": display.text or None,
        **{key: _value(value, display.digits) for key, value in fields.items() if key != display.told},
        "notes": (*map(words, result.notes), *reason),
    })  # fmt: skip


def _value(value: Any, digits: int | None) -> object:
    """Return a field as JSON has it: in lists, mappings, texts and numbers, an expression as text, a step as a tree."""
    match value:
        case None | bool() | int() | float() | str() | protocol.Null():
            return value
        case Mapping():
            return _mapping(value, digits)
        case list() | tuple():
            return [_value(item, digits) for item in value]
        case protocol.Typeset():
            from calc_cli.render.latex import LATEX

            return LATEX.value(value.expression, digits, typed=value.typed)
        case protocol.Conditions():
            return conditions_text(value.conditions) if value.conditions else None
        case protocol.Checked():
            return _check(value)
        case protocol.Exact() | protocol.NumericValue() | protocol.MatrixExpression():  # which need no SymPy
            return text(value, digits)
    from calc_cli.calculus.steps import Step

    if not isinstance(value, Step):
        return text(value, digits)
    from calc_cli.render.steps import tree

    return tree(value)


def _mapping(value: Mapping[Any, object], digits: int | None) -> Mapping[str, object]:
    """Return a mapping by texts; the coordinates of a point are exact, and what a check says stands beside the rest."""
    found: dict[str, object] = {}
    for key, item in value.items():
        if isinstance(item, protocol.Checked):
            found |= _check(item)
        elif isinstance(key, str):
            found[key] = protocol.NULL if item is None else _value(item, digits)
        elif isinstance(key, tuple):
            found[", ".join(map(text, key))] = _value(item, digits)
        else:
            found[text(key)] = text(item)
    return found


def _check(checked: protocol.Checked) -> dict[str, object]:
    from calc_cli.render.check import check_object  # only an answer pays for this import

    return check_object(checked)


def conditions_text(conditions: tuple[Any, ...]) -> str:
    """Return conditions that hold together as plain text."""
    from sympy import Basic

    if isinstance(conditions[0], Basic):
        from calc_cli.render.plain import plain_conditions

        return plain_conditions(conditions)
    from calc_cli.render.matrix.plain import Plain
    from calc_cli.render.matrix.words import conditions as in_words

    return in_words(conditions, Plain())
