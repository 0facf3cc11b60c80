"""The input language: every row of DESIGN's table, written as people type it and written out in full."""

from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given, settings, strategies as st

from calc_cli.errors import CalcError
from calc_cli.syntax.parser import parse, parse_list
from calc_cli.syntax.tree import Equation, Number, Product, Sum
from calc_cli.syntax.words import Names, canonical


def shape(tree: object) -> object:
    """The tree without spans."""
    if isinstance(tree, tuple):
        return tuple(map(shape, tree))
    if not is_dataclass(tree):
        return tree
    parts = (shape(getattr(tree, field.name)) for field in fields(tree) if field.name != "span")
    return (type(tree).__name__, *parts)


READINGS = [
    # typed                         means
    ("3x^2-4x", "3*x**2-4*x"),
    ("3·x² − 4·x", "3*x**2-4*x"),
    ("3×x÷2", "3*x/2"),
    ("2(x+1)", "2*(x+1)"),
    ("(x+1)(x-1)", "(x+1)*(x-1)"),
    ("(x+1)2", "(x+1)*2"),
    ("x sin x", "x*sin(x)"),
    ("2pi r", "2*pi*r"),
    ("2πr", "2*pi*r"),
    ("x(x+1)", "x*(x+1)"),
    ("1/2x", "1/2*x"),
    ("a/b c", "a/b*c"),
    ("-x^2", "-(x^2)"),
    ("2^3^2", "2^(3^2)"),
    ("2^-3^2", "2^(-(3^2))"),
    ("e^-x", "e^(-x)"),
    ("x²y", "x^2*y"),
    ("x⁻¹", "x^(-1)"),
    ("eˣ", "e^x"),
    ("x^{10}", "x^10"),
    ("2*-3", "2*(-3)"),
    # functions and their arguments
    ("sin x", "sin(x)"),
    ("sin 2x", "sin(2*x)"),
    ("sin x cos x", "sin(x)*cos(x)"),
    ("sin x e^x", "sin(x)*e^x"),
    ("cos x e^sin x", "cos(x)*e^(sin(x))"),
    ("ln 2e^x", "ln(2*e^x)"),
    ("sec x tan x", "sec(x)*tan(x)"),
    ("sin x^2", "sin(x^2)"),
    ("sin x²", "sin(x^2)"),
    ("sin^2 x", "sin(x)^2"),
    ("sin²(3x)", "sin(3*x)^2"),
    ("sin^2 x^3", "sin(x^3)^2"),
    ("sin^-1 x", "asin(x)"),
    ("tan⁻¹(2x)", "atan(2*x)"),
    ("cosh^(-1) x", "acosh(x)"),
    ("arcsin x", "asin(x)"),
    ("arsinh x", "asinh(x)"),
    ("sin x/2", "sin(x)/2"),
    ("sin -x", "sin(-x)"),
    ("sin cos x", "sin(cos(x))"),
    ("cos x(x+1)", "cos(x)*(x+1)"),
    ("sin 2(x+1)", "sin(2*(x+1))"),
    ("√2x", "sqrt(2*x)"),
    ("√2 x", "sqrt(2)*x"),
    ("sin √2 x", "sin(sqrt(2)*x)"),
    ("√2 e^x", "sqrt(2)*e^x"),
    ("sin 2pi x", "sin(2*pi*x)"),
    ("sin(x)x", "sin(x)*x"),
    ("e^sin x cos x", "e^(sin(x))*cos(x)"),
    ("ln x ln y", "log(x)*log(y)"),
    ("log_2(x)", "log(x, 2)"),
    ("log_2 x", "log(x, 2)"),
    ("log₂x", "log(x, 2)"),
    ("log_{b} x", "log(x, b)"),
    ("√x", "sqrt(x)"),
    ("√(x+1)", "sqrt(x+1)"),
    ("∛x", "cbrt(x)"),
    ("∜2x", "root(2*x, 4)"),
    ("³√(x+1)", "root(x+1, 3)"),
    ("x³√y", "x^3*sqrt(y)"),
    ("sqrt[3]{x}", "root(x, 3)"),
    ("log_e x", "log(x, e)"),
    ("sin^n(x)", "sin(x)^n"),
    ("f^n(x)", "f(x)^n"),
    (r"\max\{x, 1\}", "max(x, 1)"),
    (r"\int^x_0 t dt", r"\int_0^x t dt"),
    ("∫_0.5^2.5 t dt", r"\int_{0.5}^{2.5} t dt"),
    ("int_1.5^2 t dt", r"\int_{1.5}^2 t dt"),
    (r"\sum^n_{i=1} x^i", r"\sum_{i=1}^n x^i"),
    ("Σ_{i=1}^3 x^i", r"\sum_{i=1}^3 x^i"),
    ("sum_{i=1}^3 x^i", r"\sum_{i=1}^3 x^i"),
    ("prod^3_(i=1) (x - i)", r"\prod_{i=1}^3 (x - i)"),
    ("2 frac{x^{2}}{x + 1}", r"2 \frac{x^{2}}{x + 1}"),
    ("(d/dx)(x^2)", "d/dx (x^2)"),
    (r"\left(\frac{d}{dx}\right) x^2", "d/dx x^2"),
    ("f(x) := x^2", "f(x) = x^2"),
    ("Δx^2", "Delta_x^2"),
    ("|x-1||x+1|", "abs(x-1)*abs(x+1)"),
    ("||x|-1|", "abs(abs(x)-1)"),
    ("2|x|^2", "2*abs(x)^2"),
    ("ln|x|", "log(abs(x))"),
    ("|-x|", "abs(-x)"),
    ("|sin x|", "abs(sin(x))"),
    ("|-sin 2x|", "abs(-sin(2*x))"),
    ("sin +x", "sin(x)"),
    ("lnlnx", "log(log(x))"),
    ("sum(i x, (i, 1, n))", "sum(i*x, i, 1, n)"),
    ("⌊x/2⌋", "floor(x/2)"),
    ("x!", "factorial(x)"),
    ("2x!", "2*factorial(x)"),
    ("x!^2", "factorial(x)^2"),
    ("sinx", "sin(x)"),
    ("2xsin(x^2)", "2*x*sin(x^2)"),
    ("tln(t)", "t*log(t)"),
    ("xlnx", "x*log(x)"),
    ("sin2x", "sin(2*x)"),
    ("log10x", "log10(x)"),
    ("Sin(x)", "sin(x)"),
    # names
    ("x₁+x_1", "x_1+x_1"),
    ("x_{12}", "x_12"),
    ("θ", "theta"),
    (r"\theta", "theta"),
    ("xy", "x*y"),
    ("abx", "a*b*x"),
    ("xy2", "x*y2"),
    ("thetax", "theta*x"),
    ("𝑥²", "x^2"),
    ("f(g(x))", "f( g( x ) )"),
    ("g^2(x)", "g(x)^2"),
    ("f x", "f*x"),
    ("f^(2)(x)", "f''(x)"),
    ("f²(x)", "f(x)^2"),
    ("e_1 x", "e_1*x"),
    # brackets and cases
    ("{[x+1]}^2", "(x+1)^2"),
    ("x^2 if x < 1 else 2x - 1", "piecewise((x^2, x<1), (2*x-1, True))"),
    ("x^2 if x < 1, 5 if x < 2, 2x - 1 otherwise", "piecewise((x^2, x<1), (5, x<2), (2*x-1, True))"),
    ("x^2 if x < 1, 2x if x > 1", "piecewise((x^2, x<1), (2*x, x>1))"),
    ("1 if 0<x<=1 else 2", "piecewise((1, 0 < x <= 1), 2)"),
    ("1 if x=0 else 2 if x≠3 else 4", "piecewise((1, x == 0), (2, x != 3), (4, True))"),
    ("1 if x<0 or x>1 else 0", "Piecewise((1, (x < 0) | (x > 1)), (0, True))"),
    ("1 if Ne(x, 0) else 2 if Eq(x, 0) else 3", "1 if x != 0 else 2 if x = 0 else 3"),
    ("1 if x>0 and not x>1 else 0", "Piecewise((1, (x > 0) & ~(x > 1)), (0, True))"),
    # LaTeX
    (r"\frac{x^2+1}{x-1}", "((x^2+1)/(x-1))"),
    (r"\frac12 x", "(1/2)*x"),
    (r"x \over 2", "x/2"),
    (r"{x+1 \over x-1} + x", "(x+1)/(x-1) + x"),
    (r"\sqrt{1 \over x}", "sqrt(1/x)"),
    ("sh x + ch x + th x + cth x", "sinh(x) + cosh(x) + tanh(x) + coth(x)"),
    ("arsh x + arch x + arth x", "asinh(x) + acosh(x) + atanh(x)"),
    ("binom(x, 2) + nCr(x, 3)", "binomial(x, 2) + binomial(x, 3)"),
    (r"\frac x2", "(x/2)"),
    (r"\sin^2 x", "sin(x)^2"),
    (r"\sin^{2}{\left(x \right)}", "sin(x)^2"),
    (r"\sqrt[3]{x}", "root(x, 3)"),
    (r"\sqrt{x}", "sqrt(x)"),
    (r"\left( x+1 \right)^2", "(x+1)^2"),
    (r"2\cdot x \times y", "2*x*y"),
    (r"\log_{2}{x}", "log(x, 2)"),
    (r"e^{-x^{2}}", "e^(-(x^2))"),
    (r"\left|{x}\right|", "abs(x)"),
    (r"\lfloor x \rfloor", "floor(x)"),
    (r"\operatorname{asinh}{\left(x \right)}", "asinh(x)"),
    (r"\sum_{i=1}^{n} i^2 x", "sum(i^2*x, i, 1, n)"),
    (r"$x^2$", "x^2"),
    (r"{g}_{k}", "g_k"),
    (r"f^{\prime}(x)", "f'(x)"),
    (r"f^{\prime\prime}(x)", "f''(x)"),
    (r"(x^2)\prime", "(x^2)'"),
    # derivatives within
    ("d/dx(x^2)", "d/dx (x^2)"),
    ("D_x x^2", "d/dx x^2"),
    ("D_{t} (t^2)", "d/dt (t^2)"),
    ("a + D_x[x^3]", "a + d/dx [x^3]"),
    ("d(x^2)/dx", "d/dx (x^2)"),
    ("d(sin θ)/dθ", "d/dθ (sin(θ))"),
    (r"\frac{d(\sin \theta)}{d\theta}", "d/dθ sin(θ)"),
    (r"\frac{d(x^3+x^2)}{dx}", "d/dx (x^3+x^2)"),
    (r"\frac{\partial}{\partial x} (x^2 y)", "d/dx (x^2 y)"),
    (r"\frac{d x^2 \sin x}{dx} + 1", "d/dx (x^2*sin(x)) + 1"),
    (r"\frac{\mathrm{d}x^2}{\mathrm{d}x}", "d/dx x^2"),
    (r"\frac{\partial^2 (x^4)}{\partial x^2}", "d^2/dx^2 (x^4)"),
    ("x d²(x⁴)/dx²", "x d^2/dx^2 (x^4)"),
    ("2 d sin x/dx", "2 d/dx sin(x)"),
    ("∂(x^2)/∂x", "d/dx (x^2)"),
    ("∂ₓ x^2", "d/dx x^2"),
    (r"\partial_{x} x^2", "d/dx x^2"),
    ("(x^2)'", "d/dx (x^2)"),
    ("(t^2)''", "d^2/dt^2 (t^2)"),
    ("sin'(x)", "d/dx sin(x)"),
    # names whose subscript is an index
    ("sum(a_k x^k, k, 0, 2)", "a_0 + a_1 x + a_2 x^2"),
    (r"\sum_{i=1}^{2} x_i^2", "x_1^2 + x_2^2"),
    ("x1 + prod(x_i, i, 1, 2)", "x1 + (x_1*x_2)"),
    ("sum(sum(a_i b_j, j, 1, 2), i, 1, 2)", "(a_1 b_1 + a_1 b_2) + (a_2 b_1 + a_2 b_2)"),
    ("sum(a_k + sum(k, k, 1, 2), k, 1, 2)", "(a_1 + sum(k, k, 1, 2)) + (a_2 + sum(k, k, 1, 2))"),
    ("sum(a_k, k, 0, n)", "sum(a_k, k, 0, n)"),
    ("sum(x_{i+1} x_{i - 1}, i, 1, 2)", "x_2 x_0 + x_3 x_1"),
    (r"\sum_{i=1}^2 \sum_{j=1}^2 a_{ij}", "(a_11 + a_12) + (a_21 + a_22)"),
    ("sum(a_nk, n, 1, 2)", "a_{1k} + a_{2k}"),
    ("sum(v_min, n, 1, 2)", "sum(v_min, n, 1, 2)"),
    ("x^{1½}", "x^1½"),
    (r"\biggl(x\biggr)", "(x)"),
    (r"\begin{cases} x & \mbox{if } x < 1 \\ 2 & \mbox{else} \end{cases}", "piecewise((x, x<1), 2)"),
    (r"\begin{cases} x^2, & x < 1 \\ 2x, & x \ge 1 \\ \end{cases}", "piecewise((x^2, x<1), (2*x, x>=1))"),
    (r"\begin{align*} y &= x~\sin x \label{a} \end{align*}", "y = x*sin(x)"),
    # code
    ("np.sin(x)**2", "sin(x)^2"),
    ("F.sigmoid(np.log1p(x))", "sigmoid(log1p(x))"),
    ("x.^2 .* sin(x)./2.", "x^2*sin(x)/2."),
    (r"\int_{-1}^{x} t dt", "integral(t, t, -1, x)"),
    # the upright d of lecture notes
    (r"\int_0^x t \,\mathrm{d}t", "integral(t, t, 0, x)"),
    (r"\int_0^x \frac{\mathrm dt}{t}", "integral(1/t, t, 0, x)"),
    (r"\int_0^x \theta \, {\rm d}\theta", "integral(theta, theta, 0, x)"),
    (r"\frac{\mathrm d}{\mathrm dx} x^2", "d/dx x^2"),
    (r"\begin{cases} x^2 & \text{for}\: x < 1 \\ 2x & \text{otherwise} \end{cases}", "piecewise((x^2, x<1), 2*x)"),
]


