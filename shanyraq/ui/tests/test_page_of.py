"""Keyset paging: every row once, in both directions, and a wrong address is a 404."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from django.contrib.auth.models import Group
from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.ui.paging import Page, Sort, WrongPage, pack_position, page_of

BY_NAME = Sort("name", "name", "Name")
BY_KIND = Sort("kind", "kind", "Kind", can_be_empty=True)
SORTS = (BY_NAME, BY_KIND)
pytestmark = pytest.mark.django_db


@pytest.fixture
def groups() -> QuerySet[Group]:
    """Eleven rows; a kind that repeats and is empty for every fourth."""
    Group.objects.bulk_create(Group(name=f"group {letter}") for letter in "kabcdefghij")
    empty = When(id__in=[one.pk for one in Group.objects.order_by("name")[::4]], then=None)
    return Group.objects.annotate(kind=Case(empty, default=F("id") % Value(3), output_field=IntegerField()))


def walk(rows: QuerySet[Group], query: dict[str, str], side: str, size: int = 3) -> list[Page[Group]]:
    pages = [page_of(rows, query, sorts=SORTS, size=size)]
    while following := getattr(pages[-1], f"{side}_query"):
        query = dict(parse_qsl(following.removeprefix("?")))
        pages.append(page_of(rows, query, sorts=SORTS, size=size))
        assert len(pages) < 20
    return pages


@pytest.mark.parametrize("sort", ["", "name", "-name", "kind", "-kind"])
@pytest.mark.parametrize("size", [1, 3, 11, 50])
def test_walking_on_shows_every_row_once_and_walking_back_the_same(
    groups: QuerySet[Group], sort: str, size: int
) -> None:
    forth = walk(groups, {"sort": sort}, "next", size)
    names = [group.name for page in forth for group in page.rows]
    last = dict(parse_qsl(forth[-2].next_query.removeprefix("?"))) if len(forth) > 1 else {"sort": sort}
    back = walk(groups, last, "previous", size)

    assert sorted(names) == sorted(groups.values_list("name", flat=True))
    assert [group.name for page in reversed(back) for group in page.rows] == names
    assert forth[0].previous_query == ""
    assert forth[-1].next_query == ""


def test_rows_follow_the_sort_and_empty_values_come_last(groups: QuerySet[Group]) -> None:
    kinds = [vars(group)["kind"] for page in walk(groups, {"sort": "-kind"}, "next") for group in page.rows]

    filled = [kind for kind in kinds if kind is not None]
    assert filled == sorted(filled, reverse=True)
    assert kinds == filled + [None] * (len(kinds) - len(filled))


def test_other_parameters_of_the_address_are_kept(groups: QuerySet[Group]) -> None:
    page = page_of(groups, {"region": "almaty", "sort": "name"}, sorts=SORTS, size=3)

    assert dict(parse_qsl(page.next_query[1:]))["region"] == "almaty"
    assert page.sort_query("name") == "?region=almaty&sort=-name"
    assert page.sort_query("kind") == "?region=almaty&sort=kind"


def test_a_page_asks_the_database_once(groups: QuerySet[Group], django_assert_num_queries: object) -> None:
    query = dict(parse_qsl(page_of(groups, {}, sorts=SORTS, size=3).next_query[1:]))

    with django_assert_num_queries(1):  # type: ignore[operator]
        page_of(groups, query, sorts=SORTS, size=3)


@pytest.mark.parametrize(
    "query",
    [
        {"sort": "password"},
        {"after": "rubbish"},
        {"after": "é"},
        {"after": pack_position("a", "not-a-number")},
        {"after": pack_position(None, 1)},
        {"sort": "kind", "after": pack_position("blue", 1)},
        {"after": pack_position("a\0b", 1)},
        {"after": "W1tbW1tbW1tb"},
        {"before": pack_position("", 1)},
        {"after": "x" * 5000},
    ],
)
def test_a_wrong_address_is_not_found(groups: QuerySet[Group], query: dict[str, str]) -> None:
    with pytest.raises(WrongPage):
        page_of(groups, query, sorts=SORTS)


@given(st.text(max_size=80))
def test_no_address_breaks_a_list(text: str) -> None:
    for query in ({"after": text}, {"before": text, "sort": "-name"}, {"sort": text}):
        try:
            page_of(Group.objects.all(), query, sorts=(BY_NAME,))
        except WrongPage:
            continue


def test_a_sort_by_a_field_that_is_not_there_is_a_fault_of_the_program(groups: QuerySet[Group]) -> None:
    with pytest.raises(LookupError):
        page_of(groups, {"after": pack_position("a", 1)}, sorts=(Sort("x", "no_such_field"),))
