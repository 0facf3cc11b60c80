"""Forms of writing that a working's lines have, and what is read in their place.

A new form is a row: of `FORMS` what stands for other signs or words anywhere in a line, before that is split into its
parts; of `SENTENCES` what a whole part says in words, which is shown as it was written.
"""

import re
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from unicodedata import normalize

from calc_cli.questions.prose import UNIT, with_digits
from calc_cli.questions.working.conclusions import NUMBER
from calc_cli.questions.working.remarks import MARKED, NAME, OF_FORM
from calc_cli.syntax.characters import clean

AND_SO_ON = "⋯"
"""Stands where the terms of a series go on."""

ALMOST = "\u205f"
"""A blank behind the sign of equality that stands for ≈."""


_IF = r"(?:if|for|when|where)"
_NEXT = rf"(?:;|,|\sand\s)\s*(?:and\s)?(?=[^,;]*\s{_IF}\s)"
"""Between 1 if x > 2 and -1 if x < 2."""


def _cases(found: re.Match[str]) -> str:
    """Return a table whose rows are `x^2 & x < 1`, `x^2, x < 1` or `x^2 if x < 1` in calc's language."""
    told = found["cases"] or found["braced"] or found["listed"].strip(" .{}")
    table = re.split(_NEXT if found["listed"] else r"\\\\|;", re.sub(r"\b(?:otherwise|else)\b", "if True", told))
    rows = [re.split(rf"(?:\s*(?:[&,]|\b{_IF}\b))+", row, maxsplit=1) for row in table]
    if found["listed"] and (len(rows) < 2 or any(len(row) < 2 for row in rows)):
        return found[0]
    return f" piecewise({', '.join(f'({row[0]}, {row[1]})' for row in rows if row[1:])})"


def _repeating(found: re.Match[str]) -> str:
    """Return 0.2727... as the fraction that it is."""
    whole, once, period = found[1], found[2], found[3] or found[4]
    value = Fraction(int(whole + once + period) - int(whole + once), (10 ** len(period) - 1) * 10 ** len(once))
    return f"({value})"


def _geometric(found: re.Match[str]) -> str:
    """Return 1 + 1/2 + 1/4 + ... as a series, where each term is the one before it by the same factor."""
    told = re.findall(r"[-+−]?\s*\d+(?:/\d+)?", found[1].replace("−", "-"))
    terms = [Fraction(re.sub(r"\s", "", term)) for term in told]
    factors = {b / a for a, b in pairwise(terms) if a}
    is_one = len(terms) > 2 and len(factors) == 1
    return rf"= \sum_{{k=0}}^{{∞}} ({terms[0]}) ({factors.pop()})^k" if is_one else found[0]


_ACCENTED = re.compile(
    r"(?<![^\W\d_])(?!that|what)(d?)(?:([p-z])(hat|bar)|([ŷŵẑâĥŝāȳū]|[^\W\d_][\u0302\u0304]))(?![^\W\d_])"
)


def _accented(found: re.Match[str]) -> str:
    """Return ŷ and yhat as y_{hat}, x̄ as x_{bar}."""
    letter = normalize("NFD", found[4] or found[2])
    name = found[3] or ("hat" if letter[1] == "\u0302" else "bar")
    return f"{found[1]}{letter[0]}_{{{name}}}"


_DERIVATIVE = r"(?:(?:the\s+)?(?:first\s+)?derivative|[f-hy]['’′](?:\(\w\))?)"
_BETWEEN = r"(?:\s*,|\s+and\b|\s+or\b)+\s+"
_PLACED = r"(?:\bat\s+)?\b[xt]\s*=\s*"
_CRITICAL = (
    rf"(?i)^\W*(?:so\s+)?(?:the\s+)?(?:(?:zero|root)s?\s+of\s+{_DERIVATIVE}|(?:critical|stationary)\s+(?:point|number)s?"
    rf"|{_DERIVATIVE}\s+(?:vanish(?:es)?|is\s+(?:zero|0)|has\s+(?:the\s+)?(?:zero|root)s?))(?:\s*:|\s+(?:are|is|at|when|for|where))*"
    rf"\s+(?P<places>(?:(?P<x>[xt])\s*=\s*)?{NUMBER}(?:{_BETWEEN}(?:{_PLACED})?{NUMBER})*)\.?$"
)
"""Where f' is 0, in words: the zeros of f' are 0 and 1."""

