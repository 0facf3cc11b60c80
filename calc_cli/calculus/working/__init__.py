"""Whole workings: each claim of a line judged against the truth, and against the line before it."""
