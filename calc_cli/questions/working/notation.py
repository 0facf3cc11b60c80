"""The signs of a line of a working, written as calc's language has them.

dy/dx and dy/du become y' and y'/u', ∂z/∂x a derivative that is still to be taken; `du = 2x dx` beside an integral is
u' = 2x, and [F]_0^2 the integral of F' that it is; units are taken off. What a sign means may depend on the names that
are functions, and on what else is in the working.
"""

import re
from collections.abc import Callable
from functools import cached_property, partial

from calc_cli.errors import UsageError
from calc_cli.questions.limit_sign import LIMIT_OF, goal_of
from calc_cli.questions.prose import UNIT, UNIT_WORD, without_words
from calc_cli.questions.working.forms import FORMS, SENTENCES, reworded
from calc_cli.questions.working.remarks import IN_NUMBERS, NAME
from calc_cli.syntax.words import canonical

_RATE = re.compile(
    rf"(?P<over>\\[dt]?frac\s*\{{\s*)?\bd(?P<of>{NAME})\s*(?(over)\}}\s*\{{|/)\s*d(?P<variable>{NAME})(?(over)\s*\}})"
)
"""dy/dx within an expression."""

_IN_DEFINITION = re.compile(r"(?:[kcm]m|ft|lbs?|min|secs?)(?:\^\d|[²³])?")
"""Units that are hardly ever products of letters."""

_SURE_UNIT = re.compile(
    rf"(?<=[\d)])[ \t]+{_IN_DEFINITION.pattern}(?![A-Za-z])|(?<=[\w²³)])[ \t]+{UNIT}/{UNIT}(?![A-Za-z])"
)

_DEFINITION = re.compile(
    rf"^[ \t]*{NAME}[ \t]*\([ \t]*{NAME}[ \t]*\)[ \t]*=((?:(?!\b(?:when|at|if|so|where)\b)[^=\n])*)", re.M
)
_UNITS = re.compile(
    r"((?<![\^\w.])\d[\d./]*(?:[ \t]*(?:\\?pi|π)(?![a-z]))?|\d(?=[ \t]+[a-z]{4})|[)}]"
    rf"|[\w²³](?=[ \t]+(?:{UNIT}\s*/|[kcm]?m[ \t]*$)))(?:[ \t]+|(?=[a-z]{{2}}))"
    rf"({UNIT}(?:\s*/\s*{UNIT})?)"
    r"(?=[ \t]*(?:[.,;=)]|$|(?:and|or|at|when|so|if|after|per|of|by|from|for|to|long|wide)\b))",
    re.M,
)
"""Units behind a number; a letter alone is one where none is called so."""

_PARTIAL_RATE = re.compile(_RATE.pattern.replace(r"\bd", "∂").replace("d(?P<v", "∂(?P<v"))
_PAIR = r"\(([^()<>,]+),([^()<>,]+)\)"

_GIVEN = re.compile(
    rf"(?<=\d):[ \t]+(?=[^:\n]*=[^:\n]*d{NAME}/dt)|[ \t]*\b(?:at|when|where|if)\s+(?=d?{NAME}(?:/dt)?\s*=)|:[ \t]*$",
    re.I | re.M,
)
"""Words around what is given of quantities and their rates: When r = 5 and dr/dt = 2:"""

_SIGMA_DEFINED = re.compile(r"(?:\bsigma|σ)\s*['’′]|^[^=\n]*(?:\bsigma|σ)\s*\([^()]*\)\s*=", re.M)
"""A function σ that is spoken of for itself."""

