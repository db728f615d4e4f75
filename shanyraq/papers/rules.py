"""What may be kept as a file with a person, and what is told where it may not. Pure."""

from __future__ import annotations

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
