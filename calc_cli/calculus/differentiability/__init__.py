"""Whether a function is differentiable at a point, by the definition."""
