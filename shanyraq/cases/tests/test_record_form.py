"""The general form: under its step, on a page of its own, and what it answers."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from shanyraq.access.queries import system
from shanyraq.cases.models import Case, Record
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment
from shanyraq.cases.tests.families import happened, the_omarova_family
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
VISIT = "home.visit.made"


def record_url(case: Case, query: str = "?step=P5-09") -> str:
    return reverse("cases:record_step", kwargs={"family_id": case.family_id}) + query


def form_data(cases: list[Case], **more: Any) -> dict[str, Any]:
    data = {
        "kind": VISIT,
        "who": [str(case.pk) for case in cases],
        "on": "2021-05-19",
        "at": "10:30",
        "minutes": "45",
    }
    return data | more


def test_the_form_opens_under_its_step_with_everyone_ticked(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    happened(cases, "home.placement.started", AT - timedelta(days=2))
    family = reverse("cases:family", kwargs={"family_id": cases[0].family_id})

    shown = aigul.client.get(family + "?record=P5-09").content.decode()

    row = shown.split('id="step-P5-09"')[1].split("</form>")[0]
    assert row.count('name="who"') == 6 and row.count(" checked") == 6
    assert row.count('name="seen_alone"') == 5


@pytest.mark.parametrize("row", ["ZZ", "P5-09.x", "P5-09.", "P5-099", "<script>"])
def test_an_address_that_names_no_row_of_a_plan_is_not_found(aigul: Worker, row: str) -> None:
    case = the_omarova_family(aigul.staff)[0]

    for name, key in (("cases:family", case.family_id), ("cases:person", case.person_id)):
        assert aigul.client.get(reverse(name, args=[key]), {"record": row}).status_code == 404


@pytest.mark.parametrize("row", ["", "P5-09", "P8-02", "P5-09.7"])
def test_an_address_whose_row_was_closed_since_shows_the_plan(aigul: Worker, row: str) -> None:
    case = the_omarova_family(aigul.staff)[0]

    assert (
        aigul.client.get(reverse("cases:person", args=[case.person_id]), {"record": row}).status_code == 200
    )


def test_saving_answers_with_what_closed_what_opens_next_and_a_way_to_correct(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    happened(cases, "home.placement.started", AT - timedelta(days=2))

    response = aigul.client.post(record_url(cases[0]), form_data(cases), follow=True)

    shown = response.content.decode()
    answer = shown.split("notice-good")[1].split("</div></div>")[0]
    assert "Saved: Home visit made, all six." in answer
    assert "First home visit, announced (all six)" in answer
    assert "/correct/" in answer


def test_whoever_was_not_there_is_unticked(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)

    aigul.client.post(record_url(cases[0], f"?kind={VISIT}"), form_data(cases[:2], text="short"))

    with system("test"):
        found = Record.objects.filter(kind=VISIT)
        assert {record.case_id for record in found} == {cases[0].pk, cases[1].pk}
        assert found[0].details == {"minutes": 45, "text": "short"}
        assert found[0].happened_at.isoformat() == "2021-05-19T04:30:00+00:00"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"who": []}, "Tick at least one person."),
        ({"on": "2021-05-21"}, "This date is in the future."),
        ({"on": "yesterday"}, "Enter a valid date."),
        ({"kind": "care.triage.done"}, "Choose from what is shown now."),
        ({"who": ["not-a-case"]}, "Choose from what is shown now."),
    ],
)
def test_a_wrong_form_comes_back_with_what_to_change(aigul: Worker, wrong: dict[str, Any], said: str) -> None:
    cases = the_omarova_family(aigul.staff)

    response = aigul.client.post(record_url(cases[0], f"?kind={VISIT}"), form_data(cases, **wrong))

    assert response.status_code == 200
    assert said in response.content.decode()
    with system("test"):
        assert not Record.objects.filter(kind=VISIT).exists()


@pytest.mark.parametrize(
    "query", ["?step=P9-99", "?kind=no.such.kind", "?kind=care.triage.done", "?step=P3-02"]
)
def test_a_step_that_she_may_not_record_is_not_found(aigul: Worker, query: str) -> None:
    cases = the_omarova_family(aigul.staff)

    assert aigul.client.get(record_url(cases[0], query)).status_code == 404


def test_a_kind_of_event_is_found_by_a_word(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)

    shown = aigul.client.get(record_url(cases[0], "?q=home visit")).content.decode()

    assert f"?kind={VISIT}" in shown
    assert "kind=case.plan.agreed" not in shown


def test_the_kinds_to_choose_from_are_those_of_her_own_rooms(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    teacher = make_worker("Gulnara", "teacher", region="ALR")
    make_assignment(cases[0], teacher.staff)

    shown = teacher.client.get(record_url(cases[0], "")).content.decode()

    assert "kind=learning.plan.signed" in shown
    assert f"kind={VISIT}" not in shown
    assert "kind=care." not in shown


def test_a_person_has_the_same_form_for_herself(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    url = reverse("cases:record_step", kwargs={"person_id": cases[1].person_id}) + f"?kind={VISIT}"

    response = aigul.client.post(url, form_data(cases[1:2]))

    person = reverse("cases:person", kwargs={"person_id": cases[1].person_id})
    assert response.status_code == 302 and response["Location"].startswith(f"{person}?saved=")
    assert "Saved: Home visit made, Alikhan." in aigul.client.get(response["Location"]).content.decode()


def test_a_colleague_elsewhere_cannot_send_the_form(aigul: Worker, erlan: Worker) -> None:
    cases = the_omarova_family(aigul.staff)

    assert erlan.client.post(record_url(cases[0]), form_data(cases)).status_code == 404


def test_the_kinds_of_the_phase_where_the_family_is_stand_first(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    with system("test"):
        phase = Case.objects.get(pk=cases[0].pk).phase

    shown = aigul.client.get(record_url(cases[0], "")).content.decode()

    titles = re.findall(r'<h3 class="h3">([^<]+)</h3>', shown)
    assert phase not in ("", "P0") and titles[0].startswith(f"{phase} ")
    others = [title[:2] for title in titles[1:] if re.match("P[0-8] ", title)]
    assert others == sorted(others) and phase not in others
