"""Requests and the limits on time and memory under which they are answered."""
