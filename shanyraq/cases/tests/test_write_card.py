"""Summary cards: one sentence of a closed part, for exactly those whose role needs it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from shanyraq.access.queries import system
from shanyraq.cases.actions.cards import CannotWriteCard, write_card
from shanyraq.cases.actions.merging import merge_people, undo_merge
from shanyraq.cases.models import Case, SummaryCard
from shanyraq.cases.queries import pack
from shanyraq.cases.queries.own_sheet import kept
from shanyraq.cases.rules.cards import like_diagnosis
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment, make_emergency_opening, make_summary_card
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.foundation import keyring
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import NotAllowed
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
EVERY_TOPIC = [
    *("avoid", "attacks", "safety", "food", "moving", "access", "travel", "work-limits", "class", "talking"),
    *("learning", "visits", "carer", "papers", "court-dates", "agreed-things", "safe", "agreed-to"),
]
# What the matrix names for each role: the topics of the parts with the letter S, and those of what it reads.
SEEN_BY = {
    "shift_worker": "avoid attacks safety visits agreed-things",
    "logistics": "food moving agreed-things",
    "teacher": "access class learning visits carer agreed-things agreed-to",
    "livelihoods_adviser": "work-limits papers agreed-to",
    "faith_counsellor": "agreed-things agreed-to",
    "justice_liaison": "court-dates agreed-to",
    "centre_lead": "avoid attacks safety learning visits carer papers agreed-things safe agreed-to",
}


def in_the_centre(case: Case) -> None:
    with system("test"):
        Case.objects.filter(pk=case.pk).update(centre="MAN-A", phase="P3")


def the_doctor(case: Case) -> Worker:
    doctor = make_worker("Yerzhan", "health_worker", discipline="health", region="ALR")
    make_assignment(case, doctor.staff)
    return doctor


def with_every_card(case: Case) -> None:
    parts = {code: card.compartment for code, card in pack().cards.items()}
    keyring.ensure_keys((case.person_id, part) for part in parts.values())
    for topic, part in parts.items():
        make_summary_card(case, topic=topic, compartment=part, text=f"Card of {topic}.")


def test_the_pack_has_these_cards() -> None:
    assert list(pack().cards) == EVERY_TOPIC


@pytest.mark.parametrize("role", SEEN_BY)
def test_a_role_sees_exactly_the_cards_that_the_matrix_names(aigul: Worker, role: str) -> None:
    case = the_omarova_family(aigul.staff)[0]
    in_the_centre(case)
    with_every_card(case)
    worker = make_worker("Somebody", role, region="ALR", centre="MAN-A")
    make_assignment(case, worker.staff)

    page = worker.client.get(reverse("cases:cards")).content.decode()

    shown = {topic for topic in EVERY_TOPIC if f"Card of {topic}." in page}
    assert shown == set(SEEN_BY[role].split())


def test_whoever_reads_a_part_sees_its_cards_and_what_stood_there_before(aigul: Worker) -> None:
    case = the_omarova_family(aigul.staff)[0]
    doctor = the_doctor(case)
    write_card(case_id=case.pk, topic="avoid", text="No nuts.", by=doctor.actor, at=AT)
    write_card(case_id=case.pk, topic="avoid", text="No nuts, no milk.", by=doctor.actor, at=AT)
    url = reverse("cases:person", args=[case.person_id])
    form = doctor.client.get(reverse("cases:write_card", args=[case.person_id])).content.decode()

    assert "No nuts, no milk." in doctor.client.get(url).content.decode()
    assert "What stood there before" in form and "No nuts." in form
    assert [card.text for card in SummaryCard.objects.visible_to(aigul.actor)] == ["No nuts, no milk."]
    assert SummaryCard.objects.visible_to(doctor.actor).count() == 2


def test_a_card_is_sealed(aigul: Worker) -> None:
    case = the_omarova_family(aigul.staff)[0]
    card = write_card(case_id=case.pk, topic="avoid", text="No nuts.", by=the_doctor(case).actor, at=AT)

    with system("test"):
        sealed = SummaryCard.objects.filter(pk=card.pk).values_list("text", flat=True)[0]
    assert b"No nuts" not in bytes(sealed)


def test_from_the_form_to_the_page_of_the_family(aigul: Worker) -> None:
    case = the_omarova_family(aigul.staff)[0]
    doctor = the_doctor(case)
    url = reverse("cases:write_card", args=[case.person_id])
    form = doctor.client.get(url).content.decode()

    answer = doctor.client.post(url, {"topic": "avoid", "text": "No nuts."}, follow=True)

    assert "Never a diagnosis" in form and "Seen by" in form and "“No nuts.”" in form
    assert "The card is saved" in answer.content.decode()
    family = aigul.client.get(reverse("cases:family", args=[case.family_id])).content.decode()
    assert "Health: Allergies, and what to keep away" in family and "No nuts." in family


@pytest.mark.parametrize(
    "text", ["", "Diagnosis: none", "F43.1 since spring", "Диагноз неизвестен", "x" * 161]
)
def test_what_does_not_belong_on_a_card_is_not_written(aigul: Worker, text: str) -> None:
    case = the_omarova_family(aigul.staff)[0]
    doctor = the_doctor(case)

    with pytest.raises(CannotWriteCard):
        write_card(case_id=case.pk, topic="avoid", text=text, by=doctor.actor, at=AT)


@pytest.mark.parametrize("topic", ["avoid", "class", "learning", "papers", "court-dates", "nothing"])
def test_nobody_writes_a_card_of_a_part_that_her_role_does_not_write(aigul: Worker, topic: str) -> None:
    case = the_omarova_family(aigul.staff)[0]

    with pytest.raises(NotAllowed):
        write_card(case_id=case.pk, topic=topic, text="No nuts.", by=aigul.actor, at=AT)


def test_the_psychologist_tells_the_night_shift_what_to_watch_for(aigul: Worker) -> None:
    case = the_omarova_family(aigul.staff)[0]
    in_the_centre(case)
    madina = make_worker("Madina", "psychologist", region="ALR")
    make_assignment(case, madina.staff)
    night = make_worker("Timur", "shift_worker", centre="MAN-A")

    write_card(case_id=case.pk, topic="safety", text="Check in hourly.", by=madina.actor, at=AT)

    assert "Check in hourly." in night.client.get(reverse("cases:cards")).content.decode()


def test_a_card_that_is_taken_away_is_seen_no_more(aigul: Worker) -> None:
    case = the_omarova_family(aigul.staff)[0]
    doctor = the_doctor(case)
    write_card(case_id=case.pk, topic="avoid", text="No nuts.", by=doctor.actor, at=AT)
    url = reverse("cases:write_card", args=[case.person_id])

    answer = doctor.client.post(url, {"topic": "avoid", "text": "", "takes_away": "on"})

    assert answer.status_code == 302
    for worker in (aigul, doctor):
        page = worker.client.get(reverse("cases:person", args=[case.person_id])).content.decode()
        assert "No nuts." not in page


def test_who_sees_no_card_and_writes_none_finds_no_trace_of_them(aigul: Worker) -> None:
    case = the_omarova_family(aigul.staff)[0]
    with_every_card(case)
    monitor = make_worker("Monitor", "monitor")
    make_assignment(case, monitor.staff)

    assert not SummaryCard.objects.visible_to(monitor.actor).filter(topic="avoid").exists()
    assert monitor.client.get(reverse("cases:cards")).status_code == 403


def test_cards_follow_her_into_the_record_that_stays(aigul: Worker, daniyar: Worker) -> None:
    first, second = the_omarova_family(aigul.staff)[1:3]
    make_card = make_summary_card(second)
    by, at = daniyar.actor, AT

    merge = merge_people(
        kept_id=first.person_id, absorbed_id=second.person_id, reason="One and the same child.", by=by, at=at
    )
    assert SummaryCard.objects.visible_to(by).get(pk=make_card.pk).person_id == first.person_id
    undo_merge(merge_id=merge.pk, by=by, at=at)

    assert SummaryCard.objects.visible_to(by).get(pk=make_card.pk).person_id == second.person_id
    assert SummaryCard.objects.visible_to(by).get(pk=make_card.pk).text == "No nuts."


def test_a_card_is_part_of_what_an_emergency_opens_and_of_what_the_person_is_told(aigul: Worker) -> None:
    case = the_omarova_family(aigul.staff)[0]
    write_card(case_id=case.pk, topic="carer", text="Lives with the aunt.", by=aigul.actor, at=AT)
    teacher = make_worker("Gulnara", "teacher", region="ALR")
    make_assignment(case, teacher.staff)
    opened = make_emergency_opening(
        case.person,
        teacher.staff,
        role="teacher",
        compartment="C7",
        ground="missing_child",
        opened_at=real_now(),
    )

    shown = teacher.client.get(reverse("cases:emergency", args=[opened.pk])).content.decode()

    assert "Lives with the aunt." in shown
    assert kept(aigul.actor, [case.pk])["C7"].cards == 1


@pytest.mark.parametrize(
    "text",
    ["HIV positive; PTSD", "ВИЧ, осторожно.", "У неё депрессия.", "Мальчик с аутизмом", "مصابة بالسكري"],
)
def test_what_reads_like_a_diagnosis_is_asked_about_before_it_is_saved(aigul: Worker, text: str) -> None:
    case = the_omarova_family(aigul.staff)[0]
    doctor = the_doctor(case)
    url, told = reverse("cases:write_card", args=[case.person_id]), {"topic": "avoid", "text": text}

    asked = doctor.client.post(url, told).content.decode()

    assert "reads like a diagnosis" in asked and 'name="sure"' in asked
    with system("test"):
        assert not SummaryCard.objects.exists()
    assert doctor.client.post(url, told | {"sure": "diagnosis"}).status_code == 302
    with system("test"):
        assert SummaryCard.objects.get().text == text


@pytest.mark.parametrize(
    "text",
    ["No nuts. No penicillin.", "Не оставлять одну ночью.", "Tbilisi trip: aisle seat.", "Травы нельзя"],
)
def test_what_others_do_is_saved_without_a_question(text: str) -> None:
    assert like_diagnosis(text) == ()
