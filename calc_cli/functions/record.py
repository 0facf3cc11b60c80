"""The record of a known function: everything that any part of calc knows about it, written once.

Formulas and conditions are texts in calc's own input language, with u for the argument and v for a second one, so that
one text serves the parser, the algebra, the derivative, the manual. Entries that need a library are callables that get
it, or one of its numbers, as their argument: nothing here imports more than the standard library.

A function that is given by a `formula` needs its formula and nothing else: sinc is `sin(u)/u if u != 0 else 1`, and
its derivative, values, limits, plots and conditions follow from that. What is given besides makes it better: with a
`derivative` it keeps its name in results, so that the derivative of sigmoid reads sigmoid(x)*(1 - sigmoid(x)).

Sources: NIST Digital Library of Mathematical Functions (DLMF), the section named in each record.
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import methodcaller
from typing import Any, Literal, NamedTuple


@dataclass(frozen=True, slots=True)
class Mistake:
    """A usual mistake in a rule: the `formula` that is written in place of the rule's derivative, in the same letters.

    `name` says what was done in a few words, `explanation` in a sentence; the `law` is what is right, if that stands
    by itself, and explains alone what has no explanation. `rank` tells how common it is: 0 of the first to think of, 1
    usual, 2 if nothing else explains an answer.
    `sign_of` is that whose sign it loses: where that is not negative, the mistake cannot be made.
    """

    name: str
    formula: str
    explanation: str = ""
    law: str = ""
    rank: int = 1
    sign_of: Literal["inner derivative", "exponent", "lowered exponent"] | None = None

    @property
    def message(self) -> str:
        """The whole explanation."""
        return ": ".join(filter(None, [self.explanation, self.law]))

    @property
    def sentence(self) -> str:
        """Return what was done, without the law, in a sentence if there is one; of one without a formula always."""
        is_alone = self.explanation and (self.law or not self.formula)
        return self.explanation if is_alone else self.name


class Beside(NamedTuple):
    """What a function of u, the last argument, is beside a `place` where it is not analytic; "" is any such place.

    In the `formula`, F is the asymptotic series whose terms, from 0, are c v^e for (c, e) = `tail`(sympy, k, ...), as
    v -> 0+; between stand the arguments before the last. With `bounds`, it is a function with values between these.
    """

    place: str
    formula: str
    tail: Callable[..., tuple[Any, Any]] | None = None
    bounds: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A known function of one or more real arguments; a field that is left out says that nothing is known.

    Reading: `name` and `aliases` are what may be typed, `arity` is the least and the greatest number of arguments
    (None: any number). One that `needs_bracket` is a function before a bracket only: zeta is a Greek letter, Si a
    product.

    Calculus: `derivative` has one formula an argument, "" where none is elementary; `antiderivative` is one in u,
    continuous wherever the function is. `formula` gives the function by
    simpler ones. `defined` is the condition for a real value, `smooth` the further one for a derivative; "" always
    holds. `range` is the interval of its values, as "[0, inf)"; `ends` are the limits at -inf and inf, "" where there
    is none. `beside` tells what else it is where it is not analytic, at infinity too; what is not there follows by
    `is_odd`, or by `formula`. `inverse` is the
    x with f(x) = u, for a function that takes no value twice. `period` is the smallest one. A function `is_continuous`
    if it is so wherever it is defined, `is_odd` if f(-x) = -f(x), and `is_never_zero` if 0 is a gap in its range.

    Numbers: `enclosure` maps real balls of Arb (python-flint) to one, which is nan where the function is not defined;
    of a function that Arb has it is enough to say what it is called there, `arb`.
    A function with `saturation` k differs from its limits by about exp(-|u|^k), so that it hides as many digits.
    `sympy` is the name of its class in SymPy.

    Writing: `title` is how a sentence calls it, `notation` its name in books (arcsin), `latex` its LaTeX command if
    there is one; a function that `is_bare` takes an argument like 2x, and an exponent, without brackets: sin 2x, sin²x;
    one with `fences`, an opening and a closing one, is written as its argument between these.
    `numpy` and `torch` are expressions in u and v with `np` and `torch`. `entry_derivative` replaces the derivative
    where it is taken of every entry of a matrix, of which cases cannot be written.
    """

    name: str
    doc: str
    group: str = ""
    aliases: tuple[str, ...] = ()
    arity: tuple[int, int | None] = (1, 1)
    needs_bracket: bool = False
    source: str = ""

    derivative: tuple[str, ...] = ()
    antiderivative: str = ""
    formula: str = ""
    defined: str = ""
    smooth: str = ""
    range: str = "(-inf, inf)"
    ends: tuple[str, str] = ("", "")
    beside: tuple[Beside, ...] = ()
    inverse: str = ""
    period: str = ""
    is_continuous: bool = True
    is_odd: bool = False
    is_never_zero: bool = False
    mistakes: tuple[Mistake, ...] = ()

    arb: str = ""
    enclosure: Callable[..., Any] | None = None
    saturation: int = 0
    sympy: str = ""

    title: str = ""
    notation: str = ""
    latex: str = ""
    is_bare: bool = False
    fences: str = ""
    numpy: str = ""
    torch: str = ""
    entry_derivative: str = ""

    def __post_init__(self) -> None:
        if self.arb:
            object.__setattr__(self, "enclosure", methodcaller(self.arb))

    @property
    def low(self) -> str:
        """Return the lower end of the range, "-inf" if there is none."""
        return self.range[1:].partition(", ")[0]

    @property
    def high(self) -> str:
        """Return the upper end of the range, "inf" if there is none."""
        return self.range[:-1].partition(", ")[2]

    @property
    def is_bounded(self) -> bool:
        """Return True if the range is bounded."""
        return "inf" not in self.range

    @property
    def is_positive(self) -> bool:
        """Return True if no value is 0 or less."""
        return self.low == "1" or self.range.startswith("(0,")

    @property
    def is_nonnegative(self) -> bool:
        """Return True if no value is less than 0."""
        return self.low in ("0", "1")

    @property
    def is_open(self) -> bool:
        """Return True if no end of the range is a value."""
        return self.range[0] == "(" and self.range[-1] == ")"

    @property
    def is_step(self) -> bool:
        """Return True if the function is constant between its jumps."""
        return self.derivative == ("0",)

    @property
    def is_entire(self) -> bool:
        """Return True if the function is defined and analytic at every real number."""
        return bool(self.derivative) and self.arity == (1, 1) and not self.defined and not self.smooth

    @property
    def is_expanded(self) -> bool:
        """Return True if the function is replaced by its formula as soon as it is read."""
        return bool(self.formula) and not self.derivative
