"""Taking a list of people along, page by page. What the file must not hold is bar B44."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from shanyraq.access.actions.proposals import CannotAgree, fingerprint_of
from shanyraq.access.queries import computing
from shanyraq.audit.models import Entry
from shanyraq.cases.actions import exports as acts
from shanyraq.cases.actions.exports import CannotExport, forget_old_lists, take_list
from shanyraq.cases.models import Case, Export
from shanyraq.cases.queries import exports as read
from shanyraq.cases.rules import exports as rules
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.errors import NotAllowed

pytestmark = pytest.mark.django_db
REASON = "The district’s conference asks who comes next month."
TOLD = {"what": "MINE", "purpose": "conference", "recipient": "The conference", "reason": REASON}
DAY = date(2021, 5, 20)


@pytest.fixture
def cases(aigul: Worker) -> list[Case]:
    return the_omarova_family(aigul.staff)


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five are many."""
    monkeypatch.setitem(rules.DEFAULTS, "export_people_alone", 5)
    monkeypatch.setattr(read, "number", lambda name: rules.DEFAULTS[name])


def taken(worker: Worker, **told: Any) -> Export:
    at = told.pop("at", None) or real_now()
    return take_list(**{**TOLD, **told}, language="en", today=DAY, by=worker.actor, at=at)


def only() -> Export:
    with computing("test"):
        return Export.objects.select_related("proposal").get()


def page(worker: Worker, export: Export) -> str:
    return str(worker.client.get(reverse("cases:export", args=[export.pk])).content.decode())


def file_of(worker: Worker, export: Export) -> Any:
    return worker.client.get(reverse("cases:export_file", args=[export.pk]))


def test_from_the_question_to_the_file(aigul: Worker, cases: list[Case]) -> None:
    form = aigul.client.get(reverse("cases:take_list")).content.decode()
    assert "The people whose case I manage: 6 people" in form

    answer = aigul.client.post(reverse("cases:take_list"), TOLD)

    export = only()
    assert answer["Location"] == reverse("cases:export", args=[export.pk])
    assert "Fetch the file" in page(aigul, export)
    file = file_of(aigul, export)
    assert file["Content-Disposition"] == f'attachment; filename="{export.code}.xlsx"'
    assert file.content.startswith(b"PK") and "no-store" in file["Cache-Control"]


def test_the_record_names_everybody_in_it_before_the_file_leaves(aigul: Worker, cases: list[Case]) -> None:
    export = taken(aigul)

    file_of(aigul, export)

    with computing("test"):
        row = Entry.objects.filter(action="records.read").order_by("-seq").first()
    assert row is not None
    assert row.purpose == "conference" and row.grant_id == str(export.pk)
    assert all(str(case.person_id) in row.objects_json for case in cases)


def test_many_people_wait_for_her_supervisor_and_then_can_be_fetched(
    aigul: Worker, daniyar: Worker, cases: list[Case], many: None
) -> None:
    aigul.client.post(reverse("cases:take_list"), TOLD)
    export = only()
    assert export.ready_at is None and file_of(aigul, export).status_code == 404
    shown = page(daniyar, export)
    assert REASON in shown and "Omarova" not in shown and cases[0].person.code not in shown

    answer = daniyar.client.post(
        reverse("cases:export", args=[export.pk]),
        {"fingerprint": fingerprint_of(export.proposal)},
        follow=True,
    )

    assert "You have agreed" in answer.content.decode()
    assert file_of(aigul, export).status_code == 200
    assert file_of(daniyar, export).status_code == 404


def test_it_stands_on_the_page_of_whoever_may_agree_and_of_nobody_else(
    aigul: Worker, daniyar: Worker, auditor: Worker, cases: list[Case], many: None
) -> None:
    strange = make_worker("Marat", "supervisor", region="ALR")
    said, listed = "One list waits for your answer.", f'href="{reverse("cases:exports")}"'
    assert said not in daniyar.client.get(reverse("desk:team")).content.decode()
    assert "Nothing waits for you" in auditor.client.get(reverse("oversight:desk")).content.decode()

    aigul.client.post(reverse("cases:take_list"), TOLD)

    assert said in daniyar.client.get(reverse("desk:team")).content.decode()
    assert said not in strange.client.get(reverse("desk:team")).content.decode()
    desk = auditor.client.get(reverse("oversight:desk")).content.decode()
    assert "One thing waits" in desk and listed in desk.partition("<main")[2]
    acts.answer(export=only(), agrees=False, fingerprint="", by=daniyar.actor, at=real_now())
    assert said not in daniyar.client.get(reverse("desk:team")).content.decode()


