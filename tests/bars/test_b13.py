"""B13: a thief has the whole database, every file and the environment, in the worst hour. She opens nothing.

The thief's tool tries every run of 32 bytes it can find as a key, and every text as words. That it works is shown by
giving it what it lacks: two custodians' words, or the key that the ceremony carries off.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from itertools import combinations
from pathlib import Path
from uuid import UUID

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from shanyraq.access.models import RoleGrant
from shanyraq.cases.models import RosterDraft
from shanyraq.foundation import keyring
from shanyraq.foundation.encrypted import EncryptedText
from shanyraq.foundation.keyfiles import derived_key
from shanyraq.people.actions.forgetting import UNDOABLE_FOR
from shanyraq.vault import queries
from shanyraq.vault.queries import Subject
from shanyraq.vault.rules import boxes, words
from shanyraq.vault.tests.factories import AT, Worker, agrees, asks, keeps, make_item, passphrase

pytestmark = pytest.mark.django_db
CANARIES = ("Zhadyra-canary", "Жадыра-канарейка", "جاديرا الكناري")
PURPOSES = ("", "vault", "C2", "kek|C2", "wrapping keys", "column", "identity", "vault.private")


@dataclass
class Loot:
    """What was taken: rows of every table, every file, the environment; and words, if somebody told her any."""

    rows: dict[str, list[tuple[object, ...]]]
    keys: set[bytes]
    words: set[str]

    def things(self) -> Iterator[tuple[UUID, bytes, bytes]]:
        """Id, box and content of each sealed thing."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, box, sealed FROM vault_item")
            for key, box, sealed in cursor.fetchall():
                yield UUID(str(key)), bytes(box), bytes(sealed)

    def blobs(self) -> list[bytes]:
        """Every value of bytes in the database."""
        return [bytes(v) for rows in self.rows.values() for row in rows for v in row if isinstance(v, bytes)]


@pytest.fixture
def worst_hour(
    monkeypatch: pytest.MonkeyPatch, zhanna: Worker, aida: Worker, berik: Worker, dina: Worker
) -> Iterator[str]:
    """Three custodians, an opening in its hour, and the recovery key carried off. Gives the words of the pick-up."""
    monkeypatch.setattr(words, "MEMORY_KIB", 64)
    monkeypatch.setattr(queries, "_subjects", [lambda actor, person: Subject("K-1", "/file/")])
    keeps(aida, berik, dina)
    for text in CANARIES:
        make_item(text=text)
    asked = asks(zhanna)
    agrees(aida, asked)
    agrees(berik, asked)
    private = settings.DATA / "keys" / "vault.private"
    carried = private.rename(private.with_name("vault.private.carried"))
    away = carried.rename(Path(settings.DATA).parent / f"carried-off-{os.getpid()}")
    yield asked.words
    away.rename(private)


def stolen(*told: str) -> Loot:
    """Everything that lies on the machine, and what somebody told the thief."""
    rows: dict[str, list[tuple[object, ...]]] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            rows[table] = [
                tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in cursor.fetchall()
            ]
    files = [one.read_bytes() for one in Path(settings.DATA).rglob("*") if one.is_file()]
    files += [value.encode() for value in os.environ.values()] + [str(settings.SECRET_KEY).encode()]
    loot = Loot(rows, set(), set(told))
    for found in (*(one for one in files if len(one) < 4096), *loot.blobs()):
        loot.keys.update(found[at : at + 32] for at in range(max(1, len(found) - 31)))
    loot.keys.update(derived_key(Path(settings.DATA) / "keys", purpose) for purpose in PURPOSES)
    loot.keys = {one for one in loot.keys if len(one) == 32}
    return loot


def opened_by(loot: Loot) -> list[str]:
    """What the thief reads: tries every key as a custodian's, as the recovery key and as a thing's own."""
    read: list[str] = []
    for thing, box, content in loot.things():
        for parts in parts_of(loot, set(custodians_of(loot)), box, thing):
            read += tried(partial(boxes.key_from, box, thing, parts), content, thing)
        for key in loot.keys:
            read += tried(partial(boxes.key_recovered, box, thing, key), content, thing)
            read += tried(partial(bytes, key), content, thing)
        read += [text for text in (unsealed(content, thing),) if text]
    return read


def tried(key_of: Callable[[], bytes], content: bytes, thing: UUID) -> list[str]:
    try:
        return [boxes.content_of(key_of(), content, thing).decode()]
    except boxes.DoesNotOpen:
        return []


def unsealed(content: bytes, thing: UUID) -> str:
    """Through the server's own keys for columns."""
    try:
        return str(keyring.unseal(content, context=f"vault.Item|{thing}|sealed"))
    except keyring.CannotOpen:
        return ""


