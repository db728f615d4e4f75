"""Who of a list looks registered already: the same name in any script, and a birth date that agrees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from shanyraq.access.rules import Actor
from shanyraq.cases.rosters.drafts import DraftRow
from shanyraq.people.models import NameKey, Person, PersonName
from shanyraq.people.names import skeleton, split_kunya, tokens
from shanyraq.people.rules import KEY_LENGTH, SKELETON

NameWords = tuple[str, ...]
Known = tuple[UUID, date, str, str]  # who, born, how precisely that is known, sex


def look_registered(actor: Actor, rows: Sequence[DraftRow]) -> dict[int, UUID]:
    """The rows (by id) that look like somebody whom the actor sees, and who that is. One query, none without births.

    Nobody whom the actor does not see is compared with: a list must not become a way to ask who is in the programme.
    """
    wanted = {row.id: _words(row.names.values()) for row in rows if row.birth_date}
    keys = {max(words, key=len)[:KEY_LENGTH] for spelled in wanted.values() for words in spelled}
    if not keys:
        return {}
    known = _known(PersonName.objects.visible_to(actor), keys)
    found: dict[int, UUID] = {}
    for row in rows:
        for words in wanted.get(row.id, ()):
            match = next((one for one in known.get(words, ()) if _agrees(row, words, one)), None)
            if match is not None:
                found.setdefault(row.id, match[0])
    return found


def registered_people(actor: Actor, people: Sequence[UUID]) -> dict[UUID, Person]:
    """Those of them whom the actor sees; the record keeps that she was shown them."""
    return {one.pk: one for one in Person.objects.visible_to(actor).filter(pk__in=people)} if people else {}


def _known(names: QuerySet[PersonName], keys: set[str]) -> dict[NameWords, list[Known]]:
    """Of the bearers of these names those with a birth date who have one of these keys, by each of their names."""
    having = NameKey.objects.filter(kind=SKELETON, key__in=sorted(keys)).values("person")
    names = names.filter(person__in=having, person__birth_date__isnull=False)
    known: dict[NameWords, list[Known]] = defaultdict(list)
    about: Any = names.order_by("person__made_at", "person").values_list(
        "text", "person", "person__birth_date", "person__birth_precision", "person__sex"
    )
    for text, person, born, precision, sex in about:
        for words in _words([text]):
            known[words].append((person, born, precision, sex))
    return known


def _words(texts: Iterable[str]) -> list[NameWords]:
    """The consonants of each name's words, in an order that no list can change; kunyas are nobody's key."""
    found = []
    for text in texts:
        words = tuple(sorted(key for word in tokens(split_kunya(text)[0] or "") if (key := skeleton(word))))
        if words:
            found.append(words)
    return found


def _agrees(row: DraftRow, words: NameWords, known: Known) -> bool:
    _who, born, precision, sex = known
    if row.sex and sex and row.sex != sex:
        return False
    theirs = born.isoformat()[: {"day": 10, "month": 7}.get(precision, 4)]
    if len(words) == 1:  # half a family may share a single name
        return len(theirs) == 10 and theirs == row.birth_date
    if "estimated" in (row.precision, precision):
        return abs(int(row.birth_date[:4]) - born.year) <= 1
    return theirs.startswith(row.birth_date) or row.birth_date.startswith(theirs)
