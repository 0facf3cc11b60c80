"""How a question about a Hessian becomes an answer."""

from calc_cli.calculus.partials.hessian import Hessian, hessian
from calc_cli.calculus.partials.partials import Point
from calc_cli.questions.answers.given import checked
from calc_cli.questions.answers.variables import point_of, with_variables
from calc_cli.questions.lowering import typed_function
from calc_cli.questions.partials import ParsedPartials


def answer(parsed: ParsedPartials) -> Hessian:
    """Differentiate twice in each two variables, at the point if one is given. Raises any CalcError."""
    f = with_variables(typed_function(parsed.function, "hessian takes one function, not a list"), parsed)
    point = point_of(parsed, f.typed.free_symbols, f.variables)

    def found(at: Point | None) -> Hessian:
        return hessian(f, at=at)

    return found(point) if parsed.given is None else checked(found, point, parsed.given)
