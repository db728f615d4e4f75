"""Taking an import of a list back as one piece, and saying when that cannot be done any more."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.audit.queries import acts_since
from shanyraq.cases import permissions
from shanyraq.cases.actions.rosters import CannotImport
from shanyraq.cases.models import Assignment, Case, Note, PlanStep, RosterImport, SummaryCard
from shanyraq.foundation.errors import NotAllowed
from shanyraq.people.models import (
    CareSituation,
    Family,
    FamilyMembership,
    Kinship,
    NameKey,
    Person,
    PersonLanguage,
    PersonName,
)
from shanyraq.vault import actions as vault

ONLY_LOOKED_AT = frozenset({"records.read", "plan.day", "system.read"})


def undo_import(*, import_id: uuid.UUID, by: Actor, at: datetime) -> RosterImport:
    """Take an import back as one piece, as long as nothing has built on it. Raises CannotImport, NotAllowed."""
    with recorded("roster.undo", by=by) as act:
        require(by, permissions.ROSTER_IMPORT)
        made = RosterImport.objects.visible_to(by).select_for_update().filter(pk=import_id).first()
        if made is None:
            raise NotAllowed(_("This import is not yours."), code="scope")
        with computing("roster.undo"):
            cases = list(Case.objects.filter(roster_import=made).select_for_update())
            if obstacle := obstacle_to_undo(made=made):
                raise obstacle
            act.about(*[case.person_id for case in cases])
            _destroy(cases)
        made.undone_by_id, made.undone_at = by.staff_id, at
        made.save(update_fields=["undone_by", "undone_at"])
        return made


def obstacle_to_undo(*, made: RosterImport) -> CannotImport | None:
    """The refusal that undoing would meet now; None where it can be undone. Changes nothing."""
    if made.undone_at is not None:
        return CannotImport(_("This import was undone already."), code="undone")
    with computing("roster.undo"):
        everybody = list(Case.objects.filter(roster_import=made).values_list("person_id", flat=True))
        is_touched = acts_since(everybody, beginning="roster.confirm", but=ONLY_LOOKED_AT)
        if not (is_touched or Assignment.objects.filter(case__roster_import=made).exists()):
            return None
    return CannotImport(
        _(
            "Somebody has worked on these files since, so the list can no longer be taken back as a whole. "
            "Correct what is wrong on the person's own page, or join two records of the same person there; a file "
            "that should not be open is closed by its case manager and a supervisor."
        ),
        code="built_on",
    )


def _destroy(cases: Iterable[Case]) -> None:
    """Every row an import made, from the leaves to the root; sealed items too."""
    listed = list(cases)
    ids = [case.person_id for case in listed]
    homes = {case.family_id for case in listed if case.family_id}
    PlanStep.objects.filter(case__in=listed).delete()
    Note.objects.filter(case__in=listed).delete()
    SummaryCard.objects.filter(case__in=listed).delete()
    Case.objects.filter(pk__in=[case.pk for case in listed]).delete()
    for table in (Kinship, CareSituation, NameKey, PersonLanguage, PersonName, FamilyMembership):
        table.objects.filter(person__in=ids).delete()
    vault.forget(people=ids)
    Person.objects.filter(pk__in=ids).delete()
    Family.objects.filter(pk__in=homes).delete()
