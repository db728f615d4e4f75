"""What a second support file hands to the one that stays beside its rows: who works with the person, how she came."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from shanyraq.cases.models import Assignment, Case

ARRIVAL = "arrival"  # the fact to take, as the page offers it
Fields = dict[str, list[Any]]


def hand_on(*, case: Case, into: Case, take: Collection[str]) -> dict[str, Any]:
    """Let those who work with `case` work with `into`, whose arrival and case manager come from there where it has
    none. Part of the caller's recorded act. Returns what undoing needs.

    Whoever leads `case` hands over where `into` has a case manager; a part that a colleague has in both ends.
    """
    parts = Assignment.objects.filter(case=case, ends_at=None)
    fields: dict[str, Any] = {}
    if into.case_manager_id is None:
        fields = {"case_manager_id": case.case_manager_id, "deputy_id": case.deputy_id}
    else:
        parts = parts.exclude(staff__in=_leaders(case))
    if case.arrived_at is not None and (into.arrived_at is None or ARRIVAL in take):
        fields |= _arrival(case, into)
    already = set(Assignment.objects.filter(case=into, ends_at=None).values_list("staff", "discipline"))
    helpers = [part.pk for part in parts if (part.staff_id, part.discipline) not in already]
    Assignment.objects.filter(pk__in=helpers).update(case=into)
    return {"into": str(into.pk), "helpers": [str(one) for one in helpers], "fields": _set(into, fields)}


def take_back(*, case: Case, handed: Mapping[str, Any]) -> None:
    """Undo `hand_on`; what somebody changed since stays, and so does the end of a helper's part.

    Part of the caller's recorded act.
    """
    parts = Assignment.objects.filter(pk__in=handed["helpers"])
    parts.update(case=case)
    parts.filter(staff__in=_leaders(case)).update(ends_at=None)
    into = Case.objects.select_for_update().get(pk=handed["into"])
    for group in (("case_manager_id", "deputy_id"), _CAME):
        told = {name: pair for name, pair in handed["fields"].items() if name in group}
        if all(_plain(name, getattr(into, name)) == now for name, (_was, now) in told.items()):
            _set(into, {name: _value(name, was) for name, (was, _now) in told.items()})


def arrival_told(files: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The day of arrival before and now, for the history; empty where it stayed."""
    for moved in files:
        pair = moved.get("handed", {}).get("fields", {}).get("arrived_at")
        if pair:
            return {"arrived": [_day(one) for one in pair]}
    return {}


_CAME = ("entry", "arrival_id", "arrived_at", "phase_entry", "opened_at", "region", "centre")


def _arrival(case: Case, into: Case) -> dict[str, Any]:
    """How she came and since when there is a file: the second one's; where she lives only if the first knows not."""
    came = {name: getattr(case, name) for name in ("entry", "arrival_id", "arrived_at", "phase_entry")}
    lives = {} if into.region else {"region": case.region, "centre": case.centre}
    return came | lives | {"opened_at": min(case.opened_at, into.opened_at)}


def _leaders(case: Case) -> list[Any]:
    return [one for one in (case.case_manager_id, case.deputy_id) if one]


def _set(case: Case, fields: Mapping[str, Any]) -> Fields:
    """Set fields. Returns what stood there before and what stands there now, as text."""
    changed = {name: value for name, value in fields.items() if getattr(case, name) != value}
    told = {name: [_plain(name, getattr(case, name)), _plain(name, value)] for name, value in changed.items()}
    for name, value in changed.items():
        setattr(case, name, value)
    if changed:
        Case.objects.filter(pk=case.pk).update(**changed)
    return told


def _plain(name: str, value: Any) -> str | None:
    if value is None:
        return None
    return str(value.isoformat()) if name.endswith("_at") else str(value)


def _value(name: str, told: str | None) -> Any:
    return datetime.fromisoformat(told) if told and name.endswith("_at") else told


def _day(told: str | None) -> str:
    return localdate(datetime.fromisoformat(told)).isoformat() if told else ""
