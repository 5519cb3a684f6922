"""Pyodide for the page, made small: fetched and checked, then cut to what the checker needs."""
