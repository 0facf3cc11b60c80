"""What `calc diff` may be asked, as texts, and how these are read."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from calc_cli.errors import UsageError
from calc_cli.questions.given import Given, check_form, read_given
from calc_cli.questions.texts import (
    Coordinate,
    ExpressionRequest,
    named_coordinates,
    read_function,
    read_names,
    read_point,
)
from calc_cli.syntax.parser import Reading
from calc_cli.syntax.words import Names

if TYPE_CHECKING:
    from calc_cli.questions.implicit import ImplicitQuestion
    from calc_cli.questions.inverse import InverseQuestion


@dataclass(frozen=True, slots=True)
class DiffRequest(ExpressionRequest):
    """`calc diff`: the derivative of `expr`, `order` times with respect to `wrt`, perhaps at a point."""

    ENGINE: ClassVar[str] = "calc_cli.questions.answers.diff"

    wrt: str | None = None
    at: tuple[str, ...] = ()
    order: int = 1
    digits: int | None = None
    estimate: bool = False
    check: str | None = None
    form: str | None = None
    implicit: str | None = None
    inverse: bool = False
    steps: bool = False
    all_steps: bool = False
    logarithmic: bool = False
    plot: bool = False

    def read(self) -> "DiffQuestion | ImplicitQuestion | InverseQuestion":
        """Parse all texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        return self._of_function() if self.implicit is None and not self.inverse else self._of_equation()

    def _of_equation(self) -> "ImplicitQuestion | InverseQuestion":
        """What is asked of an equation or an inverse is a question of its own."""
        if self.implicit is not None and self.inverse:
            raise UsageError("--implicit and --inverse exclude each other")
        for option in ("estimate", "form", "logarithmic", "plot"):
            if getattr(self, option):
                raise UsageError(f"--{option} is for a function, without --implicit or --inverse")
        common = (self.wrt, self.at, self.order, self.digits, self.check, self.steps or self.all_steps)
        # Few ask this, and whoever does not need not wait for these imports.
        from calc_cli.questions.implicit import ImplicitRequest
        from calc_cli.questions.inverse import InverseRequest

        if self.implicit is None:
            return InverseRequest(self.expr, *common).read()
        return ImplicitRequest(self.expr, self.implicit, *common).read()

    def _of_function(self) -> "DiffQuestion":
        wrt = None if self.wrt is None else read_names(self.wrt)
        if wrt is not None and len(wrt) != 1:
            raise UsageError("diff differentiates in one variable", hint="for partial derivatives use calc grad")
        if self.estimate and not self.at:
            raise UsageError("--estimate needs the point of the experiment", hint="for example --at 1")
        if self.form is not None:
            check_form(self.form, self.check)
        names = Names([*(wrt or ()), *named_coordinates(self.at)])
        reading, left = read_function(self.expr, names)
        variable = names.spell(wrt[0]) if wrt else left.argument
        point = read_point(self.at, names)
        given = None if self.check is None else read_given(self.check, names)
        return DiffQuestion(self, reading, left.name, variable, point, given)


@dataclass(frozen=True, slots=True)
class DiffQuestion:
    """A `DiffRequest` whose texts have been read."""

    request: DiffRequest
    reading: Reading
    name: str | None
    wrt: str | None
    point: tuple[Coordinate, ...]
    given: Given | None
