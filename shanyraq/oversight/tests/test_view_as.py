"""The officer sees the site as a role sees it: its pages, to read, for half an hour, and nothing of what they hold."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.urls import reverse

from shanyraq.access.models import RoleGrant
from shanyraq.access.queries.veils import COVER
from shanyraq.audit.models import Entry
from shanyraq.cases.models import Case, Note
from shanyraq.cases.tests.cast import Worker
from shanyraq.foundation.clock import real_now
from shanyraq.oversight.tests.covered import look, make_covered

pytestmark = pytest.mark.django_db


@pytest.fixture
def cases(aigul: Worker) -> list[Case]:
    return make_covered(aigul)


def test_her_pages_are_there_with_codes_and_initials_and_the_banner(
    auditor: Worker, aigul: Worker, cases: list[Case]
) -> None:
    answer = look(auditor, aigul)
    assert answer.status_code == 302

    families = auditor.client.get(reverse("desk:families")).content.decode()
    family = auditor.client.get(reverse("cases:family", args=[cases[0].family_id]))

    assert "You see the site as" in families and "O." in families
    assert family.status_code == 200
    text = family.content.decode()
    assert cases[0].person.code in text and "<bdi>O. family</bdi>" in text
    assert str(cases[0].person_id) in text  # her pages lead on as they do for a colleague


def test_no_note_is_told_though_she_reads_that_part_of_a_file_herself(
    auditor: Worker, aigul: Worker, cases: list[Case]
) -> None:
    assert auditor.actor.reads("C11") and aigul.actor.reads("C11")
    look(auditor, aigul)

    answer = auditor.client.get(reverse("cases:notes", args=[cases[0].person_id]))

    text = answer.content.decode()
    assert answer.status_code == 200 and COVER in text  # the notes are there
    assert "canary" not in text


def test_a_page_that_was_not_covered_does_not_leave(
    auditor: Worker, aigul: Worker, cases: list[Case]
) -> None:
    look(auditor, aigul)

    with patch("shanyraq.access.queries.cover"):
        answer = auditor.client.get(reverse("cases:family", args=[cases[0].family_id]))

    assert answer.status_code == 403 and "Omarova" not in answer.content.decode()


def test_nothing_can_be_saved_searched_for_or_taken_along(
    auditor: Worker, aigul: Worker, damir: Worker, cases: list[Case]
) -> None:
    look(auditor, aigul)
    before = Note.objects.visible_to(aigul.actor).count()

    note = auditor.client.post(
        reverse("cases:add_note", args=[cases[0].person_id]), {"text": "A note of mine."}
    )
    search = auditor.client.get(reverse("desk:search"), {"q": "Saule"})

    assert note.status_code == 403 and "You are only looking" in note.content.decode()
    assert search.status_code == 403
    assert Note.objects.visible_to(aigul.actor).count() == before

    auditor.client.post(reverse("oversight:stop_view_as"))
    look(auditor, damir)
    assert auditor.client.get(reverse("desk:overview_csv", args=["phases"])).status_code == 403


def test_each_page_is_in_the_record_under_her_own_name(
    auditor: Worker, aigul: Worker, cases: list[Case]
) -> None:
    look(auditor, aigul)
    auditor.client.get(reverse("cases:family", args=[cases[0].family_id]))
    auditor.client.post(reverse("oversight:stop_view_as"))

    rows = list(Entry.objects.filter(action__startswith="view_as.").order_by("seq"))
    assert [row.action for row in rows] == ["view_as.begin", "view_as.look", "view_as.end"]
    assert {row.actor for row in rows} == {str(auditor.account.pk)}
    assert rows[1].purpose == "cases:family" and f"staff:{aigul.staff.pk}" in rows[1].objects_json
    read = Entry.objects.filter(action="records.read").order_by("-seq")[0]
    assert read.actor == str(auditor.account.pk)


def test_after_half_an_hour_or_at_a_word_she_is_herself_again(auditor: Worker, aigul: Worker) -> None:
    look(auditor, aigul)
    assert auditor.client.get(reverse("oversight:desk")).status_code == 403
    chosen = auditor.client.get(reverse("oversight:view_as")).content.decode()
    assert "While you look" in chosen

    with patch("shanyraq.oversight.looking.real_now", return_value=real_now() + timedelta(minutes=31)):
        assert auditor.client.get(reverse("oversight:desk")).status_code == 200
    auditor.client.post(reverse("oversight:stop_view_as"))
    assert auditor.client.get(reverse("oversight:desk")).status_code == 200


def test_it_ends_with_the_right_to_it_and_with_the_colleague(auditor: Worker, aigul: Worker) -> None:
    look(auditor, aigul)
    aigul.account.is_active = False
    aigul.account.ended_at = real_now()
    aigul.account.save()
    assert auditor.client.get(reverse("oversight:desk")).status_code == 200

    RoleGrant.objects.filter(staff=auditor.staff).update(role="custodian")
    assert auditor.client.get(reverse("oversight:view_as")).status_code == 403


@pytest.mark.parametrize("who", ["aigul", "daniyar", "admin", "damir"])
def test_nobody_else_looks_as_anybody(request: pytest.FixtureRequest, auditor: Worker, who: str) -> None:
    worker = request.getfixturevalue(who)

    assert worker.client.get(reverse("oversight:view_as")).status_code == 403
    assert (
        worker.client.post(
            reverse("oversight:view_as"), {"colleague": str(auditor.staff.pk), "role": "dpo"}
        ).status_code
        == 403
    )
    assert worker.client.session.get("view_as") is None


def test_the_page_promises_her_no_emergency_opening_for_her_role_has_none(auditor: Worker) -> None:
    assert "emergency.open" not in auditor.actor.may

    page = auditor.client.get(reverse("oversight:view_as")).content.decode()

    _before, _id, covered = page.partition('id="covered"')
    assert "two dots" in covered and "emergency" not in covered.partition("</section>")[0].lower()


def test_she_chooses_a_role_and_then_a_colleague(auditor: Worker, aigul: Worker) -> None:
    roles = auditor.client.get(reverse("oversight:view_as")).content.decode()
    holders = auditor.client.get(reverse("oversight:view_as") + "?role=case_manager").content.decode()

    assert "?role=case_manager" in roles and "Nobody holds it now." in roles
    assert str(aigul.staff.pk) in holders
    for wrong in ("", "nobody", str(auditor.staff.pk), "00000000-0000-4000-8000-000000000000"):
        auditor.client.post(reverse("oversight:view_as"), {"colleague": wrong, "role": "case_manager"})
        assert auditor.client.get(reverse("oversight:desk")).status_code == 200
