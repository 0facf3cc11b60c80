"""The end of every command: its question is answered, alone or as a batch, and the command ends with the status.

Here is what can be shown on the streams, the one place that writes, and the progress bar of long work.
"""

import os
import stat
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from shutil import get_terminal_size
from typing import TYPE_CHECKING, TextIO

import click

from calc_cli.errors import ExitStatus
from calc_cli.questions.declaration import BATCH, Question
from calc_cli.render.display import Display
from calc_cli.render.report import colored, encodes
from calc_cli.run.reply import Reply
from calc_cli.run.respond import Responder
from calc_cli.run.worker import Quota, Run, run

if TYPE_CHECKING:
    from rich.progress import Progress

STANDARD_INPUT = 0

_SIGNS = "∂²′√−"
"""If standard output can show these, it can show mathematics."""

_LONG = 1.0
"""Seconds from the first call on, after which work counts as long; shorter work does not import Rich."""

Watch = Callable[[int, int | None, str], None]
"""Called with the progress: how much is done, of how much if that is known, and the same in words."""


def respond(
    question: Question,
    *,
    format: str | None,  # noqa: A002 - the name of the option
    json: bool,
    ascii: bool,  # noqa: A002 - likewise
    timeout: float,
    memory: int,
    jobs: int = 1,
    file: str | None = None,
    size: tuple[float, float] | None = None,
) -> None:
    """Answer the question as the options say, or a batch if its expression is `-`, and end the command."""
    form = "json" if json else format or ("pretty" if sys.stdout.isatty() else "plain")
    question.require_format(form, file)
    context = click.get_current_context()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    seen = _reader_of(str(context.info_name), file, size, ascii_only=ascii)
    responder = Responder(question, form, seen, Quota(timeout, memory))
    status: int
    try:
        if question.is_session and form == "pretty" and sys.stdin.isatty() and sys.stdout.isatty():
            from calc_cli.cli.practice import practise  # only a session pays for this import

            status = practise(responder, context.obj or run)
        elif question.text == BATCH:
            status = _batch(responder, jobs)
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


def _reader_of(command: str, file: str | None, size: tuple[float, float] | None, *, ascii_only: bool) -> Display:
    """Return what standard output can show; only the parent knows, as workers have no streams.

    NO_COLOR, TERM=dumb and the locale C are respected; in the latter Python itself would write UTF-8.
    """
    columns, lines = get_terminal_size()
    dumb = os.environ.get("TERM") == "dumb"
    ascii_only = ascii_only or dumb or _locale() in ("C", "POSIX")
    return Display(
        command,
        text="",
        width=columns,
        height=lines,
        unicode=not ascii_only and encodes(_SIGNS, sys.stdout.encoding),
        size=size,
        file=file,
        color=_shows_color(sys.stdout),
    )


def _shows_color(stream: TextIO) -> bool:
    asked = os.environ.get
    is_forced = any(asked(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE"))
    return (stream.isatty() or is_forced) and asked("TERM") != "dumb" and not asked("NO_COLOR")


def _locale() -> str:
    """Return the locale that was asked for. In C, Python sets LC_CTYPE to one of UTF-8 by itself, as PEP 538 tells."""
    asked = os.environ.get
    own = asked("LC_CTYPE", "")
    return asked("LC_ALL") or ("" if own in ("C.UTF-8", "C.utf8", "UTF-8") else own) or asked("LANG") or ""


def show(replies: Sequence[Reply]) -> None:
    """Write the replies, in their order on each stream. A reader sees them at once."""
    for reply in replies:
        if reply.err:  # before the result, which reaches the terminal later if it goes through a pipe
            sys.stdout.flush()
            tell(reply.err)
        sys.stdout.write(reply.out)
    sys.stdout.flush()


def tell(text: str) -> None:
    """Write to standard error; where that cannot be, as on a full disk, the exit status has to do."""
    with suppress(OSError):
        sys.stderr.write(colored(text) if _shows_color(sys.stderr) else text)
        sys.stderr.flush()


def wants_json(words: Sequence[str]) -> bool:
    """Return True if the command line asks for JSON, even if it is too wrong to be parsed."""
    pairs = zip(words, [*words[1:], ""], strict=True)
    return any(
        word in ("--json", "--format=json") or (word in ("-f", "--format") and value == "json") for word, value in pairs
    )


@contextmanager
def progress(*, writes: bool) -> Iterator[Watch | None]:
    """Give what is called with the progress: None where nobody would see a bar.

    The bar stands on standard error, if that is a terminal. While the work `writes` results, standard output must be
    neither a terminal nor a pipe, whose reader may write on the terminal, too.
    """
    if not sys.stderr.isatty() or (
        writes and (sys.stdout.isatty() or stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode))
    ):
        yield None
        return
    bar = _Bar()
    try:
        yield bar.watch
    finally:
        bar.clear()


class _Bar:
    def __init__(self) -> None:
        self._start: float | None = None
        self._drawn = 0.0
        self._progress: Progress | None = None

    def watch(self, done: int, total: int | None, words: str) -> None:
        """Draw the bar, ten times a second at most."""
        now = time.monotonic()
        self._start = now if self._start is None else self._start
        if now < self._start + _LONG or now < self._drawn + 0.1:
            return
        self._drawn = now
        if self._progress is None:
            self._progress = _drawn_by_hand()
        self._progress.update(self._progress.task_ids[0], completed=done, total=total, words=words)
        self._progress.refresh()

    def clear(self) -> None:
        """Leave no trace."""
        if self._progress is not None:
            self._progress.stop()


def _drawn_by_hand() -> "Progress":
    """Make a bar without a thread that draws it, since a batch forks."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        BarColumn(),
        TextColumn("{task.fields[words]}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        auto_refresh=False,
        redirect_stdout=False,  # results do not pass through Rich; messages do, and appear above the bar
        transient=True,
    )
    bar.add_task("", total=None, words="")
    bar.start()
    return bar