_LIMIT = rf"({NAME}\s*)(?:-+>|→|\\(?:to|rightarrow)(?![a-z])|approach(?:es)?|(?:tends|goes)\s+to)\s*"
_NO_GOAL = r"(?!\s*[_{]|\([^()]*(?:→|->|\\(?:to|rightarrow)(?![a-z])))"
_BOUND = r"\s+(?:[a-z]\s*=\s*)?([^\s=,]+?)"
_BOUNDS = rf"\s*,?\s+(?:evaluated\s+)?from{_BOUND}\s+to{_BOUND}(?=[.,;]?\s*(?:=|$))"
_OVER_REGION = r"(?:[∬∭∮∯]|\\(?:ii+|o)nt(?![a-z])|(?:∫|\\int(?![a-z]))+\s*_\s*\{?\s*[A-Z]\s*\}?(?!\s*\^))"
"""The sign of an integral over a curve or a region, whose bounds are not told: ∬_D, ∮_C, ∫_C."""
Form = tuple[str | re.Pattern[str], str | Callable[[re.Match[str]], str]]


def _integral(found: re.Match[str]) -> str:
    """Return the integral of x^2 from 0 to 1 as ∫, in x or the only letter that it has."""
    letters = re.findall(r"(?<![A-Za-z])[a-di-z](?![A-Za-z(])", found[1])
    bounds = f"_{{{found[2]}}}^{{{found[3]}}}" if found[2] else ""
    return f"∫{bounds} ({found[1]}) d{'x' if 'x' in letters or not letters else letters[0]}"


def entries(text: str) -> list[str]:
    """Return the entries of a list, between commas or semicolons outside of brackets."""
    return re.split(r"[,;](?![^(]*\))", text)


def _by_units(found: re.Match[str]) -> str:
    """Return r(t) = (t, t^2, 1) as a sum with the unit vectors i, j and k."""
    return f"{found[1]} {' + '.join(f'({e}) {u}' for e, u in zip(entries(found[2]), 'ijk', strict=False))}"


