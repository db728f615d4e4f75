"""Differences beside the files: what people asked, what the law and the officer keep, lists, cards, papers."""

from __future__ import annotations

from datetime import timedelta

from shanyraq.cases.models import Case
from shanyraq.cases.queries import pack
from shanyraq.cases.tests import factories as rows
from shanyraq.oversight.models import Breach, LegalItem, LegalRequest
from shanyraq.oversight.tests.factories import invent, make_finding, make_finding_answer, opened
from shanyraq.papers.tests.factories import make_paper
from shanyraq.people.tests.factories import AT
from shanyraq.rights.tests.factories import make_data_request, make_erasure, make_legal_hold
from tests.bars.entitled import cards_of
from tests.bars.two_worlds.closed import closed_case, some_part
from tests.bars.two_worlds.differences import (
    PLACES,
    SECRET,
    Choose,
    does_not_oversee,
    everybody,
    hidden_from,
    lacks,
    one_of_hers,
    whom,
)
from tests.bars.two_worlds.world import ELSEWHERE, Somebody, World

# --- cards ------------------------------------------------------------------------------------------------------------


def closed_topics(who: Somebody, place: str) -> list[tuple[str, str]]:
    """The cards, with their parts, that she does not read of the people of a place."""
    read = cards_of(who.role.code)
    return [
        (card.code, card.compartment)
        for card in pack().cards.values()
        if place not in who.sees or (card.code not in read and not who.reads(card.compartment))
    ]


def some_card(world: World, who: Somebody) -> bool:
    return any(closed_topics(who, place) for place in PLACES)


@hidden_from(some_card)
def a_card(world: World, who: Somebody, choose: Choose) -> None:
    """Colleagues of another part have something to say about it."""
    case, place = one_of_hers(world, who, choose, [place for place in PLACES if closed_topics(who, place)])
    topic, part = choose(closed_topics(who, place))
    told = {"topic": topic, "compartment": part, "written_by": world.another.staff}
    before = rows.make_summary_card(case, text=SECRET, **told) if choose((True, False)) else None
    rows.make_summary_card(case, text=choose((SECRET, "")), corrects=before, **told)


# --- papers ----------------------------------------------------------------------------------------------------------


@hidden_from(some_part)
def a_paper(world: World, who: Somebody, choose: Choose) -> None:
    """A scan or a letter is kept in a part that is closed to her."""
    case, part = closed_case(world, who, choose)
    at = AT - timedelta(minutes=choose((1, 600, 5000)))
    make_paper(
        case,
        content=SECRET.encode(),
        compartment=part,
        title=SECRET,
        added_by=world.another.staff,
        added_at=at,
    )


# --- what people asked, and what the law keeps ------------------------------------------------------------------------


def answers_nobody(world: World, who: Somebody) -> bool:
    """Whoever looks after nobody's rights but those of her own people."""
    return "rights.oversee" not in who.role.may and lacks("C12")(world, who)


@hidden_from(answers_nobody)
def a_request(world: World, who: Somebody, choose: Choose) -> None:
    """Somebody asked about her file, and was answered or waits."""
    if case := whom(world, who, choose, "C12"):
        kind = choose(("SEE", "CORRECT", "OBJECT", "ERASE"))
        make_data_request(
            case, world.another.staff, kind=kind, wish=SECRET, asked_by=choose(("SELF", "PARENT"))
        )


@hidden_from(answers_nobody)
def a_hold(world: World, who: Somebody, choose: Choose) -> None:
    """A court keeps parts of a file from being deleted."""
    if case := whom(world, who, choose, "C12"):
        make_legal_hold(case, world.another.staff, act=SECRET, parts=choose((["C3"], ["C0", "C7", "C9"])))


@hidden_from(answers_nobody)
def an_erasure(world: World, who: Somebody, choose: Choose) -> None:
    """It is asked to erase a file, or a part of one is gone."""
    if case := whom(world, who, choose, "C12"):
        gone = {
            "state": "ERASED",
            "decided_at": AT,
            "erased_at": AT,
            "parts": ["C5"],
            "rows": {"cases.Note": 2},
        }
        make_erasure(case, world.another.staff, **choose(({}, gone)))


@hidden_from(lambda world, who: "legal.see" not in who.role.may)
def a_demand(world: World, who: Somebody, choose: Choose) -> None:
    """An authority wants to be told of somebody."""
    case = choose([case for cases in (*world.families.values(), world.elsewhere) for case in cases])
    days = {"received_on": AT.date(), "answer_by": AT.date() + timedelta(days=choose((0, 5)))}
    demand = LegalRequest.objects.create(
        authority="A court",
        act=SECRET,
        person=case.person_id,
        entered_by=world.lawyer.staff,
        entered_at=AT,
        **days,
    )
    LegalItem.objects.create(request=demand, number=1, part=choose(("C8", "C9")), what=SECRET)


# --- what the officer keeps -------------------------------------------------------------------------------------------


@hidden_from(does_not_oversee)
def a_finding(world: World, who: Somebody, choose: Choose) -> None:
    """The officer wonders about a colleague's reading, or about her own."""
    about = choose((world.another, world.deputy, who.worker)).staff
    case = choose([case for cases in world.families.values() for case in cases])
    finding = make_finding(
        about, kind=choose(("NIGHT", "KIN", "SURNAME", "NORM")), persons=[str(case.person_id)]
    )
    if choose((True, False)):
        make_finding_answer(finding, world.everybody["dpo"].worker.staff, words=SECRET)


@hidden_from(does_not_oversee)
def a_brake(world: World, who: Somebody, choose: Choose) -> None:
    """A colleague elsewhere opened many files within the hour, and has to wait."""
    people = [case.person_id for case in world.elsewhere]
    for number in range(choose((1, 3))):
        opened(world.another, people, at=AT - timedelta(minutes=number))
    make_finding(world.another.staff, kind=choose(("PACE", "SEARCH")), people=90, usual=80)


@hidden_from(lambda world, who: "breach.keep" not in who.role.may)
def a_breach(world: World, who: Somebody, choose: Choose) -> None:
    """A phone was lost."""
    told = {"what": SECRET, "whom": "Two families.", "risk": "UNLIKELY", "risk_words": SECRET, "people": 2}
    Breach.objects.create(
        **told, noticed_at=AT, entered_by=world.everybody["dpo"].worker.staff, entered_at=AT
    )


@hidden_from(lambda world, who: "invented.see" not in who.role.may)
def somebody_invented(world: World, who: Somebody, choose: Choose) -> None:
    """Two colleagues invented somebody elsewhere, for whom only the curious would look."""
    two = (world.everybody[role].worker for role in ("dpo", "programme_manager"))
    invent(*two, region=ELSEWHERE, born=choose((1990, 1979)))


# --- lists taken along, and files that are protected ------------------------------------------------------------------


@hidden_from(lambda world, who: "export.oversee" not in who.role.may)
def a_list_taken_along(world: World, who: Somebody, choose: Choose) -> None:
    """A colleague elsewhere took a list of her people along, or waits for somebody's yes."""
    state = choose(({}, {"ready_at": None}))
    by = choose((world.another, world.lawyer)).staff
    made = rows.make_export(by, people=choose((2, 60)), recipient=SECRET, **state)
    made.content = {"rows": [{"name": SECRET}], "day": "2021-05-20"}
    made.save()


@hidden_from(everybody)
def a_protected_file(world: World, who: Somebody, choose: Choose) -> None:
    """A file elsewhere is open to nobody but those who work with it by name."""
    Case.objects.filter(pk=choose(world.elsewhere).pk).update(is_protected=True)
