"""Whichever statement of a request the database does not answer: the page says so (503), and nothing is half done."""

import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from shanyraq.access.models import Knock
from shanyraq.access.queries import computing
from shanyraq.access.queries.sessions import SEEN
from shanyraq.access.tests.factories import PASSWORD, make_account
from shanyraq.audit.models import Entry, Head
from shanyraq.audit.queries.verifying import verify
from shanyraq.cases.models import Note
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.cases.tests.filled_forms import a_note
from shanyraq.foundation.clock import real_now

pytestmark = pytest.mark.django_db(transaction=True)
FAULTS = (OperationalError, InterfaceError)
MOST = 200  # statements of one request


class Gone:
    """A server that does not answer one statement: it is back at once, or not before the next request."""

    def __init__(self, at: int, *, stays_away: bool) -> None:
        self.at, self.stays_away, self.count = at, stays_away, 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        if self.count == self.at or (self.stays_away and self.count > self.at):
            raise FAULTS[self.at % len(FAULTS)]("server closed the connection unexpectedly")
        return execute(sql, params, many, context)


def each_time(ask: Callable[[], Any], before: Callable[[], object], *, stays_away: bool) -> Iterator[Any]:
    """The answers to a request whose first, whose second, ... whose last statement is not answered."""
    for at in range(1, MOST):
        before()
        gone = Gone(at, stays_away=stays_away)
        with connection.execute_wrapper(gone):
            answer = ask()
        if gone.count < at:
            assert at > 3 and answer.status_code < 400
            return
        yield answer
    raise AssertionError("the request never came to an end")


def quiet(client: Client) -> Client:
    """As a browser: a fault is a page."""
    client.raise_request_exception = False
    return client


def seen_long_ago(worker: Worker) -> Callable[[], None]:
    """Her session was last written two minutes ago, so that her next request writes it."""

    def write() -> None:
        session = worker.client.session
        at = (real_now() - timedelta(minutes=2)).timestamp()
        session.update({"begun": at, SEEN: at})
        session.save()

    return write


def half_done() -> int:
    """Notes without their row in the record, or rows without their note."""
    with computing("test"):
        return Note.objects.count() - Entry.objects.filter(action="note.write", decision="ALLOWED").count()


@pytest.mark.in_bars
@pytest.mark.parametrize("stays_away", [True, False])
def test_a_form_is_answered_with_503_and_what_was_typed(aigul: Worker, stays_away: bool) -> None:
    client, form = quiet(aigul.client), a_note(the_omarova_family(aigul.staff), aigul)

    for answer in each_time(
        lambda: client.post(form.url, form.data), seen_long_ago(aigul), stays_away=stays_away
    ):
        assert (answer.status_code, answer["Retry-After"]) == (503, "10")
        assert "Likes football." in answer.content.decode()
        assert half_done() == 0
    assert verify() is None


@pytest.mark.in_bars
@pytest.mark.parametrize("stays_away", [True, False])
def test_a_page_is_answered_with_503_and_nobody_is_on_it(aigul: Worker, stays_away: bool) -> None:
    client, family = quiet(aigul.client), the_omarova_family(aigul.staff)

    for answer in each_time(
        lambda: client.get(f"/families/{family[0].family_id}/"), seen_long_ago(aigul), stays_away=stays_away
    ):
        assert answer.status_code == 503
        assert "Omarov" not in answer.content.decode()
    assert verify() is None


@pytest.mark.in_bars
def test_whoever_comes_in_is_answered_with_503_and_comes_in_later() -> None:
    account, client = make_account(password=PASSWORD), quiet(Client())

    for answer in each_time(
        lambda: client.post("/log-in/", {"login": account.login, "password": PASSWORD}),
        Knock.objects.all().delete,
        stays_away=True,
    ):
        assert answer.status_code == 503
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("fault", FAULTS)
def test_a_session_that_cannot_be_written_is_no_bad_request(aigul: Worker, fault: type[Exception]) -> None:
    client = quiet(aigul.client)
    seen_long_ago(aigul)()

    def none_is_written(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith("UPDATE") and "django_session" in sql:
            raise fault("server closed the connection unexpectedly")
        return execute(sql, *rest)

    with connection.execute_wrapper(none_is_written):
        answer = client.get("/account/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert client.get("/account/").status_code == 200


def test_a_form_that_was_saved_says_so_though_nobody_can_be_led_there_again(aigul: Worker) -> None:
    client, form = quiet(aigul.client), a_note(the_omarova_family(aigul.staff), aigul)

    def no_way_is_kept(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith("UPDATE") and "sentform" in sql:
            raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, *rest)

    with connection.execute_wrapper(no_way_is_kept):
        answer = client.post(form.url, {**form.data, "once": str(uuid.uuid4())})

    assert answer.status_code == 302
    assert form.count() == 1


def test_where_no_row_fits_behind_the_records_end_nothing_is_saved_or_shown_and_a_page_says_so(
    aigul: Worker,
) -> None:
    form = a_note(the_omarova_family(aigul.staff), aigul)
    Head.objects.update(seq=1)  # as somebody does who moves the end back: the next number is taken

    saved = quiet(aigul.client).post(form.url, form.data | {"text": "Words of Hers."})
    read = aigul.client.get("/families/")

    assert (saved.status_code, read.status_code) == (503, 503)
    shown = saved.content.decode()
    assert "Shanyraq is being looked after" in shown and "Words of Hers." in shown
    assert not Note._base_manager.exists()
