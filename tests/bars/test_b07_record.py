"""B07, the record: behind walls the site adds to it and takes nothing out, and its reader carries it away."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, connection, transaction

from shanyraq.access.actions.walls import raise_walls
from shanyraq.access.queries import walls
from shanyraq.access.queries.walls.statements import APP, AUDIT_READER
from shanyraq.audit.actions import recorded
from shanyraq.audit.actions.checkpoints import sign_checkpoint
from shanyraq.audit.models import Checkpoint
from shanyraq.audit.tests.somebody import Somebody
from shanyraq.foundation.clock import real_now

pytestmark = [pytest.mark.django_db, pytest.mark.only_on("postgresql")]


@pytest.fixture
def walled() -> None:
    """Walls, which go with the test's own transaction."""
    with connection.cursor() as cursor:
        for name in walls.missing_roles():
            cursor.execute(f"CREATE ROLE {name}")
    raise_walls()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit_checkpoint",
        "UPDATE audit_checkpoint SET size = size",
        "DELETE FROM audit_head",
        "UPDATE audit_entry SET actor = actor",
    ],
)
def test_the_sites_role_takes_nothing_out_of_the_record(walled: None, statement: str) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {APP}")
        cursor.execute(statement)


def test_the_sites_role_signs_checkpoints_and_the_owner_thins_them(walled: None) -> None:
    def signed() -> int:
        with recorded("act", by=Somebody()):
            pass
        sign_checkpoint(at=real_now())
        return Checkpoint.objects.count()

    with transaction.atomic(), connection.cursor() as cursor:
        before = signed()
        cursor.execute(f"SET LOCAL ROLE {APP}")
        assert [signed(), signed()] == [before + 1, before + 2]
        cursor.execute("RESET ROLE")
        assert signed() == before  # as `shanyraq backup` does
        transaction.set_rollback(True)


def test_who_reads_the_record_takes_it_away_with_its_sequences(walled: None) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {AUDIT_READER}")
        for sequence in ("audit_entry_id_seq", "audit_about_id_seq", "audit_checkpoint_id_seq"):
            cursor.execute(f"SELECT last_value FROM {sequence}")
        transaction.set_rollback(True)
