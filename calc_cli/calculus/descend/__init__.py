"""Descent: a function followed downhill along its gradient, in floating point."""
