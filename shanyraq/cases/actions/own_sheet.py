"""Giving somebody the sheet about her own file: who gave it, when, in which language, to whom."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases import permissions, rules
from shanyraq.cases.actions.consents import age_in_months, is_alone
from shanyraq.cases.actions.evidence import NewEvidence, append_evidence
from shanyraq.cases.models import Case
from shanyraq.foundation.errors import NotAllowed, Refusal

SOURCE, COMPARTMENT = "cases.sheet", "C12"


class CannotGive(Refusal):
    """This sheet cannot be given to this person."""


def receivers(case: Case, day: date) -> tuple[str, ...]:
    """Who may be given the sheet about this person: herself, her caregiver, her guardian."""
    months = age_in_months(case, day)
    return rules.receivers_of_sheet(months, is_alone=is_alone(case, day))


def give_sheet(*, case_id: uuid.UUID, given_to: str, language: str, by: Actor, at: datetime) -> None:
    """Write down that the sheet was given. It changes no plan. Raises CannotGive, NotAllowed."""
    with recorded("sheet.give", by=by, purpose=f"{language} {given_to}"[:60]) as act:
        case = Case.objects.visible_to(by).filter(pk=case_id).select_related("person").first()
        if case is None:
            raise NotAllowed(_("One of these support files is closed or not among yours."), code="scope")
        act.about(case.person_id)
        require(by, permissions.SHEET_GIVE)
        if language not in rules.SHEET_LANGUAGES:
            raise CannotGive(_("The sheet is not there in this language."), code="language")
        if given_to not in receivers(case, at.date()):
            raise CannotGive(
                _("The sheet is not given to this person: see who may have it."), code="receiver"
            )
        told = {"language": language, "given_to": given_to}
        new = NewEvidence(
            case=case,
            kind=rules.SHEET_GIVEN,
            at=at,
            source=SOURCE,
            source_id=uuid.uuid4(),
            compartment=COMPARTMENT,
            payload=told,
        )
        append_evidence(new=[new], by=by, at=at)
