"""The programme in figures: how far a role reaches, and that no count points at a person."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shanyraq.audit.models import Entry
from shanyraq.cases.queries import pack
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_arrival
from shanyraq.desk.queries import counts_for
from shanyraq.desk.tests.programme import DAY, family_of, fixed_day, many_families, owed  # noqa: F401 - a fixture
from shanyraq.people.models import Person
from shanyraq.people.tests.factories import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fixed_day")]


def overview_of(worker: Worker) -> str:
    answer = worker.client.get(reverse("desk:overview"))
    assert answer.status_code == 200
    return answer.content.decode()


def file_of(worker: Worker, table: str) -> list[list[str]]:
    answer = worker.client.get(reverse("desk:overview_csv", args=[table]))
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def rows_on_page(page: str, table: str) -> list[list[str]]:
    """The figures of a table as the page prints them."""
    section = page[page.index(f'id="{table}"') :]
    section = section[section.index("<tbody>") : section.index("</table>")]
    rows = re.findall(r"<tr>(.*?)</tr>", section, re.DOTALL)
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
        for row in rows
    ]


@pytest.fixture
def programme() -> None:
    """Two regions: many late in Almaty region, two late services in Shymkent."""
    arrival = make_arrival(operation="Zhusan-2", arrived_on=DAY - timedelta(days=200))
    many_families(6, 3, region="ALR", arrival=arrival)
    cases = family_of("Saule Aisha", region="SHY", arrival=arrival)
    for case in cases:
        owed(case, "P6-07", days=9, compartment="C8", discipline="legal")
    for case in family_of("Dana Asel Zere", region="ALR", arrival=arrival):
        for action in ("P6-07", "P5-07", "P5-12"):
            owed(case, action, days=9, compartment="C8", discipline="legal")


def test_an_empty_programme_is_told_in_a_sentence(damir: Worker) -> None:
    page = overview_of(damir)

    assert "No service is late" in page
    assert "<svg" in page and page.count("<table") == 4


@pytest.mark.usefixtures("programme")
def test_the_programme_manager_counts_everything_and_sees_nobody(damir: Worker) -> None:
    page = overview_of(damir)

    assert "29 services are late, most often with: Case manager" in page
    assert "23 people." in page
    for name in ("Saule", "Member", "Omarova", "Family 0"):
        assert name not in page
    assert not re.search(r'href="/(families|people)/', page)


@pytest.mark.usefixtures("programme")
def test_small_counts_are_hidden_on_page_and_in_file_alike(damir: Worker) -> None:
    page = overview_of(damir)

    for table in ("phases", "disciplines", "regions", "arrivals"):
        on_page, in_file = rows_on_page(page, table), file_of(damir, table)[1:-1]
        figures = [[cell.replace("&lt;", "<") for cell in row] for row in on_page if row]
        assert figures[: len(in_file)] == in_file, table
        assert not [cell for row in in_file for cell in row[1:] if cell in {"1", "2", "3", "4"}], table
    regions = {row[0]: row[2] for row in file_of(damir, "regions")[1:-1]}
    assert regions["Shymkent"] == "<5"
    assert regions["Almaty Region"] == "*"


@pytest.mark.usefixtures("programme")
def test_a_country_may_hide_more_than_others_do(damir: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(vars(pack().params), "small_number", 10)
    page = overview_of(damir)

    assert {row[0]: row[2] for row in file_of(damir, "regions")[1:-1]}["Shymkent"] == "<10"
    assert "Counts of 1 to 9 are shown as &lt;10." in page and "&lt;5" not in page


@pytest.mark.usefixtures("programme")
def test_no_total_gives_the_hidden_count_away(damir: Worker) -> None:
    late = counts_for(damir.actor, DAY).late

    for counts, total in ((late.row_totals, late.total), (late.column_totals, late.total)):
        hidden = [one for one in counts if one.is_hidden]
        assert total is not None
        assert total.is_hidden or len(hidden) != 1
    by_region = dict(zip(late.rows, late.cells, strict=True))
    assert all(one.is_hidden or one.value == 0 for one in by_region["SHY"])


@pytest.mark.usefixtures("programme")
def test_the_deeper_pages_count_services_by_region_and_by_discipline(damir: Worker) -> None:
    legal = damir.client.get(reverse("desk:overview_discipline", args=["legal"])).content.decode()
    region = damir.client.get(reverse("desk:overview_region", args=["ALR"])).content.decode()

    assert "Services by region: Lawyer for documents" in legal
    assert "Services by kind of worker: Almaty Region" in region
    for page in (legal, region):
        assert "Saule" not in page and "Omarova" not in page
        assert not re.search(r'href="/(families|people)/', page)
    assert file_of(damir, "discipline-legal")[0] == ["Region", "Late", "Due"]
    assert file_of(damir, "region-ALR")[0] == ["Kind of worker", "Late", "Due"]


@pytest.mark.parametrize("table", ["people", "discipline-spies", "region-XXX", "region-", "phases-P1"])
def test_a_table_that_is_not_there_is_not_found(damir: Worker, table: str) -> None:
    assert damir.client.get(reverse("desk:overview_csv", args=[table])).status_code == 404


@pytest.mark.usefixtures("programme")
def test_a_coordinator_counts_her_own_region_alone(damir: Worker) -> None:
    gulnar = make_worker("Gulnar", "regional_coordinator", region="SHY")

    figures = counts_for(gulnar.actor, DAY)
    page = overview_of(gulnar)

    assert figures.late.rows == ("SHY",)
    assert figures.home.total is not None and figures.home.total.is_hidden
    assert "Shymkent" in page and "Almaty Region" not in page
    assert gulnar.client.get(reverse("desk:overview_region", args=["ALR"])).status_code == 404
    assert gulnar.client.get(reverse("desk:overview_csv", args=["region-ALR"])).status_code == 404


@pytest.mark.parametrize("who", ["aigul", "daniyar", "saule", "bota", "partner", "auditor", "admin"])
def test_the_overview_is_closed_to_everybody_else(request: pytest.FixtureRequest, who: str) -> None:
    worker: Worker = request.getfixturevalue(who)

    for url in (
        reverse("desk:overview"),
        reverse("desk:overview_csv", args=["phases"]),
        reverse("desk:overview_discipline", args=["legal"]),
        reverse("desk:overview_region", args=["ALR"]),
    ):
        assert worker.client.get(url).status_code == 403


@pytest.mark.usefixtures("programme")
def test_counting_leaves_its_own_row_and_names_nobody_in_the_record(damir: Worker) -> None:
    overview_of(damir)

    row = Entry.objects.filter(action="system.read").latest("seq")
    assert row.purpose == "overview" and row.objects_json == "[]"
    assert not Entry.objects.filter(action="records.read").exists()


def test_a_person_counts_once_and_a_second_file_of_hers_never(damir: Worker, daniyar: Worker) -> None:
    many_families(7, 1)
    [case] = family_of("Saule")
    case.closed_at, case.closed_by, case.closed_reason = AT, daniyar.staff, "MOVED_ABROAD"
    case.save()
    from_then = {"person": case.person, "family": case.family, "pack": "kz", "pack_version": "2021.2"}
    case.__class__.objects.create(episode=2, entry="ORGANISED", opened_at=AT, phase="P6", **from_then)
    family_of("Twice", closed_at=AT, closed_by=daniyar.staff, closed_reason="DUPLICATE")

    figures = counts_for(damir.actor, DAY)

    assert figures.home.total is not None and figures.home.total.value == 8


@pytest.mark.parametrize(
    ("precision", "born", "children"),
    [
        ("day", date(2003, 5, 20), 0),
        ("day", date(2003, 5, 21), 7),
        ("estimated", date(2003, 5, 20), 7),
        ("estimated", date(2002, 5, 20), 0),
        ("month", date(2003, 5, 1), 7),
        ("month", date(2003, 4, 1), 0),
        ("year", date(2003, 1, 1), 7),
        ("year", date(2002, 1, 1), 0),
    ],
)
def test_who_may_still_be_a_child_counts_as_one(
    damir: Worker, precision: str, born: date, children: int
) -> None:
    family_of(" ".join(f"Person{n}" for n in range(7)))
    Person._base_manager.update(birth_date=born, birth_precision=precision)

    home = counts_for(damir.actor, DAY).home

    assert [one.value for one in home.column_totals] == [children, 7 - children]


def test_words_that_look_like_a_formula_stay_words_in_the_file(damir: Worker) -> None:
    arrival = make_arrival(operation="=cmd()", arrived_on=DAY)
    many_families(6, 1, arrival=arrival)

    assert any(row[0] == "'=cmd()" for row in file_of(damir, "arrivals"))


@pytest.mark.usefixtures("programme")
def test_the_overview_asks_as_often_for_many_as_for_few(damir: Worker) -> None:
    overview_of(damir)
    with CaptureQueriesContext(connection) as few:
        overview_of(damir)
    many_families(9, 3, region="KAR")
    with CaptureQueriesContext(connection) as many:
        overview_of(damir)

    assert len(many) == len(few) <= 16


@pytest.mark.usefixtures("programme")
def test_the_charts_turn_in_arabic(damir: Worker) -> None:
    page = damir.client.get(reverse("desk:overview"), headers={"accept-language": "ar"}).content.decode()

    assert '<html lang="ar" dir="rtl">' in page
    assert 'x="100.00%"' in page
