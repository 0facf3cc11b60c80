"""Where the client and the warm process of a user meet, and what both must agree on.

The socket lies in a folder that only the user can enter. Its name tells which code, interpreter and environment
answer there, so that another version or installation is never met. What a question cannot bring along, such as the
limits of the shell that asks, must be the same on both sides.

Each `calc` that is typed loads this module, so it imports next to nothing: `_socket` is what `socket` is made of, and
`socket` takes longer to import than an answer to arrive.
"""

import _socket
import os
import stat
import sys

import calc_cli

Circumstances = tuple[object, ...]

Encodings = list[tuple[str, str | None]]
"""Those of the standard streams, and how they treat errors."""

_OF_THE_INTERPRETER = ("PYTHON", "SYMPY_", "MPMATH", "LD_")
"""How variables begin that Python and the libraries read once, when they are loaded."""


def folder() -> str:
    """Return the folder of the sockets; it may not be there. The path of a socket has at most some 100 bytes."""
    asked = (os.environ.get("XDG_RUNTIME_DIR", ""), os.environ.get("TMPDIR", ""))
    base = next((path for path in asked if path.startswith("/") and len(os.fsencode(path)) < 78), "/tmp")
    return os.path.join(base, f"calc-{os.geteuid()}")


def is_safe(path: str) -> bool:
    """Return True if the path is a folder, and no link to one, that is the user's own and closed to all others."""
    try:
        found = os.lstat(path)
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o077


def name() -> str:
    """Return the name of the socket: a number of the version, the code, the interpreter and its environment.

    Python's hash of whole numbers is the same in all processes, unlike that of texts.
    """
    version = int.from_bytes(calc_cli.__version__.encode(), "big")
    code, prefix = os.stat(calc_cli.__file__), os.stat(sys.prefix)
    facts = (version, code.st_dev, code.st_ino, code.st_mtime_ns, sys.hexversion, prefix.st_dev, prefix.st_ino)
    return f"{hash(facts) & 0xFFFF_FFFF_FFFF_FFFF:016x}"


def peer_is_ours(connection: _socket.socket) -> bool:
    """Ask the kernel who is at the other end."""
    if sys.platform == "linux":
        credentials = connection.getsockopt(_socket.SOL_SOCKET, _socket.SO_PEERCRED, 12)  # pid, uid, gid
    else:
        credentials = connection.getsockopt(0, 1, 76)  # SOL_LOCAL, LOCAL_PEERCRED: struct xucred, a version and the uid
    return int.from_bytes(credentials[4:8], sys.byteorder) == os.geteuid()


def mask() -> int:
    """Return the file mode mask, which can only be read by setting it."""
    found = os.umask(0)
    os.umask(found)
    return found


def encodings() -> Encodings:
    """Return those of the standard streams of this process."""
    return [(stream.encoding, stream.errors) for stream in (sys.stdin, sys.stdout, sys.stderr)]


def circumstances() -> Circumstances:
    """Return what the process that asks and the one that answers must have in common."""
    import resource

    root = os.stat("/")
    return (
        tuple(resource.getrlimit(getattr(resource, each)) for each in dir(resource) if each.startswith("RLIMIT_")),
        os.getpriority(os.PRIO_PROCESS, 0),
        tuple(sorted(os.sched_getaffinity(0))) if sys.platform == "linux" else (),
        (os.getuid(), os.getegid(), *os.getgroups()),
        (root.st_dev, root.st_ino),
        (*sys.flags, sys.getfilesystemencoding()),
        tuple(sorted((key, text) for key, text in os.environ.items() if key.startswith(_OF_THE_INTERPRETER))),
    )
