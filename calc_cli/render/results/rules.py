"""The table of rules, one rule and the notations in every format: one function a format."""

from collections.abc import Iterable, Iterator, Sequence

import sympy as sp

from calc_cli.calculus.derivative.rulebook import RuleCard, RuleTable
from calc_cli.calculus.rules.notation import Notation, Notations
from calc_cli.calculus.rules.statement import Statement, X
from calc_cli.render.look import Look
from calc_cli.render.results.told import step_objects

Told = RuleTable | RuleCard | Notations


def pretty(told: Told, look: Look) -> str:
    """Return a page."""
    from calc_cli.render.results.rules_page import page

    return page(told, look)


def plain(told: Told, look: Look) -> str:
    """Return lines: `key: d/dx (pattern) = derivative`; of one rule also what else is known of it."""
    return "\n".join(_plain_notations(told) if isinstance(told, Notations) else _plain_rules(told, look))


def _plain_notations(told: Notations) -> Iterator[str]:
    for group in told.groups:
        for row in group.rows:
            yield "\t".join((row.plain, row.by, row.typed)).rstrip()


def _plain_rules(told: RuleTable | RuleCard, look: Look) -> Iterator[str]:
    if isinstance(told, RuleTable):
        yield from map(_line, told.statements)
        return
    from calc_cli.render.plain import plain as on_one_line
    from calc_cli.render.results.derivative import plain as plain_derivative

    s = told.statement
    yield s.rule.name
    yield _line(s)
    if s.where is not None:
        yield f"where: {on_one_line(s.where)}"
    yield f"example: {s.rule.typical}"
    yield from plain_derivative(told.example, look).splitlines()
    for mistake, written in s.mistakes:
        yield f"mistake: {mistake.name}: {on_one_line(written, typed=True)}: {mistake.message}"


def _line(s: Statement) -> str:
    from calc_cli.render.plain import plain as on_one_line

    return f"{s.rule.key}: d/dx ({on_one_line(s.pattern, typed=True)}) = {on_one_line(s.derivative, typed=True)}"


def latex(told: Told, look: Look) -> str:  # noqa: ARG001 - nothing of it depends on the reader
    """Return an align* environment, which needs amsmath; of one rule a second one with the example."""
    if isinstance(told, Notations):
        return _environment([row.latex for row in group.rows] for group in told.groups)
    if isinstance(told, RuleTable):
        return _environment([_equation(s)] for s in told.statements)
    from calc_cli.render.results.steps import aligned

    return f"{_environment([[_equation(told.statement)]])}\n{aligned(told.example.steps)}"


def _environment(lines: Iterable[Sequence[str]]) -> str:
    rows = " \\\\\n".join(" = ".join(parts) for parts in lines)
    return "\n".join([r"\begin{align*}", rows, r"\end{align*}"])


def _equation(s: Statement) -> str:
    left, right = _sides(s)
    return rf"{left} &= {right} && \text{{{s.rule.name}}}"


def statement_latex(s: Statement) -> str:
    """Return the rule as an equation in LaTeX."""
    return " = ".join(_sides(s))


def _sides(s: Statement) -> tuple[str, str]:
    from calc_cli.render.latex import latex as in_latex

    pattern = in_latex(s.pattern, typed=True)
    return rf"\frac{{d}}{{d x}}\left[{pattern}\right]", in_latex(s.derivative, typed=True)


def mathml(told: Told, look: Look) -> str:  # noqa: ARG001 - nothing of it depends on the reader
    """Return one <math> element a line."""
    from calc_cli.render.mathml import mathml as in_mathml
    from calc_cli.render.mathml import mathml_text

    if isinstance(told, Notations):
        return "\n".join(mathml_text(row.sign) for group in told.groups for row in group.rows)
    statements = told.statements if isinstance(told, RuleTable) else (told.statement,)
    return "\n".join(in_mathml(_as_equation(s), typed=True) for s in statements)


def _as_equation(s: Statement) -> sp.Basic:
    from calc_cli.algebra.functions import Pending

    return sp.Eq(Pending(s.pattern, X, sp.S.One), s.derivative, evaluate=False)


def json(told: Told, look: Look) -> str:
    """Return one JSON object on one line."""
    from calc_cli.render.as_json import json_object

    fields: dict[str, object] = {"ok": True, "line": look.line, "command": look.command, "input": look.text or None}
    if isinstance(told, Notations):
        fields["notations"] = [{"means": g.title, "forms": list(map(_form, g.rows))} for g in told.groups]
    elif isinstance(told, RuleTable):
        fields["rules"] = list(map(rule_object, told.statements))
    else:
        fields["rules"] = [{**rule_object(told.statement), "steps": step_objects(told.example.steps)}]
    return json_object(fields)


def _form(row: Notation) -> dict[str, str]:
    found = {"text": row.sign, "ascii": row.plain, "latex": row.latex, "by": row.by, "typed": row.typed}
    return {key: value for key, value in found.items() if value}


def rule_object(s: Statement) -> dict[str, object]:
    """Return a rule for JSON; keys that do not apply are absent."""
    from calc_cli.render.plain import plain as on_one_line

    found: dict[str, object] = {
        "key": s.rule.key,
        "name": s.rule.name,
        "group": s.rule.group,
        "pattern": on_one_line(s.pattern, typed=True),
        "derivative": on_one_line(s.derivative, typed=True),
        "latex": statement_latex(s),
        "where": None if s.where is None else on_one_line(s.where),
        "example": s.rule.typical,
        "mistakes": [
            {"name": mistake.name, "formula": on_one_line(written, typed=True), "message": mistake.message}
            for mistake, written in s.mistakes
        ],
        "aliases": list(s.rule.aliases),
        "source": s.rule.source,
    }
    return {key: value for key, value in found.items() if value}
