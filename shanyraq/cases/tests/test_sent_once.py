"""A form that is sent again, by Back or an impatient finger, saves nothing a second time."""

from __future__ import annotations

import re
import threading
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connections
from django.test import Client
from django.urls import URLPattern, get_resolver

from shanyraq.access.queries import system
from shanyraq.cases.actions.notes import add_note
from shanyraq.cases.models import Case, Note
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.cases.tests.filled_forms import (
    BY_CASE_MANAGER,
    BY_SUPERVISOR,
    Form,
    a_meeting,
    a_note,
)
from shanyraq.foundation import sending
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.models import SentForm
from shanyraq.people.tests.factories import AT

pytestmark = pytest.mark.django_db
BROWSER = {"Sec-Fetch-Mode": "navigate"}


def shown(client: Client, url: str) -> tuple[str, str]:
    """The address under which a browser shows a form, and the form's key."""
    sent_on = client.get(url, headers=BROWSER)
    page = client.get(sent_on["Location"], headers=BROWSER)
    keys = re.findall(r'name="once" value="([0-9a-f-]{36})"', page.content.decode())
    assert keys and f"once={keys[-1]}" in sent_on["Location"]
    return sent_on["Location"], keys[-1]


def said(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


MAKERS = [
    *(pytest.param(make, "aigul", id=make.__name__) for make in BY_CASE_MANAGER),
    *(pytest.param(make, "daniyar", id=make.__name__) for make in BY_SUPERVISOR),
]


@pytest.mark.parametrize(("make", "who"), MAKERS)
def test_a_form_sent_twice_saves_once_and_leads_to_the_same_place(
    aigul: Worker, daniyar: Worker, make: Callable[[list[Case], Worker], Form], who: str
) -> None:
    worker = {"aigul": aigul, "daniyar": daniyar}[who]
    form = make(the_omarova_family(aigul.staff), worker)
    address, key = shown(worker.client, form.url)

    first = worker.client.post(address, form.data | {"once": key})
    saved = form.count()
    second = worker.client.post(address, form.data | {"once": key})

    assert first.status_code == second.status_code == 302
    assert second["Location"] == first["Location"]
    assert said(second)[-1] == "This was already saved."
    assert form.count() == saved
    assert SentForm.objects.count() == 1


def test_going_back_to_a_saved_form_leads_on_to_what_it_saved(aigul: Worker) -> None:
    form = a_note(the_omarova_family(aigul.staff), aigul)
    address, key = shown(aigul.client, form.url)

    went = aigul.client.post(address, form.data | {"once": key})["Location"]
    back = aigul.client.get(address, headers=BROWSER)

    assert back["Location"] == went
    assert said(back)[-1] == "This was already saved."


def test_two_forms_with_the_same_content_both_save(aigul: Worker) -> None:
    form = a_note(the_omarova_family(aigul.staff), aigul)
    counts = [form.count()]

    for _ in range(2):
        address, key = shown(aigul.client, form.url)
        aigul.client.post(address, form.data | {"once": key})
        counts.append(form.count())

    assert counts[0] < counts[1] and counts[2] - counts[1] == counts[1] - counts[0]


def test_what_was_written_anew_into_a_saved_form_is_not_lost(aigul: Worker) -> None:
    form = a_note(the_omarova_family(aigul.staff), aigul)
    address, key = shown(aigul.client, form.url)

    aigul.client.post(address, form.data | {"once": key})
    aigul.client.post(address, form.data | {"once": key, "text": "Another thing."})

    assert form.count() == 2


def test_a_form_that_came_back_to_be_mended_keeps_its_key_and_can_be_saved(aigul: Worker) -> None:
    form = a_meeting(the_omarova_family(aigul.staff), aigul)
    address, key = shown(aigul.client, form.url)

    refused = aigul.client.post(address, form.data | {"once": key, "on": "2021-05-01"})

    assert refused.status_code == 200 and key in refused.content.decode()
    assert aigul.client.post(address, form.data | {"once": key}).status_code == 302
    assert form.count() == 1


def test_another_ones_key_counts_for_nothing(aigul: Worker) -> None:
    cases = the_omarova_family(aigul.staff)
    zhanar = make_worker("Zhanar", "case_manager", region="ALR")
    make_assignment(cases[0], zhanar.staff)
    form = a_note(cases, aigul)
    address, key = shown(aigul.client, form.url)

    aigul.client.post(address, form.data | {"once": key})
    answer = zhanar.client.post(address, form.data | {"once": key})

    assert "This was already saved." not in said(answer)
    assert form.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_instant_save_once(aigul: Worker) -> None:
    case, actor, key = the_omarova_family(aigul.staff)[0], aigul.actor, uuid.uuid4()
    barrier, ends = threading.Barrier(2), []

    def send() -> None:
        sending.sending.set(sending.Sending(aigul.account.pk, key, "the same"))
        try:
            barrier.wait()
            add_note(case_ids=[case.pk], compartment="C7", text="Likes football.", by=actor, at=AT)
            ends.append("saved")
        except Exception as end:
            ends.append(type(end).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(ends) == ["SentBefore", "saved"]
    with system("test"):
        assert Note.objects.count() == 1


def test_whoever_comes_while_the_first_is_being_saved_is_led_where_the_first_went(
    aigul: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = a_note(the_omarova_family(aigul.staff), aigul)
    address, key = shown(aigul.client, form.url)
    went = aigul.client.post(address, form.data | {"once": key})["Location"]
    looked, really = [], sending.went_to

    def not_yet(*which: Any) -> str | None:
        looked.append(which)
        return really(*which) if len(looked) > 1 else None

    monkeypatch.setattr(sending, "went_to", not_yet)
    second = aigul.client.post(address, form.data | {"once": key})

    assert second["Location"] == went and said(second)[-1] == "This was already saved."
    assert form.count() == 1


def test_the_key_is_part_of_the_act(aigul: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    form = a_note(the_omarova_family(aigul.staff), aigul)
    address, key = shown(aigul.client, form.url)
    aigul.client.raise_request_exception = False

    with monkeypatch.context() as broken:
        broken.setattr(Note.objects, "bulk_create", None)
        assert aigul.client.post(address, form.data | {"once": key}).status_code == 500

    assert not SentForm.objects.exists()
    assert aigul.client.post(address, form.data | {"once": key}).status_code == 302


def test_keys_are_forgotten_after_two_days(aigul: Worker) -> None:
    form = a_note(the_omarova_family(aigul.staff), aigul)
    address, key = shown(aigul.client, form.url)
    aigul.client.post(address, form.data | {"once": key})

    sending.forget_sent_forms(real_now() + timedelta(hours=47))
    assert SentForm.objects.exists()
    sending.forget_sent_forms(real_now() + timedelta(hours=49))
    assert not SentForm.objects.exists()


# What asks for the same right to look and to save and yet is no form that somebody sends twice, and why.
NOT_SENT_ONCE = {
    "rosters": "reading a list twice leaves two drafts, which nobody but her sees and which go after a day",
    "settle_roster_row": "settling a row twice is settling it once",
    "leave_out_registered": "leaving rows out twice is leaving them out once",
    "confirm_roster": "a draft is confirmed once",
    "discard_roster": "a draft is discarded once",
    "undo_roster": "an import is undone once",
    "renew_invitation": "a new link stops the one before it, and is shown once",
}


def test_every_page_that_saves_is_sent_once() -> None:
    views: dict[str, Any] = {
        str(pattern.name): pattern.callback
        for space in ("cases", "access")
        for pattern in get_resolver().namespace_dict[space][1].url_patterns
        if isinstance(pattern, URLPattern)
    }
    saving = {
        name for name, view in views.items() if {"GET", "POST"} <= set(view.needs) and view.needs["POST"]
    }
    pages = {name for name in saving if not views[name].__name__.startswith("show_")}

    assert len(pages) > 30
    assert {name for name in pages if not hasattr(views[name], "sent_once")} == set(NOT_SENT_ONCE)


def test_three_clicks_are_answered_with_one_sentence(aigul: Worker) -> None:
    form = a_note(the_omarova_family(aigul.staff), aigul)
    address, key = shown(aigul.client, form.url)

    answers = [aigul.client.post(address, form.data | {"once": key}) for _click in range(3)]

    assert said(answers[-1]).count("This was already saved.") == 1
