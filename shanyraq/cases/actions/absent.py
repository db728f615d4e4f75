"""Notes about husbands whom a list only names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from shanyraq.access.rules import Actor
from shanyraq.cases.models import Case, Note
from shanyraq.cases.rosters.drafts import DraftRow
from shanyraq.cases.rosters.messages import MESSAGES
from shanyraq.foundation import keyring
from shanyraq.people.names import is_kunya

IDENTITY = "C1"  # the part of a file that says who somebody is


def note_absent(*, rows: Sequence[DraftRow], cases: Sequence[Case], by: Actor, at: datetime) -> None:
    """Put a husband whom the list names and does not hold into a note of hers: nobody is made of him.

    Part of the caller's recorded act. His kunya belongs to no note: where the words hold one, nothing is kept.
    """
    texts = [
        (case, str(remark.params["text"]))
        for case, row in zip(cases, rows, strict=True)
        for remark in row.remarks()
        if remark.code == "named_not_listed"
    ]
    texts = [(case, text) for case, text in texts if not _holds_kunya(text)]
    if not texts or not by.writes(IDENTITY):
        return
    keyring.ensure_keys((case.person_id, IDENTITY) for case, _text in texts)
    Note.objects.bulk_create(
        Note(
            person_id=case.person_id,
            case=case,
            compartment=IDENTITY,
            text=_(MESSAGES["named_not_listed"]) % {"text": text},
            written_by_id=by.staff_id,
            written_at=at,
        )
        for case, text in texts
    )


def _holds_kunya(text: str) -> bool:
    words = text.split()
    return any(is_kunya(" ".join(words[start:])) for start in range(len(words)))
