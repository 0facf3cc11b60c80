"""Differentiability of a function at a point, by the definition."""
