"""What was recorded, told one entry at a time, with what stood there before a correction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.cases import permissions, queries, rules
from shanyraq.cases.models import Evidence, Record
from shanyraq.cases.presenters import words
from shanyraq.cases.queries.files import Member, SupportFile
from shanyraq.cases.queries.happenings import Entry
from shanyraq.ui import parts


@dataclass(frozen=True)
class Version:
    """An entry as it stood: its lines, and who wrote it when."""

    when: str
    lines: tuple[parts.Fact, ...]
    written: str


@dataclass(frozen=True)
class Told:
    """One entry of the history, for those whom it concerned alike."""

    id: str
    title: str
    who: str
    now: Version
    was: tuple[Version, ...]
    is_taken_back: bool
    part: str
    actions: tuple[parts.Action, ...]
    at: datetime


def entries(file: SupportFile, found: Sequence[Entry]) -> list[Told]:
    """The entries of a page; the same event of several people, saved at once, is told once."""
    grouped: dict[Any, list[Entry]] = {}
    for entry in found:
        record = entry.record
        key = (record.together, record.is_retraction, repr(record.details)) if record else entry.evidence.pk
        grouped.setdefault(key, []).append(entry)
    return [_told(file, same) for same in grouped.values()]


def _told(file: SupportFile, same: Sequence[Entry]) -> Told:
    first = same[0]
    members = [member for entry in same if (member := file.member_of(entry.evidence.case_id))]
    return Told(
        id=str(first.evidence.pk),
        title=title_of(first),
        who=words.whom(members, file),
        now=_current(first, file),
        was=_earlier(first, file),
        is_taken_back=first.evidence.is_retraction,
        part=words.compartment_name(first.evidence.compartment),
        actions=_actions(first, file),
        at=first.evidence.at,
    )


def title_of(entry: Entry) -> str:
    """What happened; of a decision about a step, about which; of an answer, to what."""
    name, details = words.kind_name(entry.evidence.kind), entry.record.details if entry.record else {}
    if entry.evidence.kind.startswith(rules.ANSWERED):
        return _answered(entry.evidence)
    action_id = str(details.get("step", "")).partition("#")[0]
    if action_id in queries.pack().actions:
        step = words.pack_words(queries.pack().action(action_id).name)
        return _("%(what)s: %(step)s") % {"what": name, "step": step}
    return name


def _answered(row: Evidence) -> str:
    """Which answer to which question."""
    name, purpose = words.kind_name(row.kind), queries.pack().consents.get(row.payload.get("purpose", ""))
    return (
        _("%(what)s: %(step)s") % {"what": name, "step": words.pack_words(purpose.name)} if purpose else name
    )


def _earlier(entry: Entry, file: SupportFile) -> tuple[Version, ...]:
    """What stood there before, the newest first."""
    answers = (
        Version(
            moment(row.at, file),
            (parts.Fact(_("What happened"), _answered(row)),),
            written(row.recorded_by, row.recorded_at, file),
        )
        for row in entry.earlier_answers
    )
    return (*(version_of(record, file) for record in entry.earlier), *answers)


def _current(entry: Entry, file: SupportFile) -> Version:
    if entry.record is not None:
        return version_of(entry.record, file)
    row = entry.evidence
    told = _own_lines(row) if row.payload else []
    return Version(moment(row.at, file), tuple(told), written(row.recorded_by, row.recorded_at, file))


def _own_lines(row: Evidence) -> list[parts.Fact]:
    """What an act of its own tells, which no entry stands behind."""
    if row.kind == rules.REOPENED:
        return [parts.Fact(_("Reason"), row.payload["reason"])]
    if row.kind in (rules.SHEET_GIVEN, rules.COPY_GIVEN):
        language, given_to = words.language_name(row.payload["language"]), row.payload["given_to"]
        return [parts.Fact(_("Language"), language), parts.Fact(_("Given to"), receiver_words(given_to))]
    return []


def receiver_words(receiver: str) -> str:
    """To whom a sheet about somebody's own file was given."""
    return {
        "SELF": _("the person herself or himself"),
        "CAREGIVER": _("the mother, father or caregiver"),
        "GUARDIAN": _("the guardian"),
    }[receiver]


def version_of(record: Record, file: SupportFile) -> Version:
    """One version of an entry in words."""
    return Version(
        moment(record.happened_at, file),
        tuple(lines_of(record.details, _said_in_text(record))),
        written(record.recorded_by, record.recorded_at, file),
    )


def written(staff: Any, at: datetime, file: SupportFile) -> str:
    """Who wrote an entry, and when."""
    return _("Written by %(name)s on %(day)s") % {
        "name": words.staff_name(staff, file.actor),
        "day": words.day_words(at, file.today),
    }


def moment(value: datetime, file: SupportFile) -> str:
    """A day and a time."""
    return _("%(day)s, %(time)s") % {
        "day": words.day_words(value, file.today),
        "time": words.time_words(value),
    }


def _said_in_text(record: Record) -> str:
    """What the sentences of an entry are: the reason where something was taken back or decided."""
    if record.is_retraction:
        return _("Taken back because")
    if record.kind == rules.DECLINED:
        return _("In her own words")
    return _("Reason") if record.kind in rules.DECISIONS else _("What is worth knowing")


def lines_of(details: Mapping[str, Any], text_is: str) -> Iterable[parts.Fact]:
    """What an entry tells, line by line; `text_is` stands above its sentences."""
    minutes = details.get("minutes")
    told: list[tuple[str, Any]] = [
        (text_is, details.get("text")),
        (_("The child's own words"), details.get("child_view")),
        (_("Seen alone"), _("yes") if details.get("seen_alone") else ""),
        (_("Who was present"), details.get("present")),
        (
            _("How long"),
            minutes and ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes},
        ),
        (_("Language"), details.get("language") and words.language_name(details["language"])),
        (_("Interpreter"), details.get("interpreter_name")),
        (_("Document"), details.get("document")),
        (_("Planned for"), details.get("on")),
        (_("Answer expected by"), details.get("expected_on")),
        (_("Who has it in hand"), details.get("with_whom")),
        (_("Ask again on"), details.get("ask_again_on")),
    ]
    return [parts.Fact(term, value) for term, value in told if value]


def _actions(entry: Entry, file: SupportFile) -> tuple[parts.Action, ...]:
    record = entry.record
    if record is None or record.is_retraction or not _is_open(entry, file):
        return ()
    if not permissions.may_correct(file.actor, record):
        return ()
    about = words.kind_name(record.kind)
    correct = parts.Action(
        _("Correct"), reverse("cases:correct_record", args=[record.pk]), "edit", kind="text", about=about
    )
    retract = parts.Action(
        _("Take back"), reverse("cases:retract_record", args=[record.pk]), "undo", kind="text", about=about
    )
    return (retract,) if record.kind in rules.DECISIONS else (correct, retract)


def _is_open(entry: Entry, file: SupportFile) -> bool:
    member: Member | None = file.member_of(entry.evidence.case_id)
    return member is not None and member.case.is_open
