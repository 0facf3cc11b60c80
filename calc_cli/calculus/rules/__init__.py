"""The one table of rules of differentiation, and what applies a rule to an expression.

Import from the modules: a plain derivative needs `rule` alone, and starts sooner without the rest.

found = application(e, x)                        # which rule a teacher would name; found.parts are f, g, ...
found.result(slopes)                             # the derivative of e, given those of the parts
found.mistaken("f'(x)*g'(x)").result(slopes)     # what a mistaken formula makes of the same
"""
