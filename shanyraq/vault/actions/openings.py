"""Opening what is sealed about one person, for one hour, for one who asked, at the word of two custodians.

Whoever asks gets words for the pick-up, shown once. Each of the two custodians gives, with her own words, a part for
each of the things that were there when it was asked for; it is sealed at once to the pick-up. Only the words of the
pick-up join the two parts, at the moment of reading. So a copy of the database, with all of the server's keys, reads
nothing: not before, not in that hour, not after; nor does one custodian who has such a copy.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.utils.translation import gettext as _

from shanyraq.access.actions import proposals
from shanyraq.access.actions.doors import hashing
from shanyraq.access.actions.proposals import Kind
from shanyraq.access.models import Proposal
from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.text import N_
from shanyraq.vault.actions.keys import key_of
from shanyraq.vault.models import Item, Opening, Part
from shanyraq.vault.queries import keepers, sees_file
from shanyraq.vault.rules import SEAL_AGREE, SEAL_ASK, boxes, words

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
    """Ask two custodians to open what is sealed about one person. Raises CannotOpen, CannotPropose.

    The request names the things that are sealed now and the pick-up's key: that is what the custodians agree to.
    """
    pickup, salt = words.new_words(), secrets.token_bytes(words.SALT)
    with hashing:
        public = words.pickup_key(pickup, salt).public_key().public_bytes_raw()
    with computing("vault.ask"):
        things = sorted(one.hex for one in Item.objects.filter(person=person).values_list("pk", flat=True))
    proposal = proposals.propose(
        kind=KIND,
        subject=person,
        details={"things": things, "pickup": public.hex()},
        ground=ground,
        reason=reason,
        by=by,
        at=at,
        then=partial(_begin, by=by, salt=salt),
    )
    return Asked(Opening.objects.visible_to(by).get(proposal=proposal), pickup)


def agree_to_open(*, opening_id: UUID, fingerprint: str, passphrase: str, by: Actor, at: datetime) -> Opening:
    """Give one's part, with one's own words; the second one opens it. Raises CannotOpen, WrongWords, CannotAgree."""
    custodian = keepers().filter(staff=by.staff_id).first()
    if custodian is None:
        raise CannotOpen(_("You hold no custodian's key."), code="no_key")
    private = key_of(custodian_id=custodian.pk, passphrase=passphrase, by=by, at=at)
    give = partial(_give, number=custodian.number, private=private)
    with computing("vault.open"):
        opening = Opening.objects.get(pk=opening_id)
        proposals.agree_to(proposal_id=opening.proposal_id, fingerprint=fingerprint, by=by, at=at, then=give)
        opening.refresh_from_db()
        return opening


def read_opened(*, opening_id: UUID, pickup_words: str, by: Actor, at: datetime) -> list[dict[str, str]]:
    """What was sealed, for the one who asked, within its hour: kind and content of each thing. Raises CannotRead."""
    private = _pickup_key(opening_id, pickup_words, by)
    with recorded("seal.read", by=by) as act:
        act.about(opening_id, kind="opening")
        require(by, SEAL_ASK)
        opening = Opening.objects.visible_to(by).select_for_update().filter(pk=opening_id).first()
        if opening is None or private is None:
            raise CannotRead(_("Only the one who asked reads what was opened."), code="not_hers")
        act.about(opening.person)
        act.about(opening.proposal_id, kind="proposal")
        if opening.readable_until is None or opening.readable_until <= at:
            raise CannotRead(_("The hour is over, or nobody has opened it yet."), code="closed")
        if not sees_file(by, opening.person):
            raise CannotRead(_("Her file is no longer yours to open."), code="scope")
        with computing("vault.read"):
            given = _given(opening, private)
            return [{"kind": item.kind, **_content(item, given)} for item in _things(opening)]


def close_openings(*, by: Actor, at: datetime) -> int:
    """Forget what custodians gave, once the hour is over or the request has ended. Returns how many hours ended."""
    if not is_under_way():
        return 0  # nothing to forget leaves no row
    with recorded("seal.close", by=by) as act, computing("vault.close"):
        over = list(Opening.objects.filter(readable_until__lte=at, parts__isnull=False).distinct())
        for opening in over:
            act.about(opening.person)
        Part.objects.filter(opening__in=over).delete()
        ended = (Proposal.DECLINED, Proposal.EXPIRED)
        Part.objects.filter(opening__proposal__outcome__in=ended).delete()
        return len(over)


def is_under_way() -> bool:
    """Whether custodians' parts wait to be read: they fit the locks of today alone."""
    return Part.objects.exists()


