"""A thread is taken for a request that has arrived, and for no other."""

import socket
import threading
import time
from collections.abc import Iterator
from selectors import DefaultSelector
from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn.workers.gthread import _DEFER

from shanyraq.cli.patience import ARRIVES_WITHIN, MOST_GATHERED, MOST_HEAD, PatientWorker, gather

GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.fixture
def line() -> Iterator[tuple[socket.socket, Any]]:
    """What a client sends into, and the connection at our end."""
    client, ours = socket.socketpair()
    with client, ours:
        yield client, SimpleNamespace(sock=ours)


def post(length: int) -> bytes:
    return b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % length


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        (b"", _DEFER),
        (GET[:10], _DEFER),
        (GET, "whole"),
        (post(4) + b"abc", _DEFER),
        (post(4) + b"abcd", "whole"),
        (post(MOST_GATHERED + 1), "large"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "large"),
        (post(4)[:-2] + b"Expect: 100-continue\r\n\r\n", "large"),  # it waits for a word of ours
        (b"GET / HTTP/1.1\r\nX: " + b"y" * MOST_HEAD, "whole"),  # gunicorn refuses it
    ],
)
def test_what_has_arrived_is_told_from_what_has_not(
    line: tuple[socket.socket, Any], sent: bytes, found: Any
) -> None:
    client, conn = line
    client.sendall(sent)

    assert gather(conn, 0) == found


def test_it_is_put_together_from_pieces(line: tuple[socket.socket, Any]) -> None:
    client, conn = line
    sent = post(4) + b"abcd"
    for at in range(len(sent) - 1):
        client.sendall(sent[at : at + 1])
        assert gather(conn, at * 0.1) is _DEFER
    client.sendall(sent[-1:])

    assert gather(conn, 10) == "whole"
    assert bytes(conn.gathered) == sent


def test_what_never_arrives_is_given_up(line: tuple[socket.socket, Any]) -> None:
    client, conn = line
    client.sendall(GET[:10])

    assert gather(conn, 0) is _DEFER
    assert gather(conn, ARRIVES_WITHIN + 1) is False


def test_a_client_that_went_is_given_up(line: tuple[socket.socket, Any]) -> None:
    client, conn = line
    client.sendall(GET[:10])
    client.close()

    assert gather(conn, 0) is False


def test_a_client_that_does_not_hang_up_is_not_waited_for(line: tuple[socket.socket, Any]) -> None:
    _client, conn = line
    worker = PatientWorker.__new__(PatientWorker)
    worker.hanging_up = threading.BoundedSemaphore(1)

    begun = time.monotonic()
    worker.hang_up(conn, graceful=True)
    worker.hang_up(conn, graceful=True)  # one more than are ended politely: cut

    assert time.monotonic() - begun < 1
    assert conn.sock.fileno() == -1


def test_a_worker_whose_parent_is_gone_lets_the_port_go_before_its_last_answers_are_given() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = listener.getsockname()
        worker = PatientWorker.__new__(PatientWorker)
        worker.sockets, worker.ppid, worker.pid = [listener], -1, 0
        worker.log = SimpleNamespace(info=print)
        worker.poller, worker._accepting = DefaultSelector(), False
        worker.set_accept_enabled(True)

        assert not worker.is_parent_alive()

        worker.set_accept_enabled(False)  # as the worker's own way out does
        worker.poller.close()
        with socket.create_server(address) as another:
            assert another.getsockname() == address
