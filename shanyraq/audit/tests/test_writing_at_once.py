"""Several writers at once leave one unbroken chain."""

import threading
import uuid
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shanyraq.audit.actions import recorded
from shanyraq.audit.models import About, Entry
from shanyraq.audit.queries.verifying import verify

WRITERS, ACTS = (16 if connection.vendor == "postgresql" else 8), 5


@dataclass
class Somebody:
    audit_id: str = "me"


@pytest.mark.django_db
def test_whoever_acts_next_waits_for_one_question_to_the_database() -> None:
    with recorded("first", by=Somebody()):
        pass

    with CaptureQueriesContext(connection) as asked, recorded("case.read", by=Somebody()) as act:
        act.about(uuid.UUID(int=1), uuid.UUID(int=2))

    statements = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
    lock = next(number for number, sql in enumerate(statements) if "audit_head" in sql)
    waited_for = statements[lock + 1 :]
    assert len(waited_for) == (1 if connection.vendor == "postgresql" else 3), waited_for
    assert About.objects.filter(entry__action="case.read").count() == 2
    assert verify() is None


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_acts_of_several_writers_stand_in_one_chain() -> None:
    with recorded("first", by=Somebody()):
        pass
    faults: list[Exception] = []
    threads = [threading.Thread(target=write, args=(number, faults)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not faults
    assert Entry.objects.count() == 1 + WRITERS * ACTS
    assert verify() is None


def write(number: int, faults: list[Exception]) -> None:
    try:
        for act in range(ACTS):
            with recorded(f"act.{number}.{act}", by=Somebody()):
                pass
    except Exception as fault:
        faults.append(fault)
    finally:
        connection.close()
