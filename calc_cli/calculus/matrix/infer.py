"""A parsed matrix expression as a tree with shapes: which letters are matrices, vectors and scalars, and of what size.

Declared shapes are given. Of the other letters capital ones are matrices, and small ones vectors or scalars, as the
expression demands: readings are tried, the most usual first, until one gives every operation fitting shapes. A reading
in which an operation on the entries of a vector, as a sum, is one of a scalar comes last: nobody would have typed it.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import combinations, islice

from calc_cli.calculus.matrix import arithmetic as m, expression as ex
from calc_cli.calculus.matrix.elaborate import Elaborator
from calc_cli.calculus.matrix.expression import SCALAR, Dim, Expr, Shape, Symbol
from calc_cli.calculus.matrix.shapes import Declared, Dimensions, Mismatch, named
from calc_cli.calculus.result import Notes, Notice
from calc_cli.errors import UsageError
from calc_cli.syntax import tree as syntax
from calc_cli.syntax.names import GREEK
from calc_cli.syntax.tree import Entrywise, NormOf, Transposed

MOST_READINGS = 600


@dataclass(frozen=True, slots=True)
class Typed:
    """An expression as typed, with all shapes known, and what had to be decided for that."""

    expression: Expr
    notes: Notes


def infer(tree: syntax.Node, source: str, declared: Mapping[str, Declared], *, prefer_scalar: bool = True) -> Typed:
    """Return `tree` with shapes; of several readings with `prefer_scalar` one that is a scalar.

    Raises UsageError, at the operation whose shapes differ, if no reading fits.
    """
    first_error: UsageError | None = None
    found: list[tuple[tuple[int, bool], Typed]] = []
    for kinds in islice(_readings(tree, declared), MOST_READINGS):
        try:
            typed, idle = _read(tree, source, declared, kinds)
        except UsageError as error:
            first_error = first_error or error
            continue
        rank = (idle, prefer_scalar and typed.expression.shape != SCALAR)
        if rank == (0, False):
            return typed
        found.append((rank, typed))
    if not found:
        assert first_error is not None  # there is at least one reading
        raise first_error
    (_, is_no_scalar), typed = min(found, key=lambda row: row[0])
    letters = ex.symbols(typed.expression).values()
    vectors = [e.name for e in letters if e.shape[1] == 1 != e.shape[0] and e.name not in declared]
    if not is_no_scalar or not vectors:
        return typed
    return replace(typed, notes=(*typed.notes, Notice("vectors", (tuple(vectors),))))


def elaborate_known(tree: syntax.Node, source: str, letters: Mapping[str, Symbol], expected: Shape) -> Typed:
    """Return an answer, whose letters have known shapes, in the `expected` shape if I and ones let it choose."""
    dims = Dimensions(source)
    sizes = {dim for letter in letters.values() for dim in letter.shape if isinstance(dim, str) and not dim.isdigit()}
    counts = {dim: Symbol(SCALAR, (), dim, frozenset(["dimension"])) for dim in sizes}
    elaborator = Elaborator(dims, counts | dict(letters))
    e = elaborator.expression(tree)
    if e == m.number(0) and expected != SCALAR:
        return Typed(ex.Zero(expected), ())
    with suppress(Mismatch):
        for dim, wanted in zip(e.shape, expected, strict=True):
            dims.unify(dim, wanted)
    return _resolved(e, elaborator)


def _read(
    tree: syntax.Node, source: str, declared: Mapping[str, Declared], kinds: Mapping[str, str]
) -> tuple[Typed, int]:
    """Return one reading, and how many operations on entries it has of scalars."""
    dims = Dimensions(source)
    letters = {name: _symbol(name, kinds.get(name, "matrix"), declared.get(name), dims) for name in kinds}
    for name in _declared_dimensions(declared):
        letters.setdefault(name, Symbol(SCALAR, (), name, frozenset(["dimension"])))
    elaborator = Elaborator(dims, letters)
    return _resolved(elaborator.expression(tree), elaborator), elaborator.idle


def _declared_dimensions(declared: Mapping[str, Declared]) -> set[str]:
    return {dim for row in declared.values() for dim in row.names}


def _symbol(name: str, kind: str, declared: Declared | None, dims: Dimensions) -> Symbol:
    structure = declared.structure if declared else frozenset()
    if declared and declared.shape:
        return Symbol(declared.shape, (), name, structure)
    if kind == "scalar":
        return Symbol(SCALAR, (), name)
    rows = dims.unknown()
    columns: Dim = 1 if kind == "vector" else rows if structure else dims.unknown()
    return Symbol((rows, columns), (), name, structure)


def _resolved(e: Expr, elaborator: Elaborator) -> Typed:
    """With every unknown dimension replaced by what it is, or by a name, those of letters first."""
    dims = elaborator.dims
    used = [*(dim for letter in ex.symbols(e).values() for dim in letter.shape), *ex.dimensions(e)]
    for dim, name in named([dim for dim in map(dims.find, used) if dim != 1], elaborator.letters).items():
        dims.unify(dim, name)
    known = ex.mapped(e, lambda part: replace(part, shape=dims.shape(part.shape)))
    return Typed(known, (*elaborator.notes, *_of_matrices(known)))


def _of_matrices(e: Expr) -> Iterator[Notice]:
    """Note which functions have another meaning of a square matrix, by a power series, and none of entries here."""
    maps = [part for part in ex.walk(e) if isinstance(part, ex.Map) and part.shape[0] == part.shape[1] != 1]
    for name in dict.fromkeys(part.function for part in maps):
        if name in ("exp", "log", "sin", "cos", "sqrt", "sinh", "cosh"):
            other = {"exp": "exponential", "log": "logarithm"}.get(name)
            shown = "ln" if name == "log" else name
            yield Notice("function of entries" + ", not of the matrix" * (other is not None), (shown, other))


# Readings


def _readings(tree: syntax.Node, declared: Mapping[str, Declared]) -> Iterator[dict[str, str]]:
    """Yield what kind every letter may be, the most usual reading first."""
    dims = _declared_dimensions(declared)
    names = [name for name in _names(tree) if name not in dims or name in declared]
    names = [name for name in names if name in declared or not (name == "I" or name.startswith("I_"))]
    demanded = dict(_demands(tree))
    usual = {name: demanded.get(name, _usual(name)) for name in names}
    free = [name for name in names if name not in declared and name not in demanded and usual[name] != "matrix"]
    for count in range(len(free) + 1):
        for others in combinations(free, count):
            yield usual | {name: "scalar" if usual[name] == "vector" else "vector" for name in others}


def _usual(name: str) -> str:
    letters = name.partition("_")[0].rstrip("0123456789")
    if letters[0].isupper():
        return "matrix"
    return "scalar" if letters in GREEK and letters != "mu" else "vector"


def _nodes(tree: syntax.Node) -> list[syntax.Node]:
    """Return every node, in the order of the text."""
    return sorted(syntax.parts(tree), key=lambda node: (node.span[0], -node.span[1]))


def _names(tree: syntax.Node) -> list[str]:
    """Return the letters that are variables: not those that count rows in ones(n), nor the F of a norm."""
    skipped = {id(child) for node in _nodes(tree) for child in _not_variables(node)}
    found = (node.name for node in _nodes(tree) if isinstance(node, syntax.Name) and id(node) not in skipped)
    return list(dict.fromkeys(found))


def _not_variables(node: syntax.Node) -> Iterator[syntax.Node]:
    if isinstance(node, syntax.Call) and node.function in ("ones", "zeros", "eye"):
        yield from node.arguments
    kind = _norm_kind(node)
    if isinstance(kind, syntax.Name) and kind.name in ("F", "Fro", "fro"):
        yield kind


def _norm_kind(node: syntax.Node) -> syntax.Node | None:
    if isinstance(node, NormOf):
        return node.kind
    is_norm = isinstance(node, syntax.Call) and node.function == "norm" and len(node.arguments) == 2
    return node.arguments[1] if isinstance(node, syntax.Call) and is_norm else None


def _demands(tree: syntax.Node) -> Iterator[tuple[str, str]]:
    """Letters that can be only one thing by where they stand."""
    for node in _nodes(tree):
        match node:
            case syntax.Power(exponent=syntax.Name(name=name), base=base) if base != syntax.Constant(base.span, "e"):
                yield name, "scalar"
            case syntax.Divisor(operand=operand):
                yield from ((name, "scalar") for name in _factors(operand))
            case Entrywise(operator="^", right=syntax.Name(name=name)):
                yield name, "scalar"
            case Transposed(operand=syntax.Name(name=name)) | NormOf(operand=syntax.Name(name=name)):
                if name[0].islower():
                    yield name, "vector"
        kind = _norm_kind(node)
        if isinstance(kind, syntax.Name):
            yield kind.name, "scalar"


def _factors(node: syntax.Node) -> Iterator[str]:
    """Yield the letters that a divisor is a product of."""
    factors = node.factors if isinstance(node, syntax.Product) else (node,)
    if not any(isinstance(factor, Transposed) for factor in factors):
        yield from (factor.name for factor in factors if isinstance(factor, syntax.Name))
