"""Answer questions about the walk of a vector or a matrix, which a loss with data is trained by."""

import numpy as np

from calc_cli.calculus.descend.descent import Descent
from calc_cli.calculus.descend.regression import loss
from calc_cli.calculus.matrix import expression as ex
from calc_cli.calculus.matrix.infer import infer
from calc_cli.calculus.matrix.point import sizes_of
from calc_cli.errors import UsageError
from calc_cli.questions.answers.descend import walked
from calc_cli.questions.answers.matrix import values_of, variable_of
from calc_cli.questions.descend import ParsedTraining


def answer(parsed: ParsedTraining) -> Descent:
    """Walk down. Raises any CalcError, with the text and span at fault."""
    function = parsed.function
    typed = infer(function.tree, function.text, parsed.declared)
    letters = ex.letters(typed.expression)
    start = values_of(parsed.start, letters)
    name = parsed.wrt or (next(iter(start)) if len(start) == 1 else None)
    variable, notes = variable_of(name, letters)
    others = {each: s for each, s in letters.items() if each != variable.name}
    values = values_of(parsed.data, others)
    missing = [each for each in others if each not in values]
    if missing:
        raise UsageError(
            f"no value for {' and '.join(missing)}", hint=f"for example --at {missing[0]}=@{missing[0]}.csv"
        )
    sizes = sizes_of({**values, **start}, letters)
    unknown = [dim for dim in variable.shape if isinstance(dim, str) and not dim.isdigit() and dim not in sizes]
    if unknown and variable.shape != ex.SCALAR:
        raise UsageError(f"how large is {variable.name}?", hint=f"for example --from {variable.name}=[0, 0]")
    objective = loss(typed, variable, values, sizes)
    at = np.array(start.get(variable.name, np.zeros(objective.shape)), dtype=float).reshape(-1)
    return walked(parsed, objective, at, (*typed.notes, *function.notes, *notes))
