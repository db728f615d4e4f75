"""Backing up and restoring: what is refused, in one line with the remedy, and what the record is told."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pyrage
import pytest

from shanyraq.audit.models import Entry
from shanyraq.cli.backups import archive, manifest, sealed, tables, taking
from shanyraq.cli.backups.restoring import restore, try_out
from shanyraq.cli.faults import CommandFault
from shanyraq.cli.keeping import backup
from shanyraq.cli.tests.installations import (
    UPLOAD,
    Keys,
    Place,
    back_up,
    empty_database,
    make_keys,
    put_upload,
)
from shanyraq.cli.tests.test_lost_keys import new_installation
from shanyraq.foundation.clock import real_now

pytestmark = [pytest.mark.slow, pytest.mark.any_database]


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return make_keys(tmp_path_factory.mktemp("offline") / "keys")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with empty_database() as here:
        place = Place(tmp_path_factory.mktemp("installation") / "var", here)
        if here:
            place.must("migrate")
        else:
            shutil.copytree(new_installation(tmp_path_factory), place.data)
        put_upload(place, b"a scan")
        yield place


@pytest.fixture(scope="module")
def made(place: Place, keys: Keys, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return back_up(place, keys, tmp_path_factory.mktemp("backups"))


def test_a_file_with_a_private_key_is_refused_and_nothing_is_written(
    place: Place, keys: Keys, tmp_path: Path
) -> None:
    answer = place.run(f"backup --to {tmp_path} --for {keys.folder / 'a.pub'} {keys.private}")

    assert answer.returncode == 1
    assert f"{keys.private} holds a private key" in answer.stderr and "Carry it away" in answer.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("names", [("a.pub",), ("a.pub", "a.pub")])
def test_one_key_alone_is_not_enough(keys: Keys, names: tuple[str, ...]) -> None:
    with pytest.raises(CommandFault, match=r"1 public key was given and at least 2 are needed"):
        sealed.recipients(keys.folder / name for name in names)


def test_a_line_that_is_no_key_is_told(keys: Keys, tmp_path: Path) -> None:
    (tmp_path / "c.pub").write_text("age1nonsense\n")

    with pytest.raises(CommandFault, match="is no public key of age"):
        sealed.recipients([keys.folder / "a.pub", tmp_path / "c.pub"])


def test_a_backup_beside_what_it_saves_is_refused(place: Place, keys: Keys) -> None:
    answer = place.run(f"backup --to {place.data / 'uploads'} --for {keys.public}")

    assert answer.returncode == 1 and "name another folder" in answer.stderr


def test_a_link_among_the_files_is_told_instead_of_left_out(place: Place, keys: Keys, tmp_path: Path) -> None:
    link = place.data / "uploads" / "elsewhere"
    link.symlink_to(tmp_path)
    try:
        answer = place.run(f"backup --to {tmp_path} --for {keys.public}")
    finally:
        link.unlink()

    assert answer.returncode == 1 and f"{link} is a link" in answer.stderr
    assert not list(tmp_path.iterdir()) and not list(place.data.glob(".clear-*"))


def test_each_of_the_keys_opens_it_and_no_other(place: Place, keys: Keys, made: Path, tmp_path: Path) -> None:
    for name in ("a.key", "b.key"):
        sealed.unseal(made, tmp_path / name, sealed.identities(keys.folder / name))

    with pytest.raises(CommandFault, match="none of the keys opens"):
        sealed.unseal(made, tmp_path / "c.key", [pyrage.x25519.Identity.generate()])


def test_the_keys_of_the_installation_are_not_in_it(
    place: Place, keys: Keys, made: Path, tmp_path: Path
) -> None:
    sealed.unseal(made, tmp_path / "archive", sealed.identities(keys.private))
    content = (tmp_path / "archive").read_bytes()

    for key in (place.data / "keys").iterdir():
        if key.name != "vault.public":
            assert key.read_bytes() not in content, key.name
    found = archive.unpack(tmp_path / "archive", tmp_path, place.data / "keys")
    assert set(found.files) == {"database", f"files/{UPLOAD}"}


def test_a_folder_that_holds_something_is_never_restored_over(
    place: Place, keys: Keys, made: Path, tmp_path: Path
) -> None:
    (tmp_path / "something").touch()

    with pytest.raises(CommandFault, match="is not empty"):
        restore(made, keys.private, place.data / "keys", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["something"]


def test_without_the_keys_that_were_carried_away_it_says_which_are_missing(
    keys: Keys, made: Path, tmp_path: Path
) -> None:
    with pytest.raises(CommandFault, match=r"site\.key .*A backup holds no keys.*--keys"):
        restore(made, keys.private, tmp_path / "nowhere", tmp_path / "again")
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize(
    ("name", "words"),
    [("root.key", "is another key than"), ("audit.key", "was signed by another installation")],
)
def test_a_key_of_another_installation_is_told_before_anything_is_opened_with_it(
    place: Place, keys: Keys, made: Path, tmp_path: Path, name: str, words: str
) -> None:
    other = tmp_path / "keys"
    shutil.copytree(place.data / "keys", other)
    (other / name).write_bytes(os.urandom(32))

    with pytest.raises(CommandFault, match=words):
        try_out(made, keys.private, other, tmp_path)
    assert list(tmp_path.iterdir()) == [other]


def made_anew(made: Path, keys: Keys, place: Place, folder: Path, *, with_key: bool) -> Path:
    """What somebody can do who knows the public keys: open nothing, but write a backup of her own."""
    sealed.unseal(made, folder / "archive", sealed.identities(keys.private))
    (folder / "parts").mkdir()
    found = archive.unpack(folder / "archive", folder / "parts", place.data / "keys")
    text = found.as_bytes()
    (folder / "parts" / "files" / UPLOAD).write_bytes(b"forged")
    key = manifest.Ed25519PrivateKey.from_private_bytes((place.data / "keys" / "audit.key").read_bytes())
    if not with_key:
        key = manifest.Ed25519PrivateKey.generate()
    files = {name: folder / "parts" / name for name in found.files}
    archive.write(folder / "forged", text, manifest.sign(text, key), files)
    to = sealed.recipients([keys.folder / "a.pub", keys.folder / "b.pub"])
    sealed.seal(folder / "forged", folder / "forged.age", to)
    return folder / "forged.age"


@pytest.mark.parametrize(
    ("with_key", "words"),
    [
        (False, "its signature does not fit audit.key"),
        (True, rf"the file files/{UPLOAD} is damaged: its SHA-256"),
    ],
)
def test_a_backup_that_somebody_else_wrote_for_the_same_keys_is_refused(
    place: Place, keys: Keys, made: Path, tmp_path: Path, with_key: bool, words: str
) -> None:
    forged = made_anew(made, keys, place, tmp_path, with_key=with_key)

    with pytest.raises(CommandFault, match=words):
        restore(forged, keys.private, place.data / "keys", tmp_path / "again")
    assert not list((tmp_path / "again").iterdir())


def test_tables_that_came_back_otherwise_are_each_named() -> None:
    was = {"a": tables.table_of([b"1", b"2"]), "b": tables.table_of([b"1"]), "c": tables.table_of([])}
    now = {"a": tables.table_of([b"2", b"1"]), "b": tables.table_of([b"3"]), "d": tables.table_of([b"1"])}

    assert tables.differing(was, now) == [
        "the table b holds other rows than it held",
        "the table c is missing",
        "the table d was not in the backup",
    ]


@pytest.mark.only_on("postgresql")
def test_a_database_that_holds_something_is_never_restored_over(
    place: Place, keys: Keys, made: Path, tmp_path: Path
) -> None:
    answer = Place(tmp_path / "elsewhere", place.env).run(
        f"restore {made} --identity {keys.private} --keys {place.data / 'keys'} --into {tmp_path / 'again'}"
    )

    assert answer.returncode == 1 and "holds something" in answer.stderr
    assert not list((tmp_path / "again").iterdir())


@pytest.mark.only_on("postgresql")
def test_without_pg_dump_it_says_what_to_install(place: Place, keys: Keys, tmp_path: Path) -> None:
    answer = place.run(f"backup --to {tmp_path} --for {keys.public}", PATH="/nowhere")

    assert answer.returncode == 1
    assert "pg_dump is not on this machine: install" in answer.stderr and "postgresql-client" in answer.stderr


@pytest.mark.django_db
def test_the_doctor_says_when_the_last_backup_was_made_and_asks_for_one_where_there_is_none() -> None:
    assert backup(True)[0] and not backup(False)[0]
    assert "run `shanyraq backup` each day" in backup(False)[2]

    with taking.recorded(taking.MADE, by=taking.system_actor("backup")):
        pass

    is_good, _, words = backup(False)
    assert is_good and words == f"{Entry.objects.get().at:%Y-%m-%d %H:%M} UTC"
    assert taking.last_made() is not None and real_now() - Entry.objects.get().at < timedelta(minutes=1)


@pytest.mark.django_db
def test_a_backup_that_is_more_than_a_day_old_is_a_fault_of_a_site_with_real_people(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(taking, "last_made", lambda: real_now() - timedelta(hours=26))

    assert not backup(False)[0] and "more than a day ago" in backup(False)[2]
    assert backup(True)[0]