_SIGMA = re.compile(r"(?:\\?\bsigma|σ)\s*(?=\()")
_LOGISTIC = re.compile(rf"{_SIGMA.pattern}\(\s*(?P<of>[a-z])\s*\)|sigmoid|logistic|activation", re.I)
"""Where σ is the logistic function: of a letter, a = σ(z), or by its name."""
_LOGISTIC_OF_SUM = re.compile(
    rf"\A(?=[\s\S]*?{_SIGMA.pattern}\((?P<of>)(?![^()]*(?:sigma|σ))[^()]*[a-z][^()]*\))(?![\s\S]*(?:\bsigma|σ)\s*[^\s(])"
)
"""Where it always has brackets, of which one holds no σ: σ(w x + b)."""
_SIGMA_ALONE = re.compile(r"(?:\\?\bsigma|σ)(?!\s*\((?!\s*1\s*[-−]\s*(?:\\?sigma|σ)\s*\)))\s*")
"""Its value: σ(1 - σ)."""

_INTEGRAL = re.compile(r"∫|\\int(?![a-z])|\bint\b")
_BOUNDS = re.compile(
    r"(?:\\left\s*)?\[([^\[\]]+?)(?:\\right\s*)?\]\s*_\s*"
    r"(\{[^{}]+\}|\([^()]+\)|[^{}^\s]+)\s*\^\s*(?:\{([^{}]+)\}|([^{}\s=]+))"
)
_BAR = re.compile(
    r"(_\s*\S+?\^\S+\s*[-+−]\s*)?((?:(?!\\int)[^=∫])*?)\s*(?:\\(?:right|[bB]igg?[rlm]?))?\s*\|\s*"
    r"(?=_\s*(?:\{[^{}=]*\}|[^{}\s^]+)\s*\^)"
)
"""What stands before a bar with bounds; before that, what is behind another bar."""

_NAMED_BOUND = re.compile(r"(?<=[_^])\{\s*([a-z])\s*=\s*([^{}=]*)\}")
_DIFFERENTIAL = re.compile(r"([\w)'}]?)\s*(?<![A-Za-z\\])d([A-Za-zα-ω])(?![A-Za-z(])")


_OWN_DIFFERENTIAL = re.compile(r"(?<![A-Za-z\\/])d([A-Za-z])(?![A-Za-z(])(?!\s*/\s*d)")

_DIFFERENTIALS = re.compile(r"\s*d([A-Za-z])\s*=(?!.*=)(.*[^\s*·])[\s*·]*d[a-z]\s*")
"""dy = 2x dx, of a function y."""

_OF_TIME = re.compile(r"\A\s*(?![^\n]*(?<![A-Za-z])y)[^\n]*(?<![A-Za-z])x['’′]{1,2}(?!\s*\()[^\n]*=")
"""x'' + 4x = 0 in the first line, an equation of x(t)."""

_SUM = r"(?:\\?\bsum(?![a-z])|[Σ∑])"
_SERIES = re.compile(
    _SUM + r"\s*((?:_\{\w=\w+\}|_\w=\w+)\s*\^(?:\{[^{}]*\}|\(?(?:∞|oo|inf(?:inity)?|\\infty)\)?))"
    r"([^=\n]+)"
)
"""A series with its bounds and its term."""
_X = re.compile(r"(?<![A-Za-z])x(?![A-Za-z])")

_TWO_NAMES = re.compile(
    r"^[ \t]*(?P<y>[a-z]\s*=\s*)(?P<f>(?P<of>[a-z])\s*\([a-z]\)\s*=)(?!\s*[a-z]\s*\()", re.MULTILINE
)
"""y = f(x) = ..."""

Rewriting = str | Callable[["WorkingNotation", re.Match[str]], str]


def with_logistic(line: str) -> str:
    """Write the function σ by its name."""
    return _SIGMA.sub("sigmoid", line)


