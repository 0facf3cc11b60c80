"""Any formula as a function of a library: of NumPy, with SciPy's higher functions, or of PyTorch, with a gradient."""

from functools import partial

from calc_cli.render.code.function import as_code
from calc_cli.render.code.program import Library
from calc_cli.render.display import Format

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
    folds_constants=False,
)


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
    folds_constants=True,
)

as_numpy: Format = partial(as_code, library=NUMPY)
as_torch: Format = partial(as_code, library=TORCH)
