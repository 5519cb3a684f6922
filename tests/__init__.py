"""Tests mirror the source by name; `cases/` holds situations that a lay reader can check."""
