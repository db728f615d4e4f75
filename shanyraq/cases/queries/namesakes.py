"""Members of a family who are called the same: they are told apart by their ages."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.foundation.closed import is_closed
from shanyraq.foundation.text import N_
from shanyraq.people.models import Person, PersonName
from shanyraq.people.rules import age_band, age_on

BANDS = {
    "small": N_("under 7 years"),
    "child": N_("7 to 14 years"),
    "young": N_("15 to 17 years"),
    "adult": N_("adult"),
}


def namesakes(actor: Actor, families: Iterable[uuid.UUID | None]) -> frozenset[uuid.UUID]:
    """The members of these families whose short name, in any script, another member has too. One query.

    Nobody is shown by it: the names are only compared.
    """
    if not actor.reads("C1"):
        return frozenset()  # who knows first names only is told no ages by which to tell them apart
    names = PersonName.objects.visible_to(actor).filter(
        person__memberships__family__in={one for one in families if one}, person__memberships__ends_on=None
    )
    called: dict[tuple[uuid.UUID, str], set[uuid.UUID]] = defaultdict(set)
    for family, person, given, text in names.values_list(
        "person__memberships__family", "person", "given", "text"
    ):
        called[family, given or text].add(person)
    return frozenset(one for alike in called.values() if len(alike) > 1 for one in alike)


def with_age(name: str, person: Person, today: date) -> str:
    """A name with the age behind it, as it stands where a namesake is near; alone where no age is known."""
    age = age_told(person, today)
    return _("%(what)s (%(who)s)") % {"what": name, "who": age} if age else name


def age_told(person: Person, today: date) -> str:
    """How old she is, as her reader may know it: in years, or in which part of life."""
    if not is_closed(person, "birth_date"):
        return about_age(age_on(person.birth_date, today), person.birth_precision)
    with computing("age.band"):
        band = age_band(person.birth_date, person.birth_precision, today)
    return _(BANDS[band]) if band else ""


def about_age(age: int | None, birth_precision: str) -> str:
    """Whole years, as well as the date of birth is known; empty where nothing is known of it."""
    if age is None:
        return ""
    return _("about %(age)s") % {"age": age} if birth_precision in ("estimated", "year") else str(age)
