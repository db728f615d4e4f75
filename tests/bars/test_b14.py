"""B14: sealed bytes that were moved or altered open nowhere: a page says so, and the record says where they stand.

Taken from another row, another column, another person, put under another key, or with one bit turned over.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.db import connection

from shanyraq.access.queries import computing
from shanyraq.audit.models import Entry
from shanyraq.audit.queries.verifying import verify
from shanyraq.cases.models import Appointment, Case, Note
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_note
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.cases.tests.filled_forms import a_meeting
from shanyraq.foundation import keyring
from shanyraq.foundation.errors import CannotOpen
from shanyraq.foundation.models import DataKey

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ALTERED = int(os.environ.get("BAR_EXAMPLES", "30"))  # b14.py asks for a thousand
CANARY = "Likes football, and nobody else may know it"
WORDS = "Something on this page was altered"


@dataclass
class World:
    """Two people's notes, and a meeting."""

    family: list[Case]
    notes: list[Note]  # two of the first person's, one of the second's
    meeting: Appointment

    @property
    def page(self) -> str:
        return f"/people/{self.notes[0].person_id}/notes/"


@pytest.fixture
def world(aigul: Worker) -> World:
    family = the_omarova_family(aigul.staff)
    form = a_meeting(family, aigul)
    assert aigul.client.post(form.url, form.data).status_code == 302
    with computing("test"):
        notes = [make_note(case, text=CANARY) for case in (family[0], family[0], family[1])]
        return World(family, notes, Appointment.objects.first())  # type: ignore[arg-type]


def raw(row: Note | Appointment, column: str) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {row._meta.db_table} WHERE id = %s", [adapted(row.pk)])
        return bytes(cursor.fetchone()[0])


def put(row: Note, content: bytes) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_note SET text = %s WHERE id = %s", [content, adapted(row.pk)])


def adapted(key: UUID) -> UUID | str:
    return key if connection.vendor == "postgresql" else key.hex


def from_another_row(world: World, dice: random.Random) -> bytes:
    return raw(world.notes[1], "text")


def from_another_person(world: World, dice: random.Random) -> bytes:
    return raw(world.notes[2], "text")


def from_another_column(world: World, dice: random.Random) -> bytes:
    return raw(world.meeting, "title")


def under_another_key(world: World, dice: random.Random) -> bytes:
    key_ids = [row.bytes for row in DataKey.objects.values_list("pk", flat=True)]
    sealed = raw(world.notes[0], "text")
    others = [one for one in key_ids if one != sealed[1:17]]
    return sealed[:1] + dice.choice([*others, UUID(int=dice.getrandbits(128)).bytes]) + sealed[17:]


def with_one_bit_turned(world: World, dice: random.Random) -> bytes:
    sealed = bytearray(raw(world.notes[0], "text"))
    sealed[dice.randrange(len(sealed))] ^= 1 << dice.randrange(8)
    return bytes(sealed)


WAYS: list[Callable[[World, random.Random], bytes]] = [
    from_another_row,
    from_another_person,
    from_another_column,
    under_another_key,
    with_one_bit_turned,
]


@contextmanager
def altered(note: Note, content: bytes) -> Iterator[None]:
    before = raw(note, "text")
    put(note, content)
    try:
        yield
    finally:
        put(note, before)


def shows_it(worker: Worker, world: World) -> bool:
    return CANARY in worker.client.get(world.page).content.decode()


def test_nothing_that_was_moved_or_altered_is_shown_and_each_is_on_the_record(
    aigul: Worker, world: World
) -> None:
    assert shows_it(aigul, world)
    dice, place = random.Random(14), f"cases.Note|{world.notes[0].pk}|text"
    wrong = []

    for number in range(ALTERED):
        way = WAYS[number % len(WAYS)]
        with altered(world.notes[0], way(world, dice)):
            answer = aigul.client.get(world.page)
        told = Entry.objects.filter(action="sealed.open", decision=Entry.DECLINED)
        said = answer.content.decode()
        is_refused = answer.status_code == 500 and WORDS in said and CANARY not in said
        is_told = told.filter(objects_json=f'["sealed:{place}"]').count() == number + 1
        if not (is_refused and is_told):
            wrong.append(f"{way.__name__}: {answer.status_code}, {told.count()} rows")

    assert wrong == []
    assert shows_it(aigul, world)
    assert verify() is None


@pytest.mark.parametrize("way", WAYS)
def test_nothing_that_was_moved_or_altered_opens(world: World, way: Callable[..., bytes]) -> None:
    note, dice = world.notes[0], random.Random(14)
    for _ in range(max(ALTERED // len(WAYS), 20)):
        with pytest.raises(CannotOpen) as refused:
            keyring.unseal(way(world, dice), context=f"cases.Note|{note.pk}|text")
        assert refused.value.place == f"cases.Note|{note.pk}|text"
