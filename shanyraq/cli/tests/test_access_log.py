"""The web server writes no address, no question and nobody's words."""

from datetime import timedelta
from types import SimpleNamespace

from shanyraq.cli.access_log import answered
from shanyraq.foundation import logs
from shanyraq.foundation.logs import KEYS

CANARY = "Zhibek Tulparova"


def test_the_web_server_writes_the_route_and_a_cut_address() -> None:
    environ = {
        logs.REQUEST_ID: "an-id",
        logs.ROUTE: "invitations/<slug:secret>/",
        "REQUEST_METHOD": CANARY,
        "RAW_URI": f"/search/?q={CANARY}",
        "QUERY_STRING": CANARY,
        "HTTP_USER_AGENT": CANARY,
        "REMOTE_ADDR": "203.0.113.77",
    }
    told = answered(SimpleNamespace(status="200 OK", sent=12), environ, timedelta(milliseconds=7))

    assert told == {
        "request": "an-id",
        "route": "invitations/<slug:secret>/",
        "method": "other",
        "status": 200,
        "bytes": 12,
        "took_ms": 7,
        "address": "203.0.113.0",
    }
    assert set(told) <= set(KEYS)
