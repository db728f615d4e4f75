"""That something sealed about a person was opened: when, for whom, on which ground. Never what."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.cases.presenters import words
from shanyraq.cases.queries.files import SupportFile
from shanyraq.foundation.clock import programme_day
from shanyraq.ui import parts
from shanyraq.vault.actions.openings import GROUNDS
from shanyraq.vault.queries import holds_sealed, openings_of
from shanyraq.vault.rules import SEAL_ASK


@dataclass(frozen=True)
class Seal:
    """What her own page says of the seal; nothing where it was never opened and there is nothing to ask for."""

    opened: tuple[parts.Fact, ...]
    ask_url: str


def seal(file: SupportFile) -> Seal | None:
    """The openings of one person's seal, newest first, and the way to ask."""
    if file.alone is None:
        return None
    opened = tuple(
        parts.Fact(
            words.day_words(programme_day(one.opened_at), file.today),
            _("%(ground)s. For %(name)s, by two custodians.")
            % {"ground": _(GROUNDS[one.proposal.ground]), "name": one.proposal.asked_by.full_name},
        )
        for one in openings_of(file.alone.pk)
        if one.opened_at
    )
    may_ask = SEAL_ASK in file.actor.may and holds_sealed(file.alone.pk)
    ask_url = reverse("vault:ask", kwargs={"person_id": file.alone.pk}) if may_ask else ""
    return Seal(opened, ask_url) if opened or ask_url else None
