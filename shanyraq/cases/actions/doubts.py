"""What an act asks before it saves something unlikely, and what it refuses because it cannot be: kin above all."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyraq.access.queries import computing
from shanyraq.access.rules import Actor
from shanyraq.cases.queries import pack
from shanyraq.foundation.errors import Refusal
from shanyraq.people.models import Family, FamilyMembership, Person
from shanyraq.people.queries import given_name, kin_web, names_prefetch
from shanyraq.people.rules import kinships_of
from shanyraq.people.rules.heads import faults_in_places
from shanyraq.people.rules.home import WITH_KIN, Place, kin_at_home
from shanyraq.people.rules.kin import Fault, Known, Tie, faults_in_kin

Names = Mapping[Hashable, str]


@dataclass(frozen=True)
class Doubt:
    """Something unlikely, as a sentence to be ticked where it is so all the same. `person`: whose file to look at."""

    code: str
    sentence: str
    person: uuid.UUID | None = None


class Doubtful(Refusal):
    """Nothing is saved until somebody says of each doubt that it is really so."""

    code = "doubtful"

    def __init__(self, doubts: Sequence[Doubt]) -> None:
        super().__init__(_("This is unlikely. Check it, and tick it if it is so."))
        self.doubts = tuple(doubts)


def ask(doubts: Sequence[Doubt], sure: Collection[str], by: Actor) -> None:
    """Raise Doubtful unless `sure` holds the code of each doubt. The system is asked nothing: nobody would answer."""
    each = {doubt.code: doubt for doubt in doubts}
    if not by.is_system and not each.keys() <= set(sure):
        raise Doubtful(list(each.values()))


def first_impossible(faults: Iterable[Fault]) -> Fault | None:
    """The first of these that cannot be."""
    return next((fault for fault in faults if fault.is_certain), None)


def doubts_about(faults: Iterable[Fault], names: Names) -> list[Doubt]:
    """Those that are only unlikely, as questions."""
    return [
        Doubt(":".join((fault.code, *map(str, fault.who))), words_of(fault, names))
        for fault in faults
        if not fault.is_certain
    ]


def words_of(fault: Fault, names: Names) -> str:
    """A fault as a sentence, about people whom the actor sees."""
    one, other = (*fault.who, fault.who[0])[:2]
    return _(fault.sentence) % {"one": names[one], "other": names[other]}


def names_seen(by: Actor, people: Iterable[Hashable]) -> dict[Hashable, str]:
    """What these people are called, of those whom the actor sees."""
    seen = Person.objects.visible_to(by).filter(pk__in=list(people)).prefetch_related(names_prefetch(by))
    return {person.pk: given_name(person, get_language() or "en") for person in seen}


def judge_kin(
    *,
    people: Iterable[Person],
    new: Sequence[Tie] = (),
    is_between: bool = False,
    before: Mapping[Hashable, Known] | None = None,
    sure: Collection[str] = (),
    by: Actor,
    today: date,
    error: type[Refusal],
) -> None:
    """Judge what a change would make of the kin of these people, who are as they are to be.

    `new` are ties that come, saved or not; `is_between`: only ties between these people are looked at; `before` is
    what was known of people whose facts changed. Only what the change itself makes impossible raises `error`, and
    only what it makes unlikely is asked: old faults wait for their own correction. Nobody whom the actor does not
    see is compared with: a refusal would tell that she is in the programme. Whoever sees both ends what is wrong.
    """
    people = list(people)
    with computing("kin.judge"):
        known, ties = kin_web(by, [person.pk for person in people])
    ties = [tie for tie in ties if tie not in new]
    if is_between:
        ids = {person.pk for person in people}
        ties = [tie for tie in ties if {tie.one, tie.other} <= ids]
    was = {**known, **(before or {})}
    known |= {one.pk: facts_of_kin(one) for one in people}
    youngest = pack().params.youngest_spouse_years
    old = faults_in_kin(was, ties, today, youngest_spouse=youngest)
    now = faults_in_kin(known, [*ties, *new], today, youngest_spouse=youngest)
    _judge([fault for fault in now if fault not in old], sure, by, error)


def _judge(faults: Sequence[Fault], sure: Collection[str], by: Actor, error: type[Refusal]) -> None:
    """Raise `error` for what cannot be, and ask about what is unlikely."""
    if not faults:
        return
    names = names_seen(by, {who for fault in faults for who in fault.who})
    impossible = first_impossible(faults)
    if impossible is not None:
        raise error(words_of(impossible, names), code=impossible.code)
    ask(doubts_about(faults, names), sure, by)


def judge_place(
    person: Person,
    family: Family,
    relation: str,
    *,
    sure: Collection[str],
    by: Actor,
    at: datetime,
    error: type[Refusal],
) -> None:
    """Judge the place that somebody is to have in a family: it has one head, and she can be that to her or him. A
    child is asked about who is to be the head of adults.

    Whom the actor does not see is not told of.
    """
    seen = FamilyMembership.objects.visible_to(by).filter(family=family, ends_on=None)
    others = seen.exclude(person=person).select_related("person").order_by("person_id")
    living = {one.person_id: one for one in others}
    head = next((one for one in living.values() if one.relation == "head"), None)
    if relation == "head":
        known: dict[Hashable, Known] = {key: facts_of_kin(one.person) for key, one in living.items()}
        places: dict[Hashable, str] = {key: one.relation for key, one in living.items()}
        known[person.pk], places[person.pk] = facts_of_kin(person), relation
        _judge(faults_in_places(places, known, localdate(at)), sure, by, error)
    if head is None:
        return
    if relation == "grandparent":  # the children's perhaps, and the head's own mother
        return
    pair = (head.person, person)
    implied = [Tie(pair[i].pk, kind, pair[j].pk) for i, kind, j, _proof in kinships_of(["head", relation])]
    judge_kin(people=pair, new=implied, is_between=True, sure=sure, by=by, today=localdate(at), error=error)


def ask_about_kin_at_home(
    *, person: Person, kind: str, sure: Collection[str], by: Actor, today: date
) -> None:
    """Ask, where a child that is to be without her family lives with her own kin, as far as the actor sees them."""
    with computing("care.set"):
        _known, ties = kin_web(by, [person.pk])
    seen = FamilyMembership.objects.visible_to(by).filter(ends_on=None)
    homes = seen.filter(person=person).values("family")
    living = seen.filter(family__in=homes).select_related("person")
    places = [Place(one.person_id, one.relation, facts_of_kin(one.person)) for one in living]
    found = kin_at_home(person.pk, places, ties, kind, today)
    ask(doubts_about_home(found, names_seen(by, found)), sure, by)


def doubts_about_home(found: Iterable[Hashable], names: Names) -> list[Doubt]:
    """Those of her kin who live with a child that is to be without her family, as questions."""
    return [Doubt(f"with:{one}", _(WITH_KIN) % {"name": names[one]}) for one in found]


def facts_of_kin(person: Person) -> Known:
    """What of a person decides which kin she can be."""
    return Known(person.birth_date, person.birth_precision, person.sex)
