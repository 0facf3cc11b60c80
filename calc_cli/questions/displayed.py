"""What the functions of Python return: a result that prints itself, in a terminal and in a notebook.

It is the result, and of its class. Its expressions are SymPy's for whoever goes on with them: SymPy takes the principal
root, a complex number, of a negative one, so that a root of odd degree is written with an absolute value and a sign.
"""

import json
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from shutil import get_terminal_size
from tempfile import TemporaryDirectory
from typing import Any

from calc_cli.calculus.result import Result
from calc_cli.errors import CalcError, UsageError
from calc_cli.questions.declaration import Question
from calc_cli.render.display import Display
from calc_cli.render.result import render


class Displayed:
    """The faces of a `result`, which answers a `question` of a command."""

    __slots__ = ()
    asked: tuple[Result, Question, str]

    def __str__(self) -> str:
        return self.as_format("pretty")

    __repr__ = __str__

    def as_format(self, form: str, file: str | None = None) -> str:
        """Return the result as `form`: pretty, plain, latex, mathml, json, numpy or torch. Raises CalcError."""
        result, question, command = self.asked
        if form in ("latex", "mathml") and not question.has_typeset:
            raise UsageError(f"this has no {form}")
        question.require_format(form, file)
        width = get_terminal_size().columns
        display = Display(command, question.text, digits=question.digits, width=width, file=file)
        return render(result, form, display, question.page())

    def to_dict(self) -> dict[str, Any]:
        """Return what JSON has."""
        found: dict[str, Any] = json.loads(self.as_format("json"))
        return found

    def _repr_latex_(self) -> str | None:
        try:
            text = self.as_format("latex")
        except CalcError:  # a picture
            return None
        return text if text.startswith("\\begin") else f"$\\displaystyle {text}$" if text else None

    def _repr_svg_(self) -> str | None:
        if "svg" not in self.asked[1].picture_types:
            return None
        # There is none if no picture was asked for, or Graphviz is not installed.
        with TemporaryDirectory() as folder, suppress(CalcError):
            file = Path(folder) / "picture.svg"
            self.as_format("pretty", str(file))
            return file.read_text(encoding="utf-8")
        return None

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return displayed, self.asked


def displayed(result: Any, question: Question, command: str) -> Any:
    """Return `result`, which prints itself."""
    if not is_dataclass(result):
        return result
    kind: type = type(result)
    found: Any = object.__new__(_displayed_class(kind))
    for each in fields(result):
        object.__setattr__(found, each.name, _for_sympy(getattr(result, each.name)))
    object.__setattr__(found, "asked", (result, question, command))
    return found


@cache
def _displayed_class(kind: type) -> type:
    body = {"__slots__": ("asked",), "__doc__": kind.__doc__, "__module__": kind.__module__}
    return type(kind.__name__, (Displayed, kind), body)


def _for_sympy(value: Any) -> Any:
    """Return a field, with roots of odd degree that SymPy takes for the real ones."""
    import sympy as sp

    match value:
        case sp.Basic():
            return value.replace(_is_odd_root, _real_root)
        case tuple() if type(value) is tuple:
            return tuple(map(_for_sympy, value))
        case Mapping():
            return {key: _for_sympy(item) for key, item in value.items()}
    return value


def _is_odd_root(e: Any) -> bool:
    return bool(e.is_Pow and e.exp.is_Rational and e.exp.q != 1 and e.exp.q % 2 and not e.base.is_nonnegative)


def _real_root(e: Any) -> Any:
    import sympy as sp

    size = sp.Abs(e.base) ** e.exp
    return size if e.exp.p % 2 == 0 else sp.sign(e.base) * size


# What is given


def as_typed(value: Any) -> Any:
    """Return a value with what is SymPy's in it as text, in calc's language.

    Raises UsageError for what is not real, and for a symbol that calc would read as something else.
    """
    sp = sys.modules.get("sympy")  # who has an expression has loaded it
    if isinstance(value, list | tuple):
        return type(value)(map(as_typed, value))
    if isinstance(value, Mapping):
        return {as_typed(key): as_typed(item) for key, item in value.items()}
    if sp is None or not isinstance(value, sp.Basic | sp.MatrixBase):
        return value
    return _text(sp.Tuple(*value) if isinstance(value, sp.MatrixBase) and 1 in value.shape else value)


def _text(e: Any) -> str:
    import sympy as sp

    from calc_cli.render.plain import plain
    from calc_cli.syntax.parser import parse
    from calc_cli.syntax.tree import Name

    if isinstance(e, sp.Eq):
        return f"{_text(e.lhs)} = {_text(e.rhs)}"
    if e.has(sp.I, sp.zoo, sp.nan):
        raise UsageError(f"{e} is not real, and everything here is")
    for s in e.free_symbols:
        if not isinstance(parse(s.name).tree, Name):
            raise UsageError(
                f"calc does not read '{s}' as one name", hint="call it by a letter, with a subscript or not: v, v_max"
            )
    return plain(e)
