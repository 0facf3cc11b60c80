"""Any formula as a function of PyTorch, of tensors of floats, which has a gradient there."""

from calc_cli.calculus.result import Result
from calc_cli.render.code.function import as_code
from calc_cli.render.code.program import Library
from calc_cli.render.display import Display

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
