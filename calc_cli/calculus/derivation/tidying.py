"""How what the rules leave becomes what is printed: multiplied out, collected, factored, each step by its name.

The last form is given. Those on the way are tried in the order in which a book writes them: what is written is worked
out term by term, fractions are put over one denominator, common factors taken out, brackets multiplied out. A form is
kept only if its value at some points is that of the form before; if a step cannot be told apart it is named "simplify".
"""

from collections import Counter
from collections.abc import Iterator

import mpmath
import sympy as sp

from calc_cli.algebra import unevaluated
from calc_cli.algebra.cost import cost
from calc_cli.algebra.evaluate import approximate, evaluator
from calc_cli.algebra.identities import FUNCTION, KINDS, SQUARES
from calc_cli.algebra.occurrences import is_larger
from calc_cli.calculus.steps import Step
from calc_cli.errors import CalcError

SIMPLIFY = "simplify"
LIKE_TERMS = "collect like terms"
COMBINE = "combine factors"
CANCEL = "cancel common factors"
MULTIPLY_OUT = "multiply out"
MULTIPLY_AND_COLLECT = f"{MULTIPLY_OUT}, {LIKE_TERMS}"
MULTIPLY_ABOVE = f"{MULTIPLY_OUT} above the bar, {LIKE_TERMS}"
TAKE_OUT = "take out common factors"
COMMON_DENOMINATOR = "common denominator"
WRITE_OUT = "write out the sum"
DOUBLE_ANGLE = "double angle"
AS_FRACTIONS = "write negative powers as fractions"

_MULTIPLYING = frozenset({MULTIPLY_OUT, MULTIPLY_AND_COLLECT, MULTIPLY_ABOVE})

_FRACTIONS = {TAKE_OUT, COMMON_DENOMINATOR, f"{COMMON_DENOMINATOR}, {CANCEL}", SIMPLIFY, CANCEL, *_MULTIPLYING}
_NEXT = {MULTIPLY_OUT: _MULTIPLYING, **dict.fromkeys((COMBINE, CANCEL, f"{COMBINE}, {CANCEL}", SIMPLIFY), _FRACTIONS)}
"""By what was done: what is done in the same line if it comes next, and names it."""

_LARGEST = 400
"""Larger expressions are not looked into: the last form follows at once."""

_VALUES = ("0.731", "-1.377", "2.913", "0.219", "-0.617")
"""Values of the variables in turn, at which forms are compared."""


def tidying(written: sp.Expr, result: sp.Expr, *, typed: bool = True) -> tuple[Step, ...]:
    """Return the steps from what the rules leave to `result`, which is equal to it. None if both look the same.

    `typed` tells whether the order of terms in `written` is to be kept.
    """
    steps: list[Step] = []
    form = written
    for name, following in _forms(written, result):
        if looks(form) == looks(result):
            break
        if looks(following) != looks(form):
            following = result if _are_alike(following, result) else following
            if steps and name in _NEXT.get(steps[-1].rule, ()):
                form = steps.pop().input
            steps.append(Step(name, form, following, typed=typed and form is written, final=True))
        form = following
    if typed and not steps and _has_negative_power(written):
        return (Step(AS_FRACTIONS, written, result, typed=typed, final=True),)
    return tuple(steps)


def _are_alike(form: sp.Expr, result: sp.Expr) -> bool:
    """Return True if both look the same, but for a minus in front of a bracket above the bar: -(2 - x) y, (x - 2) y."""
    (above, below), (numerator, denominator) = fraction(form), fraction(result)
    opposite = [(e, sp.Add(*(-term for term in e.args))) for e in sp.Mul.make_args(-above) if e.is_Add]
    turned = [-above / bracket * negative for bracket, negative in opposite]
    return (below == denominator and numerator in turned) or looks(form) == looks(result)


def _has_negative_power(e: sp.Expr) -> bool:
    """Return True if something like x^-2 is written, which prints as 1/x^2 at the end."""
    return any(node.is_Pow and _is_negative(node.exp) and node.exp != -1 for node in sp.preorder_traversal(e))


def _forms(written: sp.Expr, result: sp.Expr) -> Iterator[tuple[str, sp.Expr]]:
    """Each form with the name of what leads to it; the last is `result`."""
    form = written
    if not is_larger(written, _LARGEST):
        worked_out = _worked_out(written)
        if worked_out is not None:
            yield _name_of_working(written), worked_out
            form = worked_out
            for name, following in _on_the_way(worked_out, result):
                if following != form and _agree(form, following):
                    yield name, following
                    form = following
    if form != result:
        yield _name(form, result), result


