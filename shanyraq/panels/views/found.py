"""Loading for a page, and the page of one panel with whatever form came back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, QueryDict

from shanyraq.access.permissions import decide
from shanyraq.access.rules import Actor
from shanyraq.foundation import clock
from shanyraq.panels import forms, permissions, rules
from shanyraq.panels.actions.again import took_part
from shanyraq.panels.actions.voting import is_chair, outcome_of, still_to_vote
from shanyraq.panels.models import Panel, PanelSeat
from shanyraq.panels.presenters import panels as shown
from shanyraq.panels.queries import panels as read
from shanyraq.panels.queries.barred import barred_from, is_complete, open_seats, seated, who_may_sit
from shanyraq.panels.queries.people import names_of
from shanyraq.panels.rules import Barred
from shanyraq.panels.rules.seats import Seated, may_go


def actor_of(request: HttpRequest) -> Actor:
    """Whoever asks; the gate has put her there."""
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found


def panel_or_404(request: HttpRequest, panel_id: UUID) -> Panel:
    """One panel. Raises Http404."""
    found = read.panel_for(actor_of(request), panel_id)
    if found is None:
        raise Http404
    return found


def member_form(
    panel: Panel, barred: Barred, sitting: Sequence[Seated], sent: QueryDict | None = None
) -> Form:
    """Whoever may sit here and does not yet, for the views that are still open."""
    named = {one.member for one in sitting}
    free = [one for one in who_may_sit() if one.pk not in named and not barred.reason(one.pk)]
    colleagues = [(str(one.pk), one.full_name) for one in free]
    views = shown.seat_choices(open_seats(panel, sitting))
    return forms.MemberForm(sent, colleagues=colleagues, seats=views)


def take_out_form(seats: list[PanelSeat], sitting: Sequence[Seated], sent: QueryDict | None = None) -> Form:
    """Whoever sits here; once somebody has voted, who takes no part any more."""
    may = set(may_go(sitting))
    colleagues = [(str(seat.staff_id), seat.staff.full_name) for seat in seats if seat.staff_id in may]
    return forms.TakeOutForm(sent, colleagues=colleagues)


def page_of(request: HttpRequest, panel: Panel, **sent: Form) -> dict[str, Any]:
    """What the page of a panel shows; `sent` are the forms that came back with a fault."""
    actor, at = actor_of(request), clock.now()
    seats = read.seats_of(actor, panel)
    own = next((seat for seat in seats if seat.staff_id == actor.staff_id), None)
    return {
        "panel": panel,
        "name": names_of(actor, [panel.person_id], shown.language()).get(panel.person_id, ""),
        "kind": shown.kind_name(panel.kind),
        "state": shown.state_words(panel, at),
        "facts": shown.facts(panel, "", at),
        "reads_words": actor.reads("C7"),
        "view_facts": shown.view_facts(panel),
        "seats": seats,
        "votes": shown.votes_table(seats, are_open=_are_open(panel, own)) if seats else None,
        "decision": shown.decision_facts(panel),
        "sees_file": "case.read" in actor.may,
        **_forms(request, panel, seats, own),
        **sent,
    }


def _are_open(panel: Panel, own: PanelSeat | None) -> bool:
    """Whether she reads how others voted: once it is decided, or she has voted, so that nobody votes after another."""
    return panel.state != rules.WAITING or (own is not None and own.voted_at is not None)


def _forms(
    request: HttpRequest, panel: Panel, seats: list[PanelSeat], own: PanelSeat | None
) -> dict[str, Any]:
    """What she can do about it now: a form each."""
    actor = actor_of(request)
    waits = panel.state == rules.WAITING
    may = {name: bool(decide(actor, name)) for name in _ACTIONS}
    is_heard = panel.heard_at is not None or not panel.is_child
    has_votes = any(seat.voted_at for seat in seats)
    barred = barred_from(panel) if waits else Barred()
    sitting = seated(seats, barred) if waits else []
    is_whole = has_votes or is_complete(panel, sitting)
    found: dict[str, Any] = {"is_incomplete": waits and not is_whole}
    if waits and may[permissions.PANEL_NAME] and open_seats(panel, sitting):
        found["member_form"] = member_form(panel, barred, sitting)
    if waits and may_go(sitting) and may[permissions.PANEL_NAME]:
        found["take_out_form"] = take_out_form(seats, sitting)
    if waits and not has_votes and panel.heard_at is None and (own or may[permissions.PANEL_ASK]):
        found["view_form"] = forms.ViewForm()
    if waits and own is not None and own.voted_at is None and is_heard and is_whole:
        found["vote_form"] = forms.VoteForm()
    in_chair = own is not None and is_chair(own) and not barred.reason(own.staff_id, is_chair=True)
    if waits and in_chair and is_heard and outcome_of(panel) and not still_to_vote(panel, clock.now()):
        found["decide_form"] = forms.DecideForm()
    if own is not None and own.dissent_at is None and rules.is_dissent(own.vote, panel.outcome):
        found["dissent_form"] = forms.DissentForm()
    if shown.waits_for_confirmation(panel) and may[permissions.PANEL_RATIFY] and not took_part(panel, actor):
        found["ratify_form"] = forms.RatifyForm()
    if not waits and may[permissions.PANEL_APPEAL] and not hasattr(panel, "appealed_in"):
        found["appeal_form"] = forms.AppealForm()
    return found


_ACTIONS = (
    permissions.PANEL_NAME,
    permissions.PANEL_ASK,
    permissions.PANEL_RATIFY,
    permissions.PANEL_APPEAL,
)
