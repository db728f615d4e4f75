"""Whoever looks after accounts sees no support file: not by address, not in the navigation, not by search."""

from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.people.models import Family, Person
from shanyraq.people.tests.factories import make_person

pytestmark = pytest.mark.django_db
ROOMS = ("cases:", "desk:")
# The pathway of the pack is about nobody; the first page leads to one's own; the day is one's own, and empty here.
ABOUT_NOBODY = {"cases:say_own_kin", "desk:pathway", "desk:start", "desk:today"}


@pytest.fixture
def case(aigul: Worker) -> Case:
    return make_case(make_person("Maryam Omarova"), case_manager=aigul.staff)


def addresses(case: Case, patterns: Any = None, prefix: str = "/", space: str = "") -> list[tuple[str, str]]:
    """Name and address of every page, with this case's ids where one is asked for."""
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            found += addresses(case, pattern.url_patterns, route, inner)
        elif isinstance(pattern, URLPattern):
            for converter in pattern.pattern.converters:
                kind = next(k for k in ("uuid", "int", "slug", "str") if f"<{k}:{converter}>" in route)
                value = {"family_id": case.family_id, "person_id": case.person_id}.get(converter, case.pk)
                plain = {"uuid": str(value), "int": "1", "slug": "x", "str": "x"}[kind]
                route = route.replace(f"<{kind}:{converter}>", plain)
            found.append((f"{space}{pattern.name}", route))
    return found


def test_no_page_of_a_support_file_opens_for_the_administrator(admin: Worker, case: Case) -> None:
    pages = [page for page in addresses(case) if page[0].startswith(ROOMS) and page[0] not in ABOUT_NOBODY]

    opened = [
        f"{method} {name}: {answer.status_code}"
        for name, address in pages
        for method in ("get", "post")
        if (answer := getattr(admin.client, method)(address)).status_code not in (403, 404, 405)
    ]

    assert len(pages) > 20
    assert opened == []


def test_nothing_the_administrator_opens_names_a_person(admin: Worker, case: Case) -> None:
    for name, address in addresses(case):
        if not name.startswith("ui:"):
            assert "Omarova" not in admin.client.get(address).content.decode(), name


def test_her_navigation_leads_to_staff_and_to_no_case(admin: Worker, case: Case) -> None:
    page = admin.client.get("/staff/").content.decode()

    for address in ("/families/", "/today/", "/team/", "/lists/", "/search/"):
        assert f'href="{address}"' not in page and f'action="{address}"' not in page
    assert 'href="/staff/"' in page


def test_the_policy_itself_shows_her_nobody(admin: Worker, case: Case) -> None:
    for model in (Case, Person, Family):
        assert not model.objects.visible_to(admin.actor).exists()
