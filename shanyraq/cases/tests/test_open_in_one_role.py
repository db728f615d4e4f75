"""What a colleague of two roles opened in an emergency in one of them is open to her in that one alone."""

from __future__ import annotations

import pytest
from django.urls import reverse

from shanyraq.access.models import RoleGrant
from shanyraq.cases.models import EmergencyOpening
from shanyraq.cases.tests.cast import SINCE, Worker
from shanyraq.cases.tests.factories import make_assignment, make_emergency_opening
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.foundation.clock import real_now

pytestmark = pytest.mark.django_db
BANNER = "You have opened a part of a file in an emergency."


@pytest.fixture
def opened(aigul: Worker, erlan: Worker) -> EmergencyOpening:
    """Erlan is a case manager and a health worker with the same family, and opened C4 as health worker."""
    case = the_omarova_family(aigul.staff)[0]
    make_assignment(case, erlan.staff)
    RoleGrant.objects.create(staff=erlan.staff, role="health_worker", region="ALR", starts_at=SINCE)
    return make_emergency_opening(
        case.person, erlan.staff, role="health_worker", compartment="C4", opened_at=real_now()
    )


def test_an_opening_is_open_in_the_role_that_it_was_opened_in_and_in_no_other(
    erlan: Worker, opened: EmergencyOpening
) -> None:
    page = reverse("cases:emergency", args=[opened.pk])
    told = reverse("cases:review_emergency", args=[opened.pk])
    seen: dict[str, tuple[bool, bool, list[int]]] = {}
    for role in ("health_worker", "case_manager", "health_worker"):
        erlan.client.post(reverse("access:work_as"), {"role": role})
        banner = BANNER in erlan.client.get("/today/").content.decode()
        listed = opened.person.code in erlan.client.get(reverse("cases:emergencies")).content.decode()
        codes = [erlan.client.get(one).status_code for one in (page, told)]
        assert seen.setdefault(role, (banner, listed, codes)) == (banner, listed, codes)

    assert seen["health_worker"] == (True, True, [200, 200])
    assert seen["case_manager"] == (False, False, [404, 404])
