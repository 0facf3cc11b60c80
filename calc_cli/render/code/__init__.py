"""Formulas as functions of Python that compute the same numbers."""
