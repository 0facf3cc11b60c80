"""The tape: what is one operation, what is shared, what is a constant, and where each stands in the text."""

import pytest

from calc_cli.algebra.functions import symbol
from calc_cli.calculus.graph.record import record
from calc_cli.calculus.graph.tape import Tape
from calc_cli.errors import CalcError
from calc_cli.syntax.parser import parse


def tape(text: str, names: str = "x y") -> Tape:
    return record(parse(text).tree, text, [symbol(name) for name in names.split()], {})


KINDS = [
    # text                  operations after the variables, in order
    ("x + y",               ["sum"]),
    ("x - y",               ["sum"]),
    ("x y",                 ["product"]),
    ("x/y",                 ["product"]),
    ("x y/2 x",             ["constant", "product"]),
    ("x^2 y + sin(x y)",    ["function", "product", "product", "function", "sum"]),
    ("sin(x) + sin(x)",     ["function", "sum"]),
    ("(x y)(x y)",          ["product", "product"]),
    ("2 sin(3) x",          ["constant", "product"]),
    ("x",                   []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kinds"), KINDS, ids=[row[0] for row in KINDS])
def test_operations(text: str, kinds: list[str]) -> None:
    found = [entry.kind for entry in tape(text).entries if entry.kind not in ("variable", "constant")]
    assert found == [kind for kind in kinds if kind != "constant"]


@pytest.mark.parametrize("text", [row[0] for row in KINDS])
def test_arguments_stand_before_and_every_entry_is_one_of_its_own(text: str) -> None:
    entries = tape(text).entries
    assert all(argument < k for k, entry in enumerate(entries) for argument in entry.arguments)
    assert len({(entry.kind, entry.arguments, str(entry.detail)) for entry in entries}) == len(entries)


def test_variables_come_first_and_names_that_are_none_are_constants() -> None:
    found = tape("a x + y", "y x")
    assert [str(entry.detail) for entry in found.entries[:2]] == ["y", "x"]
    assert [str(e.detail) for e in found.entries if e.kind == "constant"] == ["a"]


def test_an_entry_knows_where_it_was_typed() -> None:
    found = tape("x^2 y + sin(x y)")
    assert "sin(x y)" in [found.typed(k) for k in range(len(found.entries))]


REFUSED = [("[x, y]", "usage"), ("sum(x^k, k, 1, n)", "unsupported"), ("sum(x^k, k, 1, 10^9)", "unsupported")]


@pytest.mark.parametrize(("text", "kind"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refused(text: str, kind: str) -> None:
    with pytest.raises(CalcError) as caught:
        tape(text)
    assert caught.value.kind == kind
    assert caught.value.source == text
