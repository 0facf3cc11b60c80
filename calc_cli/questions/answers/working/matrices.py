"""A working about a function of vectors and matrices: L(w) = ||Xw - y||², its other forms, and ∇L = 2Xᵀ(Xw - y).

Each line stands for the function or, with a left-hand side that says so, for its gradient; what else it may say is not
checked. What equals a wrong line of its kind follows from it.
"""

import re
from collections.abc import Iterator
from contextlib import suppress

import sympy as sp

from calc_cli.algebra.functions import symbol
from calc_cli.calculus.matrix import expression as ex
from calc_cli.calculus.matrix.check import check
from calc_cli.calculus.matrix.derivative import derive
from calc_cli.calculus.matrix.infer import elaborate_known, infer
from calc_cli.calculus.matrix.shapes import Declared
from calc_cli.calculus.working.claims import EQUATION, Claim, Judgement, Working
from calc_cli.errors import CalcError, UnsupportedError
from calc_cli.questions.answers.matrix import variable_of
from calc_cli.questions.check import ParsedMatrixCheck
from calc_cli.questions.texts import function_of
from calc_cli.questions.working.text import Clause
from calc_cli.syntax.matrix_words import TRANSPOSED
from calc_cli.syntax.parser import parse_matrices
from calc_cli.syntax.words import Names

_IN = re.compile(r"(?:∇|\\nabla)_\{?(\w)|(?:/|\}\s*\{)\s*(?:d|∂|\\partial)\s*(\w)")
"""What a gradient is taken in: ∇_w L, dL/dw."""
_ERRORS = re.compile(rf"(?<![A-Za-z])e\s*{TRANSPOSED}")
_INVERTED = re.compile(r"\s*(\(.+\))\s*\^\s*[{(]?\s*[-−]\s*1\s*[)}]?([^{}]*)")
_SYMMETRIC = re.compile(r"\b([A-Z])\s*(?:is\s+)?symmetric|symmetric\s+(?:matrix\s+)?([A-Z])\b")


def answer(parsed: ParsedMatrixCheck) -> Working:
    """Judge every line. Raises any CalcError about the function, which is in the first."""
    first, *others = parsed.clauses
    symmetric = (m[1] or m[2] for m in _SYMMETRIC.finditer(parsed.question.text))
    declared = {name: Declared(None, frozenset(["symmetric"])) for name in symmetric}
    stated = re.match(r"(?:[^=]*=)?[^=]*", first.mathematics)
    function = function_of(parse_matrices(stated[0] if stated else "", Names()))
    typed = infer(function.tree, function.text, declared)
    letters = ex.letters(typed.expression)
    told = next((m[1] or m[2] for c in others if (m := _IN.search(c.mathematics.partition("=")[0]))), None)
    variable, notes = variable_of(parsed.wrt or function.argument or told, letters)
    truths = (typed.expression, derive(typed, variable, "grad", None).result)
    judge = _OfMatrices(truths, letters, function.name or "f", variable.name)
    rest = first.mathematics[len(function.text) :].split("=")[1:]
    judgements = [Judgement(_claim(first), sp.S.NaN, 0), *(judge.sides(first, rest) if rest else ())]
    judgements += (found for clause in others for found in judge.line(clause))
    name = symbol(function.name or "f")
    return Working(symbol(variable.name), function.name, name, None, 1, tuple(judgements), notes)


def _claim(clause: Clause, text: str | None = None) -> Claim:
    return Claim(clause.number, clause.text if text is None else text, None)


