"""What is said of an answer, for JSON."""

from collections.abc import Callable

import sympy as sp

from calc_cli.calculus.checking.verdict import Check, Counterexample
from calc_cli.render.as_json import NULL


def check_object(check: Check, write: Callable[[sp.Basic], str]) -> dict[str, object]:
    """Return the value of the key `check`; keys that do not apply are absent."""
    found = {
        "verdict": check.verdict,
        "certainty": check.certainty,
        "counterexample": None if check.counterexample is None else _point(check.counterexample, write),
        "diagnosis": [{"rule": d.rule, "message": d.message} for d in check.diagnosis] or None,
    }
    return {key: value for key, value in found.items() if value is not None}


def _point(found: Counterexample, write: Callable[[sp.Basic], str]) -> dict[str, object]:
    return {
        "at": {x.name: write(value) for x, value in found.at.items()},
        "expected": NULL if found.expected is None else write(found.expected),
        "given": NULL if found.given is None else write(found.given),
    }
