"""The lines of a working as claims: what each says, in SymPy's expressions, of the function or beside it."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import dropwhile

import sympy as sp

from calc_cli.algebra import unevaluated
from calc_cli.algebra.functions import Pending, abstract, symbol
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.checking.question import evaluated
from calc_cli.calculus.working.claims import NUMBER, PLANE, Claim, Conclusion, Goal
from calc_cli.calculus.working.drawn_lines import solved_for
from calc_cli.calculus.working.equation_steps import MULTIPLIER
from calc_cli.errors import CalcError
from calc_cli.questions.answers.working.problems import asks_for_all_solutions, defined_name, quantities_of
from calc_cli.questions.check import ParsedCheck
from calc_cli.questions.given import as_one_list
from calc_cli.questions.working.conclusions import ToldConclusion
from calc_cli.questions.working.inverses import INVERSE
from calc_cli.questions.working.lines import WorkingLimit, WorkingLine, WorkingSide, located
from calc_cli.questions.working.text import NOTHING, SOMETHING
from calc_cli.syntax.parser import parse
from calc_cli.syntax.tree import DerivativeOf, Name, Negative, Node, Number, Vector, parts, with_node
from calc_cli.syntax.words import Names, canonical

_EXACT = 2
"""Digits of decimals that are mostly exact."""

POSITIONS = ("s", "h", "x")
MOTION = {"v": 1, "a": 2}
"""Names of derivatives of a position in the time t: its velocity and acceleration."""


@dataclass(slots=True)
class ToldLines:
    """All lines of an exercise; those that could not be read have no parts."""

    parsed: ParsedCheck
    all_lines: list[WorkingLine]

    @property
    def lines(self) -> list[WorkingLine]:
        """The lines that could be read, first the function, which may come behind the equations of its parts."""
        found = [line for line in self.all_lines if line.parts]
        found = [*dropwhile(lambda line: line.is_value, found)] or found
        rated = {line.left.name for line in found if line.left and line.left.order and line.left.name != "y"}
        main = next((line for line in found if defined_name(line) in rated), found[0])
        is_integral = any(quantities_of(part.reading.tree) for part in found[0].parts)
        is_number = isinstance(found[0].parts[-1].reading.tree, Number)  # P = 2x + 2y = 100
        is_equation = len(found[0].parts) == 2 and (found[0].left is None or is_number)
        is_of_rates = any(isinstance(e, DerivativeOf) for part in found[0].parts for e in parts(part.reading.tree))
        is_equation = is_equation and not (self.parsed.varying or is_integral or is_of_rates)
        return sorted(found, key=lambda line: line is not main) if is_equation else found

    def values(self, x: sp.Symbol) -> dict[sp.Expr, sp.Expr]:
        """Return what is told of functions that have no formula, f(2) = 5 and f'(2) = 3."""
        known = {*map(defined_name, self.all_lines), *MOTION}
        told = [line for line in self.all_lines if line.is_value and line.left and line.left.name not in known]
        told = [line for line in told if line.left and not line.left.name.endswith(INVERSE)]
        places = {line: tuple(self.typed(place.tree, line, x) for place in line.at) for line in told}
        named = {line: abstract(line.left.name, line.left.order) for line in told if line.left}
        return {of(*places[line]): self.typed(line.parts[0].reading.tree, line, x) for line, of in named.items()}

    @property
    def has_all_solutions(self) -> bool:
        """True if all solutions are asked for."""
        return asks_for_all_solutions(self.parsed.question.text)

    def name(self) -> str | None:
        """Return the name of the function, from the first line or from where its derivative is."""
        first, *lines = self.lines
        if first.left is not None:
            return first.left.name
        defined = set(map(defined_name, lines))
        return next((line.left.name for line in lines if line.left and line.left.name not in defined), None)

    def definitions(self) -> dict[str, WorkingLine]:
        """Return the lines after the first that define names, by these."""
        first = self.lines[0].left
        arguments = () if first is None else first.before  # y of f(x, y)
        lefts = [line.left for line in self.lines if line.left and line.left.is_partial]
        partial = {u for left in lefts for u in (left.variable, *left.before)}
        found = {name: line for line in reversed(self.lines[1:]) if (name := defined_name(line))}
        letters = {u: letters_of(self.sides(line, symbol("x"))[1:]) for u, line in found.items()}
        ends = {u: line.parts[-1].reading.tree for u, line in found.items()}
        places = {u for u in found if not letters[u] or (u in "xyzt" and isinstance(ends[u], Number))}  # x = y = 5
        conditions = {u for u in found if u in "xyz" and MULTIPLIER in letters[u]}  # y = 2λx
        solved, asks = self.solved(found), [line for line in self.lines if line.parts[1:] and _is_zero(line.parts[-1])]
        late = {u for u, line in found.items() if asks and self.lines.index(line) > self.lines.index(asks[0])}
        late |= {u for u, line in found.items() if self.is_root(u, {*letters[u]}, line)}
        # k = np, of a slope that is 0, is no definition; nor is g(y) = y^3, which f_y = x^2 + g'(y) is solved for
        rest = partial - {first and first.variable, None}
        potential = {u for u, line in found.items() if line.left and line.left.variable in rest}
        of = letters_of(self.sides(self.lines[0], symbol("x"))[1:])
        inverted = {u for u in found if first and symbol(first.name) in letters[u] and symbol(u) in of}  # x = sin y
        inverted = {u for u in inverted if not isinstance(ends[u], Name)}
        varied = {line.left.variable for line in self.lines if line.left and line.left.order}  # y of dq/dy
        without = {
            *arguments,
            *conditions,
            *(places & {*partial, *varied, *solved}),
            *(late & solved),
            *potential,
            *inverted,
        }
        return {u: line for u, line in found.items() if u not in without}

    def is_root(self, name: str, letters: set[sp.Symbol], line: WorkingLine) -> bool:
        """Return True of x = a/6 below V = x (a - 2x)^2 and its derivative, in which x is."""
        x = symbol(name)
        slopes = [o for o in self.lines[: self.lines.index(line)] if o.left and o.left.order]
        sides = (self.typed(part.reading.tree, o, x) for o in slopes for part in o.parts)
        whole = self.typed(self.lines[0].parts[0].reading.tree, self.lines[0], x).free_symbols
        return {x, *letters} <= whole and any(x in side.free_symbols for side in sides)

    def solved(self, found: Mapping[str, WorkingLine]) -> set[str]:
        """Return the names that a line was about before the one that defines them: 2c = 4, and then c = 2.

        Where the function has a value, f(1) = 5, that may be about each of its letters.
        """
        solved = set[str]()
        for name, line in found.items():
            before = self.lines[1 : self.lines.index(line)]
            before = [*self.lines[:1], *before] if any(o.left and o.left.at for o in before) else before
            trees = (part.reading.tree for other in before for part in other.parts)
            solved |= {name} & {e.name for tree in trees for e in parts(tree) if isinstance(e, Name)}
        return solved

    def lowered(self, definitions: Mapping[str, WorkingLine], x: sp.Symbol) -> dict[str, sp.Expr]:
        """Return the definitions that can be read as what they say."""
        return {name: self.typed(line.parts[0].reading.tree, line, x) for name, line in definitions.items()}

    def is_lowered(self, line: WorkingLine) -> bool:
        """Return True if all sides of a line can be read as what they say."""
        with suppress(CalcError):
            return all(self.typed(side.reading.tree, line, symbol("x")) is not None for side in line.parts)
        return False

    def sides(self, line: WorkingLine, x: sp.Symbol) -> list[sp.Expr]:
        """Return the two sides of an equation, d/dx before both taken off; fewer if it is none."""
        is_named = line.left is not None and not line.left.order
        names = [symbol(line.left.name)] if line.left is not None and is_named else []
        found = [self.typed(without_operator(part.reading.tree)[0], line, x) for part in line.parts]
        return [] if line.left is not None and not is_named else [*names, *found][:2]

    def statements(self, x: sp.Symbol, functions: Mapping[str, sp.Expr]) -> Iterator[Claim]:
        """Yield what each line says, part by part; a line that could not be read is one statement."""
        order, is_plane = 0, False
        for told in self.all_lines:
            line, left = told, told.left
            is_bare = re.search(r"[a-z]{4}|\bno\b", line.clause.text) is None and not line.at
            if order and is_bare and left and left.name == x.name and not (left.order or line.clause.asked):
                line = replace(line, clause=replace(line.clause, asked=order, is_given=True))  # zeros of f', perhaps
            elif line.parts:
                is_open = left is not None and not isinstance(line.parts[-1].reading.tree, Number)
                order = left.order if left is not None and is_open and not left.at else 0
            try:
                found = self.planes(line, x, is_plane=is_plane)
                is_plane = bool(found)
                found = found or list(self.parts(line, x, functions))
            except CalcError:
                found = []
            yield from found or [unread(line)]

    def planes(self, line: WorkingLine, x: sp.Symbol, *, is_plane: bool) -> list[Claim]:
        """Return what z is on a plane beside the graph of f(x, y), which it touches; nothing of another line.

        A line that `=` begins goes on with the plane above it if that `is_plane`.
        """
        first, letters, z = self.lines[0], {symbol("x"), symbol("y")}, symbol("z")
        is_of_another = line.left is not None and (line.left.name, line.left.order) != ("z", 0)
        if line is first or first.left is None or is_of_another:
            return []
        f = self.typed(first.parts[0].reading.tree, first, x)
        sides = [self.typed(side.reading.tree, line, x) for side in line.parts]
        if any(isinstance(e, sp.Tuple) for e in (f, *sides)) or f.free_symbols != letters:
            return []
        left = z if line.left or (line.continues and is_plane) else sides.pop(0) if sides else sp.S.NaN
        if not left.has(z) or sp.Tuple(left, *sides).has(Pending):
            return []
        found = [e for side in sides if (e := solved_for(left - side, z)) is not None]
        if not found or len(found) < len(sides) or not all(_is_plane(e, letters) for e in found):
            return []
        texts = _texts(line)[-len(found) :] if found[1:] else [line.clause.text]
        said = replace(unread(line), kind=PLANE)
        return [replace(said, text=text, typed=e) for text, e in zip(texts, found, strict=True)]

    def parts(self, line: WorkingLine, x: sp.Symbol, functions: Mapping[str, sp.Expr]) -> Iterator[Claim]:
        if line.clause.conclusion is not None:
            yield self.conclusion(line, line.clause.conclusion, x)
        if not line.parts:
            return
        claim, texts, is_first = self.claim(line, x), _texts(line), line is self.lines[0]
        subject = None if line.left is None else (line.left.name, line.left.order)
        is_about_x, is_unequal = subject is not None and subject[0] == x.name, bool(line.parts[-1].relation)
        has_left = (is_first and not is_unequal) or line.continues
        if subject is not None and (is_about_x or (functions and not _is_function(subject[0], functions))):
            slope = self.on_level(*subject, x)
            if not is_about_x and subject[1] and slope is None:
                return  # what has not been told
            signs = [m.start() for m in re.finditer("[=≈]", texts[0])]  # x = 2 is an equation, as y = 3x - 1
            cut = signs[-1] if signs and (claim.kind or len(signs) == 1) else 0
            before, texts[0] = texts[0][:cut], texts[0][cut:]
            factor = sp.Mul(*(claim.at or {}).values(), evaluate=False)  # k(1 - p) = ..., where k is no function
            left = unevaluated.mul([symbol(subject[0]), factor if factor.free_symbols else sp.S.One])
            claim = replace(claim, at=None) if factor.free_symbols else claim
            yield replace(claim, text=before, typed=slope or left, is_beside=True)
            subject, has_left = None, True
        moved = functions.get(subject[0]) if subject is not None and self.name() in POSITIONS else None
        if subject is not None and isinstance(moved, Pending) and moved.args[0].is_Symbol:
            subject = (str(moved.args[0]), subject[1] + MOTION[subject[0]])
        for i, part in enumerate(line.parts):
            tree = without_operator(part.reading.tree)[0] if is_first and i == 0 else part.reading.tree
            typed = self.typed(tree, line, x)
            yield replace(
                claim,
                text=texts[i],
                typed=typed,
                subject=subject if i == 0 else None,
                is_beside=not has_left and i == 0 and len(line.parts) > 1,
                to=None if part.limit is None else self.goal(part.limit, line),
                room=_room(tree, is_rounded="≈" in texts[i]) or self.drift(tree, typed, line, x),
                relation=part.relation,
                is_compared=is_unequal and i < len(line.parts) - 1,
                goes_on=part.goes_on,
            )

    def drift(self, tree: Node, typed: sp.Expr, line: WorkingLine, x: sp.Symbol) -> sp.Expr:
        """Return by how much a number may be off that is reckoned with decimals of three digits: 500 e^(5 · 0.549)."""
        decimals = [e for e in parts(tree) if isinstance(e, Number) and len(e.text.partition(".")[2]) > _EXACT]
        if isinstance(tree, Number | Negative) or not typed.is_number:
            return sp.S.Zero
        moved = (self.typed(with_node(tree, e, replace(e, text=f"{e.text}5")), line, x) for e in decimals)
        return sp.Add(*(abs(sp.N(e - typed)) for e in moved))

    def on_level(self, name: str, order: int, x: sp.Symbol) -> sp.Expr | None:
        """Return what dy/dx is on the curves F(x, y) = c of the function of the first line: -F_x/F_y."""
        first, of, y = self.lines[0], self.name(), symbol("y")
        if (name, order) != ("y", 1) or of in (None, "y") or not first.parts:
            return None
        if not {x, y} <= self.typed(first.parts[0].reading.tree, first, x).free_symbols:
            return None
        return -Pending(symbol(of), x, sp.S.One) / Pending(symbol(of), y, sp.S.One)

    def claim(self, line: WorkingLine, x: sp.Symbol) -> Claim:
        """Return what all parts of a line have in common."""
        others = self.lines[0].left.before if self.lines[0].left else ()
        letters = [x, *map(symbol, others or ("y",))]
        if line.clause.placed and not (line.left and line.left.at):
            letters = [symbol(canonical(line.clause.placed) or "")]
        at = dict(zip(letters, (self.typed(part.tree, line, x) for part in line.at), strict=False)) or None
        variable = line.left.variable if line.left and line.left.order else None
        wrt = (*map(symbol, line.left.before), symbol(variable)) if line.left and variable else ()
        where = tuple(self.typed(condition, line, x) for condition in line.where)
        return replace(
            unread(line),
            continues=line.continues,
            at=at,
            wrt=() if {*wrt} == {x} else wrt,
            kind=line.clause.kind,
            asked=line.clause.asked,
            where=where if line.clause.condition else None,
            is_given=line.clause.is_given,
            is_partial=line.left is not None and line.left.is_partial,
        )

    def goal(self, sign: WorkingLimit, line: WorkingLine) -> Goal:
        letters = [*map(symbol, sign.names)]
        places = (evaluated(self.typed(place.tree, line, letters[0])) or sp.S.Zero for place in sign.places)
        return Goal(tuple(zip(letters, places, strict=True)), sign.side)

    def conclusion(self, line: WorkingLine, told: ToldConclusion, x: sp.Symbol) -> Claim:
        at, value = (None if text is None else self.number(text, line, x) for text in (told.at, told.value))
        on = tuple((self.number(low, line, x), self.number(high, line, x)) for low, high in told.intervals)
        return replace(unread(line), conclusion=Conclusion(told.kind, at, value, on))

    def number(self, text: str, line: WorkingLine, x: sp.Symbol) -> sp.Expr:
        return self.typed(parse(text, Names()).tree, line, x).doit()

    def typed(self, tree: Node, line: WorkingLine, x: sp.Symbol) -> sp.Expr:
        tree = as_one_list(tree) if any(isinstance(part, Vector) for part in parts(tree)) else tree
        integrals = [part for part in quantities_of(tree) if len(part.arguments) == 2]
        for i, part in enumerate(integrals):
            tree = with_node(tree, part, Name(part.span, f"∫{i}"))
        try:
            typed = lower_as_typed(tree, x)
            bodies = (sp.Integral(*(lower_as_typed(e, x) for e in part.arguments)) for part in integrals)
            stands_for = {symbol(f"∫{i}"): body for i, body in enumerate(bodies)} | {
                symbol(NOTHING): sp.S.NaN,
                symbol(SOMETHING): NUMBER,
            }
            return typed.xreplace(stands_for)
        except CalcError as error:
            raise self.at(error, line) from None

    def at(self, error: CalcError, line: WorkingLine) -> CalcError:
        return located(error, line.clause.number, line.parts[0].reading.text if line.parts else line.clause.text)


