"""A server that counts what it sends and can be as slow as a phone network."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from publishing.serve import Handler

CHUNK = 16_384


@dataclass(frozen=True, slots=True)
class Network:
    """A link as the server plays it, and the phone at its end: the same for every candidate."""

    name: str
    delay_s: float = 0.0  #: before the first byte of each response
    bytes_per_s: float = 0.0  #: shared by all responses; 0 for no limit
    slower: int = 1  #: how many times slower the processor of the browser is


NETWORKS = (
    Network("网络不限速"),
    Network("处理器慢 4 倍", slower=4),
    Network("9 Mbit/s 60 ms", 0.060, 9e6 / 8),
    Network("1.6 Mbit/s 150 ms", 0.150, 1.6e6 / 8),
)


@dataclass
class Meter:
    """Bytes sent, and the bucket that slows them."""

    network: Network
    pieces: list[tuple[float, int]] = field(default_factory=list)  #: seconds since the epoch, and bytes
    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0

    def sent_until(self, then: float) -> int:
        """Bytes sent up to `then`, in seconds since the epoch."""
        with self.lock:
            return sum(size for at, size in self.pieces if at <= then)

    def pay(self, size: int) -> None:
        """Account for `size` bytes and wait until the link has room for them."""
        with self.lock:
            self.pieces.append((time.time(), size))
            if not self.network.bytes_per_s:
                return
            start = max(time.monotonic(), self.free_at)
            self.free_at = start + size / self.network.bytes_per_s
            until = self.free_at
        time.sleep(max(0.0, until - time.monotonic()))


class MeteredHandler(Handler):
    """`Handler` over a `Meter`."""

    def __init__(self, *args: object, meter: Meter, directory: str) -> None:
        self.meter = meter
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def copyfile(self, source, outputfile) -> None:  # type: ignore[no-untyped-def]
        """Send in pieces, each paid for."""
        time.sleep(self.meter.network.delay_s)
        while piece := source.read(CHUNK):
            self.meter.pay(len(piece))
            outputfile.write(piece)


def serve(folder: Path, network: Network) -> tuple[ThreadingHTTPServer, Meter]:
    """A running server for `folder`; its meter counts bodies only."""
    meter = Meter(network)
    handler = partial(MeteredHandler, meter=meter, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, meter
