"""`calc completion`, and the completions that the shells then ask for.

A shell's script runs `calc` with _CALC_COMPLETE set, and Click finds what fits. The scripts and the form of the
answers are calc's own, so that an installed script stays good whatever release of Click is there: one completion
a line, its description behind a tab.
"""

import os
from pathlib import Path
from typing import ClassVar

import click
from click.shell_completion import CompletionItem, ShellComplete, add_completion_class, split_arg_string

from calc_cli.errors import UsageError

_BASH = r"""# calc completion for bash
_calc_completion() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        [[ -n $line ]] && COMPREPLY+=("${line%%$'\t'*}")
    done < <(COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD _CALC_COMPLETE=bash_complete "$1" 2>/dev/null)
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == */ ]] && compopt -o nospace 2>/dev/null
}
complete -o nosort -F _calc_completion calc
"""

_ZSH = r"""#compdef calc
# calc completion for zsh
_calc() {
    local line
    local -a found
    local -x COMP_WORDS="${words[*]}" COMP_CWORD=$((CURRENT-1)) _CALC_COMPLETE=zsh_complete
    for line in ${(f)"$($words[1] 2>/dev/null)"}; do
        found+=("${${line%%$'\t'*}//:/\\:}${${line#*$'\t'}:+:${line#*$'\t'}}")
    done
    [[ $words[CURRENT] == --*=* ]] && compset -P '*='
    (( $#found )) && _describe -V calc found
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _calc "$@"
else
    compdef _calc calc
fi
"""

_FISH = r"""# calc completion for fish
function __calc_completion
    set -l words (commandline -opc)
    set -lx COMP_WORDS (commandline -cp | string collect)
    set -lx COMP_CWORD (count $words)
    _CALC_COMPLETE=fish_complete $words[1] 2>/dev/null
end
complete --command calc --no-files --arguments '(__calc_completion)'
"""


class _Shell(ShellComplete):
    """The base of the three shells."""

    place: ClassVar[tuple[str, str, str]]
    """Where the shell looks for the script: a variable with a folder, the folder if that is not set, and the rest."""

    whole_words: ClassVar[bool] = False
    """True if the shell wants `--format=json` where `--format=j` is typed; the others want `json`."""

    def source(self) -> str:
        """Return the script as it is."""
        return self.source_template

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
    source_template = _BASH


@add_completion_class
class _Zsh(_Shell):
    name = "zsh"
    place = ("ZDOTDIR", "~", ".zfunc/_calc")
    source_template = _ZSH


@add_completion_class
class _Fish(_Shell):
    name = "fish"
    place = ("XDG_CONFIG_HOME", "~/.config", "fish/completions/calc.fish")
    source_template = _FISH
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
SCRIPTS = {name: shell.source_template for name, shell in _SHELLS.items()}


@click.command(short_help="Install the completion of a shell, or print its script.")
@click.argument("shell", type=click.Choice(list(SCRIPTS)))
@click.option("--install", is_flag=True, help="Write it where the shell looks for it. Example: --install")
def completion(shell: str, install: bool) -> None:
    r"""Print the completion script for bash, zsh or fish, or install it.

    \b
    Examples:
      calc completion bash --install
      calc completion zsh --install
      calc completion fish > ~/.config/fish/completions/calc.fish
    """
    if not install:
        click.echo(SCRIPTS[shell], nl=False)
        return
    variable, folder, rest = _SHELLS[shell].place
    path = Path(os.environ.get(variable) or folder).expanduser() / rest
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SCRIPTS[shell], encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot write '{path}': {error.strerror}", hint="print it without --install") from None
    click.echo(f"installed: {path}")
    if shell == "zsh":
        click.echo(f"~/.zshrc needs the line: fpath+=({path.parent}); autoload -U compinit; compinit")