FORMS: tuple[Form, ...] = (
    (r"\\(?:mathbf|vec|boldsymbol)\s*\{\s*([A-Za-z])\s*\}", r"\1"),
    (rf"(?i)^\W*(?:the\s+)?outer\b[^=]*\binner(?:\s+function)?\s*(?:is|:|=)\s*(?={NAME}\s*=)", ""),
    (
        rf"(?i)^[^=]*\by[- ]intercept(?:\s+is|\s*[:=])?\s*(?:at\s+)?(?:\(\s*0\s*,\s*|y\s*=\s*)?({NUMBER})\)?\.?\s*$",
        r"at x = 0: y = \1",
    ),
    (
        r"(?i)^\W*(?:the\s+)?directional\s+derivative\s+(?:of\s+\w\s+)?at\s+(\([^()=]*\))\s+in\s+the\s+direction\s+(?:of\s+)?"
        r"([(<⟨][^()=]*[)>⟩])\s+(?:is|=)\s",
        r"u = \2, D_u f\1 = ",
    ),
    (
        r"\\begin\s*\{[pbvBV]?matrix\}(.*?)\\end\s*\{\w*matrix\}",
        lambda m: "[" + m[1].replace("&", ",").replace(r"\\", ";") + "]",
    ),
    (r"(^|[=·*]|\\cdot)\s*(?:\\left)?(?:<|⟨|\\langle)([^<>=⟨⟩]*,[^<>=⟨⟩]*?)(?:\\right)?(?:>|⟩|\\rangle)", r"\1 (\2)"),
    (r"(?<=\])([₋₀-₉]+)([⁻⁰¹²³⁴-⁹]*)", lambda m: normalize("NFKC", f"_{{{m[1]}}}" + (m[2] and f"^{{{m[2]}}}"))),
    (r"(?i)^(?:\W*(?:so|it|the\s+(?:power\s+)?series)\b)*\s*converges\s+(?:if|when|for|where)\s+(?=[^=]*[<≤])", ""),
    (r",\s+(?:i\.e\.|that\s+is),?\s+(?=[^=]*[<≤])", " ⇒ "),
    (r"(?i)[,.;]\s+(?:find|compute|determine|calculate|evaluate)\b[^=]*$", ""),
    (r"(?<![\w.])(\d+)\.(\d*?)(?:(\d{2,}?)\3+|(\d)\4{2,})\s*(?:\.{3,}|…|\\[lc]?dots(?![a-z]))", _repeating),
    (r"([-+−])\s*(?:\.{3,}|…|\\[lc]?dots(?![a-z]))", rf"\1 {AND_SO_ON}"),
    (rf"=([-+−\d/\s()]+)\+\s*{AND_SO_ON}(?=\s*[.,]?\s*(?:=|$))", _geometric),
    (rf"=[^=]*{AND_SO_ON}\s*[-+−][^=]*(?==)", ""),  # = a_1 + a_2 + ... + a_n
    (MARKED, "="),
    (r"(?<![\w.])([\d.]+)\s*\\?%", r"(\1/100)"),
    (r" ?\$+(?=[.,;:])|(?<= )\$+|\$+(?= )", ""),
    (r"(\\?lim[^=]*?(?:→|->|\\to)\s*)(?:±|\\pm)([^=]*=[^=,;]*)", r"\1\2, \1-\2"),
    (r"(?i)^([^=:]*\b(?:derivative|integral|limit)\s+of\b[^=:]*?)\s*:\s*$", r"\1"),
    (r"^\s*[A-Z][a-z]{1,3}[,!]\s+(?=[A-Za-z])", ""),  # Hi, I need ...
    (r"(?<!\\)\bsum\s+(?=[\d(|]|[a-z](?:_|\b(?!\s+[a-z]{2})))", r"\\sum "),
    (r"[Σ∑](?![A-Za-z\d]|\s*[=(])", r"\\sum"),
    (r"\\mathop\s*\{([^{}]*)\}|\{\s*\\(?:bf|rm)\s*(?:\{(\w+)\}|(\w+))\s*\}", r"\1\2\3"),
    (r"(?i)\b(?:integral|limit|derivative)\s+(?:of\s+)?(?=∫|\\int|d/d|\\?lim)", ""),
    (r"\b([A-Za-z])\s+(double\s+)?prime\b", lambda m: m[1] + ("''" if m[2] else "'")),
    (r"\b([fghFGH]['’′]*)\s+of\s+([a-z]|[\d.]+)(?=\s*(?:=|is\b|equals\b))", r"\1(\2)"),
    (r"\\(?:wide)?(hat|bar)(?![a-z])\s*(?:\{\s*(\w)\s*\}|(\w))", r"\2\3_{\1}"),
    (_ACCENTED, _accented),
    (r"[\s\S]+", lambda m: clean(m[0])),
    (
        _CRITICAL,
        lambda m: f"critical points: {m['x'] or 'x'} = {re.sub(_BETWEEN, ', ', re.sub(_PLACED, '', m['places']))}",
    ),
    (r"\\(?:boxed|fbox)\s*\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}", r" \1 "),
    (r"\\(?:text|mbox|textrm|textbf|mathrm|emph)\s*\{([^{}]*)\}", r" \1 "),
    (rf"^([^=]*=)([^=]*\s{_IF}\s[^=]*[<>≤≥]=?[^=]*)[,;]\s*(?:and\s+)?\1", r"\1\2, "),
    (
        r"\\begin\s*\{cases\}(?P<cases>.*?)\\end\s*\{cases\}|(?<==)\s*\{(?P<braced>[^{};=]*[<>≤≥][^{}]*;[^{}]*)\}"
        r"|(?<=[^<>!]=)(?P<listed>(?=[^=&]*[<>≤≥])(?:[^=]|(?<=[<>!])=)*)$",  # = 1 if x > 2, -1 if x < 2
        _cases,
    ),
    (OF_FORM, r"\1"),
    (r"([≈≅]\s*[-+−]?\d+),(?=\d+(?![\d,]))", r"\1."),  # ≈ 3,08
    (
        rf"(?:≈|≅|\\approx(?![a-z]))(?=\s*[-+−]?(?:\d*\.\d|\d+(?:\s+{UNIT}(?:\s*/\s*{UNIT})?)?\s*[.,;]?\s*$))",
        f"={ALMOST}",
    ),
    (rf"\b(?:für|pour|bei)\s+(?={NAME}\s*[=<>≤≥])", "for "),
    (rf"\s*(?:[∨⋁]|\\(?:lor|vee)(?![a-z])|\b(?:oder|ou|bzw\.))\s*(?={NAME}\s*=)", " or "),
    (rf"\s*(?:[∧⋀]|\\(?:land|wedge)(?![a-z])|\b(?:und|et))\s*(?={NAME}\s*=)", " and "),
    (
        r"\s+is\s+(?:always|everywhere|strictly)\s+(positive|negative)\b",
        lambda m: " > 0 always" if m[1] == "positive" else " < 0 always",
    ),
    (
        r"(?:!=|\\neq?(?![a-z])|\s(?:is\s+(?:never|not|nowhere)|can\s?not\s+be|can['’]t\s+be|never\s+equals))\s*(?:zero\b|0\b(?!\.))"
        r"|=\s*0,?\s+(?:which\s+)?has\s+no\s+(?:real\s+)?(?:solution|root|zero)s?\b",
        " ≠ 0",
    ),
    (
        rf"(?i)^\s*(?:so\s+)?({_IF}\s+[^,:=]*[<>≤≥]=?[^,:=]*?)\s*[,:]\s*([^,:=<>]+=[^=,<>]+(?:,[^,:=<>]+=[^=,<>]+)*)$",
        lambda m: ", ".join(f"{e} {m[1][0].lower()}{m[1][1:]}" for e in m[2].split(",")),
    ),  # for x > 2: f(x) = x, f'(x) = 1
    (rf"(?i)^\s*for\s+(?:all|every|any)\s+(?:real\s+)?{NAME}\s*(?:≠\s*\S+|∈[^,:]*)?\s*[,:](?=[^=]*[<>≤≥][^=]*$)", ""),
    (r"(?<==)[a-z -]+$", lambda m: f" {with_digits(m[0]).strip()}"),
    (
        rf"(?i)^\s*(?:with|take|given)\s+((?:{NAME}\s*=[^=,:;]+,\s*)+(?:and\s+)?{NAME}\s*=[^=,:;]+?)\s*:\s*(?=\w)",
        r"\1, ",
    ),
    (rf"(∫|\\int(?![a-z]))\s*(?![\s_^\d])([^=]*?){_BOUNDS}", r"\1_{\3}^{\4} \2"),
    (rf"(\[[^\[\]=]*\]){_BOUNDS}", r"\1_{\2}^{\3}"),
    (
        rf"(?i)\bas\s+{_LIMIT}([^\s=]+?),?\s+(?!then)([^=]*?)\s*(?:-+>|→|(?<!=)=|approach(?:es)?|(?:tends|goes)\s+to)\s*(?=[^=,]+(?:,|$))",
        r"lim_{\1→\2} \3 = ",
    ),
    (
        r"(?<=\|)(\s*=\s*)([^=→]*\bn\b[^=→]*?)\s+(?:→|->|\\to(?![a-z]))\s+([^=→]+?)(?:\s+as\s+n\b.*)?[.]?$",
        r"\1\2, lim_{n→∞} \2 = \3",
    ),
    (rf"((?:lim\s*(?:\\limits)?\s*_?\s*[{{(]?|\b(?:[aA]s|[wW]hen))\s*(?:{NAME}|\([^()]*\))\s*)(?:-+>|→)", r"\1→"),
)
"""How a line is written, and what is put in its place, one after another."""

