"""The one door: any result in any format. A new kind of result is a new row and a module with one function a format."""

from importlib import import_module

from calc_cli.render.look import Look

_MODULES = {
    "Chain": "calc_cli.render.chain",
    "Derivative": "calc_cli.render.derivative",
    "RuleTable": "calc_cli.render.rules",
    "RuleCard": "calc_cli.render.rules",
    "Notations": "calc_cli.render.rules",
    "Field": "calc_cli.render.plot",
    "Gradient": "calc_cli.render.gradient",
    "Implicit": "calc_cli.render.implicit",
    "Inverse": "calc_cli.render.inverse",
    "Hessian": "calc_cli.render.hessian",
    "Jacobian": "calc_cli.render.jacobian",
    "Illustrated": "calc_cli.render.illustrated",
    "Limit": "calc_cli.render.limit",
    "MatrixDerivative": "calc_cli.render.matrix.derivative",
    "MatrixRules": "calc_cli.render.matrix.rules",
    "Graph": "calc_cli.render.graph",
    "Working": "calc_cli.render.working",
    "Plot": "calc_cli.render.plot",
    "NumericGradient": "calc_cli.render.numeric_gradient",
    "Sameness": "calc_cli.render.same",
}


def render(result: object, form: str, look: Look) -> str:
    """Return `result` as `form`: plain, pretty, latex, mathml or json. No newline at the end."""
    module = import_module(_MODULES[type(result).__name__])
    text: str = getattr(module, form)(result, look)
    return text
