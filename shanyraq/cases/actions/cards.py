"""Summary cards: written by who writes that part of the file, for those who see no more of it."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases import permissions, queries, rules
from shanyraq.cases.actions.doubts import Doubt, ask
from shanyraq.cases.actions.records import locked
from shanyraq.cases.models import SummaryCard
from shanyraq.cases.rules.cards import LIKE_DIAGNOSIS, like_diagnosis, reason_not_to_write
from shanyraq.foundation import keyring
from shanyraq.foundation.errors import NotAllowed, Refusal

DIAGNOSIS = "diagnosis"


class CannotWriteCard(Refusal):
    """A summary card that cannot be written like this."""


def write_card(
    *,
    case_id: uuid.UUID,
    topic: str,
    text: str,
    by: Actor,
    at: datetime,
    takes_away: bool = False,
    sure: Collection[str] = (),
) -> SummaryCard:
    """Write what others have to know, in place of what stood there; `takes_away`: nothing has to be known any more.

    What stood there before stays readable for who reads that part of the file. `sure`: the doubts that were ticked as
    so; words that read like a diagnosis are asked about. Raises CannotWriteCard, Doubtful, NotAllowed.
    """
    with recorded("card.write", by=by) as act:
        case = locked([case_id], by)[0]
        act.about(case.person_id)
        require(by, permissions.CARD_WRITE)
        card = queries.pack().cards.get(topic)
        if card is None or not permissions.may_write_card(by, card):
            raise NotAllowed(_("Your role does not write in this part of the file."), code="compartment")
        words = "" if takes_away else " ".join(text.split())
        reason = "" if takes_away else reason_not_to_write(words)
        if reason:
            raise CannotWriteCard(_(reason), code="text")
        found = like_diagnosis(words)
        ask([Doubt(DIAGNOSIS, _(LIKE_DIAGNOSIS) % {"words": ", ".join(found)})] if found else [], sure, by)
        with computing("card.write"):
            stood = SummaryCard.objects.filter(person=case.person_id, topic=topic, corrected_by=None)
            before = stood.order_by("-written_at", "pk").first()
            if words == (before.text if before else ""):
                raise CannotWriteCard(_(rules.NOTHING_CHANGED), code="unchanged")
        keyring.ensure_keys([(case.person_id, card.compartment)])
        return SummaryCard.objects.create(
            person_id=case.person_id,
            case=case,
            topic=topic,
            compartment=card.compartment,
            text=words,
            written_by_id=by.staff_id,
            written_at=at,
            corrects=before,
        )