def _worked_out(e: sp.Expr) -> sp.Expr | None:
    """Return `e` evaluated over the real numbers: numbers, equal factors, like terms; None if that is nowhere one."""
    try:
        value = evaluator().value(e)
    except CalcError:
        return None
    return None if value.has(sp.zoo, sp.nan) else value


def _on_the_way(e: sp.Expr, result: sp.Expr) -> Iterator[tuple[str, sp.Expr]]:
    """Forms between `e` and `result`, each from the one before."""
    above, below = fraction(result)
    if e.is_Add and not result.is_Add and any(fraction(term)[1] is not sp.S.One for term in e.args):
        e = sp.together(e)
        yield COMMON_DENOMINATOR, e
    for name, pythagorean in _by_identities(e) if _angles(result) <= _angles(e) else ():
        e = pythagorean
        yield name, e
    numerator, denominator = fraction(e)
    shorter = sp.factor_terms(numerator) / denominator
    if numerator.is_Add and fraction(shorter)[1] != denominator:
        e = shorter
        yield CANCEL, e
        numerator, denominator = fraction(e)
    if numerator.is_Add and above.is_Mul and any(factor.is_Add for factor in above.args):
        e = sp.factor_terms(numerator) / denominator
        yield TAKE_OUT, e
    numerator, denominator = fraction(e)
    if above.is_Add and _brackets(numerator) and below.free_symbols:
        yield MULTIPLY_ABOVE, sp.expand(numerator) / denominator


def _by_identities(e: sp.Expr) -> Iterator[tuple[str, sp.Expr]]:
    """sin^2 + cos^2 = 1 and the like, above the bar, where that makes it shorter."""
    numerator, denominator = fraction(e)
    if not numerator.is_Add or not _kinds(numerator):
        return
    written, numerator = numerator, sp.expand(numerator)
    for square in [p for p in numerator.atoms(sp.Pow) if p.exp == 2 and KINDS.get(p.base.func) in SQUARES]:
        kind = KINDS[square.base.func]
        constant, factor, other = SQUARES[kind]
        partner = sp.Pow(FUNCTION[other](*square.base.args), 2)
        shorter = sp.expand(numerator.xreplace({square: constant + factor * partner}))
        if numerator.has(partner) and cost(shorter) < cost(numerator) - 1:
            first = f"{MULTIPLY_OUT}, " if _brackets(written) > _brackets(numerator) else ""
            yield first + _PYTHAGORAS[frozenset((kind, other))], shorter / denominator
            return


_PYTHAGORAS = {
    frozenset(("sin", "cos")): "sin^2 + cos^2 = 1",
    frozenset(("tan", "sec")): "sec^2 = 1 + tan^2",
    frozenset(("cot", "csc")): "csc^2 = 1 + cot^2",
    frozenset(("sinh", "cosh")): "cosh^2 - sinh^2 = 1",
    frozenset(("tanh", "sech")): "sech^2 = 1 - tanh^2",
    frozenset(("coth", "csch")): "csch^2 = coth^2 - 1",
}
_DEFINITIONS = {
    "tan": "tan = sin/cos", "cot": "cot = cos/sin", "sec": "sec = 1/cos", "csc": "csc = 1/sin",
    "tanh": "tanh = sinh/cosh", "coth": "coth = cosh/sinh", "sech": "sech = 1/cosh", "csch": "csch = 1/sinh",
}  # fmt: skip


def _agree(a: sp.Expr, b: sp.Expr) -> bool:
    """Return True if both have the same values at some points: SymPy takes complex roots of negative numbers."""
    names = sorted(a.free_symbols | b.free_symbols, key=str)
    for shift in range(3):
        point = {s: mpmath.mpf(_VALUES[(i + shift) % len(_VALUES)]) for i, s in enumerate(names)}
        try:
            x, y = approximate(a, point, 20, quick=True), approximate(b, point, 20, quick=True)
        except CalcError:
            continue
        if abs(x - y) > mpmath.mpf("1e-15") * (1 + abs(x)):
            return False
    return True


# Names


def _name_of_working(e: sp.Expr) -> str:
    """Name the work that evaluates `e`."""
    found = {name for node in sp.preorder_traversal(e) for name in _work_in(node)}
    return ", ".join(sorted(found, key=_ORDER.index)) or SIMPLIFY


_ORDER = (WRITE_OUT, MULTIPLY_OUT, COMBINE, CANCEL, LIKE_TERMS)


def _work_in(node: sp.Basic) -> Iterator[str]:
    if isinstance(node, sp.Sum):
        yield WRITE_OUT
    elif node.is_Add:
        value = _worked_out(node)
        if value is not None and len(sp.Add.make_args(value)) < len(node.args):
            yield LIKE_TERMS
    elif node.is_Pow and node.base.is_Pow and node.exp is not sp.S.NegativeOne:
        yield COMBINE
    elif node.is_Mul:
        yield from _work_in_product(unevaluated.flat(node))


