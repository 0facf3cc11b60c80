"""The exercises of a working: a line begins another where the function is defined anew, or with a number.

So does an integral behind a function, and x = 2y + 1 below y = 2x + 1, of which the inverse is to be found.
"""

import re
from collections.abc import Sequence

from calc_cli.algebra.functions import symbol
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.equality.equality import compare
from calc_cli.errors import CalcError
from calc_cli.functions import BY_NAME
from calc_cli.questions.working.lines import WorkingLine
from calc_cli.syntax.tree import Apply, Call, Constant, DerivativeOf, Name, Node, parts

_PARTS = ("u", "v", "w", "t", "I")
"""What parts of a function are mostly called."""


def problems(lines: Sequence[WorkingLine]) -> list[list[WorkingLine]]:
    """Return the lines of each exercise: a new one begins where the function is defined anew, or with a number."""
    problems: list[list[WorkingLine]] = [[]]
    for line in lines:
        if _begins_anew(problems[-1], line):
            problems.append([])
        problems[-1].append(line)
    return problems


def asks_for_all_solutions(text: str) -> bool:
    """Return True if nothing in a working may mean a condition on the unknown, as lengths and decimals do."""
    words = set(re.findall(r"\ba\b|[a-z]{2,}", text.lower()))
    return words <= {*_PLAIN, *BY_NAME, "pi", "frac"} and not re.search(r"<|(?<!=)>|[≤≥∈≈]|\d\.\d", text)


_PLAIN = {
    *("so", "therefore", "hence", "thus", "then", "is", "the", "only", "or", "and", "at", "where", "when", "if", "has"),
    *("are", "zeros", "vanishes"),
    *("point", "points", "number", "numbers", "solution", "solutions", "root", "roots", "critical", "derivative"),
    *("set", "solve", "step", "function", "implies"),
}
"""Words that tell nothing of which solutions are asked for, as "positive" and "a solution" do."""


def _begins_anew(problem: Sequence[WorkingLine], line: WorkingLine) -> bool:
    """Return True if a line begins an exercise, and is no step of the one before it.

    A number is that of an exercise, and not of a step, if the first line of the exercise had one and another had none,
    or if it is the first and another function is defined there.
    """
    first = next((other for other in problem if other.parts), None)
    if first is None or not line.parts or line.continues:
        return False
    name = defined_name(line)
    if line.clause.starts and first.left is not None and name == first.left.name:
        return True
    if line.clause.is_numbered and not any(other.clause.is_numbered for other in problem):
        return name not in (None, first.left and first.left.name, *_PARTS)
    tree = line.parts[0].reading.tree
    within = [part for side in (*first.parts, *line.parts) for part in parts(side.reading.tree)]
    variables = {e.name for call in quantities_of(tree) for e in parts(call.arguments[1]) if isinstance(e, Name)}
    known = {u for other in problem if (u := defined_name(other))} - {"x", "t"} - variables
    of_names = any(map(_is_of_name, within)) or any(e == Name(e.span, u) for e in parts(tree) for u in known)
    is_equation = len(first.parts) > 1 if first.left is None else not first.left.order
    is_other = is_equation and not any(quantities_of(p.reading.tree) for p in first.parts)
    if quantities_of(tree) and is_other and not of_names:
        name = line.left.name.partition("_")[0] if line.left else None  # f_avg, of f
        return line.left is None or (line.left.order == 0 and name != (first.left and first.left.name))
    if first.left is not None and first.left.name == "y" and name == "x":
        return any(part == Name(part.span, "y") for part in parts(tree)) and not _is_inverse(first, tree)
    are_numbered = first.clause.is_numbered and line.clause.is_numbered
    is_question = line.left is None or (name is not None and name not in _PARTS)
    is_task = line.left is None and (line.parts[0].limit or quantities_of(tree) or isinstance(tree, DerivativeOf))
    return are_numbered and is_question and bool(is_task or not all(other.clause.is_numbered for other in problem))


def _is_inverse(first: WorkingLine, tree: Node) -> bool:
    """Return True of sin y, where y = arcsin x: that it is x says where y is, and is no other curve."""
    try:
        e, y = (lower_as_typed(of, symbol("x")).doit() for of in (tree, first.parts[0].reading.tree))
        return compare(symbol("x"), e.xreplace({symbol("y"): y})).is_correct is True
    except CalcError:
        return False


def quantities_of(tree: Node) -> list[Call]:
    """Return the integrals and infinite series in the tree, those within others left out."""
    calls = [part for part in parts(tree) if isinstance(part, Call)]
    found = [part for part in calls if part.function == "integral" or _is_series(part)]
    return [part for part in found if not any(part in parts(other.arguments[0]) for other in found)]


def _is_of_name(part: Node) -> bool:
    """Return True of f(x), and of y'."""
    return isinstance(part, Apply) or (isinstance(part, DerivativeOf) and isinstance(part.operand, Name))


def _is_series(call: Call) -> bool:
    last = call.arguments[-1]
    return call.function == "sum" and isinstance(last, Constant) and last.name == "inf"


def defined_name(line: WorkingLine) -> str | None:
    """Return the name that the line defines, if it defines one."""
    return line.left.name if line.left and line.left.order == 0 and not line.at and line.parts else None