@pytest.mark.parametrize(("typed", "means"), READINGS, ids=[row[0] for row in READINGS])
def test_reads(typed: str, means: str) -> None:
    assert shape(parse(typed).tree) == shape(parse(means).tree)


NOTES = [
    # typed          notes
    ("3x^2-4x", ()),
    ("sin x cos x", ()),
    ("sec x tan x", ()),
    ("2x sin(x)", ()),
    ("(1/2)x", ()),
    ("1/2x", ("1/2x is read as (1/2)·x, not 1/(2x)",)),
    ("1/x(x+1)", ("1/x(x+1) is read as (1/x)·(x+1), not 1/(x(x+1))",)),
    ("e^2x", ("e^2x is read as (e^2)·x, not e^(2x)",)),
    ("e²x", ()),
    ("3x^2y", ()),
    ("e^-2x", ("e^-2x is read as (e^-2)·x, not e^(-2x)",)),
    ("e^xy", ("e^xy is read as (e^x)·y, not e^(xy)", "xy is read as x·y")),
    ("x^2x", ("x^2x is read as (x^2)·x, not x^(2x)",)),
    ("cos x|x|", ("cos x|x| is read as cos(x)·|x|, not cos(x|x|)",)),
    ("f_1(x+1)", ("f_1(x+1) is read as f_1·(x+1)",)),
    # functions called by any letter
    ("u(x)", ("u(x) is read as a function of x, not u*x",)),
    ("u(x, y) + u", ("u(x, y) is read as a function of x, y",)),
    ("f_1(x)", ("f_1(x) is read as a function of x, not f_1*x",)),
    ("u'(t) v(t)", ("u'(t) is read as a function of t, not u*t", "v(t) is read as a function of t, not v*t")),
    ("u(x) + u", ("u(x) is read as the product u*x, since u stands alone, too",)),
    ("a(x+1)", ()),
    ("s(t) = t^2", ()),
    ("w(x, y) = y e^x", ()),
    # exponents and fractions
    ("x^1/2", ("x^1/2 is read as (x^1)/2, not x^(1/2)",)),
    ("(3x)^-1/2", ("(3x)^-1/2 is read as ((3x)^-1)/2, not (3x)^(-1/2)",)),
    ("x^-2/2", ()),
    # brackets that other languages have for entries
    ("a x[i]^2", ("x[i] is read as x·[i], not the entry x_i",)),
    ("x[2]", ("x[2] is read as x·[2], not the entry x_2",)),
    ("x[x+1]", ()),
    ("e^-x^2/2", ("e^-x^2/2 is read as (e^-x^2)/2, not e^(-x^2/2)",)),
    ("2^-x/3", ("2^-x/3 is read as (2^-x)/3, not 2^(-x/3)",)),
    ("x^2/2", ()),
    ("e^x/2", ()),
    ("e^(-x)/2", ()),
    (r"2\frac{1}{2} x", (r"2\frac{1}{2} is read as 2·\frac{1}{2}, not 2 + \frac{1}{2}",)),
    (r"2\frac{1}{x}", ()),
    # numbers that look unfinished
    ("1e", ("1e is read as the product 1·e",)),
    ("1e+x", ("1e is read as the product 1·e",)),
    ("2e^x", ()),
    ("0x", ("0x is read as the product 0·x",)),
    ("10x", ()),
    # derivatives within
    ("(x^2)'", ("(x^2)' is read as the derivative in x",)),
    ("d/dx x^2", ()),
    ("ln 2x", ("ln 2x is read as ln(2x), not ln(2)·x",)),
    ("sin x^2", ("sin x^2 is read as sin(x^2), not (sin x)^2",)),
    ("sin x/2", ("sin x/2 is read as sin(x)/2, not sin(x/2)",)),
    ("cos x(x+1)", ("cos x(x+1) is read as cos(x)·(x+1), not cos(x(x+1))",)),
    ("xy", ("xy is read as x·y",)),
    ("sinx", ("sinx is read as sin(x)",)),
    ("2xsin(x)", ("xsin is read as x·sin",)),
    ("D(x^2)", ("D(x^2) is read as D·(x^2), not the derivative, d/dx (x^2)",)),
    ("D x", ("D x is read as D·x, not the derivative, d/dx x",)),
    ("d x^2", ("d x^2 is read as d·x^2, not a differential, dx^2",)),
    ("d sin x", ("d sin x is read as d·sin x, not a differential, dsin x",)),
    ("a d b", ()),
    ("a/b/c x", ("a/b/c x is read as (a/b/c)·x, not a/b/(c x)",)),
    ("(f + g)(x)", ("(f + g)(x) is read as (f + g)·(x), not functions of x",)),
    ("u(f(x))", ("u(f(x)) is read as u·(f(x)), not a function u of f(x)",)),
    ("1½x", ("1½ is read as 1 + 1/2",)),
    ("Σ x^i", ("Σ x^i is read as Σ·x^i, not a sum, as in ∑_{i=1}^{n} x^i",)),
    ("Δ x", ("Δ x is read as Δ·x, not one name, Δx",)),
    ("Δx", ("Δx is read as one name, not a product",)),
    ("x^2!", ("x^2! is read as x^(2!), not (x^2)!",)),
    ("x^2n", ("x^2n is read as (x^2)·n, not x^(2n)",)),
    ("E^x", ("E^x is read as a power of the variable E, not of Euler's number, which is e",)),
    ("E^2", ()),
    ("u^2(x)", ("u^2(x) is read as (u^2)·(x), not u(x)^(2)",)),
    ("y(2)", ("y(2) is read as y·(2), not the value of a function, f(2)",)),
    ("sintheta", ("sintheta is read as sin(theta)",)),
    ("r costheta", ("costheta is read as cos(theta)",)),
    ("xtheta", ("xtheta is read as x·theta",)),
    ("ctheta", ("ctheta is read as c·theta",)),
    ("betax", ("betax is read as beta·x",)),
    ("kgamma", ("kgamma is read as k·gamma",)),
    ("lnu", ("lnu is read as ln(u)",)),
    ("lnchi", ("lnchi is read as ln(chi)",)),
    ("xsin2x", ("xsin2 is read as x·sin 2", "sin2x is read as sin(2x), not sin(2)·x")),
    ("Π x", ("Π x is read as Π·x, not a product, as in ∏_{i=1}^{n} x",)),
    ("3 x 10^2", ("x 10^2 is read as x·10^2",)),
    ("x^T x", ("x^T is read as a power with the exponent T, not transposed",)),
    ("||y - t||^2", ("||y - t|| is read as |y - t| of a number, not a norm",)),
    ("||x| - 1|", ()),
    ("sum(a_k x^k, k, 0, n)", ("a_k is read as one name, the same for every k",)),
    ("sqrt[3](x)", ("sqrt[3](x) is read as the root of degree 3, not sqrt(3)·(x)",)),
    ("log3(x)", ("log3 is read as the logarithm to base 3",)),
    ("2 x 3", ("x 3 is read as x·3, not x^3",)),
    ("2e3", ("2e3 is read as the number 2·10^3, not 2·e·3",)),
    ("1e-3", ()),
]


