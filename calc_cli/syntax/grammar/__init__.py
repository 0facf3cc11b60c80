"""The grammar of written mathematics, by recursive descent: a function a rule, all over one `Cursor`.

A rule reads what begins at the cursor and leaves the cursor behind it. From the top: conditions.py (equations, cases,
comparisons), arithmetic.py (sums, products, powers), and the operands between their signs in operands.py,
functions.py, latex.py and derivatives.py. Each file shows its part of the grammar. A rule calls the next one down by
name; back up, from a bracket to the expression within it, leads the table of operands below, and where ordinary
notation and that of matrices (matrices.py) differ, they are two such tables.
"""

from calc_cli.syntax.grammar import arithmetic, derivatives, functions, latex, matrices, operands
from calc_cli.syntax.grammar.cursor import Dialect

ORDINARY = Dialect(
    product=arithmetic.product,
    power=arithmetic.power,
    operands={
        "number": operands.number,
        "name": operands.name,
        "constant": operands.constant,
        "function": functions.function,
        "root": functions.root,
        "(": operands.bracket,
        "{": operands.bracket,
        "[": operands.vector,
        "|": operands.bars,
        "⌊": operands.rounded,
        "⌈": operands.rounded,
        "command": latex.structure,
        "operator": derivatives.operator,
        "differential": derivatives.differential,
        "∂": derivatives.differential,
        "begin": latex.environment,
    },
)

MATRICES = Dialect(
    product=matrices.product,
    power=matrices.power,
    operands={
        **ORDINARY.operands,
        "name": matrices.name,
        "function": matrices.function,
        "|": matrices.bars,
        "‖": matrices.norm,
    },
)
