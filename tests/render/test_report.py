"""The picture of an error: the carets stand under the fault, whatever the text is made of."""

import subprocess
import sys

import pytest

from calc_cli.errors import ExpressionSyntaxError, UsageError
from calc_cli.render.report import report

PICTURES = [
    # source         span      shown            carets
    ("3*x**2-4*",    (9, 9),   "3*x**2-4*",     "         ^"),  # one past the end
    ("x^2 + sinn(x)", (6, 10), "x^2 + sinn(x)", "      ^^^^"),
    ("2*(x+1",       (2, 3),   "2*(x+1",        "  ^"),
    ("a\tb]",        (3, 4),   "a b]",          "   ^"),  # a tab takes one cell
    ("日本+]",        (3, 4),   "日本+]",         "     ^"),  # wide letters take two
    ("日本",          (0, 2),   "日本",           "^^^^"),
    ("c\u0301+]",    (3, 4),   "c\u0301+]",     "  ^"),  # a combining accent takes none
    ("\x1b[31m]",    (5, 6),   "?[31m]",        "     ^"),  # no escape reaches the terminal
    ("\udc80+]",     (2, 3),   "?+]",           "  ^"),  # a byte that is not UTF-8
    ("x +\n] 3\n",   (4, 5),   "] 3",           "^"),  # the faulty line alone
    ("x +\r\n] 3",   (5, 6),   "] 3",           "^"),
    ("x^2 +\n",      (6, 6),   "x^2 +",         "     ^"),  # the end, not the empty line after it
    ("(x\n+ 1",      (0, 6),   "(x",            "^^"),  # a fault over several lines
]  # fmt: skip


@pytest.mark.parametrize(("source", "span", "shown", "carets"), PICTURES, ids=[repr(row[0]) for row in PICTURES])
def test_carets_stand_under_the_fault(source, span, shown, carets):
    lines = report(ExpressionSyntaxError("no", source=source, span=span)).splitlines()
    assert lines == ["error: no", f"  {shown}", f"  {carets}"]


def test_layout_of_the_design():
    error = ExpressionSyntaxError(
        "expected a number, a name or '(' after '*'",
        source="3*x**2-4*",
        span=(9, 9),
        hint="the expression ends too early",
    )
    assert report(error) == (
        "error: expected a number, a name or '(' after '*'\n"
        "  3*x**2-4*\n"
        "           ^\n"
        "hint: the expression ends too early"
    )


def test_without_a_source_there_is_nothing_to_point_at():
    assert report(UsageError("which variable?", hint="--wrt x")) == "error: which variable?\nhint: --wrt x"
    assert report(UsageError("nothing given", source="  ", span=(0, 2))) == "error: nothing given"


@pytest.mark.parametrize("position", [0, 3, 34, 70, 200, 399])
def test_a_long_line_is_cut_around_the_fault(position):
    source = "x" * position + "]" + "y" * (399 - position)
    _, shown, carets = report(ExpressionSyntaxError("no", source=source, span=(position, position + 1))).splitlines()
    assert shown[len(carets) - 1] == "]"
    assert len(shown) <= 78
    assert shown.startswith("  …") == (position > 35)
    assert shown.endswith("…") == (position < 365)


def test_a_megabyte_and_a_long_span_fit():
    shown, carets = report(ExpressionSyntaxError("no", source="1+" * 500_000, span=(0, 1_000_000))).splitlines()[1:]
    assert len(shown) <= 78
    assert len(carets) <= len(shown)


@pytest.mark.parametrize(
    ("source", "span", "shown", "carets"),
    [("x − ¬y", (4, 5), "x - ?y", "    ^"), ("θ+]", (2, 3), "?+]", "  ^"), ("日]", (1, 2), "??]", "  ^")],
)
def test_an_ascii_terminal_gets_ascii_in_the_same_columns(source, span, shown, carets):
    text = report(ExpressionSyntaxError("not − a number", source=source, span=span), encoding="ascii")
    assert text.splitlines() == ["error: not - a number", f"  {shown}", f"  {carets}"]


def test_it_loads_neither_sympy_nor_rich():
    code = "import sys, calc_cli.render.report; print({'sympy', 'rich', 'mpmath'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
