"""What `calc rules` may be asked."""

from dataclasses import dataclass
from typing import ClassVar

from calc_cli.errors import UsageError


@dataclass(frozen=True, slots=True)
class RulesRequest:
    """`calc rules`: all rules, the one called `name`, or another `topic`."""

    ENGINE: ClassVar[str] = "calc_cli.questions.answers.rules"
    REQUIRED: ClassVar[tuple[str, ...]] = ("name",)

    name: str = ""
    topic: str = "rules"
    digits: ClassVar[int | None] = None

    @property
    def text(self) -> str:
        """The name, as typed."""
        return self.name

    def of_line(self, line: str) -> "RulesRequest":
        """Return the same about the rule that is named on a line of a batch."""
        return RulesRequest(line, self.topic)

    def read(self) -> "RulesQuestion":
        """Raises UsageError for a name where the topic has none."""
        if self.name and self.topic != "rules":
            raise UsageError(f"--{self.topic} takes no name")
        return RulesQuestion(self)


@dataclass(frozen=True, slots=True)
class RulesQuestion:
    """A `RulesRequest`, which has nothing to parse."""

    request: RulesRequest
