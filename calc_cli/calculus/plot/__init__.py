"""Pictures of functions: pieces of curves, their ends, tangents and level lines, as numbers."""
