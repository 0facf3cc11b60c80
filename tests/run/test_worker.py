"""Limits hold whatever the work does, and no process is left behind."""

import os
import select
import signal
import subprocess
import sys
import threading
import time

import pytest

from calc_cli.errors import CalcError, DeadlineError, ExitStatus, InternalFaultError, MemoryLimitError
from calc_cli.run.reply import Reply
from calc_cli.run.worker import Quota, Worker, run, send

MIB = 1 << 20


class Nested:
    """A sum that recurses on the C stack, as SymPy's operators do."""

    def __add__(self, other):
        return self + other


def fill_memory():
    return [bytearray(MIB) for _ in range(1 << 20)]


def fill_memory_with_small_things():
    hoard = []
    while True:
        hoard.append(object())


def recurse():
    sys.setrecursionlimit(10_000)  # to be there sooner
    return recurse_further()


def recurse_further():
    return recurse_further()


def fault():
    raise ValueError("a bug\nin two lines")


ENDS = [
    # work                                    limits               error               says
    (lambda: 9**9**9, Quota(0.3), DeadlineError, "no answer within 0.3 s"),
    (lambda: time.sleep(60), Quota(0.3), DeadlineError, "no answer within 0.3 s"),
    (lambda: sum(iter(int, 1)), Quota(0.3), DeadlineError, "no answer within 0.3 s"),
    (fill_memory, Quota(10, 100), MemoryLimitError, "no answer within 100 MiB of memory"),
    (fill_memory_with_small_things, Quota(10, 100), MemoryLimitError, "no answer within 100 MiB of memory"),
    (lambda: b"x" * (1 << 40), Quota(10, 100), MemoryLimitError, "no answer within 100 MiB of memory"),
    (recurse, Quota(10, 0), MemoryLimitError, "nests too deeply"),
    (lambda: Nested() + 1, Quota(10), MemoryLimitError, "nests too deeply"),
    (
        fault,
        Quota(10),
        InternalFaultError,
        "internal fault: ValueError: a bug in two lines (test_worker.py, line ",
    ),
    (sys.exit, Quota(10), InternalFaultError, "ended with status 70"),
    (lambda: os._exit(0), Quota(10), InternalFaultError, "ended with status 0"),
    (lambda: os.kill(os.getpid(), signal.SIGKILL), Quota(10), MemoryLimitError, "memory"),
]


@pytest.mark.parametrize(("work", "limits", "error", "says"), ENDS)
def test_work_that_does_not_end_well_is_told_as_an_error(work, limits, error, says):
    with pytest.raises(error) as caught:
        run(work, limits)
    assert says in caught.value.message
    assert_no_child_is_left()


def test_a_deadline_is_kept():
    start = time.monotonic()
    with pytest.raises(DeadlineError):
        run(lambda: 9**9**9, Quota(0.5))
    assert 0.5 <= time.monotonic() - start < 2


@pytest.mark.parametrize("out", ["", "2*x\n", "∂/∂x θ²", "\ud800 a lone surrogate", "long\n" * 1_000_000])
def test_a_reply_arrives_whole(out):
    reply = Reply(ExitStatus.UNDECIDED, out, "a note\n")
    assert run(lambda: reply, Quota()) == reply
    assert_no_child_is_left()


def test_parts_of_a_reply_are_shown_before_the_whole_comes():
    parts = [Reply(0, f"{k}\n", "", (k, 3)) for k in range(3)]

    def work():
        for part in parts:
            send(part)
        return Reply(1, "all\n", "")

    seen = []
    assert run(work, Quota(), seen.append) == Reply(1, "all\n", "")
    assert seen == parts
    send(parts[0])  # outside of a worker nobody waits for it
    assert_no_child_is_left()


def test_the_time_allowed_stands_still_while_nobody_reads_a_part():
    def work():
        for k in range(8):
            send(Reply(0, "x" * MIB, "", (k, 8)))
        return Reply(0, "", "")

    assert run(work, Quota(0.5), lambda _part: time.sleep(0.1)).status == 0


