"""Cases, conditions and vectors."""

# ruff: noqa: N802 - methods bear the names of SymPy's classes

from collections.abc import Sequence
from dataclasses import replace

import sympy as sp

from calc_cli.render.binding import Binding
from calc_cli.render.box import beside, line, stacked
from calc_cli.render.pretty.frame import End, Formula, FormulaPrinter


class CasesPrinter(FormulaPrinter):
    """Conditions are words on one line; cases stand below each other."""

    def on_Tuple(self, e: sp.Tuple, room: int | None) -> Formula:
        boxes = [self.formula(item, self.bracket_room(room)).box for item in e.args]
        inner = Formula(self.listed(boxes, self.bracket_room(room)), Binding.CONDITION)
        return self.bracketed(inner, self.signs.square, End.OTHER)

    def on_Piecewise(self, e: sp.Piecewise, room: int | None) -> Formula:
        if room is None:
            return self.inline_cases(e)
        values = [self.formula(value, self.bracket_room(room, 16)).box for value, _ in e.args]
        width = max(value.width for value in values)
        rows = [
            beside([value, line(" " * (width - value.width) + "  " + self.when(condition))])
            for value, (_, condition) in zip(values, e.args, strict=True)
        ]
        cases = stacked(rows, apart=any(row.height > 1 for row in rows))
        cases = replace(cases, baseline=(cases.height - 1) // 2)
        box = beside([self.signs.brace.of(cases), line(" "), cases])
        return Formula(box, Binding.SUM)

    def when(self, condition: sp.Basic) -> str:
        return "otherwise" if condition == sp.true else f"if {self.formula(condition).box.text}"

    def inline_cases(self, e: sp.Piecewise) -> Formula:
        text = ""
        for value, condition in e.args:
            text += self.tight(value, Binding.SUM).box.text
            text += "" if condition == sp.true else f" if {self.formula(condition).box.text} else "
        return Formula(line(text + ("undefined" if text.endswith(" else ") else "")), Binding.CONDITION)

    def chain(self, parts: Sequence[sp.Expr | str]) -> Formula:
        texts = (self.signs.relations[p] if isinstance(p, str) else self.tight(p, Binding.SUM).box.text for p in parts)
        return Formula(line(" ".join(texts)), Binding.SUM)

    def on_Not(self, e: sp.Not, _room: int | None) -> Formula:
        return Formula(line(f"not ({self.formula(e.args[0]).box.text})"), Binding.SUM)

    def joined(self, word: str, conditions: Sequence[sp.Basic]) -> Formula:
        return Formula(
            line(f" {word} ".join(self.tight(o, Binding.SUM).box.text for o in conditions)), Binding.CONDITION
        )
