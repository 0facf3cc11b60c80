"""The rules of matrix calculus in every format: one function a format."""

from calc_cli.calculus.matrix.rules import MatrixRules
from calc_cli.render.look import Look
from calc_cli.render.matrix.mathml import element
from calc_cli.render.sheet import Sheet, Style

_ASCII = (("Ā", "A_bar"), ("B̄", "B_bar"), ("C̄", "C_bar"), ("ā", "a_bar"), ("c̄", "c_bar"), ("k̄", "k_bar"),
          ("⁻ᵀ", "^-T"), ("⁻¹", "^-1"), ("ₚ¹⁻ᵖ", "_p^(1-p)"), ("ᵏ⁻¹", "^(k-1)"), ("ᵖ⁻¹", "^(p-1)"), ("ᵀ", "^T"),
          ("ᵏ", "^k"), ("ₚ", "_p"), ("‖", "||"), ("⊙", ".*"), ("−", "-"), ("′", "'"))  # fmt: skip


def in_ascii(text: str) -> str:
    """Return a statement for a terminal that has only ASCII."""
    for sign, plain_sign in _ASCII:
        text = text.replace(sign, plain_sign)
    return text


def plain(told: MatrixRules, look: Look) -> str:  # noqa: ARG001 - nothing of it depends on the reader
    """Return a line a rule: its name, what it says, an example with its gradient, and the source, with tabs between."""
    rows = ((r.name, r.statement, f"{r.example[0]} in {r.example[1]}: {r.example[2]}", r.source) for r in told.rules)
    return "\n".join("\t".join(row) for row in rows)


def latex(told: MatrixRules, look: Look) -> str:  # noqa: ARG001 - likewise
    """Return an align* environment, which needs amsmath."""
    rows = " \\\\\n".join(rf"& {rule.latex} && \text{{{rule.name}}}" for rule in told.rules)
    return f"\\begin{{align*}}\n{rows}\n\\end{{align*}}"


def mathml(told: MatrixRules, look: Look) -> str:  # noqa: ARG001 - likewise
    """Return one <math> element a line, with the statements as text."""
    return "\n".join(element(f"<mtext>{rule.name}: {rule.statement}</mtext>") for rule in told.rules)


def json(told: MatrixRules, look: Look) -> str:
    """Return one JSON object on one line."""
    from calc_cli.render.as_json import json_object

    rules = [
        {
            "name": rule.name,
            "statement": rule.statement,
            "latex": rule.latex,
            "example": dict(zip(("expr", "wrt", "result"), rule.example, strict=True)),
            "source": rule.source,
        }
        for rule in told.rules
    ]
    return json_object({"ok": True, "line": look.line, "command": look.command, "rules": rules})


def pretty(told: MatrixRules, look: Look) -> str:
    """Return a page."""
    sheet = Sheet(look.width)
    write = str if look.unicode else in_ascii
    sheet.add_text(write("C̄ is the adjoint of C: the derivatives of the whole scalar in the entries of C."))
    for rule in told.rules:
        sheet.gap()
        sheet.add_text(write(f"{rule.name}: {rule.statement}"), Style.RESULT)
        sheet.add_text(f"{rule.example[0]} in {rule.example[1]}: {rule.example[2]}", indent=2)
        sheet.add_text(rule.source, Style.ASIDE, indent=2)
    return sheet.text(color=look.color)
