"""Of every field about people somebody has said what becomes of it."""

from __future__ import annotations

from shanyraq.access.rules import PERSONAL
from shanyraq.foundation import erasing
from shanyraq.foundation.erasing import Eraser


def test_of_every_field_about_people_it_is_said_what_becomes_of_it() -> None:
    missing = erasing.unaccounted((*PERSONAL, "C4n"))

    assert not missing, (
        "say it in the room's actions/erasing.py: the row goes, the field is blanked, or it stays because …"
    )


def test_a_field_of_which_nothing_is_said_is_found() -> None:
    kept = dict(erasing._erasers)
    try:
        erasing._erasers.pop("people.PersonName")
        before = kept["people.Person"]
        blanks = {name: value for name, value in before.blanks.items() if name != "birth_date"}
        erasing.register_erasers(
            Eraser("people.Person", before.people, before.part, blanks=blanks, stays=before.stays)
        )

        missing = erasing.unaccounted(PERSONAL)
    finally:
        erasing._erasers.clear()
        erasing._erasers.update(kept)

    assert {"people.PersonName.text", "people.Person.birth_date"} <= set(missing)


def test_what_stays_says_why_and_what_is_named_exists() -> None:
    for eraser in erasing.erasers():
        fields = {one.name for one in eraser.model._meta.local_fields}
        named = {*eraser.blanks, *eraser.stays}
        assert named <= fields, f"{eraser.table}: {named - fields}"
        assert all(len(why) > 10 for why in eraser.stays.values())
