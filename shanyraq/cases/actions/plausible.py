"""What a family that is registered by hand cannot be, and what is asked before it is saved."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyraq.access.rules import Actor
from shanyraq.cases.actions.doubts import Doubt, doubts_about, doubts_about_home, first_impossible, words_of
from shanyraq.cases.actions.opening import NewFamily
from shanyraq.cases.queries import pack
from shanyraq.cases.queries.registered import look_registered, registered_people
from shanyraq.cases.rosters.drafts import DraftRow
from shanyraq.foundation.errors import Refusal
from shanyraq.people import actions as people
from shanyraq.people.names import given_of
from shanyraq.people.queries import SCRIPT_OF_LANGUAGE
from shanyraq.people.rules.heads import faults_in_places
from shanyraq.people.rules.home import Place, kin_at_home
from shanyraq.people.rules.kin import Known, Tie, faults_in_kin

WRITTEN = {"day": 10, "month": 7}  # how much of an ISO date a precision holds; a year otherwise


class CannotRegister(Refusal):
    """A family that cannot be registered like this. `place`: at which member the fault lies, where it is one's."""

    def __init__(self, message: object, *, code: str | None = None, place: int | None = None) -> None:
        super().__init__(message, code=code)
        self.place = place


def doubts_about_family(family: NewFamily, today: date) -> list[Doubt]:
    """What is unlikely about a new family's kin. Raises CannotRegister for what cannot be."""
    names: dict[Hashable, str] = {i: _called(one.person) for i, one in enumerate(family.members)}
    known: dict[Hashable, Known] = {
        i: Known(one.person.birth_date, one.person.birth_precision, one.person.sex)
        for i, one in enumerate(family.members)
    }
    relations: dict[Hashable, str] = {i: one.person.relation for i, one in enumerate(family.members)}
    ties = [Tie(one, kind, other) for one, kind, other, _proof in family.kinships]
    youngest = pack().params.youngest_spouse_years
    in_kin = faults_in_kin(known, ties, today, youngest_spouse=youngest)
    faults = [*faults_in_places(relations, known, today), *in_kin]
    impossible = first_impossible(faults)
    if impossible is not None:
        place = max(int(str(one)) for one in impossible.who)
        raise CannotRegister(words_of(impossible, names), code=impossible.code, place=place)
    places = [Place(i, relations[i], known[i]) for i in relations]
    at_home = [
        doubt
        for child, kind in family.care
        for doubt in doubts_about_home(kin_at_home(child, places, ties, kind, today), names)
    ]
    return [*doubts_about(faults, names), *at_home]


def doubts_about_doubles(family: NewFamily, by: Actor) -> list[Doubt]:
    """Which of the members look registered already, among those whom the actor sees.

    Of anybody else nothing is said, not even that she is there: a form must not become a way to ask who is in the
    programme. Whoever sees both joins the two records.
    """
    alike = look_registered(by, [_row(i, one.person) for i, one in enumerate(family.members)])
    seen = registered_people(by, list(alike.values()))
    said = _("%(name)s looks registered already, as %(code)s. This is another person.")
    return [
        Doubt(
            f"double:{place}:{who}",
            said % {"name": _called(family.members[place].person), "code": seen[who].code},
            who,
        )
        for place, who in alike.items()
    ]


def _row(place: int, person: people.NewPerson) -> DraftRow:
    born = person.birth_date.isoformat() if person.birth_date else ""
    return DraftRow(
        place,
        "",
        0,
        {name.script: name.text for name in person.names},
        sex=person.sex,
        birth_date=born[: WRITTEN.get(person.birth_precision, 4)],
        precision=person.birth_precision,
        family="new",
    )


def _called(person: people.NewPerson) -> str:
    """What somebody is called who has no record yet, in the script of the page where it is given."""
    by_script = {name.script: name.given or given_of(name.text) for name in person.names}
    wanted = SCRIPT_OF_LANGUAGE.get((get_language() or "en")[:2], "Latn")
    return by_script.get(wanted) or next(iter(by_script.values()), "")
