"""An answer to HEAD says how long it would be, and brings nothing: a web server would warn of each."""

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from shanyraq.foundation.middleware import KnownToLogs


@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_an_answer_to_head_has_its_length_and_no_body(method: str) -> None:
    request = RequestFactory().generic(method, "/")

    answer = KnownToLogs(lambda request: HttpResponse("twelve signs"))(request)

    assert answer.content == (b"" if method == "HEAD" else b"twelve signs")
    assert method == "GET" or answer["Content-Length"] == "12"


def test_what_would_be_streamed_is_not() -> None:
    response = StreamingHttpResponse(iter([b"a", b"b"]))

    answer = KnownToLogs(lambda request: response)(RequestFactory().head("/"))  # type: ignore[arg-type, return-value]

    assert b"".join(answer) == b""