def _work_in_product(factors: list[sp.Expr]) -> Iterator[str]:
    powers = [(sp.S.One if b.is_Rational else b, n) for factor in factors for b, n in _powers(factor)]
    above = Counter(base for base, exponent in powers if not _is_negative(exponent))
    below = Counter(base for base, exponent in powers if _is_negative(exponent))
    if above.keys() & below.keys():
        yield CANCEL
    elif any(n > 1 for n in (above + below).values()):
        yield COMBINE
    if len(factors) == 2 and factors[0].is_Rational and factors[1].is_Add:
        yield MULTIPLY_OUT


def _powers(e: sp.Expr) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """Yield base and exponent of each factor, as written, but for the factors 1 and -1."""
    for factor in unevaluated.flat(e):
        base, exponent = factor.args if factor.is_Pow else (factor, sp.S.One)
        if exponent is sp.S.NegativeOne and (base.is_Mul or base.is_Pow):
            yield from ((b, -n) for b, n in _powers(base))
        elif base.is_Rational and base.q != 1:
            yield from (
                (b, n) for b, n in ((sp.Integer(abs(base.p)), exponent), (sp.Integer(base.q), -exponent)) if b != 1
            )
        elif base not in (1, -1):
            yield abs(base) if base.is_Rational else base, exponent


def _is_negative(exponent: sp.Expr) -> bool:
    return bool(exponent.is_Rational and exponent.p < 0)


def fraction(e: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """Return the numerator and the denominator; e^-x stands above the bar."""
    factors = sp.Mul.make_args(e)
    below = [f for f in factors if f.is_Pow and _is_negative(f.exp)]
    return sp.Mul(*(f for f in factors if f not in below)), sp.Mul(*(1 / f for f in below))


def _name(before: sp.Expr, after: sp.Expr) -> str:
    """Name the rewriting that turns `before` into `after`: try each known one, else describe the difference."""
    for name, transformed in _tried(before):
        if transformed == after:
            return CANCEL if name == TAKE_OUT and fraction(before)[1] != fraction(after)[1] else name
    if _angles(after) - _angles(before):
        return DOUBLE_ANGLE
    if _kinds(before) != _kinds(after):
        changed = (_kinds(after) - _kinds(before)) & _DEFINITIONS.keys() or _kinds(before) - _kinds(after)
        return ", ".join(_DEFINITIONS[kind] for kind in sorted(changed & _DEFINITIONS.keys())) or SIMPLIFY
    if before.has(sp.sign) and not after.has(sp.sign):
        return "u sgn u = |u|"
    (above, below), (numerator, denominator) = fraction(before), fraction(after)
    if before.is_Add and after.is_Mul and below == denominator:
        return TAKE_OUT
    if below != denominator:
        return CANCEL if not Counter(_powers(denominator)) - Counter(_powers(below)) else SIMPLIFY
    return MULTIPLY_AND_COLLECT if _brackets(numerator) < _brackets(above) else SIMPLIFY


def _tried(e: sp.Expr) -> Iterator[tuple[str, sp.Expr]]:
    if is_larger(e, _LARGEST):
        return
    yield TAKE_OUT, sp.factor_terms(e)
    yield MULTIPLY_AND_COLLECT, sp.expand(e)
    yield f"{COMMON_DENOMINATOR}, {CANCEL}", sp.together(e)


def _kinds(e: sp.Expr) -> set[str]:
    return {KINDS[node.func] for node in sp.preorder_traversal(e) if node.func in KINDS}


def _angles(e: sp.Expr) -> set[sp.Basic]:
    return {node.args[0] for node in e.atoms(*KINDS)}


def _brackets(e: sp.Expr) -> int:
    """How many products and powers have a sum in brackets."""
    return sum(
        any(part.is_Add for part in node.args) for node in sp.preorder_traversal(e) if node.is_Mul or node.is_Pow
    )


Reader = tuple[object, ...]


def looks(e: sp.Basic) -> Reader:
    """Return the expression but for the order of its terms and factors, to be compared."""
    if not e.args:
        return (str(e),)
    if e.is_Mul or e.is_Pow:
        negative = sum(f.is_Rational and f.p < 0 for f in unevaluated.flat(e)) % 2
        return "*", negative, frozenset(Counter((looks(b), looks(n)) for b, n in _powers(e)).items())
    parts = map(looks, e.args)
    return e.func.__name__, frozenset(Counter(parts).items()) if e.is_Add else tuple(parts)
