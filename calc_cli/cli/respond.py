"""The end of every command: its question is answered, alone or as a batch, and the command ends with the status."""

import os
import stat
import sys

import click

from calc_cli.cli.options import Output
from calc_cli.cli.progress import progress
from calc_cli.cli.streams import reader_of, show
from calc_cli.errors import ExitStatus
from calc_cli.questions.declaration import BATCH, Question
from calc_cli.run.reply import Reply
from calc_cli.run.respond import Responder
from calc_cli.run.worker import Run, run

STANDARD_INPUT = 0


def respond(question: Question, output: Output) -> None:
    """Answer the question, or a batch if its expression is `-`, and end the command with its status."""
    question.require_format(output.format, output.file)
    context = click.get_current_context()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    seen = reader_of(str(context.info_name), output.file, output.size, ascii_only=output.ascii)
    responder = Responder(question, output.format, seen, output.quota)
    status: int
    try:
        if question.is_session and output.format == "pretty" and sys.stdin.isatty() and sys.stdout.isatty():
            from calc_cli.cli.practice import practise  # only a session pays for this import

            status = practise(responder, context.obj or run)
        elif question.text == BATCH:
            status = _batch(responder, output.jobs)
        else:
            status = _single(responder, context.obj or run)
    except BrokenPipeError:
        status = ExitStatus.CLOSED_PIPE
    context.exit(status)


def _single(responder: Responder, run: Run) -> int:
    with progress(writes=responder.format == "json") as watch:

        def show_part(part: Reply) -> None:
            show([part])
            if watch and part.progress:
                done, total = part.progress
                watch(done, total, f"{done:,} of {total:,}")

        reply = responder.single(run, show_part)
    show([reply])
    return reply.status


def _batch(responder: Responder, jobs: int) -> int:
    source = os.fstat(STANDARD_INPUT)
    total = source.st_size if stat.S_ISREG(source.st_mode) else None
    with progress(writes=True) as watch:

        def count(lines: int, done: int) -> None:
            if watch:
                watch(done, total, f"{lines} lines")

        return responder.batch(STANDARD_INPUT, jobs, show, count if watch else None)
