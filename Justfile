# Everything CI checks, in the current environment
default: lint types layers test

lint:
    ruff check .
    ruff format --check .

types:
    mypy

layers:
    lint-imports

test:
    pytest

# Ratios against SymPy, Click and the peers that are installed
bench:
    python benchmarks/run.py

# Faults put into the arithmetic of numbers, each of which a test must notice
mutants:
    python benchmarks/mutants.py
