"""Asking for a decision that nobody takes alone, naming who takes it, and taking out who was named wrongly."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from shanyraq.access.models import StaffMember
from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import Act, recorded
from shanyraq.cases.actions.dossiers import lend_file, take_back_file
from shanyraq.cases.models import Case
from shanyraq.cases.queries import pack
from shanyraq.foundation import keyring
from shanyraq.foundation.errors import NotAllowed, Refusal
from shanyraq.panels import permissions, rules
from shanyraq.panels.models import Panel, PanelSeat
from shanyraq.panels.queries.barred import barred_from, open_seats, reason_not_to_sit, seated_in, terms
from shanyraq.panels.rules.seats import may_go
from shanyraq.people.rules import may_be_child_on

PART = "C7"


class CannotAskPanel(Refusal):
    """A panel cannot be asked for like this."""


class CannotName(Refusal):
    """This colleague cannot sit in this panel, or not for this view."""


def ask_panel(
    *, person_id: UUID, kind: str, proposal: str, reason: str, is_urgent: bool, by: Actor, at: datetime
) -> Panel:
    """Ask for a decision about one person: `proposal` is what is proposed, `reason` the dossier's why.

    Raises CannotAskPanel, NotAllowed.
    """
    with recorded("panel.ask", by=by, purpose=kind if kind in pack().panels else "") as act:
        case = _open_case(person_id, by)
        act.about(person_id)
        require(by, permissions.PANEL_ASK, case)
        known = pack().panels.get(kind)
        is_child = _is_child(case, at)
        if known is None or (known.children_only and not is_child):
            raise CannotAskPanel(_("This decision is not one about this person."), code="kind")
        if rules.is_short(proposal) or rules.is_short(reason):
            raise CannotAskPanel(_(rules.NOT_TO_VOTE["short"]), code="short")
        panel = open_panel(
            case=case,
            kind=kind,
            proposal=proposal,
            reason=reason,
            is_urgent=is_urgent,
            is_child=is_child,
            by=by,
            at=at,
        )
        act.about(panel.pk, kind="panel")
        return panel


def open_panel(
    *,
    case: Case,
    kind: str,
    proposal: str,
    reason: str,
    is_urgent: bool,
    is_child: bool,
    by: Actor,
    at: datetime,
) -> Panel:
    """A panel that waits. Raises CannotAskPanel where one of its kind does. Part of the caller's recorded act."""
    if by.staff_id is None:
        raise NotAllowed(_("Your role does not allow this."), code="role")
    with computing("panel.ask"):
        if Panel.objects.filter(person=case.person_id, kind=kind, state=rules.WAITING).exists():
            raise CannotAskPanel(_("A panel was asked for this already and waits."), code="waits")
    keyring.ensure_keys([(case.person_id, PART)])
    return Panel.objects.create(
        person_id=case.person_id,
        case=case,
        kind=kind,
        is_urgent=is_urgent,
        is_child=is_child,
        proposal=proposal.strip(),
        reason=reason.strip(),
        asked_by_id=by.staff_id,
        asked_at=at,
        due_at=rules.due_at(localtime(at), terms(), is_urgent=is_urgent),
    )


def name_member(*, panel_id: UUID, staff_id: UUID, seat: str, by: Actor, at: datetime) -> PanelSeat:
    """Name a colleague for one view, and let her read the file until the dossier's last day.

    Raises CannotName, NotAllowed.
    """
    with recorded("panel.name", by=by) as act:
        panel = locked_panel(panel_id, by, act)
        require(by, permissions.PANEL_NAME, panel)
        if panel.state != rules.WAITING:
            raise CannotName(_(rules.NOT_TO_VOTE["decided"]), code="decided")
        staff = StaffMember.objects.select_for_update().filter(pk=staff_id).first()
        barred = barred_from(panel)
        code = reason_not_to_sit(panel, staff, seat, barred) if staff else "left"
        if not code and seat not in open_seats(panel, seated_in(panel, barred)):
            code = "fixed"
        if code or staff is None or by.staff_id is None:
            raise CannotName(_(rules.NOT_TO_SIT[code or "left"]), code=code)
        made = PanelSeat.objects.create(
            panel=panel,
            person_id=panel.person_id,
            seat=seat,
            staff=staff,
            named_by_id=by.staff_id,
            named_at=at,
        )
        until = at + timedelta(days=terms().dossier_days)
        lend_file(case_id=panel.case_id, staff=staff, until=until, by=by, at=at)
        return made


def take_out_member(*, panel_id: UUID, staff_id: UUID, by: Actor, at: datetime) -> None:
    """Take out somebody who was named, as long as nobody has voted, and afterwards only who has not voted and takes no
    part any more; what was lent to her for this panel ends at once.

    Raises CannotName, NotAllowed.
    """
    with recorded("panel.take_out", by=by) as act:
        panel = locked_panel(panel_id, by, act)
        require(by, permissions.PANEL_NAME, panel)
        with computing("panel.take_out"):
            seats = PanelSeat.objects.filter(panel=panel).select_for_update()
            seat = seats.filter(staff=staff_id).first()
            has_votes = seats.exclude(voted_at=None).exists()
            others = PanelSeat.objects.filter(panel__case=panel.case_id, staff=staff_id).exclude(panel=panel)
            named = others.order_by("-named_at").values_list("named_at", flat=True).first()
        if panel.state != rules.WAITING:
            raise CannotName(_(rules.NOT_TO_VOTE["decided"]), code="decided")
        if has_votes and staff_id not in may_go(seated_in(panel, barred_from(panel))):
            raise CannotName(_(rules.NOT_TO_SIT["fixed"]), code="voted")
        if seat is None:
            raise CannotName(_("This colleague does not sit in this panel."), code="member")
        act.about(staff_id, kind="staff")
        seat.delete()
        until = named + timedelta(days=terms().dossier_days) if named else None
        take_back_file(case_id=panel.case_id, staff_id=staff_id, until=until, at=at)


def locked_panel(panel_id: UUID, by: Actor, act: Act) -> Panel:
    """The panel, locked, if the actor sees it. Raises NotAllowed. Part of the caller's recorded act."""
    panel = Panel.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=panel_id).first()
    if panel is None:
        raise NotAllowed(_("You may not see this."), code="scope")
    act.about(panel.person_id)
    act.about(panel.pk, kind="panel")
    return panel


def _open_case(person_id: UUID, by: Actor) -> Case:
    """Her open file, locked: two who ask at once wait for each other."""
    rows = Case.objects.visible_to(by).filter(person=person_id, closed_at=None)
    case = rows.select_for_update(of=("self",)).first()
    if case is None:
        raise NotAllowed(_("You may not see this person."), code="scope")
    return case


def _is_child(case: Case, at: datetime) -> bool:
    """Whether she is, or may be, a child: the doubt is hers."""
    with computing("panel.ask"):
        born = (
            Case.objects.filter(pk=case.pk).values_list("person__birth_date", "person__birth_precision").get()
        )
    return may_be_child_on(*born, localdate(at))
