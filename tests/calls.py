"""Call the command line within this process, on any knowledge."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from unittest import mock

from checker import command_line as cli
from checker.model import Knowledge


@dataclass(frozen=True)
class Call:
    """What one call came to."""

    status: int
    out: bytes
    err: str

    @property
    def told(self) -> str:
        """Standard output as text."""
        return self.out.decode()

    @property
    def complaints(self) -> list[str]:
        """Standard error, line by line."""
        return self.err.splitlines()


def call(knowledge: Knowledge, arguments: Sequence[str], stdin: bytes = b"") -> Call:
    """Run the command line in this process, on `knowledge`."""
    given = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    with (
        mock.patch.object(cli, "load", return_value=knowledge),
        mock.patch.object(sys, "stdin", given),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            status = cli.main(arguments)
        except SystemExit as left:  # argparse leaves so
            status = left.code if isinstance(left.code, int) else 1
        out.flush()
        err.flush()
    read = [stream.buffer.getvalue() for stream in (out, err) if isinstance(stream.buffer, io.BytesIO)]
    return Call(status, read[0], read[1].decode())


def is_refused(result: Call) -> bool:
    """Status 2, at least one line about it, and nothing half-done."""
    return result.status == 2 and result.out == b"" and bool(result.complaints) and "Traceback" not in result.err
