"""The pathway to read: folded by phase, narrowed by worker and age without a script, in the marks of each language."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from shanyraq.cases.queries import pack
from shanyraq.cases.tests.cast import Worker

pytestmark = pytest.mark.django_db


def pathway_of(worker: Worker, query: str = "", language: str = "en") -> str:
    answer = worker.client.get(reverse("desk:pathway") + query, headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def open_phases(page: str) -> list[str]:
    return re.findall(r'<details class="fold" open>.*?<h2 id="(P\d)"', page)


def services(page: str) -> set[str]:
    return set(re.findall(r"\bP\d-\d\d\b", page))


def test_every_phase_is_folded_until_somebody_opens_it(aigul: Worker) -> None:
    page, phases = pathway_of(aigul), [phase.id for phase in pack().phases]

    assert open_phases(page) == []
    assert re.findall(r'<a href="/pathway/\?open=(P\d)#P\d">', page) == phases
    assert re.findall(r'<h2 id="(P\d)"', page) == phases
    assert open_phases(pathway_of(aigul, "?open=P4")) == ["P4"]
    assert open_phases(pathway_of(aigul, "?open=all")) == phases


def test_one_kind_of_worker_finds_her_own_services_unfolded(aigul: Worker) -> None:
    page = pathway_of(aigul, "?discipline=teacher")

    own = {a.id for a in pack().actions.values() if "teacher" in (a.by, *a.with_)}
    assert services(page) == own and 0 < len(own) < len(pack().actions)
    assert open_phases(page) == sorted({code[:2] for code in own})
    assert '<option value="teacher" selected>' in page


def test_an_age_leaves_out_what_is_never_owed_at_that_age(aigul: Worker) -> None:
    adults, all_of_it = services(pathway_of(aigul, "?profile=adult")), services(pathway_of(aigul))
    kept = {code: pack().actions[code].for_ for code in adults}

    assert adults < all_of_it
    assert all(not one.profile or "adult" in one.profile for one in kept.values())
    left_out = {code: pack().actions[code].for_ for code in all_of_it - adults}
    assert all(one.profile or one.any_of or one.max_age_months is not None for one in left_out.values())


def test_what_nobody_is_owed_is_said(aigul: Worker) -> None:
    queries = (
        f"?discipline={discipline}&profile={profile}"
        for discipline in {action.by for action in pack().actions.values()}
        for profile in pack().profiles
    )
    pages = (pathway_of(aigul, query) for query in queries)

    nothing = next(page for page in pages if not services(page))
    assert "No service fits this choice" in nothing and 'class="filters jump"' not in nothing


@pytest.mark.parametrize("query", ["?discipline=spy", "?profile=spy", "?open=P9"])
def test_a_choice_that_is_none_is_not_found(aigul: Worker, query: str) -> None:
    assert aigul.client.get(reverse("desk:pathway") + query).status_code == 404


def test_arabic_sets_its_own_marks_between_phrases(aigul: Worker) -> None:
    page = re.sub(r"<[^>]*>", "", pathway_of(aigul, "?open=all", "ar"))

    assert "؛ " in page and "، " in page
    assert not re.search(r"[\u0600-\u06ff]\u2069?[,;] ", page)
