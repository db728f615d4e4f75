"""B17: one bit is turned over, in any column of any row of the record, a thousand times. Each time it is found.

The row and its month are named, by both verifiers; and the command ends with 1.
"""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from shanyraq.audit.models import Entry
from shanyraq.audit.queries.verifying import examine
from shanyraq.audit.tests import damage
from shanyraq.audit.tests.damage import World, first, second, undone
from shanyraq.cli.main import main
from shanyraq.foundation.installation import install

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
COLUMNS = [str(field.column) for field in Entry._meta.concrete_fields if not field.primary_key]
NUMBERS = {"seq": 40, "version": 14}  # bits that such a column has, besides the sign
ON_SERVER = "postgresql"


@pytest.fixture
def world() -> World:
    return damage.make_world()


def turn_over(dice: random.Random, row: int, column: str) -> bool:
    """Turn one bit over. Whether the column held any, and the database took it."""
    there = Entry.objects.filter(seq=row)
    try:
        with transaction.atomic():
            if column in NUMBERS:
                number = there.values_list(column, flat=True).get()
                there.update(**{column: number ^ 1 << dice.randrange(NUMBERS[column])})
            elif column == "at" and connection.vendor == ON_SERVER:
                there.update(at=there.get().at + timedelta(microseconds=1 << dice.randrange(50)))
            else:
                return turn_over_text(dice, row, column)
    except DatabaseError:
        return False  # the table itself refuses it: it has such a number already, or holds no such letter
    return True


def turn_over_text(dice: random.Random, row: int, column: str) -> bool:
    with connection.cursor() as cursor:
        raw_of = (
            f"convert_to({column}, 'UTF8')" if connection.vendor == ON_SERVER else f"CAST({column} AS BLOB)"
        )
        cursor.execute(f"SELECT {raw_of} FROM audit_entry WHERE seq = %s", [row])
        raw = bytearray(cursor.fetchone()[0])
        if not raw:
            return False
        raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
        text = "convert_from(%s, 'UTF8')" if connection.vendor == ON_SERVER else "CAST(%s AS TEXT)"
        cursor.execute(f"UPDATE audit_entry SET {column} = {text} WHERE seq = %s", [bytes(raw), row])
    return True


def test_every_bit_that_was_turned_over_is_found_and_its_row_named(world: World) -> None:
    dice, turned, missed = random.Random(2021), 0, list[str]()

    while turned < max(damage.EXAMPLES, 100):
        row, column = dice.randint(1, world.size), COLUMNS[dice.randrange(len(COLUMNS))]
        shard = Entry.objects.get(seq=row).shard
        with undone():
            if not turn_over(dice, row, column):
                continue
            turned += 1
            told, words = first(), " ".join(fault.words for fault in examine().faults)
            if not any(begin <= row <= end for _, begin, end in told) or f"row {row} " not in words:
                missed.append(f"{column} of row {row}: {told}")
            elif (
                column not in {"shard", "seq"} and "cannot be read" not in words and f"({shard})" not in words
            ):
                missed.append(f"{column} of row {row}: the month {shard} is not named")
            elif second() != told:
                missed.append(f"{column} of row {row}: the second says {second()} and not {told}")

    assert missed == []
    assert first() == second() == []


def test_the_command_ends_with_one_and_names_the_row(
    world: World, settings, capsys: pytest.CaptureFixture[str]
) -> None:
    install(fixed_day=settings.DEMO_DAY, at=damage.FIRST_DAY)
    assert main(["audit", "verify"]) == 0
    assert turn_over(random.Random(7), 9, "actor")
    capsys.readouterr()

    assert main(["audit", "verify"]) == 1

    assert "row 9 (2021-02) was altered" in capsys.readouterr().out
