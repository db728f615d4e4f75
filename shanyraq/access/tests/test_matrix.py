"""The access matrix says what the gate does, for every role and page."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from shanyraq.access.permissions.matrix import Page, pages, roles_for_staff
from shanyraq.access.tests.factories import make_account, make_grant, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SAMPLES = {"uuid": str(uuid4()), "int": "7", "slug": "some-words", "str": "some-words", "path": "a/b"}


def address(page: Page) -> str:
    return re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES[found[1] or "str"], page.route)


@pytest.mark.parametrize("code", ["case_manager", "dpo", "administrator", "custodian", "programme_manager"])
def test_a_page_refuses_exactly_those_whom_the_matrix_does_not_name(code: str) -> None:
    role = next(role for role in roles_for_staff() if role.code == code)
    staff = make_staff(discipline=code)
    make_grant(staff, code, region="KAR")
    client = Client()
    client.force_login(make_account(staff=staff))

    for page in pages():
        if page.is_open_to_all or page.name == "access:log_out" or "GET" not in dict(page.needs):
            continue
        opens = "GET" in page.opened_by(role)
        assert (client.get(address(page)).status_code != 403) is opens, page


def test_every_page_is_in_the_matrix_with_what_it_is_for() -> None:
    assert len(pages()) > 80
    assert not [page.name for page in pages() if not page.what]


def test_whoever_oversees_a_register_is_named_where_she_is_shown_people_out_of_her_sight() -> None:
    overseers = {
        page.name: {role.code for role in roles_for_staff() if page.is_overseen_by(role)} for page in pages()
    }
    pages_of_registers = {
        "rights:requests_of",
        "rights:set_hold",
        "rights:ask_erasure",
        "cases:review_emergency",
        "cases:tell_opening",  # where who opened it leads the file too, and nobody else tells
        "cases:withhold_opening",  # whom she tells later of an opening, for telling now would harm
        "rights:controls",  # whose hold or protection somebody asks to lift
        "rights:control",
    }

    assert {name for name, codes in overseers.items() if codes} == pages_of_registers
    assert all(codes <= {"dpo"} for codes in overseers.values())