SENTENCES: tuple[Form, ...] = (
    (
        r"(?i)^[^=]*\bintegral\s+of\s+(?!.*(?:∫|\\int|\b(?:by|is|using|with)\b))([^=]*?)(?:\s*d[a-z])?"
        rf"(?:{_BOUNDS})?\s*[.:]?\s*$",
        _integral,
    ),
    (
        r"^[^=∫]*?((?:∫|\\int(?![a-z]))[^=]*?(?<![A-Za-z])d[a-z])\s+(?:as|using|with|by|via)\b(?:[^=∫]|\bn\s*=(?=\s*\d))*$",
        r"\1",
    ),
    (rf"(?i)\blim\s+{_NO_GOAL}([^=]*=[^=]*?),?\s+as\s+{_LIMIT}(\S+?)[.,;]?\s*$", r"lim_{\2→\3} \1"),
    (
        rf"(?i)^[^=]*\blim(?:it)?\s+{_NO_GOAL}(?:of\s+)?([^=]*?),?\s*\bas\s+{_LIMIT}([^\s=]+?)(?:\s+of\s+([^=]+?))?\s*([.?]?\s*$|=.*)",
        lambda m: f"lim_{{{m[2]}→{m[3]}}} {m[1] or m[4]} {m[5].rstrip('.?')}",
    ),
    (
        r"(?i)^[^=<]*\binterval(?:\s+of\s+convergence\b|\s*:)[^=\[(]*=?\s*([\[(])\s*([^,]+),([^,]+?)\s*([\])])\s*\.?\s*$",
        lambda m: f"{m[2]} {'≤' if m[1] == '[' else '<'} x {'≤' if m[4] == ']' else '<'} {m[3]}",
    ),
    (r"(?i)^[^=]*\bradius\s+of\s+convergence\b(?:\s+is|:|\s*=)*\s*(?:R\s*=\s*)?", "R = "),
    (r"^(\s*(?:[A-Za-z]+\s+)*)(?:∇|\\nabla)\s*(?:_\{?\w\}?\s*)?(\w)\s*(?=(?:\(\w\)\s*)?=)", r"\1\2'"),
    (r"^\s*(?:∫|\\int(?![a-z]))\s*(?==)", ""),
    (r"(?:\\?det\s*\(?\s*H\s*\)?|\|H\|)(?=\s*=)", "f_xx f_yy - f_xy^2"),
    (
        r"(?i)(?:the\s+)?(?:(?:slope|gradient)\s+of\s+(?:the\s+)?(tangent|normal)|(tangent|normal)\W+(?:slope|gradient))"
        r"(?:\s+line)?(\s+(?:at|when)\s+[^=]*(?:=[^=]*?)?)?(?:\s+is\b|\s*[:=])",
        lambda m: f"{m[3] + ': ' if m[3] else ''}m_{(m[1] or m[2]).lower()} =",
    ),
    (r"(?i)(?:the\s+)?(?:slope|gradient)\s+(?:is|=)\s+(?:m\s*=\s*|(?=[-+−]?[\d./√]+\W*$))", "m_tangent = "),
    (r"(?i)^\W*(?:so\s+)?(?:the\s+)?(?:total\s+)?(?:area|volume|length|distance|work)\s*=(?=.*(?:∫|\\int))", ""),
    (rf"^(?:\s*[A-Z]\s*=)?\s*{_OVER_REGION}[^=]*=(?=.*(?:∫|\\int))", ""),
    (
        r"^(.*?\b[rva]['’′]*\s*\(\s*\w+\s*\)\s*=)\s*\(((?:[^()=]|\([^()=]*\))*,(?:[^()=]|\([^()=]*\))*)\)[.\s]*$",
        _by_units,
    ),
    (r"^[^=≈]*≈\s*(?=[^=≈]*[\w)]\s*[=≈])", ""),
    (r"(?:≈|≅|\\approx(?![a-z]))([^=≈]*[a-zθ][^=≈]*?)[.,;]?\s*$", rf"={ALMOST}\1 + {AND_SO_ON}"),
)
"""How a part of a line is written in words, and what is read in its place; shown as it was written."""


def reworded(forms: tuple[Form, ...], line: str) -> str:
    """Return a line with each of the forms put in its place."""
    for pattern, meaning in forms:
        line = re.sub(pattern, meaning, line)
    return line
