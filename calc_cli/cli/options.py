"""The options of a command that say how to answer, whatever is asked."""

import re
from typing import Any

import click

from calc_cli.errors import UsageError, either
from calc_cli.questions.declaration import FIGURE_TYPES, Question
from calc_cli.render.result import CODE, FORMATS, TYPESET

LONGEST_TIMEOUT = 1e6

LARGEST_PICTURE = 500
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*[x×,]\s*(\d+(?:\.\d+)?)")


def _seconds(_ctx: click.Context, _param: click.Parameter, value: float) -> float:
    if not 0 <= value <= LONGEST_TIMEOUT:  # refuses nan as well
        raise click.BadParameter(f"{value:g} is not a number of seconds from 0 to {LONGEST_TIMEOUT:.0f}.")
    return value


# fmt: off
_LIMITS: tuple[tuple[list[str], dict[str, Any]], ...] = (
    (["--timeout"], {"type": float, "default": 10.0, "metavar": "S", "callback": _seconds,
                     "help": "Seconds allowed for one expression, 0 for no limit. Example: --timeout 60"}),
    (["--memory"], {"type": click.IntRange(0, 1 << 32), "default": 1024, "metavar": "MIB",
                    "help": "Memory allowed for one expression, 0 for no limit. Example: --memory 4096"}),
    (["-j", "--jobs"], {"type": click.IntRange(0, 1024), "default": 1, "metavar": "N",
                        "help": "Worker processes for a batch, 0 for one a core. Example: -j 4"}),
)
# fmt: on


def of_output(question: type[Question]) -> list[click.Option]:
    """Return the options that all commands have, but for those that this one could not use."""
    formats = [*FORMATS, *(CODE if question.gives_formula else ())]
    choice = click.Choice([form for form in formats if question.has_typeset or form not in TYPESET])
    only_ascii = "Only signs that every terminal has, in pictures too. Example: --ascii"
    return [
        click.Option(
            ["-f", "--format"], type=choice, help="Left out: pretty on a terminal, plain elsewhere. Example: -f latex"
        ),
        click.Option(["--json"], is_flag=True, help="Short for --format json."),
        click.Option(["--ascii"], is_flag=True, help=only_ascii),
        *(click.Option(names, show_default=True, **limit) for names, limit in _LIMITS[: 2 + question.has_batch]),
    ]


def of_picture(question: type[Question]) -> list[click.Option]:
    """Return the options of a question whose answer is a picture; none if it is not."""
    types = question.picture_types
    if not types:
        return []

    def checked(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
        if value is not None:
            from calc_cli.render.files import check  # only who saves a picture pays for this import

            check(value, types)
        return value

    output = click.Option(
        ["-o", "--output", "file"],
        metavar="FILE",
        callback=checked,
        shell_complete=names_of_files,
        help=f"Save the picture in this file: {either([f'.{each}' for each in types])}. Example: -o figure.{types[0]}",
    )
    size = click.Option(
        ["--size"],
        metavar="WxH",
        callback=_size,
        help="Columns and lines, or with -o inches. Examples: --size 60x20, --size 3.5x2.5",
    )
    return [output, size] if types == FIGURE_TYPES else [output]


def names_of_files(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Return the files whose name begins so."""
    from calc_cli.cli.completion import files  # only completion pays for this import

    return files(incomplete)


def _size(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[float, float] | None:
    if value is None:
        return None
    found = _SIZE.fullmatch(value.strip())
    if found is None or not all(1 <= float(side) <= LARGEST_PICTURE for side in found.groups()):
        raise UsageError(
            f"'{value}' is not a size",
            hint=f"for example --size 60x20, or --size 5x4 with -o; at most {LARGEST_PICTURE}",
        )
    return float(found[1]), float(found[2])
