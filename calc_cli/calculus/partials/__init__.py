"""Functions of several variables: gradient, Jacobian and Hessian, and the truth at a point."""
