"""What a made demonstration wrote, without the ids: to compare one making with another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.db import models

from shanyraq.access.queries import computing
from shanyraq.cases.models import (
    Appointment,
    Assignment,
    Case,
    Consent,
    Evidence,
    Note,
    PlanStep,
    Record,
    SummaryCard,
)
from shanyraq.demo.making.stages import DEMO_DAY
from shanyraq.people.models import Kinship, PersonLanguage, PersonName

# Each with what it hangs on. A person is told apart by name and birth date, a colleague by her account.
FIELDS: dict[models.Manager[Any], str] = {
    Case.objects: "phase phase_since opened_at arrived_at region centre entry closed_at closed_reason case_manager",
    Evidence.objects: "seq kind at payload compartment discipline recorded_at recorded_by",
    Record.objects: "kind happened_at details compartment recorded_at recorded_by",
    PlanStep.objects: "key state opens_at due_at reason reason_values region",
    Consent.objects: "purpose answer given_by has_assent language on recorded_at recorded_by",
    Note.objects: "text compartment written_at written_by",
    SummaryCard.objects: "topic text compartment written_at written_by",
    Appointment.objects: "title starts_at place with_whom staff interpreter language made_at",
    PersonName.objects: "text script given",
    PersonLanguage.objects: "language level dialect",
    Kinship.objects: "kind proof",
}


def rows() -> Counter[str]:
    """Every row of the rooms that the making fills, as a text, and how often it stands there."""
    with computing("test"):
        return Counter(_rows())


def _rows() -> Iterator[str]:
    for objects, fields in FIELDS.items():
        model = objects.model
        related = [
            name
            for name in fields.split()
            if model._meta.get_field(name).is_relation  # all of them colleagues
        ]
        found = objects.select_related("person", *(f"{name}__account" for name in related))
        for one in found.iterator(chunk_size=2000):
            told = [_told(getattr(one, name), name in related) for name in fields.split()]
            yield f"{model.__name__} {one.person.sort_name} {one.person.birth_date} {told}"
    for one in Assignment.objects.select_related("case__person", "staff__account"):
        yield f"Assignment {one.case.person.sort_name} {one.staff.account.login} {one.discipline} {one.starts_at}"


def _told(value: Any, is_colleague: bool) -> str:
    return value.account.login if is_colleague and value is not None else str(value)


def most_entries() -> int:
    """Entries of evidence of whoever has most of them."""
    with computing("test"):
        counts = (
            Evidence.objects.values("person")
            .annotate(count=models.Count("pk"))
            .values_list("count", flat=True)
        )
        return max(counts)


MORNING = datetime.combine(DEMO_DAY, time(8), ZoneInfo(settings.TIME_ZONE))
# What may lie ahead of the demonstration's day, and what keeps the real time.
AHEAD = frozenset(
    {"Appointment.starts_at", "PlanStep.opens_at", "PlanStep.due_at", "Case.plan_changes_at"}
    | {"DataRequest.answer_by", "LegalHold.ends_on", "LegalRequest.answer_by"}
    | {"Panel.due_at", "Assignment.until"}  # until when is decided, and what was lent is read
    | {"Entry.at", "Installation.made_at", "WrappingKey.made_at", "DataKey.made_at"}
    | {"Export.asked_at", "Export.ready_at", "Export.expires_at"}
)


def dated_after(at: datetime) -> list[str]:
    """Each field of each table of ours that holds a moment after this one, and how often."""
    found = []
    with computing("test"):
        for model in apps.get_models():
            if not model.__module__.startswith("shanyraq."):
                continue
            for field in model._meta.fields:
                name = f"{model.__name__}.{field.name}"
                if name in AHEAD or not isinstance(field, models.DateField):
                    continue
                latest = at if isinstance(field, models.DateTimeField) else at.date()
                count = model._base_manager.filter(**{f"{field.name}__gt": latest}).count()
                if count:
                    found.append(f"{name}: {count}")
    return found
