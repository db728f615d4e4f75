"""Rows of what needs somebody: which service, whose, why, when, who acts next, and one thing to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq import pathway
from shanyraq.access.rules import Actor
from shanyraq.cases import permissions
from shanyraq.cases import rules as case_rules
from shanyraq.cases.models import PlanStep
from shanyraq.cases.queries import pack
from shanyraq.desk import rules
from shanyraq.desk.presenters import words
from shanyraq.desk.queries.needs import Need, Needs
from shanyraq.ui import parts

MANAGER_ASSIGNED = "case.manager.assigned"


def rows_of(needs: Needs, actor: Actor, today: date) -> list[parts.Step]:
    """The rows of a page."""
    alike = words.Namesakes(needs.namesakes, today)
    return [_row(need, needs, actor, alike) for need in needs.rows]


def family_link(needs: Needs, family_id: UUID | None) -> parts.Link | None:
    """The family, by its label where it is open to the reader."""
    family = needs.families.get(family_id) if family_id else None
    return (
        parts.Link(words.family_name(family.label), reverse("cases:family", args=[family.pk]))
        if family
        else None
    )


def _row(need: Need, needs: Needs, actor: Actor, alike: words.Namesakes) -> parts.Step:
    first, today = need.steps[0], alike.today
    people = [needs.people[step.person_id] for step in need.steps if step.person_id in needs.people]
    members = needs.members.get(need.family_id, 0) if need.family_id else 0
    link = family_link(needs, need.family_id)
    due = timezone.localtime(need.due_at) if need.due_at else None
    record = _record_url(need, actor) if link else ""
    return parts.Step(
        state=need.state,
        title=words.action_name(need.action),
        url=record or (link.url if link else ""),
        family=link,
        whom=words.whom(people, len(need.steps), members, alike),
        why=why_of(first, actor, today),
        when=words.near_day(due, today),
        days_late=rules.days_late(due, today, need.state),
        who=_who(need, needs, actor),
        actions=_actions(need, actor, record, link),
    )


def why_of(row: PlanStep, actor: Actor, today: date) -> str:
    """The reason of a step, without a word of what the reader may not open."""
    values = {key: _instant(value) for key, value in row.reason_values.items()}
    named = [values.get("kind"), *(values.get("kinds") or ())]
    kinds = pack().kinds
    if any(not actor.reads(kinds[code].compartment) for code in named if code in kinds):
        is_waiting = row.state == "WAITING" or row.reason == "answer_missing"
        return _("Waiting for somebody outside the team.") if is_waiting else ""
    try:
        return pathway.explain(
            _step(row, values), pack(), _, words.language_now(), plural=ngettext, today=today
        )
    except (
        KeyError,
        IndexError,
    ):  # an older plan names what the pack no longer has; the day's refresh mends it
        return ""


def _step(row: PlanStep, values: dict[str, Any]) -> pathway.Step:
    """A kept row as the pathway speaks of it."""
    stem = pathway.Stem(
        key=row.key,
        action_id=row.action,
        occurrence=1,
        phase=row.phase,
        discipline=row.discipline,
        co_disciplines=(),
        compartment=row.compartment,
        voluntary=False,
        waivable_by=(),
    )
    return pathway.Step(
        stem=stem,
        state=pathway.StepState(row.state),
        reason=pathway.Reason(row.reason, values),
        opens_at=row.opens_at,
        due_at=row.due_at,
        closed_by=(),
        closed_at=None,
    )


def _instant(value: Any) -> Any:
    """Instants come back from the row as text."""
    if isinstance(value, str) and len(value) > 10 and value[4:5] == "-" and "T" in value:
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            return value
    return value


def _who(need: Need, needs: Needs, actor: Actor) -> str:
    """Who acts next: you, a colleague by name, or the kind of worker."""
    step = need.steps[0]
    leads = actor.staff_id in (step.case.case_manager_id, step.case.deputy_id)
    if step.discipline == actor.discipline and (leads or step.discipline != case_rules.CASE_MANAGER):
        return _("You")
    staff = needs.workers.get((step.case_id, step.discipline))
    role = words.discipline_name(step.discipline)
    if staff is None:
        return role
    return _("%(role)s: %(name)s") % {"role": role, "name": words.worker(staff, actor)}


def _actions(need: Need, actor: Actor, record: str, link: parts.Link | None) -> tuple[parts.Action, ...]:
    about = words.action_name(need.action)
    if record:
        return (parts.Action(_("Record"), record, about=about),)
    action = pack().actions.get(need.action)
    if link and action and MANAGER_ASSIGNED in action.done_by and permissions.CASE_ASSIGN in actor.may:
        return (parts.Action(_("Assign"), reverse("cases:assign", args=[need.family_id]), about=about),)
    return ()


def _record_url(need: Need, actor: Actor) -> str:
    """Where this is recorded, if the reader may record one of the kinds that close it."""
    action = pack().actions.get(need.action)
    if action is None or need.state == "WAITING" or permissions.STEP_RECORD not in actor.may:
        return ""
    kinds = pack().kinds
    known = [kinds[code] for code in action.done_by if case_rules.is_on_general_form(code)]
    if not any(permissions.may_record(actor, kind) for kind in known):
        return ""
    where = reverse("cases:record_step", kwargs={"family_id": need.family_id})
    query = [("step", need.action), *(("who", step.case_id) for step in need.steps)]
    return f"{where}?{urlencode(query)}"


def filters_of(
    counts: dict[str, int], shown: str, url: str, kept: Sequence[tuple[str, str]] = ()
) -> list[parts.Filter]:
    """The filters over a list of needs."""

    def one(state: str, label: str) -> parts.Filter:
        query = [*kept, *([("state", state.lower())] if state else [])]
        where = url + ("?" + urlencode(query) if query else "") + "#list"
        count = counts[state] if state else sum(counts.values())
        return parts.Filter(label, where, count, state or None, shown == state)

    return [
        one("", _("All")),
        one("LATE", _("Late")),
        one("DUE", _("Due this week")),
        one("WAITING", _("Waiting")),
    ]
