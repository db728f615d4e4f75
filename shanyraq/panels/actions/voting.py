"""The child's view, the votes, the decision and what a member who saw it otherwise notes beside it.

No outcome is anybody's to type: it follows from the votes of people, and the chair closes the panel.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shanyraq.access.permissions import require
from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import recorded
from shanyraq.cases.queries import pack
from shanyraq.foundation.errors import NotAllowed, Refusal
from shanyraq.panels import permissions, rules
from shanyraq.panels.actions.asking import locked_panel
from shanyraq.panels.models import Panel, PanelSeat
from shanyraq.panels.queries.barred import barred_from, is_complete, seated_in, terms


class CannotVote(Refusal):
    """This vote, or this view, cannot be taken down now."""


class CannotClosePanel(Refusal):
    """This panel has not decided, or somebody else says what it has."""


def record_view(
    *, panel_id: UUID, heard: str, view: str, voice: str, voice_words: str, by: Actor, at: datetime
) -> Panel:
    """Write down what the child says, or why that could not be asked, and what is said for her. Before any vote.

    Whoever asked for the panel or sits in it does. Raises CannotVote, NotAllowed.
    """
    with recorded("panel.view", by=by) as act:
        panel = locked_panel(panel_id, by, act)
        seat = _seat_of(panel, by)
        require(by, permissions.PANEL_SIT if seat else permissions.PANEL_ASK, panel)
        if panel.state != rules.WAITING:
            raise CannotVote(_(rules.NOT_TO_VOTE["decided"]), code="decided")
        with computing("panel.view"):
            has_votes = PanelSeat.objects.filter(panel=panel).exclude(voted_at=None).exists()
        if has_votes and panel.heard_at is not None:
            raise CannotVote(_(rules.VOTED_KNOWING), code="voted")
        if heard not in rules.HEARINGS or voice not in rules.VOICES:
            raise CannotVote(
                _("Choose how the child was heard and who speaks for the child."), code="unheard"
            )
        if rules.is_short(view) or rules.is_short(voice_words):
            raise CannotVote(_(rules.NOT_TO_VOTE["short"]), code="short")
        panel.heard, panel.view = heard, view.strip()
        panel.voice, panel.voice_words = voice, voice_words.strip()
        panel.heard_by_id, panel.heard_at = by.staff_id, at
        panel.save(update_fields=["heard", "view", "voice", "voice_words", "heard_by", "heard_at"])
        return panel


def vote(*, panel_id: UUID, is_for: bool, reasons: str, by: Actor, at: datetime) -> PanelSeat:
    """Vote, once, for or against what is proposed, with reasons. Raises CannotVote, NotAllowed."""
    with recorded("panel.vote", by=by) as act:
        panel = locked_panel(panel_id, by, act)
        require(by, permissions.PANEL_SIT, panel)
        seat = _seat_of(panel, by)
        barred = barred_from(panel)
        sitting = seated_in(panel, barred)
        code = _reason_not_to_vote(panel, seat, reasons)
        if not code and not any(one.has_voted for one in sitting) and not is_complete(panel, sitting):
            code = "incomplete"
        if code or seat is None:
            raise CannotVote(_(rules.NOT_TO_VOTE[code]), code=code)
        if reason := barred.reason(seat.staff_id, is_chair=is_chair(seat)):
            raise NotAllowed(_(rules.NOT_TO_SIT[reason]), code=reason)
        seat.vote, seat.reasons, seat.voted_at = rules.FOR if is_for else rules.AGAINST, reasons.strip(), at
        seat.save(update_fields=["vote", "reasons", "voted_at"])
        return seat


def decide(*, panel_id: UUID, reasons: str, by: Actor, at: datetime) -> Panel:
    """The chair closes the panel: what is decided follows from the votes. Raises CannotClosePanel, NotAllowed."""
    with recorded("panel.decide", by=by) as act:
        panel = locked_panel(panel_id, by, act)
        require(by, permissions.PANEL_SIT, panel)
        seat = _seat_of(panel, by)
        if seat is None or not is_chair(seat):
            raise NotAllowed(_(rules.NOT_TO_DECIDE["chair"]), code="chair")
        if reason := barred_from(panel).reason(seat.staff_id, is_chair=True):
            raise NotAllowed(_(rules.NOT_TO_SIT[reason]), code=reason)
        decided, code = outcome_of(panel), ""
        if panel.state != rules.WAITING:
            code = "decided"
        elif panel.is_child and panel.heard_at is None:
            code = "unheard"
        elif not decided:
            code = "quorum"
        elif still_to_vote(panel, at):
            code = "votes"
        elif rules.is_short(reasons):
            code = "short"
        if code:
            raise CannotClosePanel(_(rules.NOT_TO_DECIDE[code]), code=code)
        panel.state, panel.outcome, panel.reasons = rules.DECIDED, decided, reasons.strip()
        panel.decided_by_id, panel.decided_at = by.staff_id, at
        panel.save(update_fields=["state", "outcome", "reasons", "decided_by", "decided_at"])
        return panel


def note_dissent(*, panel_id: UUID, words: str, by: Actor, at: datetime) -> PanelSeat:
    """A member who voted otherwise writes beside the decision why. Raises CannotVote, NotAllowed."""
    with recorded("panel.dissent", by=by) as act:
        panel = locked_panel(panel_id, by, act)
        require(by, permissions.PANEL_SIT, panel)
        seat = _seat_of(panel, by)
        if seat is None or seat.dissent_at is not None or not rules.is_dissent(seat.vote, panel.outcome):
            raise CannotVote(_("There is nothing to note beside this decision."), code="dissent")
        if rules.is_short(words):
            raise CannotVote(_(rules.NOT_TO_VOTE["short"]), code="short")
        seat.dissent, seat.dissent_at = words.strip(), at
        seat.save(update_fields=["dissent", "dissent_at"])
        return seat


def outcome_of(panel: Panel) -> str:
    """What the votes of this panel decide by now; empty where nothing."""
    seats = [seat for seat in _seats(panel) if seat.voted_at is not None]
    barred = barred_from(panel)
    return rules.outcome(
        [rules.Vote(seat.staff_id, seat.seat, seat.vote == rules.FOR) for seat in seats],
        barred=[seat.staff_id for seat in seats if barred.reason(seat.staff_id, is_chair=is_chair(seat))],
        quorum=terms().quorum,
        seats=tuple(pack().panel_seats),
        is_urgent=panel.is_urgent,
    )


def still_to_vote(panel: Panel, at: datetime) -> bool:
    """Whether the vote of a member is waited for."""
    silent = [seat for seat in _seats(panel) if seat.voted_at is None]
    barred = barred_from(panel)
    out = [seat.staff_id for seat in silent if barred.reason(seat.staff_id, is_chair=is_chair(seat))]
    return rules.waits_for_votes([seat.staff_id for seat in silent], out, at, panel.due_at)


def _seats(panel: Panel) -> list[PanelSeat]:
    with computing("panel.votes"):
        return list(PanelSeat.objects.filter(panel=panel))


def is_chair(seat: PanelSeat) -> bool:
    """Whether this member is in the chair."""
    known = pack().panel_seats.get(seat.seat)
    return known is not None and known.is_chair


def _reason_not_to_vote(panel: Panel, seat: PanelSeat | None, reasons: str) -> str:
    if seat is None:
        return "member"
    if panel.state != rules.WAITING:
        return "decided"
    if seat.voted_at is not None:
        return "voted"
    if panel.is_child and panel.heard_at is None:
        return "unheard"
    return "short" if rules.is_short(reasons) else ""


def _seat_of(panel: Panel, by: Actor) -> PanelSeat | None:
    """The actor's own seat, locked."""
    rows = PanelSeat.objects.visible_to(by).select_for_update(of=("self",))
    return rows.filter(panel=panel, staff=by.staff_id).first() if by.staff_id else None
