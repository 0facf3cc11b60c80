"""Work done in a forked child, under limits that the kernel holds, so that nothing typed can hang or fill the machine.

The child arms a timer before each task and leaves SIGALRM at its default action: the kernel ends the process even in
the middle of a huge integer power, where no Python code runs. The parent needs no timer of its own. It reads the
child's replies, and at the end of that pipe asks the kernel what the child died of.
"""

import marshal
import os
import resource
import select
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
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

OUT_OF_MEMORY = 71
TOO_DEEP = 72
NO_ROOM = 73
"""Exit statuses of a child that cannot go on; a fault that left it able to speak is sent as a reply."""

_OF_THE_MACHINE = "ulimit -a shows its own limits"


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


Run = Callable[[Callable[[], Reply], Quota], Reply]


def run(work: Callable[[], Reply], quota: Quota) -> Reply:
    """Do `work` in a child. Raises the error that says why, if there is no reply."""
    worker = Worker(lambda _number, _text: work(), quota)
    try:
        return worker.reply_to("")
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
        self._alive = True
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
        for status, out, err in self._inbox.feed(data):
            yield InternalFaultError(err) if out is None else Reply(status, out, err)

    def reply_to(self, text: str) -> Reply:
        """Wait for the reply to a task, when there is no other. Raises the error that says why, if there is none."""
        self.send(0, text)
        replies: list[Reply | CalcError] = []
        while not replies:
            try:
                self.flush()
                replies = list(self.receive())
            except KeyboardInterrupt:
                os.kill(self._pid, signal.SIGINT)
                if not select.select([self.replies], [], [], self.quota.grace)[0]:
                    raise
        if isinstance(replies[0], CalcError):
            raise replies[0]
        return replies[0]

    @property
    def alive(self) -> bool:
        """False once `receive` has told that the child died, or after `kill`."""
        return self._alive

    def kill(self) -> None:
        """End the child at once, whatever it is doing."""
        if self._alive:
            os.kill(self._pid, signal.SIGKILL)
            self._bury()

    def _bury(self) -> int:
        self._alive = False
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
        start = 0
        while len(self._held) >= start + 4:
            end = start + 4 + int.from_bytes(self._held[start : start + 4], "little")
            if len(self._held) < end:
                break
            yield marshal.loads(self._held[start + 4 : end])
            start = end
        del self._held[:start]


# What follows runs in the child.


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
        threading.stack_size(STACK)
        threading.Thread(target=_work, args=(answer, tasks, replies), daemon=True).start()
        os.read(lifeline, 1)
    except RuntimeError:  # the thread cannot be started
        os._exit(NO_ROOM)
    finally:
        os._exit(ExitStatus.INTERNAL)  # not sys.exit: the interpreter takes 80 ms to tear SymPy down


def _work(answer: Answer, tasks: int, replies: int) -> None:
    inbox = _Inbox()
    limited = False
    try:
        while data := os.read(tasks, CHUNK):
            for number, text, seconds, memory in inbox.feed(data):
                limited = limited or _limit_memory(memory)
                signal.setitimer(signal.ITIMER_REAL, seconds)
                reply = _frame(_attempt(answer, number, text))
                signal.setitimer(signal.ITIMER_REAL, 0)
                while reply:
                    reply = reply[os.write(replies, reply) :]
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except RecursionError:
        os._exit(TOO_DEEP)
    finally:
        os._exit(ExitStatus.INTERNAL)


def _attempt(answer: Answer, number: int, text: str) -> tuple[int, str | None, str]:
    try:
        reply = answer(number, text)
    except (MemoryError, RecursionError):
        raise
    except Exception as fault:  # the boundary of the process: a bug is told as one, not as a traceback
        last = traceback.extract_tb(fault.__traceback__)[-1]
        where = f"{os.path.basename(last.filename)}, line {last.lineno}"
        return int(ExitStatus.INTERNAL), None, f"{type(fault).__name__}: {' '.join(str(fault).split())} ({where})"
    return int(reply.status), reply.out, reply.err


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
