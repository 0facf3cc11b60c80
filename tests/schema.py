"""As much of JSON Schema as `calc help json --schema` uses: what in a value does not fit."""

from collections.abc import Iterator
from typing import Any

TYPES = {"string": str, "boolean": bool, "integer": int, "number": (int, float), "array": list, "object": dict}
KNOWN = {"$schema", "title", "$defs", "$ref", "type", "anyOf", "enum", "items", "properties", "required",
         "additionalProperties"}  # fmt: skip


def faults(value: Any, schema: dict[str, Any], root: dict[str, Any], place: str = "") -> Iterator[str]:
    """Yield each place in `value` that does not fit, and why. The `root` has the definitions."""
    assert set(schema) <= KNOWN
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema and all(any(faults(value, each, root)) for each in schema["anyOf"]):
        yield f"{place}: none of the kinds that it could be"
    if value not in schema.get("enum", [value]):
        yield f"{place}: {value!r}"
    kinds = schema.get("type", [])
    if kinds and not any(_is(value, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        yield f"{place}: {value!r} is no {kinds}"
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from faults(item, schema.get("items", {}), root, f"{place}[{i}]")
    elif isinstance(value, dict):
        yield from (f"{place}.{name} is missing" for name in schema.get("required", ()) if name not in value)
        other = schema.get("additionalProperties", {})
        for name, item in value.items():
            known = schema.get("properties", {}).get(name, other)
            if known is False:
                yield f"{place}.{name} is unknown"
            else:
                yield from faults(item, known, root, f"{place}.{name}")


def _is(value: Any, kind: str) -> bool:
    if kind == "null":
        return value is None
    return isinstance(value, TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))
