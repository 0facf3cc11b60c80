"""A question is declared as a frozen dataclass whose fields are all that may be asked with it.

    @dataclass(frozen=True, slots=True)
    class SquareQuestion(Question):
        '''Square EXPR.'''

        summary: ClassVar[str] = "Square an expression."

        expr: str = argument("EXPR")
        _: KW_ONLY
        times: int = option("How often.", default=1, example="--times 2", range=(1, None))

A field made by `argument` is a word of the command line, one made by `option` the option of the field's name. Click's
command (`cli/command.py`), the keys of a batch (`run/lines.py`), the signature in Python (`asked_by`) and what the
shells complete follow from the fields. Beside them stand `read`, which turns the texts into trees and loads no SymPy,
mostly into a `ParsedSubject` by `texts.read_subject`, and `mathematics`, which imports what answers.
"""

import inspect
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields, replace
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, ParamSpec, Self, TypeVar, cast, get_args, get_origin

from calc_cli.errors import CalcError, UsageError, either, engines_as_methods
from calc_cli.questions.texts import Range, Values, are_values, is_range, require_no_file, texts
from calc_cli.syntax.parser import parse_conditions

if TYPE_CHECKING:
    from calc_cli.questions.given import Given
    from calc_cli.questions.texts import Coordinate, ParsedFunction
    from calc_cli.render.display import Page

FIGURE_TYPES = ("svg", "png", "pdf")
"""The files in which Matplotlib draws a picture."""

BATCH = "-"
"""The expression that stands for a batch on standard input."""

Texts = str | Sequence[str]


@dataclass(frozen=True, slots=True)
class Argument:
    """A word of the command line. If it is left out, `missing` is told, a message and a hint, or its default holds."""

    metavar: str
    missing: tuple[str, str] | None = None
    is_file: bool = False
    """The command line names a file, whose text is meant."""
    is_name: bool = False
    """It is no mathematics: a dash before it is not a minus sign, and several words are one name."""
    completions: Callable[[], Iterable[str]] | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """An option, as far as the name, type and default of its field do not tell of it."""

    help: str
    example: Texts
    metavar: str | None = None
    range: tuple[int, int | None] | None = None
    """The least and the greatest whole number."""
    may_be_file: bool = False
    """The command line may name a file that has the values."""


def argument(metavar: str, *, default: Any = MISSING, **more: Any) -> Any:
    """Declare a field as a word of the command line; the parameters are those of `Argument`."""
    return field(default=default, metadata={"declared": Argument(metavar, **more)})


def option(help: str, *, example: Texts, default: Any = None, **more: Any) -> Any:  # noqa: A002 - Click's word
    """Declare a field as an option, None if it is left out; the parameters are those of `Option`."""
    return field(default=default, metadata={"declared": Option(help, example, **more)})


