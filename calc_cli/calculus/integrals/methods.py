"""The methods in the order in which they are tried: what is known by heart first, what is long last."""

from calc_cli.calculus.integrals import basic, changes, circular
from calc_cli.calculus.integrals.cases import by_cases, constant_signs
from calc_cli.calculus.integrals.coefficients import hyperexponential
from calc_cli.calculus.integrals.parts import by_parts, twice_by_parts
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
    basic.elementary_sum,
    constant_signs,
    changes.one_root,
    circular.secants,
    derivative_divides,
    changes.inverse_within,
    circular.root_of_square,
    circular.circular,
    circular.linearized,
    changes.exponential,
    changes.root,
    twice_by_parts,
    by_parts,
    hyperexponential,
    basic.sum_rule,
    changes.inverse_function,
    basic.expanded,
    basic.factored,
    basic.partial_fractions,
    changes.as_exponentials,
    special,
    by_cases,
)
