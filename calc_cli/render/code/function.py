"""A result as a complete function of Python: its arguments named, their shapes and its source in the docstring.

It is written for NumPy, with SciPy's higher functions, or for PyTorch, with a gradient.
"""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from textwrap import shorten
from typing import Any

from calc_cli.calculus.matrix import expression as ex
from calc_cli.calculus.matrix.expression import SCALAR, Shape, Symbol
from calc_cli.calculus.result import AnswerFormula, NoAnswer, Result
from calc_cli.errors import UnsupportedError
from calc_cli.render.as_text import conditions_text, text as plain_text
from calc_cli.render.code.program import Library, Program
from calc_cli.render.display import Display, Writer

_NOUNS = {"diff": "derivative", "grad": "gradient", "chain": "derivative", "integrate": "integral"}
"""What a function is called, if not by the name of the command."""

_LONGEST = 200
"""A longer source is cut in the docstring."""


def as_code(result: Result, display: Display, library: Library) -> str:
    """Return the imports and the function; a verdict as it is, nothing if there is no answer.

    Raises UnsupportedError if the result has no formula, or one that the library cannot compute.
    """
    if result.verdict is not None:
        return result.verdict
    if isinstance(result.answer, NoAnswer):
        return ""
    formula = result.formula
    if formula is None:
        raise UnsupportedError("these are numbers: there is no formula to write", hint="-f plain and -f json have them")
    of_matrices = isinstance(formula.expression, ex.Expr)
    letters = _letters(formula) if of_matrices else _variables(formula)
    program = Program(library, (str(letter.name) for letter in letters))
    returned = _matrix(formula, program, letters) if of_matrices else _scalars(formula, program)
    body = [*_conversion(program), *program.needed_lines(returned)]
    noun = _NOUNS.get(display.command, display.command)
    name = noun if display.line is None else f"{noun}_{display.line}"
    shapes = _shapes_of_matrices(formula, program, letters) if of_matrices else _shapes(formula, program)
    notes = [*shapes, *_domain(result), *_value(result)]
    asked_in = ", ".join(str(x.name) for x in formula.variables)
    head = f"Return the {noun}{' in ' * bool(asked_in)}{asked_in}: {_source(display)}"
    docstring = [f'"""{head}', *([""] * bool(notes)), *notes, '"""']
    more = (line for word, line in _IMPORTS if re.search(rf"(?<![.\w]){word}\.", "\n".join(body)))
    signature = f"def {name}({', '.join(program.names.values())}):"
    return "\n".join(
        [library.imports, *more, "", "", signature, *(f"    {line}".rstrip() for line in (*docstring, *body))]
    )


_IMPORTS = (("math", "import math"), ("special", "from scipy import special"))


def _conversion(program: Program) -> Iterator[str]:
    names = list(program.names.values())
    argument = program.library.argument
    if argument and len(names) == 1:
        yield f"{names[0]} = {argument.format(names[0])}"
    elif argument and names:
        yield f"{', '.join(names)} = ({argument.format('_')} for _ in ({', '.join(names)}))"


# The docstring


def _source(display: Display) -> str:
    """Return what was typed, without what would end the docstring or mean something else in it."""
    text = "".join(c if c.isprintable() else " " for c in display.text).replace("\\", "\\\\").replace('"', "'")
    return f"calc {display.command} '{shorten(text, _LONGEST)}'"


def _domain(result: Result) -> Iterator[str]:
    if result.domain:
        yield f"It holds where {shorten(conditions_text(result.domain), _LONGEST)}."


def _value(result: Result) -> Iterator[str]:
    fields = result.fields
    if fields.get("value") is not None and fields.get("at"):
        at = ", ".join(f"{plain_text(name)} = {plain_text(value)}" for name, value in fields["at"].items())  # type: ignore[attr-defined]
        yield f"At {shorten(at, _LONGEST)} it is {shorten(plain_text(result.answer), _LONGEST)}."


