"""While the key agent is away: lists open, what is sealed says so, what was typed comes back, and then all is well."""

from pathlib import Path
from typing import Any

import pytest

from shanyraq.access.queries import computing
from shanyraq.cases.models import Note
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.cases.tests.filled_forms import a_note
from shanyraq.foundation import keyring

pytestmark = pytest.mark.django_db(transaction=True)
SAYS = "What is sealed cannot be opened just now"


@pytest.fixture
def away(settings: Any, tmp_path: Path) -> Any:
    """The site has an agent that does not answer."""

    def leave() -> None:
        keyring.forget()
        settings.KEY_AGENT = tmp_path / "agent.sock"

    yield leave
    keyring.forget()


def test_a_note_that_could_not_be_sealed_is_given_back_and_saved_when_the_agent_is_back(
    aigul: Worker, settings: Any, away: Any
) -> None:
    form = a_note(the_omarova_family(aigul.staff), aigul)
    away()

    answer = aigul.client.post(form.url, form.data)

    assert answer.status_code == 503 and answer["Retry-After"] == "10"
    assert SAYS in answer.content.decode() and form.data["text"] in answer.content.decode()
    with computing("test"):
        assert not Note.objects.exists()
    settings.KEY_AGENT = None
    assert aigul.client.post(form.url, form.data).status_code == 302
    with computing("test"):
        assert Note.objects.get().text == form.data["text"]


def test_lists_open_and_a_page_with_something_sealed_says_what_to_do(
    aigul: Worker, settings: Any, away: Any
) -> None:
    form = a_note(the_omarova_family(aigul.staff), aigul)
    assert aigul.client.post(form.url, form.data).status_code == 302
    notes = form.url.removesuffix("add/")
    away()

    assert aigul.client.get("/families/").status_code == 200
    answer = aigul.client.get(notes)
    assert answer.status_code == 503 and "shanyraq doctor" in answer.content.decode()
    settings.KEY_AGENT = None
    assert aigul.client.get(notes).status_code == 200
