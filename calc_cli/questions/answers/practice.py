"""Draw exercises whose answers come out well: each is answered by its own command before it is set."""

from collections.abc import Sequence
from difflib import get_close_matches
from itertools import cycle
from random import Random, SystemRandom

import sympy as sp

from calc_cli.algebra.cost import cost
from calc_cli.calculus.practice import Exercise, Exercises
from calc_cli.calculus.result import NoAnswer
from calc_cli.calculus.rules.rule import function_rules
from calc_cli.calculus.rules.statement import found
from calc_cli.errors import CalcError, UnknownNameError, either
from calc_cli.questions import question_of
from calc_cli.questions.declaration import Parsed
from calc_cli.questions.exercises import Topic, function_topic, topics
from calc_cli.questions.practice import PracticeQuestion

_LONGEST = {1: 24, 2: 30, 3: 40}
"""By level: the greatest cost of an answer that comes out well."""

_LARGEST = 400
"""The largest number in it."""

_MOST_MISSES = 40
"""After so many draws that gave nothing new there are no more exercises of this kind."""

_USUAL = ("Trigonometric functions", "Exponentials and logarithms")
"""The groups of functions that are practised where no topic is named."""


def answer(parsed: Parsed[PracticeQuestion]) -> Exercises:
    """Return the exercises asked for. Raises UnknownNameError for a topic that is none."""
    question = parsed.question
    seed = SystemRandom().randrange(10_000) if question.seed is None else question.seed
    rng = Random(seed)
    topics = list(_topics(question.topic))
    rng.shuffle(topics)
    drawn: dict[str, Exercise] = {}
    misses = 0
    for topic in cycle(topics):
        if len(drawn) == question.count or misses == _MOST_MISSES:
            break
        exercise = _exercise(topic, question.level, rng)
        if exercise is None or (text := str(exercise.asked)) in drawn:
            misses += 1
        else:
            misses = 0
            drawn[text] = exercise
    return Exercises(tuple(drawn.values()), question.level, seed, question.answers, question.count)


def _topics(name: str) -> Sequence[Topic]:
    functions = [function_topic(rule.key, rule.group) for rule in function_rules()]
    if not name:
        return [*topics(), *(topic for topic in functions if topic.group in _USUAL)]
    wanted = "-".join(name.lower().split())
    known = {topic.name: topic for topic in (*functions, *topics())}
    if wanted in known:
        return [known[wanted]]
    groups = {each.group.lower().replace(" ", "-") for each in known.values()}
    for group in (wanted, f"{wanted}s", f"{wanted}-functions"):
        if group in groups:
            return [topic for topic in known.values() if topic.group.lower().replace(" ", "-") == group]
    try:
        return [known[found(name).key]]
    except UnknownNameError:
        near = get_close_matches(wanted, [*known, *groups], n=3)
        hint = f"did you mean {either(near)}?" if near else "limits, integrals, gradients, or a rule of calc rules"
        raise UnknownNameError(f"there are no exercises on '{name}'", hint=hint) from None


def _exercise(topic: Topic, level: int, rng: Random) -> Exercise | None:
    """Draw an exercise; None if its answer does not come out well."""
    command, fields = topic.drawn(level, rng)
    try:
        solution = question_of(command)(**fields).read().answer()
    except CalcError:
        return None
    if isinstance(solution.answer, NoAnswer):
        return None
    return Exercise(topic.name, command, fields, solution) if _comes_out_well(solution.answer, level) else None


def _comes_out_well(e: sp.Basic, level: int) -> bool:
    """Tell a short answer in small numbers; of cases the first is measured, and an infinite limit is one."""
    if e in (sp.oo, -sp.oo):
        return True
    e = e.xreplace({cases: cases.args[0].expr for cases in e.atoms(sp.Piecewise)})
    return cost(e) <= _LONGEST[level] and all(max(abs(n.p), n.q) <= _LARGEST for n in e.atoms(sp.Rational))
