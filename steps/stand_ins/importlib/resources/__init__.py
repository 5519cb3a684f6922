"""Stands in: resources are never read here, and the real one would bring in pathlib and tempfile."""
