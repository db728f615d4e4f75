"""The words of a pack that are the program's own: its rooms, and what kinds of evidence there are."""

ROOMS = (
    "cases",
    "people",
    "operations",
    "centre",
    "care",
    "learning",
    "papers",
    "home",
    "supplies",
    "experts",
    "justice",
)
EVIDENCE_TYPES = (
    "signed_form",
    "doc_ref",
    "decision",
    "measurement",
    "attendance",
    "receipt",
    "note",
    "contact_log",
    "child_view",
    "event",
)
