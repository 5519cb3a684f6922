"""Stands in for the help texts of the runtime's own methods: nobody calls `help` in a page."""


def dedent_docstring(docstring: str) -> str:
    """Left as it is."""
    return docstring


def get_cmeth_docstring(func: object) -> str:
    """The smallest text that the C code takes: a signature of nothing, and no words."""
    return "call()\n--\n\n"
