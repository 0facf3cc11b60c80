"""The manual as a site: sphinx-build -W docs site. Pages are Markdown (MyST), the Python API comes from docstrings."""

import re

from sphinx.application import Sphinx

from calc_cli import __version__

project = "calc"
author = "calc contributors"
release = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc"]
html_theme = "furo"
html_title = f"calc {release}"
myst_heading_anchors = 3
default_role = "code"  # in a docstring, `x` is code


def list_options(_app: Sphinx, _what: str, _name: str, _of: object, _settings: object, lines: list[str]) -> None:
    """Make a list of the options that end the docstring of a question."""
    if "Options:" in lines:
        first = lines.index("Options:") + 1
        lines[first:] = ["", *(re.sub(r"^  (\w+): ", r"* `\1`: ", line) for line in lines[first:])]


def setup(app: Sphinx) -> None:
    """Have Sphinx call what is above."""
    app.connect("autodoc-process-docstring", list_options)
