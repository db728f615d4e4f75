"""Erasing: what goes, what stays, and what is seen of it afterwards."""

from __future__ import annotations

from datetime import date

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse

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
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import (
    make_export,
    make_note,
)
from shanyraq.foundation import erasing
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.models import DataKey
from shanyraq.people.models import Family, Kinship, Person, PersonName
from shanyraq.people.tests.factories import (
    make_person,
)
from shanyraq.rights.actions.erasing import erase
from shanyraq.rights.actions.erasures import (
    CannotErase,
)
from shanyraq.rights.models import DataRequest, Erasure
from shanyraq.rights.queries.erasures import is_erased
from shanyraq.rights.tests.erasing import PARTS, REASON, asked, erased, filled
from shanyraq.rights.tests.factories import make_data_request
from shanyraq.vault.models import Item

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
