"""Stands in for the names that Python code has for JavaScript's objects: the checker is given text and gives text."""
