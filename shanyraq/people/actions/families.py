"""Where somebody lives and with whom: places in families, kinship, a child's time without her family."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from shanyraq.access.queries import computing
from shanyraq.foundation import keyring
from shanyraq.foundation.errors import Refusal
from shanyraq.people import rules
from shanyraq.people.models import CareSituation, Family, FamilyMembership, Kinship, Person


class CannotMove(Refusal):
    """Somebody cannot move to this family like this."""


class CannotRelate(Refusal):
    """Two people cannot be each other's kin like this."""


class CannotSetCare(Refusal):
    """A care situation that cannot hold like this."""


def move_to_family(*, person: Person, family: Family, relation: str, starts_on: date) -> FamilyMembership:
    """Give a person her place in a family from a day on; her place until then ends. Raises CannotMove.

    In the family she lives in already, only what she is there changes. Part of the caller's recorded act.
    """
    with computing("family.move"):
        now = FamilyMembership.objects.filter(person=person, ends_on=None).select_for_update().first()
        if now is not None and now.family_id == family.pk:
            now.relation = relation
            now.save(update_fields=["relation"])
            return now
        if now is not None:
            if starts_on < now.starts_on:
                raise CannotMove(
                    _("The time with the present family began on a later day. Check the date."),
                    code="before",
                )
            now.ends_on = starts_on
            now.save(update_fields=["ends_on"])
        return FamilyMembership.objects.create(
            family=family, person=person, relation=relation, starts_on=starts_on
        )


def add_kinship(
    *, person: Person, relative: Person, kind: str, proof: str, starts_on: date | None = None
) -> Kinship:
    """Say what `person` is to `relative`, and how that is known. Part of the caller's recorded act.

    Raises CannotRelate.
    """
    if person.pk == relative.pk:
        raise CannotRelate(_("Choose another person: nobody is her own relative."), code="herself")
    with computing("kinship.add"):
        keyring.ensure_keys([(person.pk, "C7")])
        known = Kinship.objects.filter(
            person__in=(person, relative), relative__in=(person, relative), ends_on=None
        )
        ties = {(one.person_id, str(one.kind)) for one in known}
        both_ways = (relative.pk, kind) in ties and kind not in rules.GOES_BOTH_WAYS
        if (person.pk, kind) in ties or ((relative.pk, kind) in ties and not both_ways):
            raise CannotRelate(_("This is already known of the two."), code="known")
        if both_ways:
            raise CannotRelate(
                _("The other way round is recorded already: end that first if it is wrong."), code="reversed"
            )
        return Kinship.objects.create(
            person=person, relative=relative, kind=kind, proof=proof, starts_on=starts_on
        )


def end_kinship(*, kinship: Kinship, ends_on: date) -> Kinship:
    """Say that a kinship holds no more, or never did. Part of the caller's recorded act."""
    kinship.ends_on = max(ends_on, kinship.starts_on or ends_on)
    with computing("kinship.end"):
        kinship.save(update_fields=["ends_on"])
    return kinship


def set_care_situation(*, person: Person, kind: str, starts_on: date) -> CareSituation:
    """Say that a child is without her family from a day on. Part of the caller's recorded act.

    She is either unaccompanied or separated: the other ends the day before. Raises CannotSetCare.
    """
    with computing("care.set"):
        keyring.ensure_keys([(person.pk, "C7")])
        for now in CareSituation.objects.filter(person=person, ends_on=None):
            if str(now.kind) == kind:
                raise CannotSetCare(_("This is recorded already."), code="known")
            if starts_on < now.starts_on:
                raise CannotSetCare(
                    _("Another situation is recorded from a later day. Check the date."), code="before"
                )
            end_care_situation(situation=now, ends_on=starts_on - timedelta(days=1))
        return CareSituation.objects.create(person=person, kind=kind, starts_on=starts_on)


def end_care_situation(*, situation: CareSituation, ends_on: date) -> CareSituation:
    """Say until which day it held, that day included. Part of the caller's recorded act."""
    situation.ends_on = max(ends_on, situation.starts_on)
    with computing("care.end"):
        situation.save(update_fields=["ends_on"])
    return situation
