"""Answers and whole workings held against the truth: which mistake was made, and in which line."""
