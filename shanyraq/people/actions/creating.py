"""Making people and families: many at once, with few statements. What is not in use goes to the vault."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model
from django.utils.timezone import localdate

from shanyraq.access.queries import Guarded, computing
from shanyraq.audit.actions import became_known
from shanyraq.foundation.ids import human_code
from shanyraq.people import rules
from shanyraq.people.models import Family, FamilyMembership, NameKey, Person, PersonLanguage, PersonName
from shanyraq.people.names import visible
from shanyraq.vault import actions as vault

AT_ONCE = 1000
PERSON_CODE, FAMILY_CODE = "K", "F"


@dataclass(frozen=True)
class NameText:
    """A name in use, in one script, without signs that nobody sees. `given`: what colleagues with little access see."""

    script: str
    text: str
    given: str = ""
    source: str = "LIST"

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", visible(self.text))
        object.__setattr__(self, "given", visible(self.given))


@dataclass(frozen=True)
class SealedName:
    """A name or kunya that is not in use: it goes to the vault and nowhere else. `kind` is name or kunya."""

    text: str
    script: str
    kind: str = "name"

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", visible(self.text))


@dataclass(frozen=True)
class Tongue:
    """A language, how well it is spoken, and in which dialect."""

    language: str
    level: str
    dialect: str = ""


@dataclass(frozen=True)
class NewPerson:
    """What is known of somebody when her record is made. `documents` are numbers of papers, which are sealed."""

    names: tuple[NameText, ...]
    sealed: tuple[SealedName, ...] = ()
    sex: str = ""
    birth_date: date | None = None
    birth_precision: str = "unknown"
    nationality: str = ""
    languages: tuple[Tongue, ...] = ()
    relation: str = "other"
    documents: tuple[str, ...] = ()
    code: str | None = None
    id: uuid.UUID | None = None


@dataclass(frozen=True)
class FamilyText:
    """A family to make: its label, who lives in it as what, since when."""

    label: str
    members: tuple[tuple[Person, str], ...]
    starts_on: date
    code: str | None = None
    id: uuid.UUID | None = None


def create_people(*, people: Sequence[NewPerson], at: datetime) -> list[Person]:
    """Make records of people, in the order given. Part of the caller's recorded act."""
    codes = _codes(Person, PERSON_CODE, [one.code for one in people])
    made = [_person(new, code, at) for new, code in zip(people, codes, strict=True)]
    pairs = list(zip(made, people, strict=True))
    today = localdate(at)
    Person.objects.bulk_create(made, batch_size=AT_ONCE)
    PersonName.objects.bulk_create(
        (name_row(person.pk, name, today) for person, new in pairs for name in new.names), batch_size=AT_ONCE
    )
    NameKey.objects.bulk_create(
        (row for person, new in pairs for row in key_rows(person.pk, (name.text for name in new.names))),
        batch_size=AT_ONCE,
    )
    PersonLanguage.objects.bulk_create(
        (_language(person, tongue) for person, new in pairs for tongue in _once(new.languages)),
        batch_size=AT_ONCE,
    )
    vault.put_many(items=[item for person, new in pairs for item in _sealed(person.pk, new)], at=at)
    became_known(person.pk for person in made)
    return made


def create_family(
    *, label: str, members: Sequence[tuple[Person, str]], starts_on: date, at: datetime
) -> Family:
    """Make one family. Part of the caller's recorded act."""
    return create_families(families=[FamilyText(label, tuple(members), starts_on)], at=at)[0]


def create_families(*, families: Sequence[FamilyText], at: datetime) -> list[Family]:
    """Make families with their members' places, in the order given. Part of the caller's recorded act.

    The members have no other open place.
    """
    codes = _codes(Family, FAMILY_CODE, [one.code for one in families])
    made = [
        Family(
            id=new.id or uuid.uuid4(),
            code=code,
            made_at=at,
            **rules.label_columns(visible(new.label).strip()),
        )
        for new, code in zip(families, codes, strict=True)
    ]
    Family.objects.bulk_create(made, batch_size=AT_ONCE)
    FamilyMembership.objects.bulk_create(
        (
            FamilyMembership(
                family=family,
                person=person,
                relation=relation,
                starts_on=max(new.starts_on, person.birth_date or new.starts_on),
            )
            for family, new in zip(made, families, strict=True)
            for person, relation in new.members
        ),
        batch_size=AT_ONCE,
    )
    return made


def name_row(person: uuid.UUID, name: NameText, starts_on: date) -> PersonName:
    """The row of a name in use."""
    return PersonName(
        person_id=person,
        script=name.script,
        text=name.text.strip()[:160],
        given=name.given.strip()[:80],
        starts_on=starts_on,
        source=name.source,
    )


def key_rows(person: uuid.UUID, texts: Iterable[str]) -> list[NameKey]:
    """The search keys of a person's names in use, each once."""
    return [NameKey(person_id=person, kind=kind, key=key) for kind, key in sorted(rules.search_keys(texts))]


def _person(new: NewPerson, code: str, at: datetime) -> Person:
    return Person(
        id=new.id or uuid.uuid4(),
        code=code,
        sex=new.sex,
        birth_date=new.birth_date,
        birth_precision=new.birth_precision if new.birth_date else "unknown",
        nationality=new.nationality,
        sort_name=rules.sort_name({name.script: name.text for name in new.names}),
        made_at=at,
    )


def _language(person: Person, tongue: Tongue) -> PersonLanguage:
    return PersonLanguage(
        person=person, language=tongue.language, level=tongue.level, dialect=tongue.dialect[:40]
    )


def _once(tongues: Iterable[Tongue]) -> list[Tongue]:
    return list({tongue.language: tongue for tongue in tongues}.values())


def _sealed(person: uuid.UUID, new: NewPerson) -> Iterable[tuple[uuid.UUID, str, dict[str, str]]]:
    for name in new.sealed:
        kind = vault.KUNYA if name.kind == "kunya" else vault.NAME
        yield person, kind, {"text": name.text, "script": name.script}
    for document in new.documents:
        yield person, vault.DOCUMENT, {"text": document}


def _codes(model: type[Model], prefix: str, given: Sequence[str | None]) -> list[str]:
    """Free codes for those who bring none. Six letters collide among a hundred thousand people, so we look."""
    wanted, free = sum(code is None for code in given), set[str]()
    taken = {code for code in given if code}
    while len(free) < wanted:
        drawn = {human_code(prefix) for _ in range(wanted - len(free))} - taken - free
        free |= drawn - _used(model, drawn)
    fresh = iter(free)
    return [code or next(fresh) for code in given]


def _used(model: type[Model], codes: Iterable[str]) -> set[str]:
    rows: Guarded[Model] = model.objects  # type: ignore[attr-defined]
    listed = list(codes)
    with computing("people.codes"):
        return {
            code
            for start in range(0, len(listed), 10_000)
            for code in rows.filter(code__in=listed[start : start + 10_000]).values_list("code", flat=True)
        }
