"""Commands whose arguments are expressions, which may begin with a minus sign: `calc diff -x^2`."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from shlex import quote

import click

from calc_cli.errors import UsageError
from calc_cli.render.result import FORMATS
from calc_cli.syntax.words import Names, read_word

_ELSEWHERE = {**dict.fromkeys(("v", "var", "variable", "vars", "x"), "--wrt"), "at": "--to", "point": "--at"}
"""Other tools' names for options, and another command's."""

_VALUE = re.compile(r"[\w=+-][\w=.,/]*")
"""What is written behind an expression without being more of it: x, 2, x=2, pi/2."""

_PICTURE = ("o", "output", "plot")
"""Options of the commands that draw."""


class ExpressionCommand(click.Command):
    """Only a word that is exactly an option, or --option=value, is an option; every other word is an expression.

    A long word that is no mathematics, or nearly an option, is still refused as a misspelt option. After `--`
    everything is an expression.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Give Click the options first and the expressions behind `--`, where it does not look for options."""
        options, expressions = self._sorted(ctx, args)
        if not ctx.resilient_parsing:
            self._check_number(ctx, expressions)
        return super().parse_args(ctx, [*options, "--", *expressions])

    def _sorted(self, ctx: click.Context, args: list[str]) -> tuple[list[str], list[str]]:
        takes_value = _value_options(self, ctx)
        room = [param.nargs for param in self.get_params(ctx) if isinstance(param, click.Argument)]
        options: list[str] = []
        expressions: list[str] = []
        words = iter(args)
        for word in words:
            name, equals, _value = word.partition("=")
            if word == "--":
                expressions += words
            elif takes_value.get(word):
                options += _with_value(ctx, word, words, takes_value)
            elif word in takes_value or (equals and name.startswith("--") and name in takes_value):
                options.append(word)
            elif not ctx.resilient_parsing and _is_misspelt(
                name, takes_value, is_behind=-1 not in room and len(expressions) >= sum(room)
            ):
                raise _no_option(name, takes_value)
            else:
                expressions.append(word)
        return options, expressions

    def _check_number(self, ctx: click.Context, expressions: list[str]) -> None:
        """Most often, too many are one expression that the shell took apart, or an option glued to its value."""
        numbers = [param.nargs for param in self.get_params(ctx) if isinstance(param, click.Argument)]
        if -1 in numbers or len(expressions) <= sum(numbers):
            return
        first, more = expressions[: sum(numbers)], expressions[sum(numbers) :]
        hint = f"write an expression with spaces in quotes: calc {ctx.info_name} {quote(' '.join(expressions))}"
        if not first[-1].isalpha() and (meant := _as_options(more, _value_options(self, ctx))):
            hint += f"; or {meant}"
        if any(word and Path(word).exists() for word in expressions):
            hint = "the shell puts names of files in the place of *: write the expression in single quotes"
        for word in expressions:
            if f"-{word}" in _value_options(self, ctx):
                hint = f"did you mean -{word}?"
            if word[:2] in _value_options(self, ctx) and word[1:2].isalpha():
                hint = f"write an option and its value apart: {word[:2]} {word[2:]}"
        raise UsageError(f"one expression too many: '{more[0]}'", hint=hint)


def _as_options(words: list[str], options: dict[str, bool]) -> str:
    """Return the options that take what other tools have behind the expression: a variable, a point, bounds."""
    place = "--to" if "--to" in options and "--from" not in options else "--at"
    names = ("--from", "--to") if len(words) == 2 else ("--wrt",) if words[0].isalpha() else (place,)
    if len(words) > len(names) or not all(name in options and _VALUE.fullmatch(words[0]) for name in names):
        return ""
    return " ".join(f"{name} {word}" for name, word in zip(names, words, strict=True))


def _value_options(command: click.Command, ctx: click.Context) -> dict[str, bool]:
    """Return every name of an option, and whether a value follows it."""
    return {
        name: not (param.is_flag or param.count)
        for param in command.get_params(ctx)
        if isinstance(param, click.Option)
        for name in (*param.opts, *param.secondary_opts)
    }


def _with_value(ctx: click.Context, option: str, words: Iterator[str], options: dict[str, bool]) -> list[str]:
    value = next(words, None)
    if value is not None and value not in options:
        return [option, value]
    if ctx.resilient_parsing:  # completion asks about the value that is not there yet
        return []
    raise click.BadOptionUsage(option, f"Option '{option}' requires an argument.", ctx)


def _is_misspelt(word: str, options: dict[str, bool], *, is_behind: bool) -> bool:
    """Tell an option from an expression. Behind all expressions, what begins with a dash and is a word is one."""
    parts = word.lstrip("-").split("-")
    if not all(part.isalpha() and part.isascii() for part in parts):
        return False
    if not word.startswith("--"):
        is_glued = word[:2] in options and f"-{word}" not in options  # as in -fjson, which is told otherwise
        return is_behind and word.startswith("-") and not is_glued
    return (
        is_behind
        or bool(_near(word, options))
        or not all(read_word(part, Names(), before_bracket=False) for part in parts)
    )


def _near(word: str, options: dict[str, bool]) -> list[str]:
    names = [name.removeprefix("--") for name in options if name.startswith("--")]
    typed = word.lstrip("-")
    swapped = [name for name in names if sorted(name) == sorted(typed)]
    return [f"--{name}" for name in swapped or get_close_matches(typed, names, n=1, cutoff=0.75)]


def _no_option(word: str, options: dict[str, bool]) -> UsageError:
    name = word.lstrip("-")
    meant = f"-f {name}" if name in FORMATS else _ELSEWHERE.get(name, "")
    near = [meant] if meant.partition(" ")[0] in options else _near(word, options)
    hint = "calc plot draws pictures" if name in _PICTURE else "if it is an expression, write -- before it"
    return UsageError(f"No such option '{word}'." + (f" Did you mean '{near[0]}'?" if near else ""), hint=hint)
