"""A page's DevTools, spoken to over a WebSocket: what drives a browser that is older than any driver."""

from __future__ import annotations

import itertools
import json
from contextlib import ExitStack
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

PATIENCE_S = 60


class DevTools:
    """One open page. `errors` holds what its scripts threw."""

    def __init__(self, address: str) -> None:
        # Those of years ago know no pings; a picture of the page may be as large as it is.
        how = connect(
            address,
            open_timeout=PATIENCE_S,
            close_timeout=1,
            ping_interval=None,
            compression=None,
            max_size=None,
            proxy=None,
        )
        self._open = ExitStack()
        self._socket = self._open.enter_context(how)
        self._numbers = itertools.count(1)
        self.errors: list[str] = []

    def tell(self, method: str, **parameters: object) -> Any:
        """Send one message; returns what the page answers to it."""
        number = next(self._numbers)
        try:
            self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
            while (message := json.loads(self._socket.recv(PATIENCE_S))).get("id") != number:
                if message.get("method") == "Runtime.exceptionThrown":
                    self.errors.append(json.dumps(message["params"]["exceptionDetails"], ensure_ascii=False))
        except ConnectionClosed as error:
            raise RuntimeError("the browser has hung up") from error
        if "error" in message:
            raise RuntimeError(f"{method}: {message['error']}")
        return message["result"]

    def close(self) -> None:
        """Hang up."""
        self._open.close()
