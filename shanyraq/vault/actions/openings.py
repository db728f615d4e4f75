"""Opening what is sealed about one person, for one hour, for one who asked, at the word of two custodians.

Whoever asks gets words for the pick-up, shown once. The two custodians give their parts with their own words; with the
second part the server opens the person's items and seals them at once to the pick-up words. So a copy of the database,
with all of the server's keys, reads nothing: not before, not in that hour, not after.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.utils.translation import gettext as _

from shanyraq.access.actions import proposals
from shanyraq.access.actions.proposals import Kind
from shanyraq.access.models import Proposal
from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.text import N_
from shanyraq.vault.models import Custodian, Item, Opening, Part
from shanyraq.vault.permissions import SEAL_AGREE, SEAL_ASK
from shanyraq.vault.rules import boxes, words

KIND = "seal.open"
READABLE_FOR = timedelta(hours=1)
GROUNDS = {
    "birth_papers": N_("A birth, a name or a nationality has to be proved"),
    "tracing": N_("Relatives are looked for who know only the former name"),
    "own_wish": N_("The person asks for it herself"),
    "court": N_("A court has ordered it"),
}


class CannotOpen(Refusal):
    """What is sealed about this person cannot be opened like this."""


class CannotRead(Refusal):
    """What was opened cannot be read: wrong words, or its hour is over."""


@dataclass(frozen=True)
class Asked:
    """A request, and the words with which its answer is picked up: shown once, kept nowhere."""

    opening: Opening
    words: str


def ask_to_open(*, person: UUID, ground: str, reason: str, by: Actor, at: datetime) -> Asked:
    """Ask two custodians to open what is sealed about one person. Raises CannotOpen, CannotPropose."""
    pickup, salt = words.new_words(), secrets.token_bytes(words.SALT)
    public = words.pickup_key(pickup, salt).public_key().public_bytes_raw()
    proposal = proposals.propose(
        kind=KIND,
        subject=person,
        details={},
        ground=ground,
        reason=reason,
        by=by,
        at=at,
        then=partial(_begin, salt=salt, public=public),
    )
    return Asked(Opening.objects.visible_to(by).get(proposal=proposal), pickup)


def agree_to_open(*, opening_id: UUID, fingerprint: str, passphrase: str, by: Actor, at: datetime) -> Opening:
    """Give one's part, with one's own words. The second custodian's part opens it. Raises CannotOpen, CannotAgree."""
    custodian = Custodian.objects.filter(staff=by.staff_id, until=None).first()
    if custodian is None:
        raise CannotOpen(_("You hold no custodian's key."), code="no_key")
    try:
        private = words.unlock(bytes(custodian.locked_key), passphrase)
    except words.WrongWords:
        raise CannotOpen(_("These words do not open your custodian's key."), code="words") from None
    give = partial(_give, number=custodian.number, private=private)
    with computing("vault.open"):
        opening = Opening.objects.get(pk=opening_id)
        proposals.agree_to(proposal_id=opening.proposal_id, fingerprint=fingerprint, by=by, at=at, then=give)
        opening.refresh_from_db()
        return opening


def read_opened(*, opening_id: UUID, pickup_words: str, by: Actor, at: datetime) -> list[dict[str, str]]:
    """What was sealed, for the one who asked, within its hour: kind and content of each thing. Raises CannotRead."""
    with recorded("seal.read", by=by) as act:
        require(by, SEAL_ASK)
        opening = Opening.objects.visible_to(by).select_for_update().get(pk=opening_id)
        act.about(opening.person)
        act.about(opening.proposal_id, kind="proposal")
        if not opening.sealed or opening.readable_until is None or opening.readable_until <= at:
            raise CannotRead(_("The hour is over, or nobody has opened it yet."), code="closed")
        private = words.pickup_key(pickup_words, bytes(opening.salt))
        try:
            told = words.open_with(private, bytes(opening.sealed), opening.pk.bytes)
        except words.WrongWords:
            raise CannotRead(_("These are not the words of this request."), code="words") from None
        return list(json.loads(told))


def close_openings(*, by: Actor, at: datetime) -> int:
    """Forget what was opened once its hour is over, and the parts of what ended unopened. Returns how many."""
    with recorded("seal.close", by=by) as act, computing("vault.close"):
        over = list(Opening.objects.filter(readable_until__lte=at).exclude(sealed=b""))
        for opening in over:
            act.about(opening.person)
        Opening.objects.filter(pk__in=[one.pk for one in over]).update(sealed=b"")
        Part.objects.exclude(opening__proposal__outcome=Proposal.WAITING).delete()
        return len(over)


def open_for(*, proposal: Proposal, at: datetime) -> None:
    """Open the person's items and seal them to the pick-up words. Part of the caller's recorded act."""
    opening = Opening.objects.select_for_update().get(proposal=proposal)
    given = {part.number: _unpacked(bytes(part.parts)) for part in opening.parts.all()}
    told = []
    for item in Item.objects.filter(person=opening.person).order_by("put_at", "pk"):
        told.append({"kind": item.kind, **_content(item, given)})
    plain = json.dumps(told, ensure_ascii=False).encode()
    opening.sealed = words.seal_for(bytes(opening.pickup_key), plain, opening.pk.bytes)
    opening.opened_at, opening.readable_until = at, at + READABLE_FOR
    opening.save(update_fields=["sealed", "opened_at", "readable_until"])
    opening.parts.all().delete()


def register() -> None:
    """Say that this can be proposed. Called once, from ready()."""
    proposals.register_kind(Kind(KIND, SEAL_ASK, SEAL_AGREE, 2, tuple(GROUNDS), open_for))


def _begin(proposal: Proposal, *, salt: bytes, public: bytes) -> None:
    """What belongs to a request: the key of its pick-up. Part of the caller's recorded act."""
    person = proposal.subject
    with computing("vault.ask"):
        if person is None or not Item.objects.filter(person=person).exists():
            raise CannotOpen(_("Nothing is sealed about this person."), code="nothing")
    if Custodian.objects.filter(until=None).count() < 2:
        raise CannotOpen(
            _("There are no two custodians yet. The data-protection officer holds the ceremony first."),
            code="no_custodians",
        )
    Opening.objects.create(proposal=proposal, person=person, salt=salt, pickup_key=public)


def _give(proposal: Proposal, *, number: int, private: bytes) -> None:
    """A custodian's parts for all items of the person: id 16 and part 32 each. Part of the caller's recorded act."""
    opening = Opening.objects.get(proposal=proposal)
    items = Item.objects.filter(person=opening.person).exclude(box=b"")
    parts = b"".join(item.pk.bytes + boxes.part_of(private, bytes(item.box), item.pk) for item in items)
    Part.objects.create(opening=opening, number=number, parts=parts)


def _content(item: Item, given: dict[int, dict[UUID, bytes]]) -> dict[str, str]:
    """What was sealed of one item; that it cannot be opened, where these two cannot open it."""
    parts = {number: of[item.pk] for number, of in given.items() if item.pk in of}
    try:
        key = boxes.key_from(bytes(item.box), item.pk, parts)
        return dict(json.loads(boxes.content_of(key, bytes(item.sealed), item.pk)))
    except boxes.DoesNotOpen:
        return {"closed": "yes"}


def _unpacked(parts: bytes) -> dict[UUID, bytes]:
    return {UUID(bytes=parts[at : at + 16]): parts[at + 16 : at + 48] for at in range(0, len(parts), 48)}
