"""Opening a closed part of a file in an emergency, page by page, and what stands there. The rules are bar B51."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.cases.models import Assignment, EmergencyOpening, PlanStep
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment, make_emergency_opening, make_fact_change
from shanyraq.cases.tests.families import happened, the_omarova_family
from shanyraq.foundation import keyring
from shanyraq.foundation.clock import real_now
from shanyraq.people.models import Person
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
REASON = "The ambulance asks what she takes, and nobody else is here."


def page(worker: Worker, name: str, key: object) -> str:
    return str(worker.client.get(reverse(f"cases:{name}", args=[key])).content.decode())


def test_from_her_page_to_the_part_that_was_closed(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    happened(cases[:1], "care.triage.done", AT - timedelta(days=9), text="Takes insulin at night.")
    happened(cases[1:2], "care.triage.done", AT - timedelta(days=9), text="Takes nothing.")
    person = cases[0].person_id
    ask_url = reverse("cases:open_in_emergency", args=[person])
    assert ask_url in page(aigul, "person", person)

    told = {"compartment": "C3", "ground": "medical", "reason": REASON}
    answer = aigul.client.post(ask_url, told, follow=True)

    shown = answer.content.decode()
    assert answer.redirect_chain[-1][0] == reverse("cases:emergency", args=[opening().pk])
    assert "Takes insulin at night." in shown and "Medical triage done" in shown
    assert "Takes nothing." not in shown
    assert "insulin" not in page(aigul, "history", person)


def test_what_is_owed_and_what_was_put_right_in_that_part_stands_there_too(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    teacher = make_worker("Gulnara", "teacher", region="ALR")
    make_assignment(cases[0], teacher.staff)
    mother = cases[0].person
    keyring.ensure_keys([(mother.pk, "C7")])
    make_fact_change(mother, kind="CARE", compartment="C7", told={"care": ["", "SEPARATED"]})
    opened = make_emergency_opening(
        mother, teacher.staff, role="teacher", compartment="C7", ground="missing_child", opened_at=real_now()
    )
    with computing("test"):
        owed = PlanStep.objects.filter(person=mother, compartment="C7").count()

    shown = page(teacher, "emergency", opened.pk)

    assert "separated: with kin" in shown
    assert owed and len(re.findall("<dt>", shown.partition('id="services')[2])) == owed


def test_her_relatives_are_not_named_there(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    teacher = make_worker("Gulnara", "teacher", region="ALR")
    make_assignment(cases[0], teacher.staff)
    mother, child = cases[0].person, cases[-1].person
    keyring.ensure_keys([(mother.pk, "C7")])
    told = {"relative": str(child.pk), "is": "PARENT", "proof": "DECLARED"}
    make_fact_change(mother, kind="KIN", compartment="C7", told=told)
    opened = make_emergency_opening(
        mother, teacher.staff, role="teacher", compartment="C7", opened_at=real_now()
    )

    shown = page(teacher, "emergency", opened.pk)

    assert "Kinship" in shown
    with computing("test"):
        names = [name.text for name in child.names.all()]
    assert names and not [name for name in names if name in shown]


def test_a_record_that_was_joined_brings_its_openings_along(aigul: Worker, daniyar: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    make_emergency_opening(cases[1].person, aigul.staff)
    assert "As: Case manager." not in page(daniyar, "person", cases[0].person_id)
    with computing("test"):
        Person.objects.filter(pk=cases[1].person_id).update(merged_into=cases[0].person)

    assert "As: Case manager." in page(daniyar, "person", cases[0].person_id)


def test_nothing_is_offered_to_a_role_that_may_open_nothing(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    monitor = make_worker("Askar", "panel_member", region="ALR")
    make_assignment(cases[0], monitor.staff)
    shown = page(monitor, "person", cases[0].person_id)

    assert "Omarova" in shown
    assert "Opened in an emergency" not in shown


def opening() -> EmergencyOpening:
    with computing("test"):
        return EmergencyOpening.objects.get()


def opens(who: Worker, person: object) -> EmergencyOpening:
    url = reverse("cases:open_in_emergency", args=[person])
    told = {"compartment": "C7", "ground": "medical", "reason": REASON}
    assert who.client.post(url, told).status_code == 302
    return opening()


def test_where_nobody_supervises_her_the_supervisor_of_the_files_lead_is_told(
    aigul: Worker, daniyar: Worker
) -> None:
    cases = the_omarova_family(aigul.staff)
    teacher = make_worker("Gulnara", "teacher", region="ALR")
    make_assignment(cases[0], teacher.staff)
    before = page(teacher, "open_in_emergency", cases[0].person_id)

    opened = opens(teacher, cases[0].person_id)

    assert opened.supervisor_id == daniyar.staff.pk and opened.lead_id == aigul.staff.pk
    assert "Daniyar T." in before and "Aigul T." in before
    assert "One part of a file was opened" in daniyar.client.get(reverse("desk:team")).content.decode()
    assert "Gulnara T." in daniyar.client.get(reverse("cases:emergencies")).content.decode()
    assert "Daniyar T., and" in page(aigul, "review_emergency", opened.pk)
    assert "you" in page(daniyar, "review_emergency", opened.pk)


def test_where_the_lead_has_no_supervisor_either_it_is_who_coordinates_the_region(erlan: Worker) -> None:
    cases = the_omarova_family(erlan.staff)
    make_worker("Far", "regional_coordinator", region="SHY")
    near = make_worker("Serik", "regional_coordinator", region="ALR")
    teacher = make_worker("Gulnara", "teacher", region="SHY")
    make_assignment(cases[0], teacher.staff)

    assert opens(teacher, cases[0].person_id).supervisor_id == near.staff.pk


def test_the_page_promises_nobody_who_is_not_there(erlan: Worker, daniyar: Worker) -> None:
    cases = the_omarova_family(erlan.staff)

    shown = page(erlan, "open_in_emergency", cases[0].person_id)

    assert "Told at once: the data-protection officer. Somebody else" in shown
    assert "supervisor and whoever" not in shown


def test_whoever_supervises_the_lead_is_not_told_of_her_own_opening(aigul: Worker, daniyar: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    url = reverse("cases:open_in_emergency", args=[cases[0].person_id])

    daniyar.client.post(url, {"compartment": "C3", "ground": "medical", "reason": REASON})

    assert (opening().supervisor_id, opening().lead_id) == (None, aigul.staff.pk)


def test_one_banner_names_every_part_that_is_open_and_whose_it_is(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    one = make_emergency_opening(cases[0].person, aigul.staff, opened_at=real_now())
    two = make_emergency_opening(cases[1].person, aigul.staff, compartment="C4", opened_at=real_now())
    pages = [
        aigul.client.get("/today/"),
        aigul.client.get("/nothing-is-here/"),
        aigul.client.get(reverse("access:log_out")),
        aigul.client.get(reverse("cases:review_emergency", args=[cases[0].person_id])),
    ]

    for answer in pages:
        shown = answer.content.decode()
        assert shown.count("You have opened parts of files in an emergency.") == 1, answer.status_code
        for opened in (one, two):
            assert f'href="{reverse("cases:emergency", args=[opened.pk])}">{opened.person.code}: ' in shown


def test_the_banner_stands_where_the_answer_is_no_and_not_where_nobody_is_logged_in(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    make_emergency_opening(cases[0].person, aigul.staff, opened_at=real_now())
    refused = aigul.client.get(reverse("desk:overview"))

    assert refused.status_code == 403 and "You have opened a part of a file" in refused.content.decode()
    aigul.client.post(reverse("access:log_out"))
    assert "You have opened" not in aigul.client.get("/nothing-is-here/").content.decode()


def test_whoever_works_with_her_no_longer_is_told_of_no_opening_any_more(
    aigul: Worker, daniyar: Worker
) -> None:
    case = the_omarova_family(aigul.staff)[0]
    by_her = make_emergency_opening(case.person, aigul.staff, supervisor=daniyar.staff)
    told_her = make_emergency_opening(case.person, daniyar.staff, lead=aigul.staff)
    pages = [reverse("cases:review_emergency", args=[one.pk]) for one in (by_her, told_her)]
    assert [aigul.client.get(one).status_code for one in pages] == [200, 200]

    with computing("test"):
        Assignment.objects.filter(case=case, staff=aigul.staff).update(ends_at=AT)

    assert [aigul.client.get(one).status_code for one in pages] == [404, 404]
    assert case.person.code not in aigul.client.get(reverse("cases:emergencies")).content.decode()
    assert daniyar.client.get(pages[0]).status_code == 200  # who looks at it


def test_where_it_was_not_justified_it_is_closed_at_once(aigul: Worker, auditor: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    opened = make_emergency_opening(cases[0].person, aigul.staff, opened_at=real_now())
    assert "Open for you until" in page(aigul, "emergency", opened.pk)
    url = reverse("cases:review_emergency", args=[opened.pk])

    auditor.client.post(url, {"verdict": "NO", "review": REASON, "risk": "LIKELY"})

    assert aigul.client.get(reverse("cases:emergency", args=[opened.pk])).status_code == 404
    assert "You have opened" not in aigul.client.get("/today/").content.decode()


def test_the_banner_goes_with_the_file_when_she_says_that_they_are_kin(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    make_emergency_opening(cases[0].person, aigul.staff, opened_at=real_now())
    assert "You have opened" in aigul.client.get("/today/").content.decode()

    aigul.client.post(reverse("cases:say_own_kin"), {"code": cases[0].person.code})

    assert "You have opened" not in aigul.client.get("/today/").content.decode()


@pytest.mark.parametrize(
    "reason", ["x" * 40, "help help help help help help help", "12345 67890 12345 67890 12345 67"]
)
def test_a_reason_is_made_of_words(aigul: Worker, reason: str) -> None:
    cases = the_omarova_family(aigul.staff)
    url = reverse("cases:open_in_emergency", args=[cases[0].person_id])

    answer = aigul.client.post(url, {"compartment": "C3", "ground": "medical", "reason": reason})

    assert "Say why in a sentence" in answer.content.decode()
    with computing("test"):
        assert not EmergencyOpening.objects.exists()
