"""Answering from a process that has everything loaded: where it is met, who asks, who answers."""
