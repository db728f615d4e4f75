"""Whose meetings a colleague is told of."""

from __future__ import annotations

import pytest

from shanyraq.access.models import RoleGrant
from shanyraq.cases.models import Appointment
from shanyraq.cases.tests import factories as make
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.foundation.clock import real_now

pytestmark = pytest.mark.django_db


def test_whoever_holds_no_role_any_more_is_told_of_no_meeting_not_even_of_her_own(aigul: Worker) -> None:
    make.make_appointment(the_omarova_family(aigul.staff)[0], aigul.staff)
    assert Appointment.objects.visible_to(aigul.actor).exists()

    RoleGrant.objects.filter(staff=aigul.staff).update(ends_at=real_now())

    assert not Appointment.objects.visible_to(aigul.actor).exists()
