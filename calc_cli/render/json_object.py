"""One JSON object on one line: the keys of every command in one order, absent where they do not apply."""

import json
import math
from collections.abc import Mapping
from typing import TypeAlias

from calc_cli.calculus.result import Null

Schema: TypeAlias = Mapping[str, object]

_ANY: Schema = {}
_TEXT: Schema = {"type": "string"}
_TRUTH: Schema = {"type": ["boolean", "null"]}
_WHOLE: Schema = {"type": "integer"}
_LIST: Schema = {"type": "array"}
_OBJECT: Schema = {"type": "object"}
_RESULT: Schema = {"type": ["string", "array", "null"]}
_NUMBERS: Schema = {"type": ["number", "array", "null"]}

KEYS: dict[str, Schema] = {
    "ok": _TRUTH,
    "line": _WHOLE,
    "command": _TEXT,
    "input": _TEXT,
    "expr": _TEXT,
    "other": _TEXT,
    "shapes": _OBJECT,
    "wrt": _LIST,
    "layout": _TEXT,
    "implicit": _TEXT,
    "inverse": _ANY,
    "order": _WHOLE,
    "step": _WHOLE,
    "from": _ANY,
    "to": _RESULT,
    "method": _TEXT,
    "rate": _NUMBERS,
    "result": _RESULT,
    "latex": _RESULT,
    "at": _OBJECT,
    "value": {"type": ["string", "array", "number", "null"]},
    "approx": _NUMBERS,
    "tangent": _ANY,
    "normal": _ANY,
    "approximation": _ANY,
    "directional": _RESULT,
    "directional_approx": _NUMBERS,
    "domain": _TEXT,
    "accumulations": _LIST,
    "parts": _LIST,
    "eigenvalues": _ANY,
    "derivatives": _ANY,
    "symmetry": _ANY,
    "period": _ANY,
    "intercepts": _ANY,
    "holes": _ANY,
    "poles": _ANY,
    "jumps": _ANY,
    "ends": _ANY,
    "asymptotes": _ANY,
    "monotony": _ANY,
    "critical": _ANY,
    "extrema": _ANY,
    "bounds": _ANY,
    "concavity": _ANY,
    "inflections": _ANY,
    "exists": _TRUTH,
    "kind": _TEXT,
    "cases": _ANY,
    "left": _ANY,
    "right": _ANY,
    "estimate": _NUMBERS,
    "error_estimate": _NUMBERS,
    "agree": _TRUTH,
    "diverges_at": _ANY,
    "antiderivative": _ANY,
    "certainty": _TEXT,
    "unproved": _ANY,
    "slope": _NUMBERS,
    "events": _LIST,
    "behaviour": _TEXT,
    "stopped": _TEXT,
    "outside": _OBJECT,
    "curvature": _OBJECT,
    "kinks": _LIST,
    "closed_form": _OBJECT,
    "table": _LIST,
    "equations": _LIST,
    "outputs": _LIST,
    "locals": _LIST,
    "paths": _LIST,
    "layers": _LIST,
    "nodes": _LIST,
    "range": _ANY,
    "y_range": _ANY,
    "curves": _LIST,
    "levels": _LIST,
    "arrows": _LIST,
    "check": _OBJECT,
    "lines": _LIST,
    "first_wrong": _ANY,
    "finished": _TRUTH,
    "level": _WHOLE,
    "seed": _WHOLE,
    "exercises": _LIST,
    "steps": _LIST,
    "rules": _LIST,
    "notations": _LIST,
    "notes": _LIST,
    "error": _OBJECT,
}
"""Every key, in the order of the output, with what JSON Schema says of its value; docs/json.md tells what they mean."""


def schema_text() -> str:
    """Return the JSON Schema of every output."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "an answer of calc",
        "type": "object",
        "properties": KEYS,
        "required": ["ok"],
        "additionalProperties": False,
    }
    return json.dumps(schema, indent=2)


def json_object(fields: Mapping[str, object]) -> str:
    """Return `fields` on one line, ordered as KEYS, those that are None or empty left out."""
    ordered = {key: _value(fields[key]) for key in KEYS if key in fields and fields[key] not in (None, (), [], {})}
    return json.dumps(ordered, ensure_ascii=False)


def _value(value: object) -> object:
    if isinstance(value, Null) or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, Mapping):
        return {key: _value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_value(item) for item in value]
    return value
