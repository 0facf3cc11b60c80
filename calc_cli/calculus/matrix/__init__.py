"""Matrix calculus: derivatives of vector and matrix expressions in symbols, without components."""
