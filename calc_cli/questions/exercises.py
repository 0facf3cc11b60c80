"""The exercises that `calc practice` draws: topics by exercises.txt, which says how it is written, and functions."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from random import Random
from typing import NamedTuple

Texts = tuple[str, ...]


class Topic(NamedTuple):
    """Exercises on one subject by level, which a command answers, with the options that it always needs."""

    name: str
    levels: tuple[Texts, ...]
    command: str = "diff"
    options: tuple[tuple[str, str | int], ...] = ()
    group: str = "derivatives"

    def drawn(self, level: int, rng: Random) -> tuple[str, dict[str, str | int]]:
        """Return the command and the fields of a question of `level`, 1 to 3."""
        template = rng.choice(self.levels[level - 1])
        found = _ASKED.fullmatch(template.format_map({**_holes(rng), "t": self.name}))
        assert found is not None
        named = {_FIELDS.get(part, part): text for part, text in found.groupdict().items() if text}
        return self.command, {**named, **dict(self.options)}


_ASKED = re.compile(r"(?P<expr>.*?)(?: -> (?P<goal>\S+))?(?: from (?P<low>\S+) to (?P<high>\S+))?")
_FIELDS = {"goal": "to", "low": "from_", "high": "to"}

_FUNCTIONS_OF_X = ("sin(x)", "cos(x)", "e^x", "ln(x)", "sqrt(x)")
_NAMES = ("sin", "cos", "exp", "ln", "tan", "sqrt")


def _holes(rng: Random) -> dict[str, str]:
    a, b, c = rng.sample(range(2, 8), 3)
    n, m = rng.sample(range(2, 6), 2)
    p, q = rng.sample(_FUNCTIONS_OF_X, 2)
    F, G = rng.sample(_NAMES, 2)  # noqa: N806 - as the holes are called
    numbers = {"a": a, "b": b, "c": c, "n": n, "m": m, "aa": a * a, "ab": a * b, "s": a + b}
    return {key: str(number) for key, number in numbers.items()} | {"p": p, "q": q, "F": F, "G": G}


def function_topic(name: str, group: str) -> Topic:
    """Return exercises on a function: alone with a factor, of something linear, and in a product or a power."""
    levels = (
        ("{a} {t}(x)", "{t}(x) + {a}x", "x^{n} - {a} {t}(x)"),
        ("{t}({a}x)", "{t}(x/{a})", "{t}(x^{n})", "{a} {t}({b}x + {c})"),
        ("x^{n} {t}(x)", "{t}({a}x)^{n}", "x {t}({a}x)", "e^x {t}(x)"),
    )
    return Topic(name, levels, group=group)


@cache
def topics() -> tuple[Topic, ...]:
    """Return the topics of exercises.txt. A function that has none of its own has exercises by `function_topic`."""
    return tuple(_topics(files(__package__).joinpath("exercises.txt").read_text(encoding="utf-8")))


def _topics(text: str) -> Iterator[Topic]:
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    group = command = ""
    for i, line in enumerate(lines):
        if line.startswith("["):
            group, command = line.strip("[]").split(": ")
        elif not line.startswith(" "):
            name, *options = line.split()
            asked = ((key, int(value) if value.isdigit() else value) for key, value in (o.split("=") for o in options))
            levels = tuple(tuple(level.strip().split("; ")) for level in lines[i + 1 : i + 4])
            yield Topic(name, levels, command, tuple(asked), group)
