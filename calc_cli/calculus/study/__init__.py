"""The study of a function: where it is defined, rises, turns and bends; of several variables, its critical points."""
