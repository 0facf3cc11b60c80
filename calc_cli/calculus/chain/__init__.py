"""The chain rule on a system of equations."""
