"""Erasing: who decides, what goes, what stays, and what keeps from it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse

from shanyraq.access.actions.proposals import CannotAgree, CannotPropose, fingerprint_of
from shanyraq.access.models import Proposal
from shanyraq.access.queries import computing
from shanyraq.audit.models import Entry
from shanyraq.audit.queries import about
from shanyraq.audit.queries.verifying import verify
from shanyraq.cases.models import (
    Appointment,
    Case,
    EmergencyOpening,
    Evidence,
    Export,
    Note,
    RosterDraft,
)
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import (
    make_appointment,
    make_appointment_member,
    make_case,
    make_consent,
    make_evidence,
    make_export,
    make_fact_change,
    make_note,
    make_record,
    make_review,
    make_roster_draft,
)
from shanyraq.foundation import clock, erasing
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import NotAllowed
from shanyraq.foundation.jobs import work_once
from shanyraq.foundation.models import DataKey, Job
from shanyraq.people.models import Family, Kinship, Person, PersonName
from shanyraq.people.tests.factories import (
    make_care_situation,
    make_kinship,
    make_language,
    make_membership,
    make_person,
)
from shanyraq.rights.actions.erasing import erase, resume
from shanyraq.rights.actions.erasures import (
    CannotErase,
    agree_to_erase,
    ask_erasure,
    decline_to_erase,
)
from shanyraq.rights.actions.holds import set_hold
from shanyraq.rights.models import DataRequest, Erasure, LegalHold
from shanyraq.rights.queries.erasures import is_erased
from shanyraq.rights.tests.factories import make_data_request, make_legal_hold
from shanyraq.vault.models import Item
from shanyraq.vault.tests.factories import make_item

REASON = "She asked for it and moves to her daughter abroad."
PARTS = ("C0", "C3", "C4", "C5", "C7")


@pytest.fixture
def mother(aigul: Worker) -> Case:
    person = make_person("Maryam Canaryova", sex="F", birth_date=date(1990, 5, 1), birth_precision="day")
    make_language(person, language="ar")
    return make_case(person, case_manager=aigul.staff)


@pytest.fixture
def coordinator(db: None) -> Worker:
    return make_worker("Serik", "regional_coordinator", region="ALR")


def filled(case: Case, aigul: Worker) -> Case:
    """Something of everything is kept about her; a child lives with her."""
    assert case.family
    child = make_person("Aya Nur", birth_date=date(2015, 1, 1), birth_precision="day")
    make_membership(case.family, child)
    other = make_case(child, case.family, case_manager=aigul.staff)
    for part in PARTS:
        make_note(case, compartment=part, text=f"canary {part}")
        make_evidence(case, compartment=part)
        make_record(case, compartment=part)
    make_consent(case)
    make_fact_change(case.person)
    make_review(case, aigul.staff)
    make_kinship(case.person, child)
    make_care_situation(child)
    meeting = make_appointment(case, aigul.staff, title="canary", place="Room 3", remarks="canary")
    make_appointment_member(meeting, other)
    make_item(case.person_id)
    make_roster_draft(aigul.staff, content={"rows": [{"names": {"Latn": "MARYAM  Canaryova"}}]})
    return other


def asked(case: Case, by: Worker, **told: Any) -> Erasure:
    known: dict[str, Any] = {"parts": (), "ground": "ASKED", "reason": REASON}
    return ask_erasure(person_id=case.person_id, **(known | told), by=by.actor, at=real_now())


def agree(erasure: Erasure, by: Worker) -> Erasure:
    return agree_to_erase(
        erasure_id=erasure.pk, fingerprint=fingerprint_of(erasure.proposal), by=by.actor, at=real_now()
    )


def erased(case: Case, aigul: Worker, daniyar: Worker, auditor: Worker, **told: Any) -> Erasure:
    erasure = asked(case, aigul, **told)
    agree(erasure, daniyar)
    agree(erasure, auditor)
    return erase(erasure_id=erasure.pk, at=real_now())


# --- who decides ------------------------------------------------------------------------------------------------------


def test_two_others_decide_and_then_it_is_work(
    mother: Case, aigul: Worker, daniyar: Worker, auditor: Worker, django_capture_on_commit_callbacks: Any
) -> None:
    erasure = asked(mother, aigul)

    assert agree(erasure, daniyar).state == "ASKED"
    with django_capture_on_commit_callbacks(execute=True):
        assert agree(erasure, auditor).state == "DECIDED"
    assert Job.objects.get().arguments == {"erasure": str(erasure.pk)}
    assert work_once(real_now)
    assert is_erased(mother.person_id)


def test_who_asks_does_not_agree_and_nobody_agrees_twice(
    mother: Case, auditor: Worker, daniyar: Worker
) -> None:
    erasure = asked(mother, auditor)

    with pytest.raises(CannotAgree) as own:
        agree(erasure, auditor)
    agree(erasure, daniyar)
    with pytest.raises(CannotAgree) as twice:
        agree(erasure, daniyar)
    assert (own.value.code, twice.value.code) == ("own", "twice")


def test_without_an_officer_among_the_three_nothing_is_decided(
    mother: Case, aigul: Worker, daniyar: Worker, coordinator: Worker
) -> None:
    erasure = asked(mother, aigul)
    agree(erasure, daniyar)

    with pytest.raises(CannotErase) as refused:
        agree(erasure, coordinator)
    assert refused.value.code == "officer"
    with computing("test"):
        assert Erasure.objects.get().state == "ASKED"


@pytest.mark.parametrize("who", ["admin", "damir", "erlan", "bota", "zhanna", "saule"])
def test_a_role_without_it_neither_asks_nor_agrees(
    mother: Case, auditor: Worker, who: str, request: pytest.FixtureRequest
) -> None:
    worker, erasure = request.getfixturevalue(who), asked(mother, auditor)

    with pytest.raises((NotAllowed, CannotErase)):
        agree(erasure, worker)
    with pytest.raises(NotAllowed):
        asked(mother, worker)


def test_an_agreement_is_to_exactly_what_was_read(mother: Case, aigul: Worker, daniyar: Worker) -> None:
    erasure = asked(mother, aigul, parts=("C5",))
    read = fingerprint_of(erasure.proposal)
    Proposal.objects.filter(pk=erasure.proposal_id).update(details={"parts": [], "request": ""})

    with pytest.raises(CannotAgree) as refused:
        agree_to_erase(erasure_id=erasure.pk, fingerprint=read, by=daniyar.actor, at=real_now())
    assert refused.value.code == "changed"


def test_it_is_decided_within_a_day_or_not_at_all(mother: Case, aigul: Worker, daniyar: Worker) -> None:
    erasure = asked(mother, aigul)

    with pytest.raises(CannotAgree) as refused:
        agree_to_erase(
            erasure_id=erasure.pk,
            fingerprint=fingerprint_of(erasure.proposal),
            by=daniyar.actor,
            at=real_now() + timedelta(hours=25),
        )
    assert refused.value.code == "expired"


def test_one_no_ends_it_and_it_can_be_asked_again(mother: Case, aigul: Worker, auditor: Worker) -> None:
    erasure = asked(mother, aigul)
    with pytest.raises(CannotErase):
        asked(mother, auditor)

    decline_to_erase(erasure_id=erasure.pk, by=auditor.actor, at=real_now())
    assert asked(mother, auditor).state == "ASKED"


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"reason": "short"}, CannotPropose),
        ({"ground": "WISH"}, CannotPropose),
        ({"parts": ("C1",)}, CannotErase),
        ({"parts": ("C12",)}, CannotErase),
    ],
)
def test_a_ground_a_reason_and_parts_that_can_go(
    mother: Case, aigul: Worker, told: dict[str, Any], fault: type[Exception]
) -> None:
    with pytest.raises(fault):
        asked(mother, aigul, **told)


# --- what keeps from it -----------------------------------------------------------------------------------------------


def test_nothing_is_erased_under_a_hold(mother: Case, aigul: Worker, auditor: Worker) -> None:
    make_legal_hold(mother, auditor.staff, parts=["C3"], ends_on=clock.today() + timedelta(days=9))

    for parts in ((), ("C3",), ("C3", "C5")):
        with pytest.raises(CannotErase) as refused:
            asked(mother, aigul, parts=parts)
        assert refused.value.code == "held"
    assert asked(mother, aigul, parts=("C5",)).parts == ["C5"]


def test_a_hold_set_after_it_was_decided_stops_it(
    mother: Case, aigul: Worker, daniyar: Worker, auditor: Worker
) -> None:
    erasure = asked(mother, aigul)
    agree(erasure, daniyar)
    agree(erasure, auditor)
    today = clock.today()
    set_hold(
        person_id=mother.person_id,
        act="Court of Almaty, order 12",
        parts=["C9"],
        starts_on=today,
        ends_on=today + timedelta(days=9),
        by=auditor.actor,
        at=clock.now(),
    )

    assert erase(erasure_id=erasure.pk, at=real_now()).state == "DECIDED"
    with computing("test"):
        assert PersonName.objects.filter(person=mother.person_id).exists()
        LegalHold.objects.update(lifted_at=real_now(), lifted_by=auditor.staff)
    assert resume(at=real_now()) == 1
    assert is_erased(mother.person_id)


# --- what goes and what stays -----------------------------------------------------------------------------------------


def test_nothing_about_her_is_left_in_any_table_but_what_says_why(
    mother: Case, aigul: Worker, daniyar: Worker, auditor: Worker
) -> None:
    filled(mother, aigul)
    made = make_data_request(mother, aigul.staff, kind="ERASE", wish="canary")

    export = make_export(aigul.staff, content={"rows": [["Maryam Canaryova"]]})

    done = erased(mother, aigul, daniyar, auditor, request_id=made.pk)

    assert done.state == "ERASED" and done.rows["people.PersonName"] == 1
    assert not DataKey.objects.filter(subject=mother.person_id).exists()
    kept = {one.table for one in erasing.erasers() if one.stays}
    with computing("test"):
        for model in apps.get_models(include_auto_created=True):
            for field in model._meta.local_fields:
                names_people = field.related_model is Person or (
                    isinstance(field, models.UUIDField) and field.name in ("person", "subject")
                )
                if names_people and model._meta.label not in kept | {"access.Proposal", "foundation.DataKey"}:
                    assert not model._base_manager.filter(**{field.name: mother.person_id}).exists(), field
        assert DataRequest.objects.get().wish == "" and DataRequest.objects.get().outcome == "DONE"
        assert Export.objects.get(pk=export.pk).content == {} and not RosterDraft.objects.exists()
        assert Proposal.objects.get().reason == "" and Proposal.objects.get().details == {}
        person = Person.objects.get(pk=mother.person_id)
        case = Case.objects.get(pk=mother.pk)
    assert (person.code, person.birth_date, person.sort_name) == (mother.person.code, None, "")
    assert (case.closed_reason, case.case_manager_id, case.region, case.family_id) == (
        "ERASED",
        None,
        "",
        None,
    )


def test_others_of_her_family_keep_what_is_theirs(
    mother: Case, aigul: Worker, daniyar: Worker, auditor: Worker
) -> None:
    other = filled(mother, aigul)
    assert mother.family
    Family._base_manager.filter(pk=mother.family.pk).update(label="Canaryova Nur")

    erased(mother, aigul, daniyar, auditor)

    with computing("test"):
        meeting = Appointment.objects.get()
        assert (meeting.person_id, meeting.place, meeting.title, meeting.remarks) == (
            other.person_id,
            "Room 3",
            "",
            "",
        )
        assert Family.objects.get(pk=mother.family.pk).label == "Nur"
        assert not Kinship.objects.exists()
    page = aigul.client.get(reverse("cases:family", args=[mother.family_id]))
    assert page.status_code == 200 and "Canaryova" not in page.content.decode()


def test_a_family_of_which_nobody_stays_is_called_by_its_code(
    mother: Case, aigul: Worker, daniyar: Worker, auditor: Worker
) -> None:
    erased(mother, aigul, daniyar, auditor)

    assert mother.family
    with computing("test"):
        family = Family.objects.get(pk=mother.family.pk)
    assert family.label == family.code


def test_one_part_goes_and_the_file_stays(
    mother: Case, aigul: Worker, daniyar: Worker, auditor: Worker
) -> None:
    filled(mother, aigul)

    erased(mother, aigul, daniyar, auditor, parts=("C5",), ground="ENDED")

    with computing("test"):
        assert {one.compartment for one in Note.objects.filter(person=mother.person_id)} == {*PARTS} - {"C5"}
        assert not Evidence.objects.filter(compartment="C5").exists()
        assert Item.objects.filter(person=mother.person_id).exists()
        assert Person.objects.get(pk=mother.person_id).birth_date == date(1990, 5, 1)
    keys = set(DataKey.objects.filter(subject=mother.person_id).values_list("compartment", flat=True))
    assert "C5" not in keys and "C3" in keys
    assert (
        make_note(mother, compartment="C5", text="anew").text == "anew"
    )  # a new key is made where it is needed
    assert not is_erased(mother.person_id)


def test_family_and_care_can_go_without_the_file(
    mother: Case, aigul: Worker, daniyar: Worker, auditor: Worker
) -> None:
    other = filled(mother, aigul)

    erased(mother, aigul, daniyar, auditor, parts=("C7",))

    with computing("test"):
        meeting = Appointment.objects.get()
        assert (meeting.person_id, meeting.place) == (other.person_id, "Room 3")
        assert not Kinship.objects.exists()
    assert aigul.client.get(reverse("cases:person", args=[mother.person_id])).status_code == 200


def test_the_records_that_were_joined_to_hers_go_with_her(
    mother: Case, aigul: Worker, daniyar: Worker, auditor: Worker
) -> None:
    double = make_person("Mariam Canaryova", merged_into=mother.person)

    erased(mother, aigul, daniyar, auditor)

    with computing("test"):
        assert not PersonName.objects.filter(person=double).exists()
        assert Person.objects.get(pk=double.pk).merged_into_id is None


def test_that_a_part_was_opened_in_an_emergency_stays_without_its_words(
    mother: Case, aigul: Worker, daniyar: Worker, auditor: Worker
) -> None:
    EmergencyOpening.objects.create(
        person=mother.person,
        compartment="C3",
        ground="medical",
        reason="canary",
        opened_by=aigul.staff,
        role="case_manager",
        opened_at=real_now(),
    )

    erased(mother, aigul, daniyar, auditor)

    with computing("test"):
        opening = EmergencyOpening.objects.get()
    assert (opening.reason, opening.ground) == ("", "medical")


# --- afterwards -------------------------------------------------------------------------------------------------------


def test_the_record_says_who_decided_and_holds_together(
    mother: Case, aigul: Worker, daniyar: Worker, auditor: Worker
) -> None:
    erased(mother, aigul, daniyar, auditor)

    acts = list(about(mother.person_id).values_list("action", flat=True))
    assert acts[0] == "erasure.erase" and "erasure.done" in acts and acts.count("erasure.agree") == 1
    assert Entry.objects.filter(action="erasure.ask").exists()
    assert verify() is None


def test_her_page_is_gone_and_the_officer_sees_the_tombstone(
    mother: Case, aigul: Worker, daniyar: Worker, auditor: Worker
) -> None:
    done = erased(mother, aigul, daniyar, auditor)

    for worker in (aigul, daniyar):
        assert worker.client.get(reverse("cases:person", args=[mother.person_id])).status_code == 404
    shown = auditor.client.get(reverse("rights:erasure", args=[done.pk])).content.decode()
    assert mother.person.code in shown and "Daniyar" in shown and REASON not in shown
    assert (
        "This file was erased"
        in auditor.client.get(reverse("rights:requests_of", args=[mother.person_id])).content.decode()
    )
    with pytest.raises(CannotErase):
        asked(mother, auditor)


def test_doing_it_again_changes_nothing(
    mother: Case, aigul: Worker, daniyar: Worker, auditor: Worker
) -> None:
    done = erased(mother, aigul, daniyar, auditor)

    again = erase(erasure_id=done.pk, at=real_now())
    assert (again.rows, again.erased_at) == (done.rows, done.erased_at)


def test_the_pages_lead_from_the_question_to_the_decision(
    mother: Case, aigul: Worker, daniyar: Worker, auditor: Worker
) -> None:
    address = reverse("rights:ask_erasure", args=[mother.person_id])
    told = {"scope": ["whole"], "ground": "ASKED", "reason": REASON}
    response = aigul.client.post(address, told)
    assert response.status_code == 302, response.content.decode()[:3000]
    for worker in (daniyar, auditor):
        page = worker.client.get(response["Location"]).content.decode()
        fingerprint = page.partition('name="fingerprint" value="')[2][:64]
        sent = worker.client.post(f"{response['Location']}agree/", {"fingerprint": fingerprint})
        assert sent.status_code == 302
    with computing("test"):
        assert Erasure.objects.get().state == "DECIDED"
