"""The rules of matrix calculus on a page, as plain lines and in LaTeX."""

from calc_cli.calculus.matrix.rules import MatrixRules
from calc_cli.render.display import Display
from calc_cli.render.matrix.words import in_ascii
from calc_cli.render.page import Page
from calc_cli.render.page_builder import PageBuilder
from calc_cli.render.sheet import Style


def plain(told: MatrixRules, display: Display) -> str:  # noqa: ARG001 - nothing of it depends on the reader
    """Return a line a rule: its name, what it says, an example with its gradient, and the source, with tabs between."""
    rows = ((r.name, r.statement, f"{r.example[0]} in {r.example[1]}: {r.example[2]}", r.source) for r in told.rules)
    return "\n".join("\t".join(row) for row in rows)


def latex(told: MatrixRules, display: Display) -> str:  # noqa: ARG001 - likewise
    """Return an align* environment, which needs amsmath."""
    rows = " \\\\\n".join(rf"& {rule.latex} && \text{{{rule.name}}}" for rule in told.rules)
    return f"\\begin{{align*}}\n{rows}\n\\end{{align*}}"


def pretty(told: MatrixRules, display: Display) -> str:
    """Return a page."""
    page = PageBuilder(display)
    sheet = page.sheet
    write = str if display.unicode else in_ascii
    sheet.add_text(write("C̄ is the adjoint of C: the derivatives of the whole scalar in the entries of C."))
    for rule in told.rules:
        sheet.gap()
        sheet.add_text(write(f"{rule.name}: {rule.statement}"), Style.RESULT)
        sheet.add_text(f"{rule.example[0]} in {rule.example[1]}: {rule.example[2]}", indent=2)
        sheet.add_text(rule.source, Style.ASIDE, indent=2)
    return page.finished()


PAGE = Page(pretty, plain, latex)
