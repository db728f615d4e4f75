"""B49: whoever comes upon somebody invented, in whichever way, is told of to the data-protection officer at once.

What reads the database past the program (a dump, a statement of its owner's) leaves no row, and no database tells of a
reading: that way is not run.
"""

from __future__ import annotations

from unittest.mock import patch
from uuid import UUID

import pytest
from django.db import DatabaseError
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment
from shanyraq.foundation.clock import real_now
from shanyraq.oversight.actions.watching import look_through
from shanyraq.oversight.models import Finding
from shanyraq.oversight.queries.watched import forget_invented, invented_people
from shanyraq.oversight.tests.factories import invent, make_seen

pytestmark = pytest.mark.django_db
ALERT_WITHIN = 60  # seconds


@pytest.fixture
def case(auditor: Worker, damir: Worker) -> Case:
    """The file of somebody invented, in a centre of Almaty region."""
    forget_invented()
    invent(auditor, damir, region="ALR", centre="MAN-A")
    with computing("test"):
        return Case.objects.select_related("person").get(person__in=invented_people())


@pytest.fixture
def coordinator(db: None) -> Worker:
    return make_worker("Marzhan", "regional_coordinator", region="ALR")


def told() -> list[Finding]:
    with computing("test"):
        return list(Finding.objects.filter(kind="INVENTED").select_related("colleague"))


def is_told_of(worker: Worker, person: UUID) -> bool:
    found = [one for one in told() if one.colleague == worker.staff]
    return len(found) == 1 and found[0].persons == [str(person)] and found[0].is_waiting


@pytest.mark.parametrize("who", ["daniyar", "coordinator", "bota"])
@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("person", "person"),
        ("family", "family"),
        ("notes", "person"),
        ("history", "person"),
        ("consents", "person"),
    ],
)
def test_opening_a_page_of_hers_is_told_before_the_page_leaves(
    request: pytest.FixtureRequest, case: Case, who: str, name: str, of: str
) -> None:
    worker, begun = request.getfixturevalue(who), real_now()
    key = case.person_id if of == "person" else case.family_id

    answer = worker.client.get(reverse(f"cases:{name}", args=[key]))

    if answer.status_code == 200:
        assert is_told_of(worker, case.person_id)
        assert (told()[0].found_at - begun).total_seconds() < ALERT_WITHIN
    else:
        assert answer.status_code in (403, 404) and "Zarina" not in answer.content.decode()


@pytest.mark.parametrize("who", ["daniyar", "coordinator"])
@pytest.mark.parametrize("words", ["Zarina Almasova", "Зарина", "almasova"])
def test_finding_her_name_in_a_list_is_told(
    request: pytest.FixtureRequest, case: Case, who: str, words: str
) -> None:
    worker = request.getfixturevalue(who)

    page = worker.client.get(reverse("desk:search"), {"q": words}).content.decode()

    assert ("Zarina" in page) is is_told_of(worker, case.person_id)
    assert "Zarina" in page


def test_a_page_that_may_be_printed_or_carried_away_is_told(case: Case, aigul: Worker) -> None:
    with computing("test"):  # as if her file had been taken up again
        Case.objects.update(closed_at=None, closed_by=None, closed_reason="")
    make_assignment(case, aigul.staff)

    answer = aigul.client.get(reverse("cases:give_sheet", args=[case.person_id]))

    assert answer.status_code == 200 and is_told_of(aigul, case.person_id)


def test_who_does_not_see_her_is_not_told_of(case: Case, aigul: Worker, erlan: Worker) -> None:
    for worker in (aigul, erlan):
        worker.client.get(reverse("cases:person", args=[case.person_id]))
        worker.client.get(reverse("desk:search"), {"q": "Zarina Almasova"})
        worker.client.get(reverse("desk:families"))

    assert told() == []


def test_neither_officer_is_told_of_for_looking_after_her(case: Case, auditor: Worker, damir: Worker) -> None:
    for worker in (auditor, damir):
        assert "Zarina" in worker.client.get(reverse("oversight:invented_people")).content.decode()

    assert told() == []


def test_where_it_cannot_be_told_at_once_the_look_of_the_minute_tells_it(case: Case, daniyar: Worker) -> None:
    make_seen()
    with patch("shanyraq.oversight.middleware.brakes.tell_invented", side_effect=DatabaseError):
        daniyar.client.get(reverse("cases:person", args=[case.person_id]))
    assert told() == []

    look_through(at=real_now())

    assert is_told_of(daniyar, case.person_id)


def test_told_at_once_and_seen_a_minute_later_it_is_one_question(case: Case, daniyar: Worker) -> None:
    make_seen()
    daniyar.client.get(reverse("cases:person", args=[case.person_id]))
    look_through(at=real_now())

    assert is_told_of(daniyar, case.person_id)
