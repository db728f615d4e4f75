"""The general form, made ready for a step or a kind of event; and the kinds of event to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shanyraq import pathway
from shanyraq.access.models import StaffMember
from shanyraq.access.rules import Actor
from shanyraq.cases import permissions, queries, rules
from shanyraq.cases.presenters import words
from shanyraq.cases.presenters.owed import Service
from shanyraq.cases.presenters.step_actions import file_url, recordable
from shanyraq.cases.queries.files import Member, SupportFile
from shanyraq.people.names import fold


@dataclass(frozen=True)
class Subject:
    """What is about to be told: a service of the plan, or a kind of event; and whom it may concern."""

    query: str
    title: str
    kinds: tuple[pathway.EvidenceKind, ...]
    members: tuple[Member, ...]
    ticked: tuple[Member, ...]


@dataclass(frozen=True)
class KindGroup:
    """Kinds of event of one phase, or of one part of the work."""

    title: str
    kinds: tuple[tuple[str, str], ...]  # name and address


def subject_of_service(service: Service, file: SupportFile) -> Subject | None:
    """A row of the plan: those whom it names are ticked, others to whom the step is open can be."""
    return subject_of_action(service.action, file, service.members)


def subject_of_action(
    action: pathway.Action, file: SupportFile, ticked: Sequence[Member] = ()
) -> Subject | None:
    """A step of the pack for those to whom it is still owed or may be offered again. None where nobody may.

    `ticked`: those of them who are meant at first; all where nobody is.
    """
    kinds = tuple(recordable(action, file.actor))
    members = tuple(member for member in file.members if _is_owed(action, member, file.actor))
    if not kinds or not members:
        return None
    title = words.pack_words(action.name)
    meant = tuple(one for one in ticked if one in members)
    return Subject(f"step={action.id}", title, kinds, members, meant or members)


def _is_owed(action: pathway.Action, member: Member, actor: Actor) -> bool:
    steps = queries.visible_steps(member.plan, actor) if member.plan else []
    return any(
        step.action_id == action.id and (step.is_open or step.state is pathway.StepState.DECLINED)
        for step in steps
    )


def subject_of_kind(code: str, file: SupportFile) -> Subject | None:
    """A kind of event, for anybody in the file. None where it has a page of its own or the viewer may not."""
    kind = queries.pack().kinds.get(code)
    if kind is None or not rules.is_on_general_form(code) or not permissions.may_record(file.actor, kind):
        return None
    return Subject(f"kind={code}", words.pack_words(kind.name), (kind,), file.members, file.members)


def form_parts(subject: Subject, file: SupportFile, staff: Sequence[StaffMember]) -> dict[str, Any]:
    """What the general form needs to be made for a subject."""
    pack = queries.pack()
    codes = {kind.code for kind in subject.kinds}
    waits = {code for action in pack.actions.values() for code in action.waiting_after}
    planned = {code for trigger in pack.triggers.values() for code in trigger.planned}
    children = [member for member in subject.members if member.is_child]
    return {
        "kinds": [(kind.code, words.pack_words(kind.name)) for kind in subject.kinds],
        "who": _choices(subject.members, file),
        "children": _choices(children, file),
        "languages": language_choices(file),
        "interpreters": [(str(one.pk), words.short_name(one)) for one in staff],
        "asks_alone": not codes <= set(rules.SEEN_ALONE.values()),
        "asks_planned": bool(codes & planned),
        "asks_expected": bool(codes & waits),
    }


def initial_parts(subject: Subject, file: SupportFile) -> dict[str, Any]:
    """How the form stands at first: today, everybody ticked."""
    return {
        "on": file.today,
        "kind": subject.kinds[0].code,
        "who": [member.id for member in subject.ticked],
    }


def form_address(subject: Subject, file: SupportFile) -> str:
    """Where the form is sent."""
    return f"{file_url('record_step', file)}?{subject.query}"


def spoken_in(file: SupportFile) -> list[str]:
    """The languages spoken in the file, and those of the pack."""
    spoken = [row.language for member in file.members for row in member.person.languages.all()]
    return list(dict.fromkeys([*sorted(spoken), *queries.pack().languages]))


def language_choices(file: SupportFile) -> list[tuple[str, str]]:
    """Languages to choose from."""
    return [(code, words.language_name(code)) for code in spoken_in(file)]


def _choices(members: Sequence[Member], file: SupportFile) -> list[tuple[str, str]]:
    return [(member.id, words.called_in(member, file)) for member in members]


def kind_groups(file: SupportFile, sought: str) -> list[KindGroup]:
    """The kinds of event that the viewer may tell: those of the phases where the family is now, then of the others,
    and those that close no step by the part of the file.
    """
    pack, wanted = queries.pack(), [fold(word) for word in sought.split()]
    now = {member.plan.phase for member in file.members if member.plan}
    order = sorted(
        pack.phases, key=lambda phase: phase.id not in now
    )  # a stable sort: else in the pack's order
    groups: dict[str, list[tuple[str, str]]] = {words.phase_words(phase): [] for phase in order}
    for code, kind in pack.kinds.items():
        if not rules.is_on_general_form(code) or not permissions.may_record(file.actor, kind):
            continue
        name = words.pack_words(kind.name)
        if not all(word in fold(f"{name} {kind.name}") for word in wanted):
            continue
        actions = pack.actions_closed_by(code)
        if actions:
            phases = [action.phase for action in actions]
            title = words.phase_words(pack.phase(next((one for one in phases if one in now), phases[0])))
        else:
            title = words.compartment_name(kind.compartment)
        groups.setdefault(title, []).append((name, f"{file_url('record_step', file)}?kind={code}"))
    return [KindGroup(title, tuple(kinds)) for title, kinds in groups.items() if kinds]


def begun_at(value: datetime) -> dict[str, Any]:
    """The date and the time of a meeting, for the form that tells what came of it."""
    local = value.astimezone(queries.pack().time_zone)
    return {"on": local.date(), "at": local.time()}
