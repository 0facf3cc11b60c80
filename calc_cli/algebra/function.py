"""All that is known of a function when its text has been read, as one value."""

from dataclasses import dataclass

import sympy as sp


@dataclass(frozen=True, slots=True)
class TypedFunction:
    """A function `typed` by a user, unevaluated, and the same `expression` evaluated, a function of `variables`.

    It may have a `name`, and `notes` tell how its text was understood.
    """

    typed: sp.Expr
    expression: sp.Expr
    variables: tuple[sp.Symbol, ...] = ()
    name: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def variable(self) -> sp.Symbol:
        """The only variable."""
        (variable,) = self.variables
        return variable
