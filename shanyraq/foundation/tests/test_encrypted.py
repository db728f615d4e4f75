"""Columns of sealed bytes: read as words, saved as bytes, never searched."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models
from django.test.utils import isolate_apps

from shanyraq.foundation import keyring
from shanyraq.foundation.encrypted import EncryptedJSON, EncryptedText
from shanyraq.foundation.keyring import CannotOpen

SOMEBODY = uuid.UUID(int=1)


@pytest.fixture
def letters(transactional_db: None) -> Iterator[Any]:
    """A table of its own with sealed columns, for as long as a test."""
    with isolate_apps("shanyraq.foundation"):

        class Letter(models.Model):
            id = models.UUIDField(primary_key=True, default=uuid.uuid4)
            person_id = models.UUIDField(default=SOMEBODY)
            compartment = models.CharField(max_length=4, default="C3")
            text = EncryptedText(sealed_in=".compartment")
            facts = EncryptedJSON(sealed_in="C6")

            class Meta:
                app_label = "foundation"

        with connection.schema_editor() as editor:
            editor.create_model(Letter)
        yield Letter
        with connection.schema_editor() as editor:
            editor.delete_model(Letter)
    keyring.forget()


def columns(letters: Any) -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT text, facts FROM {letters._meta.db_table}")
        return [bytes(value) for row in cursor.fetchall() for value in row if value is not None]


def test_a_saved_text_is_read_as_words_and_kept_as_bytes(letters: Any) -> None:
    made = letters.objects.create(text="Сүйікті ойыншығы – тиін", facts={"minutes": 40})

    again = letters.objects.get(pk=made.pk)

    assert again.text == "Сүйікті ойыншығы – тиін"
    assert again.facts == {"minutes": 40}
    assert not any("тиін".encode() in one or b"minutes" in one for one in columns(letters))


def test_rows_created_in_bulk_are_sealed_too(letters: Any) -> None:
    letters.objects.bulk_create([letters(text=f"letter {n}", facts={"n": n}) for n in range(3)])

    assert sorted(row.text for row in letters.objects.all()) == ["letter 0", "letter 1", "letter 2"]
    assert not any(b"letter" in one for one in columns(letters))


def test_a_changed_text_is_sealed_anew_at_the_next_save(letters: Any) -> None:
    made = letters.objects.create(text="before")
    first = columns(letters)

    made.text = "after"
    made.save()

    assert letters.objects.get(pk=made.pk).text == "after"
    assert columns(letters) != first


def test_saving_a_row_that_was_only_read_keeps_its_words(letters: Any) -> None:
    letters.objects.create(text="words", facts={"a": 1})

    row = letters.objects.get()
    assert row.text
    row.save()

    assert letters.objects.get().text == "words"


def test_nothing_to_say_leaves_the_column_empty(letters: Any) -> None:
    letters.objects.create()

    assert columns(letters) == []
    assert (letters.objects.get().text, letters.objects.get().facts) == ("", {})
    assert letters.objects.filter(text__isnull=True).count() == 1


def test_a_sealed_column_cannot_be_searched(letters: Any) -> None:
    for lookup in ("text", "text__exact", "text__contains", "text__in", "text__gt", "facts"):
        with pytest.raises(FieldError):
            letters.objects.filter(**{lookup: ["x"] if lookup.endswith("in") else "x"}).count()


def test_a_column_copied_from_another_row_does_not_open(letters: Any) -> None:
    hers, other = letters.objects.create(text="hers"), letters.objects.create(text="another's")
    with connection.cursor() as cursor:
        table = letters._meta.db_table
        cursor.execute(f"SELECT text FROM {table} WHERE id = %s", [adapted(hers.pk)])
        stolen = cursor.fetchone()[0]
        cursor.execute(f"UPDATE {table} SET text = %s WHERE id = %s", [stolen, adapted(other.pk)])

    with pytest.raises(CannotOpen):
        _ = letters.objects.get(pk=other.pk).text


def test_a_printed_row_tells_nothing(letters: Any) -> None:
    assert "secret" not in repr(letters(text="secret"))


def adapted(key: uuid.UUID) -> Any:
    return key if connection.vendor == "postgresql" else key.hex
