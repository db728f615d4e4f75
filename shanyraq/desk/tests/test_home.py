"""Where each role begins, what the navigation offers her, and the pages without a person."""

from __future__ import annotations

import pytest
from django.urls import reverse

from shanyraq.cases.queries import pack
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_appointment
from shanyraq.desk.rules import home_of
from shanyraq.desk.tests.programme import family_of, fixed_day  # noqa: F401 - a fixture
from shanyraq.foundation.clock import now
from shanyraq.ui.navigation import registry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fixed_day")]

HOMES = {
    "aigul": "desk:today",
    "daniyar": "desk:team",
    "damir": "desk:overview",
    "saule": "cases:rosters",
    "bota": "desk:today",
    "admin": "access:staff",
    "auditor": "oversight:desk",
    "zhanna": "desk:today",
    "aida": "vault:requests",
}


@pytest.mark.parametrize(("who", "home"), HOMES.items())
def test_each_role_begins_where_her_day_begins(request: pytest.FixtureRequest, who: str, home: str) -> None:
    worker: Worker = request.getfixturevalue(who)

    answer = worker.client.get(reverse("desk:start"))

    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse(home)
    assert worker.client.get(answer.headers["Location"]).status_code == 200


def test_a_role_without_a_page_is_told_so_in_a_sentence(partner: Worker) -> None:
    answer = partner.client.get(reverse("desk:start"))

    assert answer.status_code == 200
    assert "Your role has no page of its own yet." in answer.content.decode()


def test_nobody_begins_anywhere_without_logging_in(client: object) -> None:
    answer = client.get(reverse("desk:start"))  # type: ignore[attr-defined]

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("access:log_in"))


@pytest.mark.parametrize("who", [*HOMES, "partner"])
def test_nobody_is_offered_more_than_five_jobs_or_one_she_may_not_open(
    request: pytest.FixtureRequest, who: str
) -> None:
    worker: Worker = request.getfixturevalue(who)
    page = worker.client.get(reverse("desk:pathway")).content.decode()

    jobs = page.partition('class="nav-jobs"')[2].partition("</nav>")[0]

    offered = [entry for entry in registry.jobs if f'href="{entry.url}"' in jobs]

    assert len(offered) <= 5
    for entry in offered:
        assert worker.client.get(entry.url).status_code == 200, entry.key


def test_every_role_of_the_pack_has_a_home_or_the_sentence() -> None:
    homes = {role.code: home_of(role.may) for role in pack().roles.values()}

    assert homes["case_manager"] == homes["teacher"] == "desk:today"
    assert homes["regional_coordinator"] == "desk:overview"
    assert homes["custodian"] == "vault:requests"
    assert homes["partner"] == ""


def test_the_pathway_is_readable_by_everybody_with_an_account(admin: Worker) -> None:
    page = admin.client.get(reverse("desk:pathway")).content.decode()

    assert page.count("<table") == len(pack().phases)
    for action in pack().actions.values():
        assert f"{action.id}" in page
    assert "14 days after arrival" in page


@pytest.mark.parametrize("language", ["kk", "ru", "ar"])
def test_the_pathway_speaks_the_language_of_the_page(aigul: Worker, language: str) -> None:
    page = aigul.client.get(reverse("desk:pathway"), headers={"accept-language": language}).content.decode()

    assert f'<html lang="{language}"' in page


def test_the_state_of_the_record_names_nobody(aigul: Worker, auditor: Worker) -> None:
    aigul.client.get(reverse("desk:families"))

    page = auditor.client.get(reverse("desk:record_state")).content.decode()

    assert "The signed end fits the last row" in page
    assert "Aigul" not in page and str(aigul.staff.pk) not in page
    assert aigul.client.get(reverse("desk:record_state")).status_code == 403


def test_whoever_interprets_begins_with_her_meetings(aigul: Worker) -> None:
    worker = make_worker("Leyla", "interpreter")
    [case] = family_of("Saule", case_manager=aigul.staff)
    make_appointment(
        case,
        aigul.staff,
        starts_at=now(),
        interpreter=worker.staff,
        language="kk",
    )

    shown = worker.client.get(reverse("desk:start"), follow=True).content.decode()

    assert "You interpret (Kazakh)" in shown and "You interprets" not in shown
    assert 'href="/today/"' in shown
