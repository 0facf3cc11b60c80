"""The lines of a working as claims about what it is about."""
