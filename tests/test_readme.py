"""Every example of README.md, run as a reader would run it."""

import doctest
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).parents[1] / "README.md"
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README.read_text(), re.MULTILINE | re.DOTALL)
EXAMPLES = [
    tuple(part.split("\n", 1))
    for language, block in BLOCKS
    if language == "console"
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
]


def in_a_terminal(command: str) -> str:
    """What a terminal of 80 columns shows when bash runs `command`, without its colours."""
    main, terminal = pty.openpty()
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "TERM": "xterm-256color", "COLUMNS": "80", "LC_ALL": "C.UTF-8"}
    environment.pop("NO_COLOR", None)
    process = subprocess.Popen(
        ["bash", "-c", command], stdin=terminal, stdout=terminal, stderr=terminal, env=environment, close_fds=True
    )
    os.close(terminal)
    shown = b""
    while True:
        try:
            part = os.read(main, 1 << 16)
        except OSError:  # Linux's end of file on a terminal
            break
        if not part:
            break
        shown += part
    process.wait()
    os.close(main)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode()).replace("\r\n", "\n")


@pytest.mark.parametrize(("command", "output"), EXAMPLES, ids=[row[0] for row in EXAMPLES])
def test_command_prints_what_the_readme_shows(command: str, output: str) -> None:
    shown = [line.rstrip() for line in in_a_terminal(command).splitlines()]
    assert shown == [line.rstrip() for line in output.rstrip("\n").splitlines()]


def test_python_examples() -> None:
    code = "\n".join(block for language, block in BLOCKS if language == "python")
    test = doctest.DocTestParser().get_doctest(code, {}, "README.md", str(README), 0)
    assert test.examples
    assert doctest.DocTestRunner().run(test).failed == 0


def test_every_exit_status_and_error_kind_is_listed() -> None:
    from calc_cli import errors

    text = README.read_text()
    for status in errors.ExitStatus:
        assert f"| {status.value} |" in text
    for kind in errors.CalcError.__subclasses__():
        assert f"`{kind.kind}`" in text