@pytest.mark.parametrize(("typed", "notes"), NOTES, ids=[row[0] for row in NOTES])
def test_notes_tell_how_it_was_read(typed: str, notes: tuple[str, ...]) -> None:
    assert parse(typed).notes == notes


ERRORS = [
    # typed                   marked                    says
    ("3*x**2-4*", "         ^", "expected a number, a name or '(' after '*'"),
    ("", "^", "there is no expression"),
    ("()", "^^", "there is nothing between these brackets"),
    ("x=", "  ^", "after '='"),
    ("2 * (x + 1", "    ^", "this '(' is never closed"),
    ("(x]", "  ^", "expected ')'"),
    ("x)", " ^", "this ')' closes nothing"),
    ("|x", "^", "this '|' is never closed"),
    ("2 3", "  ^", "expected an operator before '3'"),
    ("1,5", " ^", "expected an operator before ','"),
    ("3**/2", "   ^", "after '**'"),
    ("sin", "   ^", "after 'sin'"),
    ("sin + 1", "    ^", "after 'sin'"),
    ("sin(x,y)", "^^^^^^^^", "sin takes 1 argument, not 2"),
    ("ln^-1 x", "^^", "could mean the inverse"),
    ("x!!", "  ^", "double factorial"),
    ("d(y)/dx", "     ^^", "a differential"),
    ("d^2(x^4)/dx^3", "         ^^", "a differential"),
    ("∂(x^2)", "^", "a differential"),
    ("x_{i+1} x", "^^^^^^^", "counts with no sum's index"),
    ("f^-1(x)", " ^", "could mean the inverse"),
    # what means something elsewhere
    ("2x dx", "   ^^", "'dx' is a differential, not a product"),
    (r"\frac{dy}{dx}", "      ^^", "'dy' is a differential, not a product"),
    ("d x^4 dx", "      ^^", "'dx' is a differential"),
    ("sin θ dθ", "      ^^", "'dθ' is a differential"),
    ("x°", " ^", "elsewhere it is degrees"),
    ("xdx", " ^^", "'dx' is a differential, not a product"),
    ("x mod 1", "  ^^^", "elsewhere it is the remainder of a division"),
    ("x MOD 3", "  ^^^", "elsewhere it is a division"),
    ("x % 2", "  ^", "elsewhere it is a percentage, a remainder or a comment"),
    (r"x \\ 2", "  ^^", "elsewhere it is a new line"),
    (r"f \circ g", "  ^^^^^", "a composition of functions"),
    ("1 + x + ...", "        ^", "elsewhere it is terms left out"),
    ("x^2 for x > 0", "    ^^^", "elsewhere it is a condition"),
    (r"\left.x^2\right|_{x=1}", "                ^", "a value at a point"),
    ("x squared", "  ^^^^^^^", "elsewhere it is a word"),
    ("x^2 from 0 to 3", "    ^^^^", "elsewhere it is a bound"),
    ("sin(x)/x, x approaches 0", "            ^^^^^^^^^^", "elsewhere it is a limit"),
    ("xy with respect to x", "   ^^^^", "elsewhere it is a word"),
    (r"x+1 \over", "         ^", "expected a number"),
    ("sin(x deg)", "      ^^^", "elsewhere it is degrees"),
    (r"\int_0^x t", "          ^", "expected the end of the integral, as dx"),
    ("∫_0 x dx", "    ^", "an integral has two bounds"),
    ("integral(t, 2, 0, 1)", "            ^", "expected a name that an integral is taken in"),
    (r"\lim_{x\to 0} x", "^^^^", "elsewhere it is a limit"),
    ("det(A)", "^^^", "elsewhere it is a determinant"),
    ("arg x", "^^^", "elsewhere it is the angle of a complex number"),
    ("f of x", "  ^^", "elsewhere it is a word"),
    (r"\dot{x}", "^^^^", "unknown LaTeX command"),
    ("derivative of x^2", "^^^^^^^^^^", "elsewhere it is a derivative"),
    ("lcm(x, 2)", "^^^", "a function of whole numbers"),
    ("sin'(2x)", "^^^^^^^^", "the derivative of the function at its argument, or of the whole?"),
    ("(a t)'", "^^^^^", "in which variable is this derivative?"),
    ("x'", " ^", "what does this prime belong to?"),
    ("0x1F", "^^", "only decimal numbers are read"),
    ("0b11", "^^", "only decimal numbers are read"),
    ("f^(n)(x)", "   ^", "'n' is no order"),
    ("xdy", " ^^", "is a differential"),
    ("let y", "^^^", "elsewhere it is a word"),
    ("cross_entropy(p, y)", "^^^^^", "elsewhere it is the loss cross_entropy(p, y)"),
    ("x$", " ^", "this '$' has no partner"),
    ("x_{a+b}", " ^", "a subscript is letters and digits"),
    ("x\udcff", " ^", "not valid UTF-8: byte 0xff"),
    ("sine x", "^^^^", "unknown name 'sine'; did you mean sin?"),
    ("cosine", "^^^^^^", "did you mean cos?"),
    ("x^2 + sinn(3*x)", "      ^^^^", "unknown function 'sinn'; did you mean sin?"),
    ("foo(x)", "^^^", "unknown function 'foo'"),
    ("fabs(x)", "^^^^", "unknown function 'fabs'"),
    ("rsqrt(x)", "^^^^^", "unknown function 'rsqrt'"),
    ("velocity", "^^^^^^^^", "unknown name 'velocity'"),
    (r"\foo", "^^^^", "unknown LaTeX command"),
    ("x @ y", "  ^", "unexpected character '@'"),
    ("x\x00", " ^", "unexpected character U+0000"),
    ("().__class__", "  ^", "unexpected character '.'"),
    ("__import__('os').system('id')", "                ^", "unexpected character"),
    ("(x<1)*2", "^^^^^", "this is a condition, not a number"),
    ("x < 1", "^^^^^", "this is a condition"),
    ("x if x", "     ^", "expected a condition"),
    ("x if not x else 1", "         ^", "expected a condition"),
    ("x if x < 1 and y else 1", "               ^", "expected a condition"),
    ("x if x < 1", "          ^", "expected 'else'"),
    ("x = y = z", "      ^", "there can be only one '='"),
    ("sum(i, 2, 1, n)", "       ^", "expected a name that sum counts with"),
]


