"""The derivative of a matrix expression in one letter: gradient, Jacobian, Hessian, or derivative in a scalar."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np

from calc_cli.calculus.equality.verdict import Check
from calc_cli.calculus.matrix import arithmetic as m, expression as ex
from calc_cli.calculus.matrix.collect import collected
from calc_cli.calculus.matrix.differential import Passage, derivative_in_scalar, gradient, jacobian
from calc_cli.calculus.matrix.domain import Condition, conditions
from calc_cli.calculus.matrix.expression import SCALAR, Dim, Expr, Shape, Symbol
from calc_cli.calculus.matrix.infer import Typed
from calc_cli.calculus.matrix.records import simplified, typed as as_typed
from calc_cli.calculus.matrix.shapes import in_words
from calc_cli.calculus.matrix.verify import verify
from calc_cli.calculus.result import AnswerFormula, Checked, Fields, Notes, Notice, NumericValue, Result, Typeset
from calc_cli.errors import UnsupportedError, UsageError

Kind: TypeAlias = Literal["gradient", "jacobian", "hessian", "derivative"]
Layout: TypeAlias = Literal["denominator", "numerator"]

_OF_SCALARS = "a scalar of it has a gradient, for example its trace, its norm or one product with vectors"
_BY_ROWS = "a row of it for the row q of Q has a derivative: calc jacobian 'V^T softmax(K q)' --wrt q"


@dataclass(frozen=True, slots=True)
class MatrixDerivative(Result):
    """`result` is the derivative of `typed`, called `name` if it had a left-hand side, in `variable`.

    Layout: in denominator layout a gradient has the shape of the variable, and the derivative of m functions in n
    variables is n×m; in numerator layout it is the transpose of that. The result holds where all of `domain` does. At a
    point, `values` are the numbers for the letters and `value` is that of the result. `passages` are the rules used.
    """

    kind: Kind
    typed: Expr
    name: str | None
    variable: Symbol
    result: Expr
    layout: Layout
    domain: tuple[Condition, ...]
    passages: tuple[Passage, ...] = ()
    shows_steps: bool = False
    values: Mapping[str, Any] | None = None
    value: Any = None
    check: Check | None = None
    notes: Notes = ()

    @property
    def answer(self) -> Expr | NumericValue:
        """The value at the point, else the derivative."""
        return self.result if self.value is None else NumericValue(self.value)

    @property
    def fields(self) -> Fields:
        passages = self.passages if self.shows_steps else ()
        return {
            "expr": self.typed,
            "shapes": {name: _dims(shape) for name, shape in self.shapes.items()},
            "wrt": (self.variable,),
            "layout": self.layout,
            "result": self.result,
            "latex": Typeset(self.result),
            "at": {name: NumericValue(value, rounded=False) for name, value in (self.values or {}).items()},
            "value": None if self.value is None else NumericValue(self.value),
            "approx": None if self.value is None else _floats(self.value),
            "check": None if self.check is None else Checked(self.check, "the derivative"),
            "steps": [{"rule": step.operation.title, "input": step.part, "result": step.adjoint} for step in passages],
        }

    @property
    def formula(self) -> AnswerFormula:
        """The derivative, which may need the sizes of letters that do not occur in it."""
        return AnswerFormula(self.result, (self.variable,), ex.symbols(self.typed))

    @property
    def is_turned(self) -> bool:
        """Return True if `result` is the transpose of what is derived."""
        return self.layout != _KINDS[self.kind][0]

    @property
    def shapes(self) -> dict[str, Shape]:
        """The shape of every letter."""
        return {name: letter.shape for name, letter in ex.letters(self.typed, self.variable).items()}


def _dims(shape: Shape) -> list[Dim]:
    """Return the dimensions as JSON has them: two of a matrix, one of a vector, none of a scalar; of a row 1 and n."""
    if shape == SCALAR:
        return []
    dims = [int(dim) if isinstance(dim, str) and dim.isdigit() else dim for dim in shape]
    return dims[:1] if shape[1] == 1 else dims


def _floats(value: Any) -> Any:
    """Return a value as numbers of JSON: a list for a row or column, a list of rows for a matrix."""
    floats = np.array(value, dtype=float)
    return (floats.ravel() if 1 in floats.shape else floats).tolist()


def derive(
    typed: Typed, variable: Symbol, asked: str, layout: Layout | None, *, name: str | None = None, notes: Notes = ()
) -> MatrixDerivative:
    """Differentiate, and hold the result against finite differences. `asked` is grad, jacobian or hessian.

    Of a scalar, the gradient has the shape of `variable`, and the Hessian in a vector is n×n; of a vector in a
    vector the derivative is a matrix; in a scalar it has the shape of the function. There is no matrix for anything
    else: UnsupportedError, as where calc has no rule or the check fails.
    """
    rows = any(isinstance(part, ex.Softmax) and 1 not in part.shape for part in ex.walk(typed.expression))
    kind = _kind(typed.expression.shape, variable.shape, asked, _BY_ROWS if rows else _OF_SCALARS)
    loose = Symbol(variable.shape, (), variable.name)  # its entries are independent of each other
    free = ex.replaced(typed.expression, variable, loose)
    f = simplified(_column(free) if kind == "jacobian" else free)
    passages: list[Passage] = []
    natural, derived_by = _KINDS[kind]
    derived = derived_by(f, loose, passages)
    result = collected(simplified(ex.replaced(derived, loose, variable)))
    verify(kind, _column(typed.expression) if kind == "jacobian" else typed.expression, result, variable)
    chosen = layout or ("numerator" if asked == "jacobian" or kind == "derivative" else "denominator")
    if asked == "grad" and kind == "jacobian":
        is_turned = chosen != natural and not m.is_symmetric(result)
        notes = (*notes, Notice("Jacobian" + ", transposed" * is_turned))
    return MatrixDerivative(
        kind=kind,
        typed=typed.expression,
        name=name,
        variable=variable,
        result=collected(m.transpose(result)) if chosen != natural else result,
        layout=chosen,
        domain=conditions(f, result, variable, loose),
        passages=tuple(passages),
        notes=(*typed.notes, *notes, *_on_structure(variable)),
    )


def _kind(shape: Shape, of_variable: Shape, asked: str, hint: str = _OF_SCALARS) -> Kind:
    is_scalar, is_vector = shape == SCALAR, 1 in shape
    in_scalar, in_vector = of_variable == SCALAR, of_variable[1] == 1
    if asked == "hessian":
        if not is_scalar:
            raise UsageError(f"a Hessian is that of a scalar, and this is {in_words(shape)}")
        if not in_vector:
            raise UnsupportedError("the second derivative in a matrix has four indices: it is no matrix")
        return "hessian"
    if asked == "jacobian" and in_vector and is_vector and not in_scalar:
        return "jacobian"
    if is_scalar:
        return "gradient"
    if in_scalar:
        return "derivative"
    if is_vector and in_vector:
        return "jacobian"
    raise UnsupportedError(
        f"the derivative of {in_words(shape)} in {in_words(of_variable)} has more than two indices: it is no matrix",
        hint=hint,
    )


def _column(e: Expr) -> Expr:
    """Return a row as a column."""
    return as_typed(ex.Transpose, e) if e.shape[0] == 1 != e.shape[1] else e


def _hessian(f: Expr, variable: Symbol, passages: list[Passage]) -> Expr:
    slope = collected(gradient(f, variable, passages))
    return jacobian(slope, variable) if variable.shape != SCALAR else derivative_in_scalar(slope, variable)


_KINDS: dict[Kind, tuple[Layout, Callable[[Expr, Symbol, list[Passage]], Expr]]] = {
    "gradient": ("denominator", gradient),
    "jacobian": ("numerator", lambda f, variable, _: jacobian(f, variable)),
    "hessian": ("denominator", _hessian),
    "derivative": ("numerator", lambda f, variable, _: derivative_in_scalar(f, variable)),
}
"""How each kind is derived, and the layout that it has then."""


def _on_structure(variable: Symbol) -> Notes:
    kinds = tuple("positive definite" if kind == "positive" else kind for kind in sorted(variable.structure))
    return (Notice("structure", (variable.name, kinds)),) if kinds else ()
