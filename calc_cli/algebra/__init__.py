"""Tree to SymPy and back to people: the only place where text becomes algebra."""