def flag(help: str, *, example: Texts) -> Any:  # noqa: A002 - Click's word
    """Declare a field as an option without a value, False if it is left out."""
    return option(help, example=example, default=False)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A field of a question: its `type` is one of those in `_VALUES`, or literal texts to choose from."""

    name: str
    type: Any
    default: Any
    declared: Argument | Option

    @property
    def key(self) -> str:
        """Return the name of the option, and in a batch: that of the field `from_` is "from"."""
        return self.name.rstrip("_")

    @property
    def kind(self) -> Any:
        """Return the type without None; that of a choice is str."""
        return str if self.choices else _WITHOUT_NONE.get(self.type, self.type)

    @property
    def choices(self) -> tuple[str, ...]:
        """Return the literals of the type, if it is one of these."""
        literal = next((each for each in (self.type, *get_args(self.type)) if get_origin(each) is Literal), None)
        return get_args(literal)

    def fault(self, value: object) -> str | None:
        """Return what is wrong with a value, as `must be ...`; None if it fits."""
        if value is None and self.default is None:
            return None
        expected, fits = _VALUES[self.kind]
        if not fits(value):
            return f"must be {expected}"
        if self.choices and value not in self.choices:
            return f"must be {either(self.choices)}"
        if not isinstance(value, int) or isinstance(self.declared, Argument) or self.declared.range is None:
            return None
        least, greatest = self.declared.range
        if least <= value <= (value if greatest is None else greatest):
            return None
        return f"must be at least {least}" if greatest is None else f"must be from {least} to {greatest}"


_WITHOUT_NONE: dict[Any, Any] = {str | None: str, int | None: int}

_VALUES: dict[Any, tuple[str, Callable[[Any], bool]]] = {
    str: ("a text", lambda value: isinstance(value, str)),
    Texts: ("a text or a list of texts", lambda value: all(isinstance(text, str) for text in as_texts(value))),
    Range: ("a text or a list of two values", is_range),
    Values: ("a value, a list of values or an object of values", are_values),
    int: ("a whole number", lambda value: isinstance(value, int) and not isinstance(value, bool)),
    bool: ("true or false", lambda value: isinstance(value, bool)),
}
"""By the type of a field: what its values must be, and whether one is."""


def as_texts(value: Any) -> tuple[Any, ...]:
    """Return one text, or a list of them, as a tuple."""
    return tuple(value) if isinstance(value, list | tuple) else (value,)


class Question:
    """The base of all questions. Making one raises UsageError if a value does not fit its declaration."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    __slots__ = ()

    summary: ClassVar[str]
    """The line on the command in the help of calc."""

    also: ClassVar[tuple[str, ...]] = ()
    """Other words for the command, to tell who tries them what it is called."""

    formats_of_page: ClassVar[tuple[str, ...]] = ()
    """The formats that the page writes besides the pretty one, where the result is no single formula."""

    has_typeset: ClassVar[bool] = True
    """False if the answer is a picture or a table, which no formula says in LaTeX or MathML."""

    has_batch: ClassVar[bool] = True
    """False if it is asked once, and not line by line."""

    gives_formula: ClassVar[bool] = False
    """True if the answer is a formula, which can be written as a function in code."""

    picture_types: ClassVar[tuple[str, ...]] = ()
    """If the answer is a picture, or one may stand below it: the endings of the files in which it can be saved."""

    grace: ClassVar[float] = 0.0
    """Seconds in which the answer to what was reached may come after Ctrl-C."""

    # What questions have that have no option of this name.

    digits: int | None = None
    """The number of decimals that are asked for."""

    assume: Values = None
    """The conditions that are known of the letters."""

    integer: str | None = None
    """The letters that go through the integers."""

    def __post_init__(self) -> None:
        """Check every value."""
        for each in fields(self):
            value = getattr(self, each.name)
            if value is not each.default and (fault := _parameter(each).fault(value)) is not None:
                raise UsageError(f"{each.name} {fault}")

    @property
    def undrawn(self) -> Self | None:
        """Return the same without a picture beside the answer, None if none was asked for."""
        return replace(self, plot=False) if getattr(self, "plot", False) else None

    @property
    def hints(self) -> int | None:
        """Return the number of hints that are asked for; some questions have an option of this kind."""
        return getattr(self, "hint", None)

    @property
    def tells_steps(self) -> bool:
        """Return True if the derivation is asked for, whole or in hints; some questions have options of this kind."""
        return any(getattr(self, name, False) for name in ("steps", "all_steps", "logarithmic", "hint"))

    @property
    def is_session(self) -> bool:
        """Return True if a terminal is to be asked for answers, one after another."""
        return False

    @property
    def reveals(self) -> bool | None:
        """Return True if the right result is to stand beside a wrong answer; None if none can be given."""
        asked = ("reveal", "steps", "all_steps")
        return any(getattr(self, name, False) for name in asked) if hasattr(self, "reveal") else None

    @property
    def text(self) -> str:
        """Return what was asked, as typed; `-` asks for a batch."""
        return "; ".join(map(str.strip, as_texts(getattr(self, fields(self)[0].name))))

    def of_line(self, line: str) -> Self:
        """Return what a line of a batch asks, the other options being the same."""
        return replace(self, **{fields(self)[0].name: line})

    def require_format(self, form: str, file: str | None) -> None:
        """Raise UsageError if the answer, or the picture below it, cannot be given in this format or saved."""
        if file is not None and self.text == BATCH:
            raise UsageError("-o saves one picture, and a batch has many")
        if file is None and form != "pretty" and self.undrawn is not None:
            raise UsageError("--plot draws below the pretty result", hint="add -f pretty, or -o figure.svg")

    def read(self) -> "Parsed[Any]":
        """Parse all texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        raise NotImplementedError

    def mathematics(self) -> Callable[[Any], Any]:
        """Import and return the function of calc that answers the question when it has been read."""
        raise NotImplementedError

    def page(self) -> "Page":
        """Import and return how the result is written for people; if no more is said, its answer and its notes."""
        from calc_cli.render.display import Page
        from calc_cli.render.page_builder import PageBuilder

        return Page(PageBuilder.pretty)


P = ParamSpec("P")
Asked = TypeVar("Asked", bound=Question)
Answer = TypeVar("Answer")
Asking = TypeVar("Asking", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Parsed(Generic[Asked]):
    """A question whose texts have been read; what they say is in the fields of its subclasses."""

    question: Asked
    given: "Given | None" = field(default=None, kw_only=True)
    """An answer that is to be checked."""

    def answer(self) -> Any:
        """Do the mathematics under the assumptions. Raises any CalcError, with the text and span at fault."""
        conditions = [(text, parse_conditions(text)) for text in texts(self.question.assume)]
        if not conditions and not self.question.integer:
            return self._judged()
        from calc_cli.questions.lowering import assuming_all  # which loads SymPy

        with assuming_all(conditions, self.question.integer):
            return self._judged()

    def _judged(self) -> Any:
        """Return the answer; of 5 = 12 with the check of the first side that is not right."""
        mathematics = self.question.mathematics()
        found = mathematics(self)
        for side in self.given.way if self.given else ():
            if found.check is not None and found.check.is_correct:
                found = mathematics(replace(self, given=side))
        return found


@dataclass(frozen=True, slots=True)
class ParsedSubject(Parsed[Asked]):
    """A question about a `function` of the variables `wrt`, none if they are to be found, perhaps at a `point`."""

    function: "ParsedFunction"
    wrt: tuple[str, ...] = ()
    point: "tuple[Coordinate, ...]" = ()

    @property
    def variable(self) -> str | None:
        """Return the only variable, None if it is to be found."""
        return self.wrt[0] if len(self.wrt) == 1 else None


def parameters(question: type[Question]) -> tuple[Parameter, ...]:
    """Return the declared fields of a question, in their order."""
    return tuple(map(_parameter, fields(question)))


def _parameter(each: Field[Any]) -> Parameter:
    return Parameter(each.name, each.type, each.default, each.metadata["declared"])


def asked_by(question: Callable[P, Asked]) -> Callable[[Callable[[Asked], Answer]], Callable[P, Answer]]:
    """Decorate a function of a question, so that Python calls it with the fields of the question.

    They may be expressions of SymPy too, and the result prints itself. An error has a traceback of its caller alone.
    """

    def decorate(answer: Callable[[Asked], Answer]) -> Callable[P, Answer]:
        @wraps(answer)
        def ask(*values: P.args, **options: P.kwargs) -> Answer:
            loaded = set(sys.modules)
            try:
                with engines_as_methods():
                    return _asked(question, answer, values, options)
            except CalcError as error:
                raise error.with_traceback(None) from None
            except BaseException:
                _unload_parts(sys.modules.keys() - loaded)
                raise

        ask.__doc__ = f"{inspect.cleandoc(answer.__doc__ or '')}\n\n{_help_on_options(question)}"
        result = inspect.signature(answer).return_annotation
        ask.__signature__ = inspect.signature(question).replace(return_annotation=result)  # type: ignore[attr-defined]
        return ask

    return decorate


def with_options_of(question: Callable[..., Question], *, but: Sequence[str]) -> Callable[[Asking], Asking]:
    """Decorate a function whose `options` are those of a question, `but` for some, so that its signature has them.

    A call with any other raises TypeError.
    """

    def decorate(answer: Asking) -> Asking:
        own = [each for each in inspect.signature(answer).parameters.values() if each.kind is not each.VAR_KEYWORD]
        others = [each for each in inspect.signature(question).parameters.values() if each.kind is each.KEYWORD_ONLY]
        known = inspect.Signature([*own, *(each for each in others if each.name not in but)])

        @wraps(answer)
        def ask(*values: Any, **options: Any) -> Any:
            known.bind(*values, **options)
            return answer(*values, **options)

        ask.__doc__ = f"{inspect.cleandoc(answer.__doc__ or '')}\n\n{_help_on_options(question, but)}"
        result = inspect.signature(answer).return_annotation
        ask.__signature__ = known.replace(return_annotation=result)  # type: ignore[attr-defined]
        return cast("Asking", ask)

    return decorate


def _asked(
    question: Callable[..., Asked], answer: Callable[[Asked], Answer], values: Iterable[Any], options: dict[str, Any]
) -> Answer:
    from calc_cli.questions.displayed import as_typed, displayed  # only Python pays for this import

    given = inspect.signature(question).bind(*values, **options)
    kinds = {each.name: each.kind for each in parameters(question)}  # type: ignore[arg-type]
    for name, value in given.arguments.items():
        text = as_typed(value)
        if isinstance(text, list | tuple) and kinds[name] is str:  # wrt=[x, y], check=[2*x, 2*y]
            listed = ", ".join(map(str, text))
            text = listed if name == "wrt" else f"[{listed}]"
        given.arguments[name] = text
    asked = question(*given.args, **given.kwargs)
    require_no_files(asked)
    return displayed(answer(asked), asked, answer.__name__.strip("_"))


def _unload_parts(names: Iterable[str]) -> None:
    """Forget the modules of a package whose loading Ctrl-C ended: beside them, it would not be whole the next time."""
    for name in sorted(names):
        package = name.rpartition(".")[0]
        if package and package not in sys.modules:
            del sys.modules[name]


def _help_on_options(question: Any, but: Sequence[str] = ()) -> str:
    shown = (each for each in parameters(question) if each.name not in but)
    options = [(each.name, each.declared) for each in shown if isinstance(each.declared, Option)]
    return "\n".join(["Options:", *(f"  {name}: {declared.help}" for name, declared in options)])


def require_no_files(question: Question) -> None:
    """Raise UsageError if a question that was not typed on the command line names a file."""
    for parameter in parameters(type(question)):
        if isinstance(parameter.declared, Option) and parameter.declared.may_be_file:
            require_no_file(getattr(question, parameter.name))
