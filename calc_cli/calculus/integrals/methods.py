"""The methods in the order in which they are tried: what is known by heart first, what is long last."""

from calc_cli.calculus.integrals import basic, circular, exponential, radicals
from calc_cli.calculus.integrals.cases import by_cases, constant_signs
from calc_cli.calculus.integrals.inverse import inverse_function, inverse_within
from calc_cli.calculus.integrals.parts import by_parts
from calc_cli.calculus.integrals.rational import rational
from calc_cli.calculus.integrals.search import Method
from calc_cli.calculus.integrals.special import special, undetermined_coefficients
from calc_cli.calculus.integrals.substitution import derivative_divides

METHODS: tuple[Method, ...] = (
    basic.constant,
    basic.constant_factor,
    basic.power_rule,
    basic.table,
    basic.product_of_table,
    rational,
    basic.sum_rule,
    constant_signs,
    radicals.one_root,
    derivative_divides,
    inverse_within,
    circular.root_of_half_angle,
    circular.circular,
    exponential.growing_wave,
    exponential.exponential_in_one,
    radicals.root_of_quadratic,
    radicals.root_of_linear,
    radicals.root_of_quotient,
    radicals.root_of_binomial,
    radicals.root_of_symmetric,
    by_parts,
    inverse_function,
    circular.linearized,
    basic.expanded,
    exponential.as_exponentials,
    special,
    undetermined_coefficients,
    by_cases,
)
