"""B19: whoever owns the database but not the signing key writes the record anew, every hash fitting. It is found.

With a checkpoint that a witness kept, and without one as well: the signed head does not fit. Whoever has the key too is
found by the witness's checkpoint alone.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shanyraq.audit import rules
from shanyraq.audit.models import Checkpoint, Entry, Head
from shanyraq.audit.rules import checkpoints
from shanyraq.audit.rules.tree import grown, leaf, root_of
from shanyraq.audit.tests import damage
from shanyraq.audit.tests.damage import World, compute_anew, first, second, sign_head, undone
from shanyraq.cli.main import main
from shanyraq.foundation.installation import install

pytestmark = pytest.mark.django_db
STRANGER = Ed25519PrivateKey.generate()


@pytest.fixture
def world() -> World:
    return damage.make_world()


def forge(since: int, *, key: Ed25519PrivateKey | None) -> None:
    """The whole record from one row on anew, with the head and the checkpoints signed by a key of one's own."""
    compute_anew(since)
    if key is None:
        return
    hashes = list(Entry.objects.order_by("seq").values_list("hash", flat=True))
    signature = key.sign(rules.head_message(len(hashes), hashes[-1])).hex()
    Head.objects.update(seq=len(hashes), hash=hashes[-1], signature=signature)
    for row in Checkpoint.objects.all():
        root = root_of(grown((), 0, map(leaf, hashes[: row.size]))[0])
        page = checkpoints.Checkpoint("me", row.size, root, hashes[row.size - 1], rules.instant(row.at))
        Checkpoint.objects.filter(pk=row.pk).update(page=checkpoints.signed(page, key))


@pytest.mark.parametrize("key", [None, STRANGER])
def test_a_record_written_anew_without_the_key_is_found_wherever_it_begins(
    world: World, key: Ed25519PrivateKey | None
) -> None:
    for since in range(1, world.size + 1):
        with undone():
            forge(since, key=key)
            for pages in ([], world.kept):
                assert first(pages) == second(pages) != [], since


def test_without_the_key_no_checkpoints_can_be_taken_away_to_hide_it(world: World) -> None:
    compute_anew(1)
    Checkpoint.objects.all().delete()

    assert first() == second() == [("forked", 24, 24)]
    assert first(world.kept) == second(world.kept) == [("forked", 1, 5), ("forked", 24, 24)]


def test_with_the_key_too_it_is_found_by_what_the_witness_kept(
    world: World, settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install(fixed_day=settings.DEMO_DAY, at=damage.FIRST_DAY)
    (tmp_path / "witness.txt").write_text("\n".join(world.kept), encoding="utf-8")
    compute_anew(3)
    sign_head(world.size)
    Checkpoint.objects.all().delete()
    assert (
        main(["audit", "verify"]) == 0
    )  # the honest limit: without a witness the key's thief writes history
    capsys.readouterr()

    assert main(["audit", "verify", "--checkpoint", str(tmp_path / "witness.txt")]) == 1

    assert "  forked  " in capsys.readouterr().out
    assert first(world.kept) == second(world.kept) == [("forked", 1, 5)]
