"""What waits for a second person about the protection of a file, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.access.models import Proposal
from shanyraq.cases import permissions
from shanyraq.cases.presenters import words
from shanyraq.cases.presenters.emergencies import when_words
from shanyraq.cases.queries.files import SupportFile


@dataclass(frozen=True)
class Waiting:
    """That a protection is asked to be lifted: whose, by whom, since and until when; where the second one agrees."""

    title: str
    body: str
    url: str


def waiting(asked: Iterable[Proposal], file: SupportFile) -> list[Waiting]:
    """What is asked for already, for who protects the file; the way to the answer for who may give it."""
    called = {member.case.person_id: words.called(member.person) for member in file.members}
    return [
        Waiting(
            _("Asked for already: the file of %(name)s is opened to others again")
            % {"name": called[one.subject]},
            _("Asked by %(name)s on %(asked)s. A second person answers until %(until)s.")
            % {
                "name": words.staff_name(one.asked_by, file.actor),
                "asked": when_words(one.asked_at, one.asked_at),
                "until": when_words(one.expires_at, one.asked_at),
            },
            reverse("rights:control", args=[one.pk]) if permissions.CONTROL_AGREE in file.actor.may else "",
        )
        for one in asked
        if one.subject in called
    ]