@pytest.mark.parametrize(("typed", "marked", "says"), ERRORS, ids=[row[0] for row in ERRORS])
def test_error_points_at_the_fault(typed: str, marked: str, says: str) -> None:
    with pytest.raises(CalcError) as caught:
        parse(typed)
    error = caught.value
    assert says in error.message
    assert error.source == typed
    assert error.span is not None
    start, end = error.span
    assert " " * start + "^" * max(1, end - start) == marked


HINTS = [
    # typed    hint
    ("3,5x", "a list is written [a, b]; a decimal point is '.': 3.5"),
    ("1.000,5", "a list is written [a, b]; a decimal point is '.': 1000.5"),
    ("x^2,", "a list is written [a, b]; a decimal point is '.'"),
    ("sin(2,5 x)", "a decimal point is '.'"),
    ("sin(x, y)", None),
    ("1,000x", "thousands are written without a gap: 1000"),
    ("1 000 x", "thousands are written without a gap: 1000"),
    ("2 1/2 x", "a mixed number is a sum: 1 1/2 is 1 + 1/2"),
    ("x^2 2^x", "a product of numbers has a sign: 2*3"),
]


@pytest.mark.parametrize(("typed", "hint"), HINTS, ids=[row[0] for row in HINTS])
def test_error_says_what_to_write(typed: str, hint: str | None) -> None:
    with pytest.raises(CalcError) as caught:
        parse(typed)
    assert caught.value.hint == hint


