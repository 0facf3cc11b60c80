"""Work done in a forked child, under limits that the kernel holds, so that nothing typed can hang or fill the machine.

The child arms a timer before each task and leaves SIGALRM at its default action: the kernel ends the process even in
the middle of a huge integer power, where no Python code runs. The parent needs no timer of its own. It reads the
child's replies, and at the end of that pipe asks the kernel what the child died of.

What a task has before its reply is whole, it may `send` in parts, which are told from a reply by their progress.
"""

import gc
import marshal
import os
import resource
import select
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, NoReturn

from calc_cli.errors import CalcError, DeadlineError, ExitStatus, InternalFaultError, MemoryLimitError
from calc_cli.run.reply import Reply

MIB = 1 << 20
STACK = 256 * MIB
"""For the thread that works: SymPy recurses on the C stack through the 1,000 levels an expression may nest."""

ENGINE = 128 * MIB
"""For the libraries that the first task loads."""

CHUNK = 1 << 16

MOST_GARBAGE = 20_000
"""New objects before the garbage is collected: trees of SymPy come and go by thousands, and few are in circles."""

OUT_OF_MEMORY = 71
TOO_DEEP = 72
NO_ROOM = 73
"""Exit statuses of a child that cannot go on; a fault that left it able to speak is sent as a reply."""

_OF_THE_MACHINE = "ulimit -a shows its own limits"

_INTERRUPT = {signal.SIGINT}


@dataclass(frozen=True, slots=True)
class Quota:
    """The time and memory that one task may use. 0 is no limit."""

    seconds: float = 10.0
    memory: int = 1024
    """MiB beyond what the process and the libraries take."""
    grace: float = 0.0
    """Seconds in which the task may end by itself after Ctrl-C, with what it has."""


Answer = Callable[[int, str], Reply]
"""Answers a task: the number and the text of a line."""


Show = Callable[[Reply], None]
"""Shows a part of a reply."""

Run = Callable[[Callable[[], Reply], Quota, Show], Reply]


def ignore(_part: Reply) -> None:
    """Show nothing of a part."""


def run(work: Callable[[], Reply], quota: Quota, show: Show = ignore) -> Reply:
    """Do `work` in a child. Raises the error that says why, if there is no reply."""
    worker = Worker(lambda _number, _text: work(), quota)
    try:
        return worker.reply_to("", show)
    finally:
        worker.kill()


