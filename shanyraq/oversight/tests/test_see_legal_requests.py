"""Who sees the demands of authorities: who works with those they are about, who entered them, and the officer."""

from __future__ import annotations

import pytest
from django.urls import reverse

from shanyraq.audit.models import Entry
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.foundation.errors import NotAllowed
from shanyraq.oversight.queries.legal import items_of, legal_requests_for
from shanyraq.oversight.tests.test_legal_requests import (
    FIVE,
    TWO_OF_FIVE,
    enter,
    propose,
    somebody,
    works_with,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["aigul", "daniyar", "admin", "damir", "saule"])
def test_nobody_else_sees_or_enters_a_demand(
    request: pytest.FixtureRequest, zhanna: Worker, who: str
) -> None:
    worker, made = request.getfixturevalue(who), enter(zhanna, somebody())

    for name, args in (("legal_requests", []), ("legal_request", [made.pk]), ("enter_legal_request", [])):
        assert worker.client.get(reverse(f"oversight:{name}", args=args)).status_code == 403
    with pytest.raises(NotAllowed):
        enter(worker, somebody())


def test_a_lawyer_of_another_region_sees_no_demand_about_people_who_are_not_hers(
    zhanna: Worker, auditor: Worker
) -> None:
    person, elsewhere = somebody(), make_worker("Marat", "lawyer", discipline="legal", region="SHY")
    made = enter(zhanna, person)
    page = reverse("oversight:legal_request", args=[made.pk])

    assert elsewhere.client.get(page).status_code == 404
    assert legal_requests_for(elsewhere.actor) == []
    with pytest.raises(NotAllowed):
        propose(elsewhere, made, *TWO_OF_FIVE)
    assert [one.pk for one in legal_requests_for(zhanna.actor)] == [made.pk]
    assert [one.pk for one in legal_requests_for(auditor.actor)] == [made.pk]

    works_with(elsewhere, person)
    assert elsewhere.client.get(page).status_code == 200
    assert len(items_of(elsewhere.actor, made)) == len(FIVE)


def test_reading_a_demand_is_a_reading_of_the_person(zhanna: Worker, auditor: Worker) -> None:
    person = somebody()
    made = enter(zhanna, person)
    auditor.client.get(reverse("oversight:legal_request", args=[made.pk]))

    last = Entry.objects.filter(action="records.read").order_by("-seq")[0]
    assert f"person:{person.pk}" in last.objects_json and last.purpose == "legal.see"
