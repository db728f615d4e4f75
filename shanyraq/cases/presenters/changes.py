"""Facts that were put right, told in the history: who changed what when, and what stood there before. Never a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.cases.models import FactChange
from shanyraq.cases.permissions import PERSON_MERGE
from shanyraq.cases.presenters import words
from shanyraq.cases.presenters.history import Told, Version, moment, written
from shanyraq.cases.presenters.registration import country_name, tie_words
from shanyraq.cases.queries.changes import Changes
from shanyraq.cases.queries.files import SupportFile
from shanyraq.people.models import Kinship, Person
from shanyraq.ui import parts
from shanyraq.ui.templatetags.ui import day_known


def entries(file: SupportFile, found: Changes) -> list[Told]:
    """One entry for each change that the reader sees."""
    return [_told(row, file, found) for row in found.rows]


def _told(row: FactChange, file: SupportFile, found: Changes) -> Told:
    lines = {"MOVED": _move, "CARE": _care, "KIN": _kin}.get(row.kind, _facts)(row, file, found)
    version = Version(
        moment(row.changed_at, file), tuple(lines), written(row.changed_by, row.changed_at, file)
    )
    return Told(
        id=str(row.pk),
        title=_title(row),
        who=_whom(row.person, file),
        now=version,
        was=(),
        is_taken_back=False,
        part=words.compartment_name(row.compartment),
        actions=_actions(row, found, file),
        at=row.changed_at,
    )


def _actions(row: FactChange, found: Changes, file: SupportFile) -> tuple[parts.Action, ...]:
    merge = row.told.get("merge")
    if merge not in found.joinings or PERSON_MERGE not in file.actor.may:
        return ()
    url = reverse("cases:undo_merge", kwargs={"merge_id": merge})
    return (parts.Action(_("Undo"), url, "undo", kind="text", about=_title(row)),)


def _title(row: FactChange) -> str:
    return {
        "CORRECTED": _("Facts corrected"),
        "MOVED": _("Family changed"),
        "CARE": _("Care situation"),
        "KIN": _("Kinship"),
        "JOINED": _("Two records joined"),
        "PARTED": _("Two records parted again"),
    }[row.kind]


def _whom(person: Person, file: SupportFile) -> str:
    """Whose facts: as the file names its people; empty on her own page."""
    if file.alone is not None:
        return ""
    return words.told_apart(person, [one.person for one in file.everyone], file.today)


def before_and_now(pair: list[Any], in_words: Callable[[Any], str]) -> str:
    """What stood there and what stands there now."""
    was, now = (in_words(one) if one else "" for one in pair)
    missing = _("not recorded")
    return _("before: %(was)s; now: %(now)s") % {"was": was or missing, "now": now or missing}


def _facts(row: FactChange, file: SupportFile, found: Changes) -> list[parts.Fact]:
    told: Mapping[str, Any] = row.told
    lines = [
        parts.Fact(term, before_and_now(told[fact], in_words))
        for fact, term, in_words in (
            ("birth", _("Born"), _born),
            ("sex", _("Sex"), _sex),
            ("nationality", _("Citizenship"), country_name),
            ("languages", _("Speaks"), words.tongues_of),
            ("arrived", _("Arrived"), lambda day: _day(day, file)),
        )
        if fact in told
    ]
    if told.get("names_sealed") and row.kind != "PARTED":
        lines.append(parts.Fact(_("Name"), _("A name was changed; the former one is sealed.")))
    elif told.get("names_added"):
        lines.append(parts.Fact(_("Name"), _("The name was added in other letters.")))
    return lines


def _born(told: list[str]) -> str:
    day, precision = told
    return day_known(date.fromisoformat(day), precision) if day else ""


def _sex(code: str) -> str:
    return _("female") if code == "F" else _("male")


def _move(row: FactChange, file: SupportFile, found: Changes) -> list[parts.Fact]:
    was, now = row.told["family"]

    def named(family_id: str) -> str:
        family = found.families.get(family_id)
        return words.family_name(family.label) if family else _("a family that you do not see")

    lines = [parts.Fact(_("Family"), before_and_now([was, now], named))] if was != now else []
    if row.told["relation"][0] != row.told["relation"][1]:
        place = before_and_now(row.told["relation"], lambda relation: _place(relation, row.person.sex))
        lines.append(parts.Fact(_("What she or he is there"), place))
    lines.append(parts.Fact(_("Since which day"), _day(row.told["on"], file)))
    return [*lines, parts.Fact(_("Reason"), row.told["reason"])] if row.told.get("reason") else lines


def _place(relation: str, sex: str) -> str:
    if relation == "head":
        return _("head of the family")
    return words.relation_words(relation, sex) or _("lives with them, not a relative")


def _care(row: FactChange, file: SupportFile, found: Changes) -> list[parts.Fact]:
    def in_words(kind: str) -> str:
        if kind == "UNACCOMPANIED":
            return _("unaccompanied: no adult relative with her")
        if kind == "SEPARATED":
            return _("separated: with kin, but not with whoever cared for her before")
        return _("with her or his family")

    pair = [one or "FAMILY" for one in row.told["care"]]
    lines = [parts.Fact(_("Care situation"), before_and_now(pair, in_words))]
    for key, term in (("since", _("Since which day")), ("until", _("Until which day"))):
        if row.told.get(key):
            lines.append(parts.Fact(term, _day(row.told[key], file)))
    return lines


def _kin(row: FactChange, file: SupportFile, found: Changes) -> list[parts.Fact]:
    relative = found.people.get(row.told["relative"])
    if relative is None:
        return []
    tie = Kinship(person=row.person, relative=relative, kind=row.told["is"], proof=row.told["proof"])
    lines = [parts.Fact(_("Kinship"), tie_words(tie))]
    if row.told.get("until"):
        lines.append(parts.Fact(_("Until which day"), _day(row.told["until"], file)))
    return lines


def _day(told: str, file: SupportFile) -> str:
    return words.day_words(date.fromisoformat(told), file.today)
