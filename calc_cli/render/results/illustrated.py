"""A result with its picture below. Only pretty output has room for that; other formats have the result alone."""

from calc_cli.calculus.plot.illustration import Illustrated
from calc_cli.render import plot as pictures
from calc_cli.render.look import Look
from calc_cli.render.result import render


def pretty(shown: Illustrated, look: Look) -> str:
    """Return the result and the picture."""
    return f"{render(shown.result, 'pretty', look)}\n\n{pictures.pretty(shown.picture, look)}"


def plain(shown: Illustrated, look: Look) -> str:
    """Return the result."""
    return render(shown.result, "plain", look)


def latex(shown: Illustrated, look: Look) -> str:
    """Return the result."""
    return render(shown.result, "latex", look)


def mathml(shown: Illustrated, look: Look) -> str:
    """Return the result."""
    return render(shown.result, "mathml", look)


def json(shown: Illustrated, look: Look) -> str:
    """Return the result."""
    return render(shown.result, "json", look)
