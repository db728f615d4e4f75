"""The key that signs the record changes, each vouched for by the one before: a stolen one signs nothing of the past."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shanyraq.audit import rules
from shanyraq.audit.actions.checkpoints import sign_checkpoint
from shanyraq.audit.models import Checkpoint, Entry, Head
from shanyraq.audit.queries import signing
from shanyraq.audit.queries.signing import epoch_pages, first_key
from shanyraq.audit.queries.verifying import examine
from shanyraq.audit.rules import checkpoints
from shanyraq.audit.rules.epochs import NoSuchEpoch, following, is_signed_since, public_of, seed_of
from shanyraq.audit.rules.tree import grown, leaf, root_of
from shanyraq.audit.tests.damage import compute_anew, undone
from shanyraq.audit.tests.epochs import both, rotate, two_epochs
from shanyraq.audit.tests.epochs import keys as keys
from shanyraq.audit.tests.test_checkpoint import act
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.keyfiles import key_file

pytestmark = pytest.mark.django_db


# --- the keys ---------------------------------------------------------------------------------------------------------


def test_each_key_follows_from_the_one_before_and_none_leads_back() -> None:
    seeds = [bytes(32)]
    for _ in range(3):
        seeds.append(following(seeds[-1]))

    assert len(set(seeds)) == 4
    assert seed_of(seeds[0], public_of(seeds[3])) == seeds[3]
    with pytest.raises(NoSuchEpoch):
        seed_of(seeds[3], public_of(seeds[0]))
    signature = Ed25519PrivateKey.from_private_bytes(seeds[2]).sign(b"a list")
    assert is_signed_since(seeds[0], signature, b"a list") and is_signed_since(seeds[2], signature, b"a list")
    assert not is_signed_since(seeds[3], signature, b"a list")


def test_a_record_of_one_key_verifies_as_before_and_begins_epoch_one_with_the_first_change(
    keys: Path,
) -> None:
    act(3)
    key, public = key_file(keys, "audit.key"), first_key().public_bytes_raw()
    assert both() == []

    assert rotate() == 1

    act(2)
    assert both() == []
    assert key_file(keys, "audit.key") == following(key) != key
    assert key_file(keys, "audit.public") == public == first_key().public_bytes_raw()
    assert Entry.objects.get(seq=4).action == "keys.record"
    assert sorted(path.name for path in keys.iterdir() if "audit" in path.name) == [
        "audit.key",
        "audit.public",
    ]


def test_several_epochs_verify_with_the_first_key_alone_and_against_a_witness() -> None:
    told = two_epochs()

    assert both() == both(told) == []
    assert examine([("kept", page) for page in told]).checkpoints >= 3


# --- the thief --------------------------------------------------------------------------------------------------------


def forge(since: int, thief: Ed25519PrivateKey, *, marks: str) -> None:
    """Rows written anew from a number on, and everything signed with the key of the last epoch that can be signed."""
    compute_anew(since)
    hashes = list(Entry.objects.order_by("seq").values_list("hash", flat=True))
    signature = thief.sign(rules.head_message(len(hashes), hashes[-1])).hex()
    Head.objects.update(hash=hashes[-1], signature=signature)
    for row in Checkpoint.objects.filter(size__gte=since):
        old = checkpoints._parsed(row.page)[0]
        if old.next and marks == "own epochs":
            continue
        if marks == "none":
            row.delete()
            continue
        root = root_of(grown((), 0, map(leaf, hashes[: row.size]))[0])
        page = checkpoints.Checkpoint(old.origin, row.size, root, hashes[row.size - 1], old.at, old.next)
        Checkpoint.objects.filter(pk=row.pk).update(page=checkpoints.signed(page, thief))


@pytest.mark.parametrize("marks", ["all", "none", "own epochs"])
def test_the_key_of_the_last_epoch_signs_no_rows_of_an_earlier_one(marks: str) -> None:
    two_epochs()
    thief = signing.signing_key()  # of epoch 2: audit.key as it lies there

    for since in range(1, 12):
        with undone():
            forge(since, thief, marks=marks)
            assert both() != [], since


def test_rows_of_an_earlier_epoch_written_anew_are_named(keys: Path) -> None:
    two_epochs()
    thief = signing.signing_key()

    with undone():
        forge(8, thief, marks="own epochs")
        assert ("forked", 6, 11) in both()
    with undone():
        forge(8, thief, marks="none")
        assert {kind for kind, *_ in both()} == {"bad signature"}
    assert both() == []


def test_the_limit_is_the_epoch_at_hand_and_there_a_witness_is_needed() -> None:
    told = two_epochs()

    forge(13, signing.signing_key(), marks="all")

    assert both() == []
    assert both(told) == [("forked", 12, 14)]


def test_an_epoch_of_a_strangers_own_is_found() -> None:
    act(5)
    stranger = bytes(31) + b"s"
    made = sign_checkpoint(at=real_now())
    assert made is not None
    old = checkpoints._parsed(made.page)[0]
    page = checkpoints.Checkpoint(old.origin, old.size, old.root, old.head, old.at, public_of(stranger))
    key = Ed25519PrivateKey.from_private_bytes(stranger)
    Checkpoint.objects.update(page=checkpoints.signed(page, key))
    act(1)
    head = Head.objects.get()
    Head.objects.update(epoch=1, signature=key.sign(rules.head_message(head.seq, head.hash)).hex())

    assert both() == [("bad signature", 0, 0), ("bad signature", 6, 6)]


def test_an_earlier_state_in_todays_place_is_still_named_as_what_it_is() -> None:
    act(5)
    head = Head.objects.values().get()
    rotate()
    act(3)
    made = sign_checkpoint(at=real_now())
    assert made is not None
    told = [*epoch_pages(), made.page]
    Entry.objects.filter(seq__gt=5).delete()
    Checkpoint.objects.all().delete()
    Head.objects.filter(pk=1).update(**head)

    assert both() == []
    assert both(told) == [("rolled back", 6, 9)]
