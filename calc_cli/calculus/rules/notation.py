"""The equivalent notations of derivatives, whose they are, and how they are typed.

Source for who wrote what: F. Cajori, A History of Mathematical Notations, volume 2 (1929).
"""

from dataclasses import dataclass

from calc_cli.calculus.result import Fields, Result


@dataclass(frozen=True, slots=True)
class Notation:
    """One way to write a derivative: on a screen, in ASCII, in LaTeX; `by` is whose it is, `typed` what calc reads."""

    sign: str
    plain: str
    latex: str
    by: str = ""
    typed: str = ""

    @property
    def fields(self) -> Fields:
        """Return what JSON has of it."""
        found = {"text": self.sign, "ascii": self.plain, "latex": self.latex, "by": self.by, "typed": self.typed}
        return {key: value for key, value in found.items() if value}


@dataclass(frozen=True, slots=True)
class Group:
    """Notations that all mean the same."""

    title: str
    rows: tuple[Notation, ...]


@dataclass(frozen=True, slots=True)
class Notations(Result):
    """Everything that `calc rules --notation` tells."""

    groups: tuple[Group, ...]

    @property
    def answer(self) -> tuple[str, ...]:
        """The signs."""
        return tuple(row.sign for group in self.groups for row in group.rows)

    @property
    def fields(self) -> Fields:
        return {"notations": [{"means": g.title, "forms": [row.fields for row in g.rows]} for g in self.groups]}


# fmt: off
NOTATIONS = Notations((
    Group("The derivative of y = f(x)", (
        Notation("f′(x)", "f'(x)", "f'(x)", "Lagrange", "f'(x)"),
        Notation("y′", "y'", "y'", "Lagrange", "calc diff 'y = x^2'"),
        Notation("dy/dx", "dy/dx", r"\frac{dy}{dx}", "Leibniz", "calc chain 'y = u^2' 'u = sin x'"),
        Notation("df/dx", "df/dx", r"\frac{df}{dx}", "Leibniz", "calc diff 'f(x) = x^2'"),
        Notation("d/dx f(x)", "d/dx f(x)", r"\frac{d}{dx} f(x)", "Leibniz", "calc diff 'f(x)' --wrt x"),
        Notation("Df(x)", "Df(x)", "Df(x)", "Arbogast, named after Euler"),
        Notation("Dₓf(x)", "D_x f(x)", "D_x f(x)", "Arbogast, named after Euler"),
        Notation("ẏ", "y with a dot", r"\dot{y}", "Newton, where x is time"),
    )),
    Group("The second derivative", (
        Notation("f″(x)", "f''(x)", "f''(x)", "Lagrange", "f''(x)"),
        Notation("d²y/dx²", "d^2y/dx^2", r"\frac{d^2 y}{dx^2}", "Leibniz", "calc diff 'y = x^3' --order 2"),
        Notation("D²f(x)", "D^2 f(x)", "D^2 f(x)", "Arbogast, named after Euler"),
    )),
    Group("The partial derivative in the i-th variable of y = f(x1, ..., xn)", (
        Notation("∂y/∂xᵢ", "dy/dx_i", r"\frac{\partial y}{\partial x_i}", "Legendre, Jacobi", "calc grad 'x1^2 x2'"),
        Notation("∂f/∂xᵢ", "df/dx_i", r"\frac{\partial f}{\partial x_i}", "Legendre, Jacobi",
                 "calc diff 'x1^2 x2' --wrt x1"),
        Notation("∂_xᵢ f", "d_{x_i} f", r"\partial_{x_i} f"),
        Notation("∂ᵢ f", "d_i f", r"\partial_i f"),
        Notation("f_xᵢ", "f_{x_i}", "f_{x_i}"),
        Notation("fᵢ", "f_i", "f_i"),
        Notation("Dᵢ f", "D_i f", "D_i f"),
        Notation("D_xᵢ f", "D_{x_i} f", "D_{x_i} f"),
    )),
    Group("The gradient, all partial derivatives in a vector", (
        Notation("∇f", "grad f", r"\nabla f", "the sign is Hamilton's", "calc grad 'x1^2 x2'"),
        Notation("∇ₓ f", "grad_x f", r"\nabla_{\mathbf{x}} f", "of the vector x",
                 "calc grad 'a x1 x2' --wrt x1,x2"),
    )),
))
# fmt: on
