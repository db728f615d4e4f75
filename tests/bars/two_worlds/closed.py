"""Differences in closed parts of people in view, under the seal, in others' papers, among colleagues."""

from __future__ import annotations

from datetime import date, timedelta

from shanyraq.access.models import Account, RoleGrant, StaffMember
from shanyraq.access.tests.factories import make_invitation
from shanyraq.cases.models import Case
from shanyraq.cases.queries import pack
from shanyraq.cases.tests import factories as rows
from shanyraq.people.models import Person, PersonName
from shanyraq.people.tests import factories as people
from shanyraq.people.tests.factories import AT
from shanyraq.vault.actions import put
from shanyraq.vault.tests.factories import asks
from tests.bars.two_worlds.differences import (
    FAR,
    GIVEN,
    LABELS,
    PLACES,
    SECRET,
    Choose,
    closed_parts,
    everybody,
    hidden_from,
    lacks,
    one_of_hers,
    opened,
    whom,
)
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

# --- closed parts of people in view -----------------------------------------------------------------------------------


def some_part(world: World, who: Somebody) -> bool:
    return any(closed_parts(who, place) for place in PLACES)


def closed_case(world: World, who: Somebody, choose: Choose) -> tuple[Case, str]:
    places = [place for place in PLACES if closed_parts(who, place)]
    case, place = one_of_hers(world, who, choose, places)
    return case, choose([part for part in closed_parts(who, place) if part not in opened(who, case)])


@hidden_from(some_part)
def a_note(world: World, who: Somebody, choose: Choose) -> None:
    """Somebody else wrote in a part that is closed to her."""
    case, part = closed_case(world, who, choose)
    if part == "C5" and who.reads("C12"):
        return  # how often somebody talked with the counsellor is told beside her consents, and nothing else of it
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


@hidden_from(lacks("C7", "C0"))
def a_meeting(world: World, who: Somebody, choose: Choose) -> None:
    """Others meet a family."""
    if case := whom(world, who, choose, "C7", "C0"):
        at = AT + timedelta(days=choose((0, 1, -3)))
        rows.make_appointment(case, world.another.staff, starts_at=at, title=SECRET)


@hidden_from(lacks("C0"))
def a_question(world: World, who: Somebody, choose: Choose) -> None:
    """A supervisor is asked to look."""
    if case := whom(world, who, choose, "C0"):
        rows.make_review(case, world.another.staff, kind="CLOSURE", request=SECRET)


@hidden_from(lacks("C0"))
def a_colleague_more(world: World, who: Somebody, choose: Choose) -> None:
    """Somebody else works with a family too. Who gives a sheet tells the family which roles can read their file."""
    case = whom(world, who, choose, "C0")
    if case is None or case.family is None:
        return
    seen = [one.pk for place in who.sees for one in world.families[place]]
    if case.pk not in seen or "sheet.give" not in who.role.may:
        rows.make_assignment(case, world.another.staff)


@hidden_from(lacks("C1"))
def another_name(world: World, who: Somebody, choose: Choose) -> None:
    """Somebody is called otherwise, and was born on another day: in the same part of life, which the shell tells."""
    if who.role.compartments.get("C1") == "S":
        return  # who reads some facts
    if (case := whom(world, who, choose, "C1")) and case.person.birth_date is not None:
        for name in PersonName.objects.filter(person=case.person):
            knows_first = who.role.compartments.get("C1") == "N"
            given = (name.given or name.text.split()[0]) if knows_first else choose(GIVEN)
            PersonName.objects.filter(pk=name.pk).update(given=given, text=f"{given} {choose(LABELS)}")
        born = choose([year for year in range(1960, 2021) if is_like(year, case.person.birth_date.year)])
        Person.objects.filter(pk=case.person_id).update(
            sort_name=choose(GIVEN), birth_date=date(born, choose((1, 2, 3)), 4)
        )


def is_like(year: int, other: int) -> bool:
    """Whether those born in the first months of two years are in the same part of life: for pages, and for plans."""
    ages = (AT.year - year, AT.year - other)
    return all((ages[0] < edge) == (ages[1] < edge) for edge in (6, 7, 12, 15, 18))


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
    return not {"seal.agree", "seal.ask", "emergency.oversee"} & who.role.may


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
