"""What `calc jacobian` may be asked, as texts."""

from dataclasses import dataclass
from typing import ClassVar

from calc_cli.questions.partials import PartialsRequest


@dataclass(frozen=True, slots=True)
class JacobianRequest(PartialsRequest):
    """`calc jacobian`: the partial derivatives of a vector `expr` of functions, perhaps at a point."""

    ENGINE: ClassVar[str] = "calc_cli.questions.answers.jacobian"
    ASKED: ClassVar[str] = "jacobian"
