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
        *("act", "answer", "over_ceiling_reason", "reason", "reasons", "remarks", "request"),
        *("risk_words", "telling_forbidden_by", "text", "view", "what", "whom", "why", "wish", "words"),
        *("review", "voice_words"),
    }
)
# Names under which another form lets somebody choose, and what the page itself writes there: that is not her writing.
CHOSEN = {
    "family": re.compile(r"new|[0-9a-f]{8}-[0-9a-f-]{27}"),  # where a person moves to
    "what": re.compile(r"MINE|TEAM"),  # the list that is taken along
}
# One form of several members, one field for each of several people, parts or kinds of letters.
_MANY = re.compile(
    r"(?:[a-z]+\d*-)?([a-z]+(?:_[a-z]+)*?)(?:_(?:\d+|Latn|Cyrl|Arab|[0-9a-f]{8}-[0-9a-f-]{27}))?"
)


def is_writing(name: str, text: str) -> bool:
    """Whether this field may be shown again and holds what somebody wrote: a single word too, however it looks."""
    return bool(text.strip()) and may_be_given_back(name) and not _is_chosen(name, text.strip())


def may_be_given_back(name: str) -> bool:
    """Whether a form's field of this name holds text that may be shown again. No, for any name that is not known."""
    found = _MANY.fullmatch(name)
    return found is not None and found[1] in GIVEN_BACK


def _is_chosen(name: str, text: str) -> bool:
    """Whether a page wrote it for her: under its plain name only, for a choice is there once in a form."""
    return name in CHOSEN and CHOSEN[name].fullmatch(text) is not None
