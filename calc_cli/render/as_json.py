"""Any result as one JSON object: its fields, with expressions as plain text, then the steps and the notes."""

from collections.abc import Mapping
from typing import Any

import mpmath

from calc_cli.calculus.result import (
    NULL,
    Checked,
    Conditions,
    Exact,
    MatrixConditions,
    NoAnswer,
    Null,
    NumericValue,
    Result,
    Typeset,
    is_of_matrices,
)
from calc_cli.render.as_plain import text
from calc_cli.render.display import Display
from calc_cli.render.json_object import json_object
from calc_cli.render.latex import LATEX


def as_json(result: Result, display: Display) -> str:
    """Return the object on one line."""
    reason: tuple[str, ...] = ()
    if isinstance(result.answer, NoAnswer):
        from calc_cli.render.no_answer import reason_of  # only who gets no answer pays for this import

        reason = (reason_of(result.answer),)
    fields = {"steps": result.steps, **result.fields}
    return json_object({
        "ok": True,
        "line": display.line,
        "command": display.command,
        "input": display.text or None,
        **{key: _value(value, display.digits) for key, value in fields.items() if key != display.told},
        "notes": (*result.notes, *reason),
    })  # fmt: skip


def _value(value: Any, digits: int | None) -> object:
    """Return a field as JSON has it, in lists, mappings, texts and numbers."""
    match value:
        case None | bool() | int() | float() | str() | Null():
            return value
        case Mapping():
            return _mapping(value, digits)
        case list() | tuple():
            return [_value(item, digits) for item in value]
        case Typeset():
            return LATEX.value(value.expression, digits, typed=value.typed)
        case Conditions():
            return conditions_text(value) if value.conditions else None
        case Checked():
            return _check(value)
        case Exact() if isinstance(value.expression, mpmath.mpf):
            from calc_cli.render.numbers import measured

            return measured(value.expression)
        case Exact() | NumericValue():
            return text(value, digits)
    return _expression(value, digits)


def _expression(value: Any, digits: int | None) -> object:
    """Return an expression as text, a list of expressions as a list, and a step with the steps that it rests on."""
    if is_of_matrices(value):  # which need no SymPy
        return text(value)
    from calc_cli.calculus.steps import Step

    if isinstance(value, Step):
        from calc_cli.render.steps import tree

        return tree(value)
    return text(value, digits)


def _mapping(value: Mapping[Any, object], digits: int | None) -> Mapping[str, object]:
    """Return a mapping by texts; the coordinates of a point are exact, and what a check says stands beside the rest."""
    found: dict[str, object] = {}
    for key, item in value.items():
        if isinstance(item, Checked):
            found |= _check(item)
        elif isinstance(key, str):
            found[key] = NULL if item is None else _value(item, digits)
        elif isinstance(key, tuple):
            found[", ".join(map(text, key))] = _value(item, digits)
        else:
            found[text(key)] = text(item)
    return found


def _check(checked: Checked) -> dict[str, object]:
    from calc_cli.render.check import check_object  # only an answer pays for this import

    return check_object(checked)


def conditions_text(conditions: Conditions) -> str:
    """Return conditions that hold together as plain text."""
    if isinstance(conditions, MatrixConditions):
        from calc_cli.render.matrix.plain import Plain
        from calc_cli.render.matrix.words import conditions as in_words

        return in_words(conditions.conditions, Plain())
    from calc_cli.render.plain import plain_conditions

    return plain_conditions(conditions.conditions)