def open_for(*, proposal: Proposal, at: datetime) -> None:
    """Begin the hour, if the two who agreed gave parts and still keep the seal. Part of the caller's recorded act."""
    with computing("vault.open"):
        opening = Opening.objects.select_for_update().get(proposal=proposal)
    gave = {part.number for part in opening.parts.all()}
    kept_by = dict(keepers().filter(number__in=gave).values_list("number", "staff"))
    if set(kept_by.values()) != {one.by_id for one in proposal.agreements.all()}:
        raise CannotOpen(
            _("Somebody who took part may do this no longer. It has to be asked for again."), code="demoted"
        )
    opening.opened_at, opening.readable_until = at, at + READABLE_FOR
    opening.save(update_fields=["opened_at", "readable_until"])


def register() -> None:
    """Say that this can be proposed. Called once, from ready()."""
    proposals.register_kind(Kind(KIND, SEAL_ASK, SEAL_AGREE, 2, tuple(GROUNDS), open_for))


def _begin(proposal: Proposal, *, by: Actor, salt: bytes) -> None:
    """What belongs to a request: the key of its pick-up. Part of the caller's recorded act."""
    person = proposal.subject
    if person is None or not sees_file(by, person):
        raise CannotOpen(_("Only who works with a person asks for her seal to be opened."), code="scope")
    if not proposal.details["things"]:
        raise CannotOpen(_("Nothing is sealed about this person."), code="nothing")
    if keepers().count() < 2:
        raise CannotOpen(
            _("There are no two custodians yet. The data-protection officer holds the ceremony first."),
            code="no_custodians",
        )
    public = bytes.fromhex(proposal.details["pickup"])
    Opening.objects.create(proposal=proposal, person=person, salt=salt, pickup_key=public)


def _give(proposal: Proposal, *, number: int, private: bytes) -> None:
    """A custodian's parts, id 16 and part 32 a thing, sealed to the pick-up. Part of the caller's recorded act."""
    opening = Opening.objects.get(proposal=proposal)
    public = bytes.fromhex(proposal.details["pickup"])
    parts = b"".join(
        item.pk.bytes + boxes.part_of(private, bytes(item.box), item.pk)
        for item in _things(opening)
        if item.box
    )
    Part.objects.create(
        opening=opening, number=number, parts=words.seal_for(public, parts, _bound(opening, number))
    )


def _pickup_key(opening_id: UUID, pickup_words: str, by: Actor) -> X25519PrivateKey | None:
    """The key that the words of a pick-up are; None where the request is another's. Outside the act: it takes long."""
    opening = Opening.objects.visible_to(by).filter(pk=opening_id).first()
    if opening is None:
        return None
    with hashing:
        return words.pickup_key(pickup_words, bytes(opening.salt))


def _given(opening: Opening, private: X25519PrivateKey) -> dict[int, dict[UUID, bytes]]:
    """What each custodian gave, by her number and the thing. Raises CannotRead."""
    try:
        return {
            part.number: _unpacked(words.open_with(private, bytes(part.parts), _bound(opening, part.number)))
            for part in opening.parts.all()
        }
    except words.WrongWords:
        raise CannotRead(_("These are not the words of this request."), code="words") from None


def _things(opening: Opening) -> Iterable[Item]:
    """The things that were asked for and are hers still: none that came to her file since then."""
    asked_for = [UUID(one) for one in opening.proposal.details["things"]]
    return Item.objects.filter(pk__in=asked_for, person=opening.person).order_by("put_at", "pk")


def _content(item: Item, given: dict[int, dict[UUID, bytes]]) -> dict[str, str]:
    """What was sealed of one item; that it cannot be opened, where these two cannot open it."""
    parts = {number: of[item.pk] for number, of in given.items() if item.pk in of}
    try:
        key = boxes.key_from(bytes(item.box), item.pk, parts)
        return dict(json.loads(boxes.content_of(key, bytes(item.sealed), item.pk)))
    except boxes.DoesNotOpen:
        return {"closed": "yes"}


def _bound(opening: Opening, number: int) -> bytes:
    return opening.pk.bytes + bytes((number,))


def _unpacked(parts: bytes) -> dict[UUID, bytes]:
    return {UUID(bytes=parts[at : at + 16]): parts[at + 16 : at + 48] for at in range(0, len(parts), 48)}
