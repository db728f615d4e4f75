"""Uploads stay in memory: a spool file would leave names in clear on the disk."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload

LIMIT = 20 * 1024 * 1024
# Up to here the rest of a file that is too large is received and dropped, so that the browser shows the page that says
# so. What is larger is refused before it was sent.
MOST_RECEIVED = 5 * LIMIT


class BoundedMemory(MemoryFileUploadHandler):
    """Keeps a file in memory up to LIMIT bytes. A larger one is dropped, and its name left on the request as
    `too_large`, so that the page can say so. Raises RequestDataTooBig beyond MOST_RECEIVED."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any
    ) -> None:
        if content_length > MOST_RECEIVED:
            raise RequestDataTooBig("a form of this size is not received")
        self.activated = True
        self.is_too_large = content_length > LIMIT + 100_000  # the form's other fields and its boundaries

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        if self.is_too_large:
            vars(self.request)["too_large"] = file_name
            raise StopUpload(connection_reset=False)
        super().new_file(field_name, file_name, *args, **kwargs)
