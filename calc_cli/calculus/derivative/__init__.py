"""The answer to a question about a derivative in one variable: formula, domain, value, experiment, steps."""
