"""A batch: lines in, replies out in the same order, each as soon as it is ready, a hanging line lost alone.

One loop waits on standard input and on the workers at once. It holds a window of lines that are read and not yet
shown, bounded in lines and in characters, so that input without end takes constant memory and a slow line does not
keep the workers behind it from working.
"""

import select
from collections import deque
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field

from calc_cli.errors import CalcError
from calc_cli.run.lines import InputLine, Lines
from calc_cli.run.reply import Reply
from calc_cli.run.worker import Answer, Quota, Worker

WINDOW_LINES = 1024
WINDOW_CHARACTERS = 1 << 23
AHEAD = 2
"""Tasks that a worker has at once: the next is there when it ends one, so it never waits for the parent."""

TICK = 0.1
"""Seconds between two calls of `watch`."""


@dataclass(slots=True)
class _Task:
    line: InputLine
    reply: Reply | None = None


@dataclass(slots=True)
class Batch:
    """`answer` runs in the workers, at most `jobs` of them; everything else in this process.

    `fail` makes the reply for a line that is unreadable or that ended its worker. `watch`, if given, is called with
    the number of lines shown and of their bytes, often enough for a progress bar.
    """

    answer: Answer
    fail: Callable[[InputLine, CalcError], Reply]
    quota: Quota
    jobs: int
    watch: Callable[[int, int], None] | None = None

    _hands: dict[Worker, deque[_Task]] = field(default_factory=dict, init=False)
    """The workers, each with the tasks that it has, in its order."""
    _window: deque[_Task] = field(default_factory=deque, init=False)
    _waiting: deque[_Task] = field(default_factory=deque, init=False)
    _characters: int = field(default=0, init=False)
    _shown: int = field(default=0, init=False)
    _bytes_shown: int = field(default=0, init=False)

    def replies(self, lines: Lines) -> Generator[list[Reply]]:
        """Answer every line, and yield replies to show as they come. However this ends, no worker is left behind."""
        try:
            while self._window or not lines.ended:
                self._wait(lines)
                self._take(lines)
                self._hand_out()
                if ready := list(self._ready()):
                    yield ready
                if self.watch:
                    self.watch(self._shown, self._bytes_shown)
        finally:
            for worker in self._hands:
                worker.kill()

    def _has_room(self) -> bool:
        return len(self._window) < WINDOW_LINES and self._characters < WINDOW_CHARACTERS

    def _wait(self, lines: Lines) -> None:
        """Wait until something can be read or written, and read or write it."""
        readable: list[int] = [worker.replies for worker in self._hands]
        writable = [worker.tasks for worker in self._hands if worker.has_unsent]
        if not lines.ended and self._has_room():
            readable.append(lines.descriptor)
        ready, clear, _ = select.select(readable, writable, [], TICK if self.watch else None)
        for worker in list(self._hands):
            if worker.tasks in clear:
                worker.flush()
            if worker.replies in ready:
                self._receive(worker)
        if lines.descriptor in ready:
            lines.fill()

    def _take(self, lines: Lines) -> None:
        while self._has_room() and (line := lines.take()):
            task = _Task(line)
            self._window.append(task)
            self._characters += len(line.text)
            if line.error:
                self._settle(task, self.fail(line, line.error))
            else:
                self._waiting.append(task)

    def _hand_out(self) -> None:
        """Give tasks to the worker with the fewest, and start workers only as there is work for them."""
        while self._waiting:
            worker = min(self._hands, key=lambda worker: len(self._hands[worker]), default=None)
            if worker is None or (self._hands[worker] and len(self._hands) < self.jobs):
                worker = Worker(self.answer, self.quota)
                self._hands[worker] = deque()
            full = self._characters >= WINDOW_CHARACTERS and any(self._hands.values())
            if full or len(self._hands[worker]) >= AHEAD:
                break
            task = self._waiting.popleft()
            self._hands[worker].append(task)
            worker.send(task.line.number, task.line.text)

    def _receive(self, worker: Worker) -> None:
        """Take replies. If the worker died of a task, the tasks behind that one go to another worker."""
        tasks = self._hands[worker]
        for reply in worker.receive():
            if tasks:
                task = tasks.popleft()
                self._settle(task, self.fail(task.line, reply) if isinstance(reply, CalcError) else reply)
        if not worker.alive:
            del self._hands[worker]
            self._waiting.extendleft(reversed(tasks))

    def _settle(self, task: _Task, reply: Reply) -> None:
        task.reply = reply
        self._characters += len(reply.out) + len(reply.err)

    def _ready(self) -> Iterator[Reply]:
        """Yield the replies up to the first that is missing."""
        while self._window and (reply := self._window[0].reply):
            line = self._window.popleft().line
            self._characters -= len(line.text) + len(reply.out) + len(reply.err)
            self._shown += 1
            self._bytes_shown = line.end
            yield reply
