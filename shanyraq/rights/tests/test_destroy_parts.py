"""Destroying what is held closest, of everybody: by two custodians, whatever else keeps it, and the files go on."""

from __future__ import annotations

import pytest

from shanyraq.access.queries import computing
from shanyraq.audit.models import Entry
from shanyraq.cases.models import Case, Evidence, Export, Note
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_export, make_note
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.models import DataKey, WrappingKey
from shanyraq.rights.actions.destroying import destroy_parts
from shanyraq.rights.tests.erasing import filled
from shanyraq.rights.tests.factories import make_legal_hold
from shanyraq.vault.actions.custodians import CannotRelock, Present
from shanyraq.vault.actions.keys import WrongWords
from shanyraq.vault.models import Item
from shanyraq.vault.tests.factories import keeps, make_item, passphrase

PARTS = ("C2", "C3", "C4", "C4n", "C5")


@pytest.fixture
def present(aida: Worker, berik: Worker) -> tuple[Present, Present]:
    """Two custodians, each with her own words."""
    first, second = keeps(aida, berik)
    return Present(first.pk, passphrase(aida)), Present(second.pk, passphrase(berik))


def left_in(*parts: str) -> int:
    """Rows of these parts, of anybody, and their keys."""
    with computing("test"):
        rows = sum(table.objects.filter(compartment__in=parts).count() for table in (Note, Evidence))
        keys = sum(table.objects.filter(compartment__in=parts).count() for table in (DataKey, WrappingKey))
        return rows + keys + (Item.objects.count() if "C2" in parts else 0)


def test_two_custodians_destroy_the_closest_parts_of_everybody_and_help_goes_on(
    mother: Case, aigul: Worker, auditor: Worker, present: tuple[Present, Present]
) -> None:
    filled(mother, aigul)
    make_item(mother.person_id)
    make_export(aigul.staff, content={"rows": [["Maryam"]]})
    make_legal_hold(mother, auditor.staff, parts=["C3"])
    assert left_in(*PARTS) > 10

    done = destroy_parts(parts=PARTS, present=present, at=real_now())

    assert done.keys > 5 and done.rows > 5
    assert left_in(*PARTS) == 0
    assert left_in("C7") > 0
    with computing("test"):
        assert not Export.objects.filter(content__isnull=False).exists()
    row = Entry.objects.get(action="keys.destroy")
    assert row.actor == "system" and all(f"part:{part}" in row.objects_json for part in PARTS)
    assert aigul.client.get(f"/people/{mother.person_id}/").status_code == 200
    make_note(case=mother, compartment="C3")  # what is written from here on has keys of its own
    assert left_in("C3") > 0


def test_only_the_parts_that_are_named_go(
    mother: Case, aigul: Worker, present: tuple[Present, Present]
) -> None:
    filled(mother, aigul)
    make_item(mother.person_id)

    destroy_parts(parts=["C5"], present=present, at=real_now())

    assert left_in("C5") == 0 and left_in("C3") > 0 and left_in("C2") > 0


def test_one_custodian_alone_destroys_nothing(
    mother: Case, aigul: Worker, aida: Worker, present: tuple[Present, Present]
) -> None:
    filled(mother, aigul)
    before = left_in(*PARTS)

    with pytest.raises(CannotRelock):
        destroy_parts(parts=PARTS, present=(present[0], present[0]), at=real_now())
    with pytest.raises(WrongWords):
        one_in_two = (present[0], Present(present[1].custodian_id, passphrase(aida)))
        destroy_parts(parts=PARTS, present=one_in_two, at=real_now())

    assert left_in(*PARTS) == before
