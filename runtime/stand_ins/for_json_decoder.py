"""Stands in for json.decoder: the interpreter's own scanner looks its error up here."""


class JSONDecodeError(ValueError):
    """Not JSON: what is wrong, and where; `lineno` and `colno` count from 1."""

    def __init__(self, msg: str, doc: str, pos: int) -> None:
        self.msg, self.doc, self.pos = msg, doc, pos
        self.lineno = doc.count("\n", 0, pos) + 1
        self.colno = pos - doc.rfind("\n", 0, pos)
        super().__init__(f"{msg}: line {self.lineno} column {self.colno} (char {pos})")
