"""The `calc` command, and the same as `python -m calc_cli`."""

import os
import sys

from calc_cli.cli.group import calc


def main() -> None:
    """Run the command line, then leave without tearing the interpreter down, which takes longer than most answers."""
    _open_standard_streams()
    try:
        calc(prog_name="calc")
    except SystemExit as end:
        os._exit(end.code if isinstance(end.code, int) else 0)


def _open_standard_streams() -> None:
    """Open what the caller closed, or the next pipe that is made would take the place of standard output."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open to the end
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


if __name__ == "__main__":
    main()
