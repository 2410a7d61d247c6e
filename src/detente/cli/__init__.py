"""Turns the words of a command line into calls of the library, and what they give into tables and JSON."""

from detente.cli.program import app, main

__all__ = ["app", "main"]
