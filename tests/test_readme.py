"""Every example of README.md and of the manual in docs/, run as a reader would run it."""

import doctest
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

import calc_cli

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```([\w{}]+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(page: Path, wanted: str) -> list[str]:
    """Return the blocks of `page` that are in the language `wanted`."""
    return [block for language, block in BLOCK.findall(page.read_text()) if language == wanted]


EXAMPLES = [
    pytest.param(*example.split("\n", 1), id=f"{page.stem}-{example.splitlines()[0]}")
    for page in PAGES
    for block in blocks(page, "console")
    for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
]


def in_a_terminal(command: str, more: dict[str, str]) -> str:
    """What a terminal of 80 columns shows when bash runs `command`, with `more` in the environment, without colours."""
    main, terminal = pty.openpty()
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "TERM": "xterm-256color", "COLUMNS": "80", "LC_ALL": "C.UTF-8", **more}
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


@pytest.mark.parametrize(("command", "output"), EXAMPLES)
def test_command_prints_what_the_page_shows(command: str, output: str, quick: dict[str, str]) -> None:
    shown = [line.rstrip() for line in in_a_terminal(command, quick).splitlines()]
    assert shown == [line.rstrip() for line in output.rstrip("\n").splitlines()]


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=lambda page: page.stem)
def test_python_examples(page: Path) -> None:
    test = doctest.DocTestParser().get_doctest("\n".join(blocks(page, "python")), {}, page.name, str(page), 0)
    assert test.examples
    assert doctest.DocTestRunner().run(test).failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page: Path) -> None:
    for target, anchor in re.findall(r"\]\((?!http)([^)#]*)#?([^)]*)\)", BLOCK.sub("", page.read_text())):
        linked = page.parent / target if target else page
        assert linked.exists(), target
        headings = [re.sub(r"[^\w -]", "", h).lower().replace(" ", "-") for h in _headings(linked)]
        assert not anchor or anchor in headings, anchor


def _headings(page: Path) -> list[str]:
    return re.findall(r"^#+ (.*)$", BLOCK.sub("", page.read_text()), re.MULTILINE)


def test_the_first_page_is_short_and_leads_to_every_other() -> None:
    readme = (ROOT / "README.md").read_text()
    assert len(readme.splitlines()) <= 250
    assert [page.name for page in PAGES[1:] if f"(docs/{page.name})" not in readme] == []


def test_the_contents_have_every_page_once() -> None:
    contents = [
        page for tree in blocks(ROOT / "docs" / "index.md", "{toctree}") for page in re.findall(r"^[\w-]+$", tree, re.M)
    ]
    assert sorted(contents) == sorted({page.stem for page in PAGES[1:]} - {"index"} | {"api"})


def test_the_api_page_has_every_public_name() -> None:
    documented = re.findall(r"^\.\. auto\w+:: calc_cli\.(\w+)$", (ROOT / "docs" / "api.rst").read_text(), re.M)
    assert sorted(documented) == sorted(calc_cli.__all__)


def test_every_command_is_in_the_table_of_commands() -> None:
    from calc_cli.cli.group import calc

    readme = (ROOT / "README.md").read_text()
    assert [name for name in calc.list_commands(None) if f"| `calc {name}" not in readme] == []


def test_every_exit_status_and_error_kind_is_listed() -> None:
    from calc_cli import errors

    text = (ROOT / "docs" / "errors.md").read_text()
    for status in errors.ExitStatus:
        assert f"| {status.value} |" in text
    for error in errors.CalcError.__subclasses__():
        assert f"| `{error.kind}` | {error.status.value} |" in text


def test_every_function_on_its_page_is_known() -> None:
    from calc_cli.functions import BY_NAME
    from calc_cli.syntax.names import CONSTANTS

    table = (ROOT / "docs" / "functions.md").read_text().split("```")[0]
    names = {name for row in table.splitlines() if row.startswith("| ") for name in re.findall(r"`(\w+)", row)}
    assert len(names) > 50
    assert names - BY_NAME.keys() - CONSTANTS.keys() == {"log_b", "x"}
