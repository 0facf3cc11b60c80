"""The words of the notes on a result."""

from typing import Any

from calc_cli.calculus.result import Notice
from calc_cli.errors import CalcError
from calc_cli.functions import Function
from calc_cli.render.as_text import text

NOTES = {
    "a corner that does not matter": "{} has no derivative there, which does not matter: its adjoint is 0",
    "a norm of a matrix": "the norm of a matrix is Frobenius's: the root of the sum of the squares of its entries",
    "a number for every entry": "the scalar {} is added to every entry",
    "a vector of ones": "1 is read as the vector of ones",
    "along the graph": "computed along the graph, in decimals of {} digits",
    "by the digits": "a conjecture from the digits, which prove nothing: {}",
    "chain rule undefined": "the chain rule does not apply here: {} is {}",
    "chain rule wrong": "the chain rule does not apply here, where it would give {}: not every right side is "
    "differentiable as a function of all its variables together",
    "constant on the plane": "no level lines: the function is constant here",
    "depends on terms": "where this holds depends on the terms under the sign",
    "diverges elsewhere": "elsewhere the integral diverges",
    "diverges where": "the integral diverges for {}",
    "entry by entry": "{} is read entry by entry",
    "few exercises": "there are only {} different exercises of this kind",
    "function of entries": "{} of a matrix acts on every entry",
    "function of entries, not of the matrix": "{0} of a matrix acts on every entry: this is not the matrix {1}",
    "higher functions": "no elementary function was found: {}",
    "independent": "{} does not depend on {}",
    "Jacobian": "the expression is a vector, and this its Jacobian",
    "Jacobian, transposed": "the expression is a vector, and this its Jacobian, transposed",
    "length": "{0} has the length {1}: the derivative is that along {0}/{1}",
    "no gradient": "no gradient at the point: {}",
    "no picture": "no picture: {}",
    "no steps": "no steps: {}",
    "no steps to the number": "no steps: no antiderivative leads to this number",
    "no zero factor": "this formula holds where no factor of the product is 0",
    "integers": "{0} is taken to be real; --integer {0} takes it through the integers",
    "one side": "not defined to the {0} of {2} = {3}: this is the limit from the {1}",
    "perhaps not the only place": "no other {} was found at which the function is {}, which proves nothing",
    "real powers": "taken where {}: only there is a power real whatever its parameter",
    "rounded": "the value is rounded to {} digits: the exact one is long",
    "row by row": "softmax of a matrix is that of every row",
    "special values": "{} {are} taken to have no special value",
    "structure": "the entries of {} are taken as independent: that it is {} is used only to write the result",
    "too many steps": "no steps: there are too many",
    "vectors": "{} {are} read as {a}vector{s}",
}
"""By kind, with a place for each part; `are`, `a` and `s` agree with the number of things in the first."""


def words(note: Notice | str) -> str:
    """Return a note as a sentence."""
    if isinstance(note, str):
        return note
    is_one = not (note.parts and isinstance(note.parts[0], tuple) and note.parts[0][1:])
    number = {"are": "is", "a": "a ", "s": ""} if is_one else {"are": "are", "a": "", "s": "s"}
    return NOTES[note.kind].format(*map(_part, note.parts), **number)


def _part(part: Any) -> str:
    if isinstance(part, tuple):
        return " and ".join(map(_part, part))
    if isinstance(part, Function):
        return f"{part.name} is {part.title or part.doc}"
    return str(part) if isinstance(part, str | int | CalcError) else text(part)
