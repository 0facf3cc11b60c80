"""A tree drawn with lines: each node under its parent, one line a node."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Node = TypeVar("Node")


def tree(
    root: Node, below: Callable[[Node], Sequence[Node]], *, unicode: bool
) -> Iterator[tuple[str, tuple[Node, ...]]]:
    """Yield for each node the lines to the left of it and the way down to it; `below` gives the nodes under one."""
    fork, last, bar = ("├─ ", "└─ ", "│  ") if unicode else ("|- ", "`- ", "|  ")
    start: tuple[Node, ...] = (root,)
    yield "", start
    waiting = [("", start, list(below(root)))]
    while waiting:
        indent, way, nodes = waiting[-1]
        if not nodes:
            waiting.pop()
            continue
        node = nodes.pop(0)
        here = (*way, node)
        yield indent + (fork if nodes else last), here
        waiting.append((indent + (bar if nodes else "   "), here, list(below(node))))
