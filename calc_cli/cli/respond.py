"""The one place where a command's request is answered, alone or as a batch, and the command ends with its status."""

import gc
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

import click

from calc_cli.cli.options import Output
from calc_cli.cli.show import CLOSED_PIPE, error_reply, look, show
from calc_cli.errors import CalcError, ExitStatus
from calc_cli.questions.texts import Request
from calc_cli.render.look import Look
from calc_cli.run.worker import Reply, run

STANDARD_INPUT = 0


def respond(request: Request, output: Output, **seen: Any) -> None:
    """Answer `request`, or a batch if its expression is `-`, and end the command with its status.

    `seen` is what the command knows of how the result is looked at, beside what the terminal tells.
    """
    context = click.get_current_context()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    responder = _Responder(request, output, replace(look(str(context.info_name)), **seen))
    try:
        status = responder.batch() if request.text == "-" else responder.single()
    except BrokenPipeError:
        status = CLOSED_PIPE
    context.exit(status)


def load(engine: str) -> None:
    """Import what answers. Garbage is not collected meanwhile: modules are none, and looking through them is slow."""
    if engine not in sys.modules:
        gc.disable()
        import_module(engine)
        gc.freeze()
        gc.enable()


@dataclass(frozen=True, slots=True)
class _Responder:
    """Turns questions into replies. `request` holds the options that are common to the lines of a batch."""

    request: Request
    output: Output
    look: Look

    def single(self) -> int:
        try:
            reply = run(lambda: self.reply(self.request), self.output.limits)
        except CalcError as error:
            reply = self.error(error, self.request.text)
        show([reply])
        return reply.status

    def batch(self) -> int:
        # Only a batch pays for these imports.
        from calc_cli.cli.progress import progress
        from calc_cli.run.batch import Batch
        from calc_cli.run.lines import Line, Lines

        statuses: set[int] = set()

        def emit(replies: Sequence[Reply]) -> None:
            statuses.update(reply.status for reply in replies)
            show(replies)

        def fail(line: Line, error: CalcError) -> Reply:
            return self.error(error, line.text, line.number)

        load(self.request.ENGINE)
        lines = Lines(STANDARD_INPUT)
        with progress(lines) as watch:
            Batch(self.line, fail, emit, self.output.limits, self.output.jobs or os.cpu_count() or 1, watch).run(lines)
        return ExitStatus.NO if statuses - {ExitStatus.DONE} else ExitStatus.DONE

    def line(self, number: int, text: str) -> Reply:
        """Answer a line of a batch. Runs in a worker."""
        from calc_cli.run.override import request_from

        try:
            request = request_from(text, self.request)
        except CalcError as error:
            return self.error(error, text, number)
        return self.reply(request, number)

    def reply(self, request: Request, line: int | None = None) -> Reply:
        """Answer a request. Runs in a worker."""
        try:
            question = request.read()
            load(question.request.ENGINE)
            from calc_cli.questions.answer import answer
            from calc_cli.render.result import render

            result = answer(question)
            seen = replace(self.look, text=request.text, line=line, digits=request.digits)
            text = render(result, self.output.format, seen)
        except CalcError as error:
            return self.error(error, request.text, line)
        notes = () if self.output.format in ("pretty", "json") else result.notes
        where = "" if line is None else f"line {line}: "
        return Reply(result.status, f"{text}\n", "".join(f"{where}note: {note}\n" for note in notes))

    def error(self, error: CalcError, text: str, line: int | None = None) -> Reply:
        return error_reply(error, self.output.format, self.look.command, text, line)
