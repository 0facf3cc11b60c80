"""What `calc hessian` may be asked, as texts."""

from dataclasses import dataclass
from typing import ClassVar

from calc_cli.questions.partials import PartialsRequest


@dataclass(frozen=True, slots=True)
class HessianRequest(PartialsRequest):
    """`calc hessian`: the second partial derivatives of `expr`, perhaps at a point."""

    ENGINE: ClassVar[str] = "calc_cli.questions.answers.hessian"
    ASKED: ClassVar[str] = "hessian"
