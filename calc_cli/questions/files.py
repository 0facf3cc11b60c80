"""Files that the command line names: values of a point, a matrix."""

from pathlib import Path

from calc_cli.errors import UsageError

LARGEST_FILE = 1 << 26
"""Bytes."""


def read_file(name: str) -> str:
    """Return the text of a file. Raises UsageError if there is none, or too much of it."""
    try:
        with Path(name).open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as fault:  # ValueError: a null character in the name
        reason = fault.strerror if isinstance(fault, OSError) else str(fault)
        raise UsageError(f"cannot read {name or 'a file without a name'}: {reason}") from None
    if len(data) > LARGEST_FILE:
        raise UsageError(f"{name} is larger than {LARGEST_FILE >> 20} MiB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UsageError(f"{name} is not UTF-8: byte {fault.start} is 0x{data[fault.start]:02x}") from None
