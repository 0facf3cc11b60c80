"""Answer questions about two expressions."""

from calc_cli.calculus.equality.components import Sameness, same
from calc_cli.questions.given import Given
from calc_cli.questions.lowering import lowered_answer
from calc_cli.questions.same import ParsedSame


def answer(parsed: ParsedSame) -> Sameness:
    """Compare the two. Raises any CalcError, with the text and span at fault."""
    first, second = (lowered_answer(Given(reading.text, reading.tree)) for reading in (parsed.first, parsed.second))
    notes = dict.fromkeys((*parsed.first.notes, *parsed.second.notes))
    return same(first, second, notes=tuple(notes))
