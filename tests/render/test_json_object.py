"""JSON that every reader of JSON reads."""

import json
import re
from pathlib import Path

from calc_cli.calculus.result import NULL
from calc_cli.render.json_object import KEYS, json_object


def test_keys_come_in_the_order_of_the_manual():
    text = json_object(dict.fromkeys(reversed(KEYS), 1))
    assert list(json.loads(text)) == list(KEYS)


def test_the_manual_has_every_key():
    manual = (Path(__file__).parents[2] / "docs" / "json.md").read_text()
    assert [key for key in KEYS if not re.search(f'[`"]{key}[`"]', manual)] == []


def test_what_does_not_apply_is_absent_and_what_cannot_be_written_is_null():
    fields = {"ok": False, "order": 0, "line": None, "notes": (), "approx": float("inf"), "result": NULL, "at": {}}
    assert json_object(fields) == '{"ok": false, "order": 0, "result": null, "approx": null}'
    assert json_object({"table": [[0.5, float("nan")]]}) == '{"table": [[0.5, null]]}'
