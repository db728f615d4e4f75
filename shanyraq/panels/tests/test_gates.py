"""What one person may not do as long as no panel has decided; and what waits for no panel."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shanyraq.access.queries import computing, system
from shanyraq.cases.actions.consents import Asked, CannotConsent, record_consents
from shanyraq.cases.actions.doubts import Doubtful
from shanyraq.cases.actions.families import CannotChangeFamily, move_person
from shanyraq.cases.actions.plans import refresh_plans
from shanyraq.cases.actions.records import CannotRecord, record_happening
from shanyraq.cases.actions.reviews import CannotDecide, ask_closure, decide_closure
from shanyraq.cases.models import Case
from shanyraq.cases.queries import pack
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case, make_consent
from shanyraq.foundation import clock
from shanyraq.panels.actions.again import appeal
from shanyraq.panels.tests.cast import Bench, decided
from shanyraq.people.models import FamilyMembership
from shanyraq.people.tests.factories import make_care_situation, make_kinship, make_person

pytestmark = pytest.mark.django_db


def recorded(case: Case, kind: str, by: Worker) -> str:
    """The code of why it is not recorded; empty where it is."""
    at = clock.now()
    try:
        record_happening(
            case_ids=[case.pk], kind=kind, happened_at=at, details={"text": "As agreed."}, by=by.actor, at=at
        )
    except CannotRecord as refusal:
        return str(refusal.code)
    except Doubtful:  # told once today: nothing of a panel stands before it
        return ""
    return ""


def test_that_a_panel_decided_is_recorded_only_once_one_has(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    assert recorded(child, "home.best_interests.decided", aigul) == "panel"

    decided(child, "placement", bench, aigul, daniyar, False, False, True)

    assert recorded(child, "home.best_interests.decided", aigul) == ""


def test_a_child_without_parents_changes_no_household_without_a_yes(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    def moved() -> str:
        try:
            move_person(
                person_id=child.person_id,
                family_id=None,
                label="Karimova",
                relation="grandchild",
                starts_on=clock.today(),
                by=aigul.actor,
                at=clock.now(),
            )
        except CannotChangeFamily as refusal:
            return str(refusal.code)
        return ""

    make_care_situation(child.person, kind="SEPARATED", starts_on=clock.today() - timedelta(days=30))
    assert moved() == "panel"

    decided(child, "placement", bench, aigul, daniyar)
    assert moved() == ""


def test_a_child_without_parents_moves_in_nowhere_without_a_yes(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    assert recorded(child, "home.placement.planned", aigul) == ""
    make_care_situation(child.person, kind="UNACCOMPANIED", starts_on=clock.today() - timedelta(days=30))
    assert recorded(child, "home.placement.planned", aigul) == "panel"

    panel = decided(child, "placement", bench, aigul, daniyar)
    assert recorded(child, "home.placement.planned", aigul) == ""

    appeal(
        panel_id=panel.pk,
        appellant="PARENT",
        words="Her mother wishes that she waits.",
        by=aigul.actor,
        at=clock.now(),
    )
    assert recorded(child, "home.placement.planned", aigul) == "panel"


def test_a_child_who_lives_with_a_parent_is_placed_elsewhere_only_after_a_yes_to_that(
    child: Case, bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    mother = make_person("Maryam Canaryova", sex="F")
    make_case(mother, case_manager=aigul.staff)
    make_kinship(mother, child.person)
    assert recorded(child, "home.placement.planned", aigul) == ""  # her mother lives elsewhere

    assert child.family
    with computing("test"):
        FamilyMembership.objects.filter(person=mother).update(family=child.family)

    assert recorded(child, "home.placement.planned", aigul) == "panel"
    decided(child, "separation", bench, aigul, daniyar)
    assert recorded(child, "home.placement.planned", aigul) == ""


def test_contact_that_a_child_does_not_wish_needs_a_panel_and_wished_contact_none(
    child: Case, aigul: Worker
) -> None:
    assert recorded(child, "home.parent_contact.arranged", aigul) == ""

    make_consent(child, purpose="family_contact", answer="NO")

    assert recorded(child, "home.parent_contact.arranged", aigul) == "panel"


def test_a_file_is_not_closed_over_something_urgent_by_one_person(
    bench: Bench, aigul: Worker, daniyar: Worker
) -> None:
    at = clock.now()
    case = make_case(case_manager=aigul.staff, arrived_at=at - timedelta(days=400))
    with system("test"):
        refresh_plans(cases=[case], at=at)
    [review] = ask_closure(
        case_ids=[case.pk],
        proposal="GOALS_MET",
        agreed_at=at - timedelta(days=1),
        request="All goals are met; the school knows whom to call.",
        by=aigul.actor,
        at=at,
    )

    with pytest.raises(CannotDecide) as refused:
        decide_closure(review_ids=[review.pk], outcome="AGREED", answer="", by=daniyar.actor, at=at)

    assert refused.value.code == "panel" and "urgent need" in str(refused.value)
    decided(case, "closing", bench, aigul, daniyar)
    decide_closure(review_ids=[review.pk], outcome="AGREED", answer="", by=daniyar.actor, at=clock.now())


def test_nobody_speaks_in_public_by_one_colleagues_word(aigul: Worker) -> None:
    grown = make_person("Zhanna Omarova", birth_date=date(1990, 1, 1), birth_precision="day")
    case = make_case(grown, case_manager=aigul.staff)
    asked = Asked(given_by="SELF", on=clock.today())

    with pytest.raises(CannotConsent) as refused:
        record_consents(
            case_id=case.pk, answers={"testimony": "YES"}, asked=asked, by=aigul.actor, at=clock.now()
        )

    assert refused.value.code == "panel"
    record_consents(case_id=case.pk, answers={"testimony": "NO"}, asked=asked, by=aigul.actor, at=clock.now())


def test_food_shelter_and_urgent_care_wait_for_no_panel() -> None:
    known = pack()
    gated = {kind for one in known.panels.values() for kind in (*one.tells, *one.needs_yes)}

    urgent = [a for a in known.actions.values() if a.service in ("food", "shelter", "health")]

    assert urgent and not any(gated & set(action.done_by) for action in urgent)
