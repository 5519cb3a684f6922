"""Every packet that leaves for somewhere else, as the kernel sees it, whoever sends it.

For a network namespace in which all addresses lead to the loopback (``ip route add local default dev lo``):
there each attempt to reach any host, and each question for its name, passes by here and gets no answer.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import threading
from collections.abc import Iterator

EVERYTHING = 0x0003  # ETH_P_ALL
IP, IPV6, TCP, UDP, DNS = 0x0800, 0x86DD, 6, 17, 53


@contextlib.contextmanager
def watched() -> Iterator[set[str]]:
    """The hosts that were asked for inside the block: addresses, and names from questions to a name server."""
    seen: set[str] = set()
    tap = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(EVERYTHING))
    tap.bind(("lo", 0))
    tap.settimeout(0.2)
    over = threading.Event()

    def watch() -> None:
        while not over.is_set():
            with contextlib.suppress(TimeoutError):
                seen.update(host_in(tap.recv(65535)))

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()
        tap.close()


def host_in(frame: bytes) -> set[str]:
    """What the frame asks for, if that is not this machine itself."""
    kind, packet = int.from_bytes(frame[12:14]), frame[14:]
    if kind == IP:
        target: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.IPv4Address(packet[16:20])
        protocol, rest = packet[9], packet[(packet[0] & 15) * 4 :]
    elif kind == IPV6:
        target = ipaddress.IPv6Address(packet[24:40])
        protocol, rest = packet[6], packet[40:]
    else:
        return set()
    if protocol == UDP and int.from_bytes(rest[2:4]) == DNS:
        return {name_in(rest[8:])}
    if protocol not in (TCP, UDP) or target.is_loopback or target.is_multicast:
        return set()
    opens = protocol == UDP or rest[13] & 0b10010 == 0b10  # of TCP only SYN without ACK
    return {str(target)} if opens else set()


def name_in(question: bytes) -> str:
    """The name that a DNS question asks for."""
    labels, at = [], 12
    while question[at]:
        labels.append(question[at + 1 : at + 1 + question[at]].decode("ascii", "replace"))
        at += 1 + question[at]
    return ".".join(labels).lower()
