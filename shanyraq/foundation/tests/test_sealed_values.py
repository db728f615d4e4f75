"""What a sealed column does with a value on its way in and out, whatever seals it: a table made up for it."""

from typing import Any
from uuid import UUID

import pytest
from django.apps.registry import Apps
from django.core.exceptions import FieldError
from django.db import models

from shanyraq.foundation import keyring
from shanyraq.foundation.encrypted import EncryptedJSON, EncryptedText, SealedAttribute

SOMEBODY = UUID(int=1)
MADE_UP = Apps()


class Letter(models.Model):
    person_id = models.UUIDField(default=SOMEBODY)
    compartment = models.CharField(default="C3")
    text = EncryptedText(sealed_in=".compartment")
    facts = EncryptedJSON(sealed_in="C6")

    class Meta:
        app_label, apps = "sealed", MADE_UP


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the keyring was asked to seal and to open; it puts two signs before what it is given."""
    heard: list[Any] = []

    def seal(plain: bytes, *, subject: UUID, compartment: str, context: str) -> bytes:
        heard.append((subject, compartment, context))
        return b"s:" + plain

    def unseal(sealed: bytes, *, context: str) -> bytes:
        heard.append(context)
        return sealed.removeprefix(b"s:")

    monkeypatch.setattr(keyring, "seal", seal)
    monkeypatch.setattr(keyring, "unseal", unseal)
    return heard


def saved(row: Letter, name: str) -> Any:
    field: Any = Letter._meta.get_field(name)
    return field.pre_save(row, add=True)


def test_a_value_is_sealed_for_its_person_in_its_part_and_at_its_place(asked: list[Any]) -> None:
    row = Letter(pk=7, text="Ұзақ", facts={"b": "ә", "a": 1}, compartment="C4")

    assert saved(row, "text") == b"s:" + "Ұзақ".encode()
    assert saved(row, "facts") == b's:{"a":1,"b":"\xd3\x99"}'
    assert asked == [(SOMEBODY, "C4", "sealed.Letter|7|text"), (SOMEBODY, "C6", "sealed.Letter|7|facts")]


@pytest.mark.parametrize(("text", "facts"), [("", {}), (None, None)])
def test_nothing_is_no_value_and_is_not_sealed(text: Any, facts: Any, asked: list[Any]) -> None:
    row = Letter(text=text, facts=facts)

    assert saved(row, "text") is None and saved(row, "facts") is None
    assert not asked and row.text == "" and row.facts == {}


def test_a_value_that_waits_to_be_sealed_and_is_none_is_left_out() -> None:
    field: Any = Letter._meta.get_field("text")
    row = Letter(text="x")
    row.__dict__["text"].value = None

    assert field.pre_save(row, add=True) is None


def test_a_column_is_opened_once_and_saved_as_it_was_until_then(asked: list[Any]) -> None:
    row = Letter(pk=7, text=b"s:words", facts=memoryview(b's:{"a": 1}'))

    assert saved(row, "text") == b"s:words" and not asked
    assert (row.text, row.text, row.facts) == ("words", "words", {"a": 1})
    assert asked == ["sealed.Letter|7|text", "sealed.Letter|7|facts"]


def test_a_row_that_says_nothing_of_it_holds_nothing() -> None:
    assert Letter().__dict__["text"] is None
    made, told = EncryptedText(sealed_in="C1"), EncryptedText("words", sealed_in="C1", null=False)
    assert made.null and made.default is None
    assert not told.null and told.verbose_name == "words"


def test_what_is_sealed_is_asked_only_whether_it_is_there() -> None:
    field: Any = Letter._meta.get_field("text")

    assert field.get_lookup("isnull")
    for name in ("exact", "contains", "in"):
        with pytest.raises(FieldError, match="sealed"):
            field.get_lookup(name)


def test_a_table_knows_its_sealed_columns_and_a_migration_how_they_are_sealed() -> None:
    assert isinstance(Letter.text, SealedAttribute)
    kept = Letter._meta.get_field("text").deconstruct()[3]
    assert (kept["subject"], kept["sealed_in"]) == ("person_id", ".compartment")
