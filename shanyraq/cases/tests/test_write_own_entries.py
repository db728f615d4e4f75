"""Who works with somebody may write down a worry about her safety; what a faith counsellor writes nobody else reads."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from shanyraq.access.queries import role_catalogue
from shanyraq.access.rules import OWN_ROWS
from shanyraq.cases.actions.notes import CannotNote
from shanyraq.cases.actions.own_entries import add_entry_of_meeting, add_own_entry, correct_own_entry
from shanyraq.cases.models import Assignment, Case, Note
from shanyraq.cases.queries.own_entries import own_entries, talks_of
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_appointment, make_assignment, make_consent
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.foundation.errors import NotAllowed
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
WORRY = "She is afraid of the man who waits at the gate."
# Those who have no pages of files.
WITHOUT_FILES = (
    "faith_counsellor",
    "school_focal_point",
    "logistics",
    "justice_liaison",
    "livelihoods_adviser",
)


@pytest.fixture
def cases(aigul: Worker) -> list[Case]:
    cases = the_omarova_family(aigul.staff)
    Case._base_manager.update(centre="MAN-A", phase="P4")
    return cases


def colleague(name: str, role: str, case: Case | None) -> Worker:
    worker = make_worker(name, role, region="ALR", centre="MAN-A")
    if case is not None:
        make_assignment(case, worker.staff)
    return worker


def test_every_role_that_the_matrix_gives_entries_of_its_own_has_a_way_to_write_them() -> None:
    hers = [role for role in role_catalogue().values() if role.compartments.get("C11") == OWN_ROWS]

    assert len(hers) == 15
    for role in hers:
        if role.code != "person":  # her own words are entered by those who answer her
            assert "entry.own" in role.may or {"case.read", "note.write"} <= role.may, role.code


@pytest.mark.parametrize("role", WITHOUT_FILES)
def test_she_writes_of_whom_she_works_with_and_sees_her_own_entries_only(
    aigul: Worker, daniyar: Worker, cases: list[Case], role: str
) -> None:
    one, other = colleague("Dana", role, cases[0]), colleague("Erke", role, cases[0])
    url = reverse("cases:add_own_entry", args=[cases[0].person_id])

    saved = one.client.post(url, {"compartment": "C11", "text": WORRY}, follow=True)

    assert WORRY in saved.content.decode()
    assert WORRY not in other.client.get(reverse("cases:own_entries")).content.decode()
    assert not Note.objects.visible_to(other.actor).exists()
    for reader in (aigul, daniyar):
        assert Note.objects.visible_to(reader.actor).get().text == WORRY


@pytest.mark.parametrize("role", WITHOUT_FILES)
def test_she_finds_whom_she_works_with_and_nobody_else(cases: list[Case], role: str) -> None:
    far = the_omarova_family(make_worker("Asel", "case_manager", region="SHY").staff)
    Case._base_manager.filter(pk__in=[one.pk for one in far]).update(centre="SHY-A", region="SHY")
    dana = colleague("Dana", role, cases[0])

    chosen = dana.client.get(reverse("cases:choose_for_entry")).content.decode()

    assert reverse("cases:add_own_entry", args=[cases[0].person_id]) in chosen
    stranger = reverse("cases:add_own_entry", args=[far[0].person_id])
    assert stranger not in chosen
    assert dana.client.get(stranger).status_code == 404
    with pytest.raises(NotAllowed):
        add_own_entry(case_id=far[0].pk, compartment="C11", text=WORRY, by=dana.actor, at=AT)


def test_she_writes_in_no_part_but_her_own(cases: list[Case]) -> None:
    driver = colleague("Dana", "logistics", None)

    for part in ("C0", "C3", "C5", "C10"):
        with pytest.raises(NotAllowed):
            add_own_entry(case_id=cases[0].pk, compartment=part, text=WORRY, by=driver.actor, at=AT)


def test_her_entry_is_out_of_her_sight_once_her_work_has_ended(cases: list[Case]) -> None:
    adviser = colleague("Dana", "livelihoods_adviser", cases[0])
    note = add_own_entry(case_id=cases[0].pk, compartment="C11", text=WORRY, by=adviser.actor, at=AT)

    Assignment._base_manager.filter(staff=adviser.staff).update(ends_at=AT)

    assert not own_entries(adviser.actor).exists()
    assert adviser.client.get(reverse("cases:correct_own_entry", args=[note.pk])).status_code == 404


def test_she_puts_her_own_entry_right_and_the_case_manager_reads_both(
    aigul: Worker, cases: list[Case]
) -> None:
    one, other = (colleague(name, "justice_liaison", cases[0]) for name in ("Dana", "Erke"))
    note = add_own_entry(case_id=cases[0].pk, compartment="C11", text=WORRY, by=one.actor, at=AT)
    url = reverse("cases:correct_own_entry", args=[note.pk])

    assert other.client.get(url).status_code == 404
    saved = one.client.post(url, {"text": "She is not afraid any more."}, follow=True).content.decode()

    assert "not afraid any more" in saved and WORRY not in saved
    assert Note.objects.visible_to(aigul.actor).count() == 2
    with pytest.raises(NotAllowed):
        correct_own_entry(note_id=note.pk, text="Once more.", by=one.actor, at=AT)


def test_an_interpreter_writes_of_those_for_whom_she_interprets(aigul: Worker, cases: list[Case]) -> None:
    dana, other = (colleague(name, "interpreter", None) for name in ("Dana", "Erke"))
    meeting = make_appointment(cases[0], aigul.staff, interpreter=dana.staff)
    url = reverse("cases:add_entry_of_meeting", args=[meeting.pk])

    assert url in dana.client.get(reverse("cases:choose_for_entry")).content.decode()
    who = re.findall(r'name="who" value="([^"]+)"', dana.client.get(url).content.decode())
    saved = dana.client.post(url, {"who": who, "compartment": "C11", "text": WORRY}, follow=True)

    assert who == [str(cases[0].pk)] and WORRY in saved.content.decode()
    assert cases[0].person.code not in saved.content.decode()  # she knows nobody but by the meeting
    assert Note.objects.visible_to(aigul.actor).get().text == WORRY
    assert other.client.get(url).status_code == 404
    told = {"meeting_id": meeting.pk, "compartment": "C11", "text": WORRY, "at": AT}
    with pytest.raises(NotAllowed):
        add_entry_of_meeting(who=[str(cases[0].pk)], by=other.actor, **told)  # type: ignore[arg-type]
    meeting.state, meeting.settled_at = "CANCELLED", AT
    meeting.save()
    assert dana.client.get(url).status_code == 404


def test_an_operation_lead_writes_a_worry_on_the_page_of_a_family(cases: list[Case]) -> None:
    Case._base_manager.update(phase="P2")
    lead = colleague("Dana", "operation_lead", None)
    url = reverse("cases:add_note", args=[cases[0].family_id])

    saved = lead.client.post(url, {"who": [cases[0].pk], "compartment": "C11", "text": WORRY}, follow=True)

    assert WORRY in saved.content.decode()


# --- faith (C5) -------------------------------------------------------------------------------------------------------


def test_nobody_but_the_counsellor_reads_of_a_talk_and_only_their_number_is_told(
    aigul: Worker, daniyar: Worker, cases: list[Case]
) -> None:
    one, other = (colleague(name, "faith_counsellor", cases[0]) for name in ("Dana", "Erke"))
    make_consent(cases[0], purpose="faith_counselling", answer="YES")
    consents = reverse("cases:consents", kwargs={"person_id": cases[0].person_id})
    before = aigul.client.get(consents).content.decode()

    note = add_own_entry(case_id=cases[0].pk, compartment="C5", text=WORRY, by=one.actor, at=AT)
    correct_own_entry(note_id=note.pk, text="We talked about fasting.", by=one.actor, at=AT)

    for reader in (aigul, daniyar, other):
        assert not Note.objects.visible_to(reader.actor).exists()
    told = "1 talk with the faith counsellor is written down"
    assert told not in before and told in aigul.client.get(consents).content.decode()
    assert not talks_of(one.actor, [cases[0].pk])  # she does not read what was agreed to


@pytest.mark.parametrize("answers", [[], ["NO"], ["YES", "WITHDRAWN"]])
def test_no_talk_is_written_down_of_who_has_not_said_yes(cases: list[Case], answers: list[str]) -> None:
    counsellor = colleague("Dana", "faith_counsellor", cases[0])
    for number, answer in enumerate(answers):
        at = AT + timedelta(minutes=number)
        make_consent(cases[0], purpose="faith_counselling", answer=answer, recorded_at=at)

    with pytest.raises(CannotNote):
        add_own_entry(case_id=cases[0].pk, compartment="C5", text=WORRY, by=counsellor.actor, at=AT)
    add_own_entry(case_id=cases[0].pk, compartment="C11", text=WORRY, by=counsellor.actor, at=AT)
