"""Regular work about accounts."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from shanyraq.access.jobs import forget_ended_sessions
from shanyraq.access.tests.factories import Worker
from shanyraq.foundation.clock import real_now


@pytest.mark.django_db
def test_sessions_whose_time_is_over_are_deleted_and_others_stay(admin: Worker) -> None:
    assert admin.client.get("/staff/").status_code == 200
    Session.objects.create(session_key="old", session_data="x", expire_date=real_now() - timedelta(days=1))

    forget_ended_sessions(real_now())

    assert not Session.objects.filter(session_key="old").exists()
    assert admin.client.get("/staff/").status_code == 200
