"""The normal form in which results are tidied: a rational coefficient times powers of generators.

A *generator* is anything that the algebra need not look into: a variable, a value of a function, e^t, b^t with a
variable exponent t, and a sum, as a primitive polynomial (coprime integer coefficients, no common factor) in other
generators. Exponents are rational, so that quotients, roots and powers are all one thing:

    2x/(x-1) - (x^2+1)/(x-1)^2     two terms, each a product:  2·x·s^-1  and  -1·q·s^-2
                                   where s is x - 1 and q is x^2 + 1

A sum becomes a product again by taking the least power of each generator out of every term, multiplying out what is
left, and cancelling it against what was taken out:

    s^-2·(2x·s - q)  =  s^-2·(2x^2 - 2x - x^2 - 1)  =  (x^2-2x-1)/(x-1)^2

generators.py keeps the table of generators and multiplies, sums.py adds, reader.py reads an expression of SymPy into
the form, display.py writes it as one again, and rewriting.py has other forms of the same product.

Everything is real: a root of odd order goes through products and signs, a root of even order is never split into
roots of factors that could be negative.
"""
