"""The side that asks: hand the question and what it stands in to the warm process, if there is one.

The warm process says its number first: descriptors that are sent to one that is stopped would stay open until it goes
on. Then what travels is the words of the command line, the environment and the file mode mask as a message, and the
standard streams and the working directory as descriptors. The warm process says that it begins, works on these as its
own, and at the end says the exit status. Until it has begun, the question can still be answered here.
"""

import _signal  # type: ignore[import-not-found]  # what `signal` is made of, see `place`
import _socket
import marshal
import os
import sys

from calc_cli.run.warm import place

PATIENCE = 2.0
"""Seconds in which the warm process must begin: it may be stopped, or the machine may be out of processes."""


def ask() -> int | None:
    """Have the command line answered by the warm process and return the exit status; None if it is not answered there.

    With CALC_WARM=auto, a warm process that is missing is started for the questions that follow.
    """
    wish = os.environ.get("CALC_WARM")
    if wish == "0" or sys.argv[1:2] == ["warm"] or not _can_be_handed_over():
        return None
    folder = place.folder()
    path = os.path.join(folder, place.name())
    try:
        connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
        connection.settimeout(PATIENCE)
        if not place.is_safe(folder):
            raise FileNotFoundError(folder)
        connection.connect(path)
    except OSError:
        if wish == "auto":
            _start()
        return None
    try:
        child = _begin(connection) if place.peer_is_ours(connection) else None
    except (OSError, ValueError):
        child = None
    return None if child is None else _wait(connection, child)


def _can_be_handed_over() -> bool:
    """Refuse what only this process can do: it names its own descriptors, or it is in the background of a terminal."""
    if None in (sys.stdin, sys.stdout, sys.stderr) or any("/dev/" in word or "/proc/" in word for word in sys.argv):
        return False
    try:
        return not os.isatty(0) or os.tcgetpgrp(0) == os.getpgrp()
    except OSError:  # the terminal is another session's, which has no say here
        return True


def _begin(connection: _socket.socket) -> int | None:
    """Ask, and return the number of the process that answers, None if it refuses."""
    ignores_interrupt = _signal.getsignal(_signal.SIGINT) == _signal.SIG_IGN
    asked = (sys.argv, dict(os.environb), place.mask(), place.encodings(), ignores_interrupt, place.circumstances())
    request = marshal.dumps(asked)  # type: ignore[arg-type]  # they are numbers, texts and collections of these
    message = len(request).to_bytes(4, "little") + request
    child = int.from_bytes(connection.recv(4), "little")
    directory = os.open(".", getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY)
    descriptors = b"".join(number.to_bytes(4, sys.byteorder) for number in (0, 1, 2, directory))
    sent = connection.sendmsg([message], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, descriptors)])
    if sent < len(message):  # one that has all may have answered and gone, and then not even nothing can be sent
        connection.sendall(message[sent:])
    os.close(directory)
    try:
        has_begun = connection.recv(1)
    except TimeoutError:
        connection.shutdown(_socket.SHUT_RD)  # from here on it cannot begin; it may have begun before
        has_begun = connection.recv(1)
    return child if has_begun else None


def _wait(connection: _socket.socket, child: int) -> int:
    """Return the exit status, handing on what is typed at the terminal meanwhile: Ctrl-C and Ctrl-Z."""

    def stop(_number: int, _frame: object) -> None:
        os.killpg(child, _signal.SIGSTOP)
        _signal.signal(_signal.SIGTSTP, _signal.SIG_DFL)
        os.kill(os.getpid(), _signal.SIGTSTP)  # and here it goes on, when it is woken up
        _signal.signal(_signal.SIGTSTP, stop)
        os.killpg(child, _signal.SIGCONT)

    connection.settimeout(None)
    if _signal.getsignal(_signal.SIGTSTP) == _signal.SIG_DFL:
        _signal.signal(_signal.SIGTSTP, stop)
    while True:
        try:
            status = connection.recv(1)
        except KeyboardInterrupt:
            os.kill(child, _signal.SIGINT)
        else:
            break
    if not status:  # it was killed, as this process would have been
        os.kill(os.getpid(), _signal.SIGKILL)
    return status[0]


def _start() -> None:
    """Start a warm process that has nothing of this one; of several that are started at once, one stays."""
    null = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]
    command = [sys.executable, "-m", "calc_cli", "warm", "start"]
    os.posix_spawn(sys.executable, command, os.environ, file_actions=null, setsid=True)
