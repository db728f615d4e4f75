"""The plan of a file as a page shows it: filters, rows with what to do, what was set aside, what is folded away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.cases import queries
from shanyraq.cases.presenters import words
from shanyraq.cases.presenters.owed import FILTERS, OPEN, SET_ASIDE, Service, services
from shanyraq.cases.presenters.step_actions import actions_of
from shanyraq.cases.queries.files import SupportFile
from shanyraq.pathway import StepState
from shanyraq.ui import parts
from shanyraq.ui.templatetags.ui import near


@dataclass(frozen=True)
class PlanPage:
    """The plan under one filter."""

    shown: str
    filters: list[parts.Filter]
    note: str
    steps: list[parts.Step]
    set_aside: list[parts.Step]
    done_label: str
    later_label: str
    na_label: str
    empty: str
    closed: str = ""


def plan_page(
    file: SupportFile,
    is_open: Sequence[Service],
    shown: str,
    url: str,
    *,
    open_row: str = "",
    form: Any = None,
) -> PlanPage:
    """Everything under "The plan". `is_open` are its open services, `open_row` the row with the form under it."""
    counts = {state: sum(1 for one in is_open if one.state is state) for state in OPEN}
    steps = [s for m in file.members if m.plan for s in queries.visible_steps(m.plan, file.actor)]
    done = sum(1 for step in steps if step.state is StepState.DONE)
    rows = (
        [one for one in is_open if one.state in FILTERS[shown]]
        if shown in ("open", "late", "due", "waiting")
        else (services(file, FILTERS[shown]))
    )
    aside = services(file, SET_ASIDE) if shown == "open" else []
    later = len({step.action_id for step in steps if step.state is StepState.AHEAD})
    return PlanPage(
        shown=shown,
        # A closed file has no plan worked out: no count is shown, for a 0 would be untrue.
        filters=_filters(shown, url, counts, done) if file.members else [],
        note=_note(done, len(is_open)) if file.members else "",
        steps=[_row(one, file, url, open_row, form) for one in _for_nobody(rows, file, shown)],
        set_aside=[_row(one, file, url, open_row, form) for one in aside],
        done_label=_("Show the %(count)s steps that are done") % {"count": done}
        if done and shown == "open"
        else "",
        later_label=_("Show what opens later") if later and shown == "open" else "",
        na_label=_("Show what does not apply, and why") if shown == "open" and file.members else "",
        empty=_("Nothing is open now.") if shown == "open" else _("Nothing stands here now."),
        closed=_at_closing(file),
    )


def _at_closing(file: SupportFile) -> str:
    """What became of the steps of those whose file is closed, as it stood then; empty where everybody's is open."""
    plans = queries.plans_at_closing(member.case for member in file.closed) if file.closed else {}
    steps = [step.state for plan in plans.values() for step in queries.visible_steps(plan, file.actor)]
    if not plans:
        return ""
    done, declined, aside = (
        steps.count(state) for state in (StepState.DONE, StepState.DECLINED, StepState.WAIVED)
    )
    told = [
        ngettext("%(count)s step done", "%(count)s steps done", done) % {"count": done},
        ngettext("%(count)s step declined", "%(count)s steps declined", declined) % {"count": declined},
        ngettext("%(count)s step set aside", "%(count)s steps set aside", aside) % {"count": aside},
    ]
    return _("When the file was closed: %(steps)s.") % {"steps": words.listed(told)}


def _for_nobody(rows: Sequence[Service], file: SupportFile, shown: str) -> list[Service]:
    """Of what does not apply only that which applies to nobody in the file; the rest is somebody's plan."""
    if shown != "not-applicable":
        return list(rows)
    owed = {
        step.action_id
        for member in file.members
        if member.plan
        for step in member.plan.steps
        if step.state is not StepState.NOT_APPLICABLE
    }
    return [one for one in rows if one.action.id not in owed]


def _filters(shown: str, url: str, counts: dict[StepState, int], done: int) -> list[parts.Filter]:
    def one(code: str, label: str, count: int, state: StepState | None = None) -> parts.Filter:
        where = url if code == "open" else f"{url}?show={code}"
        return parts.Filter(label, f"{where}#plan", count, state, shown == code)

    return [
        one("open", _("Open"), sum(counts.values())),
        one("late", _("Late"), counts[StepState.LATE], StepState.LATE),
        one("due", _("Due"), counts[StepState.DUE], StepState.DUE),
        one("waiting", _("Waiting"), counts[StepState.WAITING], StepState.WAITING),
        one("done", _("Done"), done, StepState.DONE),
    ]


def _note(done: int, is_open: int) -> str:
    steps = ngettext("%(count)s step done", "%(count)s steps done", done) % {"count": done}
    return _("%(done)s, %(open)s open") % {"done": steps, "open": is_open}


def _row(service: Service, file: SupportFile, url: str, open_row: str, form: Any) -> parts.Step:
    due = service.due_at
    late = (
        (file.today - timezone.localtime(due).date()).days if due and service.state is StepState.LATE else 0
    )
    is_open = open_row == service.id and form is not None
    return parts.Step(
        state=service.state,
        title=words.pack_words(service.action.name),
        why=service.why,
        whom=words.whom(service.members, file),
        when=near(due, file.today) if due and service.state in (*OPEN, StepState.AHEAD) else "",
        days_late=max(late, 0),
        who=""
        if service.first.is_closed or service.state is StepState.NOT_APPLICABLE
        else who_does(service, file),
        actions=() if is_open else actions_of(service, file, url),
        id=f"step-{service.id}",
        form=form if is_open else None,
        form_template="cases/_record_form.html" if is_open else "",
    )


def who_does(service: Service, file: SupportFile) -> str:
    """The kind of worker who does it, with her name where one works with these people."""
    discipline = service.first.discipline
    cases = {member.case.pk for member in service.members}
    people = {
        one.staff.pk: words.worker_name(one.staff, file.actor)
        for one in file.colleagues
        if one.discipline == discipline and one.case_id in cases
    }
    name = words.discipline_name(discipline)
    if not people:
        return name
    return _("%(role)s: %(names)s") % {"role": name, "names": words.listed(people.values())}