def test_spans_cover_what_was_typed() -> None:
    tree = parse("3x + (x+1)^2").tree
    assert isinstance(tree, Sum)
    assert [tree.span, *(term.span for term in tree.terms)] == [(0, 12), (0, 2), (5, 12)]


def test_long_sums_and_products_are_flat() -> None:
    terms = parse("+".join(["2x"] * 50_000)).tree
    factors = parse("*".join(["x"] * 50_000)).tree
    assert isinstance(terms, Sum)
    assert isinstance(factors, Product)
    assert len(terms.terms) == len(factors.factors) == 50_000


NESTED = [
    # opening, closing, once more than 1,000
    ("(", ")"),
    ("sin(", ")"),
    ("[", "]"),
    ("|", "|"),
    ("2^(", ")"),
    ("-", ""),
    ("sin ", ""),
    (r"\frac{1}{", "}"),
    ("√", ""),
    ("", " !"),
]


@pytest.mark.parametrize(("opening", "closing"), NESTED)
def test_a_thousand_levels_and_no_more(opening: str, closing: str) -> None:
    parse(opening * 500 + "x" + closing * 500)
    with pytest.raises(CalcError, match="nested more than 1,000 deep"):
        parse(opening * 2_001 + "x" + closing * 2_001)


def test_exactly_a_thousand_brackets() -> None:
    parse("(" * 1_000 + "x" + ")" * 1_000)
    with pytest.raises(CalcError, match="nested more than 1,000 deep"):
        parse("(" * 1_001 + "x" + ")" * 1_001)


