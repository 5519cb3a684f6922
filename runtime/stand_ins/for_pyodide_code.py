"""Stands in for the runner of source text; see `_pyodide._base`. The glue keeps the module and calls nothing."""
