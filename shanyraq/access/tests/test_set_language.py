"""Another language changes the words of a page, and loses nothing that was typed."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def switched(client: Client, page: str, language: str, **changed: str) -> str:
    """What the button for a language on this page leads to."""
    form = re.findall(r'<form action="([^"]+)"[^>]*class="tongues">(.*?)</form>', page, re.S)[0]
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[1]))
    fields = {name: html.unescape(value) for name, value in fields.items()}
    answer = client.post(form[0], fields | {"language": language} | changed)
    assert answer.cookies["django_language"].value == language
    return str(answer.content.decode())


def test_what_was_typed_stays_when_the_page_of_an_ended_session_is_read_in_another_language(
    client: Client,
) -> None:
    lost = client.post("/families/new/?members=3", {"name": "typed for <nothing>"}).content.decode()

    arabic = switched(client, lost, "ar")
    russian = switched(client, arabic, "ru")

    for page, start in ((arabic, '<html lang="ar" dir="rtl">'), (russian, '<html lang="ru" dir="ltr">')):
        assert start in page and "typed for &lt;nothing&gt;" in page
        assert "/log-in/?next=/families/new/%3Fmembers%3D3&amp;ended=1" in page


def test_nobody_else_can_write_the_words_of_such_a_page(client: Client) -> None:
    lost = client.post("/families/new/", {"name": "typed for nothing"}).content.decode()

    assert switched(client, lost, "ar", lost="e30:forged") == ""
    assert 'name="lost"' not in client.get("/nowhere/").content.decode()