class _OfMatrices:
    """Goes through the lines; `order` is that of what they stand for, the function or its gradient.

    What was `wrong` is kept with its order and its line; it `is_lost` below a line that is about something else.
    """

    is_lost = False

    def __init__(self, truths: tuple[ex.Expr, ex.Expr], letters: dict[str, ex.Symbol], f: str, x: str) -> None:
        self.truths, self.letters, self.order, self.x = truths, letters, 0, x
        self.wrong: list[tuple[int, ex.Expr, int]] = []
        d, f = r"(?:d|∂|\\partial)\s*", re.escape(f.partition("(")[0])
        of_x = rf"\s*(?:\(\s*{x}\s*\))?\s*"
        self.function = re.compile(rf"\s*{f}{of_x}")
        self.gradient = re.compile(
            rf"\s*(?:[A-Za-z]+\s+)*?(?:(?:∇|\\nabla|grad\b)(?:_\{{?{x}\}}?)?\s*{f}|{f}['’′]"
            rf"|\\frac\s*\{{\s*{d}{f}\s*\}}\s*\{{\s*{d}{x}\s*\}}|{d}{f}\s*/\s*{d}{x}){of_x}"
        )

    def line(self, clause: Clause) -> Iterator[Judgement]:
        """Judge a line by its left-hand side; one without any goes on with what the last was about."""
        left, *sides = clause.mathematics.split("=")
        is_gradient, is_function = self.gradient.fullmatch(left), self.function.fullmatch(left)
        if is_gradient or is_function:
            self.order = int(is_gradient is not None)
        is_known = is_gradient or is_function or (not left.strip() and not self.is_lost)
        self.is_lost = not is_known
        stationary = self.stationary(clause, left, sides[0]) if len(sides) == 1 and not is_known else None
        yield from [stationary] if stationary else self.sides(clause, sides if is_known else [])

    def stationary(self, clause: Clause, left: str, right: str) -> Judgement | None:
        """Return that an equation is right which tells where the gradient is 0: XᵀXw = Xᵀy; None if it is another."""
        if self.x == left.strip() and (solved := _INVERTED.fullmatch(right)):  # w = M^(-1) b, of M w = b
            left, right = f"{solved[1]} {left}", solved[2]
        factors = [
            "1",
            "2",
            "1/2",
            *(f"{a}/{n}" for n, u in self.letters.items() if u.shape == ex.SCALAR for a in "12"),
        ]
        for factor in factors:
            with suppress(CalcError):
                found = check(self.truths[1], self.given(f"{factor} * (({left}) - ({right}))", self.truths[1]))
                if found.is_correct:
                    return Judgement(_claim(clause), sp.S.NaN, 0, found, about=EQUATION)
        return None

    def sides(self, clause: Clause, sides: list[str]) -> Iterator[Judgement]:
        """Judge the sides of an equation behind the first; what cannot be read is not checked."""
        head, _, rest = clause.text.partition("=")
        texts = [f"{head}={rest.partition('=')[0]}", *(f"={side}" for side in sides[1:])]
        texts = texts if sides[1:] else [clause.text]
        for text, side in zip(texts, sides, strict=True) if sides else ():
            claim = _claim(clause, text)
            try:
                yield self.side(claim, side)
            except CalcError:
                yield Judgement(claim, sp.S.NaN, self.order, is_read=False)
        if not sides:
            yield Judgement(_claim(clause), sp.S.NaN, self.order, is_read=False)

    def side(self, claim: Claim, text: str) -> Judgement:
        truth = self.truths[self.order]
        if self.order and text.strip() == "0":
            return Judgement(claim, sp.S.NaN, 1, about=EQUATION)
        given = self.given(text, truth)
        found, origin = check(truth, given), None
        if found.is_correct is False:
            alike = (line for order, said, line in self.wrong if order == self.order and check(said, given).is_correct)
            origin = next(alike, None)
            self.wrong.append((self.order, given, origin or claim.line))
        return Judgement(claim, sp.S.NaN, self.order, found, origin, about="the gradient" if self.order else "")

    def given(self, text: str, truth: ex.Expr) -> ex.Expr:
        """Return what a text says. Raises CalcError if it is of other letters, or of another shape, than the truth."""
        if _ERRORS.search(text):
            raise UnsupportedError("e is no number here")
        given = elaborate_known(parse_matrices(text, Names()).tree, text, self.letters, truth.shape).expression
        if not ex.letters(given).keys() <= self.letters.keys():
            raise UnsupportedError("what this letter stands for has not been told")
        if given.shape != truth.shape:
            raise UnsupportedError("this may be meant in another layout")
        return given
