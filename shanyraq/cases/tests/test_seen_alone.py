"""A child who was seen alone on a visit: what the tick leaves, and what it closes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from shanyraq.access.queries import system
from shanyraq.cases.actions.families import set_care
from shanyraq.cases.actions.rebuild import rebuild_evidence
from shanyraq.cases.actions.records import correct_record, retract_record
from shanyraq.cases.models import Case, Evidence, Record
from shanyraq.cases.queries import plans_of
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import SYSTEM, happened, the_omarova_family
from shanyraq.cases.tests.test_record_form import form_data, record_url
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
VISIT, ALONE = "home.visit.made", "home.visit.child_seen_alone"


@pytest.fixture
def visited(aigul: Worker) -> list[Case]:
    """Saule, Alikhan and Amina; Amina is separated from her parents, and was seen alone."""
    cases = the_omarova_family(aigul.staff, "Saule", "Alikhan", "Amina")
    set_care(
        person_id=cases[2].person_id,
        kind="SEPARATED",
        starts_on=AT.date() - timedelta(days=30),
        by=aigul.actor,
        at=AT,
    )
    happened(cases, "home.placement.started", AT - timedelta(days=14))
    seen = form_data(cases, seen_alone=[str(cases[2].pk)])
    assert aigul.client.post(record_url(cases[0], f"?kind={VISIT}"), seen).status_code == 302
    return cases


def kinds(case: Case) -> list[str]:
    with system("test"):
        rows = Evidence.objects.filter(case=case, kind__startswith="home.visit").order_by("seq")
        replaced = {row.corrects_id for row in rows}
        return [row.kind for row in rows if row.pk not in replaced and not row.is_retraction]


def is_open(case: Case, key: str) -> bool:
    step = plans_of([case], AT)[case.pk].step(key)
    return step is not None and step.is_open


def record_of(case: Case) -> Record:
    with system("test"):
        return Record.objects.get(case=case, kind=VISIT)


def test_only_the_child_who_is_ticked_was_seen_alone(visited: list[Case]) -> None:
    assert [kinds(case) for case in visited] == [[VISIT], [VISIT], [ALONE]]


def test_it_closes_the_visit_and_what_is_owed_to_a_child_without_her_family(
    visited: list[Case], aigul: Worker
) -> None:
    amina = visited[2]
    assert not is_open(amina, "P5-09") and not is_open(amina, "P6-04#1")
    retract_record(record_ids=[record_of(amina).pk], reason="That was the neighbours.", by=aigul.actor, at=AT)
    assert kinds(amina) == []
    assert is_open(amina, "P5-09") and is_open(amina, "P6-04#1")


def test_a_tick_that_was_wrong_is_corrected_either_way(visited: list[Case], aigul: Worker) -> None:
    told: dict[str, Any] = {
        "happened_at": AT - timedelta(hours=2),
        "details": {},
        "by": aigul.actor,
        "at": AT,
    }
    boy, girl = record_of(visited[1]), record_of(visited[2])

    correct_record(record_ids=[boy.pk, girl.pk], own={boy.pk: {"seen_alone": True}}, **told)

    assert (kinds(visited[1]), kinds(visited[2])) == ([ALONE], [VISIT])


def test_the_rebuilt_evidence_is_the_same(visited: list[Case]) -> None:
    assert rebuild_evidence(apply=False, by=SYSTEM, at=AT).differences == []


def test_the_form_of_a_child_seen_alone_does_not_ask_again(visited: list[Case], aigul: Worker) -> None:
    case = visited[0]

    assert 'name="seen_alone"' in aigul.client.get(record_url(case, f"?kind={VISIT}")).content.decode()
    assert 'name="seen_alone"' not in aigul.client.get(record_url(case, f"?kind={ALONE}")).content.decode()


def test_a_child_seen_alone_who_is_not_among_those_it_was_for_is_asked_about(
    visited: list[Case], aigul: Worker
) -> None:
    boy = str(visited[1].pk)
    told = form_data(visited[:1], seen_alone=[boy])

    page = aigul.client.post(record_url(visited[0], f"?kind={VISIT}"), told)

    assert page.status_code == 200 and "Somebody seen alone was there" in page.content.decode()
    with system("test"):
        assert Record.objects.filter(kind=VISIT).count() == 3  # those of the first visit
