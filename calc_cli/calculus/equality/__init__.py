"""Equality of two expressions: proved by algebra, confirmed by samples, or refuted at a point."""
