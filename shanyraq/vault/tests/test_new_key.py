"""Another recovery key: what three papers of before gave opens nothing any more, and custodians notice nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from shanyraq.access.queries import computing, system_actor
from shanyraq.audit.models import Entry
from shanyraq.vault.actions import new_key
from shanyraq.vault.actions.custodians import CannotRelock, Present
from shanyraq.vault.actions.keys import WrongWords
from shanyraq.vault.actions.new_key import make_key_anew
from shanyraq.vault.actions.recovery import CannotRecover, Locked, belongs_here
from shanyraq.vault.models import Custodian, Item
from shanyraq.vault.rules import boxes
from shanyraq.vault.tests.factories import AT, Worker, agrees, asks, keeps, make_item, passphrase, reads

pytestmark = pytest.mark.django_db
BY = system_actor("test")


@pytest.fixture(autouse=True)
def keys(settings: Any, tmp_path: Path) -> Path:
    """Key files of the test's own."""
    shutil.copytree(settings.DATA / "keys", tmp_path / "keys")
    settings.DATA = tmp_path
    return tmp_path / "keys"


def carried_off(keys: Path) -> bytes:
    """The private half, as three papers give it; on the machine it is no more."""
    key = (keys / "vault.private").read_bytes()
    (keys / "vault.private").unlink()
    return key


def here(*workers: Worker, words: str = "") -> tuple[Present, Present]:
    ids = {one.staff_id: one.pk for one in Custodian.objects.filter(until=None)}
    first, second = (Present(ids[one.staff.pk], words or passphrase(one)) for one in workers)
    return first, second


def locks(item: Item, box: bytes) -> None:
    with computing("test"):
        Item.objects.filter(pk=item.pk).update(box=box)


def opened_by(private: bytes) -> int:
    """How many things a recovery key opens."""
    count = 0
    with computing("test"):
        for item in Item.objects.all():
            try:
                boxes.key_recovered(bytes(item.box), item.pk, private)
                count += 1
            except boxes.DoesNotOpen:
                pass
    return count


def test_papers_of_before_open_nothing_and_custodians_everything(
    keys: Path, zhanna: Worker, aida: Worker, berik: Worker
) -> None:
    keeps(aida, berik)
    make_item(text="sealed before")
    old = carried_off(keys)
    assert opened_by(old) == 1

    assert make_key_anew(present=here(aida, berik), by=BY, at=AT) == Locked(1, 0)

    make_item(text="sealed since")
    new = (keys / "vault.private").read_bytes()
    assert (opened_by(old), opened_by(new)) == (0, 2)
    assert belongs_here(new) and not belongs_here(old)
    assert sorted(path.name for path in keys.glob("vault*")) == ["vault.private", "vault.public"]
    assert Entry.objects.filter(action="keys.vault", decision="ALLOWED").count() == 1
    asked = asks(zhanna)
    agrees(aida, asked)
    agrees(berik, asked)
    assert {one["text"] for one in reads(zhanna, asked)} == {"sealed before", "sealed since"}


def test_broken_off_it_goes_on_with_the_same_key(
    keys: Path, aida: Worker, berik: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeps(aida, berik)
    make_item()
    old = carried_off(keys)
    with monkeypatch.context() as broken:
        broken.setattr(new_key, "lock_anew", lambda **told: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            make_key_anew(present=here(aida, berik), by=BY, at=AT)
    made = (keys / "vault.private.next").read_bytes()
    assert belongs_here(made) and opened_by(old) == 1

    make_key_anew(present=here(aida, berik), by=BY, at=AT)

    assert (keys / "vault.private").read_bytes() == made
    assert (opened_by(old), opened_by(made)) == (0, 1)


def test_nothing_changes_without_the_words_of_both_or_where_the_papers_are_still_needed(
    keys: Path, zhanna: Worker, aida: Worker, berik: Worker
) -> None:
    keeps(aida, berik)
    item = make_item()
    old = carried_off(keys)

    with pytest.raises(WrongWords):
        make_key_anew(present=here(aida, berik, words="not my words at all"), by=BY, at=AT)
    box = bytes(item.box)
    locks(item, b"")
    with pytest.raises(CannotRecover):
        make_key_anew(present=here(aida, berik), by=BY, at=AT)
    locks(item, box)
    agrees(aida, asks(zhanna))
    with pytest.raises(CannotRelock):
        make_key_anew(present=here(aida, berik), by=BY, at=AT)

    assert belongs_here(old) and opened_by(old) == 1 and not list(keys.glob("*.next"))


def test_the_two_who_made_the_key_are_named_in_the_record(keys: Path, aida: Worker, berik: Worker) -> None:
    circle = keeps(aida, berik)
    carried_off(keys)

    make_key_anew(present=here(aida, berik), by=BY, at=AT)

    row = Entry.objects.get(action="keys.vault")
    assert set(json.loads(row.objects_json)) == {f"custodian:{one.pk}" for one in circle}


def test_the_new_key_is_on_the_disk_under_its_name_before_anybody_is_told(
    keys: Path, aida: Worker, berik: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[Path, list[str]]] = []
    monkeypatch.setattr(
        new_key,
        "sync_folder",
        lambda folder: synced.append((folder, sorted(one.name for one in folder.glob("vault*")))),
    )
    keeps(aida, berik)
    carried_off(keys)

    make_key_anew(present=here(aida, berik), by=BY, at=AT)

    assert synced == [(keys, ["vault.private", "vault.public"])]
