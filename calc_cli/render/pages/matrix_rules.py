"""The rules of matrix calculus on a page, as plain lines and in LaTeX."""

from calc_cli.calculus.matrix.rules import MatrixRules
from calc_cli.render.display import Display, Page
from calc_cli.render.page_builder import PageBuilder
from calc_cli.render.pages.rules import aligned_rows
from calc_cli.render.sheet import Style


def plain(told: MatrixRules, display: Display) -> str:  # noqa: ARG001 - nothing of it depends on the reader
    """Return a line a rule: its name, what it says, an example with its gradient, and the source, with tabs between."""
    rows = ((r.name, r.statement, f"{r.example[0]} in {r.example[1]}: {r.example[2]}", r.source) for r in told.rules)
    return "\n".join("\t".join(row) for row in rows)


def latex(told: MatrixRules, display: Display) -> str:  # noqa: ARG001 - likewise
    """Return the equations, aligned."""
    return aligned_rows(rf"& {rule.latex} && \text{{{rule.name}}}" for rule in told.rules)


class MatrixRulesPage(PageBuilder[MatrixRules]):
    """Each rule with an example and its source."""

    def write(self) -> None:
        self.sheet.add_text(
            self.words("C̄ is the adjoint of C: the derivatives of the whole scalar in the entries of C.")
        )
        for rule in self.found.rules:
            self.sheet.gap()
            self.sheet.add_text(self.words(f"{rule.name}: {rule.statement}"), Style.RESULT)
            self.sheet.add_text(f"{rule.example[0]} in {rule.example[1]}: {rule.example[2]}", indent=2)
            self.sheet.add_text(rule.source, Style.ASIDE, indent=2)


PAGE = Page(MatrixRulesPage.pretty, plain, latex)
