"""Doing what was decided: keys first, then rows, in one act; then the free pages of the database.

It goes on where it stopped: what is decided is done by the next worker, however often one is killed on the way.
"""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import datetime

from django.db import transaction

from shanyraq.access.queries import computing, system_actor
from shanyraq.audit.actions import recorded
from shanyraq.cases.models import Case
from shanyraq.foundation import clock, erasing, keyring
from shanyraq.foundation.erasing import Eraser, Erasing
from shanyraq.foundation.models import DataKey
from shanyraq.rights.actions.sweeping import sweep
from shanyraq.rights.models import DataRequest, Erasure
from shanyraq.rights.queries.erasures import joined_to, kept_back, under_way
from shanyraq.rights.rules import ANSWERED, DONE

SYSTEM = system_actor("erasure")


def erase(*, erasure_id: uuid.UUID, at: datetime) -> Erasure:
    """Do what was decided, from where it stopped. `at`: the real time. Under a hold it waits."""
    erasure = erase_rows(erasure_id=erasure_id, at=at)
    finish(at=at)
    with computing("erasure.erase"):
        erasure.refresh_from_db()
    return erasure


def erase_rows(*, erasure_id: uuid.UUID, at: datetime) -> Erasure:
    """The first half: keys and rows go, in one act; `finish` does the other for all of them. Under a hold it waits."""
    with recorded("erasure.erase", by=SYSTEM) as act, computing("erasure.erase"):
        rows = Erasure.objects.select_for_update(of=("self",)).select_related("proposal")
        erasure = rows.get(pk=erasure_id)
        act.about(erasure.person_id)
        act.about(erasure.pk, kind="erasure")
        if erasure.state == Erasure.DECIDED and not kept_back([erasure], clock.today()):
            people = joined_to(erasure)
            # whoever writes to her file locks it first: she comes before this, or finds nobody to write about
            list(Case.objects.select_for_update(of=("self",)).filter(person__in=people).order_by("pk"))
            what = Erasing(people, frozenset(erasure.parts) or None, at, _asker(erasure))
            erasure.rows = dict(empty_tables(what=what))
            erasure.also = [str(one) for one in people if one != erasure.person_id]
            erasure.state, erasure.erased_at = Erasure.ERASED, at
            erasure.save(update_fields=["rows", "also", "state", "erased_at"])
            _answer(erasure, people, at)
    return erasure


def finish(*, at: datetime) -> int:
    """Have free pages overwritten after all that was erased, once for all of it. Returns how many are through."""
    with computing("erasure.swept"):
        gone = list(Erasure.objects.filter(state=Erasure.ERASED).values_list("pk", "person"))
    if not gone or not sweep():
        return 0
    with recorded("erasure.swept", by=SYSTEM) as act, computing("erasure.swept"):
        for pk, person in gone:
            act.about(person)
            act.about(pk, kind="erasure")
        through = Erasure.objects.filter(pk__in=[pk for pk, _person in gone], state=Erasure.ERASED)
        return through.update(state=Erasure.DONE, swept_at=at)


def resume(*, at: datetime) -> int:
    """Go on with what was decided and is not through. A chore; returns how many that were."""
    waiting = under_way()
    with computing("erasure.resume"):
        decided = list(Erasure.objects.filter(pk__in=under_way(decided=True)))
        held = kept_back(decided, clock.today())  # what is held leaves no row until it can be done
    for erasure_id in (one.pk for one in decided if one.pk not in held):
        erase_rows(erasure_id=erasure_id, at=at)
    finish(at=at)
    return len(waiting)


def empty_tables(*, what: Erasing) -> Counter[str]:
    """Destroy the keys and empty every table. Part of the caller's recorded act. Returns the rows gone, by table."""
    gone: Counter[str] = Counter()
    known = erasing.erasers()
    for eraser in known:
        if eraser.before is not None:
            eraser.before(what=what)
    for eraser in known:
        gone[eraser.table] += _empty_table(eraser, what)
    keys = DataKey.objects.filter(subject__in=what.people)
    if what.parts is not None:
        keys = keys.filter(compartment__in=sorted(what.parts))
    gone["foundation.DataKey"] = keys.delete()[0]
    transaction.on_commit(keyring.forget)
    return +gone


def _empty_table(eraser: Eraser, what: Erasing) -> int:
    """One table, plainly: nothing cascades, so that a table of which nobody thought makes the act fail."""
    rows = eraser.model._base_manager
    for blanked, blanks in eraser.blanked(what):
        rows.filter(blanked).update(**blanks)
    gone = eraser.gone(what)
    if gone is None:
        return 0
    found = rows.filter(gone)
    return int(found._raw_delete(found.db))


def _asker(erasure: Erasure) -> uuid.UUID | None:
    """Who asked for it; nobody where a restored state does not know."""
    return erasure.proposal.asked_by_id if erasure.proposal else None


def _answer(erasure: Erasure, people: tuple[uuid.UUID, ...], at: datetime) -> None:
    """The request that led here is answered by this; of a whole file every open one: nothing else can answer them.

    Part of the caller's recorded act.
    """
    hers = DataRequest.objects.filter(person__in=people).exclude(state=ANSWERED)
    if erasure.parts:
        hers = hers.filter(erasures=erasure)
    hers.update(state=ANSWERED, outcome=DONE, answered_by=_asker(erasure), answered_at=at)
