"""One JSON object on one line: the keys of every command in one order, absent where they do not apply."""

import json
import math
from collections.abc import Mapping

from calc_cli.calculus.result import Null

KEYS = (
    "ok", "line", "command", "input", "expr", "other", "shapes", "wrt", "layout", "implicit", "inverse", "order",
    "step", "from", "to", "method", "rate", "result", "latex", "at", "value", "approx", "tangent", "normal",
    "approximation", "directional", "directional_approx", "domain", "accumulations", "parts", "eigenvalues",
    "derivatives", "symmetry", "period", "intercepts", "holes", "poles", "jumps", "ends", "asymptotes", "monotony",
    "critical", "extrema", "bounds", "concavity", "inflections", "exists", "kind", "cases", "left", "right",
    "estimate", "error_estimate", "agree", "diverges_at", "antiderivative", "certainty", "unproved", "slope",
    "events", "behaviour", "stopped", "outside", "curvature", "kinks", "closed_form", "table", "equations", "outputs",
    "locals", "paths", "layers", "nodes", "range", "y_range", "curves", "levels", "arrows", "check", "lines",
    "first_wrong", "finished", "level", "seed", "exercises", "steps", "rules", "notations", "notes", "error",
)  # fmt: skip
"""Every key, in the order of the output; schema.py has their types, docs/json.md tells what they mean."""


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
