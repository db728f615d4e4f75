"""From a row of the day to the form: those whom the row names are ticked, and nobody else."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import happened, the_omarova_family
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db


def test_record_on_a_row_ticks_those_whom_the_row_names(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    happened(cases, "home.placement.started", AT - timedelta(days=40))
    for days in (38, 37, 36):
        happened(cases, "home.visit.made", AT - timedelta(days=days))
    happened(cases[5:], "home.visit.made", AT - timedelta(days=1))  # Amina's next is not due
    today = aigul.client.get(reverse("desk:today") + "?state=late").content.decode()
    [link] = set(re.findall(r'href="([^"]*record[^"]*step=P6-03[^"]*)"', today))

    page = aigul.client.get(unescape(link)).content.decode()

    ticked = re.findall(r'<input[^>]*name="who"[^>]* value="([^"]+)"[^>]*checked', page)
    assert set(ticked) == {str(case.pk) for case in cases[:5]}
    assert page.count('name="who"') == 6
