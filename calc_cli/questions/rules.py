"""`calc rules`: all rules of differentiation, or one of them; of integrals, of matrices; or the notations."""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from calc_cli.errors import UsageError
from calc_cli.questions.declaration import Parsed, Question, argument, asked_by, flag

if TYPE_CHECKING:
    from calc_cli.calculus.matrix.records import MatrixRules
    from calc_cli.calculus.rules.notation import Notations
    from calc_cli.calculus.rules.statement import RuleCard, RuleTable
    from calc_cli.render.display import Page


def _keys() -> list[str]:
    from calc_cli.calculus.rules.table import RULES  # only completion pays for this import

    return [rule.key for rule in RULES]


@dataclass(frozen=True, slots=True)
class RulesQuestion(Question):
    """Tell the rules of differentiation or integration, or more of the one called NAME.

    Examples:
      calc rules                all rules
      calc rules quotient       one of them: its conditions, an example, the usual mistakes
      calc rules sin            the derivative of a function
      calc rules --matrix       the rules for vectors and matrices
      calc rules --integrals    the integrals known by heart, and the methods; with NAME one of them
      calc rules --notation     the ways to write a derivative, and how to type them
    """

    summary: ClassVar[str] = "Tell the rules of differentiation and integration."
    has_batch: ClassVar[bool] = False
    also: ClassVar[tuple[str, ...]] = ("rule", "notation")
    formats_of_page: ClassVar[tuple[str, ...]] = ("plain", "latex")

    name: str = argument("[NAME]...", default="", is_name=True, completions=_keys)
    _: KW_ONLY
    integrals: bool = flag("The table of integrals, and the methods, instead.", example="calc rules --integrals")
    notation: bool = flag("The ways to write a derivative instead.", example="calc rules --notation")
    matrix: bool = flag("The rules for vectors and matrices instead, with sources.", example="calc rules --matrix")

    def read(self) -> "Parsed[RulesQuestion]":
        """Raise UsageError for a name where there is none."""
        chosen = [name for name in ("integrals", "notation", "matrix") if getattr(self, name)]
        if len(chosen) > 1:
            raise UsageError(f"--{chosen[0]} and --{chosen[1]} exclude each other")
        if self.name and chosen and not self.integrals:
            raise UsageError(f"--{chosen[0]} takes no name")
        return Parsed(self)

    def mathematics(self) -> Callable[[Any], Any]:
        """Import and return what tells the rules."""
        from calc_cli.questions.answers import rules

        return rules.answer

    def page(self) -> "Page":
        """Import and return the page of the result."""
        from calc_cli.render.pages.rules import PAGE

        return PAGE


@asked_by(RulesQuestion)
def rules(question: RulesQuestion) -> "RuleTable | RuleCard | Notations | MatrixRules":
    """Return all rules of differentiation, or the one called `name` with an example worked through.

    >>> rules("product").statement.derivative
    f(x)*g'(x) + f'(x)*g(x)
    """
    return question.read().answer()
