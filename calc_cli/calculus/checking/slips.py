"""One slip in a derivation, or two: the mistakes of the table of rules, each at every place."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain

import sympy as sp

from calc_cli.algebra import unevaluated
from calc_cli.algebra.functions import Pending
from calc_cli.calculus.checking.replay import Numbers, PlacedRule, Replay, Writing, minus, plus, same, times
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.equality.verdict import Diagnosis
from calc_cli.calculus.rules.application import Application, ChainRule, Elementary
from calc_cli.calculus.rules.rule import Rule, outer_derivative
from calc_cli.functions import BY_NAME, FUNCTIONS, Mistake

SELDOM = 2
"""The rank of a mistake that anything else which gives the answer is likelier than."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A `mistake` at a place, what writes the rule with it, and by how much the whole changes."""

    place: PlacedRule
    mistake: Mistake
    write: Writing
    parts: tuple[PlacedRule, ...]
    change: Numbers

    @property
    def wrong(self) -> sp.Expr:
        """Return what is written at the place instead of its derivative."""
        return self.write([part.written for part in self.parts])

    def diagnosis(self, x: sp.Symbol) -> Diagnosis:
        """Return what to say of it: what was done, where, and what is right."""
        parts = (Pending(self.place.rule.input, x, sp.S.One), self.place.written, self.wrong)
        mistake = self.mistake
        said, place = f"{mistake.sentence}: {{}} is {{}}, not {{}}", f"{mistake.sentence}: {{0}} is not {{2}}"
        return Diagnosis(mistake.name, said, parts, mistake.rank, place)


def _fixed(written: sp.Expr, slopes: Sequence[sp.Expr]) -> sp.Expr:  # noqa: ARG001 - they are lost
    return written


def _part_mistaken(rule: Application, i: int, factor: sp.Expr, more: sp.Expr, slopes: Sequence[sp.Expr]) -> sp.Expr:
    """Write the rule with the derivative of part `i` multiplied by `factor`, and `more` added."""
    mistaken = unevaluated.add([unevaluated.mul([factor, slopes[i]]), more])
    return rule.result([*slopes[:i], mistaken, *slopes[i + 1 :]])


def _one_more(rule: Application, term: sp.Expr, slopes: Sequence[sp.Expr]) -> sp.Expr:
    """Write one term more than the rule does."""
    return unevaluated.add([rule.result(slopes), term])


Mistaken = Iterator[tuple[Mistake, Writing, tuple[PlacedRule, ...]]]


def slips(replay: Replay) -> Iterator[Slip]:
    """Yield every mistake at every place, the outermost places first."""
    for place in reversed(replay.places):
        for mistake, write, parts in chain(_mistakes(place), _in_another_letter(place, replay.x)):
            change = times(place.weight, minus(replay.local(write, parts), place.slope))
            yield Slip(place, mistake, write, parts, change)


_EVERY_PART = "every part of it is differentiated"
_DROPPED = Mistake("a term dropped", "", _EVERY_PART)
_LEFT_AS_IT_IS = Mistake("a term not differentiated", "", _EVERY_PART, rank=3)
_SIGN_OF_TERM = Mistake("sign of a term turned", "", "sign of a term turned", rank=3)
_AS_VARIABLE = Mistake("constant taken for a variable", "", "a number is a constant, however it is written")
_HELD_FIXED = Mistake("parameter taken for a variable", "", "the other letters are held fixed")
_OUTER_KEPT = Mistake(
    "outer function not differentiated", "", "the outer function is differentiated too, and the inner one stays inside"
)
_INNER_CHANGED = Mistake("outer derivative taken at the inner derivative", "", "the inner function stays inside")
_OTHER_LETTER = Mistake("wrong variable in a term", "", "this is differentiated in another letter")
"""Mistakes whose formulas are made for the place."""

_TELLS_ALL = {_DROPPED.name, "inner derivative missing"}
"""Mistakes with which others within come to the same: of f(3x) the inner derivative is lost with the factor 3."""


