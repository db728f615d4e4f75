"""Seven ways to trouble a site, at the door of one that was started for it on loopback. Bounded in count and time."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
LASTS = 8.0  # seconds for each slow kind


class Door:
    """Where the site answers."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        assert parts.hostname == "127.0.0.1" and parts.port
        self.host, self.port, self.url = parts.hostname, parts.port, url

    def line(self) -> socket.socket:
        return socket.create_connection((self.host, self.port), timeout=30)

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> http.client.HTTPResponse:
        """One question on a line of its own. A line that is cut is answered with 0."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer


def slow_heads(door: Door) -> None:
    """A hundred clients that send a letter of their head now and then."""
    _trickle(door, 100, b"GET /log-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: ")


def slow_forms(door: Door) -> None:
    """Fifty that send a form by letters, and twenty a file."""
    head = b"POST /log-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    forms = threading.Thread(target=_trickle, args=(door, 50, head + b"Content-Length: 100000\r\n\r\n"))
    forms.start()
    _trickle(door, 20, head + b"Content-Length: 1000000\r\n\r\n")
    forms.join()


def many_fields(door: Door) -> None:
    """Ten thousand fields in a form, and more than are taken."""
    for count in [10_000] * 10 + [20_001] * 3:
        body = urlencode({f"field{n}": n for n in range(count)}).encode()
        door.ask("POST", "/log-in/", body, **FORM)


def deep_json(door: Door) -> None:
    """JSON that goes a hundred thousand brackets down, where a passkey answers."""
    for inside in ("[" * 100_000, '{"a":' * 100_000, "1" * 500_000):
        door.ask("POST", "/log-in/passkey/", urlencode({"credential": inside}).encode(), **FORM)


def long_heads(door: Door) -> None:
    """Heads of a megabyte."""
    for _ in range(20):
        with door.line() as line:
            try:
                line.sendall(
                    b"GET /log-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: " + b"x" * 1024**2 + b"\r\n\r\n"
                )
                line.recv(4096)
            except OSError:
                continue


def many_log_ins(door: Door) -> None:
    """Two hundred at the door at once."""

    def knock(number: int) -> None:
        try:
            door.ask(
                "POST",
                "/log-in/",
                urlencode({"login": f"nobody{number}", "password": "x" * 20}).encode(),
                **FORM,
            )
        except OSError:
            return

    knocking = [threading.Thread(target=knock, args=(number,)) for number in range(200)]
    for one in knocking:
        one.start()
    for one in knocking:
        one.join()


def endless_file(door: Door) -> None:
    """Two gigabytes, sent for as long as they are taken; at most 200 MB."""
    with door.line() as line:
        line.sendall(
            b"POST /lists/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=x\r\n"
            b"Content-Length: 2147483648\r\n\r\n--x\r\n"
        )
        try:
            for _ in range(200):
                line.sendall(b"0" * 1024**2)
        except OSError:
            return


def _trickle(door: Door, clients: int, head: bytes) -> None:
    lines = [door.line() for _ in range(clients)]
    for line in lines:
        line.sendall(head)
    until = time.monotonic() + LASTS
    while time.monotonic() < until:
        for line in lines:
            try:
                line.send(b"a")
            except OSError:
                continue
        time.sleep(0.5)
    for line in lines:
        line.close()


WAYS: tuple[Callable[[Door], None], ...] = (
    slow_heads,
    slow_forms,
    many_fields,
    deep_json,
    long_heads,
    many_log_ins,
    endless_file,
)
