"""Who of a list looks registered already: the same name in any script, and a birth date that agrees.

Half a camp may share a single name: it tells somebody only by a birthday, or among the family of whom more is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from shanyraq.access.rules import Actor
from shanyraq.cases.rosters.drafts import DraftRow
from shanyraq.people.models import FamilyMembership, NameKey, Person, PersonName
from shanyraq.people.names import skeleton, split_kunya, tokens
from shanyraq.people.rules import KEY_LENGTH, SKELETON

NameWords = tuple[str, ...]
Known = tuple[UUID, date, str, str]  # who, born, how precisely that is known, sex
ABOUT = ("person", "person__birth_date", "person__birth_precision", "person__sex")


def look_registered(
    actor: Actor, rows: Sequence[DraftRow], beside: Sequence[DraftRow] = ()
) -> dict[int, UUID]:
    """The rows (by id) that look like somebody whom the actor sees, and who that is.

    `beside` are rows that are left out: they tell which family it is, and are not answered for. One query, none
    without births, and one more where a family is known and some of its rows are not.
    Nobody whom the actor does not see is compared with: a list must not become a way to ask who is in the programme.
    """
    rows = [row for row in (*rows, *beside) if row.birth_date]
    wanted = {row.id: _words(row.names.values()) for row in rows}
    keys = {max(words, key=len)[:KEY_LENGTH] for spelled in wanted.values() for words in spelled}
    if not keys:
        return {}
    known = _known(PersonName.objects.visible_to(actor), keys)
    found: dict[int, UUID] = {}
    for row in rows:
        for words in wanted[row.id]:
            match = next((one for one in known.get(words, ()) if _agrees(row, words, one)), None)
            if match is not None:
                found.setdefault(row.id, match[0])
    found |= _relatives(actor, rows, wanted, found)
    left_out = {row.id for row in beside}
    return {row_id: person for row_id, person in found.items() if row_id not in left_out}


def registered_people(actor: Actor, people: Sequence[UUID]) -> dict[UUID, Person]:
    """Those of them whom the actor sees; the record keeps that she was shown them."""
    return {one.pk: one for one in Person.objects.visible_to(actor).filter(pk__in=people)} if people else {}


def _known(names: QuerySet[PersonName], keys: set[str]) -> dict[NameWords, list[Known]]:
    """Of the bearers of these names those with a birth date who have one of these keys, by each of their names."""
    having = NameKey.objects.filter(kind=SKELETON, key__in=sorted(keys)).values("person")
    names = names.filter(person__in=having, person__birth_date__isnull=False)
    known: dict[NameWords, list[Known]] = defaultdict(list)
    about: Any = names.order_by("person__made_at", "person").values_list("text", *ABOUT)
    for text, person, born, precision, sex in about:
        for words in _words([text]):
            known[words].append((person, born, precision, sex))
    return known


def _relatives(
    actor: Actor, rows: Sequence[DraftRow], wanted: Mapping[int, list[NameWords]], found: Mapping[int, UUID]
) -> dict[int, UUID]:
    """Who else of the families of those found is known again there. Each person once, the same spelling first."""
    by_family: dict[str, set[UUID]] = defaultdict(set)
    for row in rows:
        if row.family and row.id in found:
            by_family[row.family].add(found[row.id])
    others = [row for row in rows if row.id not in found and row.family in by_family]
    if not others:
        return {}
    homes = _homes(actor, {person for row in others for person in by_family[row.family]})
    pairs = {
        (text not in row.names.values(), row.id, known[0])
        for row in others
        for person in by_family[row.family]
        for text, known in homes.get(person, ())
        if any(words in wanted[row.id] for words in _words([text])) and _born_alike(row, known)
    }
    taken, alike = set(found.values()), {}
    for _is_other_spelling, row_id, person in sorted(pairs):
        if row_id not in alike and person not in taken:
            alike[row_id] = person
            taken.add(person)
    return alike


def _homes(actor: Actor, people: set[UUID]) -> dict[UUID, list[tuple[str, Known]]]:
    """The families in which they live now, by each member: the names of those whom the actor sees."""
    theirs = FamilyMembership.objects.filter(person__in=people, ends_on=None).values("family")  # just asked
    names = PersonName.objects.visible_to(actor).filter(
        person__memberships__family__in=theirs,
        person__memberships__ends_on=None,
        person__birth_date__isnull=False,
    )
    homes: dict[UUID, list[tuple[str, Known]]] = defaultdict(list)
    for family, text, *known in names.values_list("person__memberships__family", "text", *ABOUT):
        homes[family].append((text, (known[0], known[1], known[2], known[3])))
    return {known[0]: members for members in homes.values() for _text, known in members}


def _words(texts: Iterable[str]) -> list[NameWords]:
    """The consonants of each name's words, in an order that no list can change; kunyas are nobody's key."""
    found = []
    for text in texts:
        words = tuple(sorted(key for word in tokens(split_kunya(text)[0] or "") if (key := skeleton(word))))
        if words:
            found.append(words)
    return found


def _agrees(row: DraftRow, words: NameWords, known: Known) -> bool:
    if len(words) == 1 and not (known[2] == "day" and known[1].isoformat() == row.birth_date):
        return False
    return _born_alike(row, known)


def _born_alike(row: DraftRow, known: Known) -> bool:
    """Whether the births agree as far as both are known, within a year where one is estimated; and so do the sexes."""
    _who, born, precision, sex = known
    if row.sex and sex and row.sex != sex:
        return False
    if "estimated" in (row.precision, precision):
        return abs(int(row.birth_date[:4]) - born.year) <= 1
    theirs = born.isoformat()[: {"day": 10, "month": 7}.get(precision, 4)]
    return theirs.startswith(row.birth_date) or row.birth_date.startswith(theirs)
