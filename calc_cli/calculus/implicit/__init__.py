"""Derivatives along the curve of an equation, and of inverse functions."""
