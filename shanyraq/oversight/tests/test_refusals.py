"""Whoever is logged in and is answered no leaves one row in the record, however early she was answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from shanyraq.access import middleware
from shanyraq.access.models import Account
from shanyraq.access.queries.sessions import last_session
from shanyraq.access.tests.factories import PASSWORD
from shanyraq.audit.models import Entry
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.oversight.queries import limits
from shanyraq.oversight.tests.covered import look

pytestmark = pytest.mark.django_db


def a_page_of_others(aigul: Worker, ask: Any) -> Any:
    return aigul.client.get("/staff/")


def a_file_out_of_sight(aigul: Worker, ask: Any) -> Any:
    of_others = the_omarova_family(ask("erlan").staff)
    return aigul.client.get(f"/families/{of_others[0].family_id}/")


def an_address_without_a_page(aigul: Worker, ask: Any) -> Any:
    return aigul.client.get("/nothing/here/")


def a_method_without_a_page(aigul: Worker, ask: Any) -> Any:
    return aigul.client.put("/families/")


def a_form_of_another_site(aigul: Worker, ask: Any) -> Any:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(aigul.account)
    return strict.post("/log-out/")


def a_form_with_too_many_fields(aigul: Worker, ask: Any) -> Any:
    ask("settings").DATA_UPLOAD_MAX_NUMBER_FIELDS = 1
    return aigul.client.post("/families/new/", "a=1&b=2", content_type="application/x-www-form-urlencoded")


def a_form_that_is_too_large(aigul: Worker, ask: Any) -> Any:
    ask("settings").DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    return aigul.client.post(
        "/families/new/", "a=" + "1" * 20, content_type="application/x-www-form-urlencoded"
    )


def one_search_too_many(aigul: Worker, ask: Any) -> Any:
    ask("monkeypatch").setattr(limits, "searches_a_minute", lambda: 0)
    return aigul.client.get("/search/?q=Omarova")


def a_form_while_her_access_has_ended(aigul: Worker, ask: Any) -> Any:
    client = aigul.client
    Account.objects.filter(pk=aigul.account.pk).update(is_active=False)
    return client.get("/families/")


def an_emergency_before_she_showed_who_she_is(aigul: Worker, ask: Any) -> Any:
    aigul.account.set_password(PASSWORD)
    aigul.account.save()
    family = the_omarova_family(aigul.staff)
    aigul.client.force_login(aigul.account)
    return aigul.client.post(
        f"/people/{family[0].person_id}/emergency/", {"reason": "She is not to be found."}
    )


REFUSALS: list[tuple[Callable[[Worker, Any], Any], int, str]] = [
    (a_page_of_others, 403, "role"),
    (a_file_out_of_sight, 404, "not_found"),
    (an_address_without_a_page, 404, "not_found"),
    (a_method_without_a_page, 405, "method"),
    (a_form_of_another_site, 403, "csrf"),
    (a_form_with_too_many_fields, 400, "bad_request"),
    (a_form_that_is_too_large, 413, "too_large"),
    (one_search_too_many, 429, "slowed"),
    (a_form_while_her_access_has_ended, 403, "ended"),
    (an_emergency_before_she_showed_who_she_is, 403, "prove_first"),
]


@pytest.mark.parametrize(("refusal", "status", "reason"), REFUSALS, ids=[one[0].__name__ for one in REFUSALS])
def test_a_refusal_leaves_one_row_that_says_who_and_why(
    aigul: Worker, request: pytest.FixtureRequest, refusal: Any, status: int, reason: str
) -> None:
    last = Entry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0

    answer = refusal(aigul, request.getfixturevalue)

    assert answer.status_code == status
    rows = Entry.objects.filter(seq__gt=last, actor=str(aigul.account.pk)).exclude(request_id="")
    assert [(row.decision, row.reason_code) for row in rows] == [(Entry.DECLINED, reason)]
    assert "Omarova" not in str(rows.values())


def test_who_looks_at_the_site_as_somebody_else_and_sends_a_form_leaves_a_row_of_her_own(
    auditor: Worker, aigul: Worker
) -> None:
    look(auditor, aigul)

    answer = auditor.client.post("/families/new/", {})

    assert answer.status_code == 403
    row = Entry.objects.latest("seq")
    assert (row.decision, row.reason_code, row.actor) == (
        Entry.DECLINED,
        "only_looking",
        str(auditor.account.pk),
    )


def test_what_nobody_in_particular_asks_for_in_vain_leaves_no_row(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)

    answers = [
        client.get("/nothing/here/"),
        client.put("/log-in/"),
        strict.post("/log-in/"),
        client.get("/staff/"),
    ]

    assert [answer.status_code for answer in answers] == [404, 405, 403, 302]
    assert not Entry.objects.exists()


def test_a_refusal_that_cannot_be_written_down_is_no_answer(
    aigul: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*said: object, **more: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(middleware, "record_refusal", broken)

    assert aigul.client.get("/nothing/here/").status_code == 503


def test_what_was_refused_is_not_told_as_done_in_her_last_session(aigul: Worker) -> None:
    aigul.client.get("/nothing/here/")

    last = last_session(aigul.account, now="another")

    assert last is not None
    assert (last.read, last.done) == (0, 0)
