"""Which fields of forms hold text that a page of lost words may show again: those named here, and no other.

A page that says no is shown before any form was looked at, on a machine that somebody else may sit at by then. So it
gives back only what is known to be ordinary writing. A new field is given back once its name stands here, and the tests
of the architecture ask for a decision about each; whatever guards a door, the vault's words above all, never does.
"""

from __future__ import annotations

import re

GIVEN_BACK = frozenset(
    {
        # names and places of people, families, colleagues and keys
        *("name", "latn", "cyrl", "arab", "given_name", "family_name", "family", "label", "dialect"),
        *("place", "with_whom", "present", "title", "operation", "recipient", "authority", "reference"),
        "document",
        # sentences
        *("act", "answer", "over_ceiling_reason", "reason", "reasons", "remarks", "request", "review"),
        *("risk_words", "telling_forbidden_by", "text", "view", "what", "whom", "why", "wish", "words"),
    }
)
# One form of several members, one field for each of several people, parts or kinds of letters.
_MANY = re.compile(
    r"(?:[a-z]+\d*-)?([a-z]+(?:_[a-z]+)*?)(?:_(?:\d+|Latn|Cyrl|Arab|[0-9a-f]{8}-[0-9a-f-]{27}))?"
)


def may_be_given_back(name: str) -> bool:
    """Whether a form's field of this name holds text that may be shown again. No, for any name that is not known."""
    found = _MANY.fullmatch(name)
    return found is not None and found[1] in GIVEN_BACK
