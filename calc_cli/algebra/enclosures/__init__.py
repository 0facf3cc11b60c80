"""The value of an expression as an enclosure: a real number that is certain, whatever was rounded on the way.

From the ground up: `enclosure` says what a value is, an exact fraction or an interval of Arb; `arithmetic` adds,
multiplies and raises such values; `compilation`, `operations`, `powers` and `evaluation` turn an expression into a
function that computes its value from those of its parts; `precision` asks again with more bits until the enclosure
answers the question. Everybody else comes in by algebra/evaluate.py. sqrt(2) - 7/5, say, is 0.014 ± 2^-10 at 10 bits,
which already tells that it is positive.
"""