class WorkingNotation:
    """Writes the lines of `text`, in which `functions` are known, which grows as they are told."""

    def __init__(self, text: str) -> None:
        text = _TWO_NAMES.sub(self.one_name, text)
        self.logistic = None if _SIGMA_DEFINED.search(text) else _LOGISTIC.search(text) or _LOGISTIC_OF_SUM.search(text)
        self.varying = varying(text)
        self.defined = " ".join(_SURE_UNIT.sub("", text) for text in _DEFINITION.findall(text))
        self.text = _GIVEN.sub(self.without_given, text) if self.varying else text
        is_of_time = _OF_TIME.search(text) and re.search(r"(?<![A-Za-z])t(?![A-Za-z])", text)
        self.has_differentials = _INTEGRAL.search(text) is None and IN_NUMBERS.search(text) is not None
        self.functions: list[str] = list(self.varying) or (["x"] if is_of_time else [])
        self.series = _SERIES.search(text)
        self.on_surface = _PARTIAL_RATE.search(text.replace(r"\partial", "∂"))
        """The first ∂z/∂x, of the one variable that z depends on here."""
        self.integrated: list[str] = []

    @staticmethod
    def one_name(found: re.Match[str]) -> str:
        """Write y = f(x) = ... with the one of the two names that is used below."""
        is_used = re.search(rf"(?<![A-Za-z]){found['of']}\s*['’′(]", found.string[found.end() :])
        return found["f"] if is_used else found["y"]

    @staticmethod
    def without_given(found: re.Match[str]) -> str:
        """Write a comma for words around what is given, nothing at the beginning of a line."""
        return ", " if found.start() and found.string[found.start() - 1] != "\n" else ""

    def without_units(self, line: str) -> str:
        """Take units off, unless they are letters with a meaning of their own."""
        return _UNITS.sub(self.without_unit, line)

    def in_primes(self, line: str) -> str:
        """Write derivatives and differentials as the parser knows them."""
        if self.has_differentials:
            line = _OWN_DIFFERENTIAL.sub(r"d_{\1}", line)
        if self.logistic is not None:
            line = _SIGMA_ALONE.sub(f"sigmoid({self.logistic['of']}) ", line) if self.logistic["of"] else line
            line = with_logistic(line)
        line = self.beside_integral(self.rewritten(_BEFORE, line))
        return self.rewritten(_AFTER, line)

    def rewritten(self, table: tuple[tuple[str, Rewriting], ...], line: str) -> str:
        for pattern, meaning in table:
            line = re.sub(pattern, meaning if isinstance(meaning, str) else partial(meaning, self), line)
        return line

    def with_rates(self, line: str) -> str:
        """Write dy/dx within a line as y'."""
        return _RATE.sub(self.rate, line)

    def without_unit(self, found: re.Match[str]) -> str:
        """Take a unit off, unless it is a letter with a meaning of its own."""
        letters = re.findall(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])", found[2])
        rest = _UNITS.sub("", self.text)
        are_names = bool(letters) and all(
            re.search(rf"(?<![A-Za-z\\])(?<!\d ){u}(?![A-Za-z('’′])", rest) for u in letters
        )
        is_time = found[2] == "s" and re.search(r"(?<![A-Za-z])t\s*=\s*$", found.string[: found.start()])  # t = 1 s
        is_letter = are_names and not is_time and re.fullmatch(r"[A-Za-z](?:[\W²³].*)?", found[2])
        return found[0] if is_letter or self.is_product(found) else found[1].ljust(len(found[0]))

    def is_product(self, found: re.Match[str]) -> bool:
        """Return True if what may be a unit is made of letters in a definition: mg in F(m) = 2mg."""
        unit = found[2]
        is_told = "/" in unit or re.search(
            rf"(?<![A-Za-z]){re.escape(unit)}\s*/", found.string + self.text
        )  # 5t^2 m, beside 10t m/s
        if re.match(UNIT_WORD + r"\b", unit) or is_told:
            return False
        if found[1][-1].isalpha():
            return True
        definition = _DEFINITION.match(found.string)
        if "/" not in unit and definition and found.start() < definition.end():
            return not (found[0] != found[1] + unit and _IN_DEFINITION.fullmatch(unit))
        return {*re.findall("[A-Za-z]", unit)} <= {*"".join(re.findall(r"[A-Za-z]+(?![A-Za-z('’′])", self.defined))}

    def partial_rate(self, found: re.Match[str]) -> str:
        """Write ∂Q/∂x within an expression as a derivative that is still to be taken."""
        of, variable = found["of"], found["variable"]
        is_letter = of.isupper() and variable in "xyz" and not _is_left_side(found)  # of a field (P, Q, R)
        is_known = of in self.functions and (variable in self.functions or is_letter)
        return f" (d/d{found['variable']} ({found['of']})) " if is_known else found[0]

    def lowered(self, found: re.Match[str]) -> str:
        """Write f_xy within an expression as a derivative that is still to be taken."""
        name, letters = found["of"], found["letters"]
        if name not in self.functions or _is_left_side(found):
            return found[0]
        return f"({''.join(f'd/d{x} (' for x in reversed(letters))}{name}{')' * len(letters)})"

    def beside_integral(self, text: str) -> str:
        """Write `du = 2x dx` as `u' = 2x * 1` beside an integral, and [F]_0^2 as the integral of F' that it is."""
        if _INTEGRAL.search(text):
            text = re.sub(r"(?<![A-Za-z\\{])d(?=[A-Z](?![A-Za-z]))", r"\\mathrm{d}", text)  # dP, which is d P elsewhere
            self.integrated += re.findall(r"(?<![A-Za-z\\])d([a-z])(?![A-Za-z(])", text)
        if not self.integrated:
            told = _DIFFERENTIALS.fullmatch(text)
            return f"{told[1]}' = {told[2]}" if told and told[1] in self.functions else text
        text = _BAR.sub(lambda m: f"{m[1] or ' '}[{m[2]}]", text)
        text = _BOUNDS.sub(self.between_bounds, text)
        text = _NAMED_BOUND.sub(self.named_bound, text)
        return text if _INTEGRAL.search(text) or _RATE.search(text) else _DIFFERENTIAL.sub(self.differential, text)

    def between_bounds(self, found: re.Match[str]) -> str:
        """Write [F]_0^2 as the integral of F' in the letter of F that was integrated in last."""
        letters = re.findall(r"(?<![A-Za-z\\])[a-z](?![A-Za-z])", found[1])
        behind = found.string[found.end() :].partition("=")[0]
        outer = re.findall(r"(?<![A-Za-z\\])d([a-z])(?![A-Za-z(])", behind)
        known = [u for u in self.integrated if u not in outer] or self.integrated
        parts = [u for u in letters if u in self.functions]
        x = next((u for u in [*reversed(known), *parts] if u in letters), self.integrated[-1])
        low = found[2].strip("{}")
        x = low.partition("=")[0].strip() if "=" in low else x
        return f"(∫_{{{low}}}^{{{found[3] or found[4]}}} (d/d{x} ({found[1]})) d{x})"

    def named_bound(self, found: re.Match[str]) -> str:
        """Write a bound x = 2 as 2, or as u(2) where u is integrated in."""
        if re.search(r"(?:Σ|∑|∏|\\sum|\\prod|\\lim\w*)\s*_$", found.string[: found.start()]):
            return found[0]
        inner = re.search(r"(?<![A-Za-z\\])d([a-z])(?![A-Za-z(])", found.string[found.end() :])
        u = inner[1] if inner is not None else found[1]
        return f"{{{found[2]}}}" if u == found[1] else f"{{{u}({found[2]})}}"

    def differential(self, found: re.Match[str]) -> str:
        before, name = found[1] and f"{found[1]} * ", found[2]
        is_told = rf"(?<![A-Za-z])(?:{name}\s*=|{self.integrated[0]}\s*=[^=\n]*(?<![A-Za-z]){name}(?![A-Za-z]))"
        if name == self.integrated[0]:
            return f"{before}1"
        if name in self.functions or re.search(is_told, self.text):
            self.functions += [] if name in self.functions else [canonical(name) or name]
            return f"{before}{name}'"
        return found[0]

    def rate(self, found: re.Match[str]) -> str:
        """Write dy/dx as y', and dy/du, if u is a function, as a derivative that is still to be taken."""
        of, variable = found["of"], found["variable"]
        if self.on_surface and of == self.on_surface["of"] and variable != self.on_surface["variable"]:
            return found[0]
        varied = {canonical(each["variable"]) for each in _RATE.finditer(self.text)} - {*self.functions}
        is_part = canonical(variable) in self.functions or len(varied) > 1
        if canonical(of) not in self.functions and (of in "xyz" or not is_part):
            return found[0]
        before = found.string[: found.start()].rstrip()[-1:]
        times = " * " if before.isalnum() or before == ")" else " "  # cos y dy/dx is no cosine of a product
        return f"{times}(d/d{variable} ({of})) " if is_part else f"{times}({of}') "

    def shifted(self, found: re.Match[str]) -> str:
        """Write the term a_{n+1} of a sequence a_n, with n + 1 for n. Raises UsageError if that was not told."""
        told = re.search(rf"\b{found[1]}_\{{?{found[2]}\}}?\s*=([^=\n]*[^=\n.,;\s])", self.text)
        term = told[1] if told else self.term_beside(found.string)
        if term is None:
            raise UsageError("the sequence has not been told")
        return f"({re.sub(rf'(?<![A-Za-z_]){found[2]}(?![A-Za-z(])', f'({found[2]} {found[3]})', term)})"

    def term(self, found: re.Match[str]) -> str:
        """Write the term a_n of the series that is told, which is not told for itself, as that has it."""
        term = self.term_beside(found.string)
        return found[0] if term is None or re.search(rf"\b{re.escape(found[0])}\s*=", self.text) else f"({term})"

    def term_beside(self, line: str) -> str | None:
        """Return the term of the series, which of x^n/n is a_n only in a line with x: without, that may be 1/n."""
        is_meant = self.series is not None and (_X.search(line) or not _X.search(self.series[2]))
        return without_words(self.series[2])[1] if self.series is not None and is_meant else None

    def with_bounds(self, _: re.Match[str]) -> str:
        """Write a series without bounds with those of another, else from 1 on."""
        return f"\\sum{self.series[1] if self.series else '_{n=1}^{oo}'} "

    def with_goal(self, found: re.Match[str]) -> str:
        """Write a limit without a place with that of the working."""
        return f"\\lim_{{{self.goal}}} " if self.goal else found[0]

    @cached_property
    def goal(self) -> str:
        """Where the first limit goes that tells it, else that of a sequence if there is one."""
        lines = (reworded(SENTENCES, reworded(FORMS, line)) for line in self.text.split("\n"))
        told = next(filter(None, map(LIMIT_OF.search, lines)), None)
        return goal_of(told) if told else "n→oo" if re.search(_SUM, self.text) else ""

    def bare_x(self, found: re.Match[str]) -> str:
        """Write x' as (x)', where x is no function."""
        return found[0] if "x" in self.functions else "(x)"


