"""Whom a request, a hold or an erasure is about: for who sees her file; for who oversees rights by her code alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.cases.models import Case
from shanyraq.cases.rules import SHEET_LANGUAGES
from shanyraq.people.models import Person, PersonLanguage
from shanyraq.people.queries import display_name, names_prefetch
from shanyraq.people.rules import LANGUAGE_LEVELS
from shanyraq.rights.rules.codes import oversees


@dataclass(frozen=True)
class Subject:
    """Whom something is about: her code; her name too for who sees her file, and then whether there is a page of it."""

    id: UUID
    code: str
    name: str = ""

    @property
    def sees_file(self) -> bool:
        """Whether the reader opens her file."""
        return bool(self.name)


def subjects_of(actor: Actor, people: Iterable[UUID], language: str) -> dict[UUID, Subject]:
    """These people as the actor may know them: two queries, one more where she knows them by code alone."""
    wanted = set(people)
    visible = Person.objects.visible_to(actor).filter(pk__in=wanted).prefetch_related(names_prefetch(actor))
    found = {one.pk: Subject(one.pk, one.code, display_name(one, language)) for one in visible}
    rest = wanted - set(found)
    if rest and oversees(actor):
        with computing("rights.codes"):
            codes = dict(Person.objects.filter(pk__in=rest).values_list("pk", "code"))
        found.update({pk: Subject(pk, code) for pk, code in codes.items()})
    return found


def subject_of(actor: Actor, person: UUID, language: str) -> Subject | None:
    """One person; None where she is not the actor's to know of."""
    return subjects_of(actor, [person], language).get(person)


def person_with_code(actor: Actor, code: str) -> UUID | None:
    """The person who bears a code, if the actor may know of her."""
    typed = code.strip().upper()
    people = Person.objects.visible_to(actor).filter(code=typed)
    found = people.values_list("pk", flat=True).first()
    if found is None and oversees(actor):
        with computing("rights.codes"):
            found = Person.objects.filter(code=typed).values_list("pk", flat=True).first()
    return found


def newest_case(person: UUID) -> Case | None:
    """Her last support file, open or closed. Inside a recorded act."""
    with computing("rights.case"):
        cases = Case.objects.filter(person=person).select_related("person")
        return cases.order_by("-episode").first()


def wait_for_others_about(person: UUID) -> None:
    """Let whoever else enters something about her end first: then what is open already is seen. In a recorded act."""
    with computing("rights.person"):
        Person.objects.select_for_update().filter(pk=person).values_list("pk").first()


def spoken_language(case: Case) -> str:
    """The language among those of the answers that she speaks best; empty where she speaks none of them."""
    with computing("rights.language"):
        spoken = PersonLanguage.objects.filter(person=case.person_id, language__in=SHEET_LANGUAGES)
        rows = sorted(spoken, key=lambda one: LANGUAGE_LEVELS.index(one.level))
    return rows[0].language if rows else ""
