"""Where the disk is nearly full pages are read and nothing is saved; the page says so and gives back what was typed."""

import pytest
from django.test import Client

from shanyraq.audit.models import Entry
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.cases.tests.filled_forms import a_note
from shanyraq.foundation import space

pytestmark = pytest.mark.django_db


def test_below_the_mark_nothing_is_saved_and_pages_are_read(
    aigul: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = the_omarova_family(aigul.staff)
    form = a_note(family, aigul)
    monkeypatch.setattr(space, "free", lambda: space.LOW - 1)

    answer = aigul.client.post(form.url, form.data)

    assert answer.status_code == 503
    assert "There is no room to save anything" in answer.content.decode()
    assert "Likes football." in answer.content.decode()
    assert not Entry.objects.filter(action="note.write").exists()
    assert aigul.client.get(f"/families/{family[0].family_id}/").status_code == 200


def test_whoever_stands_at_the_door_is_let_in_and_out_all_the_same(
    aigul: Worker, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(space, "free", lambda: space.LOW - 1)

    assert client.get("/log-in/").status_code == 200
    assert aigul.client.post("/log-out/").status_code == 302
