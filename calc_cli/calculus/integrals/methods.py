"""The methods in the order in which they are tried: what is known by heart first, what is long last."""

from calc_cli.calculus.integrals import basic, radicals
from calc_cli.calculus.integrals.parts import by_parts
from calc_cli.calculus.integrals.rational import rational
from calc_cli.calculus.integrals.search import Method
from calc_cli.calculus.integrals.substitution import derivative_divides

METHODS: tuple[Method, ...] = (
    basic.constant,
    basic.constant_factor,
    basic.power_rule,
    basic.table,
    basic.product_of_table,
    rational,
    basic.sum_rule,
    derivative_divides,
    radicals.root_of_quadratic,
    radicals.root_of_linear,
    radicals.root_of_quotient,
    by_parts,
    basic.expanded,
)
