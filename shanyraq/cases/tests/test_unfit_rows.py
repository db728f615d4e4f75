"""Rows of a list that cannot become people as they stand, lists that leave nobody, and how long a draft lives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.cases.actions.rosters import CannotImport, confirm_draft, correct_row, open_draft
from shanyraq.cases.models import Case, RosterDraft
from shanyraq.cases.rosters.drafts import LOOK, content_from
from shanyraq.cases.tests.cast import Worker
from shanyraq.foundation import clock
from shanyraq.people.models import Person, PersonName

pytestmark = pytest.mark.django_db
AT = datetime(2021, 3, 20, 9, tzinfo=UTC)
HEAD = "Name,DOB,Sex,Nationality,Family\n"


def read(worker: Worker, rows: str) -> RosterDraft:
    return open_draft(
        data=(HEAD + rows).encode(),
        file_name="camp.csv",
        as_of=None,
        today=AT.date(),
        by=worker.actor,
        at=clock.real_now(),
    )


def page_of(worker: Worker, draft: RosterDraft, name: str = "cases:roster_draft", query: str = "") -> str:
    return worker.client.get(reverse(name, args=[draft.pk]) + query).content.decode()


def change(worker: Worker, draft: RosterDraft, row: int, **changes: object) -> None:
    correct_row(draft_id=draft.pk, row_id=row, changes=changes, by=worker.actor, at=clock.real_now())


def confirm(worker: Worker, draft: RosterDraft) -> None:
    confirm_draft(draft_id=draft.pk, by=worker.actor, at=AT, now=clock.real_now())


# Births that cannot be


@pytest.mark.parametrize("typed", ["2035", "21.03.2021", "1899", "12.03.2035"])
def test_a_birth_that_cannot_be_stays_in_sight_and_is_not_saved(saule: Worker, typed: str) -> None:
    draft = read(saule, f"Aisha,{typed},F,KZ,1\nOmar,1990,M,KZ,1\n")

    row = content_from(draft.content).rows[0]
    assert (row.birth_date, row.state("KZ")) == ("", LOOK)
    assert typed in page_of(saule, draft)
    confirm(saule, draft)

    with computing("test"):
        aisha = Person.objects.get(names__text="Aisha")
        assert (aisha.birth_date, aisha.birth_precision) == (None, "unknown")
        assert Person.objects.get(names__text="Omar").birth_date is not None


@pytest.mark.parametrize("typed", ["2999", "1899", "0001-01"])
def test_the_form_of_a_row_takes_no_birth_that_cannot_be(saule: Worker, typed: str) -> None:
    draft = read(saule, "Aisha,1990,F,KZ,1\nOmar,1990,M,KZ,1\n")
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()

    for birth in (typed, tomorrow):
        address = reverse("cases:roster_draft", args=[draft.pk]) + "?row=0"
        answer = saule.client.post(address, {"latn": "Aisha", "birth_date": birth, "keeping": "keep"})
        assert answer.status_code == 200
        assert "not in the future" in answer.content.decode()
        assert f'value="{birth}"' in answer.content.decode()


def test_a_draft_with_such_a_birth_is_not_confirmed_whoever_put_it_there(saule: Worker) -> None:
    draft = read(saule, "Aisha,1990,F,KZ,1\nOmar,1990,M,KZ,1\n")
    change(saule, draft, 0, birth_date="2035", precision="year")

    with pytest.raises(CannotImport) as refusal:
        confirm(saule, draft)

    assert refusal.value.code == "unfit"
    with computing("test"):
        assert not Case.objects.exists()


# Names that are too long


def test_a_name_too_long_for_a_record_is_told_and_never_cut(saule: Worker) -> None:
    name = "A" * 400
    draft = read(saule, f"{name},1990,F,KZ,1\nOmar,1990,M,KZ,1\n")

    page = page_of(saule, draft)
    assert name in page
    assert "The name has more than 160 letters" in page
    confirming = page_of(saule, draft, "cases:confirm_roster")
    assert "cannot be registered as they stand" in confirming and "row=0" in confirming
    assert "Register them" not in confirming
    answer = saule.client.post(reverse("cases:confirm_roster", args=[draft.pk]))
    assert (answer.status_code, answer.content.decode().count('role="alert"')) == (200, 1)
    with computing("test"):
        assert not Case.objects.exists()

    change(saule, draft, 0, names={"Latn": "Aisha"})
    confirm(saule, draft)
    with computing("test"):
        assert PersonName.objects.filter(text="Aisha").exists()


def test_leaving_out_the_long_name_lets_the_others_be_registered(saule: Worker) -> None:
    draft = read(saule, f"{'A' * 161},1990,F,KZ,1\nOmar,1990,M,KZ,1\n")
    change(saule, draft, 0, is_left_out=True)

    confirm(saule, draft)

    with computing("test"):
        assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "name", "said"),
    [
        ("latn", "Айша", "These are other letters."),
        ("cyrl", "Айша 2", "Take out: 2"),
        ("arab", "عائشة (٣)", "Take out: ( ٣ )"),
    ],
)
def test_the_form_of_a_row_takes_only_letters_of_its_script(
    saule: Worker, field: str, name: str, said: str
) -> None:
    draft = read(saule, "Aisha,1990,F,KZ,1\nOmar,1990,M,KZ,1\n")
    address = reverse("cases:roster_draft", args=[draft.pk]) + "?row=0"

    answer = saule.client.post(address, {field: name, "keeping": "keep"})

    assert answer.status_code == 200 and said in answer.content.decode()
    assert saule.client.post(address, {field: name, "keeping": "leave"}).status_code == 302


# Nobody left


@pytest.mark.parametrize(
    ("rows", "leave", "why"),
    [
        ("Olga,1990,F,RU,1\nIvan,1991,M,RU,1\n", [], ["2 people are of other nationalities."]),
        ("Aisha,1990,F,KZ,1\nOmar,1990,M,KZ,1\n", [0, 1], ["2 rows were left out by you."]),
        (
            "Aisha,1990,F,KZ,1\nIvan,1991,M,RU,1\n",
            [0],
            ["1 person is of another nationality.", "1 row was left out by you."],
        ),
    ],
)
def test_a_list_that_leaves_nobody_says_why_and_offers_no_button(
    saule: Worker, rows: str, leave: list[int], why: list[str]
) -> None:
    draft = read(saule, rows)
    for row in leave:
        change(saule, draft, row, is_left_out=True)

    confirm_url = reverse("cases:confirm_roster", args=[draft.pk])
    for page in (page_of(saule, draft), page_of(saule, draft, "cases:confirm_roster")):
        assert "Nobody in this list is to be registered." in page
        assert all(reason in page for reason in why)
        assert f'href="{confirm_url}"' not in page
        assert "Register them" not in page
    answer = saule.client.post(confirm_url)
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert "Register them" not in answer.content.decode()


def test_taking_somebody_back_in_brings_the_button_back(saule: Worker) -> None:
    draft = read(saule, "Aisha,1990,F,KZ,1\nOmar,1990,M,KZ,1\n")
    for row in (0, 1):
        change(saule, draft, row, is_left_out=True)
    change(saule, draft, 1, is_left_out=False)

    assert reverse("cases:confirm_roster", args=[draft.pk]) in page_of(saule, draft)


# Words and signs


def test_what_a_list_says_of_somebody_is_quoted_in_its_own_words(saule: Worker) -> None:
    draft = open_draft(
        data="Name,Sex,Relation,Age\nAli,M,زوجة,30\nOmar,M,ابن,3\n".encode(),
        file_name="camp.csv",
        as_of=None,
        today=AT.date(),
        by=saule.actor,
        at=clock.real_now(),
    )
    saule.client.cookies["django_language"] = "ar"

    main = page_of(saule, draft).split("<main")[1]

    assert "زوجة" in main
    assert "wife" not in main and "head" not in main.split("</main")[0].replace("page-head", "").replace(
        "sheet-head", ""
    )


def test_signs_that_nobody_sees_do_not_come_in_by_the_form_of_a_row(saule: Worker) -> None:
    draft = read(saule, "Aisha,1990,F,KZ,1\nOmar,1990,M,KZ,1\n")
    address = reverse("cases:roster_draft", args=[draft.pk]) + "?row=0"

    saule.client.post(
        address,
        {
            "latn": "\u202eAi\u200bsha\u202c",
            "arab": "علی\u200cرضا\u2066",
            "family": "1\u200b",
            "keeping": "keep",
        },
    )

    with computing("test"):
        row = content_from(RosterDraft.objects.get(pk=draft.pk).content).rows[0]
    assert row.names == {"Latn": "Aisha", "Arab": "علی\u200cرضا"}
    assert row.family == "1"


# How long it lives


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (timedelta(minutes=5), "The draft is deleted in 23 hours."),
        (timedelta(hours=22, minutes=30), "The draft is deleted in 1 hour."),
        (timedelta(hours=23, minutes=30), "The draft is deleted in less than an hour."),
    ],
)
def test_a_draft_says_in_how_many_hours_it_goes_and_names_no_day_of_another_clock(
    saule: Worker, age: timedelta, said: str
) -> None:
    draft = read(saule, "Aisha,1990,F,KZ,1\n")
    with computing("test"):
        RosterDraft.objects.filter(pk=draft.pk).update(made_at=clock.real_now() - age)

    pages = [saule.client.get(reverse("cases:rosters")).content.decode(), page_of(saule, draft)]

    assert all(said in page for page in pages)
    assert all(str(clock.real_now().year + 5) not in page for page in pages)
    assert "It is deleted on" not in pages[0]
