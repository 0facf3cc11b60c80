"""Any formula as a function of a library: of NumPy, with SciPy's higher functions, or of PyTorch, with a gradient."""

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


TORCH = Library(
    title="PyTorch",
    short="torch",
    values="tensors of floats",
    field="torch",
    imports="import torch",
    argument="",
    number="{1}.new_tensor({0})",
    ones="{1}.new_ones({0})",
    identity="torch.eye({0}).to({1})",
    broadcast="broadcast_tensors",
    softmax="torch.softmax({0}, -1)",
    logsumexp="torch.logsumexp(torch.flatten({0}), 0)",
    folds_constants=True,
)


def as_torch(result: Result, display: Display) -> str:
    """Return the function. Raises UnsupportedError if the result has no formula, or PyTorch no such function."""
    return as_code(result, display, TORCH)
