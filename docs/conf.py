"""The manual as a site: sphinx-build -W docs site. Pages are Markdown (MyST), the Python API comes from docstrings.

An example that draws in the terminal has below it the picture that the same command saves.
"""

import base64
import html
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from calc_cli import __version__

project = "calc"
author = "calc contributors"
release = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc"]
html_theme = "furo"
html_title = f"calc {release}"
html_show_copyright = False
html_static_path = ["site.css"]
html_css_files = ["site.css"]
myst_heading_anchors = 3
default_role = "code"  # in a docstring, `x` is code
python_maximum_signature_line_length = 100

BRAILLE = re.compile("[\u2801-\u28ff]")


def list_options(_app: Sphinx, _what: str, _name: str, _of: object, _settings: object, lines: list[str]) -> None:
    """Make a list of the options that end the docstring of a question."""
    if "Options:" in lines:
        first = lines.index("Options:") + 1
        lines[first:] = ["", *(re.sub(r"^  (\w+): ", r"* `\1`: ", line) for line in lines[first:])]


def add_pictures(_app: Sphinx, page: nodes.document) -> None:
    """Add to each example that draws in braille what its command saves with -o."""
    for block in list(page.findall(nodes.literal_block)):
        pictures = []
        for example in re.split(r"^\$ ", block.astext(), flags=re.MULTILINE)[1:]:
            command, _, output = example.partition("\n")
            if BRAILLE.search(output):
                data = base64.b64encode(saved_by(command)).decode()
                image = f'<img class="picture" alt="{html.escape(command)}" src="data:image/svg+xml;base64,{data}">'
                pictures.append(nodes.raw("", image, format="html"))
        block.parent.insert(block.parent.index(block) + 1, pictures)


def saved_by(command: str) -> bytes:
    """Return the picture of `command`, in the size that files have."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    without_size = re.sub(r" --size \S+", "", command)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "picture.svg")
        subprocess.run(
            ["bash", "-c", f"{without_size} -o {file}"],
            env=os.environ | {"PATH": path},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return file.read_bytes()


def align_signs(_app: Sphinx, _name: str, _template: str, context: dict[str, object], _page: object) -> None:
    """Make each sign of an example as wide as a cell, which fonts that lend one to another do not."""

    def aligned(block: re.Match[str]) -> str:
        return re.sub(r"[^\x00-\xff]", r'<span class="cell">\g<0></span>', block[0])

    body = str(context.get("body", ""))
    context["body"] = re.sub(r'<div class="highlight-console.*?</pre>', aligned, body, flags=re.DOTALL)


def setup(app: Sphinx) -> None:
    """Have Sphinx call what is above."""
    app.connect("autodoc-process-docstring", list_options)
    app.connect("doctree-read", add_pictures)
    app.connect("html-page-context", align_signs)
