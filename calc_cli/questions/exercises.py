"""The exercises that `calc practice` draws: for each topic a row, with templates for three levels.

A template is an expression with holes, which are filled at random:

    {a} {b} {c}   different numbers from 2 to 7; {aa} is a², {ab} is ab, {s} is a + b
    {n} {m}       different exponents from 2 to 5
    {p} {q}       different functions of x: sin(x), e^x, ...
    {F} {G}       different names of functions, to be applied to something
    {t}           the name of the topic, where that is a function

Where a limit goes stands behind an arrow, and the bounds of an integral behind `from`.
"""

import re
from random import Random
from typing import NamedTuple

Texts = tuple[str, ...]


class Topic(NamedTuple):
    """Exercises on one subject, which a command answers, with the options that it always needs."""

    name: str
    first: Texts
    second: Texts
    third: Texts
    command: str = "diff"
    options: tuple[tuple[str, str | int], ...] = ()
    group: str = "derivatives"

    def drawn(self, level: int, rng: Random) -> tuple[str, dict[str, str | int]]:
        """Return the command and the fields of a question of `level`, 1 to 3."""
        template = rng.choice((self.first, self.second, self.third)[level - 1])
        found = _ASKED.fullmatch(template.format_map({**_holes(rng), "t": self.name}))
        assert found is not None
        named = {_FIELDS.get(part, part): text for part, text in found.groupdict().items() if text}
        return self.command, {**named, **dict(self.options)}


_ASKED = re.compile(r"(?P<expr>.*?)(?: -> (?P<goal>\S+))?(?: from (?P<low>\S+) to (?P<high>\S+))?")
_FIELDS = {"goal": "to", "low": "from_", "high": "to"}

_FUNCTIONS_OF_X = ("sin(x)", "cos(x)", "e^x", "ln(x)", "sqrt(x)")
_NAMES = ("sin", "cos", "exp", "ln", "tan", "sqrt")


def _holes(rng: Random) -> dict[str, str]:
    a, b, c = rng.sample(range(2, 8), 3)
    n, m = rng.sample(range(2, 6), 2)
    p, q = rng.sample(_FUNCTIONS_OF_X, 2)
    F, G = rng.sample(_NAMES, 2)  # noqa: N806 - as the holes are called
    numbers = {"a": a, "b": b, "c": c, "n": n, "m": m, "aa": a * a, "ab": a * b, "s": a + b}
    return {key: str(number) for key, number in numbers.items()} | {"p": p, "q": q, "F": F, "G": G}


def function_topic(name: str, group: str) -> Topic:
    """Return exercises on a function: alone with a factor, of something linear, and in a product or a power."""
    return Topic(
        name,
        ("{a} {t}(x)", "{t}(x) + {a}x", "x^{n} - {a} {t}(x)"),
        ("{t}({a}x)", "{t}(x/{a})", "{t}(x^{n})", "{a} {t}({b}x + {c})"),
        ("x^{n} {t}(x)", "{t}({a}x)^{n}", "x {t}({a}x)", "e^x {t}(x)"),
        group=group,
    )