def _mistakes(place: PlacedRule) -> Mistaken:
    for rule, parts in ((place.rule, place.parts), *place.others):
        for m in rule.rule.mistakes:
            if _is_possible(m, rule, parts):
                yield _of_minus(m, rule), rule.mistaken(m.formula).result, parts
        if isinstance(rule, ChainRule):
            for m in (*rule.outer.rule.mistakes, *_siblings(rule.outer.rule)):
                if not _is_possible(m, rule.outer, parts):
                    continue
                outside = rule.mistaken_outside(m.formula)
                yield m, outside.result, parts
                also = f"{m.sentence}; and the inner derivative is missing"
                also_inside = replace(m, explanation=also, formula="", rank=SELDOM)
                yield also_inside, outside.mistaken("F'(g(x))").result, parts
        elif isinstance(rule, Elementary):
            for m in _siblings(rule.rule):
                yield m, rule.mistaken(m.formula).result, parts
    yield from _forgotten_parts(place)
    yield from _constant_differentiated(place)
    yield from _at_inner_derivative(place)


def _of_minus(m: Mistake, rule: Application) -> Mistake:
    """Return the mistake; of a factor -1 that is dropped, that it is the sign."""
    is_minus = rule.letters.get("c") is sp.S.NegativeOne
    lost = replace(m, name="sign lost", explanation="the minus in front stays", rank=0)
    return lost if is_minus and rule.rule.key == "constant-multiple" and m.formula == "f'(x)" else m


@cache
def _siblings(rule: Rule) -> tuple[Mistake, ...]:
    """Return the derivatives of the other functions of the same group, taken for that of this one."""
    known = {m.formula for m in rule.mistakes} | {rule.derivative}
    return tuple(
        Mistake(f"derivative of the {other.doc.partition(',')[0]}", other.derivative[0], "")
        for other in FUNCTIONS
        if other.group == rule.group and other.group in _FAMILIES and len(other.derivative) == 1
        if other.derivative[0] not in known and other.name != rule.key
    )


_FAMILIES = {BY_NAME[name].group for name in ("sin", "asin", "sinh")}
"""Groups of functions whose derivatives are confused."""


def _is_possible(m: Mistake, rule: Application, parts: tuple[PlacedRule, ...]) -> bool:
    """Return True unless a sign is lost that is not there: of an exponent, of the inner derivative."""
    if m.sign_of == "inner derivative":
        return bool(parts[0].written.could_extract_minus_sign())
    n = rule.letters.get("n")
    if m.sign_of == "lowered exponent":
        return n is not None and n.is_Rational and 0 < n < 1
    return m.sign_of is None or n is None or bool(n.could_extract_minus_sign())


def _forgotten_parts(place: PlacedRule) -> Mistaken:
    """Of a sum or product of many, which the table's formulas in two letters do not reach."""
    if place.rule.rule.key not in ("sum", "difference", "product") or len(place.parts) < 3:
        return
    for i, part in enumerate(place.parts):
        for mistake, factor, more in (
            (_DROPPED, sp.S.Zero, sp.S.Zero),
            (_LEFT_AS_IT_IS, sp.S.Zero, part.rule.input),
            (_SIGN_OF_TERM, sp.S.NegativeOne, sp.S.Zero),
        ):
            yield mistake, partial(_part_mistaken, place.rule, i, factor, more), place.parts


def _constant_differentiated(place: PlacedRule) -> Mistaken:
    """(e^3)' = 3e^2, (e^3 x)' = 3e^2 x + e^3 or 3e^2: the number, or another letter, in a constant taken for x."""
    rule = place.rule
    c = rule.letters.get("c")
    for mistake, wrong in () if c is None else _as_if_variable(c):
        term = unevaluated.mul([wrong, *rule.parts])
        if place.rule.input == c:
            writings = [partial(_fixed, wrong)]
        else:
            product = unevaluated.mul([wrong, *(part.written for part in place.parts)])
            writings = [partial(_one_more, rule, term), partial(_fixed, product)]
            writings += [partial(_fixed, term)] if mistake is _AS_VARIABLE else []
        yield from ((mistake, write, place.parts) for write in writings)


