"""A rule of differentiation: a formula, where it holds, and what people write in its place.

The rules of the known functions follow from their records.
"""

from dataclasses import dataclass

from calc_cli.functions import FUNCTIONS, Function, Mistake


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


def function_rules() -> list[Rule]:
    """Return a rule for each function of one argument that has a derivative, in the order of the records."""
    return [
        _function_rule(function)
        for function in FUNCTIONS
        if function.arity[0] == 1 and len(function.derivative) == 1 and function.derivative[0]
    ]


def _function_rule(function: Function) -> Rule:
    """Return the rule of a function; the mistake of one without any is that the sign is turned."""
    (derivative,) = function.derivative
    turned = () if derivative == "0" else (Mistake("sign turned", f"-({derivative})", "the sign is turned"),)
    return Rule(
        key=function.name,
        name="exponential rule" if function.name == "exp" else f"derivative of {title_of(function)}",
        group=function.group,
        pattern=f"{function.name}(u)",
        derivative=derivative,
        typical=f"{function.name}(x)",
        where=function.smooth or function.defined,
        mistakes=function.mistakes or turned,
        aliases=function.aliases,
        source=function.source,
    )


def title_of(function: Function) -> str:
    """Return what a function is called in words: its title, or how its documentation begins."""
    return function.title or function.doc.partition(";")[0].partition(",")[0]
