"""Tests mirror the source by name; those that mirror no file hold a promise, said in their first line.

`cases/` holds situations that a lay reader can check.
"""
