"""What was sent when its session had ended comes back to whoever sent it, and to nobody else."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from shanyraq.access.jobs import forget_kept_forms
from shanyraq.access.tests.factories import PASSWORD
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.cases.tests.filled_forms import Form, a_note
from shanyraq.foundation import clock
from shanyraq.foundation.models import KeptForm

pytestmark = pytest.mark.django_db
WORDS = "She slept badly <again>,\r\nand asked for the light."
ONCE = "6f4c3c86-7b4e-4b0e-9b57-0d0c4c1f9a11"
SHOWN = "She slept badly &lt;again&gt;,\r\nand asked for the light."


@pytest.fixture
def form(aigul: Worker, daniyar: Worker) -> Form:
    for one in (aigul, daniyar):
        one.account.set_password(PASSWORD)
        one.account.save()
    return a_note(the_omarova_family(aigul.staff), aigul)


def come_in(client: Client, worker: Worker, wanted: str = "/") -> str:
    told = {"login": worker.account.login, "password": PASSWORD, "next": wanted}
    answer = client.post("/log-in/", told)
    assert answer.status_code == 302 and "_auth_user_id" in client.session
    return str(answer["Location"])


def later(monkeypatch: pytest.MonkeyPatch, **span: int) -> None:
    at = clock.real_now() + timedelta(**span)
    for place in ("middleware", "ended", "views.unsaved", "views.doors"):
        monkeypatch.setattr(f"shanyraq.access.{place}.real_now", lambda: at)


def sent_too_late(client: Client, worker: Worker, form: Form, monkeypatch: pytest.MonkeyPatch) -> str:
    """She writes for longer than her session lasts, and sends it. Returns where that leads past the door."""
    come_in(client, worker)
    later(monkeypatch, minutes=16)
    answer = client.post(form.url, form.data | {"text": WORDS, "once": ONCE})
    page = answer.content.decode()
    assert answer.status_code == 403 and "what you typed was not saved" in page
    [door] = re.findall(r'href="(/log-in/[^"]+ended=1)"', page)
    shown = client.get(html.unescape(door)).content.decode()
    [wanted] = set(re.findall(r'name="next" value="(/account/[^"]+)"', shown)) or [""]
    return wanted


def sent_again(client: Client, page: str) -> Any:
    """Press the first button of a page."""
    address, fields = re.findall(
        r'<form class="actions" method="post" action="([^"]+)">(.*?)</form>', page, re.S
    )[0]
    told = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', fields)
    return client.post(
        html.unescape(address), {name: html.unescape(value) for name, value in told}, follow=True
    )


def test_a_note_that_took_longer_than_a_session_is_there_to_send_once_she_is_in_again(
    client: Client, aigul: Worker, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = form.count()
    wanted = sent_too_late(client, aigul, form, monkeypatch)

    waiting = come_in(client, aigul, wanted)
    page = client.get(waiting).content.decode()
    assert SHOWN in page and form.count() == before
    told = sent_again(client, page)

    assert told.status_code == 200 and form.count() == before + 1
    assert client.get(waiting)["Location"] == form.url  # nothing waits any more


def test_what_waits_is_readable_in_no_table(
    client: Client, aigul: Worker, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent_too_late(client, aigul, form, monkeypatch)

    row = KeptForm.objects.get()
    cookie = client.cookies["unsavedid"]
    assert b"light" not in bytes(row.content) and row.account == aigul.account.pk
    assert cookie["httponly"] and cookie["samesite"] == "Strict" and cookie["max-age"] == 3600
    assert bytes(row.content).hex()[:32] not in cookie.value


def test_it_comes_back_to_nobody_else_and_to_no_other_browser(
    client: Client, aigul: Worker, daniyar: Worker, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = sent_too_late(client, aigul, form, monkeypatch)
    other = Client()
    come_in(other, aigul)
    assert other.get(wanted)["Location"] == form.url

    come_in(client, daniyar)
    answer = client.get(wanted)

    assert answer.status_code == 302 and answer["Location"] == form.url
    client.post(wanted)
    assert KeptForm.objects.exists()  # nor can he have it forgotten


def test_after_an_hour_it_opens_for_nobody_and_is_deleted(
    client: Client, aigul: Worker, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = sent_too_late(client, aigul, form, monkeypatch)
    later(monkeypatch, minutes=16 + 61)

    come_in(client, aigul)

    assert client.get(wanted).status_code == 302
    forget_kept_forms(clock.real_now() + timedelta(minutes=16 + 59))
    assert KeptForm.objects.exists()
    forget_kept_forms(clock.real_now() + timedelta(minutes=16 + 61))
    assert not KeptForm.objects.exists()


def test_what_she_does_not_send_is_let_go(
    client: Client, aigul: Worker, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = sent_too_late(client, aigul, form, monkeypatch)
    come_in(client, aigul)

    left = client.post(wanted)

    assert left["Location"] == form.url and not KeptForm.objects.exists()
    assert not client.cookies["unsavedid"].value


@pytest.mark.parametrize("url", ["/seal/custodians/new/", "/account/password/", "/staff/invite/"])
def test_where_secrets_are_typed_nothing_is_kept(
    client: Client, aigul: Worker, form: Form, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    come_in(client, aigul)
    later(monkeypatch, minutes=16)

    answer = client.post(url, {"reason": "Words of hers.", "passphrase": "horse"})

    assert answer.status_code in (403, 404)
    assert "unsavedid" not in answer.cookies and not KeptForm.objects.exists()


def test_the_page_of_it_in_another_language_still_leads_there(
    client: Client, aigul: Worker, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_in(client, aigul)
    later(monkeypatch, minutes=16)
    page = client.post(form.url, form.data | {"text": WORDS}).content.decode()
    [lost] = re.findall(r'name="lost" value="([^"]+)"', page)

    arabic = client.post("/language/", {"language": "ar", "lost": html.unescape(lost)}).content.decode()

    assert 'dir="rtl"' in arabic and "/log-in/?next=/account/unsaved/" in arabic
    assert WORDS not in arabic and SHOWN not in arabic
