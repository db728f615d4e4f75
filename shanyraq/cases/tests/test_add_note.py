"""Notes: written into one part of the file, which says who reads them."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from shanyraq.access.queries import system
from shanyraq.cases.actions.notes import CannotNote, add_note, correct_note
from shanyraq.cases.models import Case, Note
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.foundation.errors import NotAllowed
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
TEXT = "Prefers to talk in the morning, with a woman."


def test_a_note_is_sealed_and_read_by_those_who_read_its_part(aigul: Worker, daniyar: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    teacher = make_worker("Gulnara", "teacher", region="ALR")
    make_assignment(cases[0], teacher.staff)

    note = add_note(case_ids=[cases[0].pk], compartment="C7", text=TEXT, by=aigul.actor, at=AT)[0]

    with system("test"):
        sealed = Note.objects.filter(pk=note.pk).values_list("text", flat=True)[0]
        assert TEXT.encode() not in bytes(sealed)
    assert Note.objects.visible_to(daniyar.actor).get().text == TEXT
    assert not Note.objects.visible_to(teacher.actor).exists()


@pytest.mark.parametrize("compartment", ["C2", "C3", "C4", "C99"])
def test_nobody_writes_a_note_where_her_role_does_not(aigul: Worker, compartment: str) -> None:
    cases = the_omarova_family(aigul.staff)

    with pytest.raises(NotAllowed):
        add_note(case_ids=[cases[0].pk], compartment=compartment, text=TEXT, by=aigul.actor, at=AT)


def test_an_empty_note_is_not_kept(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)

    with pytest.raises(CannotNote):
        add_note(case_ids=[cases[0].pk], compartment="C0", text="  ", by=aigul.actor, at=AT)


def test_a_note_corrected_to_what_it_says_already_is_not_saved_again(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    first = add_note(case_ids=[cases[0].pk], compartment="C0", text=TEXT, by=aigul.actor, at=AT)[0]

    shown = aigul.client.post(reverse("cases:correct_note", args=[first.pk]), {"text": f"{TEXT} "})

    assert "Nothing was changed." in shown.content.decode()
    with system("test"):
        assert Note.objects.count() == 1


def test_a_corrected_note_stays_readable_in_both_versions(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    first = add_note(case_ids=[cases[0].pk], compartment="C0", text=TEXT, by=aigul.actor, at=AT)[0]
    url = reverse("cases:correct_note", args=[first.pk])

    shown = aigul.client.post(url, {"text": "Prefers the afternoon."}, follow=True).content.decode()

    assert "Prefers the afternoon." in shown and TEXT in shown
    with pytest.raises(CannotNote):
        correct_note(note_id=first.pk, text="Again.", by=aigul.actor, at=AT)


def test_a_note_about_several_is_corrected_for_all_of_them_and_told_once(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    about = [case.pk for case in cases[:3]]
    first, *_others = add_note(case_ids=about, compartment="C0", text=TEXT, by=aigul.actor, at=AT)
    page = aigul.client.get(reverse("cases:notes", kwargs={"family_id": cases[0].family_id})).content.decode()
    [url] = set(re.findall(r'href="(/notes/[^"]+/correct/)"', page))

    asked = aigul.client.get(url).content.decode()
    shown = aigul.client.post(url, {"text": "Prefers the afternoon."}, follow=True).content.decode()

    assert "It is about 3 people and is put right for all of them." in asked
    assert shown.count("Prefers the afternoon.") == shown.count(TEXT) == 1
    with system("test"):
        newer = Note.objects.filter(corrects__isnull=False)
        assert {note.case_id for note in newer} == set(about)
        assert {note.text for note in newer} == {"Prefers the afternoon."}


def test_a_note_in_a_file_that_was_closed_stays_while_the_others_are_corrected(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    about = [case.pk for case in cases[:2]]
    written = add_note(case_ids=about, compartment="C0", text=TEXT, by=aigul.actor, at=AT)
    with system("test"):
        Case.objects.filter(pk=written[1].case_id).update(
            closed_at=AT, closed_by=aigul.staff, closed_reason="GOALS_MET"
        )

    corrected = correct_note(note_id=written[0].pk, text="Prefers the afternoon.", by=aigul.actor, at=AT)

    assert [note.corrects_id for note in corrected] == [written[0].pk]


def test_only_whoever_wrote_a_note_corrects_it(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    other = make_worker("Asel", "case_manager", region="ALR")
    make_assignment(cases[0], other.staff)
    first = add_note(case_ids=[cases[0].pk], compartment="C0", text=TEXT, by=aigul.actor, at=AT)[0]

    with pytest.raises(NotAllowed):
        correct_note(note_id=first.pk, text="Not mine.", by=other.actor, at=AT)


def test_the_process_notes_of_a_therapist_are_hers_alone(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    madina = make_worker("Madina", "psychologist", region="ALR")
    other = make_worker("Nadia", "psychologist", region="ALR")
    for worker in (madina, other):
        make_assignment(cases[0], worker.staff)

    add_note(case_ids=[cases[0].pk], compartment="C4n", text="process", by=madina.actor, at=AT)

    assert Note.objects.visible_to(madina.actor).get().text == "process"
    for worker in (other, aigul):
        assert not Note.objects.visible_to(worker.actor).exists()


def test_the_form_says_who_will_be_able_to_read_and_offers_only_what_she_writes(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    url = reverse("cases:add_note", kwargs={"family_id": cases[0].family_id})

    shown = aigul.client.get(url).content.decode()
    saved = aigul.client.post(
        url, {"who": [str(cases[0].pk)], "compartment": "C7", "text": TEXT}, follow=True
    )

    assert 'value="C7"' in shown and 'value="C3"' not in shown and 'value="C2"' not in shown
    assert "Read by those who work with the family: Case manager, Supervisor" in shown
    assert "The note is saved." in saved.content.decode() and TEXT in saved.content.decode()


def test_a_supervisor_who_writes_nowhere_is_offered_no_note(aigul: Worker, daniyar: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    family = {"family_id": cases[0].family_id}

    assert "Add a note" not in daniyar.client.get(reverse("cases:family", kwargs=family)).content.decode()
    assert daniyar.client.get(reverse("cases:add_note", kwargs=family)).status_code == 403
