"""Evidence follows from the records: on a healthy system nothing differs, and what differs is named and mended."""

from datetime import timedelta
from uuid import uuid4

import pytest

from shanyraq.access.queries import computing, system_actor
from shanyraq.audit.models import Entry
from shanyraq.audit.queries.verifying import verify
from shanyraq.cases.actions.rebuild import Rebuilt, rebuild_evidence
from shanyraq.cases.actions.records import correct_record, record_happening, retract_record
from shanyraq.cases.models import Case, Evidence
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
KIND = "case.contact.made"


@pytest.fixture
def case(aigul: Worker) -> Case:
    return make_case(case_manager=aigul.staff)


@pytest.fixture
def recorded_case(case: Case, aigul: Worker) -> Case:
    """A contact that was corrected, and one that was taken back."""
    when, later = AT - timedelta(days=3), AT - timedelta(days=2)
    details = {"text": "a call", "with_whom": "the school", "expected_on": "2021-06-01"}
    first = record_happening(
        case_ids=[case.pk], kind=KIND, happened_at=when, details=details, by=aigul.actor, at=AT
    )
    again = {"text": "a call", "expected_on": "2021-06-02"}
    ids = [record.pk for record in first.records]
    correct_record(record_ids=ids, happened_at=later, details=again, by=aigul.actor, at=AT)
    wrong = record_happening(
        case_ids=[case.pk], kind=KIND, happened_at=when, details={}, by=aigul.actor, at=AT
    )
    ids = [record.pk for record in wrong.records]
    retract_record(record_ids=ids, reason="It was another family.", by=aigul.actor, at=AT)
    return case


def rebuild(*, apply: bool = False) -> Rebuilt:
    return rebuild_evidence(apply=apply, by=system_actor("evidence.rebuild"), at=AT)


def evidence() -> list[tuple]:
    with computing("test"):
        return [
            (row.pk, row.seq, row.kind, row.at, row.payload, row.corrects_id, row.is_retraction)
            for row in Evidence.objects.order_by("seq")
        ]


def test_on_a_healthy_system_nothing_differs_and_nothing_is_changed(recorded_case: Case) -> None:
    before = evidence()

    outcome = rebuild(apply=True)

    assert (outcome.compared, outcome.differences) == (4, [])
    assert evidence() == before
    assert not Entry.objects.filter(action="evidence.rebuild").exists()


def test_without_apply_a_difference_is_named_and_left(recorded_case: Case) -> None:
    with computing("test"):
        row = Evidence.objects.earliest("seq")
        Evidence.objects.filter(pk=row.pk).update(at=AT)
    before = evidence()

    outcome = rebuild()

    assert outcome.differences == [f"evidence {row.pk}: at differ from record {row.source_id}"]
    assert evidence() == before


@pytest.mark.parametrize("harm", ["changed", "payload", "missing", "extra"])
def test_with_apply_the_evidence_is_again_what_the_records_say(recorded_case: Case, harm: str) -> None:
    before = evidence()
    with computing("test"):
        row = Evidence.objects.latest("seq")
        if harm == "changed":
            Evidence.objects.filter(pk=row.pk).update(at=AT, is_retraction=False, corrects=None)
        elif harm == "payload":
            row.payload = {"with_whom": "somebody else"}
            row.save()
        elif harm == "missing":
            row.delete()
        else:
            row.pk, row.seq, row.corrects, row.is_retraction = uuid4(), 99, None, False
            row.source_id = recorded_case.pk
            row.save(force_insert=True)

    assert len(rebuild(apply=True).differences) == 1

    assert [row[1:] for row in evidence()] == [row[1:] for row in before]
    assert rebuild().differences == []
    assert Entry.objects.filter(action="evidence.rebuild").count() == 1
    assert verify() is None
