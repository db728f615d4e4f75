"""The frame offers what this request may open, and leaves no trace of the rest."""

from __future__ import annotations

import pytest
from django.http import HttpRequest
from django.test import Client

from shanyraq.ui import navigation

pytestmark = pytest.mark.django_db


def nobody(request: HttpRequest) -> bool:
    return False


def test_a_job_is_offered_only_where_its_predicate_says_so(client: Client) -> None:
    with navigation.registry.emptied():
        navigation.register("today", "Today", "today", "ui:gallery", order=2)
        navigation.register("lists", "Camp lists", "list", "ui:gallery_door", order=1)
        navigation.register("files", "Families", "families", "ui:gallery", nobody)
        page = client.get("/ui/").content.decode()

    jobs = page.split('class="nav-jobs"')[1].split("</nav>")[0]
    assert jobs.index("Camp lists") < jobs.index("Today")
    assert "Families" not in jobs
    assert jobs.count('aria-current="page"') == 1


def test_a_job_registered_again_is_replaced() -> None:
    with navigation.registry.emptied() as registry:
        navigation.register("today", "Today", "today", "ui:gallery")
        navigation.register("today", "My day", "today", "ui:gallery")

        assert [job.label for job in registry.jobs] == ["My day"]
    assert navigation.registry is registry


def test_search_is_left_out_for_roles_that_search_for_nobody(client: Client) -> None:
    with navigation.registry.emptied():
        navigation.register_search("ui:gallery", "Find a person or family", nobody)
        without = client.get("/ui/").content.decode()
        navigation.register_search("ui:gallery", "Find a person or family")
        found = client.get("/ui/?q=%3Csaule%3E").content.decode()

    assert 'role="search"' not in without
    assert 'role="search"' in found
    assert 'value="&lt;saule&gt;"' in found


def test_the_person_and_her_menu_stand_in_the_header(client: Client) -> None:
    with navigation.registry.emptied():
        navigation.register_person(lambda request: navigation.Person("Aigul S.", "Case manager"))
        navigation.register_person_link("out", "Log out", "leave", "ui:set_language", post=True)
        navigation.register_person_link("in", "My account", "account", "ui:gallery", order=1)
        navigation.register_foot_note(lambda: "Country pack kz 2021.2")
        navigation.register_foot_link("help", "Complaints and help", "ui:gallery")
        page = client.get("/ui/").content.decode()

    assert "Aigul S." in page and "(Case manager)" in page
    assert '<form action="/ui/language/" method="post">' in page
    assert page.index("My account") < page.index("Log out")
    assert "Country pack kz 2021.2" in page and "Complaints and help" in page
