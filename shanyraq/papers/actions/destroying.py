"""Files of papers that were moved, or taken away long enough ago: destroyed, unless a legal hold keeps that part."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction

from shanyraq.access.queries import computing, system_actor
from shanyraq.audit.actions import recorded
from shanyraq.foundation import clock
from shanyraq.papers import shelf
from shanyraq.papers.models import Paper
from shanyraq.papers.rules import destroyed_at
from shanyraq.rights.queries.holds import held_parts

SYSTEM = system_actor("papers.destroy")


def destroy_taken_away(*, at: datetime) -> int:
    """Destroy what may go; the row stays as the line that says so. `at`: the real time. Returns how many."""
    with computing("papers.destroy"):
        taken = Paper.objects.filter(taken_at__lte=at).exclude(stored=None).order_by("pk")
        gone = [one for one in taken if one.taken_at and destroyed_at(one.taken_why, one.taken_at) <= at]
    held = held_parts({one.person_id for one in gone}, clock.today())
    going = [one for one in gone if one.compartment not in held.get(one.person_id, frozenset())]
    for paper in going:
        _destroy(paper)
    return len(going)


def _destroy(paper: Paper) -> None:
    """The row first: a power failure leaves a file of nobody, which is tidied away."""
    with recorded("paper.destroy", by=SYSTEM) as act, computing("papers.destroy"):
        act.about(paper.person_id)
        act.about(paper.pk, kind="paper")
        still = Paper.objects.filter(pk=paper.pk, stored=paper.stored, taken_at__isnull=False)
        if still.update(stored=None, title=None):
            transaction.on_commit(partial(shelf.remove, paper.file))
