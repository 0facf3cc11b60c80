"""What `calc grad` may be asked, as texts, and how these are read."""

from dataclasses import dataclass, replace
from typing import ClassVar

from calc_cli.errors import UsageError
from calc_cli.questions.matrix import MatrixRequest
from calc_cli.questions.partials import PartialsQuestion, PartialsRequest, read_question


@dataclass(frozen=True, slots=True)
class GradRequest(PartialsRequest):
    """`calc grad`: the gradient of `expr`, perhaps at a point, perhaps the derivative `along` a vector."""

    ENGINE: ClassVar[str] = "calc_cli.questions.answers.grad"
    ASKED: ClassVar[str] = "grad"

    along: tuple[str, ...] = ()
    steps: bool = False
    all_steps: bool = False

    def about_components(self) -> PartialsQuestion:
        """Read it with the direction."""
        return read_question(self, self.along)

    def about_matrices(self) -> MatrixRequest:
        """Return it without the direction, which has no place there."""
        if self.along:
            raise UsageError("--along is not for expressions with matrices")
        return replace(super(GradRequest, self).about_matrices(), steps=self.steps or self.all_steps)