def _shapes(formula: AnswerFormula, program: Program) -> Iterator[str]:
    if program.names:
        yield f"{', '.join(program.names.values())}: {program.library.values} of one shape."
    if isinstance(formula.expression, tuple | list):
        shape = ", ".join(map(str, _shape(formula.expression)))
        yield f"The result has the shape ({shape}{',' * (',' not in shape)}), followed by that of the arguments."


def _shapes_of_matrices(formula: AnswerFormula, program: Program, letters: Sequence[Symbol]) -> Iterator[str]:
    for letter in letters:
        yield f"{program.names[letter.name]}: {_shape_in_words(letter.shape)}"
    yield f"The result: {_shape_in_words(formula.expression.shape)}"


def _shape_in_words(shape: Shape) -> str:
    sizes = [str(dim) for dim in shape if dim != 1]
    return "a number" if shape == SCALAR else f"shape ({', '.join(sizes)}{',' * (len(sizes) == 1)})"


# The formula


def _variables(formula: AnswerFormula) -> list[Any]:
    """Return the variables, then the parameters that occur, by their names."""
    parts = [e for row in _rows(formula.expression) for e in row]
    others = {s for e in parts for s in e.free_symbols} - set(formula.variables)
    return [*formula.variables, *sorted(others, key=str)]


def _letters(formula: AnswerFormula) -> list[Symbol]:
    """Return the variables, then the letters that occur, and of the others those that alone have a size that does."""
    letters = ex.letters(*formula.variables, formula.expression)
    missing = set(ex.dimensions(formula.expression)) - {dim for s in letters.values() for dim in s.shape}
    for name, s in formula.letters.items():
        if missing & set(s.shape):
            letters[name] = s
            missing -= set(s.shape)
    return list(letters.values())


def _matrix(formula: AnswerFormula, program: Program, letters: Sequence[Symbol]) -> str:
    from calc_cli.render.code.matrices import MatrixCode

    return MatrixCode(program, letters).printed(formula.expression)


def _scalars(formula: AnswerFormula, program: Program) -> str:
    from calc_cli.render.code.scalars import CodePrinter

    rows = _rows(formula.expression)
    entries = [e for row in rows for e in row]
    call = program.library_call
    texts = [
        call("full_like", program.like, text) if e.is_number and program.like else text
        for e, text in zip(entries, CodePrinter(program).printed(entries), strict=True)
    ]
    if not isinstance(formula.expression, tuple | list):
        return texts[0]
    stacked = call("stack", call(program.library.broadcast, *texts))
    if len(_shape(formula.expression)) == 1:
        return stacked
    name = program.assign(stacked, "entries")
    return f"{name}.reshape({len(rows)}, {len(rows[0])}, *{name}.shape[1:])"


def _rows(expression: Any) -> list[list[Any]]:
    """Return the entries of a number, a list, or a list of rows."""
    listed = list(expression) if isinstance(expression, tuple | list) else [expression]
    return [list(row) for row in listed] if isinstance(listed[0], tuple | list) else [listed]


def _shape(expression: Any) -> tuple[int, ...]:
    """Return the shape of a list, or of a list of rows."""
    inner = expression[0]
    return (len(expression), len(inner)) if isinstance(inner, tuple | list) else (len(expression),)


# The libraries

NUMPY = Library(
    title="NumPy",
    short="np",
    values="numbers or arrays",
    field="numpy",
    imports="import numpy as np",
    argument="np.asarray({}, dtype=float)",
    number="{0}",
    ones="np.ones({0})",
    identity="np.eye({0})",
    broadcast="broadcast_arrays",
    folds_constants=False,
)

TORCH = Library(
    title="PyTorch",
    short="torch",
    values="tensors of floats",
    field="torch",
    imports="import torch",
    argument="",
    number="{1}.new_tensor({0})",
    ones="{1}.new_ones({0})",
    identity="torch.eye({0}).to({1})",
    broadcast="broadcast_tensors",
    folds_constants=True,
)

as_numpy: Writer = partial(as_code, library=NUMPY)
as_torch: Writer = partial(as_code, library=TORCH)
