"""Whatever a page shows of a person is on the record before its first byte leaves; or nothing leaves."""

import json

import pytest
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from shanyraq.access import middleware
from shanyraq.access.middleware import Gate
from shanyraq.access.permissions import needs
from shanyraq.audit.actions import Reading, reading
from shanyraq.audit.models import Entry
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.foundation.logs import REQUEST_ID
from shanyraq.people.models import Person
from shanyraq.people.tests.factories import make_person

pytestmark = pytest.mark.django_db


@needs("case.read")
def names(request: HttpRequest) -> HttpResponse:
    """A page that shows every person its reader sees."""
    people = Person.objects.visible_to(request.actor)  # type: ignore[attr-defined]
    return HttpResponse(", ".join(person.sort_name for person in people))


@needs("case.read")
def nothing(request: HttpRequest) -> HttpResponse:
    """A page about nobody."""
    return HttpResponse("hello")


def ask(worker: Worker, view, rf: RequestFactory) -> HttpResponse:
    """One request through the gate."""
    request = rf.get("/")
    request.META[REQUEST_ID] = "a request"  # as the outermost layer names it
    request.user = worker.account
    request.session = worker.client.session

    def answer(request: HttpRequest) -> HttpResponse:
        stopped = gate.process_view(request, view, (), {})
        return stopped or view(request)

    gate = Gate(answer)
    return gate(request)


@pytest.fixture
def maryam(aigul: Worker) -> Person:
    person = make_person("Maryam Omarova")
    make_case(person, case_manager=aigul.staff)
    return person


def test_a_page_that_shows_people_leaves_exactly_one_row_with_their_ids(
    aigul: Worker, maryam: Person, rf: RequestFactory
) -> None:
    second = make_person("Yusuf Omarov")
    make_case(second, case_manager=aigul.staff)

    answer = ask(aigul, names, rf)

    assert "Omarova" in answer.content.decode()
    row = Entry.objects.get()
    assert (row.action, row.actor, row.decision) == ("records.read", str(aigul.account.pk), "ALLOWED")
    assert json.loads(row.objects_json) == sorted([f"person:{maryam.pk}", f"person:{second.pk}"])
    assert "Omarova" not in str(Entry.objects.values().get())
    assert row.session and row.request_id


def test_a_reading_says_for_which_purpose_and_with_which_kind_of_browser(
    aigul: Worker, maryam: Person
) -> None:
    family = Case._base_manager.get(person=maryam).family_id
    for browser in ("one", "another", "one"):
        aigul.client.get(f"/families/{family}/", headers={"user-agent": browser})
    aigul.client.get("/families/")

    rows = list(Entry.objects.filter(action="records.read").order_by("seq"))
    assert [row.purpose for row in rows] == ["case.read", "case.read", "case.read", "case.read"]
    assert rows[0].device == rows[2].device != rows[1].device
    assert "one" not in rows[0].device and len(rows[0].device) == 16


def test_a_page_that_needs_no_right_is_its_own_purpose(aigul: Worker, maryam: Person) -> None:
    aigul.client.get("/today/")

    assert Entry.objects.values_list("purpose", flat=True).get(action="records.read") == "desk:today"


def test_a_page_about_nobody_leaves_no_row(aigul: Worker, rf: RequestFactory) -> None:
    ask(aigul, nothing, rf)

    assert not Entry.objects.exists()


def test_a_list_that_was_empty_for_her_is_on_the_record_too(
    erlan: Worker, maryam: Person, rf: RequestFactory
) -> None:
    answer = ask(erlan, names, rf)

    assert answer.content == b""
    assert json.loads(Entry.objects.get().objects_json) == []


@pytest.mark.parametrize("fault", [DatabaseError("disk full"), OSError("no key")])
def test_where_the_record_fails_no_byte_about_anybody_leaves(
    aigul: Worker, maryam: Person, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def broken(seen: object, **more: object) -> None:
        raise fault

    monkeypatch.setattr(middleware, "record_reading", broken)

    answer = ask(aigul, names, rf)

    assert answer.status_code == 503
    assert b"Omarova" not in answer.content


def test_the_row_stands_before_the_answer_leaves(
    aigul: Worker, maryam: Person, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = []
    write = middleware.record_reading

    def note_and_write(seen: Reading, **more: str) -> None:
        order.append("row")
        write(seen, **more)

    monkeypatch.setattr(middleware, "record_reading", note_and_write)

    ask(aigul, names, rf)
    order.append("answer")

    assert order == ["row", "answer"]


def test_people_cannot_be_streamed_past_the_record(aigul: Worker, maryam: Person, rf: RequestFactory) -> None:
    @needs("case.read")
    def stream(request: HttpRequest) -> StreamingHttpResponse:
        people = list(Person.objects.visible_to(request.actor))  # type: ignore[attr-defined]
        return StreamingHttpResponse(person.sort_name for person in people)

    with pytest.raises(middleware.ImproperlyConfigured, match="streamed"):
        ask(aigul, stream, rf)


def test_a_page_that_her_role_does_not_open_leaves_a_refusal(
    admin: Worker, maryam: Person, rf: RequestFactory
) -> None:
    answer = ask(admin, names, rf)

    assert answer.status_code == 403
    assert b"Omarova" not in answer.content
    assert Entry.objects.values_list("action", "decision", "reason_code", "actor").get() == (
        "case.read",
        "DECLINED",
        "role",
        str(admin.account.pk),
    )


def test_one_request_leaves_nothing_behind_for_the_next(
    aigul: Worker, maryam: Person, rf: RequestFactory
) -> None:
    ask(aigul, names, rf)

    assert reading.get() is None
    ask(aigul, nothing, rf)
    assert Entry.objects.count() == 1


def test_answers_to_staff_are_never_kept_by_a_browser(aigul: Worker, rf: RequestFactory) -> None:
    assert "no-store" in ask(aigul, nothing, rf)["Cache-Control"]


def test_a_relation_cannot_be_followed_past_the_policy(aigul: Worker, maryam: Person) -> None:
    with pytest.raises(RuntimeError, match="without an actor"):
        list(maryam.names.all())
    with pytest.raises(RuntimeError, match="without an actor"):
        list(Case.objects.visible_to(aigul.actor).prefetch_related("records"))


def test_the_family_page_leaves_one_row_with_everybody_on_it(aigul: Worker, maryam: Person) -> None:
    with_case = Case._base_manager.get(person=maryam)
    address = f"/families/{with_case.family_id}/"

    answer = aigul.client.get(address)

    assert answer.status_code == 200
    row = Entry.objects.get(action="records.read")
    assert f"person:{maryam.pk}" in json.loads(row.objects_json)
