"""A row of a draft: the file's cells stand beside it, its form knows countries, its buttons' addresses lead back."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override

from shanyraq.access.queries import computing
from shanyraq.cases.actions.rosters import correct_row, open_draft
from shanyraq.cases.forms.rosters import RowForm
from shanyraq.cases.models import RosterDraft
from shanyraq.cases.presenters.roster_rows import family_word
from shanyraq.cases.rosters.drafts import content_from
from shanyraq.cases.tests.camp_list import KUNYA, PAPER, workbook
from shanyraq.cases.tests.cast import Worker
from shanyraq.foundation.clock import real_now, today

pytestmark = pytest.mark.django_db
CELLS = (("Name", f"Aisulu Testova ({KUNYA})"), ("Nationality", "Kazakhstan"), ("Passport", PAPER))


@pytest.fixture
def draft(saule: Worker) -> RosterDraft:
    return open_draft(
        data=workbook(), file_name="camp.xlsx", as_of=None, today=today(), by=saule.actor, at=real_now()
    )


def rows(draft: RosterDraft) -> int:
    with computing("test"):
        return len(content_from(RosterDraft.objects.get(pk=draft.pk).content).rows)


def shown(heading: str, text: str) -> str:
    return f"<dt><bdi>{heading}</bdi></dt><dd><bdi>{text}</bdi></dd>"


def test_the_form_of_a_row_shows_its_cells_as_they_stand_in_the_file(
    draft: RosterDraft, saule: Worker
) -> None:
    page = saule.client.get(reverse("cases:roster_draft", args=[draft.pk]) + "?row=0").content.decode()

    assert '<details class="fold" open>' in page
    assert all(shown(*cell) in page for cell in CELLS)


def test_in_the_list_the_cells_are_behind_a_fold(draft: RosterDraft, saule: Worker) -> None:
    page = saule.client.get(reverse("cases:roster_draft", args=[draft.pk])).content.decode()

    assert '<details class="fold" open>' not in page
    assert page.count("As it stands in the file") == 6


def test_the_cells_stay_as_they_were_whatever_is_corrected(draft: RosterDraft, saule: Worker) -> None:
    correct_row(
        draft_id=draft.pk, row_id=0, changes={"names": {"Latn": "Aisulu T."}}, by=saule.actor, at=real_now()
    )

    page = saule.client.get(reverse("cases:roster_draft", args=[draft.pk]) + "?row=0").content.decode()
    assert shown(*CELLS[0]) in page


@pytest.mark.parametrize("code", ["ZZ", "XX", "QQ", "EU", "UN"])
def test_letters_that_stand_for_no_country_are_a_fault_of_the_form(
    draft: RosterDraft, saule: Worker, code: str
) -> None:
    address = reverse("cases:roster_draft", args=[draft.pk]) + "?row=0"

    answer = saule.client.post(
        address, {"latn": "Aisulu Testova", "birth_date": "1990", "keeping": "keep", "nationality": code}
    )

    assert answer.status_code == 200
    assert f"{code} stands for no country." in answer.content.decode()
    with computing("test"):
        assert content_from(RosterDraft.objects.get(pk=draft.pk).content).rows[0].nationality == "KZ"


def test_the_readers_own_names_for_families_are_put_into_words_and_back(saule: Worker) -> None:
    data = b"Name,Sex,Age\nAisulu Testova,F,30\nYusuf,M,4\n\nDina Bekova,F,28\n"
    draft = open_draft(
        data=data, file_name="camp.csv", as_of=today(), today=today(), by=saule.actor, at=real_now()
    )
    saule.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ru"
    with override("ru"):
        word = gettext("row %(n)s") % {"n": 2}
    address = reverse("cases:roster_draft", args=[draft.pk]) + "?row=1"

    page = saule.client.get(address).content.decode()
    saule.client.post(address, {"latn": "Yusuf", "family": word, "keeping": "keep"})

    assert word != "row 2"
    assert f"<bdi>{word}</bdi>" in page and f'value="{word}"' in page
    assert "row 2" not in page
    with computing("test"):
        content = content_from(RosterDraft.objects.get(pk=draft.pk).content)
    assert [row.family for row in content.rows] == ["row 2", "row 2", "row 5"]


@pytest.mark.parametrize(
    ("label", "word"),
    [("row 5", "row 5"), ("Лист1 row 5", "Лист1, row 5"), ("A / 3 row 7'", "A / 3, row 7'"), ("7", "7")],
)
def test_a_family_is_called_by_its_sheet_and_row(label: str, word: str) -> None:
    with override("en"):
        assert family_word(label) == word


@pytest.mark.parametrize("code", ["KZ", "kz", "RU", "NO", "XK", ""])
def test_a_countrys_code_or_none_is_taken(code: str) -> None:
    form = RowForm({"latn": "Aisulu", "keeping": "keep", "nationality": code}, today=today())

    assert form.is_valid()
    assert form.cleaned_data["nationality"] == code.upper()


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "Kazakhstan"), ("ru", "Казахстан"), ("kk", "Қазақстан"), ("ar", "كازاخستان")],
)
def test_a_country_is_called_by_its_name_on_the_page_and_taken_back_by_it(
    draft: RosterDraft, saule: Worker, language: str, name: str
) -> None:
    saule.client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    address = reverse("cases:roster_draft", args=[draft.pk]) + "?row=0"
    page = saule.client.get(address).content.decode()
    row = {"latn": "Aisulu Testova", "birth_date": "1990", "keeping": "keep", "nationality": name.upper()}

    saved = saule.client.post(address, row)

    told = "".join(re.findall(r'<p class="step-for">.*?</p>', page, re.DOTALL))
    assert f"<bdi>{name}</bdi>" in told and "KZ" not in told
    assert f'value="{name}"' in page and 'value="KZ"' not in page
    assert saved.status_code == 302
    with computing("test"):
        assert content_from(RosterDraft.objects.get(pk=draft.pk).content).rows[0].nationality == "KZ"


def test_a_word_that_is_no_country_is_a_fault_of_the_form() -> None:
    form = RowForm({"latn": "Aisulu", "keeping": "keep", "nationality": "Atlantis"}, today=today())

    assert list(form.errors) == ["nationality"]


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("settle_roster_row", [0]),
        ("settle_roster_row", [99]),
        ("leave_out_registered", []),
    ],
)
def test_whoever_opens_the_address_of_a_button_is_led_to_the_draft_and_nothing_changes(
    draft: RosterDraft, saule: Worker, name: str, more: list[int]
) -> None:
    answer = saule.client.get(reverse(f"cases:{name}", args=[draft.pk, *more]), follow=True)

    assert answer.status_code == 200
    assert answer.redirect_chain[0][0].startswith(reverse("cases:roster_draft", args=[draft.pk]))
    assert rows(draft) == 6
    with computing("test"):
        content = content_from(RosterDraft.objects.get(pk=draft.pk).content)
    assert not any(row.is_checked or row.is_left_out for row in content.rows)
