"""The list of families and the search: only what may be seen, a page at a time."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shanyraq.audit.models import Entry
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.desk.queries.families import families_for
from shanyraq.desk.tests.programme import family_of, fixed_day, many_families, owed  # noqa: F401 - a fixture
from shanyraq.people.models import Person
from shanyraq.people.tests.factories import AT, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fixed_day")]


def list_of(worker: Worker, query: str = "") -> str:
    answer = worker.client.get(reverse("desk:families") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def names(page: str) -> list[str]:
    return re.findall(r'<th scope="row"[^>]*><a href="[^"]+">([^<]+) family</a>', page)


def test_a_family_stands_with_members_ages_way_and_late_services(daniyar: Worker, aigul: Worker) -> None:
    cases = family_of("Saule Aisha Yusuf", case_manager=aigul.staff)
    for case in cases:
        owed(case, "P6-03", days=3, compartment="C7")
    owed(cases[0], "P6-06", days=3)
    owed(cases[0], "P6-05", days=-3)

    page = list_of(daniyar)

    assert names(page) == ["Omarova"]
    assert "1 adult and 2 children (7, 7)" in page
    assert "P6 Community" in page and "Almaty Region" in page and "Aigul T." in page
    assert re.search(r'<td class="n"[^>]*>\s*<bdi class="num">2</bdi>', page)
    assert "2 services are late among the families on this page." in page
    assert 'class="tbl tbl-stack"' in page and 'data-label="Where they are"' in page  # cards on a phone


def test_each_sees_her_own_families(daniyar: Worker, aigul: Worker, erlan: Worker, bota: Worker) -> None:
    family_of("Saule", label="Hers", case_manager=aigul.staff)
    family_of("Dana", label="Far", case_manager=erlan.staff, region="SHY")
    family_of("Asel", label="Nobodys")
    family_of("Zere", label="Resident", region="MAN", centre="MAN-A", phase="P4")

    assert names(list_of(erlan)) == ["Far"]
    assert names(list_of(daniyar)) == ["Hers", "Nobodys"]
    assert names(list_of(bota)) == ["Resident"]


@pytest.mark.parametrize("who", ["damir", "admin", "auditor", "partner"])
def test_who_opens_no_file_has_no_list_and_no_search(request: pytest.FixtureRequest, who: str) -> None:
    worker: Worker = request.getfixturevalue(who)

    for name in ("desk:families", "desk:search"):
        assert worker.client.get(reverse(name)).status_code == 403
    assert 'role="search"' not in worker.client.get(reverse("desk:pathway")).content.decode()


def test_a_closed_file_leaves_the_list(daniyar: Worker, aigul: Worker) -> None:
    family_of(
        "Saule", case_manager=aigul.staff, closed_at=AT, closed_by=daniyar.staff, closed_reason="GOALS_MET"
    )

    assert "No family yet" in list_of(daniyar)


def test_a_phase_narrows_the_list_and_a_wrong_one_is_not_found(aigul: Worker) -> None:
    family_of("Saule", label="There", case_manager=aigul.staff)
    family_of("Dana", label="Later", case_manager=aigul.staff, phase="P7")

    assert names(list_of(aigul, "?phase=P7")) == ["Later"]
    assert "No family fits this choice" in list_of(aigul, "?phase=P2")
    for wrong in ("?phase=P99", "?region=XXX", "?sort=late", "?after=zzz"):
        assert aigul.client.get(reverse("desk:families") + wrong).status_code == 404


def test_families_sort_by_name_and_by_arrival(aigul: Worker) -> None:
    family_of("Saule", label="Beta", case_manager=aigul.staff, arrived_at=AT - timedelta(days=9))
    family_of("Dana", label="Alpha", case_manager=aigul.staff, arrived_at=AT - timedelta(days=99))
    family_of("Asel", label="Gamma", case_manager=aigul.staff, arrived_at=None, phase="P1")

    assert names(list_of(aigul)) == ["Alpha", "Beta", "Gamma"]
    assert names(list_of(aigul, "?sort=-name")) == ["Gamma", "Beta", "Alpha"]
    assert names(list_of(aigul, "?sort=-arrived")) == ["Beta", "Alpha", "Gamma"]
    assert names(list_of(aigul, "?sort=arrived")) == ["Alpha", "Beta", "Gamma"]


@pytest.mark.parametrize("sort", ["name", "-arrived"])
def test_the_pages_of_the_list_hold_every_family_once(daniyar: Worker, aigul: Worker, sort: str) -> None:
    many_families(110, 1, case_manager=aigul.staff)
    found, query = [], f"?sort={sort}"
    for _ in range(3):
        page = list_of(daniyar, query)
        found += names(page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        query = following[1].replace("&amp;", "&") if following else ""

    assert query == ""
    assert len(found) == len(set(found)) == 110


def test_the_list_asks_as_often_for_many_as_for_few(daniyar: Worker, aigul: Worker) -> None:
    many_families(2, 1, case_manager=aigul.staff)
    list_of(daniyar)
    with CaptureQueriesContext(connection) as few:
        list_of(daniyar)
    many_families(20, 4, case_manager=aigul.staff)
    with CaptureQueriesContext(connection) as many:
        list_of(daniyar)

    assert len(many) == len(few) <= 15
    assert not [q for q in many.captured_queries if q["sql"].startswith("SELECT COUNT(*)")]


def test_whom_the_list_showed_stands_in_the_record(aigul: Worker) -> None:
    cases = family_of("Saule Aisha", case_manager=aigul.staff)

    list_of(aigul)

    row = Entry.objects.filter(action="records.read").latest("seq")
    assert all(f"person:{case.person_id}" in row.objects_json for case in cases)


def test_a_region_filter_is_offered_only_where_a_role_reaches_further(bota: Worker, aigul: Worker) -> None:
    assert "Choose a region" not in list_of(aigul)
    assert "Choose a region" in list_of(bota)


def test_the_query_of_the_list_reads_no_more_than_its_page(aigul: Worker) -> None:
    family_of("Saule", case_manager=aigul.staff)

    sql = str(families_for(aigul.actor).query).lower()

    assert "count(" not in sql and "arrived_at" not in sql


# --- search -----------------------------------------------------------------------------------------------------------


def search(worker: Worker, words: str) -> str:
    answer = worker.client.get(reverse("desk:search"), {"q": words})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_person_and_her_family_are_found_in_another_script(aigul: Worker) -> None:
    cases = family_of("Saule Aisha", case_manager=aigul.staff)

    page = search(aigul, "Сауле")

    assert reverse("cases:person", args=[cases[0].person_id]) in page
    assert reverse("cases:family", args=[cases[0].family_id]) in page
    assert "2 answers for" in page


def test_nobody_out_of_reach_is_found_not_even_as_a_number(aigul: Worker, erlan: Worker) -> None:
    [case] = family_of("Saule", case_manager=erlan.staff, region="SHY")

    for words in ("Saule", "Omarova", case.person.code):
        assert "Nobody found" in search(aigul, words)


def test_an_empty_search_says_what_to_type(aigul: Worker) -> None:
    page = search(aigul, "")

    assert "Type a name in any script" in page


def test_what_was_searched_for_stays_out_of_the_record(aigul: Worker) -> None:
    family_of("Saule", case_manager=aigul.staff)

    search(aigul, "Saule")

    assert not Entry.objects.filter(objects_json__contains="Saule").exists()
    assert not Entry.objects.filter(fields_json__contains="Saule").exists()


def test_a_relative_without_a_file_is_found_by_nobody_who_may_not_see_her(aigul: Worker) -> None:
    make_person("Kulyash")
    make_worker("Extra", "teacher", region="ALR")

    assert "Nobody found" in search(aigul, "Kulyash")


def test_an_age_that_was_estimated_is_told_as_one(aigul: Worker) -> None:
    [case] = family_of("Saule", case_manager=aigul.staff)
    Person._base_manager.filter(pk=case.person_id).update(birth_precision="estimated")

    assert re.search(r"about \d+ years · K-", search(aigul, "Saule"))
