"""The side that answers: a process that has everything loaded and forks a child for each question.

The child is there before the question comes, so that no question can change what the next one finds, and by then it has
rehearsed: what a process writes to after a fork is copied first, which takes longer than the mathematics. It takes on
the streams, the folder, the environment and the mask of the process that asks, works as that process would, and ends.
The kernel ends it, and what it started, when the process that asks is gone.

One lock, held as long as the process lives, sees to it that there is one. It also tells a socket in use from one that a
killed process left behind. The lock's file has the process number.
"""

import fcntl
import gc
import marshal
import os
import pickle
import select
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from calc_cli.errors import ExitStatus, UsageError
from calc_cli.run.reply import Reply
from calc_cli.run.warm import place
from calc_cli.run.worker import Quota, Run, Show, Worker, ignore, run

Work = Callable[[Run], int]
"""Does what `sys.argv` says, a single question with the given `run`, and returns the exit status."""

LONGEST_REQUEST = 1 << 24

_MODES = ("r", "w", "w")
"""In which the standard streams are opened."""


def safe_folder() -> Path:
    """Return the folder of the sockets, after making it. Raises UsageError if somebody else could enter it."""
    folder = Path(place.folder())
    try:
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700, parents=True)
    except OSError as fault:
        raise UsageError(f"cannot make the folder '{folder}': {fault.strerror}") from None
    if not place.is_safe(str(folder)):
        raise UsageError(f"'{folder}' must be a folder of yours that nobody else can enter", hint=f"chmod 700 {folder}")
    return folder


def lock_path() -> Path:
    """Return the path of the lock of this installation. Raises UsageError as `safe_folder`."""
    return safe_folder() / f"{place.name()}.lock"


def lock(path: Path) -> BinaryIO | None:
    """Take the lock, for `sign` to say who has it; None if another process has it."""
    while running(path) is None:
        file = path.open("a+b")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:  # another was faster, or looks whether it is taken
            file.close()
        else:
            file.truncate(0)
            return file
    return None


def sign(held: BinaryIO) -> None:
    """Write down that this process has the lock."""
    held.write(b"%d" % os.getpid())
    held.flush()


def running(path: Path) -> int | None:
    """Return the number of the process that has the lock, None if nobody has it."""
    while path.exists():
        with path.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                if number := file.read():
                    return int(number)
            else:
                break
        time.sleep(0.01)  # it is about to sign
    return None


def serve(held: BinaryIO, work: Work, idle: float, is_ready: int) -> None:
    """Answer what is asked at the socket beside the lock, until nobody has asked for `idle` seconds.

    `is_ready` is a descriptor on which it tells that it can be asked.
    """
    files = marshal.dumps(tuple(_files()))
    gc.collect()
    gc.disable()  # the children enable it
    gc.freeze()  # the pages of what is loaded stay shared with them
    address = Path(held.name).with_suffix("")
    address.unlink(missing_ok=True)
    leash, leash_end = os.pipe()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(address))
        listener.listen(128)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(ExitStatus.DONE))
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the children
        os.write(is_ready, b"1")
        os.close(is_ready)
        try:
            while True:
                called, call = os.pipe()
                if os.fork() == 0:
                    held.close()
                    os.close(leash_end)
                    os.close(called)
                    _child(listener, leash, call, work, files)
                os.close(call)
                ready, _, _ = select.select([called], [], [], idle)
                if not ready or not os.read(called, 1):  # nobody came, or it could not even wait
                    break
                os.close(called)
        finally:
            address.unlink(missing_ok=True)


def _files() -> Iterator[tuple[str, int]]:
    """Yield what is loaded of calc, and the first file of each package that it needs, with the time of its change."""
    for name, module in sys.modules.items():
        path = getattr(module, "__file__", None)
        if path and (name.startswith("calc_cli.") or "." not in name) and name not in sys.stdlib_module_names:
            yield path, os.stat(path).st_mtime_ns


# What follows runs in the child.


class Understudy:
    """A worker that is forked, and has rehearsed, before its question is known.

    It was there before the process that it works for became the one that asks, so each task tells it what changed
    since: the environment, the folder, the streams. The task is written and read by this program, over a pipe that
    nobody else has.
    """

    def __init__(self) -> None:
        self._worker = Worker(_perform, Quota(0, 0))

    def run(self, work: Callable[[], Reply], quota: Quota, show: Show = ignore) -> Reply:
        """Do `work` in the worker, which may then do more. Raises the error that says why, if there is no reply."""
        try:
            folder = os.getcwd()
        except OSError:  # it is gone, so the worker cannot find it either
            return run(work, quota, show)
        task = pickle.dumps((dict(os.environb), folder, place.mask(), place.encodings(), work))
        self._worker.quota = quota
        return self._worker.reply_to(task.decode("latin-1"), show)