class Worker:
    """A child that answers one task after another until it is killed or a task kills it.

    `send` never blocks, so that parent and child cannot wait for each other with both pipes full; what the pipe does
    not take is kept for `flush`. Batches wait for `tasks` and `replies` with select. The limits may be changed until
    the first task that has some.
    """

    def __init__(self, answer: Answer, quota: Quota) -> None:
        try:
            task_end, self.tasks = os.pipe()
            self.replies, reply_end = os.pipe()
            lifeline_end, self._lifeline = os.pipe()
            self._pid = os.fork()
        except OSError as fault:
            raise MemoryLimitError(f"the machine allows no worker: {fault.strerror}", hint=_OF_THE_MACHINE) from None
        self.quota = quota
        self._unsent = bytearray()
        self._inbox = _Inbox()
        self.alive = True
        """False once `receive` has told that the child died, or after `kill`."""
        if self._pid == 0:
            for descriptor in (self.tasks, self.replies, self._lifeline):
                os.close(descriptor)
            _serve(answer, task_end, reply_end, lifeline_end)
        for descriptor in (task_end, reply_end, lifeline_end):
            os.close(descriptor)
        os.set_blocking(self.tasks, False)

    @property
    def has_unsent(self) -> bool:
        """Return True if `flush` has something to write."""
        return bool(self._unsent)

    def send(self, number: int, text: str) -> None:
        """Give the child a task, after those it already has."""
        self._unsent += _frame((number, text, self.quota.seconds, self.quota.memory))
        self.flush()

    def flush(self) -> None:
        """Write as much as the pipe takes."""
        try:
            while self._unsent:
                del self._unsent[: os.write(self.tasks, self._unsent)]
        except BlockingIOError:
            pass
        except BrokenPipeError:  # the child is gone: `receive` will tell what of
            self._unsent.clear()

    def receive(self) -> Iterator[Reply | CalcError]:
        """Wait for the child to write, and yield its replies in the order of the tasks.

        An error stands for a task without a reply. Unless it is an internal fault, the child died of that task, and
        the tasks behind it are lost with it.
        """
        data = os.read(self.replies, CHUNK)
        if not data:
            yield self._cause_of_death()
        for status, out, err, progress in self._inbox.feed(data):
            yield InternalFaultError(err) if out is None else Reply(status, out, err, progress)

    def reply_to(self, text: str, show: Show = ignore) -> Reply:
        """Wait for the reply to a task, when there is no other, and `show` the parts of it that come before.

        After Ctrl-C, which reaches this process only while it waits, the task has its grace. Raises the error that says
        why, if there is no reply.
        """
        end: float | None = None
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, _INTERRUPT)
        try:
            self.send(0, text)
            while True:
                try:
                    self._wait(None if end is None else max(0.0, end - time.monotonic()))
                except KeyboardInterrupt:
                    if end is not None:
                        raise
                    os.kill(self._pid, signal.SIGINT)
                    end = time.monotonic() + self.quota.grace
                    continue
                for reply in self._received():
                    if reply.progress is None:
                        return reply
                    show(reply)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)

    def _wait(self, seconds: float | None) -> None:
        """Wait until the child writes, and write what it reads. Raises KeyboardInterrupt when the time is over."""
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _INTERRUPT)
        ready: list[int] = []
        try:
            while not ready:
                tasks = [self.tasks] if self.has_unsent else []
                ready, clear, _ = select.select([self.replies], tasks, [], seconds)
                if not ready and not clear:
                    raise KeyboardInterrupt
                self.flush()
        finally:
            signal.pthread_sigmask(signal.SIG_BLOCK, _INTERRUPT)

    def _received(self) -> Iterator[Reply]:
        """Yield what there is to read. Raises the error that came in the place of a reply."""
        for reply in self.receive():
            if isinstance(reply, CalcError):
                raise reply
            yield reply

    def kill(self) -> None:
        """End the child at once, whatever it is doing."""
        if self.alive:
            os.kill(self._pid, signal.SIGKILL)
            self._bury()

    def _bury(self) -> int:
        self.alive = False
        for descriptor in (self.tasks, self.replies, self._lifeline):
            os.close(descriptor)
        return os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])

    def _cause_of_death(self) -> CalcError:
        code = self._bury()
        if code == -signal.SIGALRM:
            return DeadlineError(
                f"no answer within {self.quota.seconds:g} s",
                hint="allow more time with --timeout SECONDS, or --timeout 0 for no limit",
            )
        seconds, _ = resource.getrlimit(resource.RLIMIT_CPU)
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        is_used_up = code == -signal.SIGKILL and 0 <= seconds < spent.ru_utime + spent.ru_stime + 1
        if code == -signal.SIGXCPU or is_used_up:
            return DeadlineError(f"no answer within the {seconds} s that the machine leaves", hint=_OF_THE_MACHINE)
        if code in (OUT_OF_MEMORY, -signal.SIGKILL, -signal.SIGABRT):
            return MemoryLimitError(
                f"no answer within {self.quota.memory} MiB of memory"
                if self.quota.memory
                else "the machine ran out of memory",
                hint="allow more memory with --memory MIB, or --memory 0 for no limit",
            )
        if code == NO_ROOM:
            return MemoryLimitError("the machine leaves a worker no memory to work in", hint=_OF_THE_MACHINE)
        if code in (TOO_DEEP, -signal.SIGSEGV, -signal.SIGBUS):
            return MemoryLimitError("no answer: the expression nests too deeply to be worked on")
        return InternalFaultError(f"the worker process ended with status {code}")


