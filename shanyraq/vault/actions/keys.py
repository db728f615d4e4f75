"""A custodian's own key, opened with her own words: few tries, counted in the database, and each wrong one recorded."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NoReturn
from uuid import UUID

from django.utils.translation import gettext as _

from shanyraq.access.actions.doors import hashing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.writing import writing
from shanyraq.vault.models import Custodian
from shanyraq.vault.rules import words

MOST_TRIES, TRIES_FORGOTTEN_AFTER = 5, timedelta(hours=1)


class WrongWords(Refusal):
    """These words do not open this custodian's key, or too many were tried."""


def key_of(*, custodian_id: UUID, passphrase: str, by: Actor, at: datetime) -> bytes:
    """The private key of a custodian whose words these are. Raises WrongWords.

    A try is counted before it is made, so that many at once are no more than five an hour.
    """
    locked = _locked_key(custodian_id, at)
    if locked is None:
        _refuse(custodian_id, by, "too_often")
    try:
        with hashing:
            private = words.unlock(locked, passphrase)
    except words.WrongWords:
        _refuse(custodian_id, by, "words")
    with writing():
        Custodian.objects.filter(pk=custodian_id).update(tries=0, tries_since=None)
    return private


def _locked_key(custodian_id: UUID, at: datetime) -> bytes | None:
    """The locked key, with one more try counted; None where no more may be made."""
    with writing():
        held = Custodian.objects.select_for_update().get(pk=custodian_id)
        if held.tries_since is None or held.tries_since + TRIES_FORGOTTEN_AFTER <= at:
            held.tries, held.tries_since = 0, at
        if held.tries >= MOST_TRIES:
            return None
        held.tries += 1
        held.save(update_fields=["tries", "tries_since"])
        return bytes(held.locked_key)


def _refuse(custodian_id: UUID, by: Actor, code: str) -> NoReturn:
    """Say no, on the record: an act of its own, because the one that needed the key has not begun."""
    with recorded("custodian.words", by=by) as act:
        act.about(custodian_id, kind="custodian")
        if code == "too_often":
            raise WrongWords(
                _("These words were wrong too often. Wait an hour, then try again."), code="too_often"
            )
        raise WrongWords(_("These words do not open the custodian's key."), code="words")
    raise AssertionError("a recorded refusal passes on")  # recorded() swallows nothing
