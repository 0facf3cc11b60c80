"""Limits: what a function tends to, exactly and by experiment, from each side and in several variables."""
