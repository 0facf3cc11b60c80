"""The one door: any result in any format. A new kind of result is a new row and a module with one function a format."""

from importlib import import_module

from calc_cli.render.look import Look

_MODULES = {
    "Chain": "calc_cli.render.results.chain",
    "Derivative": "calc_cli.render.results.derivative",
    "RuleTable": "calc_cli.render.results.rules",
    "RuleCard": "calc_cli.render.results.rules",
    "Notations": "calc_cli.render.results.rules",
    "Field": "calc_cli.render.plot",
    "Gradient": "calc_cli.render.results.gradient",
    "Implicit": "calc_cli.render.results.implicit",
    "Inverse": "calc_cli.render.results.inverse",
    "Hessian": "calc_cli.render.results.hessian",
    "Jacobian": "calc_cli.render.results.jacobian",
    "Illustrated": "calc_cli.render.results.illustrated",
    "Limit": "calc_cli.render.results.limit",
    "MatrixDerivative": "calc_cli.render.matrix.derivative",
    "MatrixRules": "calc_cli.render.matrix.rules",
    "Graph": "calc_cli.render.results.graph",
    "Working": "calc_cli.render.results.working",
    "Plot": "calc_cli.render.plot",
    "NumericGradient": "calc_cli.render.results.numeric_gradient",
    "Sameness": "calc_cli.render.results.same",
}


def render(result: object, form: str, look: Look) -> str:
    """Return `result` as `form`: plain, pretty, latex, mathml or json. No newline at the end."""
    module = import_module(_MODULES[type(result).__name__])
    text: str = getattr(module, form)(result, look)
    return text
