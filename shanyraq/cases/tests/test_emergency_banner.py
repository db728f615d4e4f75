"""The banner of what is open in an emergency says again what she knows: no reading."""

from __future__ import annotations

import pytest
from django.urls import reverse

from shanyraq.audit.models import Entry
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_emergency_opening
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.foundation.clock import real_now

pytestmark = pytest.mark.django_db


def test_the_banner_on_a_page_that_shows_nobody_is_no_reading(aigul: Worker) -> None:
    family = the_omarova_family(aigul.staff)
    make_emergency_opening(family[0].person, aigul.staff, opened_at=real_now())

    page = aigul.client.get(reverse("ui:gallery")).content.decode()

    assert family[0].person.code in page
    assert not Entry.objects.filter(action="records.read").exists()
