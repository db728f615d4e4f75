"""What may be kept as a file with a person, and what is told where it may not. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from shanyraq.foundation.text import N_

LONGEST_TITLE = 80
# In these no file is kept, whatever a pack says: what two open, what one keeps alone, what concerns charged adults.
NO_PAPER_IN = frozenset({"C2", "C4n", "C5", "C9", "C13"})
ENDINGS = {"PDF": "pdf", "JPEG": "jpg", "PNG": "png", "DOCX": "docx", "XLSX": "xlsx", "ODT": "odt"}
_OFFICE = "application/vnd.openxmlformats-officedocument."
CONTENT_TYPES = {
    "PDF": "application/pdf",
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "DOCX": f"{_OFFICE}wordprocessingml.document",
    "XLSX": f"{_OFFICE}spreadsheetml.sheet",
    "ODT": "application/vnd.oasis.opendocument.text",
}

# Who added a paper puts it right herself for so long; later who leads the file does, or a supervisor.
HERS_FOR = timedelta(days=7)
# What was taken away can be brought back for so long; then its file is destroyed.
BROUGHT_BACK_WITHIN = timedelta(days=14)
# Why a paper was taken away. A reason is chosen, not written: in the file where it was it names nobody else.
MOVED = "MOVED"
TAKEN_WHY = {
    "OTHER": N_("It is about somebody else"),
    "WRONG_FILE": N_("Another file was chosen by mistake"),
    "WRONG_PART": N_("It belongs to another part of the file, and is added there anew"),
    "TWICE": N_("It is here twice"),
}

WHY_NOT = {
    "empty": N_("This file is empty. Choose the scan or the letter itself."),
    "unknown": N_(
        "Only PDF, JPEG, PNG, DOCX, XLSX and ODT are kept, whatever a file is called. Save it as one of these."
    ),
    "broken": N_("This file cannot be read to its end. Save or scan it anew, best as PDF, and send that."),
    "too_large": N_("This file is too large, or unpacks to too much. Save or scan it smaller and send that."),
    "locked": N_(
        "This file is locked with a password. Save it without one and send that: here it is sealed all the same."
    ),
    "acts": N_("This file holds a macro or another program. Save it without, best as PDF, and send that."),
    "reaches_out": N_(
        "This file fetches something from elsewhere when it is opened. Save it as PDF and send that."
    ),
    "holds_more": N_("Something else is packed into this file. Send each part on its own, best as PDF."),
}


def file_name(paper_id: str, form: str) -> str:
    """What a file is called when it leaves: nothing of whom or what it is about."""
    return f"paper-{paper_id[:8]}.{ENDINGS[form]}"


def may_put_right(*, is_own: bool, leads: bool, added_at: datetime, at: datetime) -> bool:
    """May a paper be moved or taken away as one that does not belong here, by who added it or who leads the file?"""
    return leads or (is_own and at - added_at <= HERS_FOR)


def destroyed_at(why: str, taken_at: datetime) -> datetime:
    """When the file of what was taken away may go: what was moved is kept by now with whom it is about."""
    return taken_at if why == MOVED else taken_at + BROUGHT_BACK_WITHIN
