"""A rule of differentiation: a formula, where it holds, and what people write in its place."""

from dataclasses import dataclass

from calc_cli.functions import Mistake


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table: d/dx of `pattern` is `derivative`, under the condition `where`.

    All formulas are in calc's own input language. In them f(x), g(x) are parts with the variable, f'(x), g'(x) their
    derivatives; F is an outer function, F' its derivative; c, n, a and b are constants; u is the variable of an
    elementary function, which the chain rule replaces by anything. `typical` is an expression of this kind.
    """

    key: str
    name: str
    group: str
    pattern: str
    derivative: str
    typical: str
    where: str = ""
    mistakes: tuple[Mistake, ...] = ()
    aliases: tuple[str, ...] = ()
    source: str = ""
