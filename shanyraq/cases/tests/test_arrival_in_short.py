"""Who knows of a file only in short opens the form in which she records, without the day and the way of arrival."""

import pytest

from shanyraq.cases.tests.cast import make_worker
from shanyraq.cases.tests.factories import make_arrival, make_assignment, make_case
from shanyraq.foundation.installation import install
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["justice_liaison", "livelihoods_adviser"])
def test_the_form_opens_to_who_reads_the_shell_in_short_and_tells_no_arrival(role: str) -> None:
    install(fixed_day=AT.date(), at=AT)
    case, worker = (
        make_case(arrival=make_arrival(operation="Zhusan 6")),
        make_worker("Timur", role, region="ALR"),
    )
    make_assignment(case, worker.staff)

    answer = worker.client.get(f"/people/{case.person_id}/record/")

    assert answer.status_code == 200
    assert "Zhusan" not in answer.content.decode()
