"""Answers held against the truth: whether two expressions are equal, where not, and which mistake was made."""
