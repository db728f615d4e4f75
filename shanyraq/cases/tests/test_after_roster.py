"""What a consular officer finds once a list is confirmed: the new files, and what is left to do with them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from shanyraq.access.queries import computing
from shanyraq.cases.actions.rosters import confirm_draft, open_draft
from shanyraq.cases.models import Case, RosterDraft, RosterImport
from shanyraq.cases.tests.camp_list import somebody_works_on_one, workbook
from shanyraq.cases.tests.cast import Worker
from shanyraq.foundation.clock import real_now

pytestmark = pytest.mark.django_db
AT = datetime(2021, 3, 20, 9, tzinfo=UTC)


@pytest.fixture
def draft(saule: Worker) -> RosterDraft:
    return open_draft(
        data=workbook(), file_name="camp.xlsx", as_of=None, today=AT.date(), by=saule.actor, at=real_now()
    )


@pytest.fixture
def made(draft: RosterDraft, saule: Worker) -> RosterImport:
    return confirm_draft(draft_id=draft.pk, by=saule.actor, at=AT, now=real_now())


def test_what_is_said_of_an_import_that_stays_can_be_done(made: RosterImport, saule: Worker) -> None:
    case = somebody_works_on_one(saule)

    page = saule.client.get(reverse("cases:undo_roster", args=[made.pk])).content.decode()
    person = saule.client.get(reverse("cases:person", args=[case.person_id])).content.decode()

    assert "Correct what is wrong on the person&#x27;s own page" in page and "Take out" not in page
    for name in ("cases:correct_person", "cases:merge_people"):
        assert reverse(name, args=[case.person_id]) in person


def test_after_confirming_the_new_families_are_a_link_away(draft: RosterDraft, saule: Worker) -> None:
    page = saule.client.post(reverse("cases:confirm_roster", args=[draft.pk]), follow=True).content.decode()

    with computing("test"):
        families = set(Case.objects.values_list("family_id", "family__label"))
    assert len(families) == 2
    for family, label in families:
        assert f'<a href="{reverse("cases:family", args=[family])}"><bdi>{label}</bdi></a>' in page
        assert saule.client.get(reverse("cases:family", args=[family])).status_code == 200
    assert "Show all families" not in page
