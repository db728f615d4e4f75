"""No site starts with a key that somebody can guess."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from shanyraq.cli import keys
from shanyraq.cli.faults import CommandFault
from shanyraq.cli.main import main
from shanyraq.foundation.keyfiles import LENGTHS, length_of, make_key_file
from shanyraq.foundation.production import is_weak

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """Key files as an installation makes them."""
    settings.DATA, settings.KEY_AGENT = tmp_path, None
    for each in (*LENGTHS, "vault.public"):
        make_key_file(tmp_path / "keys", each)
    return tmp_path / "keys"


@pytest.mark.parametrize("name", [*LENGTHS, "site.key.before"])
def test_a_key_of_noughts_is_told_with_what_to_do(folder: Path, name: str) -> None:
    assert keys.guessable() == []

    (folder / name).write_bytes(bytes(length_of(name)))

    [told] = keys.guessable()
    assert f"{name} was not drawn by lot" in told
    assert "have another with `shanyraq keys r" in told


def test_no_installation_begins_with_a_key_of_noughts_and_one_that_stands_can_be_mended(folder: Path) -> None:
    (folder / "root.key").write_bytes(bytes(32))

    with pytest.raises(CommandFault, match=r"root\.key was not drawn by lot"):
        keys.require(is_installed=False)
    keys.require(is_installed=True)


def test_a_site_of_real_people_does_not_start_with_a_key_of_noughts(
    folder: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.MODE = "production"
    (folder / "root.key").write_bytes(bytes(32))

    assert main(["serve"]) == 1

    assert "root.key was not drawn by lot" in capsys.readouterr().err


def test_a_known_word_again_and_again_is_a_weak_key_of_a_site() -> None:
    assert is_weak((b"django-insecure-" * 3).hex())
    assert is_weak(bytes(range(48)).hex())
    assert not is_weak(Random(20210101).randbytes(48).hex())
