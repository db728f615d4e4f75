"""The stored plan equals a fresh evaluation, whatever was recorded, corrected, set aside and taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st

from shanyraq.access.queries import computing
from shanyraq.cases import queries
from shanyraq.cases.actions.evidence import Change
from shanyraq.cases.actions.plans import rows_of
from shanyraq.cases.actions.records import (
    CannotRecord,
    correct_record,
    record_happening,
    retract_record,
)
from shanyraq.cases.actions.steps import decline_step, waive_step
from shanyraq.cases.models import Case, PlanStep, Record
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.families import SYSTEM, the_omarova_family
from shanyraq.foundation.errors import NotAllowed
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db

KINDS = [
    "home.placement.started",
    "home.visit.made",
    "home.visit.child_seen_alone",
    "case.review.first_week_held",
    "case.plan.agreed",
    "case.plan.reviewed",
    "papers.guardianship.applied",
    "papers.guardianship.ordered",
    "home.care.found_separated",
    "home.care.reunited",
    "centre.stay.started",
    "centre.exit.planned",
    "learning.school.started",
    "case.review.stepped_down",
    "case.faith_offer.answered",
]
DAYS = st.integers(0, 90)
RECORD = st.tuples(st.just("record"), st.sampled_from(KINDS), DAYS, st.integers(0, 40))
CORRECT = st.tuples(st.just("correct"), st.integers(0, 9), DAYS, st.just(0))
RETRACT = st.tuples(st.just("retract"), st.integers(0, 9), st.just(0), st.just(0))
DECIDE = st.tuples(st.sampled_from(["waive", "decline"]), st.integers(0, 60), st.just(0), st.integers(1, 60))
DEEDS = st.lists(st.one_of(RECORD, RECORD, CORRECT, RETRACT, DECIDE), max_size=7)


def do(deed: tuple[Any, ...], case: Case, supervisor: Worker) -> None:
    verb, what, days, ahead = deed
    at = AT - timedelta(days=days)
    if verb == "record":
        day = (AT + timedelta(days=ahead)).date().isoformat()
        details = {"on": day, "expected_on": day}
        record_happening(case_ids=[case.pk], kind=what, happened_at=at, details=details, by=SYSTEM, at=AT)
        return
    if verb in ("correct", "retract"):
        with computing("test"):
            known = list(Record.objects.filter(case=case).order_by("recorded_at", "pk"))
        if not known:
            return
        ids = [known[what % len(known)].pk]
        if verb == "correct":
            correct_record(record_ids=ids, happened_at=at, details={}, by=SYSTEM, at=AT)
        else:
            retract_record(record_ids=ids, reason="it was somebody else", by=SYSTEM, at=AT)
        return
    steps = [step for step in queries.plans_of([case], AT)[case.pk].steps if step.is_open]
    keys = {case.pk: steps[what % len(steps)].key}
    if verb == "waive":
        waive_step(steps=keys, reason="another service did it", by=supervisor.actor, at=AT)
    else:
        day_again = (AT + timedelta(days=ahead)).date()
        decline_step(steps=keys, words="not now", ask_again_on=day_again, by=SYSTEM, at=AT)


def as_rows(steps: list[PlanStep]) -> list[tuple[Any, ...]]:
    names = [field.attname for field in PlanStep._meta.local_fields if field.name != "id"]
    return sorted(tuple(plain(getattr(step, name)) for name in names) for step in steps)


def plain(value: Any) -> str:
    """As text, an instant in UTC and words by their keys: databases keep neither its zone nor their order."""
    if isinstance(value, dict):
        return str(sorted(value.items()))
    return str(value.astimezone(UTC) if isinstance(value, datetime) else value)


@pytest.mark.slow
@settings(max_examples=15)
@given(deeds=DEEDS)
@example(
    deeds=[("record", "papers.guardianship.applied", 0, 0), ("record", "home.care.found_separated", 0, 0)]
)
def test_stored_steps_equal_a_fresh_evaluation_after_any_deeds(deeds: list[tuple[Any, ...]]) -> None:
    with transaction.atomic():
        supervisor = make_worker("Daniyar", "supervisor", region="ALR")
        case = the_omarova_family(None, "Aisha")[0]
        for deed in deeds:
            try:
                do(deed, case, supervisor)
            except (CannotRecord, NotAllowed):
                continue  # a refusal leaves nothing behind
        plan = queries.plans_of([case], AT)[case.pk]
        with computing("test"):
            stored = list(PlanStep.objects.filter(case=case).select_related("case"))
            fresh = Case.objects.get(pk=case.pk)

        assert as_rows(stored) == as_rows(rows_of(fresh, plan))
        assert (fresh.phase, fresh.plan_changes_at) == (plan.phase, plan.next_change_at)
        transaction.set_rollback(True)


def test_a_change_names_what_closed_and_what_comes_next(aigul: Worker) -> None:
    case = the_omarova_family(aigul.staff, "Aisha")[0]

    change: Change = record_happening(
        case_ids=[case.pk],
        kind="home.placement.started",
        happened_at=AT,
        details={},
        by=aigul.actor,
        at=AT,
    ).changes[0]

    assert {"P5-09", "P5-10"} <= {step.key for step in change.opened}
    assert change.next_step is not None and change.next_step.is_open
