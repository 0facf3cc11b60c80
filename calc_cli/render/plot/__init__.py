"""Pictures: curves and level lines on a terminal, or in a file."""
