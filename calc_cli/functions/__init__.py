"""The table of known functions. A record is everything that any part of calc knows about its function."""

from calc_cli.functions.corners import CORNERS
from calc_cli.functions.exponential import EXPONENTIAL
from calc_cli.functions.hyperbolic import HYPERBOLIC
from calc_cli.functions.learning import LEARNING
from calc_cli.functions.record import Function, Mistake
from calc_cli.functions.special import NOTATION, SPECIAL
from calc_cli.functions.trigonometric import TRIGONOMETRIC

__all__ = ["BY_NAME", "FUNCTIONS", "Function", "Mistake"]

FUNCTIONS = (*TRIGONOMETRIC, *HYPERBOLIC, *EXPONENTIAL, *CORNERS, *SPECIAL, *LEARNING, *NOTATION)
"""Every record, in the order in which they are listed."""

BY_NAME = {name: function for function in FUNCTIONS for name in (function.name, *function.aliases)}
"""Every name and alias of a function, to its record."""
