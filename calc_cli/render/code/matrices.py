"""Expressions in vectors and matrices as code. A vector is an array of one dimension, a row is one too."""

# ruff: noqa: N802 - methods bear the names of the classes

from collections.abc import Sequence

from calc_cli.calculus.matrix import expression as ex
from calc_cli.calculus.matrix.expression import SCALAR, Dim, Expr
from calc_cli.calculus.matrix.records import RECORDS, typed
from calc_cli.errors import UnsupportedError
from calc_cli.functions import BY_NAME
from calc_cli.render.binding import Binding, Text
from calc_cli.render.code.program import Program, shared
from calc_cli.render.matrix.plain import Plain

_SHORT = 4
"""A product of fewer parts is written wherever it occurs."""


class MatrixCode(Plain):
    """Writes an expression in these letters into a program."""

    def __init__(self, program: Program, letters: Sequence[ex.Symbol]) -> None:
        self.program = program
        self.library = program.library
        self.named: dict[Expr, str] = {}
        inverse = program.library_call(RECORDS[ex.Inv].code, "{}")
        self.marks = {"T": "{}.T", "-1": inverse, "-T": f"{inverse}.T"}
        places = [(dim, s, i) for s in letters for i, dim in enumerate(s.shape) if dim != 1]
        self.sizes: dict[Dim, str] = {dim: f"{program.names[s.name]}.shape[{i}]" for dim, s, i in reversed(places)}

    def printed(self, e: Expr) -> str:
        """Return the expression as code; what occurs in it more than once is computed before, under a name."""
        for part in repeated(e):
            self.named[part] = self.program.assign(self.text(part), "s" if isinstance(part, ex.Softmax) else "t")
        return self.text(e)

    def part(self, e: Expr) -> Text:
        if isinstance(e, ex.Transpose) and 1 in e.shape:
            return self.part(e.args[0])
        return super().part(e)

    # Products

    def ratio(self, above: Sequence[Expr], below: Sequence[Expr], alone: Binding) -> Text:
        if len(above) == 1 and not below:
            return super().ratio(above, below, alone)
        scalars = [self.text(e, Binding.PRODUCT) for e in above if e.shape == SCALAR]
        chain = self.chain([e for e in above if e.shape != SCALAR])
        factors = [part.within(Binding.POWER if scalars else Binding.PRODUCT) for part in chain]
        text = "*".join([*([] if scalars == ["1"] and factors else scalars), *factors]) or "1"
        divisors = "*".join(self.text(e, Binding.POWER) for e in below)
        if below:
            text += f"/{divisors}" if len(below) == 1 else f"/({divisors})"
        return Text(text, Binding.PRODUCT)

    def chain(self, matrices: Sequence[Expr]) -> list[Text]:
        """Return a product of matrices as factors: numbers xᵀy, and what is left, perhaps an outer product x yᵀ."""
        pieces: list[list[Expr]] = []
        for e in matrices:
            if pieces and pieces[-1][-1].shape[1] != 1:
                pieces[-1].append(e)
            else:
                pieces.append([e])
        scalars = [piece for piece in pieces if piece[0].shape[0] == 1 == piece[-1].shape[1]]
        others = [self.multiplied(piece) for piece in pieces if piece not in scalars]
        if len(others) == 2:
            others = [Text(self.program.library_call("outer", *(each.text for each in others)), Binding.ATOM)]
        return [*(self.multiplied(piece) for piece in scalars), *others]

    def multiplied(self, factors: Sequence[Expr]) -> Text:
        """Return A @ B, a vector first multiplied by what is beside it; inv(A) b as the solution of A x = b."""
        if len(factors) == 1:
            return self.part(factors[0])
        first, last = _divisor(factors[0]), _divisor(factors[-1])
        if first is not None:
            return Text(self.solved(first, self.multiplied(factors[1:])), Binding.ATOM)
        if last is not None and factors[0].shape[0] == 1:
            return Text(self.solved(_turned(last), self.multiplied(factors[:-1])), Binding.ATOM)
        if factors[-1].shape[1] == 1 or _divisor(factors[1]) is not None:
            left, right = self.part(factors[0]), self.multiplied(factors[1:])
        else:
            left, right = self.multiplied(factors[:-1]), self.part(factors[-1])
        return Text(f"{left.within(Binding.PRODUCT)} @ {right.within(Binding.POWER)}", Binding.PRODUCT)

    def solved(self, matrix: Expr, right: Text) -> str:
        return self.program.library_call("linalg.solve", self.text(matrix), right.text)

    def on_Hadamard(self, e: Expr) -> Text:
        return Text(super().on_Hadamard(e).text, Binding.PRODUCT)

    def entries(self, above: Sequence[Expr], below: Sequence[Expr]) -> str:
        text = "*".join(self.text(e, Binding.POWER) for e in above) or "1"
        return text + "".join(f"/{self.text(e, Binding.POWER)}" for e in below)

    # Powers, transposes, inverses

    def raised_scalar(self, base: Expr, exponent: Expr) -> Text:
        if isinstance(exponent, ex.Rational):
            is_nonnegative = isinstance(base, ex.Norm)
            return self.program.power(self.part(base), exponent.value, is_nonnegative=is_nonnegative)
        return Text(f"{self.text(base, Binding.ATOM)}**{self.text(exponent, Binding.ATOM)}", Binding.POWER)

    raised_entries = raised_scalar

    # Functions

    def on_Expr(self, e: Expr) -> Text:
        record = RECORDS[type(e)]
        text = self.text(e.args[0])
        template = getattr(record, self.library.field)
        if template:
            return Text(template.format(text if text.isidentifier() else self.program.assign(text)), Binding.ATOM)
        return Text(self.program.library_call(record.code, text), Binding.ATOM)

    def on_Norm(self, e: Expr) -> Text:
        operand, p = e.args
        if isinstance(p, ex.Rational):
            kind = [] if p.value == 2 else [self.text(p)]
            return Text(self.program.library_call("linalg.norm", self.text(operand), *kind), Binding.ATOM)
        power = self.text(p, Binding.ATOM)
        sizes = self.program.library_call("abs", self.text(operand))
        return Text(f"{self.program.library_call('sum', f'{sizes}**{power}')}**(1/{power})", Binding.POWER)

    def on_Map(self, e: Expr) -> Text:
        assert isinstance(e, ex.Map)
        return self.program.spelled(BY_NAME[e.function], [self.part(e.args[0])])

    # Letters and numbers

    def letter(self, name: str, e: Expr) -> str:
        if isinstance(e, ex.Irrational):
            return f"{self.library.short}.{name}"
        if isinstance(e, ex.Symbol) and "dimension" in e.structure:
            return self.size(name)
        return self.program.names[name]

    def size(self, dim: Dim) -> str:
        """Return a dimension in terms of the shapes of the arguments."""
        if str(dim).isdigit():
            return str(dim)
        if dim not in self.sizes:
            raise UnsupportedError(f"the size {dim} is that of no argument", hint="write it as a number")
        return self.sizes[dim]

    def on_Identity(self, e: Expr) -> Text:
        return Text(self.library.identity.format(self.size(e.shape[0]), self.program.like), Binding.ATOM)

    def fill(self, name: str, shape: tuple[Dim, Dim]) -> str:
        sizes = [self.size(dim) for dim in shape if dim != 1]
        shown = sizes[0] if len(sizes) == 1 else f"({', '.join(sizes)})"
        ones = self.library.ones.format(shown, self.program.like)
        return ones if name == "ones" else ones.replace("ones", "zeros")


def _divisor(e: Expr) -> Expr | None:
    """Return the A of inv(A) or of its transpose, itself transposed then."""
    if isinstance(e, ex.Transpose) and isinstance(e.args[0], ex.Inv):
        return _turned(e.args[0].args[0])
    return e.args[0] if isinstance(e, ex.Inv) else None


def _turned(e: Expr) -> Expr:
    return e.args[0] if isinstance(e, ex.Transpose) else typed(ex.Transpose, e)


def repeated(e: Expr) -> list[Expr]:
    """Return what occurs in `e` more than once, and is more than a letter with a number or a mark, parts first."""

    def is_long(part: Expr) -> bool:
        is_short = isinstance(part, ex.Mul | ex.Pow | ex.EntryPower) and ex.size(part) < _SHORT
        return not is_short and bool(part.args) and bool(ex.symbols(part))

    return [part for part in shared([e], _parts) if is_long(part)]


def _parts(e: Expr) -> list[Expr]:
    return [part.args[0] if isinstance(part, ex.Transpose) else part for part in e.args]
