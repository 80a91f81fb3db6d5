"""Sends requests that were made before, each connection the next one when the last was answered.

In a process of its own: `python -m adapters.bench.http_load PORT CONNECTIONS SECONDS < BODIES`, a
body per line. It stops when the time is up or the bodies are, and writes one line of JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

from adapters.bench.bench_server import HERE
from adapters.bench.http_serving import PATH

HEAD = (
    "POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/json\r\n"
    "Content-Length: {length}\r\n\r\n"
)
_LENGTH = b"content-length: "


class Sender(asyncio.Protocol):
    """One connection."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._began = 0.0
        self._received = b""
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport: Any = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        """An answer, or part of one."""
        self._received += data
        if is_whole(self._received):
            self._load.answered(self._received, time.perf_counter() - self._began)
            self._received = b""
            self._send()

    def connection_lost(self, _: Exception | None) -> None:
        """The server closed it: what was sent has no answer."""
        if not self.over.done():
            self._load.statuses["lost"] += 1
            self.over.set_result(None)

    def _send(self) -> None:
        request = self._load.next_request()
        if request is None:
            self.over.set_result(None)
            self._transport.close()
            return
        self._began = time.perf_counter()
        self._transport.write(request)


class Load:
    """What is still to be sent, and what came back."""

    def __init__(self, requests: Iterator[bytes], seconds: float) -> None:
        self._requests = requests
        self._end = time.perf_counter() + seconds
        self.statuses: Counter[str] = Counter()
        self.waits_seconds: list[float] = []

    def next_request(self) -> bytes | None:
        """The next one, while there is time."""
        return next(self._requests, None) if time.perf_counter() < self._end else None

    def answered(self, answer: bytes, seconds: float) -> None:
        """`HTTP/1.1 200 OK` and so on came after so many seconds."""
        self.statuses[answer[9:12].decode()] += 1
        self.waits_seconds.append(seconds)


def is_whole(answer: bytes) -> bool:
    """Whether all of an answer is there; every answer of ours says its length."""
    head, separator, body = answer.partition(b"\r\n\r\n")
    if not separator:
        return False
    length = head.lower().partition(_LENGTH)[2].partition(b"\r\n")[0]
    return len(body) >= int(length or 0)


def requests(bodies: list[bytes], port: int) -> Iterator[bytes]:
    """The bytes of each request, with nothing left to be done when it is sent."""
    for body in bodies:
        yield HEAD.format(path=PATH, host=HERE, port=port, length=len(body)).encode() + body


async def run(bodies: list[bytes], port: int, connections: int, seconds: float) -> dict[str, Any]:
    """Send, and say what came back."""
    made = list(requests(bodies, port))
    loop = asyncio.get_running_loop()
    load = Load(iter(made), seconds)
    began, busy = time.perf_counter(), time.process_time()
    opened = await asyncio.gather(
        *(loop.create_connection(lambda: Sender(load), HERE, port) for _ in range(connections))
    )
    await asyncio.gather(*(sender.over for _, sender in opened))
    return {
        "seconds": time.perf_counter() - began,
        "sender_seconds": time.process_time() - busy,
        "statuses": load.statuses,
        "waits_seconds": load.waits_seconds,
    }


if __name__ == "__main__":
    import uvloop

    port, connections, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    given = sys.stdin.buffer.read().splitlines()
    found = uvloop.run(run(given, port, connections, seconds))
    # Buffered, whatever PYTHONUNBUFFERED says: a pipe may take a part at a time.
    with open(sys.stdout.fileno(), "wb", closefd=False) as answer:
        answer.write(json.dumps(found).encode())
