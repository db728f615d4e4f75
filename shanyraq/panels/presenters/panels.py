"""Panels in words: the list, one panel's facts, its members and votes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyraq.cases.queries import pack
from shanyraq.panels import rules
from shanyraq.panels.models import Panel, PanelSeat
from shanyraq.panels.queries.barred import terms
from shanyraq.ui.dates import date_words
from shanyraq.ui.parts import Cell, Column, Fact, Table


def language() -> str:
    """The language of the page."""
    return get_language() or "en"


def moment(value: datetime | None) -> str:
    """A day and a time, in words; nothing where there is none."""
    if value is None:
        return ""
    local = localtime(value)
    return _("%(day)s, %(time)s") % {"day": date_words(local.date(), language()), "time": f"{local:%H:%M}"}


def kind_name(code: str) -> str:
    """A kind of decision, as the pack calls it."""
    known = pack().panels.get(code)
    return pack().text(known.name, language()) if known else code


def seat_name(code: str) -> str:
    """A view, as the pack calls it."""
    known = pack().panel_seats.get(code)
    return pack().text(known.name, language()) if known else code


def kind_choices(*, is_child: bool) -> list[tuple[str, str]]:
    """The decisions that can be asked for about somebody: those about children only of a child."""
    found = [one for one in pack().panels.values() if is_child or not one.children_only]
    return [(one.code, pack().text(one.name, language())) for one in found]


def seat_choices(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Views of a panel, to choose from."""
    return [(code, seat_name(code)) for code in codes]


def table(found: Sequence[Panel], names: Mapping[UUID, str], at: datetime) -> Table:
    """Panels: which decision, about whom, until when, where it stands."""
    columns = (
        Column(_("Which decision")),
        Column(_("Whom it is about")),
        Column(_("To be decided by")),
        Column(_("Where it stands")),
    )
    rows = [
        (
            Cell(kind_name(one.kind), url=reverse("panels:panel", args=[one.pk])),
            names.get(one.person_id, ""),
            moment(one.due_at),
            Cell(state_words(one, at), state="LATE" if is_late(one, at) else None),
        )
        for one in found
    ]
    return Table(_("Panels"), columns, rows, stacks=True, repeats_heading=True)


def is_late(one: Panel, at: datetime) -> bool:
    """Whether it should have been decided, or confirmed."""
    if one.state == rules.WAITING:
        return one.due_at < at
    return waits_for_confirmation(one) and at > rules.ratify_by(one.decided_at or at, terms())


def waits_for_confirmation(one: Panel) -> bool:
    """Whether it was decided in a hurry and nobody has confirmed it."""
    return one.is_urgent and one.decided_at is not None and one.is_ratified is None


def state_words(one: Panel, at: datetime) -> str:
    """Where it stands."""
    if one.state == rules.WAITING:
        if one.due_at < at:
            return _("Its day has passed without a decision")
        return _("Waits for its members")
    if waits_for_confirmation(one):
        until = rules.ratify_by(one.decided_at or at, terms())
        return _("Decided in a hurry; to be confirmed by %(when)s") % {"when": moment(until)}
    if one.is_urgent and one.is_ratified is False:
        return _("Not confirmed: the decision does not stand")
    return _("Agreed to") if one.outcome == rules.AGREED else _("Not agreed to")


def facts(one: Panel, name: str, at: datetime) -> list[Fact]:
    """What is proposed about whom, why, until when, and where it stands."""
    told = [
        (_("Whom it is about"), name),
        (_("What is proposed"), str(one.proposal)),
        (_("The dossier"), str(one.reason)),
        (_("Asked by"), one.asked_by.full_name),
        (_("Appeal of"), _(rules.APPELLANTS[one.appealed_by]) if one.appealed_by else ""),
        (_("Asked on"), moment(one.asked_at)),
        (_("To be decided by"), moment(one.due_at)),
        (_("Where it stands"), state_words(one, at)),
    ]
    return [Fact(term, value) for term, value in told if value]


def view_facts(one: Panel) -> list[Fact]:
    """What the child said, and who spoke for the child."""
    if one.heard_at is None or one.heard_by is None:
        return []
    told = [
        (_("How the child was heard"), _(rules.HEARINGS[one.heard])),
        (_("In words"), str(one.view)),
        (_("Who speaks for the child"), _(rules.VOICES[one.voice])),
        (_("What is said for the child"), str(one.voice_words)),
        (_("Written down by"), one.heard_by.full_name),
    ]
    return [Fact(term, value) for term, value in told if value]


def decision_facts(one: Panel) -> list[Fact]:
    """What was decided, why, and who confirmed it."""
    if one.decided_by is None:
        return []
    told = [
        (_("What was decided"), _("Agreed to") if one.outcome == rules.AGREED else _("Not agreed to")),
        (_("Reasons"), str(one.reasons)),
        (_("Closed by the chair"), one.decided_by.full_name),
        (_("Decided on"), moment(one.decided_at)),
    ]
    if one.ratified_by is not None:
        answer = _("It stands") if one.is_ratified else _("It does not stand")
        told += [(_("Confirmed by"), one.ratified_by.full_name), (answer, str(one.ratified_words))]
    return [Fact(term, value) for term, value in told if value]


def votes_table(seats: Sequence[PanelSeat], *, are_open: bool) -> Table:
    """Who sits for which view, and whether she voted; how and why where votes are open to the reader.

    Reasons and dissent for who reads that part.
    """
    columns = (Column(_("Member")), Column(_("For which view")), Column(_("Vote")))
    rows = [
        (
            seat.staff.full_name,
            seat_name(seat.seat),
            Cell(_vote_words(seat, are_open=are_open), line=_beside(seat) if are_open else ""),
        )
        for seat in seats
    ]
    return Table(_("Members"), columns, rows, stacks=True, repeats_heading=True, is_wordy=True)


def _vote_words(seat: PanelSeat, *, are_open: bool) -> str:
    if seat.voted_at is None:
        return _("Has not voted yet")
    if not are_open:
        return _("Has voted")
    return {rules.FOR: _("For it"), rules.AGAINST: _("Against it")}.get(seat.vote, _("Has voted"))


def _beside(seat: PanelSeat) -> str:
    if seat.dissent:
        return _("%(reasons)s – Noted beside the decision: %(dissent)s") % {
            "reasons": apart(str(seat.reasons)),
            "dissent": apart(str(seat.dissent)),
        }
    return apart(str(seat.reasons)) if seat.reasons else ""


def apart(words: str) -> str:
    """What a member wrote, in its own direction, whatever that of the page."""
    return f"\N{FIRST STRONG ISOLATE}{words}\N{POP DIRECTIONAL ISOLATE}"
