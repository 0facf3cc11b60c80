"""The limit of a function of several variables at a point.

There is none if two paths into the point have two limits. That there is one takes a proof, since that many paths agree
proves nothing: it is the limit in all charts around the point (charts.py), and where it is not, these have the paths.
An experiment in random directions is the second witness.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, islice
from typing import Literal

import mpmath
import sympy as sp

from calc_cli.algebra.share import FAILURES, Found, within
from calc_cli.calculus.limits.charts import BoundedRatio, Leaf, limits_around
from calc_cli.calculus.limits.extrapolation import Estimate, estimate, kind_of
from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.limits.numbers import INFINITE, are_equal
from calc_cli.calculus.limits.one_sided import one_sided_limit
from calc_cli.calculus.limits.parameters import sample
from calc_cli.calculus.limits.paths import paths
from calc_cli.calculus.limits.verdict import Path, Verdict

_DIRECTIONS = tuple(sp.Rational(n, 97) for n in (13, -71, 44, -29, 89, -7, 61, -53, 31, -83, 5))

_BEFORE_PROOF = 5
"""Paths that are tried first, the axes and diagonals."""

_MOST_UNKNOWN = 5
"""Charts without an answer; then it is time to give up."""

_SHARE = 6.0
"""Seconds for the proof, and as many for the paths that are left if there is none."""


def limit_at_point(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr]) -> Verdict:
    """Find the limit of `f` as its variables go `to` a point together.

    Where there is none, the `paths` are two with two limits, or one without a limit.

    >>> x, y = sp.symbols("x y", real=True)
    >>> limit_at_point(x * y / (x**2 + y**2), {x: sp.Integer(0), y: sp.Integer(0)}).kind
    'path-dependent'
    """
    leaves: list[Leaf[sp.Expr]] = []
    curves = paths(f, to, leaves)
    known: list[Path] = []
    none = _conflict(f, islice(curves, _BEFORE_PROOF), known)
    value = None if none else _in_share(lambda: common_limit(limits_around(f, to), leaves))
    if none is None and value is None:
        none = _in_share(lambda: _conflict(f, curves, known))
    if none is not None:
        return none
    experiment = _experiment(f, to)
    if not leaves and experiment.kind == "undefined":
        return Verdict("undefined")
    shown = tuple(_sampled(f, path) for path in known[:2])
    undecidable = value is None or experiment.kind == "undecided" or value.free_symbols
    agree = None if undecidable else experiment.is_near(value)
    expected = Verdict("undecided" if value is None else kind_of(value), value)
    if value is None or agree is False or any(_certainly_differ(path.limit, expected) for path in known):
        signs = (*(e for leaf in leaves for e in leaf.open), *_differences(known))
        return Verdict("undecided", value, experiment.value, experiment.error, agree, paths=shown, open=signs)
    return Verdict(kind_of(value), value, experiment.value, experiment.error, agree, paths=shown)


def _in_share(work: Callable[[], Found]) -> Found | None:
    try:
        return within(_SHARE, work)
    except FAILURES:  # as of the greater of x and a root, where SymPy sees that the root is not real
        return None


def common_limit(charts: Iterable[Leaf[sp.Expr]], leaves: list[Leaf[sp.Expr]]) -> sp.Expr | None:
    """Return the limit in all charts, None if one has another or none that is known; they are added to the `leaves`."""
    unknown = 0
    for leaf in charts:
        leaves.append(leaf)
        first = leaves[0].found
        unknown += leaf.found is None
        if unknown > _MOST_UNKNOWN or (unknown and leaf.open):
            return None
        if first is None or leaf.found is None or first.has(BoundedRatio):
            continue
        if are_equal(first, leaf.found) is False:
            return None
    value = leaves[0].found if leaves else None
    if value is None or value.has(BoundedRatio):
        return None
    others = (leaf.found for leaf in leaves[1:])
    return value if all(other is not None and are_equal(value, other) for other in others) else None


def _certainly_differ(one: Verdict, other: Verdict) -> bool:
    """Return True if two limits are certainly not the same."""
    if one.value is None or other.value is None or "undecided" in (one.kind, other.kind):
        return False
    return are_equal(one.value, other.value) is False


def _differences(paths: Sequence[Path]) -> Iterator[sp.Expr]:
    """Yield the differences of limits along two paths, with parameters in them; and what those limits depend on."""
    limits = [path.limit.value for path in paths if path.limit.kind == "finite" and path.limit.value is not None]
    for one, other in combinations(limits, 2):
        difference = sp.expand(one - other)
        if difference.free_symbols:
            yield difference


def _conflict(f: sp.Expr, paths: Iterable[Path], known: list[Path]) -> Verdict | None:
    """Return the verdict if one of the paths has no limit or another than those `known`, to which they are added."""
    for path in paths:
        if path.limit.kind == "oscillates":
            return _without_limit("oscillates", f, (path,))
        for other in known:
            if _certainly_differ(path.limit, other.limit):
                return _without_limit("path-dependent", f, (other, path))
        if path.limit.kind in ("finite", "+inf", "-inf"):
            known.append(path)
    return None


def _without_limit(kind: Literal["oscillates", "path-dependent"], f: sp.Expr, paths: tuple[Path, ...]) -> Verdict:
    """Return the verdict, if the experiments along the paths do not contradict it."""
    sampled = tuple(_sampled(f, path) for path in paths)
    found = {path.limit.agree for path in sampled}
    if False in found:
        return Verdict("undecided", agree=False, paths=sampled)
    return Verdict(kind, agree=None if None in found else True, paths=sampled)


def _sampled(f: sp.Expr, path: Path) -> Path:
    """Return the path with both witnesses."""
    return Path(path.at, path.t, one_sided_limit(f.xreplace(path.at), Approach(path.t, sp.S.Zero, 1)))


# Experiment


def _experiment(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr]) -> Estimate:
    """Sample near the point, in one direction after another."""

    def at_distance(t: sp.Rational) -> mpmath.mpf:
        turn = (t.p * 7 + t.q) % len(_DIRECTIONS)
        offsets = [t * _DIRECTIONS[(turn + 3 * k) % len(_DIRECTIONS)] for k in range(len(to))]
        point = {
            v: sp.sign(a) / abs(offset) if a in INFINITE else a + offset
            for (v, a), offset in zip(to.items(), offsets, strict=True)
        }
        return sample(f, point)

    if f.free_symbols - to.keys():
        return Estimate("undecided")
    return estimate(at_distance)
