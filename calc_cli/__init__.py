"""calc: a calculus tool for the command line, and the same answers from Python.

>>> import calc_cli
>>> calc_cli.diff("3x^2 - 4x", at="1").value
2

What is named here is loaded when it is first used, so that the command line starts without SymPy.
"""

from calc_cli.questions import FUNCTIONS

TYPE_CHECKING = False  # as `typing` has it, which takes as long to import as a short answer to arrive
if TYPE_CHECKING:
    from calc_cli.errors import CalcError as CalcError
    from calc_cli.questions import *
    from calc_cli.results import *
    from calc_cli.run.respond import answer_lines as answer_lines

__version__ = "0.2.0"
__all__ = [
    "Antiderivative", "CalcError", "Chain", "CriticalPoints", "Derivative", "Descent", "Exercises", "Field",
    "Gradient", "Graph", "Hessian", "Implicit", "Integral", "Inverse", "Jacobian", "Limit", "Plot", "Sameness",
    "Study", "Working", "answer_lines", *FUNCTIONS,
]  # fmt: skip


def __dir__() -> list[str]:
    """Return the public names, which are not loaded yet."""
    return sorted([*__all__, "__version__"])


def __getattr__(name: str) -> object:
    """Load what is named above when it is first used."""
    if name in FUNCTIONS:
        return FUNCTIONS[name]()[1]
    if name == "CalcError":
        from calc_cli.errors import CalcError

        return CalcError
    if name == "answer_lines":
        from calc_cli.run.respond import answer_lines

        return answer_lines
    if name not in __all__:
        raise AttributeError(f"module 'calc_cli' has no attribute '{name}'")
    from calc_cli import results

    return getattr(results, name)