def test_nobody_agrees_to_her_own_and_no_strange_supervisor_to_anothers(
    aigul: Worker, daniyar: Worker, erlan: Worker, cases: list[Case], many: None
) -> None:
    export = taken(daniyar, what="TEAM")
    stranger = make_worker("Kanat", "supervisor", region="SHY")
    fingerprint = fingerprint_of(export.proposal)

    for worker in (daniyar, stranger):
        with pytest.raises(CannotAgree):
            acts.answer(export=export, agrees=True, fingerprint=fingerprint, by=worker.actor, at=real_now())
    with pytest.raises(NotAllowed):
        acts.answer(export=export, agrees=True, fingerprint=fingerprint, by=aigul.actor, at=real_now())
    assert only().ready_at is None
    assert stranger.client.get(reverse("cases:export", args=[export.pk])).status_code == 404


def test_what_data_protection_declines_is_destroyed(
    aigul: Worker, auditor: Worker, cases: list[Case], many: None
) -> None:
    export = taken(aigul)

    auditor.client.post(
        reverse("cases:export", args=[export.pk]),
        {"fingerprint": fingerprint_of(export.proposal), "decline": "1"},
    )

    assert "Declined by a second person" in page(aigul, export)
    assert forget_old_lists(at=real_now()) == 1
    with computing("test"):
        assert Export.objects.filter(content__isnull=False).count() == 0


def test_a_day_later_the_file_is_gone_and_that_it_was_taken_stays(aigul: Worker, cases: list[Case]) -> None:
    export = taken(aigul, at=real_now() - timedelta(hours=25))

    assert file_of(aigul, export).status_code == 404
    assert forget_old_lists(at=real_now()) == 1
    assert "Its file is destroyed" in page(aigul, export)
    assert forget_old_lists(at=real_now()) == 0


def test_the_sixth_list_of_a_day_is_for_tomorrow(aigul: Worker, cases: list[Case]) -> None:
    for _ in range(5):
        taken(aigul)

    with pytest.raises(CannotExport, match="tomorrow"):
        taken(aigul)


def test_no_list_holds_more_than_the_most(
    aigul: Worker, cases: list[Case], many: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(rules.DEFAULTS, "export_people_most", 5)

    with pytest.raises(CannotExport, match="more than 5 people"):
        taken(aigul)


def test_whoever_lost_one_of_its_people_takes_a_new_list(
    aigul: Worker, erlan: Worker, cases: list[Case]
) -> None:
    export = taken(aigul)
    with computing("test"):
        Case.objects.filter(pk=cases[1].pk).update(case_manager=erlan.staff, region="SHY")

    answer = file_of(aigul, export)

    assert answer.status_code == 302
    assert "no longer among your people" in page(aigul, export)


def test_who_manages_nobody_has_nothing_to_take(erlan: Worker, cases: list[Case]) -> None:
    assert "Nobody to take along" in erlan.client.get(reverse("cases:take_list")).content.decode()
    with pytest.raises(CannotExport, match="Nobody with an open file"):
        taken(erlan)
    with pytest.raises(CannotExport, match="Nobody with an open file"):
        taken(erlan, what="TEAM")  # she leads no team


def test_who_may_take_no_list_is_refused(auditor: Worker, admin: Worker, cases: list[Case]) -> None:
    assert auditor.client.get(reverse("cases:take_list")).status_code == 403
    assert admin.client.get(reverse("cases:exports")).status_code == 403


def test_data_protection_sees_every_list_and_colleagues_their_own(
    aigul: Worker, auditor: Worker, erlan: Worker, cases: list[Case], django_assert_max_num_queries: Any
) -> None:
    export = taken(aigul)
    address = reverse("cases:exports")

    assert export.code in aigul.client.get(address).content.decode()
    with django_assert_max_num_queries(30):
        assert export.code in auditor.client.get(address).content.decode()
    assert export.code not in erlan.client.get(address).content.decode()