def with_both_sides(lines: Sequence[WorkingLine]) -> Iterator[WorkingLine]:
    """Yield the lines; that a limit does not exist, below those of both sides, is about that of which these are.

    It is not read if they are of two formulas.
    """
    told: dict[str, WorkingSide] = {}
    for line in lines:
        *sides, last = [part.reading.text.strip() for part in line.parts] or [""]
        told |= {part.limit.side: part for part in reversed(line.parts) if part.limit and last != NOTHING}
        is_nothing = line.continues and not sides and last == NOTHING
        if is_nothing and told.keys() == {"left", "right"} and (limit := told["left"].limit):
            whole = replace(told["left"], limit=replace(limit, side="both"))
            is_one = whole.reading.text == told["right"].reading.text
            yield replace(line, parts=(whole, *line.parts) if is_one else (), continues=False)
        else:
            yield line


def _is_plane(e: sp.Expr, letters: Set[sp.Symbol]) -> bool:
    return e.free_symbols == letters and all(sp.diff(e, u, v) == 0 for u in letters for v in letters)


def _is_function(name: str, functions: Mapping[str, sp.Expr]) -> bool:
    """Return True of a name that stands for a function or a value of one, and not of a coordinate."""
    return name.startswith(("D_", "m_")) or name.removesuffix(INVERSE) in functions


