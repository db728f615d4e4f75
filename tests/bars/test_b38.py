"""B38: with a password alone only the pages open on which a second step is set up."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from shanyraq.access.tests.at_the_door import knock
from shanyraq.access.tests.factories import PASSWORD, make_account, make_grant
from tests.architecture.test_addresses import OPEN_TO_ALL, addresses

pytestmark = pytest.mark.django_db
FOR_ENROLMENT = {
    "access:protection",
    "access:prove",
    "access:add_app",
    "access:add_key",
    "access:recovery_codes",
    "access:log_out",
}
SAMPLES = {"uuid": str(uuid4()), "int": "7", "slug": "some-words", "str": "some-words", "path": "a/b"}


def filled(pattern: str) -> str:
    """An address of a pattern, with a sample for each of its parts."""
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES[found[1] or "str"], pattern)


@pytest.mark.parametrize("method", ["get", "post", "head"])
def test_a_password_opens_only_the_pages_on_which_a_second_step_is_set_up(settings: Any, method: str) -> None:
    settings.SECOND_STEP_REQUIRED = True
    account = make_account(password=PASSWORD)
    make_grant(account.staff, "administrator")
    client = Client()
    knock(client)

    opened = set()
    for pattern, name, _view in addresses():
        if name in OPEN_TO_ALL or name == "access:log_out":
            continue
        answer = getattr(client, method)(filled(pattern), secure=True)
        if not (answer.status_code == 302 and answer["Location"] == "/account/"):
            opened.add(name)

    assert opened <= FOR_ENROLMENT
    assert "access:protection" in opened
    assert len(list(addresses())) > 80


def test_the_list_of_pages_for_enrolment_is_the_one_that_the_views_declare() -> None:
    declared = {name for _, name, view in addresses() if getattr(view, "for_enrolment", False)}

    assert declared == FOR_ENROLMENT
