"""Results in every format: one function a format, a page for the terminal."""
