"""`calc check`: a working, line by line.

The first line is what is differentiated: an expression, `y = ...`, `f(x) = ...` or `d/dx [...]`; or the equation of a
curve, or a limit. Each line after it is a step.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from calc_cli.errors import CalcError, UsageError
from calc_cli.questions import options
from calc_cli.questions.declaration import Parsed, Question, argument, asked_by
from calc_cli.questions.texts import Values, read_names
from calc_cli.questions.working.lines import WorkingLine, WorkingReader
from calc_cli.questions.working.notation import with_logistic
from calc_cli.questions.working.text import Clause, clauses
from calc_cli.syntax.matrix_words import is_of_matrices
from calc_cli.syntax.words import Names

if TYPE_CHECKING:
    from calc_cli.calculus.working.claims import Working
    from calc_cli.render.display import Page


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

    def read(self) -> "ParsedCheck | ParsedMatrixCheck":
        """Parse all lines. Raises ExpressionSyntaxError, UnknownNameError or UsageError, which tell the line."""
        wrt = read_names(self.wrt)
        if len(wrt) > 1:
            raise UsageError("a working is about one variable", hint="for example --wrt t")
        said = [clause for clause in clauses(self.working) if clause.mathematics]
        if said and is_of_matrices(said[0].mathematics):
            written = (replace(clause, mathematics=with_logistic(clause.mathematics)) for clause in said)
            return ParsedMatrixCheck(self, tuple(written), wrt[0] if wrt else None)
        reader = WorkingReader(self.working, Names(wrt))
        lines = reader.lines()
        if not lines:
            raise UsageError(
                "the working is empty", hint="the first line is what is differentiated, then come the steps"
            )
        return ParsedCheck(self, lines, wrt[0] if wrt else None, reader.varying, reader.error)

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
    """A question about lines, of which the first is what is differentiated; `varying` are functions of the time t.

    The `error` tells why the first of those that could not be read was not.
    """

    lines: tuple[WorkingLine, ...]
    wrt: str | None
    varying: tuple[str, ...] = ()
    error: CalcError | None = None


@dataclass(frozen=True, slots=True)
class ParsedMatrixCheck(Parsed[CheckQuestion]):
    """A question about lines on vectors and matrices, the first of which has the function."""

    clauses: tuple[Clause, ...]
    wrt: str | None


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
