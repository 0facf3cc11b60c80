"""Whether two expressions are equal: proved by algebra, confirmed by samples, or refuted at a point."""
