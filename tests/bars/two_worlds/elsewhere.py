"""Differences among people who are in nobody's sight: other families, and the work with them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from shanyraq.cases.actions.arrivals import get_arrival
from shanyraq.cases.models import Case
from shanyraq.cases.tests import factories as rows
from shanyraq.people.actions.creating import key_rows
from shanyraq.people.models import Family, NameKey, Person, PersonName
from shanyraq.people.rules import label_columns
from shanyraq.people.tests import factories as people
from shanyraq.people.tests.factories import AT
from tests.bars.two_worlds.differences import (
    GIVEN,
    LABELS,
    PARTS,
    PLACES,
    SECRET,
    TWINS,
    YEARS,
    Choose,
    does_not_oversee,
    everybody,
    hidden_from,
)
from tests.bars.two_worlds.world import (
    ELSEWHERE,
    Somebody,
    World,
    family,
    registered,
)


@hidden_from(everybody)
def a_family_more(world: World, who: Somebody, choose: Choose) -> list[Case]:
    """A family elsewhere, perhaps with the names, birthdays, arrival or neighbouring codes of one in view."""
    label, members = choose(LABELS), [(choose(GIVEN), choose(YEARS)) for _number in range(choose((1, 2, 4)))]
    if choose((True, False)):
        given, label, year = choose(TWINS)
        members[0] = (given, year)
    by = choose((None, world.another.staff))
    arrival = choose((None, "Zhusan 6"))
    terms: dict[str, Any] = {"case_manager": by, "region": choose((ELSEWHERE, "KAR")), "phase_entry": "P6"}
    if arrival:
        terms["arrival"] = get_arrival(
            operation=arrival, arrived_on=(AT - timedelta(days=100)).date(), entry="ORGANISED"
        )
    terms["arrived_at"] = AT - timedelta(days=100)
    cases = registered(family(label, members), **terms)
    if choose((True, False)):
        near = world.families[choose(PLACES)][0].person.code
        Person.objects.filter(pk=cases[0].person_id).update(code=neighbour(near, choose))
    return cases


def neighbour(code: str, choose: Choose) -> str:
    """A code that begins as another does and ends otherwise."""
    return code[:-1] + choose([sign for sign in "234567ACDEFGHJKLMNPQRSTUVWXYZ" if sign != code[-1]])


@hidden_from(everybody)
def a_family_renamed(world: World, who: Somebody, choose: Choose) -> None:
    """Those elsewhere are called otherwise, and were born on another day."""
    given, label = choose(GIVEN), choose(LABELS)
    case = choose(world.elsewhere)
    PersonName.objects.filter(person=case.person).update(text=f"{given} {label}", given=given)
    NameKey.objects.filter(person=case.person).delete()
    NameKey.objects.bulk_create(key_rows(case.person_id, [f"{given} {label}"]))
    Person.objects.filter(pk=case.person_id).update(
        sort_name=f"{given} {label}",
        birth_date=date(choose(YEARS), 1, 1),
        nationality=choose(("", "KZ", "RU")),
    )
    assert case.family is not None
    Family.objects.filter(pk=case.family.pk).update(**label_columns(label))


@hidden_from(does_not_oversee)
def a_family_gone(world: World, who: Somebody, choose: Choose) -> None:
    """Nobody is supported there any more: from then on some parts of the files are kept too long, and that is told."""
    for case in world.elsewhere:
        case.assignments.all().delete()
        Case.objects.filter(pk=case.pk).update(
            closed_at=AT - timedelta(days=1),
            closed_by=world.another.staff,
            closed_reason="MOVED_ABROAD",
            phase="CLOSED",
        )


@hidden_from(everybody)
def a_family_led_by_another(world: World, who: Somebody, choose: Choose) -> None:
    """Somebody else works there, or nobody."""
    for case in world.elsewhere:
        Case.objects.filter(pk=case.pk).update(case_manager=choose((None, world.lawyer.staff)))


@hidden_from(everybody)
def two_records_joined(world: World, who: Somebody, choose: Choose) -> None:
    """Two records of people elsewhere were one."""
    kept, absorbed = world.elsewhere[0].person, people.make_person("Maryam Omarova")
    people.make_merge(kept, absorbed)
    Person.objects.filter(pk=absorbed.pk).update(merged_into=kept)


@hidden_from(everybody)
def kin_out_of_sight(world: World, who: Somebody, choose: Choose) -> None:
    """Somebody in view is kin to somebody elsewhere."""
    here, there = choose(world.families[choose(PLACES)]).person, choose(world.elsewhere).person
    kind = choose(("PARENT", "SIBLING", "SPOUSE", "RELATIVE", "CAREGIVER"))
    one, other = choose(((here, there), (there, here)))
    people.make_kinship(one, other, kind=kind)


@hidden_from(everybody)
def a_colleague_is_kin_elsewhere(world: World, who: Somebody, choose: Choose) -> None:
    """A colleague said that she is kin of somebody elsewhere."""
    rows.make_colleague_kin(choose(world.elsewhere).person, choose((world.another, world.deputy)).staff)


@hidden_from(everybody)
def care_elsewhere(world: World, who: Somebody, choose: Choose) -> None:
    """A child elsewhere is alone."""
    people.make_care_situation(world.elsewhere[1].person, kind=choose(("UNACCOMPANIED", "SEPARATED")))


@hidden_from(everybody)
def work_elsewhere(world: World, who: Somebody, choose: Choose) -> None:
    """What was told, owed, asked and agreed with people elsewhere."""
    case, other = choose(world.elsewhere), world.another.staff
    part = choose(PARTS)
    rows.make_note(case, compartment=part, text=SECRET, written_by=other)
    rows.make_plan_step(case, compartment=part, key="P6-99", state=choose(("LATE", "DUE")))
    rows.make_review(case, other, kind=choose(("CLOSURE", "PLAN")))
    rows.make_appointment(case, other, starts_at=AT + timedelta(days=choose((0, 1))))
    rows.make_consent(case, purpose="family_tracing")
    rows.make_fact_change(case.person)
