"""Several writers at once leave one unbroken chain."""

import threading
from dataclasses import dataclass

import pytest
from django.db import connection

from shanyraq.audit.actions import recorded
from shanyraq.audit.models import Entry
from shanyraq.audit.queries.verifying import verify

WRITERS, ACTS = (16 if connection.vendor == "postgresql" else 8), 5


@dataclass
class Somebody:
    audit_id: str = "me"


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
