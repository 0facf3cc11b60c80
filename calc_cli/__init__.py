"""calc: a calculus tool for the command line, and the same answers from Python."""

__version__ = "0.1.0"
