"""Words that mean something elsewhere in mathematics but not here, with what to write instead.

Letters written together are a product (abx is a·b·x), but dx, lim and mod were never meant as one.
"""

import re
from typing import NamedTuple


class Meaning(NamedTuple):
    """The meaning of a word elsewhere, and how to write it here."""

    what: str
    instead: str


_DIVERGENCE = "write sum(p .* log(p ./ q))"
_REAL = "everything here is real"
_MATRIX = "in calc grad, jacobian and hessian, with brackets: calc grad 'det(A)'"
_INTEGRAL = Meaning("an integral", "write integral(f, t, a, b), or find one by calc integrate")
_LIMIT = Meaning("a limit", "limits are found by calc limit, for example calc limit 'sin(x)/x' --to 0")
DIFFERENTIAL = Meaning("a differential", "the variable is named by an option: --wrt x; a product is written d*x")
_GRADIENT = Meaning("an operator on functions", "gradients are found by calc grad, for example calc grad 'x^2*y'")
_DERIVATIVE = Meaning("a derivative", "write d/dx of what is differentiated, or leave the word out")
_WORD = Meaning("a word", "write f(x) for f of x, x/y for x per y")
_COUNT = Meaning("a number of combinations", "write binomial(n, k)")

_MEANINGS = {
    **dict.fromkeys(("derivative", "Derivative", "derive", "differentiate", "diff"), _DERIVATIVE),
    **dict.fromkeys(("of", "per", "to", "the"), _WORD),
    **dict.fromkeys(("dot", "ddot"), Meaning("a derivative in time", "write x'(t)")),
    **dict.fromkeys(("mod", "bmod", "pmod"), Meaning("the remainder of a division", "write mod(x, n) for x mod n")),
    **dict.fromkeys(("let", "return", "function", "lambda", "def"), Meaning("a word", "leave it out")),
    **dict.fromkeys(("squared", "cubed", "square", "root"), Meaning("a word", "write x^2, x^3 or sqrt(x)")),
    **dict.fromkeys(("plus", "minus", "times", "twice", "half"), Meaning("a word", "write x + y, x - y, 2*x, x/2")),
    "over": Meaning("a fraction", "write \\frac{a}{b}"),
    "integrate": _INTEGRAL, "iint": _INTEGRAL, "oint": _INTEGRAL, "∬": _INTEGRAL, "∮": _INTEGRAL,
    "partial": DIFFERENTIAL, "∇": _GRADIENT, "∘": Meaning("a composition of functions", "write f(g(x))"),
    "lim": _LIMIT, "limit": _LIMIT, "liminf": _LIMIT, "limsup": _LIMIT,
    "rem": Meaning("the remainder of a division", "write mod(x, n)"),
    "quo": Meaning("the quotient of a division", "write floor(x/n)"),
    "deg": Meaning("degrees", "angles are in radians: for x degrees write x*pi/180"),
    "°": Meaning("degrees", "angles are in radians: for x degrees write x*pi/180"),
    "rad": Meaning("radians", "angles are in radians: leave it out"),
    "arg": Meaning("the angle of a complex number", f"{_REAL}; the angle of a point is atan2(y, x)"),
    "Arg": Meaning("the angle of a complex number", f"{_REAL}; the angle of a point is atan2(y, x)"),
    "Re": Meaning("a real part", _REAL), "Im": Meaning("an imaginary part", _REAL), "cis": Meaning("complex", _REAL),
    "det": Meaning("a determinant", _MATRIX), "tr": Meaning("a trace", _MATRIX), "Tr": Meaning("a trace", _MATRIX),
    "dim": Meaning("a dimension", "shapes are given by --shape"), "ker": Meaning("a kernel", "calc does not know it"),
    "lcm": Meaning("a function of whole numbers", "calc does not know it"),
    "gcd": Meaning("a function of whole numbers", "calc does not know it"),
    "choose": _COUNT, "nPr": _COUNT,
    "div": _GRADIENT, "rot": _GRADIENT, "curl": _GRADIENT, "grad": _GRADIENT, "nabla": _GRADIENT,
    "sup": Meaning("a supremum", "a largest value is max(a, b)"), "arc": Meaning("part of a name", "write arctan x"),
    "pow": Meaning("a power", "write x^n"), "sqr": Meaning("a square", "write x^2"),
    "var": Meaning("a variance", "calc does not know it"), "cov": Meaning("a covariance", "calc does not know it"),
    "nan": Meaning("no number", "leave it out"), "NaN": Meaning("no number", "leave it out"),
    "cross": Meaning("the loss cross_entropy(p, y)", "write -sum(y .* log(p))"),
    "mse": Meaning("a mean squared error", "write mean((y - p).^2)"), "kl": Meaning("a divergence", _DIVERGENCE),
    **dict.fromkeys(("leaky", "elu"), Meaning("an activation in pieces", "write x if x > 0 else 0.01x, or what it is")),
    "wrt": Meaning("short for with respect to", "the variable is named by an option: --wrt x"),
    "sen": Meaning("the sine", "write sin x"), "arcsen": Meaning("the inverse sine", "write arcsin x"),
    **dict.fromkeys(("math", "Math", "numpy", "torch"), Meaning("a module", "leave it and its dot out")),
    **dict.fromkeys(("MOD", "DIV"), Meaning("a division", "write mod(x, n), or floor(x/n)")),
}  # fmt: skip

_DIFFERENTIAL_WORD = re.compile(r"d(?P<variable>[r-z]\d?|theta|phi|rho|alpha|beta|tau|omega|lambda)")


def differential(word: str) -> str | None:
    """Return the variable of a differential, None if the word is none: x for dx."""
    found = _DIFFERENTIAL_WORD.fullmatch(word)
    return found and found["variable"]


def meaning_elsewhere(word: str) -> Meaning | None:
    """Return what `word` means elsewhere, None if it means nothing.

    >>> meaning_elsewhere("lim").what
    'a limit'
    """
    return _MEANINGS.get(word)
