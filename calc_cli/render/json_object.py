"""Answers as JSON: one object on one line, the keys of every command in one order, each with its type.

The types are those of JSON Schema, down to the entries of lists and objects; docs/json.md tells what the keys mean.
"""

import json
import math
from collections.abc import Mapping
from typing import TypeAlias

from calc_cli.calculus.result import Null

Schema: TypeAlias = Mapping[str, object]

_TEXT: Schema = {"type": "string"}
_NUMBER: Schema = {"type": ["number", "null"]}
_WHOLE: Schema = {"type": "integer"}
_TRUTH: Schema = {"type": ["boolean", "null"]}


def _some(*schemas: Schema) -> Schema:
    return {"anyOf": list(schemas)}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _nested(entry: Schema) -> Schema:
    """Return the schema of an entry, a list of such, or rows of them."""
    return _some(entry, _list(entry), _list(_list(entry)))


def _map(values: Schema) -> Schema:
    """Return the schema of an object whose keys are letters, or whatever else the question is about."""
    return {"type": "object", "additionalProperties": values}


def _record(optional: Mapping[str, Schema] | None = None, /, **required: Schema) -> Schema:
    """Return the schema of an object with these fields; a final _ keeps a name from being a word of Python."""
    needed = {name.rstrip("_"): schema for name, schema in required.items()}
    return {
        "type": "object",
        "properties": {**needed, **(optional or {})},
        "required": list(needed),
        "additionalProperties": False,
    }


def _each(names: str, schema: Schema) -> dict[str, Schema]:
    return dict.fromkeys(names.split(), schema)


_ENTRY = _some(_TEXT, _NUMBER)
_VALUE = _nested(_ENTRY)
_POINT = _map(_VALUE)
_POINTS = _list(_list(_list(_NUMBER)))
_RULE = _record(_each("latex", _TEXT), rule=_TEXT, message=_TEXT)
_FORM = _record(_each("better", _TEXT), demand=_TEXT, met=_TRUTH)
_CHECK: dict[str, Schema] = {
    "verdict": {"enum": ["correct", "incorrect", "undecided", "follows", "given", "not checked"]},
    "certainty": {"enum": ["proved", "sampled", "rounded"]},
    "counterexample": _record(at=_POINT, expected=_VALUE, given=_VALUE),
    "diagnosis": _list(_RULE),
    "remarks": _list(_TEXT),
    "form": _FORM,
    "component": _TEXT,
}
_TANGENT = _some(_TEXT, _list(_TEXT), _record(left=_TEXT, right=_TEXT))
_LINE = {**_each("order follows corrects", _WHOLE), "about": _TEXT, "pending": _TRUTH}
_STEP = {"$ref": "#/$defs/step"}
_STEPS = _list(_some(_STEP, _record(rule=_TEXT, input=_TEXT, result=_TEXT)))
_INTERVALS = _list(_record(from_=_TEXT, to=_TEXT, closed=_list(_TRUTH), direction=_TEXT))
_PLACE = {**_each("x value left right limit kind nature slope", _ENTRY), "approx": _list(_NUMBER), "global": _TRUTH}
_SEVERAL = {
    **_each("value kind", _TEXT),
    **_each("at period", _POINT),
    "approx": _list(_NUMBER),
    "multipliers": _list(_TEXT),
}
_PLACES = _list(_some(_record(_PLACE), _record({**_SEVERAL, "family": _list(_TEXT)})))
_ZEROS = _list(_some(_record({**_PLACE, "family": _TEXT}), _INTERVALS["items"]))  # type: ignore[arg-type]
_ASKED = _map(_some(_TEXT, _WHOLE))
_EXTREME = _record(value=_TEXT, attained=_TRUTH, at=_list(_TEXT))
_EDGE = {**_each("value", _TEXT), "approx": _NUMBER, "to": _TEXT, "derivative": _TEXT}
_NODE = {**_each("value adjoint", _TEXT), **_each("approx adjoint_approx", _NUMBER)}
_MARK = _record(x=_NUMBER, y=_NUMBER, kind=_TEXT)
_CURVE = {**_each("name expr at h slope", _TEXT), "marks": _list(_MARK), "asymptotes": _list(_NUMBER)}
_VISIT = _record(_each("events", _list(_TEXT)), step=_WHOLE, at=_POINT, value=_NUMBER, slope=_NUMBER)
_RULES = _record(
    {
        **_each("key name group pattern derivative antiderivative where source statement", _TEXT),
        **_each("latex", _some(_TEXT, _list(_TEXT))),
        "example": _some(_TEXT, _record(expr=_TEXT, wrt=_TEXT, result=_TEXT)),
        "mistakes": _list(_record(name=_TEXT, formula=_TEXT, message=_TEXT)),
        "aliases": _list(_TEXT),
        "steps": _STEPS,
    }
)