TOPICS = (
    Topic("constant", ("{a}", "{a}/{b}", "-{a}"), ("pi^{n}", "sqrt({a})", "ln({a})"),
          ("e^{n} + sin({a})", "{a}^{n} pi")),
    Topic("identity", ("x",), ("x + {a}", "x - {a}"), ("{a} - x", "x + pi^{n}")),
    Topic("constant-multiple", ("{a} {p}", "-{p}"), ("{a} {F}(x)/{b}", "{a} pi {p}"),
          ("{a} {F}({b}x)", "-{a} e^({b}x)")),
    Topic("constant-divisor", ("x^{n}/{a}", "{p}/{a}"), ("{a}x^{n}/{b}", "{F}(x)/{a}"),
          ("{F}({a}x)/{b}", "(x^{n} + {p})/{a}")),
    Topic("sum", ("x^{n} + {a}x", "x^{n} + {p}"), ("{a}x^{n} + {b}x^{m} + {c}", "{a} {p} + {q}"),
          ("{F}({a}x) + {G}({b}x)", "{a}/x + {p} + x^{n}")),
    Topic("difference", ("x^{n} - {a}x", "x^{n} - {p}"), ("{a}x^{n} - {b}x^{m}", "{a} {p} - {b} {q}"),
          ("{F}({a}x) - {G}({b}x)", "x^{n} - {a}/x^{m}")),
    Topic("product", ("x {p}", "x^{n} {p}"), ("({a}x + {b}) {p}", "{p} {q}", "(x^{n} + {a}) {p}"),
          ("x^{n} {F}({a}x)", "x {p} {q}", "(x^2 + {a}) e^({b}x)")),
    Topic("quotient", ("x/(x + {a})", "(x + {a})/(x + {b})", "{p}/x"),
          ("({a}x + {b})/(x^2 + {c})", "{p}/x^{n}", "x^2/(x + {a})"),
          ("x/(e^x + {a})", "(x^2 + {a})/(x^2 - {b})", "{F}({a}x)/x")),
    Topic("reciprocal", ("1/(x + {a})", "1/({a}x + {b})"), ("1/(x^{n} + {a})", "{a}/(x^2 + {b})"),
          ("1/(e^x + {a})", "{a}/(x + {p})")),
    Topic("chain", ("({a}x + {b})^{n}", "{F}({a}x)"), ("(x^2 + {a})^{n}", "{F}(x^2 + {a})", "e^({a}x^{n})"),
          ("{F}({G}({a}x))", "sqrt({a} + {p})", "{F}(x)^{n}", "ln(x^2 + {a}x)")),
    Topic("several-arguments", ("atan2(x, {a})", "atan2({a}, x)"), ("atan2(x^2, {a})", "atan2({a}x, {b})"),
          ("atan2({a}x, x^2 + {b})",)),
    Topic("power", ("x^{n}", "x^1{n}"), ("x^(-{n})", "1/x^{n}", "x^(1/{n})"),
          ("x^{n} sqrt(x)", "1/(x sqrt(x))", "(x^{n})^{m}")),
    Topic("multiple-of-power", ("{a}x^{n}", "-{a}x^{n}"), ("{a}/x^{n}", "{a}x^{n}/{b}"),
          ("{a} x^({n}/7)", "{a} sqrt(x^{n})")),
    Topic("sqrt", ("{a} sqrt(x)", "sqrt(x) + {a}x"), ("sqrt({a}x + {b})", "sqrt(x^2 + {a})"),
          ("x sqrt(x + {a})", "x/sqrt(x^2 + {a})")),
    Topic("root", ("cbrt(x)", "{a} cbrt(x)", "root(x, 4)"), ("cbrt({a}x + {b})", "cbrt(x^2)"),
          ("x cbrt(x)", "cbrt(x^3 + {a})")),
    Topic("general-power", ("x^x",), ("x^({a}x)", "({a}x)^x"), ("x^sin(x)", "x^(x^{n})", "x^ln(x)")),
    Topic("exponential", ("{a}^x", "{a} * {b}^x"), ("{a}^({b}x)", "x {a}^x"), ("{a}^(x^{n})", "x^{n} {a}^x")),
    Topic("logarithm-base", ("log(x, {a})", "log10(x)"), ("log({a}x + {b}, {c})", "log2(x^{n})"),
          ("x log(x, {a})", "log(x^2 + {a}, {b})")),
    Topic("ln-abs", ("ln|x|", "{a} ln|x|"), ("ln|{a}x + {b}|", "ln|x^2 - {aa}|"), ("x ln|x|", "ln|sin({a}x)|")),
    Topic("ln-product", ("ln(x^{n})", "ln({a}x^{n})"), ("ln(x^{n} e^x)", "ln(x (x + {a}))"),
          ("ln(x^{n} sin(x))", "ln((x + {a})/(x + {b}))")),
    Topic("piecewise", ("x^2 if x < {a} else {a}x", "{a}x if x < 0 else x^2"), ("x^{n} if x < 1 else {a}x - {b}",),
          ("sin({a}x) if x < 0 else {a}x",)),
    Topic("max", ("max(x, {a})",), ("max(x^2, {a}x)", "max({a}x, x + {b})"), ("max(x^{n}, {aa}x)",)),
    Topic("min", ("min(x, {a})",), ("min(x^2, {a}x)", "min({a}x, x + {b})"), ("min(x^{n}, {aa}x)",)),
    Topic("series", ("sum(x^k, k, 1, {a})",), ("sum(x^k, k, 1, n)", "sum(k x, k, 1, n)"),
          ("sum(x^k/k, k, 1, n)", "sum(sin(k x), k, 1, n)")),
    Topic("long-product", ("prod(x, k, 1, n)",), ("prod(k x, k, 1, n)",), ("prod(x + k, k, 1, n)",)),
    Topic("unknown-function", ("{a} f(x)", "f(x) + x^{n}"), ("f({a}x)", "x^{n} f(x)", "f(x) g(x)"),
          ("f(g({a}x))", "f(x)^{n}", "f(x^{n})/x")),
    Topic("higher-order", ("x^{n} + {a}x^{m}", "{a}x^{n}"), ("{F}({a}x)", "x {p}"),
          ("x^2 e^({a}x)", "e^x sin(x)", "ln(x^2 + {a})"), options=(("order", 2),)),
    Topic("implicit", ("x^2 + y^2 = {aa}", "x y = {a}", "y^2 = {a}x"),
          ("x^2 + x y + y^2 = {a}", "x^{n} + y^{n} = {a}", "{a}x^2 + {b}y^2 = {ab}"),
          ("x^3 + y^3 = {a}x y", "sin(y) = {a}x", "x e^y = y + {a}"), options=(("implicit", "y"),)),
    Topic("partial", ("{a}x + {b}y", "x^{n} + y^{m}"), ("x^{n} y^{m}", "x^2 + {a}x y + y^2", "x^{n} sin(y)"),
          ("e^({a}x + {b}y)", "sin(x y)", "ln(x^2 + y^2)", "x/y + y/x"), "grad", group="gradients"),
    Topic("substitute", ("x^2 + {a}x -> {b}", "{a}x - {b} -> {c}"),
          ("(x + {a})/(x + {b}) -> {c}", "sqrt(x + {aa}) -> 0"), ("e^x cos({a}x) -> 0", "(x^2 + {a})/(x + 1) -> {b}"),
          "limit", group="limits"),
    Topic("cancel", ("(x^2 - {aa})/(x - {a}) -> {a}", "(x^2 + {a}x)/x -> 0"),
          ("(x^2 - {s}x + {ab})/(x - {a}) -> {a}", "((x + {a})^2 - {aa})/x -> 0"),
          ("(x^2 - {s}x + {ab})/(x^2 - {aa}) -> {a}", "(1/(x + {a}) - 1/{a})/x -> 0"), "limit", group="limits"),
    Topic("conjugate", ("(sqrt(x) - {a})/(x - {aa}) -> {aa}",),
          ("(sqrt(x + {aa}) - {a})/x -> 0", "sqrt(x + {a}) - sqrt(x) -> inf"),
          ("sqrt(x^2 + {a}x) - x -> inf", "x/(sqrt(x + {aa}) - {a}) -> 0"), "limit", group="limits"),
    Topic("infinity", ("{a}/x + {b} -> inf", "({a}x + {b})/({c}x - 1) -> inf"),
          ("({a}x^2 + x)/({b}x^2 + {c}) -> inf", "({a}x + 1)/(x^2 + {b}) -> inf"),
          ("({a}x^{n} - x)/({b}x^{n} + {c}) -> -inf", "x^{n} e^(-x) -> inf", "(1 + {a}/x)^x -> inf"),
          "limit", group="limits"),
    Topic("one-sided", ("{a}/x -> 0+", "{a}/(x - {b}) -> {b}-"), ("|x - {a}|/(x - {a}) -> {a}-", "|x|/({a}x) -> 0+"),
          ("e^(1/x) -> 0-", "ln(x)/x -> 0+", "x^{n} ln(x) -> 0+"), "limit", group="limits"),
    Topic("known-limit", ("sin({a}x)/x -> 0", "sin(x)/({a}x) -> 0", "(e^x - 1)/x -> 0"),
          ("sin({a}x)/sin({b}x) -> 0", "tan({a}x)/x -> 0", "ln(1 + {a}x)/x -> 0"),
          ("(1 - cos({a}x))/x^2 -> 0", "(1 + {a}x)^(1/x) -> 0", "x sin({a}/x) -> inf"), "limit", group="limits"),
    Topic("lhopital", ("(e^({a}x) - 1)/x -> 0", "ln(x)/(x - 1) -> 1"),
          ("(x - sin(x))/x^3 -> 0", "ln(x)/x^{n} -> inf", "(x^{n} - 1)/(x^{m} - 1) -> 1"),
          ("(e^x - 1 - x)/x^2 -> 0", "x^x -> 0+", "({a}^x - {b}^x)/x -> 0"), "limit", group="limits"),
    Topic("powers", ("x^{n}", "{a}x^{n}", "{a}x + {b}"), ("{a}x^{n} + {b}x", "{a} sqrt(x)", "{a}/x^{n}"),
          ("(x + {a})^2", "(x^2 + {a})/x", "x sqrt(x)"), "integrate", group="integrals"),
    Topic("elementary", ("{a} e^x", "{a} sin(x)", "{a} cos(x)", "{a}/x"), ("sin({a}x)", "e^({a}x)", "1/(x + {a})"),
          ("1/(x^2 + 1)", "sec(x)^2", "{a}^x", "1/(x^2 + {aa})"), "integrate", group="integrals"),
    Topic("substitution", ("(x + {a})^{n}", "2x e^(x^2)"),
          ("x e^(x^2)", "x/(x^2 + {a})", "({a}x + {b})^{n}", "sin(x)^{n} cos(x)"),
          ("ln(x)^{n}/x", "e^x/(e^x + {a})", "x sqrt(x^2 + {a})", "tan({a}x)"), "integrate", group="integrals"),
    Topic("parts", ("x e^x", "x sin(x)", "x cos(x)"), ("x e^({a}x)", "x sin({a}x)", "ln(x)", "x ln(x)"),
          ("x^2 e^x", "x^2 cos(x)", "e^x sin(x)", "x^{n} ln(x)", "atan(x)"), "integrate", group="integrals"),
    Topic("partial-fractions", ("1/(x (x + {a}))",), ("1/((x + {a})(x - {b}))", "1/(x^2 - {aa})"),
          ("(x + {a})/(x (x - {b}))", "x/((x + {a})(x - {b}))"), "integrate", group="integrals"),
    Topic("definite", ("{a}x from 0 to {b}", "x^2 from 0 to {a}", "{a} from {b} to 1{c}"),
          ("{a}x^2 + {b} from 0 to 1", "sin(x) from 0 to pi", "e^x from 0 to {a}", "1/x from 1 to {a}"),
          ("x e^x from 0 to 1", "1/(1 + x^2) from 0 to 1", "x sin(x) from 0 to pi", "e^(-{a}x) from 0 to inf"),
          "integrate", group="integrals"),
)  # fmt: skip
"""By subject. A function of the table that has no row of its own has exercises by `function_topic`."""
