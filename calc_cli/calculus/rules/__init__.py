"""The one table of rules of differentiation, and what applies a rule to an expression.

found = application(e, x)                        # which rule a teacher would name; found.parts are f, g, ...
found.result(slopes)                             # the derivative of e, given those of the parts
found.mistaken("f'(x)*g'(x)").result(slopes)     # what a mistaken formula makes of the same
"""

from calc_cli.calculus.rules.application import Application, Chain, Elementary
from calc_cli.calculus.rules.functions import outer_derivative, table_name
from calc_cli.calculus.rules.match import Matcher, application
from calc_cli.calculus.rules.rule import Mistake, Rule
from calc_cli.calculus.rules.table import BY_KEY, RULES

__all__ = [
    "BY_KEY",
    "RULES",
    "Application",
    "Chain",
    "Elementary",
    "Matcher",
    "Mistake",
    "Rule",
    "application",
    "outer_derivative",
    "table_name",
]
