"""Results in files: an old one stays until the new one is complete."""

import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

from calc_cli.errors import UsageError, either


def check(file: str, types: Sequence[str]) -> None:
    """Raise UsageError if nothing can be saved under this name, whose ending must be one of the `types`."""
    path = Path(file)
    if path.suffix.lower().removeprefix(".") not in types:
        raise UsageError(f"'{file}' is no picture: its name must end in {either([f'.{each}' for each in types])}")
    if not path.parent.is_dir():
        raise UsageError(f"there is no folder '{path.parent}'")
    if path.is_dir():
        raise UsageError(f"'{file}' is a folder")
    if not os.access(path.parent, os.W_OK):
        raise UsageError(f"cannot write in the folder '{path.parent}'")


def replace_whole(file: str, data: bytes) -> None:
    """Write `data` beside `file`, then give it that name. Raises UsageError if that fails.

    A pipe, a device and a file with a second name are written into, since they would cease to be what they are.
    """
    try:
        path = Path(file).resolve()
        if path.exists() and (not path.is_file() or path.stat().st_nlink > 1):
            path.write_bytes(data)
            return
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as beside:
            try:
                beside.write(data)
                beside.flush()
                os.chmod(beside.name, _mode(path))
                os.replace(beside.name, path)
            except BaseException:
                os.unlink(beside.name)
                raise
    except OSError as error:
        raise UsageError(f"cannot write '{file}': {error.strerror}") from None


def _mode(path: Path) -> int:
    """Return the mode of the file which is replaced, else that of a new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
