"""Putting right what is known of a person: her names in use, her facts, her languages."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from shanyraq.access.queries import computing
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.spellings import spellings_of, spelt
from shanyraq.people import rules
from shanyraq.people.actions.creating import NameText, Tongue, key_rows, name_row
from shanyraq.people.models import Family, NameKey, Person, PersonLanguage, PersonName
from shanyraq.people.names import script_of
from shanyraq.vault import actions as vault


class CannotSetName(Refusal):
    """A name that cannot be changed like this."""


@dataclass(frozen=True)
class Facts:
    """What is known of a person beside her name. `birth_precision` says how well the date is known."""

    sex: str = ""
    birth_date: date | None = None
    birth_precision: str = "unknown"
    nationality: str = ""


def set_name(*, person: Person, name: NameText, at: datetime) -> bool:
    """Make this the name in use in its script. Part of the caller's recorded act; the person is locked."""
    return set_names(person=person, names=[name], at=at)


def set_names(*, person: Person, names: Sequence[NameText], drop: Collection[str] = (), at: datetime) -> bool:
    """Make these the names in use in their scripts, and use none in the scripts of `drop` any more.

    A name she used until now goes to the vault: it leaves the table, the search keys, the name that lists are sorted
    by, and the label of her family where nobody else bears it. Returns whether anything changed. Raises CannotSetName.
    Part of the caller's recorded act; the person is locked.
    """
    wanted = {name.script: _tidy(name) for name in names}
    with computing("person.names"):
        now = {name.script: name for name in PersonName.objects.filter(person=person)}
        if not (set(now) - set(drop)) | set(wanted):
            raise CannotSetName(_("Each person needs a name in at least one script."), code="last_name")
        changed = {s: name for s, name in wanted.items() if s not in now or not _is_same(now[s], name)}
        gone = [now[s] for s in now if (s in drop and s not in wanted) or _other_text(now[s], changed.get(s))]
        if not changed and not gone:
            return False
        put_away(person=person, gone=gone, at=at)
        PersonName.objects.filter(person=person, script__in=changed).delete()
        PersonName.objects.bulk_create(name_row(person.pk, name, localdate(at)) for name in changed.values())
        rebuild_keys(person=person)
        homes = Family.objects.filter(memberships__person=person, memberships__ends_on=None)
        relabel(families=homes, person=person, gone=[name.text for name in gone])
        return True


def rebuild_keys(*, person: Person) -> None:
    """Make the search keys and the sorting name anew from the names in use. Part of the caller's recorded act."""
    with computing("person.keys"):
        names = dict(PersonName.objects.filter(person=person).values_list("script", "text"))
        NameKey.objects.filter(person=person).delete()
        NameKey.objects.bulk_create(key_rows(person.pk, names.values()))
        person.sort_name = rules.sort_name(names)
        Person.objects.filter(pk=person.pk).update(sort_name=person.sort_name)


def correct_facts(*, person: Person, facts: Facts) -> tuple[str, ...]:
    """Put facts right. Part of the caller's recorded act; the person is locked. Returns the fields that changed."""
    if facts.birth_date is None:
        facts = Facts(facts.sex, None, "unknown", facts.nationality)
    new = {
        "sex": facts.sex,
        "birth_date": facts.birth_date,
        "birth_precision": facts.birth_precision,
        "nationality": facts.nationality,
    }
    changed = {field: value for field, value in new.items() if getattr(person, field) != value}
    if changed:
        with computing("person.facts"):
            Person.objects.filter(pk=person.pk).update(**changed)
        for field, value in changed.items():
            setattr(person, field, value)
    return tuple(changed)


def set_language(*, person: Person, tongue: Tongue) -> PersonLanguage:
    """Say how well a person speaks a language. Part of the caller's recorded act."""
    with computing("person.languages"):
        row, _made = PersonLanguage.objects.update_or_create(
            person=person,
            language=tongue.language,
            defaults={"level": tongue.level, "dialect": tongue.dialect[:40]},
        )
    return row


def set_languages(*, person: Person, tongues: Sequence[Tongue]) -> bool:
    """Make these all the languages a person speaks. Part of the caller's recorded act. Returns whether that is new."""
    wanted = {one.language: one for one in tongues}
    with computing("person.languages"):
        now = {
            row.language: Tongue(row.language, row.level, row.dialect)
            for row in PersonLanguage.objects.filter(person=person)
        }
        if now == wanted:
            return False
        PersonLanguage.objects.filter(person=person).exclude(language__in=wanted).delete()
    for language, tongue in wanted.items():
        if now.get(language) != tongue:
            set_language(person=person, tongue=tongue)
    return True


def _tidy(name: NameText) -> NameText:
    text = " ".join(name.text.split())
    if not text:
        raise CannotSetName(_("Write the name."), code="no_name")
    return replace(name, text=text[:160], given=" ".join(name.given.split())[:80])


def _is_same(now: PersonName, name: NameText) -> bool:
    return (now.text, now.given) == (name.text, name.given)


def _other_text(now: PersonName, name: NameText | None) -> bool:
    return name is not None and name.text != now.text


def put_away(*, person: Person, gone: Sequence[PersonName], at: datetime) -> list[uuid.UUID]:
    """Seal names that she does not use, as hers, and take them out of the table. Part of the caller's recorded act.

    Returns the vault's items.
    """
    until = localdate(at).isoformat()
    items = vault.put_many(
        items=[
            (
                person.pk,
                vault.NAME,
                {"text": name.text, "given": name.given, "script": name.script, "until": until},
            )
            for name in gone
        ],
        at=at,
    )
    with computing("person.names"):
        PersonName.objects.filter(pk__in=[name.pk for name in gone]).delete()
    return [item.pk for item in items]


def relabel(*, families: Iterable[Family], person: Person, gone: Sequence[str]) -> dict[str, list[str]]:
    """Take words that nobody uses any more out of families' labels; `person` bears another name now.

    Part of the caller's recorded act. Returns the labels that changed, by family: the old one and the new one.
    """
    names = dict(PersonName.objects.filter(person=person).values_list("script", "text"))
    changed = {}
    for family in families if gone else ():
        in_use = PersonName.objects.filter(
            person__memberships__family=family, person__memberships__ends_on=None, person__merged_into=None
        ).values_list("text", flat=True)
        label = spelt(
            rules.label_without(
                one, old=gone, new=names.get(script_of(one) or "") or person.sort_name, in_use=in_use
            )
            for one in spellings_of(family.label)
        )
        columns = rules.label_columns(label)
        if columns["label"] != family.label:
            Family.objects.filter(pk=family.pk).update(**columns)
            changed[str(family.pk)] = [family.label, columns["label"]]
    return changed
