"""Reading with a veil: what becomes of each kind of value, row and column, in tables that are made up for it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps.registry import Apps
from django.db import models
from django.db.models import Max, Value
from django.db.models.functions import Lower

from shanyraq.access.queries.veils import COVER, cover, is_veiled, masked, veiled
from shanyraq.access.rules import Actor
from shanyraq.foundation.declared import declared
from shanyraq.foundation.encrypted import EncryptedJSON, EncryptedText

MADE_UP = Apps()
OFFICER = Actor(None, None, rights={"C7": "R"})
NOON, DAY = datetime(2021, 3, 4, 12, tzinfo=UTC), date(1990, 5, 6)


class Sheet(models.Model):
    other = declared(models.ForeignKey("self", models.CASCADE, null=True), "C1", "hide", "case")
    compartment = declared(models.CharField(), "C0", "show", "case")
    name = declared(models.CharField(), "C1", "initials", "case")
    story = declared(models.CharField(), "C1", "hide", "case")
    read = declared(models.CharField(choices=[("r", "R"), ("q", "Q")]), "C7", "hide", "case")
    told = declared(models.CharField(), "C7", "hide", "case")
    part = declared(models.CharField(), "ROW", "hide", "case")
    state = declared(models.CharField(choices=[("d", "Done")]), "ROW", "hide", "case")
    listed = declared(models.JSONField(null=True), "C7", "hide", "case")
    asked = declared(models.JSONField(null=True), "STAFF", "hide", "case")
    reason = declared(models.CharField(), "STAFF", "hide", "case")
    kept = declared(models.CharField(), "SYSTEM", "hide", "case")
    open_seal = declared(EncryptedText(sealed_in="C7"), "C7", "show", "case")
    sealed = declared(EncryptedText(sealed_in="C1"), "C1", "hide", "case")
    born = declared(models.DateField(null=True), "C1", "year", "case")
    times = declared(models.IntegerField(null=True), "C1", "hide", "case")
    words = declared(models.JSONField(null=True), "C1", "hide", "case")
    bare = models.CharField()

    class Meta:
        app_label, apps = "veiled", MADE_UP


class Cover(models.Model):
    of = declared(models.OneToOneField(Sheet, models.CASCADE, primary_key=True), "C1", "hide", "case")

    class Meta:
        app_label, apps = "veiled", MADE_UP


class Page(models.Model):
    story = declared(models.CharField(), "C1", "hide", "case")

    class Meta:
        app_label, apps = "veiled", MADE_UP


def sheet(**more: Any) -> Sheet:
    return Sheet(
        **{"name": "Aigul Omarova", "story": "s", "read": "r", "part": "p", "state": "d", "bare": "b", **more}
    )


def covered(found: list[Any], rows: Any = None) -> list[Any]:
    with veiled(OFFICER):
        cover(models.QuerySet(Sheet) if rows is None else rows, found)
    return found


# --- one value --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "mask", "left"),
    [
        (models.CharField(), "Aigul", "show", "Aigul"),
        (models.CharField(), "Aigul", "hide", COVER),
        (models.CharField(), "", "hide", ""),
        (models.CharField(), None, "hide", None),
        (models.CharField(), "Aigul Omarova", "initials", "A. O."),
        (models.CharField(), "Aigul 3 Omarova", "initials", "A. O."),
        (models.CharField(), "Omarova / Омарова", "initials", "O. / О."),
        (models.CharField(), "34", "initials", COVER),
        (models.CharField(choices=[("a", "A")]), "a", "hide", ""),
        (models.CharField(primary_key=True), "key", "hide", "key"),
        (models.ForeignKey(Sheet, models.CASCADE), "key", "hide", "key"),
        (models.DateTimeField(), NOON, "hide", NOON),
        (models.DateField(), DAY, "hide", date(1990, 1, 1)),
        (models.JSONField(), ["a"], "hide", []),
        (models.JSONField(), {"a": 1}, "hide", {}),
        (models.BinaryField(), b"a", "hide", b""),
        (models.BooleanField(), True, "hide", True),
        (models.IntegerField(), 7, "hide", 7),
        (EncryptedText(sealed_in="C1"), b"x", "hide", COVER),
        (EncryptedText(sealed_in="C1"), b"x", "show", COVER),
        (EncryptedJSON(sealed_in="C1"), b"x", "hide", {}),
    ],
)
def test_a_value_is_left_as_its_mask_says(field: Any, value: Any, mask: str, left: Any) -> None:
    assert masked(field, value, mask) == left


# --- rows -------------------------------------------------------------------------------------------------------------


def test_without_a_veil_nothing_is_covered() -> None:
    one = sheet()
    assert not is_veiled()

    cover(models.QuerySet(Sheet), [one])

    assert one.story == "s"
    with veiled(OFFICER):
        assert is_veiled()
    assert not is_veiled()


def test_of_a_row_she_sees_what_she_reads_and_masks_of_everything_else() -> None:
    (one,) = covered([sheet(compartment="C1")])

    assert (one.name, one.story, one.read, one.part, one.bare) == ("A. O.", COVER, "r", COVER, "b")


def test_a_row_of_a_part_that_she_reads_says_how_it_stands_and_no_word_of_it() -> None:
    one, other = covered([sheet(compartment="C7"), sheet(compartment="C1")])

    assert (one.state, one.part) == ("d", COVER)
    assert (other.state, other.part) == ("", COVER)


def test_words_and_seals_of_a_part_that_she_reads_are_covered_too() -> None:
    (one,) = covered([sheet(told="t", open_seal=b"cannot be opened")])

    assert (one.read, one.told, one.open_seal) == ("r", COVER, COVER)


def test_what_colleagues_ask_for_stays_without_the_words_of_its_reason() -> None:
    (one,) = covered([sheet(asked={"things": 1}, reason="w", listed=["n"])])

    assert (one.asked, one.reason, one.listed) == ({"things": 1}, COVER, [])


def test_what_the_program_keeps_for_itself_stays() -> None:
    (one,) = covered([sheet(kept="k")])

    assert one.kept == "k"


def test_what_is_sealed_is_covered_without_being_opened_and_nothing_stays_nothing() -> None:
    one, other, third = covered([sheet(sealed=b"cannot be opened"), sheet(), sheet(sealed=b"")])

    assert one.sealed == COVER
    assert other.__dict__["sealed"] is None and third.__dict__["sealed"] is None


def test_a_number_stays_what_it_is_though_it_is_none() -> None:
    (one,) = covered([sheet(times=0)])

    assert one.times == 0


def test_a_row_with_what_was_worked_out_of_a_part_that_only_rows_name_is_not_left_out() -> None:
    (one,) = covered([sheet()], models.QuerySet(Sheet).annotate(Max("other__part")))

    assert one.story == COVER


def test_a_field_that_was_not_read_is_left_unread() -> None:
    one = sheet()
    del one.__dict__["story"]

    covered([one])

    assert "story" not in one.__dict__


def test_a_row_that_a_row_holds_is_covered_with_it() -> None:
    other = sheet(pk=2)
    one = sheet(other=other)
    one._state.fields_cache["nothing"] = None

    covered([one])

    assert other.story == COVER


def test_two_rows_that_hold_each_other_are_covered_once() -> None:
    one, other = sheet(pk=1), sheet(pk=2)
    one.other, other.other = other, one

    covered([one])

    assert (one.story, other.story) == (COVER, COVER)


# --- columns ----------------------------------------------------------------------------------------------------------


def rows() -> Any:
    return models.QuerySet(Sheet)


@pytest.mark.parametrize(
    ("asked", "found", "left"),
    [
        (rows().values("story", "read"), [{"story": "s", "read": "r"}], [{"story": COVER, "read": "r"}]),
        (rows().values_list("story", "read"), [("s", "r"), ("t", "q")], [(COVER, "r"), (COVER, "q")]),
        (rows().values_list("story", flat=True), ["s", "t"], [COVER, COVER]),
        (rows().values_list("read", flat=True), ["r"], ["r"]),
        (rows().values_list("told", "read"), [("t", "r")], [(COVER, "r")]),
        (rows().values_list("open_seal", flat=True), [b"x"], [COVER]),
        (rows().values_list("bare", "other__story", "pk"), [("b", "s", 1)], [("b", COVER, 1)]),
        (models.QuerySet(Cover).values_list("pk__story"), [("s",)], [(COVER,)]),
        (rows().values_list("born__month", "born"), [(5, DAY)], [(5, date(1990, 1, 1))]),
        (rows().values_list("words__of_hers"), [("s",)], [(COVER,)]),
        (rows().annotate(made=Value("m")).values_list("made", "story"), [("m", "s")], [("m", COVER)]),
        (rows().annotate(made=Lower("bare")).values("made"), [{"made": "m"}], [{"made": "m"}]),
        (rows().values("read", "part"), [{"read": "r", "part": "p"}], []),
        (rows().values_list("other__part", flat=True), ["p"], []),
        (rows().values("part"), [], []),
        (models.QuerySet(Cover).values_list(), [("key",)], [("key",)]),
        (models.QuerySet(Page).values_list(), [(1, "s")], [(1, COVER)]),
        (models.QuerySet(Page).annotate(made=Value("m")).values_list(), [(1, "s", "m")], [(1, COVER, "m")]),
    ],
)
def test_columns_by_themselves_are_covered_too(asked: Any, found: list[Any], left: list[Any]) -> None:
    assert covered(list(found), asked) == left  # a list of its own: it is covered in place
