"""Children with one name only are known again by their family, and nobody of a family is left alone in silence."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.cases.actions.rosters import confirm_draft, correct_row, leave_out_registered, open_draft
from shanyraq.cases.models import Case, RosterDraft
from shanyraq.cases.queries.registered import look_registered
from shanyraq.cases.rosters.drafts import LEFT_OUT, LOOK, READY, DraftRow, content_from
from shanyraq.cases.tests.cast import Worker
from shanyraq.foundation.clock import real_now
from shanyraq.people.models import Person

pytestmark = pytest.mark.django_db
AT = datetime(2021, 3, 20, 9, tzinfo=UTC)
HEAD = "Name,Relation,Sex,Age,Nationality,Remarks\n"
MOTHER = "Aigul Serikova,wife of Hamza,F,30,KZ,"
ASKED = "Others of this family look registered already and were left out."


def read(worker: Worker, *rows: str) -> RosterDraft:
    return open_draft(
        data=(HEAD + "\n".join(rows) + "\n").encode(),
        file_name="camp.csv",
        as_of=date(2021, 3, 12),
        today=AT.date(),
        by=worker.actor,
        at=real_now(),
    )


@pytest.fixture
def before(saule: Worker) -> None:
    """A mother and her two children are registered, each child by one name."""
    draft = read(saule, MOTHER + '"2 children: Ali 7, Maryam 4"')
    confirm_draft(draft_id=draft.pk, by=saule.actor, at=AT, now=real_now())


def states(draft: RosterDraft) -> dict[str, str]:
    with computing("test"):
        rows = content_from(RosterDraft.objects.get(pk=draft.pk).content).rows
    return {row.shown_name: row.state("KZ") for row in rows}


def family_of(*children: tuple[str, str], **more: str) -> list[DraftRow]:
    mother = DraftRow(0, "A", 1, {"Latn": "Aigul Serikova"}, birth_date="1991", family="1")
    return [
        mother,
        *(
            DraftRow(n, "A", 1, {"Latn": name}, birth_date=born, family="1", **more)  # type: ignore[arg-type]
            for n, (name, born) in enumerate(children, 1)
        ),
    ]


@pytest.mark.usefixtures("before")
def test_children_with_one_name_are_left_out_with_their_mother(saule: Worker) -> None:
    draft = read(saule, MOTHER + '"2 children: Ali 7, Maryam 4"')

    assert leave_out_registered(draft_id=draft.pk, by=saule.actor, at=real_now()) == 3
    assert set(states(draft).values()) == {LEFT_OUT}


@pytest.mark.usefixtures("before")
def test_who_remains_of_a_family_is_asked_about_until_somebody_looked(saule: Worker) -> None:
    draft = read(saule, MOTHER + '"3 children: Ali 7, Maryam 4, Omar 1"', "Dina Bekova,head,F,28,KZ,")
    correct_row(draft_id=draft.pk, row_id=3, changes={}, by=saule.actor, at=real_now())
    url = reverse("cases:leave_out_registered", args=[draft.pk])

    page = saule.client.post(url, follow=True).content.decode()

    assert (states(draft)["Omar"], states(draft)["Dina Bekova"]) == (LOOK, READY)
    assert states(draft)["Ali"] == LEFT_OUT
    assert page.count(ASKED) == 1
    correct_row(draft_id=draft.pk, row_id=3, changes={}, by=saule.actor, at=real_now())
    leave_out_registered(draft_id=draft.pk, by=saule.actor, at=real_now())
    assert states(draft)["Omar"] == READY


@pytest.mark.usefixtures("before")
@pytest.mark.parametrize(
    ("child", "looks"),
    [
        (("Ali", "2014"), True),
        (("Ali", "2013"), True),
        (("علي", "2015"), True),
        (("Ali", "2011"), False),
        (("Omar", "2014"), False),
        (("Ali", ""), False),
    ],
)
def test_one_name_and_the_birth_as_far_as_it_is_known_tell_a_child_of_the_same_family(
    saule: Worker, child: tuple[str, str], looks: bool
) -> None:
    assert (1 in look_registered(saule.actor, family_of(child))) is looks


@pytest.mark.usefixtures("before")
def test_a_boy_is_not_taken_for_a_girl_nor_two_children_for_one(saule: Worker) -> None:
    with computing("test"):
        Person.objects.filter(names__text="Ali").update(sex="M")

    assert 1 not in look_registered(saule.actor, family_of(("Ali", "2014"), sex="F"))
    assert look_registered(saule.actor, family_of(("Ula", "2014"), ("Ali", "2014"))).keys() == {0, 2}


@pytest.mark.usefixtures("before")
def test_a_child_is_known_again_beside_a_mother_who_is_left_out_by_then(saule: Worker) -> None:
    draft = read(saule, MOTHER + '"2 children: Ali 7, Maryam 4"')
    correct_row(draft_id=draft.pk, row_id=0, changes={"is_left_out": True}, by=saule.actor, at=real_now())

    page = saule.client.get(reverse("cases:roster_draft", args=[draft.pk])).content.decode()

    assert "2 people of this list look registered already" in page


@pytest.mark.usefixtures("before")
def test_children_of_another_family_are_not_known_by_one_name(saule: Worker) -> None:
    draft = read(saule, 'Dina Bekova,wife of Hamza,F,28,KZ,"2 children: Ali 7, Maryam 4"')

    assert leave_out_registered(draft_id=draft.pk, by=saule.actor, at=real_now()) == 0


@pytest.mark.usefixtures("before")
def test_a_child_whom_she_does_not_see_is_not_compared_with(saule: Worker) -> None:
    with computing("test"):
        Case.objects.filter(person__names__text="Ali").update(phase="P6")  # past what a consular officer sees

    assert look_registered(saule.actor, family_of(("Ali", "2014"), ("Maryam", "2017"))).keys() == {0, 2}


@pytest.mark.usefixtures("before")
def test_the_families_of_a_whole_list_take_one_question_more(saule: Worker) -> None:
    rows, actor = family_of(("Ali", "2014"), ("Maryam", "2017")), saule.actor

    with CaptureQueriesContext(connection) as asked:
        look_registered(actor, rows)

    assert len(asked) == 2
