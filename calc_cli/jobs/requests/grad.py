"""What `calc grad` may be asked, as texts, and how these are read."""

from dataclasses import dataclass
from typing import ClassVar

from calc_cli.jobs.requests.partials import PartialsQuestion, PartialsRequest, read_question


@dataclass(frozen=True, slots=True)
class GradRequest(PartialsRequest):
    """`calc grad`: the gradient of `expr`, perhaps at a point, perhaps the derivative `along` a vector."""

    ENGINE: ClassVar[str] = "calc_cli.jobs.answers.grad"

    along: tuple[str, ...] = ()

    def read(self) -> PartialsQuestion:
        """Parse all texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        return read_question(self, self.along)
