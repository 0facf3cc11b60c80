"""`calc chain`: the derivatives of what equations define, through all variables between."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from calc_cli.errors import UsageError
from calc_cli.questions import options
from calc_cli.questions.declaration import Parsed, Question, Texts, argument, as_texts, asked_by, option
from calc_cli.questions.given import read_given
from calc_cli.questions.texts import Coordinate, Values, names_of, read_names, read_point
from calc_cli.syntax.names import CONSTANTS
from calc_cli.syntax.parser import Reading, parse
from calc_cli.syntax.tree import Equation, Name, Node, Vector
from calc_cli.syntax.words import Names, canonical

if TYPE_CHECKING:
    from calc_cli.calculus.chain.chain import Chain
    from calc_cli.render.display import Page

_APPLIED_TO_SEVERAL = re.compile(r"([^\W\d]\w*)\s*\(\s*\w+\s*(?:,\s*\w+\s*)+\)")
"""T(x, y): a product has no commas."""


@dataclass(frozen=True, slots=True)
class ChainQuestion(Question):
    """Differentiate what EQUATIONS define, by the chain rule.

    Examples:
      calc chain 'y = u^2' 'u = sin(x)'               dy/dx = dy/du du/dx
      calc chain 'y = u v' 'u = s + t' 'v = sin s' --at s=1,t=2
      calc chain 'u = f(x, y)' 'x = x(a)' 'y = y(a)'  the rule itself
      calc chain -                                    a batch: 'y = u^2; u = sin(x)' on a line
    """

    summary: ClassVar[str] = "Apply the chain rule to equations."
    formats_of_page: ClassVar[tuple[str, ...]] = ("latex",)
    gives_formula: ClassVar[bool] = True

    equations: Texts = argument(
        "EQUATIONS...", missing=("the equations are missing", "for example calc chain 'y = u^2' 'u = sin(x)'")
    )
    wrt: str | None = option(
        "The variables; left out: all that have no equation.", metavar="NAMES", example="--wrt x,t"
    )
    _: KW_ONLY
    at: Values = options.at()
    steps: bool = options.steps()
    all_steps: bool = options.all_steps()
    check: str | None = options.check()
    reveal: bool = options.reveal()
    digits: int | None = options.digits()

    def read(self) -> "ParsedChain":
        """Parse all texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        texts = [part for text in as_texts(self.equations) for part in text.split(";") if part.strip()]
        if len(texts) < 2:
            raise UsageError(
                "a chain needs two equations or more",
                hint='for example calc chain "y = u^2" "u = sin(x)"; one function is for calc diff',
            )
        wrt = read_names(self.wrt)
        left = [name for name in (canonical(text.partition("=")[0]) for text in texts) if name is not None]
        names = names_of([*left, *wrt], self.at)
        return ParsedChain(
            self,
            _definitions(texts, names),
            tuple(dict.fromkeys(map(names.spell, wrt))),
            read_point(self.at, names),
            given=read_given(self.check, names),
        )

    def mathematics(self) -> Callable[[Any], Any]:
        """Import and return what applies the chain rule."""
        from calc_cli.questions.answers import chain

        return chain.answer

    def page(self) -> "Page":
        """Import and return the page of the result."""
        from calc_cli.render.pages.chain import PAGE

        return PAGE


@dataclass(frozen=True, slots=True)
class ParsedChain(Parsed[ChainQuestion]):
    """A question about equations, right sides by what they define, and the variables `wrt`, none to be found."""

    definitions: Mapping[str, Reading]
    wrt: tuple[str, ...]
    point: tuple[Coordinate, ...]


def _definitions(texts: Sequence[str], names: Names) -> Mapping[str, Reading]:
    found: dict[str, Reading] = {}
    for text in texts:
        left, right, reading = _sides(text, names)
        if left.name in found:
            raise UsageError(f"{left.name} is defined twice", source=text, span=left.span)
        if isinstance(right, Vector):
            raise UsageError("an equation defines one variable, not a list", source=text, span=right.span)
        found[left.name] = replace(reading, tree=right)
    return found


def _sides(text: str, names: Names) -> tuple[Name, Node, Reading]:
    """Return both sides of an equation. On the right of x = x(a, b), x is an unknown function."""
    applied = [name for name in map(canonical, _APPLIED_TO_SEVERAL.findall(text)) if name is not None]
    left = canonical(text.partition("=")[0])
    reading = parse(text, names.applying(applied if left is None else [left, *applied]))
    tree = reading.tree
    if not isinstance(tree, Equation):
        raise UsageError("this is not an equation", source=text, span=tree.span, hint="for example u = sin(x)")
    if not isinstance(tree.left, Name):
        raise UsageError(
            "the left side of an equation is the name of a variable",
            source=text,
            span=tree.left.span,
            hint="for example u = sin(x), or u = u(x, y) where there is no formula",
        )
    if left in CONSTANTS:
        note = f"{left} is the variable that is defined here, not the constant"
        reading = replace(reading, notes=(*reading.notes, note))
    return tree.left, tree.right, reading


@asked_by(ChainQuestion)
def chain(question: ChainQuestion) -> "Chain":
    """Apply the chain rule to `equations` such as "y = u^2", in any order.

    The outputs are what no equation uses; `wrt` are names with commas between them, else all that have no equation.
    Raises CalcError.

    >>> found = chain(["y = u^2", "u = sin(x)"])
    >>> found.result
    2*sin(x)*cos(x)
    >>> chain(["y = u v", "u = s + t", "v = sin(s)"], at={"s": 0, "t": 2}).value
    (2, 0)
    """
    return question.read().answer()
