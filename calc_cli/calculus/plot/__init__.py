"""What a picture of a function shows: pieces of curves, their ends, tangents and level lines, as numbers."""
