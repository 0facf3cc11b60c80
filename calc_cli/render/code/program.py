"""The body of a function in Python: assignments, names, and the spelling of functions and powers in a library.

What occurs several times is computed once, under a name; a root of odd degree is the real one.
"""

import ast
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from keyword import iskeyword
from typing import Literal, TypeVar

from calc_cli.errors import UnsupportedError
from calc_cli.functions import BY_NAME, Function
from calc_cli.render.binding import Binding, Text

Node = TypeVar("Node", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Library:
    """A library of arrays, called `short` in code; `field` is that of a record which has a function's spelling.

    Where the two that calc knows differ: `argument` makes an array of an argument, `number` one of a number, {0}
    being the number and {1} an array like it; likewise `ones` of the shape {0} and `identity` of size {0}.
    """

    title: str
    short: str
    values: str
    field: Literal["numpy", "torch"]
    imports: str
    argument: str
    number: str
    ones: str
    identity: str
    broadcast: str
    folds_constants: bool
    """Functions of numbers are written as decimals, since they take arrays only."""


class Program:
    """The lines of one function, and the names of its `variables`, in the order of the arguments."""

    def __init__(self, library: Library, variables: Iterable[str]) -> None:
        self.library = library
        self.lines: list[str] = []
        self.names: dict[str, str] = {}
        self.taken = {library.short, "special", "math", "sum", "range", "int"}
        for variable in variables:
            self.names[variable] = self.fresh(re.sub(r"\W", "_", variable), first="")
        self.like = next(iter(self.names.values()), "")
        self.is_inline = False

    def fresh(self, stem: str, first: str = "1") -> str:
        """Return a name that is not taken yet: t1, t2, ..."""
        stem += "_" * iskeyword(stem)
        numbers = (first if i == 1 else str(i) for i in range(1, len(self.taken) + 2))
        name = next(found for i in numbers if (found := stem + i) not in self.taken)
        self.taken.add(name)
        return name

    def assign(self, text: str, stem: str = "t") -> str:
        """Compute `text` under a name, and return that; where there is no room for a line, return it in brackets."""
        if self.is_inline:
            return f"({text})"
        name = self.fresh(stem)
        self.lines.append(f"{name} = {text}")
        return name

    def needed_lines(self, returned: str) -> list[str]:
        """Return the lines without names that nothing behind them uses, and `returned` at the end."""
        needed = [f"return {returned}"]
        for line in reversed(self.lines):
            if any(re.search(rf"\b{line.partition(' ')[0]}\b", later) for later in needed):
                needed.append(line)
        return needed[::-1]

    def library_call(self, name: str, *arguments: str) -> str:
        """Return a call of the library."""
        return f"{self.library.short}.{name}({', '.join(arguments)})"

    def number(self, text: str) -> str:
        """Return a number as an array of the type that the arguments have."""
        return self.library.number.format(text, self.like)

    def spelled(self, record: Function, arguments: Sequence[Text]) -> Text:
        """Return a function of its arguments. Raises UnsupportedError if the library does not have it."""
        template = getattr(record, self.library.field)
        if not template:
            raise UnsupportedError(f"{self.library.title} has no {record.name}")
        if len(arguments) > 2:
            arguments = [self.spelled(record, arguments[:-1]), arguments[-1]]
        given = {letter: self.argument(template, letter, a) for letter, a in zip("uv", arguments, strict=False)}

        def put(found: re.Match[str]) -> str:
            alone = template[: found.start()].rstrip()[-1:] in ("(", ",") and template[found.end()] in "),"
            return given[found[0]].within(Binding.SUM if alone else Binding.ATOM)

        return Text(re.sub(r"\b[uv]\b", put, template), _level(template))

    def argument(self, template: str, letter: str, given: Text) -> Text:
        """Return an argument under a name, if it is computed and occurs more than once."""
        if not re.search(r"(?<!\.)\b[^\W\d]", re.sub(rf"\b{self.library.short}\.(pi|e)\b", "", given.text)):
            return Text(self.number(given.text), Binding.ATOM)
        is_repeated = len(re.findall(rf"\b{letter}\b", template)) > 1
        return Text(self.assign(given.text), Binding.ATOM) if is_repeated and not given.text.isidentifier() else given

    def power(self, base: Text, exponent: Fraction, *, is_nonnegative: bool = False) -> Text:
        """Return a rational power over the real numbers."""
        p, q = exponent.numerator, exponent.denominator
        if q == 1:
            return Text(f"{base.within(Binding.ATOM)}**{p if p >= 0 else f'({p})'}", Binding.POWER)
        if exponent == Fraction(1, 2):
            return self.spelled(BY_NAME["sqrt"], [base])
        root = self.spelled(BY_NAME["cbrt"], [base]) if q == 3 else None
        if root is not None and (p == 1 or root.level is Binding.ATOM):
            return root if p == 1 else self.power(root, Fraction(p))
        if q % 2 == 0 or is_nonnegative:
            return Text(f"{base.within(Binding.ATOM)}**({p}/{q})", Binding.POWER)
        if p % 2 == 0:
            return Text(f"{self.library_call('abs', base.text)}**({p}/{q})", Binding.POWER)
        u = base.text if base.text.isidentifier() else self.assign(base.text)
        return Text(f"{self.library_call('sign', u)}*{self.library_call('abs', u)}**({p}/{q})", Binding.PRODUCT)


def _level(template: str) -> Binding:
    match ast.parse(template, mode="eval").body:
        case ast.Call():
            return Binding.ATOM
        case ast.BinOp(op=ast.Pow()):
            return Binding.POWER
        case ast.BinOp(op=ast.Mult() | ast.Div()):
            return Binding.PRODUCT
    return Binding.SUM


def shared(roots: Iterable[Node], parts: Callable[[Node], Iterable[Node]]) -> list[Node]:
    """Return what is a part of several nodes, or of one several times, each behind its own parts."""
    uses = Counter(roots)
    visited: dict[Node, None] = {}

    def visit(node: Node) -> None:
        if node in visited:
            return
        inner = list(parts(node))
        uses.update(inner)
        for part in inner:
            visit(part)
        visited[node] = None

    for root in list(uses):
        visit(root)
    return [node for node in visited if uses[node] > 1]
