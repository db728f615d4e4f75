"""The copy of her own data: what is on it, what is withheld and why, and that it is given for a request only."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.audit.models import Entry
from shanyraq.cases.actions.own_sheet import CannotGive, give_copy
from shanyraq.cases.models import Case
from shanyraq.cases.rules import COPIED_PARTS, receivers_of_copy
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import (
    make_case,
    make_consent,
    make_evidence,
    make_note,
    make_record,
)
from shanyraq.foundation import clock
from shanyraq.people.tests.factories import make_kinship, make_membership, make_person
from shanyraq.rights.models import DataRequest
from shanyraq.rights.tests.asking import aged, asked
from shanyraq.vault.tests.factories import make_item

NEIGHBOUR = "Her neighbour Zarina told it."


def address(case: Case, **told: Any) -> str:
    query = "&".join(f"{name}={value}" for name, value in {"language": "en", **told}.items())
    return f"{reverse('cases:give_copy', args=[case.person_id])}?{query}"


def shown(worker: Worker, case: Case, **told: Any) -> str:
    response = worker.client.get(address(case, **told))
    assert response.status_code == 200
    return response.content.decode()


def on_paper(page: str) -> str:
    """What is printed: not the choosing before it, nor the form after it."""
    return page.partition('id="facts"')[2].partition('id="given"')[0]


def recorded(case: Case, kind: str, part: str, at: Any, **details: Any) -> Any:
    record = make_record(case, kind=kind, compartment=part, happened_at=at, details=details)
    make_evidence(case, kind=kind, compartment=part, at=at, source="cases.record", source_id=record.pk)
    return record


# --- what is on it ----------------------------------------------------------------------------------------------------


def test_it_tells_her_facts_what_was_done_with_its_day_and_her_answers(mother: Case, aigul: Worker) -> None:
    make_consent(mother, purpose="case_support", on=date(2021, 3, 2))
    made = make_evidence(mother, kind="case.contact.made", compartment="C0", discipline="case_management")
    asked(mother, aigul)

    paper = on_paper(shown(aigul, mother))

    assert "Maryam Canaryova" in paper and "1 May 1990" in paper and mother.person.code in paper
    assert "2 March 2021" in paper and f"{made.at.year}" in paper.partition('id="happened"')[2]
    assert "The plan" in paper and "case.contact.made" not in paper


def test_of_kin_it_tells_how_many_and_no_name(mother: Case, aigul: Worker) -> None:
    for name in ("Aya Nur", "Sami Nur"):
        child = make_person(name, birth_date=date(2015, 1, 1), birth_precision="day")
        assert mother.family
        make_membership(mother.family, child)
        make_case(child, mother.family, case_manager=aigul.staff)
        make_kinship(mother.person, child)
    asked(mother, aigul)

    paper = on_paper(shown(aigul, mother))

    kin = paper.partition('id="kin"')[2].partition("</section>")[0]
    assert "Child" in kin and "2" in kin
    assert "Aya" not in paper and "Sami" not in paper


def test_words_are_on_it_only_where_somebody_saw_that_they_tell_of_nobody_else(
    mother: Case, aigul: Worker
) -> None:
    own = make_note(mother, compartment="C0", text="She would like to sew again.")
    make_note(mother, compartment="C0", text=NEIGHBOUR)
    asked(mother, aigul)

    page = shown(aigul, mother)
    assert NEIGHBOUR in page and NEIGHBOUR not in on_paper(page)
    assert "2 are left out, because they may tell of other people" in on_paper(page)

    paper = on_paper(shown(aigul, mother, words=own.pk))
    assert "She would like to sew again." in paper and NEIGHBOUR not in paper
    assert "1 is left out, because it may tell of other people" in paper


def test_who_was_there_and_who_interpreted_is_no_word_of_hers(mother: Case, aigul: Worker) -> None:
    made = recorded(
        mother,
        "case.contact.made",
        "C0",
        clock.now(),
        text="She came.",
        present=NEIGHBOUR,
        interpreter_name="Leyla",
    )
    asked(mother, aigul)

    page = shown(aigul, mother, words=f"{made.pk}.text")

    assert "She came." in on_paper(page)
    assert NEIGHBOUR not in page and "Leyla" not in page


@pytest.mark.parametrize("part", ["C2", "C3", "C4", "C4n", "C5", "C9", "C11"])
def test_what_its_keepers_tell_changes_no_word_of_it(part: str, mother: Case, aigul: Worker) -> None:
    asked(mother, aigul)
    before = on_paper(shown(aigul, mother))
    make_note(mother, compartment=part, text="secret words")
    recorded(mother, "health.visit.made", part, clock.now(), text="secret words")

    assert on_paper(shown(aigul, mother)) == before


def test_what_its_keepers_tell_is_not_copied_even_where_who_prints_it_reads_it() -> None:
    assert not {"C2", "C3", "C4", "C4n", "C5", "C9", "C11"} & set(COPIED_PARTS)


def test_what_is_withheld_is_named_with_its_ground_and_nothing_sealed_is_on_it(
    mother: Case, aigul: Worker
) -> None:
    make_item(mother.person_id, text="Umm Dhulfaqar")
    asked(mother, aigul)

    paper = on_paper(shown(aigul, mother)).partition('id="withheld"')[2]

    for ground in ("two custodians open them together", "a court or a lawyer", "Nothing of other people"):
        assert ground in paper
    assert "Dhulfaqar" not in paper


def test_colleagues_are_not_named(mother: Case, aigul: Worker) -> None:
    make_evidence(mother, kind="case.contact.made", compartment="C0", recorded_by=aigul.staff)
    asked(mother, aigul)

    paper = on_paper(shown(aigul, mother))

    assert aigul.staff.given_name not in paper and aigul.staff.family_name not in paper


def test_it_is_in_her_language_and_what_was_chosen_stays_chosen_in_another(
    mother: Case, aigul: Worker
) -> None:
    note = make_note(mother, compartment="C0", text="She would like to sew again.")
    asked(mother, aigul)

    page = shown(aigul, mother, language="ar", words=note.pk)

    assert 'lang="ar" dir="rtl"' in page
    assert f"?language=ru&amp;words={note.pk}" in page


# --- giving it --------------------------------------------------------------------------------------------------------


def test_without_a_request_there_is_none(mother: Case, aigul: Worker) -> None:
    assert aigul.client.get(address(mother)).status_code == 404
    with pytest.raises(CannotGive) as refused:
        give_copy(case_id=mother.pk, given_to="SELF", language="ar", by=aigul.actor, at=clock.now())
    assert refused.value.code == "request"


def test_who_may_not_give_it_is_declined_and_who_does_not_see_her_finds_none(
    mother: Case, aigul: Worker, daniyar: Worker, erlan: Worker
) -> None:
    asked(mother, aigul)

    assert daniyar.client.get(address(mother)).status_code == 403
    assert erlan.client.get(address(mother)).status_code == 404


def test_that_it_was_given_is_in_the_record_with_the_request_and_in_the_history(
    mother: Case, aigul: Worker
) -> None:
    made = asked(mother, aigul)

    response = aigul.client.post(address(mother, language="ar"), {"given_to": "SELF"})

    assert response.status_code == 302 and str(made.pk) in response["Location"]
    entry = Entry.objects.get(action="copy.give")
    assert str(made.pk) in entry.objects_json and str(mother.person_id) in entry.objects_json
    history = aigul.client.get(reverse("cases:history", args=[mother.person_id])).content.decode()
    assert "Copy of the own data given" in history


@pytest.mark.parametrize(
    ("may_have", "asked_by", "given_to"),
    [
        (("SELF",), "SELF", ("SELF",)),
        (("SELF", "CAREGIVER", "GUARDIAN"), "SELF", ("SELF",)),
        (("SELF", "CAREGIVER", "GUARDIAN"), "CAREGIVER", ("SELF", "CAREGIVER")),
        (("CAREGIVER", "GUARDIAN"), "GUARDIAN", ("GUARDIAN",)),
    ],
)
def test_a_child_who_asked_alone_is_not_answered_through_her_parents(
    may_have: tuple[str, ...], asked_by: str, given_to: tuple[str, ...]
) -> None:
    assert receivers_of_copy(may_have, asked_by) == given_to


def test_the_copy_of_a_child_who_asked_is_not_given_to_the_parents(aigul: Worker) -> None:
    child = aged(14, aigul)
    asked(child, aigul, asked_by="SELF")

    with pytest.raises(CannotGive):
        give_copy(case_id=child.pk, given_to="CAREGIVER", language="kk", by=aigul.actor, at=clock.now())


# --- how much it asks -------------------------------------------------------------------------------------------------


def test_a_long_file_asks_no_more_than_a_short_one(mother: Case, aigul: Worker) -> None:
    asked(mother, aigul)
    make_note(mother)
    recorded(mother, "case.contact.made", "C0", clock.now(), text="She came.")
    shown(aigul, mother)
    with CaptureQueriesContext(connection) as short:
        shown(aigul, mother)
    for number in range(12):
        make_note(mother)
        recorded(mother, f"case.kind{number}.made", "C0", clock.now(), text="She came.")
    with CaptureQueriesContext(connection) as long:
        shown(aigul, mother)
    assert len(long) == len(short) <= 60


def test_an_answered_request_asks_for_no_copy_any_more(mother: Case, aigul: Worker) -> None:
    made = asked(mother, aigul)
    with computing("test"):
        DataRequest.objects.filter(pk=made.pk).update(
            state="ANSWERED", outcome="DONE", answered_at=clock.now(), answered_by=aigul.staff
        )

    assert aigul.client.get(address(mother)).status_code == 404
