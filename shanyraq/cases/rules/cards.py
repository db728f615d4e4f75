"""What may stand on a summary card. Pure."""

from __future__ import annotations

import re

from shanyraq.foundation.text import N_

LONGEST = 160  # characters: one or two short sentences

# How the codes of the international lists of illnesses look: F43.1, J45, 6B40.
_CODE = re.compile(r"\b(?:[A-Z][0-9]{2}(?:\.[0-9]{1,2})?|[0-9][A-Z][0-9]{2}(?:\.[0-9A-Z]{1,2})?)\b")
_DIAGNOSIS = re.compile(r"diagnos|диагноз|تشخيص", re.IGNORECASE)

EMPTY = N_("Write a sentence first.")
TOO_LONG = N_("A card holds one or two short sentences: at most 160 characters.")
DIAGNOSIS = N_("A card never tells a diagnosis. Write what others do, or keep away.")


def reason_not_to_write(text: str) -> str:
    """The sentence that says why this cannot stand on a card; empty where it can."""
    clean = text.strip()
    if not clean:
        return EMPTY
    if len(clean) > LONGEST:
        return TOO_LONG
    return DIAGNOSIS if _DIAGNOSIS.search(clean) or _CODE.search(clean) else ""
