"""`calc practice`: exercises on a topic, asked one after another at a terminal, or as a list."""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from calc_cli.questions.declaration import Parsed, Question, argument, asked_by, flag, option
from calc_cli.questions.exercises import topics

if TYPE_CHECKING:
    from calc_cli.calculus.practice import Exercises
    from calc_cli.render.display import Page

MOST = 50


def _names() -> list[str]:
    return [*dict.fromkeys([topic.group for topic in topics()] + [topic.name for topic in topics()])]


@dataclass(frozen=True, slots=True)
class PracticeQuestion(Question):
    """Practise: exercises on TOPIC, a rule, or limits, integrals, gradients; without one, on all of them.

    On a terminal calc asks one after another, judges each answer as --check does, gives a hint for ?, and asks again
    what was answered wrongly. In a pipe it prints the exercises.

    Examples:
      calc practice                           five exercises on anything
      calc practice product --level 2         the product rule
      calc practice limits --count 10         limits of all kinds
      calc practice integrals --list --answers --seed 7
      calc practice chain -f latex --seed 7   a sheet
    """

    summary: ClassVar[str] = "Practise with exercises, and have them judged."
    has_batch: ClassVar[bool] = False
    also: ClassVar[tuple[str, ...]] = ("exercise", "exercises", "quiz", "train", "learn")
    formats_of_page: ClassVar[tuple[str, ...]] = ("plain", "latex")

    topic: str = argument("[TOPIC]...", default="", is_name=True, completions=_names)
    _: KW_ONLY
    level: int = option("How hard: 1 to 3.", default=1, metavar="N", range=(1, 3), example="--level 2")
    count: int = option("How many exercises.", default=5, metavar="N", range=(1, MOST), example="--count 10")
    seed: int | None = option(
        "The same number draws the same exercises.", metavar="S", range=(0, None), example="--seed 7"
    )
    list_: bool = flag("Print the exercises, do not ask them.", example="product --list")
    answers: bool = flag("Print them with their answers.", example="product --answers")

    @property
    def is_session(self) -> bool:
        """Tell whether the exercises are to be asked, where somebody can answer."""
        return not (self.list_ or self.answers)

    def read(self) -> "Parsed[PracticeQuestion]":
        """Return the question; there is nothing to parse."""
        return Parsed(self)

    def mathematics(self) -> Callable[[Any], Any]:
        """Import and return what draws exercises."""
        from calc_cli.questions.answers import practice

        return practice.answer

    def page(self) -> "Page":
        """Import and return the page of the result."""
        from calc_cli.render.pages.practice import PAGE

        return PAGE


@asked_by(PracticeQuestion)
def practice(question: PracticeQuestion) -> "Exercises":
    """Draw exercises on `topic`, with their answers; the same `seed` draws the same. Raises CalcError.

    >>> drawn = practice("product", seed=7)
    >>> len(drawn.exercises)
    5
    """
    return question.read().answer()
