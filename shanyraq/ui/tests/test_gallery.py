"""The gallery shows every component, in every language, and only in a demonstration."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from shanyraq.foundation import installation
from shanyraq.ui.gallery_words import WORDS

TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "ui"
FRAMES = {"page.html", "bare.html", "gallery.html", "gallery_door.html"}
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "direction"), [("en", "ltr"), ("ru", "ltr"), ("kk", "ltr"), ("ar", "rtl")]
)
def test_the_gallery_opens_in_each_language_and_direction(
    client: Client, language: str, direction: str
) -> None:
    answer = client.get(reverse("ui:gallery"), headers={"accept-language": language})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert ("shanyraq.rtl.css" in page) == (direction == "rtl")
    assert page.count("<h1") == 1


def test_every_component_is_shown_in_the_gallery(client: Client) -> None:
    shown = set()
    for name in ("ui:gallery", "ui:gallery_door"):
        shown |= {
            Path(template.name).name for template in client.get(reverse(name)).templates if template.name
        }

    assert {file.name for file in TEMPLATES.glob("*.html")} - shown == {
        "_typed.html",  # part of the pages of lost words
        "inline_form.html",
        "messages.html",
    } - shown


@pytest.mark.parametrize("name", ["ui:gallery", "ui:gallery_door"])
def test_production_has_no_gallery(client: Client, name: str) -> None:
    installation.forget()
    with override_settings(MODE="production"):
        answer = client.get(reverse(name))

    assert answer.status_code == 404


def test_a_demonstration_says_so_on_every_page(client: Client) -> None:
    page = client.get(reverse("ui:gallery")).content.decode()

    assert '<aside class="demo"' in page


def test_ids_are_unique_so_that_labels_meet_their_fields(client: Client) -> None:
    page = client.get(reverse("ui:gallery")).content.decode()
    ids = re.findall(r'\sid="([^"]+)"', page)

    assert len(ids) == len(set(ids))
    described = {one for group in re.findall(r'aria-describedby="([^"]+)"', page) for one in group.split()}
    assert described | set(re.findall(r'\sfor="([^"]+)"', page)) <= set(ids)


def test_the_samples_have_the_same_words_in_each_language() -> None:
    assert {frozenset(words) for words in WORDS.values()} == {frozenset(WORDS["en"])}


def test_the_language_changes_by_a_form_and_comes_back(client: Client) -> None:
    answer = client.post(reverse("ui:set_language"), {"language": "ar", "next": "/ui/?sort=name"})

    assert answer.status_code == 302
    assert answer["Location"] == "/ui/?sort=name"
    assert 'dir="rtl"' in client.get(reverse("ui:gallery")).content.decode()


def test_the_language_form_leads_to_no_other_site(client: Client) -> None:
    answer = client.post(reverse("ui:set_language"), {"language": "ar", "next": "https://elsewhere.example/"})

    assert not answer["Location"].startswith("https:")
