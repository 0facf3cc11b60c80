"""Functions of x as rational functions of x and of kernels, the derivatives of which are rational in them, too.

Kernels are exponentials, logarithms, tangents of half an angle, roots and inverse functions, and numbers that are not
rational, whose derivatives are 0. With t = tan(x/2), sin x is 2t/(1 + t^2), and the derivative of t is (1 + t^2)/2.
Powers of one exponential are written by the least, powers of one root likewise, since kernels must not depend on each
other.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import lcm

import sympy as sp
from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx

from calc_cli.algebra.identities import CIRCULAR, HYPERBOLIC, by_sine_and_cosine, greatest_common
from calc_cli.calculus.differentiate.differentiate import differentiate

_MOST_MULTIPLE = 6
_MOST_KERNELS = 7

Ratio = tuple[fmpq_mpoly, fmpq_mpoly]


class NoFieldError(Exception):
    """The expression is no rational function of its kernels with rational coefficients."""


class DifferentialField:
    """x and the kernels of f, as generators of polynomials, with their derivatives."""

    def __init__(self, f: sp.Expr, x: sp.Symbol) -> None:
        self.x = x
        self.kernels: list[sp.Expr] = [x]
        f = _on_surface(sp.expand_log(f, force=True) if f.has(sp.log) else f, lambda e: _by_exponentials(e, x))
        self.angles = units(w.args[0] for w in f.atoms(*CIRCULAR) if w.has(x))
        terms = (term for p in f.atoms(sp.exp) if p.has(x) for term in sp.Add.make_args(sp.expand(p.args[0])))
        self.exponents = units(terms)
        self.degrees: dict[sp.Expr, int] = {}
        for p in f.atoms(sp.Pow):
            if p.exp.is_Rational and not p.exp.is_Integer and p.base.has(x):
                self.degrees[p.base] = lcm(self.degrees.get(p.base, 1), int(p.exp.q))
        f = self._by_kernels(f)
        for _ in range(_MOST_KERNELS):
            new = [k for k in _kernels_of([f, *self._derivatives()], x) if k not in self.kernels]
            if not new:
                break
            self.kernels += new
            if len(self.kernels) > _MOST_KERNELS:
                raise NoFieldError
        names = tuple(f"k{i}" for i in range(len(self.kernels)))
        self.context = fmpq_mpoly_ctx.get(names, Ordering.lex)
        self.generators = dict(zip(self.kernels, self.context.gens(), strict=True))
        self.one = self.context.constant(1)
        self.f = self.ratio(f)
        slopes = [self.ratio(d) for d in self._derivatives()]
        self.q = self.one
        for _, below in slopes:
            self.q = self.q * exact(below, self.q.gcd(below))
        self.field = [above * exact(self.q, below) for above, below in slopes]

    def _derivatives(self) -> list[sp.Expr]:
        return [self._slope(k) for k in self.kernels]

    def _slope(self, kernel: sp.Expr) -> sp.Expr:
        if not kernel.has(self.x):
            return sp.S.Zero
        if isinstance(kernel, sp.tan):  # not by the secant, which is no kernel
            return self._by_kernels(differentiate(kernel.args[0], self.x)) * (1 + kernel**2)
        return self._by_kernels(differentiate(kernel, self.x))

    def _by_kernels(self, e: sp.Expr) -> sp.Expr:
        """Return e by few kernels: tangents of half an angle, powers of e and roots that have no others for powers."""
        e = _on_surface(e, lambda part: _by_exponentials(part, self.x))
        e = _on_surface(e, lambda part: _by_tangent(part, self.angles))
        e = _on_surface(e, lambda part: _by_one_exponential(part, self.exponents) if part.has(self.x) else None)
        e = _on_surface(e, lambda part: _by_one_root(part, self.degrees))
        return e.replace(_Kernel, lambda k: k)

    def d(self, p: fmpq_mpoly) -> fmpq_mpoly:
        """Return q times the derivative of a polynomial."""
        total = self.context.constant(0)
        for i, component in enumerate(self.field):
            total += p.derivative(i) * component
        return total

    def ratio(self, e: sp.Expr) -> Ratio:
        """Return an expression as a quotient of polynomials in lowest terms."""
        if e in self.generators:
            return self.generators[e], self.one
        if e.is_Rational:
            return self.context.constant(fmpq(int(e.p), int(e.q))), self.one
        if e.is_Add or e.is_Mul:
            parts = [self.ratio(part) for part in e.args]
            total = parts[0]
            for above, below in parts[1:]:
                if e.is_Mul:
                    total = _lowest(total[0] * above, total[1] * below)
                else:
                    total = _lowest(total[0] * below + above * total[1], total[1] * below)
            return total
        if e.is_Pow and e.exp.is_Integer:
            above, below = self.ratio(e.base)
            n = abs(int(e.exp))
            return (above**n, below**n) if e.exp > 0 else _lowest(below**n, above**n)
        raise NoFieldError

    def expression(self, p: fmpq_mpoly) -> sp.Expr:
        """Return a polynomial as an expression."""
        return sp.Add(*(
            sp.Rational(int(c.p), int(c.q)) * sp.Mul(*(k**n for k, n in zip(self.kernels, powers, strict=True)))
            for powers, c in p.to_dict().items()
        ))  # fmt: skip

    def special(self) -> list[fmpq_mpoly]:
        """Return polynomials that divide their own derivatives: exponentials and 1 + tan^2."""
        found = []
        for kernel, generator in self.generators.items():
            if isinstance(kernel, sp.exp):
                found.append(generator)
            elif isinstance(kernel, sp.tan):
                found.append(generator**2 + 1)
        return found


def exact(p: fmpq_mpoly, divisor: fmpq_mpoly) -> fmpq_mpoly:
    """Return p divided by what divides it."""
    quotient, rest = divmod(p, divisor)
    if not rest.is_zero():
        raise NoFieldError
    return quotient


def _lowest(above: fmpq_mpoly, below: fmpq_mpoly) -> Ratio:
    if below.is_zero():
        raise NoFieldError
    common = above.gcd(below)
    return (above, below) if common.is_constant() else (exact(above, common), exact(below, common))


def _on_surface(e: sp.Expr, change: Callable[[sp.Expr], sp.Expr | None]) -> sp.Expr:
    """Return e with the parts changed of which it is a rational function; what is within them stays."""
    changed = change(e)
    if changed is not None:
        return changed
    if e.is_Add or e.is_Mul:
        return e.func(*(_on_surface(part, change) for part in e.args))
    return sp.Pow(_on_surface(e.base, change), e.exp) if e.is_Pow and e.exp.is_Integer else e


def _by_exponentials(e: sp.Expr, x: sp.Symbol) -> sp.Expr | None:
    """Return powers with x in the exponent and hyperbolic functions by e."""
    if isinstance(e, HYPERBOLIC) and e.has(x):
        return e.rewrite(sp.exp)
    if e.is_Pow and e.exp.has(x) and e.base is not sp.E:
        return sp.exp(e.exp * sp.log(e.base))
    return None


def units(angles: Iterable[sp.Expr]) -> list[sp.Expr]:
    """Return for each set of expressions with rational ratios the one of which all are whole multiples."""
    left, found = sorted(set(angles), key=sp.default_sort_key), []
    while left:
        ratios = {angle: sp.cancel(angle / left[0]) for angle in left}
        mine = {angle: ratio for angle, ratio in ratios.items() if ratio.is_Rational}
        found.append(left[0] * greatest_common(list(mine.values())))
        left = [angle for angle in left if angle not in mine]
    return found


def _by_tangent(wave: sp.Expr, angles: Sequence[sp.Expr]) -> sp.Expr | None:
    """Return a circular function by the tangent of half an angle, of which its own is a whole multiple."""
    if not isinstance(wave, CIRCULAR):
        return None
    for angle in angles:
        n = sp.cancel(wave.args[0] / angle)
        if n.is_Integer and abs(n) <= _MOST_MULTIPLE:
            t = sp.tan(angle / 2)
            above = sp.expand((1 + sp.I * t) ** (2 * abs(int(n))))
            c, s = (part / (1 + t**2) ** abs(int(n)) for part in above.as_real_imag())
            return by_sine_and_cosine(type(wave), s if n > 0 else -s, c)
    return None


def _by_one_exponential(power: sp.Expr, exponents: Sequence[sp.Expr]) -> sp.Expr | None:
    """Return an exponential as a product of whole powers of few."""
    if not isinstance(power, sp.exp):
        return None
    result = sp.S.One
    for term in sp.Add.make_args(sp.expand(power.args[0])):
        for unit in exponents:
            n = sp.cancel(term / unit)
            if n.is_Integer:
                result *= sp.Pow(_Kernel(sp.exp(unit)), n)
                break
        else:
            raise NoFieldError
    return result


class _Kernel(sp.Function):
    """A kernel within powers that SymPy would put together again."""


def _by_one_root(power: sp.Expr, degrees: Mapping[sp.Expr, int]) -> sp.Expr | None:
    """Return a root as a whole power of one root of its base, below the degree of that, and of the base."""
    if not power.is_Pow or not power.exp.is_Rational or power.exp.is_Integer or power.base not in degrees:
        return None
    n = degrees[power.base]
    whole, rest = divmod(int(power.exp * n), n)
    return sp.Pow(power.base, whole) * sp.Pow(_Kernel(sp.Pow(power.base, sp.Rational(1, n))), rest)


def _kernels_of(expressions: list[sp.Expr], x: sp.Symbol) -> list[sp.Expr]:
    found: dict[sp.Expr, None] = {}

    def visit(e: sp.Expr) -> None:
        if e == x or e.is_Rational:
            return
        if e.is_Add or e.is_Mul or (e.is_Pow and e.exp.is_Integer):
            for part in e.args:
                visit(part)
        elif e.is_Pow or isinstance(e, sp.Function) or (e.is_Atom and e.is_real):
            found[e] = None
        else:
            raise NoFieldError

    for e in expressions:
        visit(e)
    return list(found)
