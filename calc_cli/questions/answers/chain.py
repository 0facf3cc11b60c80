"""Answer questions about a system of equations."""

import sympy as sp

from calc_cli.algebra.functions import symbol
from calc_cli.calculus.chain.chain import Chain, chain
from calc_cli.calculus.chain.system import System
from calc_cli.errors import UsageError
from calc_cli.questions.answers.given import require_shape
from calc_cli.questions.answers.rounding import with_rounding
from calc_cli.questions.answers.variables import point_of
from calc_cli.questions.chain import ChainQuestion, ParsedChain
from calc_cli.questions.lowering import lowered_answer, lowered_function


def answer(parsed: ParsedChain) -> Chain:
    """Apply the chain rule, at the point if one is given. Raises any CalcError, with the text and span at fault."""
    readings = {symbol(name): reading for name, reading in parsed.definitions.items()}
    formulas = {name: lowered_function(reading) for name, reading in readings.items()}
    wrt = tuple(map(symbol, parsed.wrt))
    system = System(formulas)
    notes = [note for reading in readings.values() for note in reading.notes]
    notes += parsed.given.notes if parsed.given else ()
    if parsed.given is not None:
        cut = system.without(wrt)
        require_shape(parsed.given, tuple(n for n in (len(cut.outputs), len(wrt or cut.inputs)) if n != 1))
    found = chain(
        formulas,
        wrt,
        readings=readings,
        at=_point(parsed, system, wrt),
        given=None if parsed.given is None else lowered_answer(parsed.given),
        digits=parsed.question.digits,
        notes=tuple(dict.fromkeys(notes)),
    )
    found = with_rounding(found, parsed.given, found.at)
    if found.check is not None and found.check.is_correct is False:
        from calc_cli.calculus.checking.composed_mistakes import explained_chain  # only a wrong answer pays for it

        found = explained_chain(found)
    return _with_steps(found, parsed.question)


def _with_steps(found: Chain, question: ChainQuestion) -> Chain:
    """Derive each local derivative, if that is asked for; too many steps leave a note in their place."""
    if not question.tells_steps:
        return found
    from calc_cli.calculus.derivative.steps import with_steps_of_partials  # only who wants to read steps pays for this

    formulas = found.system.formulas
    partials = ((formulas[y].typed, x, slope) for (y, x), slope in found.locals.items())
    return with_steps_of_partials(found, partials, every_step=question.all_steps)


def _point(parsed: ParsedChain, system: System, wrt: tuple[sp.Symbol, ...]) -> dict[sp.Symbol, sp.Expr] | None:
    if not parsed.point:
        return None
    cut = system.without(wrt)
    for coordinate in parsed.point:
        if coordinate.name is not None and symbol(coordinate.name) in cut.formulas:
            raise UsageError(f"{coordinate.name} has an equation, so the point cannot give its value")
    return point_of(parsed.point, set(cut.inputs), wrt or cut.inputs)
