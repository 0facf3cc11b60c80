"""A question, or a batch of them, answered under limits in workers, and made a text there.

`answer_lines` is a batch from Python, and so from whatever shares lines among machines.
"""

import gc
import json
import os
import sys
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING, Any

from calc_cli.calculus.result import PARTS, PartialResult
from calc_cli.errors import CalcError, DeadlineError, ExitStatus, MemoryLimitError, engines_as_methods
from calc_cli.questions import question_of
from calc_cli.questions.declaration import BATCH, Question
from calc_cli.render.display import Display, Page
from calc_cli.render.json_object import json_object
from calc_cli.run.reply import Reply, error_reply
from calc_cli.run.worker import Quota, Run, Show, ignore, run, send

if TYPE_CHECKING:  # only a batch has lines
    from calc_cli.run.lines import InputLine, Lines

_SOLIDS = ModuleType("sympy.combinatorics.polyhedron")
"""In the place of the regular solids, whose groups SymPy computes when it adds for the first time: that takes 20 ms."""
_SOLIDS.__getattr__ = lambda _name: None  # type: ignore[method-assign]

Emit = Callable[[Sequence[Reply]], None]
Watch = Callable[[int, int], None]

_OFTEN = 0.1
"""Seconds between two parts that only tell how far the work is."""

_READ = 1000
"""Characters of a formula, at most, beside which it is told where it holds."""


@dataclass(frozen=True, slots=True)
class Responder:
    """Answers `question`, or as a batch the lines with its options, in a format and for a display."""

    question: Question
    format: str
    display: Display
    quota: Quota

    def single(self, run: Run = run, show: Show = ignore) -> Reply:
        """Answer the question in a worker, which `run` makes or has, and `show` parts of the reply that come before.

        That is without its picture, if there was no time or memory for that.
        """
        try:
            return run(partial(self.reply, self.question), replace(self.quota, grace=self.question.grace), show)
        except (DeadlineError, MemoryLimitError) as error:
            undrawn = self.question.undrawn
            if undrawn is None:
                return self.error(error, self.question.text)
            reply = replace(self, question=undrawn).single(run, show)
            return replace(reply, err=f"{reply.err}note: no picture: {error}\n") if reply.out else reply
        except CalcError as error:
            return self.error(error, self.question.text)

    def batch(self, descriptor: int, jobs: int, emit: Emit, watch: Watch | None) -> ExitStatus:
        """Answer the lines of a descriptor; see `Batch`. `jobs` is 0 for a worker a core."""
        from calc_cli.run.lines import Lines  # only a batch pays for this import

        _load(self.question)
        is_done = True
        with closing(self.replies(Lines(descriptor), jobs, watch)) as ready:
            for replies in ready:
                is_done = is_done and all(reply.status == ExitStatus.DONE for reply in replies)
                emit(replies)
        return ExitStatus.DONE if is_done else ExitStatus.NO

    def replies(self, lines: "Lines", jobs: int, watch: Watch | None = None) -> Generator[Sequence[Reply]]:
        """Yield the replies to the lines in their order, each as soon as it is ready. `jobs` is 0 for one a core."""
        from calc_cli.run.batch import Batch  # only a batch pays for this import

        def fail(line: "InputLine", error: CalcError) -> Reply:
            return self.error(error, line.text, line.number)

        return Batch(self.line, fail, self.quota, jobs or os.cpu_count() or 1, watch).replies(lines)

    def line(self, number: int, text: str) -> Reply:
        """Answer a line of a batch. Runs in a worker."""
        from calc_cli.run.lines import question_from

        try:
            question = question_from(text, self.question)
        except CalcError as error:
            return self.error(error, text, number)
        return self.reply(question, number)

    def reply(self, question: Question, line: int | None = None) -> Reply:
        """Answer a question. Runs in a worker."""
        try:
            question.require_format(self.format, self.display.file)
            parsed = question.read()
            _load(parsed.question)
            from calc_cli.render.result import asides, message, render

            sender = _Sender(self)
            with sender.sending(line), engines_as_methods():
                result = parsed.answer()
            seen = replace(
                self.display,
                text=question.text,
                line=line,
                digits=question.digits,
                reveals=question.reveals,
                hints=question.hints,
                told=sender.told,
            )
            with engines_as_methods():  # some of a page is found when it is written
                text = render(result, self.format, seen, self.page(question))
            refusal = message(result, self.format)
            # Of many lines, and of a formula that nobody reads, it would take as long as the answers.
            is_read = question.gives_formula and line is None and not self.display.file and len(text) <= _READ
            told = asides(result, self.format, seen, with_conditions=is_read)
        except CalcError as error:
            return self.error(error, question.text, line)
        if refusal is not None:
            reply = self.error(refusal, question.text, line)
            return replace(reply, out=text) if result.steps else reply
        where = "" if line is None else f"line {line}: "
        return Reply(result.status, f"{text}\n", "".join(f"{where}{said}\n" for said in told))

    def page(self, question: Question) -> Page | None:
        """Return the page, if this format needs it; loading it takes a while."""
        is_needed = self.format == "pretty" or self.format in question.formats_of_page or self.display.file
        return question.page() if is_needed else None

    def error(self, error: CalcError, text: str, line: int | None = None) -> Reply:
        """Return what tells the error."""
        return error_reply(error, self.format, self.display.command, text, line)


class _Sender:
    """Sends the parts of a result: in JSON each as an object, `told` being their key; else how far the work is."""

    def __init__(self, responder: Responder) -> None:
        self.responder = responder
        self.told: str | None = None
        self._last = time.monotonic()

    @contextmanager
    def sending(self, line: int | None) -> Iterator[None]:
        """Send what is told of parts meanwhile; a line of a batch has one reply."""
        token = PARTS.set(self.send if line is None else None)
        try:
            yield
        finally:
            PARTS.reset(token)

    def send(self, part: PartialResult) -> None:
        now = time.monotonic()
        if self.responder.format == "json":
            self.told = part.key
            told = {"ok": True, "command": self.responder.display.command, **part.fields()}
            send(Reply(ExitStatus.DONE, json_object(told) + "\n", "", part.progress))
        elif now >= self._last + _OFTEN:
            self._last = now
            send(Reply(ExitStatus.DONE, "", "", part.progress))


def _load(question: Question) -> None:
    """Import the mathematics. Garbage is not collected meanwhile: modules are none, and looking for it is slow."""
    loaded = len(sys.modules)
    sys.modules.setdefault(_SOLIDS.__name__, _SOLIDS)
    gc.disable()
    question.mathematics()
    if len(sys.modules) > loaded:
        gc.freeze()
    gc.enable()


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
    from calc_cli.run.lines import GivenLines  # only a batch pays for this import

    question: Question = question_of(command)(BATCH, **options)  # type: ignore[call-arg]  # a question has fields
    responder = Responder(question, "json", Display(command, ""), Quota(timeout, memory))
    question.mathematics()  # once, rather than in each worker
    given = GivenLines(lines)
    try:
        with closing(responder.replies(given, jobs)) as ready:
            return [json.loads(reply.out) for replies in ready for reply in replies]
    finally:
        os.close(given.descriptor)
