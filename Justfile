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

# The tests with the lines that they reach, which takes twice as long: some searches end before they find anything
coverage:
    pytest -n auto --cov --cov-report=term:skip-covered

# The manual as a site, which needs pip install -e '.[docs]': open site/index.html
docs:
    sphinx-build -qW --keep-going docs site

# Ratios against SymPy, Click and the peers that are installed
bench:
    python benchmarks/run.py

# Faults put into the arithmetic of numbers, each of which a test must notice
mutants:
    python benchmarks/mutants.py
