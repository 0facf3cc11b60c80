"""Textbook derivatives with one mistake in them, made by a differentiator that has nothing of calc's in it.

A function is a tree of its own; SymPy only does arithmetic. `Exercise.answer` is what a student writes who knows all
the rules but one, in one place.
"""

# ruff: noqa: ARG005 - a formula may do without the derivative of a part: that is the mistake

import random
from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp

X = sp.Symbol("x", positive=True)

Slopes = tuple[sp.Expr, ...]
Formula = Callable[..., sp.Expr]


@dataclass(frozen=True)
class Node:
    """A function as typed and as a value, its right derivative from those of its parts, and wrong ones by name."""

    text: str
    value: sp.Expr
    right: Formula
    wrong: dict[str, Formula]
    parts: tuple["Node", ...] = ()

    @property
    def bracketed(self) -> str:
        return f"({self.text})" if set(self.text) & set("+*/") else self.text

    def places(self) -> list["Node"]:
        return [self, *(place for part in self.parts for place in part.places())]

    def slope(self, at: "Node | None" = None, mistake: str = "") -> sp.Expr:
        formula = self.wrong[mistake] if self is at else self.right
        return formula(*(part.slope(at, mistake) for part in self.parts))


def constant(c: int) -> Node:
    return Node(str(c), sp.Integer(c), lambda: sp.S.Zero, {"constant kept": lambda: sp.Integer(c)})


def power(n: int) -> Node:
    wrong = {
        "exponent not lowered": lambda: n * X**n,
        "exponent not brought down": lambda: X ** (n - 1),
        "exponent raised": lambda: n * X ** (n + 1),
        "integrated instead": lambda: X ** (n + 1) / (n + 1) if n != -1 else sp.log(X),
    }
    return Node(
        "x" if n == 1 else f"x^{n}" if n > 0 else f"x^({n})", X**n, lambda: n * X ** (n - 1), wrong if n != 1 else {}
    )


def multiple(c: int, f: Node) -> Node:
    return Node(f"{c}*{f.bracketed}", c * f.value, lambda d: c * d, {"constant factor dropped": lambda d: d}, (f,))


def total(f: Node, g: Node) -> Node:
    wrong = {"a term dropped": lambda d, e: d, "sign of a term turned": lambda d, e: d - e} if g.value.has(X) else {}
    return Node(f"{f.text} + {g.text}", f.value + g.value, lambda d, e: d + e, wrong, (f, g))


def product(f: Node, g: Node) -> Node:
    u, v = f.value, g.value
    wrong = {
        "product of the derivatives": lambda d, e: d * e,
        "sum of the derivatives": lambda d, e: d + e,
        "second term of the product rule missing": lambda d, e: d * v,
        "first term of the product rule missing": lambda d, e: u * e,
        "minus between the terms": lambda d, e: d * v - u * e,
    }
    return Node(f"{f.bracketed}*{g.bracketed}", u * v, lambda d, e: d * v + u * e, wrong, (f, g))


def quotient(f: Node, g: Node) -> Node:
    u, v = f.value, g.value
    wrong = {
        "quotient of the derivatives": lambda d, e: d / e,
        "numerator the wrong way round": lambda d, e: (u * e - d * v) / v**2,
        "plus in the numerator": lambda d, e: (d * v + u * e) / v**2,
        "denominator not squared": lambda d, e: (d * v - u * e) / v,
        "derivatives subtracted in the numerator": lambda d, e: (d - e) / v**2,
        "derivative of the denominator squared": lambda d, e: (d * v - u * e) / e**2,
    }
    return Node(f"{f.bracketed}/({g.text})", u / v, lambda d, e: (d * v - u * e) / v**2, wrong, (f, g))


