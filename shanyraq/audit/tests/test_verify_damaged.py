"""A record that somebody or something damaged, down to one bit: it is named, and verifying never breaks over it."""

import random
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from shanyraq.audit.actions import recorded
from shanyraq.audit.models import Entry, Head
from shanyraq.audit.queries.verifying import verify

pytestmark = pytest.mark.django_db
IS_SQLITE = "sqlite3" in str(settings.DATABASES["default"]["ENGINE"])
COLUMNS = [field.column for field in Entry._meta.concrete_fields if not field.primary_key]
BLOB, BROKEN_TEXT = "X'00ff'", "CAST(X'c328' AS TEXT)"
# What a file can hold in spite of the types of its columns. PostgreSQL's types let only one such value in.
DAMAGE = (
    [(column, value) for column in COLUMNS if column != "seq" for value in (BLOB, BROKEN_TEXT)]
    + [("at", "'yesterday'"), ("at", "''"), ("at", "'2021-13-45 99:00:00'"), ("at", "12")]
    if IS_SQLITE
    else [("at", "'infinity'"), ("at", "'-infinity'")]
)


@dataclass
class Somebody:
    audit_id: str = "me"


@pytest.fixture
def record() -> None:
    for number in range(1, 6):
        with recorded(f"act.{number}", by=Somebody(), purpose="test") as act:
            act.about(f"p{number}")


def write(table: str, column: str, value: str, where: str) -> None:
    """Write past the program, as a damaged disk or somebody with the file in hand does."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = {value} WHERE {where}")


@pytest.mark.parametrize(("column", "value"), DAMAGE)
def test_a_row_with_a_column_that_cannot_be_read_is_named_with_the_column(
    record: None, column: str, value: str
) -> None:
    write("audit_entry", column, value, "seq = 3")

    assert (verify() or "").startswith(f"row 3 cannot be read: its column {column} ")


def test_what_is_wrong_before_a_row_that_cannot_be_read_is_told_first(record: None) -> None:
    write("audit_entry", "at", DAMAGE[-1][1], "seq = 4")
    Entry.objects.filter(seq=2).update(actor="another")

    assert (verify() or "").startswith("row 2 ")


def test_rows_are_named_beyond_the_first_thousands(record: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shanyraq.audit.queries.verifying.AT_ONCE", 2)
    write("audit_entry", "at", DAMAGE[-1][1], "seq = 5")

    assert (verify() or "").startswith("row 5 cannot be read")


@pytest.mark.parametrize(
    ("column", "value"),
    [("signature", "X'00ff'"), ("signature", BROKEN_TEXT), ("hash", "X'00ff'"), ("seq", "'five'")]
    if IS_SQLITE
    else [("seq", "7"), ("hash", "'x'")],
)
def test_a_head_that_cannot_be_read_is_named(record: None, column: str, value: str) -> None:
    write("audit_head", column, value, "id = 1")

    assert "head" in (verify() or "")


def test_a_signature_in_other_letters_is_not_the_one_that_was_written(record: None) -> None:
    Head.objects.update(signature=Head.objects.get().signature.upper())

    assert "bad signature" in (verify() or "")


if IS_SQLITE:  # a file keeps what is written into it; PostgreSQL's own types let none of this in

    def test_a_row_whose_number_is_no_number_is_named_by_its_key(record: None) -> None:
        key = Entry.objects.get(seq=3).pk
        write("audit_entry", "seq", "'three'", "seq = 3")

        assert verify() == f"the row with the key {key} cannot be read: its column seq holds no number"

    @pytest.mark.parametrize("separator", ["T", "0"])
    def test_a_time_written_in_another_form_is_noticed_though_it_says_the_same(
        record: None, separator: str
    ) -> None:
        write("audit_entry", "at", f"substr(at, 1, 10) || '{separator}' || substr(at, 12)", "seq = 3")

        assert (verify() or "").startswith("row 3 cannot be read: its column at ")

    def test_any_bit_turned_over_in_any_column_is_named(record: None) -> None:
        dice = random.Random(2021)
        for number in range(300):
            column, seq = COLUMNS[number % len(COLUMNS)], dice.randint(1, 5)
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT {column}, CAST({column} AS BLOB) FROM audit_entry WHERE seq = %s", [seq]
                )
                value, raw = cursor.fetchone()
                if raw == b"":
                    continue
                if column == "seq":
                    flipped, place = str(value ^ 1 << dice.randrange(60)), "%s"
                else:
                    at = dice.randrange(len(raw))
                    flipped = raw[:at] + bytes([raw[at] ^ 1 << dice.randrange(8)]) + raw[at + 1 :]
                    place = "CAST(%s AS TEXT)"
                try:
                    with transaction.atomic():
                        cursor.execute(
                            f"UPDATE audit_entry SET {column} = {place} WHERE seq = %s", [flipped, seq]
                        )
                        assert verify() is not None, (column, seq, raw, flipped)
                        transaction.set_rollback(True)
                except IntegrityError:
                    continue  # the table itself refuses it: such a number is there already
            assert verify() is None