def _frame(value: tuple[Any, ...]) -> bytes:
    body = marshal.dumps(value)
    return len(body).to_bytes(4, "little") + body


class _Inbox:
    """Puts the pieces that a pipe delivers together again."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[Any, ...]]:
        self._held += data
        while len(self._held) >= 4:
            end = 4 + int.from_bytes(self._held[:4], "little")
            if len(self._held) < end:
                break
            value = marshal.loads(self._held[4:end])
            del self._held[:end]
            yield value


# What follows runs in the child.

_REPLIES: ContextVar[int | None] = ContextVar("_REPLIES", default=None)
"""The pipe for replies, in the thread that works."""


def send(part: Reply) -> None:
    """Send a part of the reply, which some progress tells from the whole; nobody waits for it outside of a worker.

    While the parent does not read it, the time allowed stands still.
    """
    replies = _REPLIES.get()
    if replies is not None:
        seconds, _ = signal.setitimer(signal.ITIMER_REAL, 0)
        _write(replies, (int(part.status), part.out, part.err, part.progress))
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _write(descriptor: int, reply: tuple[Any, ...]) -> None:
    frame = _frame(reply)
    while frame:
        frame = frame[os.write(descriptor, frame) :]


def _serve(answer: Answer, tasks: int, replies: int, lifeline: int) -> NoReturn:
    """Answer tasks in a thread until the parent, the only writer of `lifeline`, is gone."""
    try:
        # Ctrl-C reaches the whole group; the parent decides, and a task may see that it is pending.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(null, descriptor)
        sys.setrecursionlimit(1_000_000)
        gc.set_threshold(MOST_GARBAGE)
        threading.stack_size(STACK)
        threading.Thread(target=_work, args=(answer, tasks, replies), daemon=True).start()
        threading.stack_size(0)  # the watchers of shares need no more than usual, and count as memory
        os.read(lifeline, 1)
    except RuntimeError:  # the thread cannot be started
        os._exit(NO_ROOM)
    finally:
        os._exit(ExitStatus.INTERNAL)  # not sys.exit: the interpreter takes 80 ms to tear SymPy down


def _work(answer: Answer, tasks: int, replies: int) -> None:
    inbox = _Inbox()
    limited = False
    _REPLIES.set(replies)
    try:
        while data := os.read(tasks, CHUNK):
            for number, text, seconds, memory in inbox.feed(data):
                limited = limited or _limit_memory(memory)
                signal.setitimer(signal.ITIMER_REAL, seconds)
                reply = _attempt(answer, number, text)
                signal.setitimer(signal.ITIMER_REAL, 0)
                _write(replies, reply)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except RecursionError:
        os._exit(TOO_DEEP)
    finally:
        os._exit(ExitStatus.INTERNAL)


def _attempt(answer: Answer, number: int, text: str) -> tuple[Any, ...]:
    try:
        reply = answer(number, text)
    except (MemoryError, RecursionError):
        raise
    except Exception as fault:  # the boundary of the process: a bug is told as one, not as a traceback
        last = traceback.extract_tb(fault.__traceback__)[-1]
        where = f"{os.path.basename(last.filename)}, line {last.lineno}"
        return int(ExitStatus.INTERNAL), None, f"{type(fault).__name__}: {' '.join(str(fault).split())} ({where})", None
    return int(reply.status), reply.out, reply.err, None


def _limit_memory(mebibytes: int) -> bool:
    """Bound the address space: what is mapped now, the stack of this thread included, and `mebibytes` more if any."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = _mapped() + ENGINE + mebibytes * MIB
    if mebibytes and (hard == resource.RLIM_INFINITY or bound < hard):
        resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
    return mebibytes > 0


def _mapped() -> int:
    try:
        with open("/proc/self/statm", encoding="ascii") as sizes:
            return int(sizes.read().split()[0]) * resource.getpagesize()
    except FileNotFoundError:  # macOS, which does not enforce the limit either
        return STACK