def _as_if_variable(c: sp.Expr) -> Iterator[tuple[Mistake, sp.Expr]]:
    factors = sp.Mul.make_args(c)
    letters = [factor for factor in factors if isinstance(factor, sp.NumberSymbol)]  # pi x^2 as if pi were a letter
    if letters and not c.free_symbols:
        for letter in letters:
            yield _AS_VARIABLE, unevaluated.mul(factor for factor in factors if factor is not letter)
    elif c.free_symbols:
        yield from ((_HELD_FIXED, sp.diff(c, letter)) for letter in sorted(c.free_symbols, key=str)[:3])
    elif c.is_Pow or isinstance(c, sp.exp):
        base, exponent = c.as_base_exp()
        yield _AS_VARIABLE, unevaluated.mul([exponent, unevaluated.power(base, exponent - 1)])
    elif isinstance(c, sp.Function) and len(c.args) == 1:
        yield _AS_VARIABLE, outer_derivative(c, 0)


def _at_inner_derivative(place: PlacedRule) -> Mistaken:
    """(cos u)^2 to -(sin u)^2 or -2 sin u, sin(cos u) to -cos(sin u): the inner function alone differentiated."""
    rule = place.rule
    if not isinstance(rule, ChainRule) or len(place.parts) != 1:
        return
    inner = place.parts[0]
    is_chain = isinstance(inner.rule, ChainRule)
    base = inner.rule.outer if isinstance(inner.rule, ChainRule) else inner.rule
    if not isinstance(base, Elementary):
        return
    minus, derivative = _unsigned(base.derivative(inner.rule.parts[0] if is_chain else rule.outer.variable))
    for mistake, outer in ((_OUTER_KEPT, rule.outer.function), (_INNER_CHANGED, rule.outer.derivative)):
        taken = unevaluated.mul([*([sp.S.NegativeOne] if minus else []), outer(derivative)])
        yield mistake, partial(_fixed, taken), place.parts
        if is_chain:
            yield mistake, partial(_fixed, unevaluated.mul([taken, inner.parts[0].written])), place.parts


def _in_another_letter(place: PlacedRule, x: sp.Symbol) -> Mistaken:
    """Of x y as a term, y for its derivative in y."""
    term = place.rule.input
    if place.above is not None and place.above.rule.rule.key in ("sum", "difference") and term.has(x):
        for letter in sorted(term.free_symbols - {x}, key=str):
            yield _OTHER_LETTER, partial(_fixed, differentiate(term, letter)), place.parts


def _unsigned(e: sp.Expr) -> tuple[bool, sp.Expr]:
    minus = e.is_Mul and e.args[0] is sp.S.NegativeOne
    return (True, unevaluated.mul(e.args[1:])) if minus else (False, e)


def single(
    found: Sequence[Slip], right: Numbers, given: Numbers, rank: Callable[[Slip], int] | None = None
) -> list[Slip]:
    """Return the slips that alone give the answer, the commonest at each place, the commonest and outermost first."""
    matching: dict[PlacedRule, Slip] = {}
    same_value = [slip for slip in found if same(plus(right, slip.change), given)]
    for slip in sorted(same_value, key=rank or (lambda slip: slip.mistake.rank)):
        matching.setdefault(slip.place, slip)
    whole = [slip.place for slip in matching.values() if slip.mistake.name in _TELLS_ALL]
    return [
        slip
        for slip in matching.values()
        if not any(place in line_of(slip.place.above) for place in (whole if slip.wrong != 0 else matching))
    ]


def line_of(place: PlacedRule | None) -> list[PlacedRule]:
    """Return the place and all those around it."""
    line = []
    while place is not None:
        line.append(place)
        place = place.above
    return line
