"""A page's DevTools, spoken to over a WebSocket (RFC 6455): as much of it as that needs."""

from __future__ import annotations

import base64
import itertools
import json
import os
import socket
import struct
from typing import Any
from urllib.parse import urlsplit

PATIENCE_S = 60

TEXT, PING, CLOSE = 1, 9, 8


class DevTools:
    """One open page. `errors` holds what its scripts threw."""

    def __init__(self, address: str) -> None:
        where = urlsplit(address)
        self._socket = socket.create_connection((where.hostname, where.port), timeout=PATIENCE_S)
        self._numbers = itertools.count(1)
        self._left = b""
        self.errors: list[str] = []
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            *(f"GET {where.path} HTTP/1.1", f"Host: {where.netloc}", "Upgrade: websocket", "Connection: Upgrade"),
            *(f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13", "", ""),
        ]
        self._socket.sendall("\r\n".join(lines).encode())
        while b"\r\n\r\n" not in self._left:
            self._left += self._socket.recv(4096)
        answer, self._left = self._left.split(b"\r\n\r\n", 1)
        if b" 101 " not in answer.split(b"\r\n")[0]:
            raise RuntimeError(answer.decode(errors="replace"))

    def tell(self, method: str, **parameters: object) -> Any:
        """Send one message; returns what the page answers to it."""
        number = next(self._numbers)
        self._send(json.dumps({"id": number, "method": method, "params": parameters}).encode())
        while True:
            message = json.loads(self._message())
            if message.get("method") == "Runtime.exceptionThrown":
                self.errors.append(json.dumps(message["params"]["exceptionDetails"], ensure_ascii=False))
            if message.get("id") == number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _send(self, content: bytes, kind: int = TEXT) -> None:
        length = len(content)
        short = min(length, 126 if length < 1 << 16 else 127)
        size = b"" if short < 126 else struct.pack(">H" if short == 126 else ">Q", length)
        mask = b"\0\0\0\0"  # what a client sends is masked; nobody listens here
        self._socket.sendall(bytes([0x80 | kind, 0x80 | short]) + size + mask + content)

    def _message(self) -> bytes:
        """The next text, put together from its frames."""
        content = b""
        while True:
            head, short = self._take(2)
            length = short & 0x7F
            if length > 125:
                [length] = struct.unpack(">H" if length == 126 else ">Q", self._take(2 if length == 126 else 8))
            piece = self._take(length)
            kind = head & 0x0F
            if kind == CLOSE:
                raise RuntimeError("the browser has hung up")
            if kind < PING:
                content += piece
                if head & 0x80:
                    return content

    def _take(self, size: int) -> bytes:
        while len(self._left) < size:
            piece = self._socket.recv(1 << 16)
            if not piece:
                raise RuntimeError("the browser has hung up")
            self._left += piece
        taken, self._left = self._left[:size], self._left[size:]
        return taken
