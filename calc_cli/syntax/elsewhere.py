"""Words that mean something elsewhere in mathematics but not here, with what to write instead.

Letters written together are a product (abx is a·b·x), but dx, lim and mod were never meant as one.
"""

import re
from typing import NamedTuple


class Meaning(NamedTuple):
    """The meaning of a word elsewhere, and how to write it here."""

    what: str
    instead: str


DIFFERENTIAL = Meaning("a differential", "the variable is named by an option: --wrt x; a product is written d*x")

_REAL = "everything here is real"
_MATRIX = "in calc grad, jacobian and hessian, with brackets: calc grad 'det(A)'"
_UNKNOWN = "calc does not know it"

_TABLE = (
    # words and signs, what they mean elsewhere, what to write here
    ("derivative Derivative derive differentiate diff dv pdv", "a derivative",
     "write d/dx of what is differentiated, or leave the word out"),
    ("dot ddot", "a derivative in time", "write x'(t)"),
    ("partial", *DIFFERENTIAL),
    ("∇ nabla grad div rot curl", "an operator on functions",
     "gradients are found by calc grad, for example calc grad 'x^2*y'"),
    ("integrate iint oint ∬ ∮", "an integral", "write integral(f, t, a, b), or find one by calc integrate"),
    ("lim limit liminf limsup approaches approach tends goes", "a limit",
     "limits are found by calc limit, for example calc limit 'sin(x)/x' --to 0"),
    ("of per to the", "a word", "write f(x) for f of x, x/y for x per y"),
    ("let return function lambda def", "a word", "leave it out"),
    ("squared cubed square root", "a word", "write x^2, x^3 or sqrt(x)"),
    ("plus minus times twice half", "a word", "write x + y, x - y, 2*x, x/2"),
    ("where for when IF", "a condition", "write x^2 if x > 0 else 3x"),
    ("text textrm mbox", "words", "a condition begins with if or for, or is otherwise"),
    ("from between", "a bound", "bounds are given by options: --from 0 --to 3, of a plot --range 0:3"),
    ("point", "a place", "it is given by an option: --at 2"),
    ("with respect", "a word", "the variable is named by an option: --wrt x"),
    ("wrt", "short for with respect to", "the variable is named by an option: --wrt x"),
    ("mod bmod pmod", "the remainder of a division", "write mod(x, n) for x mod n"),
    ("rem", "the remainder of a division", "write mod(x, n)"),
    ("quo", "the quotient of a division", "write floor(x/n)"),
    ("MOD DIV", "a division", "write mod(x, n), or floor(x/n)"),
    ("?", "a choice between two values", "write x^2 if x > 0 else 3x"),
    ("over", "a fraction", "write \\frac{a}{b}"),
    ("pow power Power POWER", "a power", "write x^n"),
    ("sqr", "a square", "write x^2"),
    ("sen", "the sine", "write sin x"),
    ("arcsen", "the inverse sine", "write arcsin x"),
    ("arc", "part of a name", "write arctan x"),
    ("∘ circ", "a composition of functions, or degrees", "write f(g(x)), or x*pi/180"),
    ("deg degree degrees °", "degrees", "angles are in radians: for x degrees write x*pi/180"),
    ("rad", "radians", "angles are in radians: leave it out"),
    ("arg Arg", "the angle of a complex number", f"{_REAL}; the angle of a point is atan2(y, x)"),
    ("Re", "a real part", _REAL),
    ("Im", "an imaginary part", _REAL),
    ("cis", "complex", _REAL),
    ("mathbb R in ∈", "a set of numbers", f"leave it out: {_REAL}"),
    ("nan NaN", "no number", "leave it out"),
    ("det", "a determinant", _MATRIX),
    ("tr Tr", "a trace", _MATRIX),
    ("dim", "a dimension", "shapes are given by --shape"),
    ("ker", "a kernel", _UNKNOWN),
    ("lcm gcd", "a function of whole numbers", _UNKNOWN),
    ("var cov std", "a variance, a covariance or their root", _UNKNOWN),
    ("choose nPr", "a number of combinations", "write binomial(n, k)"),
    ("sup", "a supremum", "a largest value is max(a, b)"),
    ("cross", "the loss cross_entropy(p, y)", "write -sum(y .* log(p))"),
    ("mse", "a mean squared error", "write mean((y - p).^2)"),
    ("kl", "a divergence", "write sum(p .* log(p ./ q))"),
    ("leaky elu", "an activation in pieces", "write x if x > 0 else 0.01x, or what it is"),
    (":", "a ratio, or what stands before a function's formula", "write a/b, or f(x) = x^2"),
    (";", "the end of a command, or a comma", "leave it out, or write a comma"),
    ("%", "a percentage, a remainder or a comment", "write x/100, or mod(x, n)"),
    ("@", "a function handle, or the product of matrices", "leave @(x) out"),
    ("± ∓", "two values in one", "ask for each on its own"),
    ("≈", "a rounded value", "write = between the sides of an equation"),
    ("… dots ldots cdots", "terms left out", "write sum(x^k, k, 0, n)"),
    ("\\", "a new line", "ask for one formula, or give the whole working to calc check"),
)  # fmt: skip

_MEANINGS = {word: Meaning(what, instead) for words, what, instead in _TABLE for word in words.split()}

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
