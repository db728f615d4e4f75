"""What waits for somebody else keeps its date: a day that has passed is seen."""

from __future__ import annotations

import pytest
from django.urls import reverse

from shanyraq.cases.tests.cast import Worker
from shanyraq.desk.tests.programme import family_of, fixed_day, owed  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fixed_day")]


def test_a_service_that_waits_shows_the_day_it_was_due(aigul: Worker) -> None:
    [case] = family_of("Saule", case_manager=aigul.staff)
    owed(case, "P6-07", days=37, state="WAITING", discipline="case_manager")

    page = aigul.client.get(reverse("desk:today") + "?state=waiting").content.decode()

    assert '<p class="step-when"><span><strong>13 April</strong></span>' in page
    assert "days late" not in page
