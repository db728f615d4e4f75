"""What can be done with a row of the plan, and where that leads."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq import pathway
from shanyraq.access.rules import Actor
from shanyraq.cases import permissions, queries, rules
from shanyraq.cases.presenters import words
from shanyraq.cases.presenters.owed import OPEN, Service
from shanyraq.cases.queries.files import SupportFile
from shanyraq.pathway import StepState
from shanyraq.ui import parts


def file_url(name: str, file: SupportFile) -> str:
    """The address of a page about this file: under the person where it is her own page, else under the family."""
    if file.alone is not None:
        return reverse(f"cases:{name}", kwargs={"person_id": file.alone.pk})
    assert file.family is not None
    return reverse(f"cases:{name}", kwargs={"family_id": file.family.pk})


def home_url(file: SupportFile) -> str:
    """The plan of this file."""
    return file_url("person" if file.alone is not None else "family", file)


def actions_of(service: Service, file: SupportFile, url: str) -> tuple[parts.Action, ...]:
    """What the viewer can do with a row: at most two things."""
    about = words.pack_words(service.action.name)
    found = []
    if service.state in (*OPEN, StepState.AHEAD, StepState.DECLINED) and recordable(
        service.action, file.actor
    ):
        label = _("Offer again") if service.state is StepState.DECLINED else _("Record")
        found.append(parts.Action(label, record_url(service, file, url), about=about))
    elif service.first.is_open and asks_consents(service, file.actor):
        where = reverse("cases:consents", kwargs={"person_id": service.members[0].case.person_id})
        found.append(parts.Action(_("Ask"), where, about=about))
    if service.first.is_open and may_decline(service, file.actor):
        found.append(
            parts.Action(_("Not now"), decide_url("decline", service, file), kind="text", about=about)
        )
    if service.first.is_open and permissions.may_waive(file.actor, service.first):
        kind = "text" if found else "quiet"
        found.append(parts.Action(_("Set aside"), decide_url("waive", service, file), kind=kind, about=about))
    return tuple(found[:2])


def recordable(action: pathway.Action, actor: Actor) -> list[pathway.EvidenceKind]:
    """The kinds of event about a service that the viewer may tell: what closes it, what it then waits for."""
    pack = queries.pack()
    codes = dict.fromkeys((*action.done_by, *action.waiting_after))
    return [
        pack.kinds[code]
        for code in codes
        if rules.is_on_general_form(code) and permissions.may_record(actor, pack.kinds[code])
    ]


def asks_consents(service: Service, actor: Actor) -> bool:
    """Whether the row is the one that the page of consents closes, and the viewer may record them."""
    return rules.CONSENTS_RECORDED in service.action.done_by and permissions.CONSENT_RECORD in actor.may


def may_decline(service: Service, actor: Actor) -> bool:
    """A voluntary service can be answered with no."""
    return service.first.voluntary and permissions.may_record_step(actor, service.first)


def record_url(service: Service, file: SupportFile, url: str) -> str:
    """Where the form opens: under its row. What stands folded away has a page of its own."""
    if service.state in OPEN:
        return f"{url}?record={service.id}#step-{service.id}"
    return f"{file_url('record_step', file)}?step={service.action.id}"


def decide_url(verb: str, service: Service, file: SupportFile) -> str:
    """The page on which a step is set aside or declined: for those whom the row names, and each one's turn."""
    query = [("step", service.action.id), *(("who", member.id) for member in service.members)]
    query += [
        ("key", f"{member.id}:{rules.turn_of(step.key, step.due_at)}")
        for member, step in service.steps
        if step.occurrence
    ]
    return f"{file_url(verb, file)}?{urlencode(query)}"
