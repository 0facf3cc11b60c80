"""Order, streaming, constant memory, and lines that do not come back."""

import os
import select
import signal
import time
from multiprocessing import get_context

import pytest

from calc_cli.errors import CalcError
from calc_cli.run.batch import WINDOW_LINES, Batch
from calc_cli.run.lines import Lines
from calc_cli.run.reply import Reply
from calc_cli.run.worker import Quota

MEETING = get_context("fork").Barrier(4)
"""Where four workers wait for each other."""


def answer(_number, text):
    """What the lines of these tests mean to a worker."""
    word, _, seconds = text.partition(" ")
    if word == "sleep":
        time.sleep(float(seconds))
    elif word == "hang":
        # The worker's limit must be running. It is cut short here alone: a busy machine may take long for other lines.
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 0
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        9**9**9
    elif word == "meet":
        MEETING.wait(30)
    elif word == "die":
        os._exit(0)
    elif word == "long":
        return Reply(0, text * int(seconds), "")
    return Reply(0, text.upper(), "")


def fail(line, error):
    return Reply(1, f"{line.number}: {error.kind}", "")


def batch(source, jobs=1, seconds=30.0, emit=None):
    """Return what a batch over the descriptor `source` says on standard output, reply by reply."""
    shown = []

    for replies in Batch(answer, fail, Quota(seconds), jobs).replies(Lines(source)):
        shown.extend(reply.out for reply in replies)
        if emit:
            emit(replies)
    os.close(source)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    return shown


def file_of(tmp_path, text):
    path = tmp_path / "lines"
    path.write_text(text, encoding="utf-8")
    return os.open(path, os.O_RDONLY)


BATCHES = [
    # lines                                shown
    ("", []),
    ("a", ["A"]),
    ("a\n\n# no\nb\n", ["A", "B"]),
    ("sleep 0.3\na\nb\nsleep 0.1\nc", ["SLEEP 0.3", "A", "B", "SLEEP 0.1", "C"]),
    ("a\nb\nhang\nc\nd\ne", ["A", "B", "3: timeout", "C", "D", "E"]),
    ("hang\nhang\na", ["1: timeout", "2: timeout", "A"]),
    ("die\na\ndie\ndie\nb", ["1: internal", "A", "3: internal", "4: internal", "B"]),
    ("\n".join(map(str, range(3000))), list(map(str, range(3000)))),
]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(("lines", "shown"), BATCHES, ids=[repr(row[0][:20]) for row in BATCHES])
def test_replies_come_in_order_and_a_bad_line_costs_only_itself(tmp_path, lines, shown, jobs):
    assert batch(file_of(tmp_path, lines), jobs) == shown


def test_lines_and_replies_larger_than_a_pipe(tmp_path):
    lines = ["x" * 300_000, "long 100000", "y" * 300_000] * 4
    assert batch(file_of(tmp_path, "\n".join(lines)), 2) == [answer(0, line).out for line in lines]


def test_workers_share_the_work(tmp_path):
    assert batch(file_of(tmp_path, "meet\n" * 8), 4) == ["MEET"] * 8


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_reply_is_shown_before_the_next_line_is_there(jobs):
    """The writer sends a line only when the reply to the one before has been shown."""
    source, sink = os.pipe()
    acknowledged, acknowledge = os.pipe()
    writer = os.fork()
    if writer == 0:
        for line in (b"a\n", b"# skipped\nb\n", b"c\n"):
            os.write(sink, line)
            if not select.select([acknowledged], [], [], 5)[0]:
                os._exit(1)
            os.read(acknowledged, 1)
        os._exit(0)
    os.close(sink)
    shown = []

    for replies in Batch(answer, fail, Quota(5), jobs).replies(Lines(source)):
        shown.extend(reply.out for reply in replies)
        os.write(acknowledge, b"." * len(replies))
    assert shown == ["A", "B", "C"]
    assert os.waitpid(writer, 0)[1] == 0
    for descriptor in (source, acknowledged, acknowledge):
        os.close(descriptor)


def test_a_slow_line_does_not_make_the_batch_read_everything(tmp_path):
    source = file_of(tmp_path, "sleep 0.5\n" + "a longer line of text than usual\n" * 200_000)
    replies = Batch(answer, fail, Quota(5), 2).replies(Lines(source))
    next(replies)
    read = os.lseek(source, 0, os.SEEK_CUR)
    replies.close()
    os.close(source)
    assert read < WINDOW_LINES * 40 + 2 * 65536
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_the_error_for_a_lost_line_has_its_text(tmp_path):
    seen = []

    def tell(line, error):
        assert isinstance(error, CalcError)
        seen.append((line.number, line.text, error.kind))
        return Reply(1, "", "")

    source = file_of(tmp_path, "a\nhang\nb")
    list(Batch(answer, tell, Quota(30), 1).replies(Lines(source)))
    os.close(source)
    assert seen == [(2, "hang", "timeout")]


def test_progress_is_told_of_what_is_shown_while_a_line_takes_long(tmp_path):
    source = file_of(tmp_path, "a\nsleep 0.5\n\nb")
    told = []
    list(Batch(answer, fail, Quota(5), 1, lambda *shown: told.append(shown)).replies(Lines(source)))
    os.close(source)
    assert told.count((1, 2)) >= 3  # the first line and its two bytes
    assert told[-1] == (3, 14)
