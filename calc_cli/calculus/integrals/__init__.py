"""Integrals: antiderivatives that differentiation confirms, definite and improper integrals with two witnesses."""
