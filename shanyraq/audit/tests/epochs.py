"""A record over several epochs, with key files of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from shanyraq.audit.actions.checkpoints import sign_checkpoint
from shanyraq.audit.actions.epochs import begin_epoch
from shanyraq.audit.models import Entry
from shanyraq.audit.queries import signing
from shanyraq.audit.queries.signing import epoch_pages
from shanyraq.audit.tests.damage import Told, first, second
from shanyraq.audit.tests.somebody import Somebody
from shanyraq.audit.tests.test_checkpoint import act
from shanyraq.foundation.clock import real_now


@pytest.fixture(autouse=True)
def keys(settings, tmp_path: Path) -> Iterator[Path]:
    """Key files of the test's own, as an installation of before has them."""
    shutil.copytree(settings.DATA / "keys", tmp_path / "keys")
    settings.DATA = tmp_path
    yield tmp_path / "keys"
    signing._signing_keys.pop(str(tmp_path / "keys"), None)


def rotate() -> int:
    return begin_epoch(by=Somebody(), at=real_now())


def two_epochs() -> list[str]:
    """Rows 1 to 5 of epoch 0, 6 to 11 of epoch 1, 12 to 14 of epoch 2: 6 and 12 say so. What a witness was told."""
    told = []
    for rows in (5, 5, 2):
        if Entry.objects.exists():
            rotate()
        act(rows)
        made = sign_checkpoint(at=real_now())
        assert made is not None
        told.append(made.page)
    return [*epoch_pages(), *told]


def both(pages: list[str] | None = None) -> Told:
    """What both verifiers say; they must not differ."""
    told = first(pages or [])
    assert second(pages or []) == told
    return told
