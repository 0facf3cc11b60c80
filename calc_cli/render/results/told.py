"""Steps beside a result: lines before it, objects within it. Only who wants to read steps pays for writing them."""

from collections.abc import Sequence

from calc_cli.calculus.derivation.steps import Step
from calc_cli.render.look import Look


def after_steps(steps: Sequence[Step], answer: str, look: Look) -> str:
    """Return the plain answer with the steps before it. An answer to a line of a batch is one line, so it has none."""
    if not steps or look.line is not None:
        return answer
    from calc_cli.render.results.steps import plain_lines

    return "\n".join([*plain_lines(steps), answer])


def step_objects(steps: Sequence[Step]) -> list[object]:
    """Return the steps for JSON."""
    if not steps:
        return []
    from calc_cli.render.results.steps import tree

    return [tree(step) for step in steps]
