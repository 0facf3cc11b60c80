"""`calc check`: a working, line by line.

The first line is what is differentiated: an expression, `y = ...`, `f(x) = ...` or `d/dx [...]`; or the equation of a
curve, or a limit. Each line after it is a step: it begins with `=` (or not), or with `y' =`, `f'(x) =`, `dy/dx =`, or
speaks of a value, `f'(3) =`. A line `u = ...` with a new name defines a part of the function. working_text.py takes off
what is not mathematics. A line that cannot be read has no parts, and the next one is read.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from calc_cli.errors import CalcError, UsageError
from calc_cli.functions import BY_NAME
from calc_cli.questions import options
from calc_cli.questions.declaration import Parsed, Question, argument, asked_by
from calc_cli.questions.limit_sign import Side, sided
from calc_cli.questions.prose import UNIT
from calc_cli.questions.texts import Values, read_names
from calc_cli.questions.working_text import NAME, NOTHING, Clause, clauses, without_limits
from calc_cli.syntax.names import CONSTANTS
from calc_cli.syntax.parser import Reading, parse_chain
from calc_cli.syntax.tree import Name
from calc_cli.syntax.words import Names, canonical

if TYPE_CHECKING:
    from calc_cli.calculus.checking.working import Working
    from calc_cli.render.display import Page

INVERSE = "⁻¹"
"""Stands behind the name of a function for its inverse."""

MOST_LINES = 1_000
MOST_SIDES = 500
"""Of equalities in one line."""

_ORDER = r"(?:\s*\^\s*\{?(?P<order>\d)\}?|(?P<raised>[²³]))?"
_LEFT = re.compile(
    rf"""\s*(?:
      (?P<name>{NAME}) \s* (?P<primes>['"]*) \s* (?: \( \s* (?P<argument>[^()=]+?) \s* \) )?           # y, f(x), f''(3)
    | (?P<over>\\[dt]?frac\s*\{{\s*)? d{_ORDER} \s* (?P<of>{NAME}) (?: \( \s* {NAME} \s* \) )?      # dy/dx, df(x)/dx
      \s* (?(over)\}}\s*\{{|/) \s* d \s* (?P<variable>{NAME}) (?:\^\{{?\d\}}?|[²³])? (?(over)\s*\}})
    )\s* (?==(?!=))""",
    re.VERBOSE,
)
"""The left side of an equation that names a function or its derivative."""

_PARTIAL = re.compile(
    rf"""\s*(?:
      (?P<of>{NAME[: NAME.index(")") + 1]})_\{{?(?P<lowered>[a-z]{{1,3}})\}}?\s*(?:\((?P<at>[^()=]+)\))?
    | (?P<over>\\[dt]?frac\s*\{{\s*)?d\s*(?:\^\s*\{{?2\}}?|²)\s*(?P<whole>[A-Za-z])\s*(?(over)\}}\s*\{{|/)
      \s*d\s*(?P<x>[a-z])\s*d\s*(?P<y>[a-z])\s*(?(over)\}})
    )\s*(?==(?!=))""",
    re.VERBOSE,
)
"""f_x, f_x(1, 2), f_xy or ∂²f/∂x∂y, if f has been defined."""

_INVERSE = re.compile(
    r"\s*\(?(?<![A-Za-z])(?P<of>[A-Za-z])\s*\^\s*\{?\s*[-−]\s*1\s*\}?\s*(?:\)\s*(?P<prime>['’′])\s*(?=\()|(?=\())"
    r"(?:\((?P<at>[^()=]*)\)\s*(?==))?"
)
"""An inverse function, which is not the reciprocal, or the derivative of one; perhaps at a place."""

_RATE = re.compile(
    rf"(?P<over>\\[dt]?frac\s*\{{\s*)?\bd(?P<of>{NAME})\s*(?(over)\}}\s*\{{|/)\s*d(?P<variable>{NAME})(?(over)\s*\}})"
)
"""dy/dx within an expression."""

_UNITS = re.compile(
    r"((?<![\^\w.])\d[\d./]*(?:[ \t]*(?:\\?pi|π)(?![a-z]))?|[)}])(?:[ \t]+|(?=[a-z]{2}))"
    rf"({UNIT}(?:\s*/\s*{UNIT})?)(?=[ \t]*(?:[.,;=)]|$|(?:and|or|at|when|so|if|after|per)\b))",
    re.M,
)
"""Units behind a number; a letter alone is one where none is called so."""

_PARTIAL_RATE = re.compile(_RATE.pattern.replace(r"\bd", "∂").replace("d(?P<v", "∂(?P<v"))
_ALONG = re.compile(r"=\s*(?:∇|\\nabla)\s*f\s*(?:\([^()]*\))?\s*(?:·|\*|\\cdot)\s*\w\s*(?==)")
_DOT = re.compile(r"[(<⟨]([^()<>,]+),([^()<>,]+)[)>⟩]\s*(?:[·*]|\\cdot)\s*[(<⟨]([^()<>,]+),([^()<>,]+)[)>⟩]")
"""D_u f = ∇f · u = (a, b) · (c, d)"""

_GIVEN = re.compile(
    rf"(?<=\d):[ \t]+(?=[^:\n]*=[^:\n]*d{NAME}/dt)|[ \t]*\b(?:at|when|where|if)\s+(?=d?{NAME}(?:/dt)?\s*=)|:[ \t]*$",
    re.I | re.M,
)
"""Words around what is given of quantities and their rates: When r = 5 and dr/dt = 2:"""

_FACTOR = re.compile(r"(?<![A-Za-z])(y['’′])\s*\((?!\s*\w+\s*\))(?=[^()]*(?<![A-Za-z])[xyt])")
"""y'(x + 2y) is a product, since no slope is at a place x + 2y."""

_INTEGRAL = re.compile(r"∫|\\int(?![a-z])|\bint\b")
_BOUNDS = re.compile(
    r"(?:\\left\s*)?\[([^\[\]]+?)(?:\\right\s*)?\]\s*_\s*\{?([^{}^\s]+)\}?\s*\^\s*(?:\{([^{}]+)\}|([^{}\s=]+))"
)
_BAR = re.compile(
    r"(_\s*\S+?\^\S+\s*[-+−]\s*)?(?:\\left\s*\.)?((?:(?!\\int)[^=∫])*?)\s*(?:\\(?:right|[bB]igg?[rlm]?))?\s*\|\s*"
    r"(?=_\s*(?:\{[^{}=]*\}|[^{}\s^]+)\s*\^)"
)
"""What stands before a bar with bounds; before that, what is behind another bar."""

_DIFFERENTIAL = re.compile(r"([\w)'}]?)\s*(?<![A-Za-z\\])d([a-z])(?![A-Za-z(])")


@dataclass(frozen=True, slots=True)
class Left:
    """A left-hand side: the function by its name, differentiated `order` times in `variable`, if that is named.

    `at` are the coordinates of a value, as in f'(3); of a mixed partial derivative `before` are the other variables.
    """

    name: str
    order: int
    variable: str | None
    at: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class WorkingLimit:
    """Where the variable of a limit goes, and from which side."""

    name: str
    place: Reading
    side: Side


@dataclass(frozen=True, slots=True)
class WorkingSide:
    """One side of a line's equalities; with a `lim` before it, where that goes."""

    reading: Reading
    limit: WorkingLimit | None = None


@dataclass(frozen=True, slots=True)
class WorkingLine:
    """A line of the working: expressions with `=` between them, and before the first if it `continues` what precedes.

    `at` are the coordinates of the place that it speaks of; a line that is drawn may be called of a `kind`, tangent or
    normal. What could not be read has no parts, and nor has a conclusion.
    """

    clause: Clause
    left: Left | None = None
    continues: bool = False
    parts: tuple[WorkingSide, ...] = ()
    at: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckQuestion(Question):
    """Check a whole working, line by line: FILE, or what a pipe brings.

    The first line is what is differentiated, each line after it a step. A derivative that is still to be taken is
    written (sin x)' or d/dx (sin x).

    Example:
      (x^2 + 1) sin x
      = (x^2 + 1)' sin x + (x^2 + 1)(sin x)'
      = 2x sin x + (x^2 + 1) cos x
    """

    summary: ClassVar[str] = "Check a working line by line."
    has_batch: ClassVar[bool] = False
    also: ClassVar[tuple[str, ...]] = ("verify", "working")
    formats_of_page: ClassVar[tuple[str, ...]] = ("plain",)

    working: str = argument(
        "[FILE]",
        is_file=True,
        missing=("a working is missing", "give a file, as in calc check homework.txt, or a pipe"),
    )
    wrt: str | None = options.wrt()
    assume: Values = options.assume()

    @property
    def text(self) -> str:
        """Return the whole working, as typed."""
        return self.working

    def read(self) -> "ParsedCheck":
        """Parse all lines. Raises ExpressionSyntaxError, UnknownNameError or UsageError, which tell the line."""
        wrt = read_names(self.wrt)
        if len(wrt) > 1:
            raise UsageError("a working is about one variable", hint="for example --wrt t")
        reader = _WorkingReader(self.working, Names(wrt))
        lines = reader.lines()
        if not lines:
            raise UsageError(
                "the working is empty", hint="the first line is what is differentiated, then come the steps"
            )
        return ParsedCheck(self, lines, wrt[0] if wrt else None, reader.varying)

    def mathematics(self) -> Callable[[Any], Any]:
        """Import and return what judges a working."""
        from calc_cli.questions.answers import check

        return check.answer

    def page(self) -> "Page":
        """Import and return the page of the result."""
        from calc_cli.render.pages.working import PAGE

        return PAGE


@dataclass(frozen=True, slots=True)
class ParsedCheck(Parsed[CheckQuestion]):
    """A question about lines, of which the first is what is differentiated; `varying` are functions of the time t."""

    lines: tuple[WorkingLine, ...]
    wrt: str | None
    varying: tuple[str, ...] = ()


class _WorkingReader:
    """Reads lines one after another, since later ones use the names of earlier ones."""

    def __init__(self, text: str, names: Names) -> None:
        self.varying = _varying(text)
        self.text = (
            _GIVEN.sub(lambda m: ", " if m.start() and text[m.start() - 1] != "\n" else "", text)
            if self.varying
            else text
        )
        self.names = names
        self.functions: list[str] = list(self.varying)
        self.arguments: dict[str, list[str]] = {}
        self.variables: set[str | None] = set()
        self.integrated: list[str] = []
        self.error: CalcError | None = None

    def lines(self) -> tuple[WorkingLine, ...]:
        """Return all lines. Raises the error of the first if none can be read."""
        found: list[WorkingLine] = []
        if any(line.count("=") > MOST_SIDES for line in self.text.split("\n")):
            raise UsageError(f"a line has more than {MOST_SIDES} equalities")
        for clause in clauses(self.text):
            if len(found) == MOST_LINES:
                raise UsageError(f"the working has more than {MOST_LINES:,} lines")
            try:
                found.append(self.line(clause, is_first=not any(line.parts for line in found)))
            except CalcError as error:
                self.error = self.error or located(error, clause.number, clause.mathematics)
                found.append(WorkingLine(clause))
        if self.error is not None and not any(line.parts for line in found):
            raise self.error
        return tuple(found)

    def line(self, clause: Clause, *, is_first: bool) -> WorkingLine:
        if clause.conclusion is not None or not clause.mathematics:
            return WorkingLine(clause)
        text = self.in_primes(_UNITS.sub(self.without_unit, clause.mathematics))
        inverse = _INVERSE.match(text)
        if _INVERSE.search(text, inverse.end() if inverse and inverse["at"] else 0):
            raise UsageError("the inverse of a function is read before a sign of equality alone")
        left, end = self.left_side(clause, text)
        if is_first and left is not None and left.order and not self.varying:
            raise UsageError(
                "the first line is what is differentiated",
                source=text,
                span=(0, len(text)),
                hint="for example y = x^2 sin x, and then y' = ...",
            )
        if left is not None:
            if left.order == 0 and not left.at and (is_first or not self.is_place(left, text[end:])):
                self.functions.append(left.name)
            self.variables.add(left.variable)
            text = " " * end + text[end:]
            if is_first:
                text = text.replace("=", " ", 1)
        if is_first and left is None and "=" in text and re.search(r"(?<![A-Za-z])x*y(?![A-Za-z])", text):
            self.functions.append("y")  # on a curve
        parts = self.parts(_RATE.sub(self.rate, text), is_first=is_first)
        places = (left and left.at) or clause.at
        continues = left is None and text.lstrip().startswith("=")
        at = tuple(self.reading(_UNITS.sub(self.without_unit, place)) for place in places)
        return WorkingLine(clause, left, continues, parts, at)

    def left_side(self, clause: Clause, text: str) -> tuple[Left | None, int]:
        """Return what the left-hand side, or the words before, name, and where what is said of it begins."""
        partial = _PARTIAL.match(text)
        if partial is not None and (name := partial["of"] or partial["whole"]) in self.functions:
            at = tuple(partial["at"].split(",")) if partial["at"] else ()
            names = partial["lowered"] or partial["x"] + partial["y"]
            return Left(name, len(names), names[-1], at, tuple(names[:-1]), is_partial=True), partial.end()
        inverse = _INVERSE.match(text)
        if inverse is not None and inverse["at"] and inverse["of"] in self.functions:
            return Left(inverse["of"] + INVERSE, int(bool(inverse["prime"])), None, (inverse["at"],)), inverse.end()
        matched = _LEFT.match(text)
        left = matched and self.left(matched)
        if matched and left and left.variable not in self.functions:  # dy/du is the quotient of y' and u'
            is_partial = left.order > 0 and re.search(r"∂|\\partial", clause.mathematics) is not None
            return replace(left, is_partial=is_partial), matched.end()
        if clause.order and self.functions:
            return Left(self.functions[0], clause.order, None), len(text) - len(text.lstrip(" ="))
        return None, 0

    def in_primes(self, text: str) -> str:
        """Write derivatives and differentials as the parser knows them."""
        text = _PARTIAL_RATE.sub(self.partial_rate, re.sub(r"\\partial(?![A-Za-z])\s*", "∂", text)).replace("∂", "d")
        text = _DOT.sub(r"((\1) * (\3) + (\2) * (\4))", _ALONG.sub("", text))
        text = re.sub(r"(?<![A-Za-z\\_{])([xyz]{2,3})\s*(?=\()", r"\1 * ", text)
        text = re.sub(r"(?<=[A-Za-z])\s*\^\s*\{?\((\d)\)\}?(?=\s*\()", lambda m: "'" * int(m[1]), text)
        text = _FACTOR.sub(r"\1 * (", self.beside_integral(text))
        text = re.sub(r"(?<=\by)\s+(?=y['’′])", " * ", text)
        if "x" not in self.functions:
            text = re.sub(r"(?<![A-Za-z])x(?=['’′](?!\s*=))", "(x)", text)
        text = re.sub(r"\bD(?:_\{?\w\}?)?\s*([fgh])\s*(?=\(\s*\w\s*\)\s*=)", r"\1'", text)
        text = re.sub(r"\bD_\{?(\w)\}?\s*(?=[(\[])", r"d/d\1 ", text)
        return re.sub(r"\bD_\{?([a-wA-W])\}?\s*(f)?\s*(\([^()=]*,[^()=]*\))?\s*(?==)", r"D_\1\3 ", text)

    def without_unit(self, found: re.Match[str]) -> str:
        """Take a unit off, unless it is a letter with a meaning of its own."""
        letters = re.findall(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])", found[2])
        rest = _UNITS.sub("", self.text)
        is_name = any(re.search(rf"(?<![A-Za-z\\]){u}(?![A-Za-z('’′])", rest) for u in letters)
        return found[0] if is_name and re.fullmatch(r"\w(?:\W.*)?", found[2]) else found[1].ljust(len(found[0]))

    def partial_rate(self, found: re.Match[str]) -> str:
        is_known = {found["of"], found["variable"]} <= {*self.functions}
        return f" (d/d{found['variable']} ({found['of']})) " if is_known else found[0]

    def reading(self, text: str) -> Reading:
        return parse_chain(text, self.names)[0]

    def beside_integral(self, text: str) -> str:
        """Write `du = 2x dx` as `u' = 2x * 1` beside an integral, and [F]_0^2 as the integral of F' that it is."""
        if _INTEGRAL.search(text):
            self.integrated += re.findall(r"(?<![A-Za-z\\])d([a-z])(?![A-Za-z(])", text)
        if not self.integrated:
            return text
        x = self.integrated[-1]
        text = _BAR.sub(lambda m: f"{m[1] or ' '}[{m[2]}]", text)
        text = _BOUNDS.sub(lambda m: f"(∫_{{{m[2]}}}^{{{m[3] or m[4]}}} (d/d{x} ({m[1]})) d{x})", text)
        return text if _INTEGRAL.search(text) or _RATE.search(text) else _DIFFERENTIAL.sub(self.differential, text)

    def differential(self, found: re.Match[str]) -> str:
        before, name = found[1] and f"{found[1]} * ", found[2]
        if re.search(rf"(?<![A-Za-z]){name}\s*=", self.text):
            self.functions += [] if name in self.functions else [name]
            return f"{before}{name}'"
        return f"{before}1" if name == self.integrated[0] else found[0]

    def is_place(self, left: Left, right: str) -> bool:
        """Return True of x = 2, which defines no function, but tells where something holds."""
        return left.name in self.variables or (left.name in ("x", "t") and re.search(r"[a-z]", right, re.I) is None)

    def parts(self, text: str, *, is_first: bool) -> tuple[WorkingSide, ...]:
        if "lim" not in text and NOTHING not in text:
            return tuple(map(WorkingSide, parse_chain(text, self.names, functions=self.functions, is_first=is_first)))
        found = []
        for side in re.split(r"(?<![<>!=])=(?!=)", text):
            of, goal = without_limits(side)
            if side.strip() == NOTHING:
                found.append(WorkingSide(Reading(side, Name((0, len(side)), NOTHING), ())))
            elif side.strip():
                if goal is not None:  # h (x + h) is a product where h goes to 0
                    of = re.sub(rf"(?<![A-Za-z]){re.escape(goal[0])}\s*(?=\()", f"{goal[0]} * ", of)
                (reading,) = parse_chain(of, self.names, functions=self.functions)
                found.append(WorkingSide(reading, goal and self.limit(*goal)))
        return tuple(found)

    def limit(self, name: str, to: str) -> WorkingLimit:
        point, side = sided(to)
        return WorkingLimit(self.names.spell(canonical(name) or name), self.reading(point), side)

    def rate(self, found: re.Match[str]) -> str:
        """Write dy/dx as y', and dy/du, if u is a function, as y'/u'."""
        if found["of"] not in self.functions:
            return found[0]
        before = found.string[: found.start()].rstrip()[-1:]
        times = " * " if before.isalnum() or before == ")" else " "  # cos y dy/dx is no cosine of a product
        below = f"/{found['variable']}'" if found["variable"] in self.functions else ""
        return f"{times}({found['of']}'{below}) "

    def left(self, matched: re.Match[str]) -> Left | None:
        """Return the left-hand side, if its letters are a name: those of `sin = ` and `xy = ` are not."""
        name = canonical(matched["name"] or matched["of"])
        if name is None or name in BY_NAME or re.fullmatch("[xyz]{2,}", name):
            return None
        if name in "xyz" and re.search(r"[a-z].*[-+−]|[-+−].*[a-z]", matched["argument"] or ""):  # x(y - 1)
            return None
        if matched["name"]:
            primes, argument = matched["primes"], matched["argument"]
            variable = argument and canonical(argument.split(",")[0])
            order = primes.count("'") + 2 * primes.count('"')
            known = self.arguments.setdefault(name, (argument or "").replace(" ", "").split(","))
            is_elsewhere = order > 0 and known != [""] and variable not in known
            is_place = variable is None or variable in CONSTANTS or is_elsewhere
            at = tuple(argument.split(",")) if is_place and argument else ()
            return Left(self.names.spell(name), order, None if is_place else variable, at)
        order = {"²": 2, "³": 3}.get(matched["raised"] or "") or int(matched["order"] or 1)
        return Left(self.names.spell(name), order, canonical(matched["variable"]))


def _varying(text: str) -> tuple[str, ...]:
    """Return the names whose rates in t a working speaks of, if it has no formula in t."""
    rates = [found["of"] for found in _RATE.finditer(text) if found["variable"] == "t"]
    rest = re.sub(r"\bt\s*=\s*[\d.]+|(?:respect to|w\.?r\.?t\.?|\bin|time) t\b", "", _RATE.sub(" ", text))
    is_formula = re.search(r"(?<![A-Za-z\\'’])t(?![A-Za-z])", rest)
    return () if is_formula else tuple(dict.fromkeys(name for of in rates if (name := canonical(of))))


def located(error: CalcError, number: int, text: str) -> CalcError:
    """Return the error of line `number`, whose mathematics is `text`."""
    error.where = f"line {number}"
    error.source = text
    return error


@asked_by(CheckQuestion)
def check(question: CheckQuestion) -> "Working":
    r"""Judge a working, one step a line, the first line being what is differentiated. Raises CalcError.

    >>> found = check("x^2 sin x\n= 2x cos x\n= 2 x cos(x)")
    >>> [judgement.verdict for judgement in found.judgements]
    ['given', 'incorrect', 'follows']
    >>> found.first_wrong.check.diagnosis[0].rule
    'product of the derivatives'
    """
    return question.read().answer()
