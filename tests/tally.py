"""Property tests with a floor: how much must be compared, and how much may be refused.

A test over random expressions proves nothing if calc refuses them all, so that each one counts:

    tally = Tally()
    for seed in seeds:
        text, f = random_expression(Random(seed), 3)
        with tally.on(text):
            tally.compared += ...      # a CalcError in here is a refusal
    tally.demand(compared=200, refused=2)
"""

from collections.abc import Iterator
from contextlib import contextmanager

from calc_cli.errors import CalcError


class Tally:
    """What was compared, and the expressions that were refused, each with the reason."""

    def __init__(self) -> None:
        self.compared = 0
        self.refused: list[str] = []

    @contextmanager
    def on(self, text: str) -> Iterator[None]:
        """Count a CalcError as a refusal of `text`, and name `text` in every other failure."""
        try:
            yield
        except CalcError as error:
            self.refused.append(f"{text}: {error.kind}: {error.message}")
        except Exception as error:
            error.add_note(f"in the expression {text}")
            raise

    def demand(self, *, compared: int, refused: int) -> None:
        """Fail if fewer than `compared` were compared or more than `refused` were refused."""
        assert len(self.refused) <= refused, "refused:\n" + "\n".join(self.refused)
        assert self.compared >= compared, f"compared only {self.compared}"
