"""Answers held against the truth: which usual mistake was made, and where."""