def unread(line: WorkingLine) -> Claim:
    """Return a line as a claim of nothing that could be read."""
    return Claim(line.clause.number, line.clause.text, None)


def letters_of(sides: Sequence[sp.Expr]) -> list[sp.Symbol]:
    """Return the letters of all sides, in order."""
    return sorted(sp.Tuple(*sides).free_symbols, key=str)


def _room(tree: Node, *, is_rounded: bool) -> sp.Expr:
    """Return half a unit in the last place of a number that is rounded, as are decimals of two digits, else 0.

    Zeros at the end of ≈ 7780 are no places, but three digits are.
    """
    number = tree.operand if isinstance(tree, Negative) else tree
    whole, point, decimals = number.text.partition(".") if isinstance(number, Number) else ("", "", "")
    is_decimal = point and decimals.isdigit() and len((whole + decimals).lstrip("0")) > 1
    is_integer = is_rounded and whole.isdigit() and not point
    zeros = min(len(whole) - len(whole.rstrip("0")), max(0, len(whole) - 3)) if is_integer else 0
    return sp.Rational(10**zeros, 2 * 10 ** len(decimals)) if is_decimal or is_integer else sp.S.Zero


def _texts(line: WorkingLine) -> list[str]:
    """Return the text of each part, with the `=` before it and what the line begins with."""
    is_unequal = len(line.parts) > 1 and line.parts[1].relation
    sides = re.split(r"(?=[<>≤≥≠])" if is_unequal else r"(?<![<>!=])(?=[=≈](?!=)(?![^{}]*\}))", line.clause.text)
    if (line.left is not None or line.continues) and len(sides) > 1:
        sides = [sides[0] + sides[1], *sides[2:]]
    if len(sides) != len(line.parts):
        return [line.clause.text] + [""] * (len(line.parts) - 1)
    return sides


def without_operator(tree: Node) -> tuple[Node, int, str | None]:
    """Return the function in d/dx [...] or (...)', with the order and the variable."""
    return (tree.operand, tree.order, tree.variable) if isinstance(tree, DerivativeOf) else (tree, 0, None)


def _is_zero(side: WorkingSide) -> bool:
    return isinstance(side.reading.tree, Number) and side.reading.tree.text == "0"
