"""Looking at a decision again: confirming what was decided in a hurry, and an appeal, which other people decide."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases.models import Case
from shanyraq.foundation.errors import NotAllowed, Refusal
from shanyraq.panels import permissions, rules
from shanyraq.panels.actions.asking import locked_panel, open_panel
from shanyraq.panels.models import Panel, PanelSeat
from shanyraq.panels.queries.barred import barred_from, terms


class CannotRatify(Refusal):
    """There is nothing to confirm, or not by her."""


class CannotAppeal(Refusal):
    """There is no decision to appeal against, or somebody has."""


def ratify(*, panel_id: UUID, is_ratified: bool, words: str, by: Actor, at: datetime) -> Panel:
    """Somebody who took no part confirms what was decided in a hurry, or says that it does not stand.

    Within the pack's hours. Raises CannotRatify, NotAllowed.
    """
    with recorded("panel.ratify", by=by) as act:
        panel = locked_panel(panel_id, by, act)
        require(by, permissions.PANEL_RATIFY, panel)
        if took_part(panel, by):
            raise NotAllowed(_("You took part in this decision: somebody else confirms it."), code="own")
        if not panel.is_urgent or panel.decided_at is None or panel.is_ratified is not None:
            raise CannotRatify(_("There is nothing to confirm here."), code="nothing")
        if at > rules.ratify_by(panel.decided_at, terms()):
            raise CannotRatify(
                _("It was not confirmed in time and does not hold any more: ask for a panel."), code="late"
            )
        if rules.is_short(words):
            raise CannotRatify(_(rules.NOT_TO_VOTE["short"]), code="short")
        panel.is_ratified, panel.ratified_words = is_ratified, words.strip()
        panel.ratified_by_id, panel.ratified_at = by.staff_id, at
        panel.save(update_fields=["is_ratified", "ratified_words", "ratified_by", "ratified_at"])
        return panel


def appeal(*, panel_id: UUID, appellant: str, words: str, by: Actor, at: datetime) -> Panel:
    """Write down that somebody appeals: other people decide anew, and until then the first decision is not carried out.

    Returns the new panel. Raises CannotAppeal, CannotAskPanel, NotAllowed.
    """
    with recorded("panel.appeal", by=by, purpose=appellant if appellant in rules.APPELLANTS else "") as act:
        panel = locked_panel(panel_id, by, act)
        require(by, permissions.PANEL_APPEAL, panel)
        with computing("panel.appeal"):
            is_over = Panel.objects.filter(appeals=panel).exists()
            case = Case.objects.filter(pk=panel.case_id, closed_at=None).first()
            said = Panel.objects.get(pk=panel.pk).proposal
        if panel.state != rules.DECIDED or is_over or case is None:
            raise CannotAppeal(_("There is no decision here that can be looked at again."), code="state")
        if appellant not in rules.APPELLANTS or rules.is_short(words):
            raise CannotAppeal(_(rules.NOT_TO_VOTE["short"]), code="short")
        again = open_panel(
            case=case,
            kind=panel.kind,
            proposal=said,
            reason=words,
            is_urgent=panel.is_urgent,
            is_child=panel.is_child,
            by=by,
            at=at,
        )
        again.appeals, again.appealed_by = panel, appellant
        again.save(update_fields=["appeals", "appealed_by"])
        act.about(again.pk, kind="panel")
        return again


def took_part(panel: Panel, by: Actor) -> bool:
    """Whether the actor asked, named a member, sat, or may not decide about this person anyway."""
    if by.staff_id is None or barred_from(panel).reason(by.staff_id):
        return True
    with computing("panel.ratify"):
        seats = PanelSeat.objects.filter(panel=panel).values_list("staff", "named_by")
        return any(by.staff_id in pair for pair in seats)
