"""What two worlds may differ in without somebody seeing it: other people's families, and closed parts of those in view.

Each says from whom it is hidden in the words of the programme (who works where, and what the pack lets her read), not
by asking the policy, which is what is tested.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from shanyraq.access.models import Account, RoleGrant, StaffMember
from shanyraq.access.rules import PERSONAL
from shanyraq.access.tests.factories import make_invitation
from shanyraq.cases.actions.arrivals import get_arrival
from shanyraq.cases.models import Case
from shanyraq.cases.queries import pack
from shanyraq.cases.tests import factories as rows
from shanyraq.people.actions.creating import key_rows
from shanyraq.people.models import Family, NameKey, Person, PersonName
from shanyraq.people.rules import label_columns
from shanyraq.people.tests import factories as people
from shanyraq.people.tests.factories import AT
from shanyraq.vault.actions import put
from shanyraq.vault.tests.factories import asks
from tests.bars.two_worlds.world import (
    BEFORE,
    ELSEWHERE,
    HOME,
    IN_CENTRE,
    Somebody,
    World,
    family,
    registered,
)

One = TypeVar("One")
PLACES = (HOME, IN_CENTRE, BEFORE)
PARTS = (*PERSONAL, "C4n")
GIVEN = (
    "Maryam",
    "Aisha",
    "Saule",
    "Aliya",
    "Dana",
    "Timur",
    "Zarina",
    "Yerlan",
    "\u041c\u0430\u0440\u0438\u044f\u043c",
)
LABELS = (
    "Omarova",
    "Serikova",
    "Akhmetova",
    "Omarov",
    "Zhumabekova",
    "\u041e\u043c\u0430\u0440\u043e\u0432\u0430",
)
YEARS = (1988, 2009, 2012, 2015, 2018, 1960, 2001)
# Where nobody who looks has anything to do.
FAR: dict[str, Any] = {
    "region": ELSEWHERE,
    "phase_entry": "P6",
    "arrived_at": AT - timedelta(days=100),
}
# Those whom the forms of `comparing.py` register: somebody elsewhere may be called so, and be born then.
TWINS = tuple(zip(GIVEN[:4], LABELS[:4], YEARS[:4], strict=True))
SECRET = "Something that only few may know."


class Choose:
    """Takes one of several, as whoever looks for differences wants it."""

    def __init__(self, one_of: Callable[[Sequence[Any]], Any]) -> None:
        self.one_of = one_of

    def __call__(self, several: Sequence[One]) -> One:
        chosen: One = self.one_of(several)
        return chosen


Change = Callable[[World, Somebody, Choose], Any]


@dataclass(frozen=True)
class Difference:
    """One way in which two worlds can differ, and from whom it is hidden."""

    name: str
    make: Change
    is_hidden_from: Callable[[World, Somebody], bool]


DIFFERENCES: list[Difference] = []


def hidden_from(told: Callable[[World, Somebody], bool]) -> Callable[[Change], Change]:
    def keep(make: Change) -> Change:
        DIFFERENCES.append(Difference(make.__name__, make, told))
        return make

    return keep


def everybody(world: World, who: Somebody) -> bool:
    """Nobody of those who look works there."""
    return True


def closed_parts(who: Somebody, place: str) -> list[str]:
    """The parts of the files of a place that stay closed to her: all of them where she does not work."""
    return [part for part in PARTS if place not in who.sees or not who.reads(part)]


def whom(world: World, who: Somebody, choose: Choose, part: str) -> Case | None:
    """Somebody in view of the programme whose part is closed to her."""
    places = [place for place in PLACES if part in closed_parts(who, place)]
    return choose(world.families[choose(places)]) if places else None


def lacks(part: str) -> Callable[[World, Somebody], bool]:
    """Hidden from her for whom this part is closed in one family at least."""
    return lambda world, who: any(part in closed_parts(who, place) for place in PLACES)


# --- other people's families ------------------------------------------------------------------------------------------


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


@hidden_from(everybody)
def a_family_gone(world: World, who: Somebody, choose: Choose) -> None:
    """Nobody is supported there any more."""
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


# --- closed parts of people in view -----------------------------------------------------------------------------------


def some_part(world: World, who: Somebody) -> bool:
    return any(closed_parts(who, place) for place in PLACES)


def closed_case(world: World, who: Somebody, choose: Choose) -> tuple[Case, str]:
    place = choose([place for place in PLACES if closed_parts(who, place)])
    return choose(world.families[place]), choose(closed_parts(who, place))


@hidden_from(some_part)
def a_note(world: World, who: Somebody, choose: Choose) -> None:
    """Somebody else wrote in a part that is closed to her."""
    case, part = closed_case(world, who, choose)
    at = AT - timedelta(minutes=choose((1, 600, 5000)))
    rows.make_note(case, compartment=part, text=SECRET, written_by=world.another.staff, written_at=at)


@hidden_from(some_part)
def a_change_of_facts(world: World, who: Somebody, choose: Choose) -> None:
    """Facts that belong to a closed part were corrected."""
    case, part = closed_case(world, who, choose)
    rows.make_fact_change(case.person, compartment=part, kind=choose(("CORRECTED", "KIN", "CARE")))


@hidden_from(some_part)
def a_service(world: World, who: Somebody, choose: Choose) -> None:
    """A service of a closed part is owed."""
    case, part = closed_case(world, who, choose)
    state = choose(("LATE", "DUE", "WAITING"))
    rows.make_plan_step(case, compartment=part, key="P9-99", state=state, discipline="nobody")


@hidden_from(some_part)
def something_that_happened(world: World, who: Somebody, choose: Choose) -> None:
    """Something of a closed part was told."""
    case, part = closed_case(world, who, choose)
    kinds = [kind.code for kind in pack().kinds.values() if kind.compartment == part]
    if not kinds:
        return
    kind, at = choose(kinds), AT - timedelta(days=choose((0, 1, 30)))
    told = rows.make_record(
        case, compartment=part, kind=kind, happened_at=at, recorded_by=world.another.staff
    )
    rows.make_evidence(
        case, compartment=part, kind=kind, at=at, source_id=told.pk, recorded_by=world.another.staff
    )


@hidden_from(lacks("C12"))
def an_answer(world: World, who: Somebody, choose: Choose) -> None:
    """Somebody said yes or no to a purpose."""
    if case := whom(world, who, choose, "C12"):
        rows.make_consent(case, purpose="family_tracing", answer=choose(("YES", "NO", "WITHDRAWN")))


@hidden_from(lacks("C7"))
def kin_in_sight(world: World, who: Somebody, choose: Choose) -> None:
    """Two of a family are kin in another way."""
    if case := whom(world, who, choose, "C7"):
        other = next(one for one in (*world.families[HOME], *world.families[IN_CENTRE]) if one.pk != case.pk)
        people.make_kinship(case.person, other.person, kind=choose(("SPOUSE", "RELATIVE", "SIBLING")))


@hidden_from(lacks("C7"))
def a_child_alone(world: World, who: Somebody, choose: Choose) -> None:
    """A child is without her family."""
    if case := whom(world, who, choose, "C7"):
        people.make_care_situation(case.person, kind=choose(("UNACCOMPANIED", "SEPARATED")))


@hidden_from(lacks("C7"))
def a_relative(world: World, who: Somebody, choose: Choose) -> None:
    """Somebody without a file lives with a family."""
    if case := whom(world, who, choose, "C7"):
        assert case.family is not None
        people.make_membership(
            case.family, people.make_person(f"{choose(GIVEN)} Omarova"), relation="relative"
        )


@hidden_from(lacks("C7"))
def a_meeting(world: World, who: Somebody, choose: Choose) -> None:
    """Others meet a family."""
    if case := whom(world, who, choose, "C7"):
        at = AT + timedelta(days=choose((0, 1, -3)))
        rows.make_appointment(case, world.another.staff, starts_at=at, title=SECRET)


@hidden_from(lacks("C0"))
def a_question(world: World, who: Somebody, choose: Choose) -> None:
    """A supervisor is asked to look."""
    if case := whom(world, who, choose, "C0"):
        rows.make_review(case, world.another.staff, kind="CLOSURE", request=SECRET)


@hidden_from(lacks("C0"))
def a_colleague_more(world: World, who: Somebody, choose: Choose) -> None:
    """Somebody else works with a family too."""
    if (case := whom(world, who, choose, "C0")) and case.family is not None:
        rows.make_assignment(case, world.another.staff)


@hidden_from(lacks("C1"))
def another_name(world: World, who: Somebody, choose: Choose) -> None:
    """Somebody is called otherwise, and was born on another day."""
    if who.role.compartments.get("C1") in ("N", "S"):
        return  # of whom she reads the first name, or some facts
    if case := whom(world, who, choose, "C1"):
        PersonName.objects.filter(person=case.person).update(text=f"{choose(GIVEN)} {choose(LABELS)}")
        Person.objects.filter(pk=case.person_id).update(sort_name=choose(GIVEN), birth_date=date(1970, 2, 3))


@hidden_from(lambda world, who: "emergency.oversee" not in who.role.may)
def an_emergency(world: World, who: Somebody, choose: Choose) -> None:
    """Somebody else opened a part in an emergency, and others were told."""
    place = choose([place for place in PLACES if place not in who.sees] or [BEFORE])
    if place in who.sees:
        return  # whoever sees a file may know that it was opened
    rows.make_emergency_opening(
        choose(world.families[place]).person,
        world.another.staff,
        lead=choose((None, world.lawyer.staff)),
        opened_at=AT - timedelta(minutes=choose((5, 600))),
    )


# --- what is sealed, and other people's papers ------------------------------------------------------------------------


@hidden_from(everybody)
def something_sealed(world: World, who: Somebody, choose: Choose) -> None:
    """A former name, a kunya or a paper lies under the seal."""
    case = choose([case for cases in (*world.families.values(), world.elsewhere) for case in cases])
    put(person=case.person_id, kind=choose(("name", "kunya", "document")), content={"text": SECRET}, at=AT)


def keeps_no_seal(world: World, who: Somebody) -> bool:
    return not {"seal.agree", "seal.ask"} & who.role.may


@hidden_from(keeps_no_seal)
def a_seal_asked_for(world: World, who: Somebody, choose: Choose) -> None:
    """Another lawyer asks for a seal to be opened."""
    case = registered(family("Ibraeva", [("Nazym", 1983)]), **FAR, case_manager=world.another.staff)[0]
    rows.make_assignment(case, world.lawyer.staff)
    put(person=case.person_id, kind="name", content={"text": SECRET}, at=AT)
    asks(world.lawyer, case.person_id, at=AT)


@hidden_from(everybody)
def a_list_of_another(world: World, who: Somebody, choose: Choose) -> None:
    """A colleague looks through a list, or has confirmed one."""
    rows.make_roster_draft(world.officer.staff, content={"rows": []}, made_at=AT)
    rows.make_roster_import(world.officer.staff, people=choose((3, 300)), families=2)


# --- colleagues -------------------------------------------------------------------------------------------------------


def sees_no_staff(world: World, who: Somebody) -> bool:
    """Whoever neither lists colleagues nor takes part in what only two may do."""
    return not {"staff.read", "staff.invite", "seal.agree", "account.recover_agree"} & who.role.may


@hidden_from(sees_no_staff)
def a_colleague_elsewhere(world: World, who: Somebody, choose: Choose) -> None:
    """Somebody began to work elsewhere, with a link that is still open."""
    discipline = choose(("case_manager", "psychologist", "teacher", "supervisor", "lawyer"))
    staff = StaffMember.objects.create(
        given_name=choose(GIVEN),
        family_name="T.",
        discipline=discipline,
        region=ELSEWHERE,
        joined_on=date(2021, 1, 1),
    )
    account = Account.objects.create_account(login="another", staff=staff, made_at=AT)
    RoleGrant.objects.create(staff=staff, role="case_manager", region=ELSEWHERE, starts_at=AT)
    make_invitation(account, "another-secret")


@hidden_from(sees_no_staff)
def a_colleague_left(world: World, who: Somebody, choose: Choose) -> None:
    """Somebody elsewhere no longer works here."""
    StaffMember.objects.filter(pk=world.lawyer.staff.pk).update(left_on=date(2021, 5, 1), given_name="Nobody")