def _perform(_number: int, task: str) -> Reply:
    """Take on what the task tells, and do the work. Runs in the worker."""
    environment, folder, mask, streams, work = pickle.loads(task.encode("latin-1"))
    _set_environment(environment)
    os.chdir(folder)
    os.umask(mask)
    _open_streams(streams)
    gc.enable()
    reply: Reply = work()
    return reply


def _set_environment(environment: dict[bytes, bytes]) -> None:
    """Replace the environment."""
    os.environb.clear()
    os.environb.update(environment)


def _open_streams(streams: place.Encodings) -> None:
    """Open the standard streams as Python does when it starts."""
    opened = []
    for number, (mode, (encoding, errors)) in enumerate(zip(_MODES, streams, strict=True)):
        buffering = 1 if number == 2 or os.isatty(number) else -1
        opened.append(open(number, mode, buffering, encoding, errors, "\n", closefd=False))  # noqa: SIM115
    sys.stdin, sys.stdout, sys.stderr = opened
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = opened  # type: ignore[misc, assignment]


def _child(listener: socket.socket, leash: int, call: int, work: Work, files: bytes) -> NoReturn:
    """Rehearse, wait for a question, answer it and end; end with the server, too, as long as none has come."""
    status: int = ExitStatus.INTERNAL
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.setpgid(0, 0)
        server = os.getppid()
        understudy = Understudy()
        if not select.select([listener], [], [], 0)[0]:
            _rehearse(work, understudy)
        if leash in select.select([listener.fileno(), leash], [], [])[0]:
            os._exit(ExitStatus.DONE)
        connection, _ = listener.accept()
        os.write(call, b"1")
        for descriptor in (listener.detach(), leash, call):
            os.close(descriptor)
        if any(os.stat(path).st_mtime_ns != changed for path, changed in marshal.loads(files)):
            os.kill(server, signal.SIGTERM)  # what it has loaded is no longer what is installed
        elif place.peer_is_ours(connection) and _take_on(connection):
            try:
                status = work(understudy.run)
            finally:  # a fault has its status too
                connection.send(bytes([status]))
    finally:
        os._exit(status)


def _rehearse(work: Work, understudy: Understudy) -> None:
    """Ask a question without listening to the answer: what is needed for the next is then copied for this process."""
    sys.argv = ["calc", "diff", "x^2 - x", "--at", "2"]
    with open(os.devnull, "r+", encoding="utf-8") as null:
        sys.stdin = sys.stdout = sys.stderr = null
        work(understudy.run)


def _take_on(connection: socket.socket) -> bool:
    """Become the process that asks, as far as possible, and say that it begins; return False if that is not enough."""
    connection.send(os.getpid().to_bytes(4, "little"))
    request, descriptors = _receive(connection)
    words, environment, mask, streams, ignores_interrupt, circumstances = request
    if circumstances != place.circumstances():
        return False
    *standard, directory = descriptors
    for number, descriptor in enumerate(standard):
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.fchdir(directory)
    os.close(directory)
    os.umask(mask)
    _set_environment(environment)
    sys.argv = words
    _open_streams(streams)
    signal.signal(signal.SIGINT, signal.SIG_IGN if ignores_interrupt else signal.default_int_handler)
    gc.enable()
    _end_with(connection)
    connection.send(b"1")
    return True


def _receive(connection: socket.socket) -> tuple[Any, list[int]]:
    data, descriptors, _flags, _address = socket.recv_fds(connection, 1 << 16, 4)
    length = 4 + int.from_bytes(data[:4], "little")
    held = bytearray(data)
    while len(held) < min(length, LONGEST_REQUEST) and (data := connection.recv(1 << 20)):
        held += data
    return marshal.loads(held[4:]), descriptors


def _end_with(connection: socket.socket) -> None:
    """Have the kernel end this process and its workers when the other end is closed.

    It sends SIGIO when something arrives there. Nothing does after the question but the end, and SIGIO that is not
    handled ends a process, or here the group of processes that this one began.
    """
    signal.signal(signal.SIGIO, signal.SIG_DFL if sys.platform == "linux" else lambda *_: os.killpg(0, signal.SIGKILL))
    fcntl.fcntl(connection, fcntl.F_SETOWN, -os.getpid())
    fcntl.fcntl(connection, fcntl.F_SETFL, fcntl.fcntl(connection, fcntl.F_GETFL) | os.O_ASYNC)
    with suppress(BlockingIOError):
        connection.recv(1, socket.MSG_DONTWAIT)  # it may have been closed before
        os._exit(ExitStatus.INTERNAL)