def _is_left_side(found: re.Match[str]) -> bool:
    """Return True of what stands alone before the first `=`."""
    return not found.string[: found.start()].strip() and found.string[found.end() :].lstrip().startswith("=")


def varying(text: str) -> tuple[str, ...]:
    """Return the names whose rates in t a working speaks of, if it has no formula in t."""
    rates = [found["of"] for found in _RATE.finditer(text) if found["variable"] == "t"]
    primed = re.findall(r"(?<![A-Za-z])([A-Za-z])['’′](?!['’′]|\s*\()", text)
    rates += primed if "x" in primed and {*primed} > {"x"} else []  # 2x x' + 2y y' = 0
    rest = re.sub(r"\bt\s*=\s*[\d.]+|(?:respect to|w\.?r\.?t\.?|\bin|time) t\b", "", _RATE.sub(" ", text))
    is_formula = re.search(r"(?<![A-Za-z\\'’])[kr]?t(?![A-Za-z])", rest)  # kt, and not ft or at
    return () if is_formula else tuple(dict.fromkeys(name for of in rates if (name := canonical(of))))


_BEFORE: tuple[tuple[str, Rewriting], ...] = (
    (r"\\partial(?![A-Za-z])\s*", "∂"),
    (
        rf"{_SUM}\s+(?![_{{]|\((?!\s*[-−]\s*1\s*\)))(?=[^=]*(?<![A-Za-z])n(?![A-Za-z]))(?!.*_i)",
        WorkingNotation.with_bounds,
    ),
    (r"(?:\\lim|\blim)\s+(?![_{]|\(?[^()=]*(?:→|->|\\to))", WorkingNotation.with_goal),
    (_PARTIAL_RATE.pattern, WorkingNotation.partial_rate),
    ("∂", "d"),
    (r"\\theta(?![a-z])", "θ"),
    (r"((?:^|=)[^=\[\]]*)\](?=\s*_)", r"\1|"),  # ln x]_1^2
    (r"\]\s*\|(?=\s*_)", "]"),
    (r"^\s*([A-Z])\s*=\s*(?=\1\s*\()", ""),  # D = D(0, 0) = ...
    (r"^\s*y['’′]\s*=\s*(?=d\s*y\s*/\s*d\s*x\s*=)", ""),  # which is the derivative in x, whatever x depends on
    (r"^\s*([xt])_\{?n\s*\+\s*1\}?\s*(?==)", r"\1_{next} "),  # by Newton's method
    (r"(\d+(?:\.\d+)?)\s*(?:°|\^\s*\{?\\circ\}?)", r"(\1 pi/180)"),
    (r"=\s*(?:∇|\\nabla)\s*f\s*(?:\([^()]*\))?\s*(?:·|\*|\\cdot)\s*\w\s*(?==)", ""),  # D_u f = ∇f · u = (a, b) · (c, d)
    (rf"{_PAIR}\s*(?:[·*]|\\cdot)\s*{_PAIR}", r"((\1) * (\3) + (\2) * (\4))"),
    (r"(?<![A-Za-z\\_{])([xyz]{2,3})\s*(?=\()", r"\1 * "),
    (r"(?<=[A-Za-z])\s*\^\s*\{?\((\d)\)\}?(?=\s*\()", lambda _, found: "'" * int(found[1])),  # f^(4)(0)
)
_AFTER: tuple[tuple[str, Rewriting], ...] = (
    # y'(x + 2y) is a product, since no slope is at a place x + 2y
    (r"(?<![A-Za-z])(y['’′])\s*\((?!\s*\w+\s*\))(?=[^()]*(?<![A-Za-z])[xyt])", r"\1 * ("),
    (r"(?<=\by)\s+(?=y['’′])", " * "),
    (r"(?<![A-Za-z])([A-Za-z])_[{(]\s*([a-z])\s*([-+−]\s*\d)\s*[})](?!\s*=)", WorkingNotation.shifted),
    (r"(?<![A-Za-z\\_{^])([A-Za-zα-ω])\s*(?=\([^()]*(?<![A-Za-z])\1(?![A-Za-z('’′_\d])[^()]*\))", r"\1 * "),  # f(1 - f)
    (r"\ba_\{?n\}?(?!\w|\s*=)", WorkingNotation.term),
    (r"(?<![A-Za-z])x(?=['’′](?!\s*=))", WorkingNotation.bare_x),
    (
        r"^(\s*)D(?:_\{?[xt]\}?)?\s*(?:\^\s*\{?)?([23²³])?\}?\s*([fghy])\s*(?=(?:\(\s*\w\s*\)\s*)?=)",
        lambda _, found: found[1] + found[3] + "'" * {"2": 2, "²": 2, "3": 3, "³": 3}.get(found[2], 1),
    ),
    (r"\bD_\{?(\w)\}?\s*(?=[(\[])", r"d/d\1 "),
    (r"\b(?P<of>[A-Za-z])_\{?(?P<letters>[xyz]{1,2})\}?(?![\w}])(?!\s*\([^()]*\)\s*=)", WorkingNotation.lowered),
    (r"\bD_\{?([a-wA-W])\}?\s*(f)?\s*(\([^()=]*,[^()=]*\))?\s*(?==)", r"D_\1\3 "),
)
