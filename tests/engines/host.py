"""The site on a host of its own, which also takes reports of violations.

python -m tests.engines.host SITE PORT REPORTS
"""

from __future__ import annotations

import sys
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from publishing.serve import Handler

REPORT_TO = "/violations"


class Reported(Handler):
    """Static files, and one address to which browsers report."""

    reports: Path

    def do_POST(self) -> None:  # noqa: N802 - the base class's own name
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with self.reports.open("ab") as file:
            file.write(body.replace(b"\n", b" ") + b"\n")
        self.send_response(204)
        self.end_headers()


if __name__ == "__main__":
    Reported.reports = Path(sys.argv[3])
    handler = partial(Reported, directory=sys.argv[1])
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), handler).serve_forever()
