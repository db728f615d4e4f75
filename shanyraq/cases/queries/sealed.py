"""Whom a request to open a seal is about, for the vault, which knows nobody by name."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.people.models import Person
from shanyraq.vault.queries import Subject
from shanyraq.vault.rules import SEAL_AGREE


def subject_of(actor: Actor, person: UUID) -> Subject | None:
    """Her code and file for whoever sees her; the code alone for a custodian, who is told of her in a request."""
    hers = Person.objects.visible_to(actor).filter(pk=person).values_list("code", flat=True)
    seen = hers.first() if actor.knows_people else None
    if seen is not None:
        return Subject(seen, reverse("cases:person", kwargs={"person_id": person}))
    if SEAL_AGREE not in actor.may:
        return None
    with computing("seal.subject"):
        code = Person.objects.filter(pk=person).values_list("code", flat=True).first()
    return Subject(code) if code else None