def test_0_is_no_limit():
    def work():
        time.sleep(0.3)
        return Reply(0, str(len(bytearray(300 * MIB))), "")

    assert run(work, Quota(0, 0)).out == str(300 * MIB)


def test_threads_of_the_work_take_no_more_than_the_usual_stack():
    def work():
        end = threading.Event()
        for _ in range(8):
            threading.Thread(target=end.wait, daemon=True).start()
        end.set()
        return Reply(0, "started", "")

    assert run(work, Quota()).out == "started"


def test_work_nests_deeper_than_the_usual_stack_allows():
    class Deep:
        def __init__(self, inner):
            self.inner = inner

        def __add__(self, other):
            return self.inner + other if self.inner else other

    def work():
        tower = None
        for _ in range(20_000):
            tower = Deep(tower)
        return Reply(0, str(tower + 1), "")

    assert run(work, Quota()).out == "1"


def test_what_the_work_prints_does_not_reach_the_streams(capfd):
    def work():
        os.write(1, b"stray")
        os.write(2, b"stray")
        return Reply(0, "", "")

    run(work, Quota())
    assert capfd.readouterr() == ("", "")


def test_an_interrupt_ends_the_child(monkeypatch):
    started = []
    fork = os.fork

    def interrupt_while_the_parent_waits():
        pid = fork()
        if pid:
            started.append(pid)
            signal.setitimer(signal.ITIMER_REAL, 0.2)
        return pid

    def interrupt(_signal, _frame):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fork", interrupt_while_the_parent_waits)
    previous = signal.signal(signal.SIGALRM, interrupt)
    try:
        with pytest.raises(KeyboardInterrupt):
            run(lambda: time.sleep(60), Quota(0))
    finally:
        signal.signal(signal.SIGALRM, previous)
    assert started
    assert_no_child_is_left()


ORPHAN = """
import os, time
from calc_cli.run.reply import Reply
from calc_cli.run.worker import Quota, Worker, send

worker = Worker(lambda number, text: Reply(0, str(os.getpid()), "") if number == 0 else time.sleep(60), Quota(0))
worker.send(0, "")
print(next(worker.receive()).out, flush=True)
worker.send(1, "")
time.sleep(60)
"""


def test_a_child_does_not_outlive_a_parent_that_is_killed():
    with subprocess.Popen([sys.executable, "-c", ORPHAN], stdout=subprocess.PIPE, text=True) as parent:
        child = int(parent.stdout.readline())
        time.sleep(0.1)
        parent.kill()
    for _ in range(100):
        if not is_alive(child):
            return
        time.sleep(0.05)
    pytest.fail("the child is still there")


def test_a_worker_answers_in_turn_and_sending_never_blocks():
    long = "x" * MIB
    worker = Worker(lambda number, text: Reply(number, text, ""), Quota())
    for number in range(8):
        worker.send(number, long)
    assert worker.has_unsent
    replies = []
    while len(replies) < 8:
        ready, _, _ = select.select([worker.replies], [worker.tasks] if worker.has_unsent else [], [])
        worker.flush()
        if ready:
            replies += worker.receive()
    worker.kill()
    assert replies == [Reply(number, long, "") for number in range(8)]
    assert_no_child_is_left()


def test_the_timer_starts_anew_with_each_task():
    def answer(number, text):
        time.sleep(0.2)
        return Reply(number, text, "")

    worker = Worker(answer, Quota(0.5))
    for number in range(4):
        worker.send(number, "")
    replies = []
    while len(replies) < 4:
        replies += worker.receive()
    worker.kill()
    assert not any(isinstance(reply, CalcError) for reply in replies)


def test_a_fault_costs_only_its_task():
    worker = Worker(lambda number, _text: Reply(1 // number, "", ""), Quota())
    for number in (0, 1):
        worker.send(number, "")
    replies = []
    while len(replies) < 2:
        replies += worker.receive()
    worker.kill()
    assert isinstance(replies[0], InternalFaultError)
    assert replies[1] == Reply(1, "", "")


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as state:
            return state.read().split()[2] != "Z"  # dead already if nobody but init waits for it
    except FileNotFoundError:
        return False


def assert_no_child_is_left():
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
