"""Giving somebody the sheet about her own file, or a copy of it: who gave it, when, in which language, to whom."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import Act, recorded
from shanyraq.cases import permissions, rules
from shanyraq.cases.actions.consents import age_in_months, is_alone
from shanyraq.cases.actions.evidence import NewEvidence, append_evidence
from shanyraq.cases.actions.tellings import tell_by_sheet
from shanyraq.cases.models import Case
from shanyraq.cases.queries.links import copy_asked
from shanyraq.foundation.errors import NotAllowed, Refusal
from shanyraq.foundation.text import N_

SOURCE, COMPARTMENT = "cases.sheet", "C12"
NOT_TO_HER = N_("The sheet is not given to this person: see who may have it.")


class CannotGive(Refusal):
    """This sheet cannot be given to this person."""


def receivers(case: Case, day: date) -> tuple[str, ...]:
    """Who may be given the sheet about this person: herself, her caregiver, her guardian."""
    months = age_in_months(case, day)
    return rules.receivers_of_sheet(months, is_alone=is_alone(case, day))


def give_sheet(
    *, case_id: uuid.UUID, given_to: str, language: str, by: Actor, at: datetime, handed_at: datetime
) -> None:
    """Write down that the sheet was given. It changes no plan. Raises CannotGive, NotAllowed.

    Of the emergency openings that it lists she is told by it; these are in real time, and so is `handed_at`.
    """
    with recorded("sheet.give", by=by, purpose=f"{language} {given_to}"[:60]) as act:
        case = _to_give(case_id, language, by, act)
        if given_to not in receivers(case, at.date()):
            raise CannotGive(_(NOT_TO_HER), code="receiver")
        _write_down(rules.SHEET_GIVEN, case, given_to, language, by, at)
        tell_by_sheet(person_id=case.person_id, language=language, by=by, at=handed_at)


def give_copy(*, case_id: uuid.UUID, given_to: str, language: str, by: Actor, at: datetime) -> None:
    """Write down that a copy of her own data was given, as an open request asks. Raises CannotGive, NotAllowed."""
    with recorded("copy.give", by=by, purpose=f"{language} {given_to}"[:60]) as act:
        case = _to_give(case_id, language, by, act)
        asked = copy_asked(by, case.person_id)
        if asked is None:
            raise CannotGive(_("Nobody has asked for a copy: enter the request first."), code="request")
        act.about(asked.request, kind="request")
        if given_to not in rules.receivers_of_copy(receivers(case, at.date()), asked.asked_by):
            raise CannotGive(_(NOT_TO_HER), code="receiver")
        _write_down(rules.COPY_GIVEN, case, given_to, language, by, at)


def _to_give(case_id: uuid.UUID, language: str, by: Actor, act: Act) -> Case:
    """The file, if the actor may tell of it in this language."""
    case = Case.objects.visible_to(by).filter(pk=case_id).select_related("person").first()
    if case is None:
        raise NotAllowed(_("One of these support files is closed or not among yours."), code="scope")
    act.about(case.person_id)
    require(by, permissions.SHEET_GIVE)
    if language not in rules.SHEET_LANGUAGES:
        raise CannotGive(_("The sheet is not there in this language."), code="language")
    return case


def _write_down(kind: str, case: Case, given_to: str, language: str, by: Actor, at: datetime) -> None:
    """It stands in the history. Part of the caller's recorded act."""
    new = NewEvidence(
        case=case,
        kind=kind,
        at=at,
        source=SOURCE,
        source_id=uuid.uuid4(),
        compartment=COMPARTMENT,
        payload={"language": language, "given_to": given_to},
    )
    append_evidence(new=[new], by=by, at=at)
