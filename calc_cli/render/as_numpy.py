"""Any formula as a function of NumPy; higher functions are those of SciPy."""

from calc_cli.calculus.result import Result
from calc_cli.render.code.function import as_code
from calc_cli.render.code.program import Library
from calc_cli.render.display import Display

NUMPY = Library(
    title="NumPy",
    short="np",
    values="numbers or arrays",
    field="numpy",
    imports="import numpy as np",
    argument="np.asarray({}, dtype=float)",
    number="{0}",
    ones="np.ones({0})",
    identity="np.eye({0})",
    broadcast="broadcast_arrays",
    softmax="np.exp({0} - np.logaddexp.reduce({0}, axis=-1, keepdims=True))",
    logsumexp="np.logaddexp.reduce({0}, axis=None)",
    folds_constants=False,
)


def as_numpy(result: Result, display: Display) -> str:
    """Return the function. Raises UnsupportedError if the result has no formula, or NumPy no such function."""
    return as_code(result, display, NUMPY)
