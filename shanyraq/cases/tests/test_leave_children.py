"""A mother or father who moves away: children move along, or stay only as a panel has decided; and ties that end."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.audit.models import About, Entry
from shanyraq.cases.actions.changes import MOVED
from shanyraq.cases.actions.families import CannotChangeFamily, end_kin, move_person
from shanyraq.cases.models import Case, FactChange
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.foundation.installation import install
from shanyraq.people.models import FamilyMembership, Kinship
from shanyraq.people.tests.factories import AT, make_kinship, make_membership, make_person

pytestmark = pytest.mark.django_db
WHY = "The mother is in hospital for a month; the panel decided on 12 May."


@pytest.fixture
def mother(aigul: Worker) -> Case:
    install(fixed_day=AT.date(), at=AT)
    return make_case(make_person("Maryam Omarova", sex="F"), case_manager=aigul.staff)


def beside(parent: Case, name: str, worker: Worker, *, born: int = 2012, relation: str = "child") -> Case:
    """Somebody who lives in the same household."""
    assert parent.family
    person = make_person(name, birth_date=date(born, 1, 1), birth_precision="day")
    make_membership(parent.family, person, relation=relation)
    return make_case(person, parent.family, case_manager=worker.staff)


@pytest.fixture
def child(aigul: Worker, mother: Case) -> Case:
    found = beside(mother, "Aya Omarova", aigul)
    make_kinship(mother.person, found.person)
    return found


def moved(case: Case, worker: Worker, **told: Any) -> str:
    """The code of why somebody does not move to a new family; empty where she does."""
    now: dict[str, Any] = {"starts_on": AT.date(), "by": worker.actor, "at": AT}
    words: dict[str, Any] = {"label": "Karimova", "relation": "head", **told}
    try:
        move_person(person_id=case.person_id, family_id=None, **words, **now)
    except CannotChangeFamily as refusal:
        return str(refusal.code)
    return ""


def home_of(case: Case) -> tuple[Any, str]:
    with computing("test"):
        place = FamilyMembership.objects.get(person=case.person_id, ends_on=None)
    return place.family_id, place.relation


def test_a_mother_leaves_no_child_behind_by_one_colleagues_word(
    child: Case, mother: Case, aigul: Worker
) -> None:
    home = home_of(child)

    assert moved(mother, aigul) == "reason_short"
    assert moved(mother, aigul, reason=WHY) == "panel"

    assert home_of(mother)[0] == home_of(child)[0] == home[0]


@pytest.mark.usefixtures("panel_said_yes")
def test_a_mother_leaves_a_child_as_a_panel_has_decided(child: Case, mother: Case, aigul: Worker) -> None:
    home = home_of(child)

    assert moved(mother, aigul, reason=WHY) == ""

    assert home_of(child) == home
    assert home_of(mother)[0] != home[0]


def test_children_who_move_along_have_their_place_file_history_and_entry_in_the_record(
    child: Case, mother: Case, aigul: Worker
) -> None:
    assert moved(mother, aigul, with_children=True) == ""

    child.refresh_from_db()
    family = home_of(mother)[0]
    assert home_of(child) == (family, "child")
    assert child.family_id == family
    with computing("test"):
        assert FactChange.objects.filter(person=child.person_id, kind=MOVED).count() == 1
    entry = Entry.objects.get(action="family.move", decision=Entry.ALLOWED)
    assert About.objects.filter(entry=entry, person=child.person_id).exists()


def test_a_child_with_whom_the_father_stays_stays_without_a_question(
    child: Case, mother: Case, aigul: Worker
) -> None:
    father = beside(mother, "Omar Serikov", aigul, born=1985, relation="spouse")
    make_kinship(father.person, child.person)

    assert moved(mother, aigul, with_children=True) == ""

    assert home_of(child)[0] == home_of(father)[0] != home_of(mother)[0]
    assert moved(child, aigul) == "reason_short"  # from now on she lives with her father alone
    assert moved(father, aigul, reason=WHY) == "panel"


def test_a_grown_daughter_and_a_niece_are_not_left(child: Case, mother: Case, aigul: Worker) -> None:
    grown = beside(mother, "Zhanna Omarova", aigul, born=1999)
    make_kinship(mother.person, grown.person)
    niece = beside(mother, "Saule Serik", aigul, relation="relative")
    home = home_of(grown)

    assert moved(mother, aigul, with_children=True) == ""

    assert home_of(grown) == home
    assert home_of(niece)[0] == home[0]
    assert home_of(child)[0] == home_of(mother)[0]


def test_who_becomes_something_else_at_home_leaves_nobody(child: Case, mother: Case, aigul: Worker) -> None:
    move_person(
        person_id=mother.person_id,
        family_id=mother.family_id,
        relation="spouse",
        starts_on=AT.date(),
        by=aigul.actor,
        at=AT,
    )

    assert home_of(child)[0] == home_of(mother)[0]


def test_the_page_offers_the_tick_where_a_child_would_stay_and_there_alone(
    child: Case, mother: Case, aigul: Worker
) -> None:
    def page(case: Case) -> str:
        address = reverse("cases:move_person", kwargs={"person_id": case.person_id})
        return aigul.client.get(address).content.decode()

    tick = page(mother).split('name="with_children"')[1].split("</label>")[0]
    assert "Aya" in tick and "checked" not in tick
    assert "with_children" not in page(child)

    address = reverse("cases:move_person", kwargs={"person_id": mother.person_id})
    told = {"family": "new", "label": "Karimova", "relation": "head", "starts_on": AT.date().isoformat()}
    assert "tick that she or he moves too" in aigul.client.post(address, told).content.decode()
    assert aigul.client.post(address, told | {"with_children": "on"}).status_code == 302

    assert home_of(child)[0] == home_of(mother)[0]


def tie_between(parent: Case, child: Case) -> Kinship:
    with computing("test"):
        return Kinship.objects.get(person=parent.person_id, relative=child.person_id)


def ended(tie: Kinship, worker: Worker) -> str:
    try:
        end_kin(kinship_id=tie.pk, ends_on=AT.date(), by=worker.actor, at=AT)
    except CannotChangeFamily as refusal:
        return str(refusal.code)
    return ""


def test_one_colleague_does_not_end_what_a_child_is_to_the_parent_she_lives_with(
    child: Case, mother: Case, aigul: Worker
) -> None:
    assert ended(tie_between(mother, child), aigul) == "panel"

    assert tie_between(mother, child).ends_on is None
    page = reverse("cases:end_kin", kwargs={"kinship_id": tie_between(mother, child).pk})
    told = aigul.client.post(page, {"ends_on": AT.date().isoformat()}).content.decode()
    assert "Nobody decides this alone" in told


def test_other_ties_and_those_of_a_parent_who_lives_elsewhere_are_ended_as_before(
    child: Case, mother: Case, aigul: Worker
) -> None:
    brother = beside(mother, "Yusuf Omarov", aigul)
    elsewhere = make_case(make_person("Omar Serikov"), case_manager=aigul.staff)
    grown = beside(mother, "Zhanna Omarova", aigul, born=1999)
    ties = [
        make_kinship(brother.person, child.person, kind="SIBLING"),
        make_kinship(elsewhere.person, child.person),
        make_kinship(mother.person, grown.person),
    ]

    assert [ended(tie, aigul) for tie in ties] == ["", "", ""]
