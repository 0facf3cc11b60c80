"""Click's commands, made from the questions: an argument or an option for each field, and those that all have."""

import inspect
import json
import sys
from functools import partial
from typing import Any

import click

from calc_cli.cli import options
from calc_cli.cli.expressions import ExpressionCommand
from calc_cli.cli.respond import respond
from calc_cli.errors import CalcError, UsageError
from calc_cli.questions.declaration import BATCH, Argument, Option, Parameter, Question, Texts, as_texts, parameters
from calc_cli.questions.texts import Values, are_values, read_bytes, read_file, texts
from calc_cli.syntax.tokens import LONGEST_TEXT
from calc_cli.syntax.words import canonical


def command(name: str, question: type[Question]) -> click.Command:
    """Return the command that asks a question."""
    declared = parameters(question)
    is_mathematics = not any(isinstance(each.declared, Argument) and _is_plain(each.declared) for each in declared)
    kind = ExpressionCommand if is_mathematics else click.Command
    return kind(
        name,
        params=[*map(_parameter, declared), *options.of_picture(question), *options.of_output(question)],
        # Click breaks the lines of a paragraph anew, unless it begins with a \b.
        help=inspect.cleandoc(question.__doc__ or "").replace("\n\nExample", "\n\n\b\nExample"),
        short_help=question.summary,
        callback=partial(_ask, question),
    )


class WholeNumber(click.IntRange):
    """A whole number, called so where it is told that a text is none."""

    name = "whole number"


def _is_plain(argument: Argument) -> bool:
    """Tell names and files, which no minus sign begins, from expressions."""
    return argument.is_name or argument.is_file


def _ask(question: type[Question], **values: Any) -> None:
    """Ask what the values say, and end the command. Who names a file for the picture asks for the picture."""
    asked = {parameter.name: values.pop(parameter.name) for parameter in parameters(question)}
    if values.get("file") is not None and "plot" in asked:
        asked["plot"] = True
    respond(question(**asked), **values)


def _parameter(parameter: Parameter) -> click.Parameter:
    declared = parameter.declared
    return _option(parameter, declared) if isinstance(declared, Option) else _argument(parameter, declared)


def _option(parameter: Parameter, declared: Option) -> click.Option:
    examples = as_texts(declared.example)
    settings: dict[str, Any] = {
        "metavar": declared.metavar,
        "help": f"{declared.help} Example{'s' * (len(examples) > 1)}: {', '.join(examples)}",
    }
    if parameter.choices:
        settings["type"] = click.Choice(parameter.choices)
    elif declared.range:
        settings["type"] = WholeNumber(*declared.range)
    elif parameter.kind is bool:
        settings["is_flag"] = True
    elif parameter.kind == Values:
        settings |= {"multiple": True, "callback": _values if declared.may_be_file else None}
    if parameter.default not in (None, False) and parameter.kind in (str, int):
        settings |= {"default": parameter.default, "show_default": True}
    if declared.may_be_file:
        settings["shell_complete"] = _complete_point
    return click.Option([f"--{parameter.key.replace('_', '-')}", parameter.name], **settings)


def _complete_point(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    is_file = incomplete.startswith("@")
    return [f"@{name}" for name in options.names_of_files(ctx, param, incomplete[1:])] if is_file else []


def _values(_ctx: click.Context, _param: click.Parameter, texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the texts, with the values of a file in the place of its name."""
    if not any(text.startswith("@") for text in texts):
        return texts
    parts = (_point_of_file(text[1:]) if text.startswith("@") else (text,) for text in texts)
    return tuple(coordinate for part in parts for coordinate in part)


def _argument(parameter: Parameter, declared: Argument) -> click.Argument:
    def read(_ctx: click.Context, _param: click.Parameter, value: Any) -> Any:
        if declared.missing and not value and value != "":
            if sys.stdin is None or sys.stdin.isatty():
                raise UsageError(declared.missing[0], hint=declared.missing[1])
            value = (BATCH,) if parameter.kind == Texts else BATCH
            return _text_of_file(BATCH) if declared.is_file else value
        if declared.is_file:
            return _text_of_file(value)
        return " ".join(value) if declared.is_name else value

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
        if declared.is_file:
            return options.names_of_files(ctx, param, incomplete)
        return [word for word in (declared.completions or list)() if word.startswith(incomplete)]

    has_several = parameter.kind == Texts or declared.is_name
    return click.Argument(
        [parameter.name],
        metavar=declared.metavar,
        nargs=-1 if has_several else 1,
        required=False,
        callback=read,
        shell_complete=complete if declared.completions or declared.is_file else None,
    )


def _text_of_file(name: str) -> str:
    """Return the text of a file, or of standard input; a byte that is not UTF-8 is kept for the parser to point at."""
    data = read_bytes(name, LONGEST_TEXT)
    if len(data) > LONGEST_TEXT:
        raise UsageError(f"the working is longer than {LONGEST_TEXT:,} bytes (1 MiB)")
    text = data.decode("utf-8-sig", "surrogateescape")
    return f"{text}\n" if text == BATCH else text  # which alone asks for a batch


# `--at @point.json`: a point in a file, for those with more coordinates than a command line has room for. A line of a
# batch or a call from Python cannot name one, so that nobody else's text opens a file.


def _point_of_file(path: str) -> tuple[str, ...]:
    """Return the coordinates `name=value` in a file with one JSON object, {"x": 1, "y": "pi/2"}.

    Raises UsageError or ExpressionSyntaxError, with the line of the file that is at fault.
    """
    text = read_file(path)
    try:
        values = _values_of(text)
    except CalcError as error:
        raise _in_file(error, path, text) from None
    return texts(values)


def _values_of(text: str) -> dict[str, Any]:
    """Return the values by their names. Raises any CalcError of which the span is one of the text."""
    from calc_cli.run.lines import parse_object  # only a file pays for this import

    try:
        values = parse_object(text)
    except RecursionError:
        values = None
    if not isinstance(values, dict) or not values:
        raise UsageError("a point is one object of values", hint='for example {"x": 1, "y": "pi/2"}')
    for name, value in values.items():
        if canonical(name) is None:
            raise UsageError(f"'{name}' is not a name", span=_span(name, text))
        if isinstance(value, dict) or not are_values(value):
            raise UsageError(f"the value of {name} must be a number, a list or a text", span=_span(name, text))
    return values


def _span(name: str, text: str) -> tuple[int, int] | None:
    """Return where the key is in the text, if it is written as it is read."""
    key = json.dumps(name, ensure_ascii=False)
    start = text.find(key)
    return None if start < 0 else (start, start + len(key))


def _in_file(error: CalcError, path: str, text: str) -> CalcError:
    """Return the error with the line of the file in which its span begins."""
    error.where, error.source = path, None
    if error.span is not None:
        start, end = error.span
        first = text.rfind("\n", 0, start) + 1
        error.where = f"{path}, line {text.count(chr(10), 0, start) + 1}"
        error.source = text[first:].partition("\n")[0]
        error.span = (start - first, min(end - first, len(error.source)))
    return error
