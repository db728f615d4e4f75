"""The key changes while the site works, breaks off, is restored from a copy, and a witness looks on."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.db.models import QuerySet

from shanyraq.audit.actions import epochs as acts
from shanyraq.audit.actions.epochs import follow_month, settle_key
from shanyraq.audit.actions.watching import Watch, watch
from shanyraq.audit.jobs import change_the_signing_key
from shanyraq.audit.models import Checkpoint, Head
from shanyraq.audit.queries import signing
from shanyraq.audit.queries.signing import epoch_pages
from shanyraq.audit.queries.verifying import examine
from shanyraq.audit.rules import checkpoints
from shanyraq.audit.rules.epochs import following
from shanyraq.audit.tests import damage
from shanyraq.audit.tests.damage import first
from shanyraq.audit.tests.epochs import both, rotate, two_epochs
from shanyraq.audit.tests.epochs import keys as keys
from shanyraq.audit.tests.test_checkpoint import act
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.keyfiles import MissingKey, key_file

pytestmark = pytest.mark.django_db


def test_a_process_that_knows_the_old_key_signs_with_the_new_one(keys: Path) -> None:
    act(2)
    held = signing._signing_keys[str(keys)]
    rotate()
    signing._signing_keys[str(keys)] = held  # another process, which has signed before

    act(2)

    assert both() == []


def test_broken_off_before_the_file_the_site_goes_on_and_the_old_key_goes_later(keys: Path) -> None:
    act(2)
    old = key_file(keys, "audit.key")
    with patch.object(acts, "replace_key_file", side_effect=OSError("no room")), pytest.raises(OSError):
        rotate()
    signing._signing_keys.clear()
    assert key_file(keys, "audit.key") == old

    act(2)

    assert both() == []
    assert settle_key() and not settle_key()
    assert key_file(keys, "audit.key") == following(old)


def test_the_key_that_was_carried_away_first_opens_a_record_of_any_epoch(keys: Path) -> None:
    act(1)
    carried = key_file(keys, "audit.key")
    rotate()
    rotate()
    (keys / "audit.key").write_bytes(carried)
    (keys / "audit.public").unlink()
    signing._signing_keys.clear()

    act(1)

    assert both() == []


def test_a_key_of_a_later_epoch_signs_nothing_of_an_older_record(keys: Path) -> None:
    act(1)
    rotate()
    (keys / "audit.key").write_bytes(following(key_file(keys, "audit.key")))
    (keys / "audit.key").write_bytes(following(key_file(keys, "audit.key")))
    signing._signing_keys.clear()

    with pytest.raises(MissingKey):
        act(1)


def test_without_the_first_public_key_nothing_is_held_to_be_checked(keys: Path) -> None:
    act(1)
    rotate()
    (keys / "audit.public").unlink()

    with pytest.raises(MissingKey, match=r"audit\.public"):
        examine()


def test_the_page_that_ends_an_epoch_outlives_the_day_and_is_told_to_the_witness(
    settings, tmp_path: Path
) -> None:
    settings.WITNESS = tmp_path / "witness.txt"
    act(2)
    watch(at=real_now())
    rotate()
    act(2)
    watch(at=real_now())
    act(1)
    watch(at=real_now() + timedelta(seconds=1))

    with settings.WITNESS.open(encoding="utf-8") as file:
        told = list(checkpoints.pages_of(file))
    assert [checkpoints._parsed(page)[0].size for page in told] == [2, 2, 5, 6]
    assert len(epoch_pages()) == 1 and both(told) == []
    Checkpoint.objects.all().delete()
    assert both(told) == []


def test_a_head_that_names_another_epoch_is_told() -> None:
    two_epochs()
    Head.objects.update(epoch=1)

    assert [kind for kind, *_ in first()] == ["bad signature"]


def test_since_a_day_is_checked_from_the_key_of_that_day() -> None:
    damage.make_world()
    rotate()

    assert examine(since=(damage.FIRST_DAY + timedelta(days=40)).date()).faults == []


def test_once_begun_with_another_key_follows_when_the_month_is_over(keys: Path) -> None:
    act(2)
    later = real_now() + timedelta(days=32)
    assert follow_month(by=Watch(), at=later) is None  # nobody was told yet what has to be carried away
    rotate()
    old = key_file(keys, "audit.key")

    assert follow_month(by=Watch(), at=real_now()) is None
    change_the_signing_key(later)
    act(2)

    assert Head.objects.get().epoch == 2 and key_file(keys, "audit.key") == following(old)
    assert follow_month(by=Watch(), at=later) is None
    assert both() == []


def test_an_epoch_that_follows_takes_the_place_of_no_checkpoint(keys: Path) -> None:
    act(2)
    rotate()
    act(2)
    watch(at=real_now())
    refused = patch.object(QuerySet, "delete", side_effect=OperationalError("permission denied"))

    with refused, patch("shanyraq.audit.actions.checkpoints._may_delete", return_value=False):  # behind walls
        assert follow_month(by=Watch(), at=real_now() + timedelta(days=32)) == 2

    assert both() == []
