"""The rules of the known functions of one argument, from their records."""

from calc_cli.calculus.rules.rule import Rule
from calc_cli.functions import FUNCTIONS, Function, Mistake


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
    title = function.title or function.doc.partition(";")[0].partition(",")[0]
    return Rule(
        key=function.name,
        name="exponential rule" if function.name == "exp" else f"derivative of {title}",
        group=function.group,
        pattern=f"{function.name}(u)",
        derivative=derivative,
        typical=f"{function.name}(x)",
        where=function.smooth or function.defined,
        mistakes=function.mistakes or turned,
        aliases=function.aliases,
        source=function.source,
    )
