"""Inventing a person, by two colleagues together, so that whoever looks where she has no business is noticed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from shanyraq.access.actions.proposals import Kind, propose, register_kind
from shanyraq.access.models import Proposal
from shanyraq.access.permissions import require
from shanyraq.access.queries import computing, system_actor
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import acting, recorded
from shanyraq.cases.actions.registration import NewFamily, NewMember, open_cases
from shanyraq.cases.models import Case
from shanyraq.foundation.clock import programme_day
from shanyraq.foundation.errors import NotAllowed, Refusal
from shanyraq.foundation.spellings import spelt
from shanyraq.foundation.text import N_
from shanyraq.oversight.models import InventedPerson
from shanyraq.oversight.permissions import INVENTED_AGREE, INVENTED_ASK
from shanyraq.oversight.queries.watched import forget_invented, is_somebodys_name
from shanyraq.people.actions import NameText, NewPerson
from shanyraq.people.names import given_of

KIND = "invented.person"
GROUNDS = {"watch": N_("So that reading without a need is noticed")}
SCRIPTS = ("Latn", "Cyrl", "Arab")
OPENED_BEFORE = timedelta(days=400)  # her file looks like one among many
CLOSED_BEFORE = timedelta(days=390)


class CannotInvent(Refusal):
    """This person cannot be invented like this."""


def ask_to_invent(
    *,
    names: dict[str, str],
    sex: str,
    born: int,
    region: str,
    centre: str = "",
    reason: str,
    by: Actor,
    at: datetime,
) -> Proposal:
    """Ask a second colleague to agree to an invented person. Raises CannotInvent, CannotPropose, NotAllowed."""
    given = {script: text.strip() for script, text in names.items() if script in SCRIPTS and text.strip()}
    if not given or not region:
        raise CannotInvent(_("She needs a name and a region."), code="incomplete")
    details: dict[str, Any] = {"names": given, "sex": sex, "born": born, "region": region, "centre": centre}
    _refuse_somebodys_name(given)
    return propose(kind=KIND, subject=None, details=details, ground="watch", reason=reason, by=by, at=at)


def end_invented(*, invented_id: UUID, by: Actor, at: datetime) -> InventedPerson:
    """Watch over somebody invented no longer; her file stays closed. Raises NotAllowed."""
    with recorded("invented.end", by=by) as act:
        require(by, INVENTED_ASK)
        row = (
            InventedPerson.objects.visible_to(by)
            .select_for_update()
            .filter(pk=invented_id, ended_at=None)
            .first()
        )
        if row is None:
            raise NotAllowed(_("You may not see this."), code="scope")
        act.about(row.pk, kind="invented")
        row.ended_at = at
        row.save(update_fields=["ended_at"])
    forget_invented()
    return row


def register() -> None:
    """Say that this can be proposed. Called once, from ready()."""
    register_kind(Kind(KIND, INVENTED_ASK, INVENTED_AGREE, 1, tuple(GROUNDS), _invent))


def _invent(*, proposal: Proposal, at: datetime) -> None:
    """Make her, with a file that is closed as a double. Part of the caller's recorded act."""
    told = proposal.details
    by, since = system_actor(KIND), at + (programme_day(at) - localdate(at))
    _refuse_somebodys_name(told["names"])
    with computing(KIND):
        case = open_cases(
            families=[NewFamily(_label(told["names"]), (NewMember(_person(told)),))],
            entry="SELF",
            opened_at=since - OPENED_BEFORE,
            arrived_at=since - OPENED_BEFORE,
            phase_entry="P3" if told["centre"] else "",
            region=told["region"],
            centre=told["centre"],
            by=by,
            at=since,
            refresh=False,
        )[0]
        Case.objects.filter(pk=case.pk).update(
            closed_at=since - CLOSED_BEFORE, closed_reason="DUPLICATE", closed_by=proposal.asked_by_id
        )
        row = InventedPerson.objects.create(person=case.person_id, proposal=proposal, made_at=at)
    act = acting.get()
    if act is not None:
        act.first_known.clear()  # no row of the record says of her alone when she was made
        act.about(row.pk, kind="invented")
    forget_invented()


def _refuse_somebodys_name(names: dict[str, str]) -> None:
    """Whoever looks for somebody real must not be asked why she reads about somebody invented."""
    if any(is_somebodys_name(text) for text in names.values()):
        raise CannotInvent(_("Choose a name that nobody here has."), code="name")


def _label(names: dict[str, str]) -> str:
    """The family name in each script, as families are called, the Latin one first: a database may turn them round."""
    return spelt(names[script].split()[-1] for script in sorted(names, reverse=True))


def _person(told: dict[str, Any]) -> NewPerson:
    return NewPerson(
        names=tuple(NameText(script, text, given=_given(text)) for script, text in told["names"].items()),
        sex=told["sex"],
        birth_date=date(told["born"], 1, 1),
        birth_precision="year",
        nationality="KZ",
        relation="head",
    )


def _given(text: str) -> str:
    return given_of(text)
