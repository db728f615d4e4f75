"""Today, for somebody who was forced to come in: what is shown is few, and no number says how many there are."""

from __future__ import annotations

import pytest
from django.urls import reverse

from shanyraq.access.queries.sessions import FORCED
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import the_omarova_family

pytestmark = pytest.mark.django_db


def today(worker: Worker) -> str:
    return worker.client.get(reverse("desk:today")).content.decode()


def test_no_number_tells_how_many_people_are_hers_beside_the_few_who_are_shown(aigul: Worker) -> None:
    the_omarova_family(aigul.staff)
    assert 'id="load"' in today(aigul)

    session = aigul.client.session
    session[FORCED] = True
    session.save()

    assert 'id="load"' not in today(aigul)
