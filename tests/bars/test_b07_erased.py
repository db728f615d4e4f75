"""B07: of a whole file that is gone the walls show who asked or agreed that it was erased, and nobody besides."""

from __future__ import annotations

import pytest
from django.db import connection

from shanyraq.access.actions.walls import raise_walls
from shanyraq.access.queries import walls
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.rights.models import DataRequest, Erasure
from shanyraq.rights.tests.conftest import mother as mother
from shanyraq.rights.tests.erasing import erased
from shanyraq.rights.tests.factories import make_data_request
from tests.bars.both_sides import differences, through_the_wall

pytestmark = [pytest.mark.django_db, pytest.mark.only_on("postgresql")]


@pytest.fixture(autouse=True)
def raised(db: None) -> None:
    with connection.cursor() as cursor:
        for name in walls.missing_roles():
            cursor.execute(f"CREATE ROLE {name}")
    raise_walls()


def test_who_asked_or_agreed_sees_it_through_the_wall(
    mother: Case, aigul: Worker, daniyar: Worker, auditor: Worker
) -> None:
    made = make_data_request(mother, aigul.staff, kind="ERASE")
    done = erased(mother, aigul, daniyar, auditor, request_id=made.pk)

    other, tables = make_worker("Serik", "case_manager", region="ALR"), [Erasure, DataRequest]
    for worker, sees in ((aigul, True), (daniyar, True), (other, False)):
        assert differences(worker, tables) == {}
        assert through_the_wall(worker.staff.pk, worker.actor.role, tables) == {
            "rights.Erasure": {str(done.pk)} if sees else set(),
            "rights.DataRequest": {str(made.pk)} if sees else set(),
        }
