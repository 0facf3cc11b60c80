"""The error of a function that has no derivative at a point, with the reason as data."""

from calc_cli.calculus.differentiability import words
from calc_cli.calculus.differentiability.reasons import At, Reason, Slopes
from calc_cli.errors import UndefinedError


class NotDifferentiableError(UndefinedError):
    """The derivative of `order` does not exist at a point, for a `reason`; `because` says it without the place."""

    def __init__(self, at: At, reason: Reason, order: int = 1) -> None:
        super().__init__(words.sentence(at, reason, order))
        self.because = words.because(at, reason, order)
        self.reason = reason
        self.order = order

    @property
    def is_vertical_tangent(self) -> bool:
        """True if the slopes from both sides are the same infinity: cbrt(x) at 0."""
        return self.order == 1 and isinstance(self.reason, Slopes) and self.reason.are_one_infinity