def custodians_of(loot: Loot) -> Iterator[tuple[int, bytes]]:
    """Number and private key of each custodian whose locked key opens with words that were told."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, locked_key FROM vault_custodian")
        held = [(number, bytes(locked)) for number, locked in cursor.fetchall()]
    for number, locked in held:
        for one in loot.words:
            try:
                yield number, words.unlock(locked, one)
            except words.WrongWords:
                continue


def parts_of(
    loot: Loot, custodians: Iterable[tuple[int, bytes]], box: bytes, thing: UUID
) -> Iterator[dict[int, bytes]]:
    """Every two parts: those she makes with custodians' keys, and those she finds in the rows of openings."""
    made = [(number, boxes.part_of(private, box, thing)) for number, private in custodians]
    found = [
        (number, parts[at : at + 32])
        for number in (1, 2, 3)
        for parts in picked_up(loot)
        for at in range(16, len(parts) - 31, 48)
    ]
    for (one, part), (other, another) in combinations((*made, *found), 2):
        if one != other:
            yield {one: part, other: another}


def picked_up(loot: Loot) -> Iterator[bytes]:
    """What custodians gave, where words that were told open it; and as it lies there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT o.id, o.salt, p.number, p.parts FROM vault_part p JOIN vault_opening o ON o.id = p.opening_id"
        )
        rows = cursor.fetchall()
    for opening, salt, number, parts in rows:
        yield bytes(parts)
        for one in loot.words:
            bound = UUID(str(opening)).bytes + bytes((number,))
            try:
                yield words.open_with(words.pickup_key(one, bytes(salt)), bytes(parts), bound)
            except words.WrongWords:
                continue


def test_a_thief_of_everything_on_the_machine_reads_no_former_name(worst_hour: str) -> None:
    loot = stolen()

    assert len(loot.keys) > 500  # she tried, and with the keys of columns too
    assert opened_by(loot) == []


def test_nor_does_she_find_one_in_any_spelling_in_rows_or_files(worst_hour: str) -> None:
    rows = json.dumps(stolen().rows, default=lambda v: v.hex() if isinstance(v, bytes) else str(v))
    files = b"".join(one.read_bytes() for one in Path(settings.DATA).rglob("*") if one.is_file())
    for text in CANARIES:
        for spelt in (text.encode(), text.encode("utf-16-le"), json.dumps(text)[1:-1].encode()):
            assert spelt not in files
            assert spelt.hex() not in rows and spelt.decode("latin-1") not in rows
        assert text not in rows


def test_the_servers_own_keys_open_no_column_of_sealed_names_but_what_undoing_needs_for_a_week() -> None:
    """Columns sealed with the server's keys for the compartment of former names: which there are, and how long."""
    kept_for_a_time = {
        "cases.RosterDraft.file_name",  # a list that is being read: a day, then destroyed with its draft
        "cases.RosterDraft.content",
        "people.Merge.put_away",  # what undoing a joining puts back: a week, then forgotten
    }
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.fields
        if isinstance(field, EncryptedText) and field.sealed_in == "C2"
    }
    assert found == kept_for_a_time
    assert timedelta(days=1) >= RosterDraft.LIVES and timedelta(days=7) >= UNDOABLE_FOR


def test_one_custodians_words_and_all_of_the_machine_read_nothing(worst_hour: str, aida: Worker) -> None:
    assert opened_by(stolen(passphrase(aida))) == []


def test_the_askers_words_read_what_was_opened_for_her_and_alone_are_not_enough_before(
    worst_hour: str, zhanna: Worker, aida: Worker
) -> None:
    """Of a second request, to which one custodian has agreed, the asker reads nothing with all of the machine."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM vault_part")
    asked = asks(zhanna)
    agrees(aida, asked)

    assert opened_by(stolen(asked.words)) == []


def test_the_administrator_gives_herself_every_role_and_reads_nothing(worst_hour: str, admin: Worker) -> None:
    for role in ("custodian", "lawyer", "dpo"):
        RoleGrant.objects.create(staff=admin.staff, role=role, starts_at=AT)
    pages = []
    for role in ("administrator", "custodian", "lawyer", "dpo"):
        admin.works_as(role)
        pages += [
            admin.client.get(url).content.decode() for url in ("/seal/", "/seal/custodians/", "/staff/")
        ]

    assert not [text for text in CANARIES if any(text in page for page in pages)]
    assert opened_by(stolen()) == []


def test_her_tool_works_with_two_custodians_words_or_with_what_the_ceremony_carries_off(
    worst_hour: str, aida: Worker, dina: Worker
) -> None:
    loot = replace(stolen(), keys=set())
    read = opened_by(replace(loot, words={passphrase(aida), passphrase(dina)}))
    assert sorted(json.loads(one)["text"] for one in read) == sorted(CANARIES)
    assert {json.loads(one)["text"] for one in opened_by(replace(loot, words={worst_hour}))} == set(CANARIES)
    carried_off = (Path(settings.DATA).parent / f"carried-off-{os.getpid()}").read_bytes()
    assert len(opened_by(replace(loot, keys={carried_off}))) == len(CANARIES)