OUTER: list[tuple[str, Formula, Formula, dict[str, Formula]]] = [
    ("sin({})", sp.sin, sp.cos, {"sign gained": lambda u: -sp.cos(u)}),
    ("cos({})", sp.cos, lambda u: -sp.sin(u), {"sign lost": sp.sin}),
    ("tan({})", sp.tan, lambda u: 1 / sp.cos(u) ** 2, {
        "square missing": lambda u: 1 / sp.cos(u),
        "sign gained": lambda u: -1 / sp.cos(u) ** 2,
    }),
    ("e^({})", sp.exp, sp.exp, {"power rule on an exponential": lambda u: u * sp.exp(u - 1)}),
    ("2^({})", lambda u: 2**u, lambda u: 2**u * sp.log(2), {
        "ln a missing": lambda u: 2**u,
        "power rule on an exponential": lambda u: u * 2 ** (u - 1),
    }),
    ("ln({})", sp.log, lambda u: 1 / u, {"reciprocal of the logarithm": lambda u: 1 / sp.log(u)}),
    ("sqrt({})", sp.sqrt, lambda u: 1 / (2 * sp.sqrt(u)), {"2 below the bar missing": lambda u: 1 / sp.sqrt(u)}),
    ("arctan({})", sp.atan, lambda u: 1 / (1 + u**2), {"root gained": lambda u: 1 / sp.sqrt(1 + u**2)}),
    ("({})^4", lambda u: u**4, lambda u: 4 * u**3, {
        "exponent not lowered": lambda u: 4 * u**4,
        "exponent not brought down": lambda u: u**3,
    }),
]  # fmt: skip


def applied(number: int, g: Node) -> Node:
    typed, F, slope, mistakes = OUTER[number]  # noqa: N806
    u = g.value
    wrong: dict[str, Formula] = {name: (lambda d, f=f: f(u) * d) for name, f in mistakes.items()}
    if u != X:
        wrong |= {
            "inner derivative missing": lambda d: slope(u),
            "inner function in place of its derivative": lambda d: slope(u) * u,
            "outer derivative taken at the inner derivative": lambda d: slope(d),
            "outer derivative missing": lambda d: F(u) * d,
        }
    return Node(typed.format(g.text), F(u), lambda d: slope(u) * d, wrong, (g,))


def inner(r: random.Random) -> Node:
    return r.choice([
        lambda: power(1),
        lambda: multiple(r.randint(2, 9), power(1)),
        lambda: total(multiple(r.randint(2, 9), power(1)), constant(r.randint(1, 9))),
        lambda: power(r.randint(2, 4)),
        lambda: total(power(r.randint(2, 4)), constant(r.randint(1, 9))),
    ])()  # fmt: skip


def factor(r: random.Random) -> Node:
    return r.choice([
        lambda: power(r.choice([1, 2, 3, 5])),
        lambda: total(power(r.choice([2, 3])), multiple(r.randint(2, 9), power(1))),
        lambda: applied(r.randrange(len(OUTER)), power(1)),
        lambda: applied(r.randrange(len(OUTER)), inner(r)),
    ])()  # fmt: skip


def function(r: random.Random) -> Node:
    return r.choice([
        lambda: total(multiple(r.randint(2, 9), power(r.choice([-3, -2, -1, 2, 3, 4]))), constant(r.randint(1, 9))),
        lambda: total(multiple(r.randint(2, 9), power(r.randint(2, 6))), factor(r)),
        lambda: product(factor(r), factor(r)),
        lambda: quotient(factor(r), factor(r)),
        lambda: applied(r.randrange(len(OUTER)), inner(r)),
        lambda: applied(r.randrange(len(OUTER)), applied(r.randrange(len(OUTER)), inner(r))),
        lambda: multiple(r.randint(2, 9), product(factor(r), factor(r))),
    ])()  # fmt: skip


@dataclass(frozen=True)
class Exercise:
    """Texts: a function and a wrong answer; the mistake that was made."""

    function: str
    answer: str
    mistake: str


def exercise(seed: int) -> Exercise:
    """Return an exercise with a mistake in its answer, which is neither right nor the function itself."""
    r = random.Random(seed)
    while True:
        f = function(r)
        place = r.choice([p for p in f.places() if p.wrong])
        mistake = r.choice(sorted(place.wrong))
        wrong = f.slope(place, mistake)
        if not any(_same(wrong, other) for other in (f.slope(), f.value)):
            return Exercise(f.text, str(in_some_form(wrong, r)), mistake)


def right_answer(seed: int) -> tuple[str, str]:
    """Return a function and its derivative, as texts."""
    r = random.Random(seed)
    f = function(r)
    return f.text, str(in_some_form(f.slope(), r))


def in_some_form(e: sp.Expr, r: random.Random) -> sp.Expr:
    return r.choice([lambda u: u, sp.expand, sp.together, sp.factor_terms])(e)


def _same(a: sp.Expr, b: sp.Expr) -> bool:
    points = (sp.Rational(13, 10), sp.Rational(7, 3))
    return all(abs(sp.N((a - b).subs(X, at), 30)) < sp.Float("1e-20") for at in points)
