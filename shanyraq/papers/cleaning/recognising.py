"""What a file is, by its bytes alone, and what of it is kept. Whatever it is called counts for nothing."""

from __future__ import annotations

from shanyraq.papers.cleaning.unfit import JPEG, MOST_KEPT, PDF, PNG, Unfit


def cleaned(data: bytes) -> tuple[str, bytes]:
    """The form of a file and what of it is kept. Raises Unfit."""
    form, kept = _by_its_beginning(data)
    if len(kept) > MOST_KEPT:
        raise Unfit(Unfit.TOO_LARGE)
    return form, kept


def _by_its_beginning(data: bytes) -> tuple[str, bytes]:
    """Each reader is loaded only for what it reads: together they take a third of a second."""
    if not data:
        raise Unfit(Unfit.EMPTY)
    if data.startswith(b"%PDF-"):
        from shanyraq.papers.cleaning.documents import without_actions

        return PDF, without_actions(data)
    if data.startswith(b"PK\x03\x04"):
        from shanyraq.papers.cleaning.archives import packed_anew

        return packed_anew(data)
    form = JPEG if data.startswith(b"\xff\xd8\xff") else PNG if data.startswith(b"\x89PNG\r\n\x1a\n") else ""
    if not form:
        raise Unfit(Unfit.UNKNOWN)
    from shanyraq.papers.cleaning.pictures import drawn_anew

    return form, drawn_anew(data, form)
