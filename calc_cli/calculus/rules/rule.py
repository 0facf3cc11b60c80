"""What a rule of differentiation is: a formula, where it holds, and what people write in its place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """A usual mistake in a rule: the `formula` that is written in place of the rule's derivative, in the same letters.

    `name` says what was done in a few words, `message` explains it in a sentence.
    """

    name: str
    formula: str
    message: str


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