def test_text_is_at_most_a_mebibyte() -> None:
    with pytest.raises(CalcError, match="the limit is 1,048,576"):
        parse("x" + "+x" * (1 << 20))


def test_declared_names_are_whole() -> None:
    names = Names(["speed"])
    assert shape(parse("speed^2", names).tree) == ("Power", ("Name", "speed"), ("Number", "2"))


def test_one_name_however_it_is_spelled() -> None:
    names = Names()
    assert [shape(parse(text, names).tree) for text in ("x_1", "x1", "x₁", "x_{1}")] == [("Name", "x_1")] * 4


CANONICAL = [("x", "x"), (" θ ", "theta"), ("x₁", "x_1"), ("x1", "x1"), ("v_max", "v_max"), ("x_{12}", "x_12")]


@pytest.mark.parametrize(("typed", "name"), [*CANONICAL, ("2x", None), ("x+1", None), ("", None)])
def test_canonical_names(typed: str, name: str | None) -> None:
    assert canonical(typed) == name


def test_a_list_of_equations() -> None:
    first, second = parse_list("x=1, y=pi/2")
    assert isinstance(first, Equation)
    assert isinstance(second, Equation)
    assert isinstance(first.right, Number)


ALPHABET = [
    *"xy230.+-*/^()[]{}|!,=<>'_ ²₁√∞&~é\x00\ud800",
    *("sin", "ln ", "log_", "e^", "if ", " else ", "and ", "f(", "f'(", "xy", "foo", "pi"),
    *(r"\frac", r"\sqrt", r"\begin{cases}", r"\left", r"\sum_"),
]


@settings(max_examples=1_000)
@given(st.lists(st.sampled_from(ALPHABET), max_size=25).map("".join))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        span = parse(text).tree.span
    except CalcError as error:
        span = error.span or (-1, -1)
    assert 0 <= span[0] <= span[1] <= len(text)


def test_a_name_applied_in_a_text_of_its_own_is_a_function_there_and_a_factor_elsewhere():
    names = Names(["x", "f"])
    applied, product = parse("x(a, b)", names.applying(["x"])).tree, parse("x(a+b)", names).tree
    assert type(applied).__name__ == "Apply"
    assert isinstance(product, Product)
    assert isinstance(parse("f(x+1)", names).tree, Product)  # declared, so a variable
    assert isinstance(parse("x(a, b)", names).tree, Product)  # x times a list, which no formula can have
