"""The subject itself: derivatives and limits of SymPy expressions, as frozen dataclasses."""
