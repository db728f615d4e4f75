"""Why a file cannot be kept. Pure: what is told about it stands in the rules of the room."""

from __future__ import annotations

MOST_EXPANDED = 100 * 1024**2  # bytes that an archive may unpack to
MOST_MEMBERS = 1_000
MOST_PIXELS = 40_000_000
MOST_KEPT = (
    30 * 1024**2
)  # bytes of what is kept: a picture drawn anew may be larger than the one that was sent

PDF, JPEG, PNG, DOCX, XLSX, ODT = "PDF", "JPEG", "PNG", "DOCX", "XLSX", "ODT"


class Unfit(Exception):
    """This file is not kept. `code` says why."""

    EMPTY, UNKNOWN, BROKEN, TOO_LARGE = "empty", "unknown", "broken", "too_large"
    LOCKED, ACTS, REACHES_OUT, HOLDS_MORE = "locked", "acts", "reaches_out", "holds_more"

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
