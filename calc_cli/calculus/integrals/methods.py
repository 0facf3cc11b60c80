"""The methods in the order in which they are tried: what is known by heart first, what is long last."""

from calc_cli.calculus.integrals import basic, changes, circular
from calc_cli.calculus.integrals.cases import by_cases, constant_signs
from calc_cli.calculus.integrals.coefficients import long_quotient, risch_norman
from calc_cli.calculus.integrals.parts import by_parts, expanded, logarithm, twice_by_parts, without_divisor
from calc_cli.calculus.integrals.rational import rational
from calc_cli.calculus.integrals.search import Method
from calc_cli.calculus.integrals.special import special
from calc_cli.calculus.integrals.substitution import derivative_divides

METHODS: tuple[Method, ...] = (
    basic.constant,
    basic.constant_factor,
    basic.power_rule,
    basic.table,
    rational,
    basic.powers,
    basic.elementary_sum,
    constant_signs,
    changes.conjugate,
    changes.one_root,
    logarithm,
    circular.reduced,
    circular.in_secants,
    derivative_divides,
    changes.inverse_function,
    circular.root_of_square,
    circular.circular,
    circular.linearized,
    changes.exponential,
    changes.root,
    without_divisor,
    long_quotient,
    twice_by_parts,
    by_parts,
    expanded,
    risch_norman,
    basic.sum_rule,
    basic.partial_fractions,
    special,
    by_cases,
)