KEYS: Mapping[str, Schema] = {
    "ok": _TRUTH, "line": _WHOLE, "command": _TEXT, "input": _TEXT, "expr": _TEXT, "other": _TEXT,
    "shapes": _map(_list(_TEXT)), "wrt": _list(_TEXT), "layout": _TEXT, "implicit": _TEXT,
    "inverse": _some(_TRUTH, _TEXT), "order": _WHOLE, "step": _WHOLE, "from": _some(_POINT, _TEXT),
    "to": _some(_POINT, _TEXT), "method": _TEXT, "rate": _NUMBER, "result": _VALUE, "latex": _VALUE,
    "at": _some(_POINT, _TEXT), "value": _VALUE, "approx": _nested(_NUMBER),
    "tangent": _TANGENT, "normal": _TANGENT,
    "approximation": _record({**_each("graph derivative hessian", _TEXT), "order": _WHOLE}, result=_TEXT),
    "directional": _TEXT, "directional_approx": _NUMBER, "domain": _TEXT,
    "accumulations": _list(_record(to=_TEXT, oscillates=_TRUTH)),
    "parts": _list(_list(_TEXT)),
    "eigenvalues": _record(positive=_WHOLE, negative=_WHOLE, zero=_WHOLE),
    "derivatives": _list(_TEXT), "symmetry": _TEXT,
    "period": _record(_each("factor step", _TEXT), length=_TEXT),
    "intercepts": _record(zeros=_ZEROS, at_zero=_some(_TEXT, _TRUTH)),
    "holes": _PLACES, "poles": _PLACES, "jumps": _PLACES,
    "ends": _list(_record(to=_TEXT, limit=_some(_TEXT, _TRUTH))),
    "asymptotes": _list(_record(to=_TEXT, line=_TEXT)), "monotony": _INTERVALS, "critical": _PLACES, "extrema": _PLACES,
    "bounds": _record(_each("greatest least", _EXTREME)), "concavity": _INTERVALS, "inflections": _PLACES,
    "exists": _TRUTH, "kind": _TEXT,
    "cases": _list(_record(_each("result latex", _some(_TEXT, _TRUTH)), condition=_TEXT, kind=_TEXT)),
    "left": _ENTRY, "right": _ENTRY, "estimate": _NUMBER, "error_estimate": _NUMBER, "agree": _TRUTH,
    "diverges_at": _TEXT, "antiderivative": _TEXT, "certainty": _TEXT, "unproved": _list(_TEXT), "slope": _NUMBER,
    "events": _list(_TEXT), "behaviour": _TEXT, "stopped": _TEXT, "outside": _some(_POINT, _TEXT),
    "curvature": _record(_each("condition limit_rate best_rate", _NUMBER), least=_NUMBER, greatest=_NUMBER, of=_TEXT),
    "kinks": _list(_TEXT),
    "closed_form": _record(_each("formula", _TEXT), at=_POINT, value=_NUMBER),
    "table": _list(_some(_VISIT, _map(_NUMBER))), "equations": _list(_TEXT), "outputs": _list(_TEXT),
    "locals": _list(_record(of=_TEXT, wrt=_TEXT, derivative=_TEXT)),
    "paths": _list(_record(of=_TEXT, wrt=_TEXT, count=_WHOLE, paths=_list(_list(_TEXT)))),
    "layers": _list(_list(_TEXT)),
    "nodes": _list(_record(_NODE, name=_TEXT, operation=_TEXT, edges=_list(_record(_EDGE)))),
    "range": _list(_ENTRY), "y_range": _list(_ENTRY),
    "curves": _list(_record(_CURVE, role=_TEXT, of=_WHOLE, points=_POINTS)),
    "levels": _list(_record(value=_NUMBER, lines=_POINTS)), "arrows": _list(_list(_NUMBER)), "check": _record(_CHECK),
    "lines": _list(_record({**_CHECK, **_LINE}, line=_WHOLE, text=_TEXT)),
    "first_wrong": _WHOLE, "finished": _TRUTH, "level": _WHOLE, "seed": _WHOLE,
    "exercises": _list(_record(_each("latex result", _nested(_TEXT)), topic=_TEXT, command=_TEXT, question=_ASKED)),
    "steps": _STEPS, "rules": _list(_RULES),
    "notations": _list(_record(means=_TEXT, forms=_list(_record(_each("text ascii latex by typed", _TEXT))))),
    "notes": _list(_TEXT),
    "error": _record({"span": _list(_WHOLE), "hint": _TEXT}, kind=_TEXT, message=_TEXT),
}  # fmt: skip
"""Every key with the schema of its value, in the order of the output."""


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


def schema_text() -> str:
    """Return the JSON Schema of every output."""
    step = _record(_each("latex", _TEXT), rule=_TEXT, input=_TEXT, result=_TEXT, children=_list(_STEP))
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "an answer of calc",
        "type": "object",
        "properties": KEYS,
        "required": ["ok"],
        "additionalProperties": False,
        "$defs": {"step": step},
    }
    return json.dumps(schema, indent=2)
