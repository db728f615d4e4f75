"""Notes of which one was written about several people at once."""

from __future__ import annotations

from shanyraq.access.rules import Actor
from shanyraq.cases.models import Note


def same_note(actor: Actor, first: Note) -> list[Note]:
    """One note about several people, by any of its rows: hers, written at once with the same words, none put right yet.

    Those in files that are closed, or that she sees no more, are left as they are.
    """
    together = Note.objects.visible_to(actor).filter(
        written_by=first.written_by_id,
        written_at=first.written_at,
        compartment=first.compartment,
        case__closed_at=None,
    )
    found = list(together.order_by("pk"))
    newer = Note.objects.visible_to(actor).filter(corrects__in=[note.pk for note in found])
    replaced = set(newer.values_list("corrects", flat=True))
    return [note for note in found if note.text == first.text and note.pk not in replaced]
