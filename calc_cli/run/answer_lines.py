"""The lines of a batch from Python, and so from whatever shares lines among machines."""

import json
import os
from collections.abc import Iterable
from contextlib import closing
from typing import Any

from calc_cli.questions import question_of
from calc_cli.questions.declaration import BATCH, Question
from calc_cli.render.display import Display
from calc_cli.run.lines import GivenLines
from calc_cli.run.respond import Responder
from calc_cli.run.worker import Quota


def answer_lines(
    lines: Iterable[str],
    command: str = "diff",
    *,
    timeout: float = 10.0,
    memory: int = 1024,
    jobs: int = 1,
    **options: Any,
) -> list[dict[str, Any]]:
    """Answer the lines of a batch, as `calc COMMAND --json -` does: return the objects of JSON, in the lines' order.

    A line is an expression, or a JSON object with options of its own; blank lines and those that begin with # are
    skipped, and `line` in an object is the number of its line. Each is answered in a process that is ended after
    `timeout` seconds or with `memory` MiB; `jobs` of these work at once, 0 for one a core. `options` are those of
    the command. The result is a list, which can be sent to another machine as a generator cannot.

    >>> [answer["result"] for answer in answer_lines(["x^2", "sin x"])]
    ['2*x', 'cos(x)']

    Raises UsageError for options that the command does not have. What is wrong with a line is in its object.
    """
    question: Question = question_of(command)(BATCH, **options)  # type: ignore[call-arg]  # a question has fields
    responder = Responder(question, "json", Display(command, ""), Quota(timeout, memory))
    question.mathematics()  # once, rather than in each worker
    given = GivenLines(lines)
    try:
        with closing(responder.replies(given, jobs)) as ready:
            return [json.loads(reply.out) for replies in ready for reply in replies]
    finally:
        os.close(given.descriptor)
