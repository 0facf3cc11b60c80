"""The `calc` command, and the same as `python -m calc_cli`."""

import os
import sys

from calc_cli.run.warm.client import ask


def main() -> None:
    """Run the command line, then leave without tearing the interpreter down, which takes longer than most answers."""
    try:
        status = ask()
    except KeyboardInterrupt:
        os._exit(130)
    os._exit(_answer() if status is None else status)


def _answer() -> int:
    """Answer in this process; only then is anything of calc loaded."""
    from calc_cli.cli.group import run
    from calc_cli.errors import ExitStatus

    if not _open_standard_streams():
        sys.stderr.write("error: cannot write the result: standard output is closed\n")
        return ExitStatus.BAD_INPUT
    return run()


def _open_standard_streams() -> bool:
    """Open what the caller closed, since the next pipe that is made would take its place.

    Return False if standard output was closed, where the result would be lost.
    """
    closed = []
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            closed.append(os.open(os.devnull, os.O_RDWR))
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open to the end
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    return 1 not in closed


if __name__ == "__main__":
    main()
