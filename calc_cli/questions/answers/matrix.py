"""Answer questions about a matrix expression. Loads no SymPy."""

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

import mpmath

from calc_cli.calculus.equality.verdict import Check, Diagnosis
from calc_cli.calculus.matrix import expression as ex
from calc_cli.calculus.matrix.check import check, check_value
from calc_cli.calculus.matrix.derivative import MatrixDerivative, derive
from calc_cli.calculus.matrix.elaborate import Elaborator
from calc_cli.calculus.matrix.evaluate import Evaluator
from calc_cli.calculus.matrix.expression import SCALAR, Dim, Symbol
from calc_cli.calculus.matrix.infer import elaborate_known, infer
from calc_cli.calculus.matrix.point import LARGEST_EXACT, arranged, sizes_of, value_at, value_by_definition
from calc_cli.calculus.matrix.shapes import Dimensions, MisfitError
from calc_cli.errors import UndefinedError, UnknownNameError, UnsupportedError, UsageError
from calc_cli.questions.matrices import LetterValue, ParsedMatrices
from calc_cli.questions.texts import read_file
from calc_cli.syntax.parser import Reading
from calc_cli.syntax.tree import Name, Node, Transposed, Vector, parts, with_node


def answer(parsed: ParsedMatrices) -> MatrixDerivative:
    """Differentiate; at the point, if one is given. Raises any CalcError, with the text at fault."""
    question, function = parsed.question, parsed.function
    typed = infer(function.tree, function.text, parsed.declared, prefer_scalar=question.derivative != "jacobian")
    letters = ex.letters(typed.expression)
    variable, notes = variable_of(parsed.wrt, letters)
    found = derive(
        typed, variable, question.derivative, question.layout, name=function.name, notes=(*function.notes, *notes)
    )
    found = replace(found, shows_steps=question.tells_steps)
    if parsed.point:
        found = _at(found, parsed, letters)
    return found if parsed.stated is None else replace(found, check=_check(found, parsed.stated, letters))


def _check(found: MatrixDerivative, given: Reading, letters: Mapping[str, Symbol]) -> Check:
    """Tell whether an answer is right: a formula, or at a point its value or a formula that has this value there."""
    if isinstance(given.tree, Vector):
        if found.values is None:
            raise UsageError("an answer in numbers is one at a point", hint="for example --at 'x=[1, 2]'")
        value = arranged(_numbers(given.tree, given.text), Symbol(found.result.shape, (), "the derivative"))
        return check_value(found.values, found.value, value)
    try:
        typed = elaborate_known(given.tree, given.text, letters, found.result.shape).expression
    except MisfitError as misfit:
        return Check(
            Symbol(SCALAR, (), given.text), False, "proved", diagnosis=(_misfit(found, given, letters, misfit),)
        )
    if found.values is None or typed.shape != found.result.shape:
        return check(found.result, typed)
    sizes = sizes_of(found.values, letters)
    return check_value(found.values, found.value, value_at(typed, found.typed, (), found.values, sizes, None))


def _misfit(found: MatrixDerivative, given: Reading, letters: Mapping[str, Symbol], misfit: MisfitError) -> Diagnosis:
    """Return which letter is to be transposed in an answer whose shapes do not fit, if that makes it right."""
    for letter in (part for part in parts(given.tree) if isinstance(part, Name)):
        turned = with_node(given.tree, letter, Transposed(letter.span, letter))
        with suppress(MisfitError):
            typed = elaborate_known(turned, given.text, letters, found.result.shape).expression
            if check(found.result, typed).is_correct:
                return Diagnosis("transpose missing", f"the shapes fit only if {letter.name} is transposed")
    return Diagnosis("shape", f"the shapes do not fit: {misfit.message}")


