"""Completion in the real shells, where they are installed."""

import os
import pty
import re
import select
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from calc_cli.cli.group import COMMANDS, calc

FILES = {"bash": "calc.bash", "zsh": "_calc", "fish": "calc.fish"}
COMPLETIONS = Path(__file__).parents[2] / "completions"


@pytest.fixture(scope="module")
def calc_on_path(tmp_path_factory):
    """The environment in which `calc` is the package under test."""
    folder = tmp_path_factory.mktemp("bin")
    command = folder / "calc"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m calc_cli "$@"\n')
    command.chmod(0o755)
    return {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "HOME": str(folder), "TERM": "dumb"}


@pytest.mark.parametrize("shell", FILES)
def test_the_files_are_what_the_command_prints(shell):
    printed = subprocess.run(
        [sys.executable, "-m", "calc_cli", "completion", shell], capture_output=True, text=True, timeout=10, check=True
    )
    assert printed.stdout == (COMPLETIONS / FILES[shell]).read_text()


INSTALLED = [
    # shell   variable            file
    ("bash",  "XDG_DATA_HOME",    "bash-completion/completions/calc"),
    ("zsh",   "ZDOTDIR",          ".zfunc/_calc"),
    ("fish",  "XDG_CONFIG_HOME",  "fish/completions/calc.fish"),
]  # fmt: skip


@pytest.mark.parametrize(("shell", "variable", "file"), INSTALLED, ids=[row[0] for row in INSTALLED])
def test_install_makes_the_folder_and_says_where(shell, variable, file, tmp_path, monkeypatch):
    monkeypatch.setenv(variable, str(tmp_path / "new"))
    shown = CliRunner().invoke(calc, ["completion", shell, "--install"], prog_name="calc")
    assert (shown.exit_code, shown.stdout.splitlines()[0]) == (0, f"installed: {tmp_path / 'new' / file}")
    assert (tmp_path / "new" / file).read_text() == (COMPLETIONS / FILES[shell]).read_text()
    (tmp_path / "file").touch()
    monkeypatch.setenv(variable, str(tmp_path / "file"))
    refused = CliRunner().invoke(calc, ["completion", shell, "--install"], prog_name="calc")
    assert (refused.exit_code, f"cannot write '{tmp_path / 'file' / file}'" in refused.stderr) == (2, True)


FORMATS = ["pretty", "plain", "latex", "mathml", "json", "numpy", "torch"]
COMPLETED = [
    # typed                             completions
    ("calc ", [*COMMANDS]),
    ("calc di", ["diff"]),
    ("calc diff --ord", ["--order"]),
    ("calc diff --form", ["--form", "--format"]),
    ("calc diff 'x^2 + 1' --dig", ["--digits"]),
    ("calc diff -x^2 --at -1 --js", ["--json"]),
    ("calc diff -f ", FORMATS),
    ("calc diff --format m", ["mathml"]),
    ("calc diff --format=", FORMATS),
    ("calc diff --format=m", ["mathml"]),
    ("calc rules quo", ["quotient"]),
    ("calc completion ", ["bash", "zsh", "fish"]),
    ("calc diff x", []),
    ("calc help lan", ["language"]),
    ("calc help li", ["limit", "limits"]),
    ("calc --vers", ["--version"]),
    ("calc plot x -o completions/calc.b", ["completions/calc.bash"]),
    ("calc check completions/_", ["completions/_calc"]),
    ("calc check complet", ["completions/"]),
    ("calc grad x --at @completions/calc.f", ["@completions/calc.fish"]),
    ("calc grad x --at completions/", []),
    ("calc check no/such/", []),
]

BASH = r"""
source "$1"
COMP_WORDS=("${@:2}")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_calc_completion calc
printf '%s\n' "${COMPREPLY[@]}"
"""


def bash_words(typed):
    """Split as bash does: `=` is a word, quotes stay, and the last word may be empty."""
    words = [word for part in shlex.split(typed, posix=False) for word in re.split("(=)", part) if word]
    return [*words, ""] if typed.endswith(" ") else words


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
@pytest.mark.parametrize(("typed", "expected"), COMPLETED, ids=[row[0] for row in COMPLETED])
def test_bash(calc_on_path, typed, expected):
    result = subprocess.run(
        ["bash", "--norc", "-c", BASH, "bash", COMPLETIONS / "calc.bash", *bash_words(typed)],
        capture_output=True, text=True, env=calc_on_path, timeout=10, check=True,
        cwd=COMPLETIONS.parent,
    )  # fmt: skip
    assert result.stdout.split() == expected


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed")
@pytest.mark.parametrize(("typed", "expected"), COMPLETED, ids=[row[0] for row in COMPLETED])
def test_fish(calc_on_path, typed, expected):
    result = subprocess.run(
        ["fish", "--no-config", "-c", f"source '{COMPLETIONS / 'calc.fish'}'; complete -C \"{typed}\""],
        capture_output=True, text=True, env=calc_on_path, timeout=10, check=True,
        cwd=COMPLETIONS.parent,
    )  # fmt: skip
    found = [line.split("\t")[0].rpartition("=")[2] for line in result.stdout.splitlines()]
    assert sorted(found) == sorted(expected)


ONE = [(typed, expected[0]) for typed, expected in COMPLETED if len(expected) == 1 and "/" not in expected[0]]


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not installed")
def test_zsh(calc_on_path):
    """zsh completes only for a terminal: each line is typed, a tab after it, and what stands there then is read."""
    shell = Terminal(["zsh", "-f", "-i"], {**calc_on_path, "PS1": "", "COLUMNS": "200"})
    shell.type("unsetopt zle_bracketed_paste prompt_cr prompt_sp list_beep\n")
    shell.type(f"fpath=({COMPLETIONS} $fpath); autoload -U compinit; compinit -u -D; print RE''ADY\n")
    shell.read_until("READY")
    for typed, completed in ONE:
        before = typed.rpartition("=" if "=" in typed else " ")[0]
        shell.type(typed + "\t")
        shell.read_until(before + typed[len(before)] + completed)
        shell.type("\x15")
    shell.type("calc diff -f \t\t")
    shell.read_until("mathml")
    shell.close()


class Terminal:
    """A shell that believes it is used by a person."""

    def __init__(self, command, env):
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], command, env)
        self.seen = ""

    def type(self, text):
        os.write(self.descriptor, text.encode())

    def read_until(self, text, seconds=10):
        deadline = time.monotonic() + seconds
        while text not in self.seen:
            remaining = deadline - time.monotonic()
            assert remaining > 0, f"{text!r} does not appear in {self.seen!r}"
            if select.select([self.descriptor], [], [], remaining)[0]:
                self.seen += os.read(self.descriptor, 4096).decode(errors="replace")
        self.seen = self.seen.partition(text)[2]

    def close(self):
        os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)
        os.close(self.descriptor)
