"""The copy of her own data: what is on it, what is withheld and why."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shanyraq.cases.models import Case
from shanyraq.cases.rules import COPIED_PARTS
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import (
    make_case,
    make_consent,
    make_evidence,
    make_note,
)
from shanyraq.foundation import clock
from shanyraq.people.tests.factories import make_kinship, make_membership, make_person
from shanyraq.rights.tests.asking import asked
from shanyraq.rights.tests.copies import NEIGHBOUR, on_paper, recorded, shown
from shanyraq.vault.tests.factories import make_item


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