def variable_of(name: str | None, letters: Mapping[str, Symbol]) -> tuple[Symbol, tuple[str, ...]]:
    """Return the letter to differentiate in, and notes: as asked, else the only one, else x or X."""
    if name is not None:
        if name in letters:
            return letters[name], ()
        raise UnknownNameError(f"{name} does not occur in the expression", hint=candidates(letters))
    if len(letters) == 1:
        return next(iter(letters.values())), ()
    for usual in ("x", "X"):
        if usual in letters:
            return letters[usual], (f"this is the derivative in {usual}; --wrt asks for another letter",)
    if not letters:
        raise UsageError("there is no letter to differentiate in")
    raise UsageError(
        f"in which letter? there are {', '.join(letters)}", hint=f"for example --wrt {next(iter(letters))}"
    )


def candidates(letters: Mapping[str, Symbol]) -> str:
    """Return a hint with the letters that there are."""
    return f"the letters are {', '.join(letters)}" if letters else "it has no letters"


# The point


def _at(found: MatrixDerivative, parsed: ParsedMatrices, letters: Mapping[str, Symbol]) -> MatrixDerivative:
    values = values_of(parsed.point, letters)
    missing = [name for name in letters if name not in values]
    if missing:
        raise UsageError(f"the point gives no value to {', '.join(missing)}")
    return _with_value(replace(found, values=values), sizes_of(values, letters), parsed.question.digits)


def values_of(point: Iterable[LetterValue], letters: Mapping[str, Symbol]) -> dict[str, Any]:
    """Return the values that a point gives to letters, as numbers and arrays. Raises UsageError or UnknownNameError."""
    values: dict[str, Any] = {}
    for name, value in map(_value, point):
        if name not in letters:
            raise UnknownNameError(f"{name} does not occur in the expression", hint=candidates(letters))
        if name in values:
            raise UsageError(f"{name} is given twice")
        values[name] = arranged(value, letters[name])
    return values


def _with_value(found: MatrixDerivative, sizes: Mapping[Dim, int], digits: int | None) -> MatrixDerivative:
    """Return the derivative with its value at the point: that of the formula, or where it has none the definition's."""
    assert found.values is not None
    try:
        value = value_at(found.result, found.typed, found.domain, found.values, sizes, digits)
    except (UndefinedError, UnsupportedError):
        value = value_by_definition(found.typed, found.kind, found.variable, found.values, sizes, digits)
        if value is None:
            raise
        note = "the formula has a gap at this point, where the function has none: the value is that of the definition"
        return replace(found, value=value.T if found.is_turned else value, notes=(*found.notes, note))
    return replace(found, value=value)


def _value(entry: LetterValue) -> tuple[str, Any]:
    """Return the name of a letter, and its value as nested lists of numbers."""
    if entry.file is None:
        assert entry.value is not None
        return entry.name, _numbers(entry.value, entry.source)
    data = _from_file(entry.file)
    number = float if _count(data) > LARGEST_EXACT else mpmath.mpf
    with mpmath.workdps(60):
        return entry.name, _numbers_of(data, entry.file, number)


def _numbers(node: Node, source: str) -> Any:
    if isinstance(node, Vector):
        return [_numbers(item, source) for item in node.items]
    with mpmath.workdps(1000 if len(source) > 100 else 60):
        return Evaluator({}, {}).value(Elaborator(Dimensions(source), {}).expression(node))


def _from_file(name: str) -> Any:
    text = read_file(name)
    if name.endswith(".json"):
        try:
            return json.loads(text, parse_float=str, parse_int=str)
        except json.JSONDecodeError as error:
            raise UsageError(f"{name} is not JSON: {error.msg} in line {error.lineno}") from None
    rows = [row for row in csv.reader(text.splitlines()) if row]
    return [row[0] for row in rows] if rows and all(len(row) == 1 for row in rows) else rows


def _count(data: Any) -> int:
    return sum(map(_count, data)) if isinstance(data, list) else 1


def _numbers_of(data: Any, file: str, number: Callable[[str], Any]) -> Any:
    """Return the numbers of a file, which are texts there."""
    if isinstance(data, list):
        return [_numbers_of(item, file, number) for item in data]
    try:
        found = number(data.strip())
    except (ValueError, AttributeError):
        raise UsageError(f"{file}: {str(data)[:40]!r} is not a number") from None
    if found - found != 0:  # infinite, or none; mpmath.isfinite takes ten times as long
        raise UsageError(f"{file}: {data.strip()} is not a number")
    return found
