"""`calc completion`, and the completions that the shells then ask for.

A shell's script, in completions/, runs `calc` with _CALC_COMPLETE set, and Click finds what fits. The scripts and the
form of the answers are calc's own, so that an installed script stays good whatever release of Click is there: one
completion a line, its description behind a tab.
"""

import os
from pathlib import Path
from typing import ClassVar

import click
from click.shell_completion import CompletionItem, ShellComplete, add_completion_class, split_arg_string

from calc_cli.errors import UsageError


class _Shell(ShellComplete):
    """The base of the three shells."""

    place: ClassVar[tuple[str, str, str]]
    """Where the shell looks for the script: a variable with a folder, the folder if that is not set, and the rest."""

    script: ClassVar[tuple[str, str]]
    """The script in completions/, and where the distribution installs it."""

    source_template = ""

    whole_words: ClassVar[bool] = False
    """True if the shell wants `--format=json` where `--format=j` is typed; the others want `json`."""

    def source(self) -> str:
        """Return the script as it is. Raises UsageError if only the package was installed."""
        from calc_cli.cli.help import shipped  # only who wants the script pays for this import

        here, installed = self.script
        for file in shipped(f"completions/{here}", installed):
            return file.read_text(encoding="utf-8")
        raise UsageError("the script is not installed", hint="it comes with the distribution calculus-cli")

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the one to complete, and that word. bash makes `=` a word of its own."""
        words = split_arg_string(os.environ.get("COMP_WORDS", ""))
        index = int(os.environ.get("COMP_CWORD", "0"))
        before, incomplete = words[1:index], "".join(words[index : index + 1])
        if before and before[-1] == "=":
            del before[-1]
        return before, "" if incomplete == "=" else incomplete

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """Complete the value of an option in the word of the option."""
        items = super().get_completions(args, incomplete)
        option, equals, _value = incomplete.partition("=")
        if self.whole_words and equals and option.startswith("--"):
            return [CompletionItem(f"{option}={item.value}", help=item.help) for item in items]
        return items

    def format_completion(self, item: CompletionItem) -> str:
        """Return a line: the value, and its help without the examples."""
        help_ = " ".join((item.help or "").split())
        return f"{item.value}\t{help_.partition(' Example')[0].rstrip('.')}"


@add_completion_class
class _Bash(_Shell):
    name = "bash"
    place = ("XDG_DATA_HOME", "~/.local/share", "bash-completion/completions/calc")
    script = ("calc.bash", "share/bash-completion/completions/calc")


@add_completion_class
class _Zsh(_Shell):
    name = "zsh"
    place = ("ZDOTDIR", "~", ".zfunc/_calc")
    script = ("_calc", "share/zsh/site-functions/_calc")


@add_completion_class
class _Fish(_Shell):
    name = "fish"
    place = ("XDG_CONFIG_HOME", "~/.config", "fish/completions/calc.fish")
    script = ("calc.fish", "share/fish/vendor_completions.d/calc.fish")
    whole_words = True


def files(incomplete: str) -> list[str]:
    """Return the files and folders that a name may be completed to, those that begin with a dot if that is typed."""
    folder, prefix = os.path.split(incomplete)
    try:
        with os.scandir(os.path.expanduser(folder) or ".") as entries:
            found = [entry.name + "/" * entry.is_dir() for entry in entries if entry.name.startswith(prefix)]
    except OSError:
        return []
    return sorted(os.path.join(folder, name) for name in found if prefix or not name.startswith("."))


_SHELLS: dict[str, type[_Shell]] = {shell.name: shell for shell in (_Bash, _Zsh, _Fish)}


@click.command(short_help="Install the completion of a shell, or print its script.")
@click.argument("shell", type=click.Choice(list(_SHELLS)))
@click.option("--install", is_flag=True, help="Write it where the shell looks for it. Example: --install")
def completion(shell: str, install: bool) -> None:
    r"""Print the completion script for bash, zsh or fish, or install it.

    \b
    Examples:
      calc completion bash --install
      calc completion zsh --install
      calc completion fish > ~/.config/fish/completions/calc.fish
    """
    script = _SHELLS[shell](click.Command("calc"), {}, "calc", "_CALC_COMPLETE").source()
    if not install:
        click.echo(script, nl=False)
        return
    variable, folder, rest = _SHELLS[shell].place
    path = Path(os.environ.get(variable) or folder).expanduser() / rest
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(script, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot write '{path}': {error.strerror}", hint="print it without --install") from None
    click.echo(f"installed: {path}")
    if shell == "zsh":
        click.echo(f"~/.zshrc needs the line: fpath+=({path.parent}); autoload -U compinit; compinit")
