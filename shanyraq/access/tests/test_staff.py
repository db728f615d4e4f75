"""The list of staff: found by name, narrowed by place and work, page by page, and only for those it is for."""

from datetime import date

import pytest
from django.test import Client
from django.utils import translation

from shanyraq.access.tests.factories import Worker, make_account, make_grant, make_staff

pytestmark = pytest.mark.django_db


def names(admin: Worker, query: str = "") -> str:
    answer = admin.client.get(f"/staff/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Gul", True),
        ("gul", True),
        ("tok", True),
        ("Toktarova Gulnara", True),
        ("Гүл", False),
        ("nara", False),
    ],
)
def test_a_colleague_is_found_by_the_beginning_of_her_names(admin: Worker, typed: str, found: bool) -> None:
    make_staff()

    assert ("Gulnara Toktarova" in names(admin, f"?q={typed}")) == found


def test_a_cyrillic_name_is_found_in_small_letters(admin: Worker) -> None:
    make_staff(given_name="Гүлнара", family_name="Тоқтарова")

    assert "Гүлнара Тоқтарова" in names(admin, "?q=гүл+тоқ")


@pytest.mark.parametrize(("typed", "found"), [("gul", True), ("гүл", True), ("тоқ", True), ("нара", False)])
def test_a_name_in_several_scripts_is_found_in_each_and_shown_in_that_of_the_page(
    admin: Worker, typed: str, found: bool
) -> None:
    make_staff(given_name="Gulnara / Гүлнара", family_name="Toktarova / Тоқтарова")

    assert ("Gulnara Toktarova" in names(admin, f"?q={typed}")) == found
    with translation.override("kk"):
        assert make_staff(given_name="Gul / Гүл", family_name="Tok / Тоқ").short_name == "Гүл Т."


def test_region_and_discipline_narrow_the_list(admin: Worker) -> None:
    make_staff(given_name="Here", region="KAR", discipline="teacher")
    make_staff(given_name="There", region="SHY", discipline="teacher")
    make_staff(given_name="Healer", region="KAR", discipline="health")

    page = names(admin, "?region=KAR&discipline=teacher")

    assert "Here" in page
    assert "There Tok" not in page and "Healer" not in page


def test_those_who_left_are_shown_only_when_asked_for(admin: Worker) -> None:
    make_staff(given_name="Gone", left_on=date(2021, 1, 1))

    assert "Gone" not in names(admin)
    assert "Gone" in names(admin, "?ended=on")


def test_a_long_list_goes_on_where_it_stopped(admin: Worker) -> None:
    for number in range(60):
        make_staff(given_name=f"No{number:02}", family_name=f"Family{number:02}")

    first = admin.client.get("/staff/")
    second = admin.client.get("/staff/" + first.context["page"].next_query)

    seen = [staff.pk for page in (first, second) for staff in page.context["page"].rows]
    assert len(seen) == len(set(seen)) == 61


def test_a_page_of_colleagues_takes_few_queries_however_many_there_are(
    admin: Worker, django_assert_max_num_queries
) -> None:
    for number in range(40):
        staff = make_staff(given_name=f"No{number}")
        make_account(staff, login=f"no{number}")
        make_grant(staff)
    admin.client.get("/staff/")

    with django_assert_max_num_queries(12):
        admin.client.get("/staff/")


@pytest.mark.parametrize("query", ["?sort=password", "?after=xxx", "?after=W10", "?sort=account__password"])
def test_a_wrong_address_is_not_found(admin: Worker, query: str) -> None:
    assert admin.client.get(f"/staff/{query}").status_code == 404


@pytest.mark.parametrize("query", ["?region=NOWHERE", "?discipline=spy", "?q=" + "x" * 500])
def test_a_wrong_filter_is_told_and_breaks_nothing(admin: Worker, query: str) -> None:
    assert admin.client.get(f"/staff/{query}").status_code == 200


def test_a_supervisor_reads_the_list_and_changes_nothing(daniyar: Worker) -> None:
    staff = make_staff()

    assert daniyar.client.get("/staff/").status_code == 200
    assert daniyar.client.get(f"/staff/{staff.pk}/").status_code == 200
    assert daniyar.client.get("/staff/invite/").status_code == 403
    assert daniyar.client.post(f"/staff/{staff.pk}/end-access/").status_code == 403
    assert daniyar.client.post(f"/staff/{staff.pk}/give-role/", {"role": "teacher"}).status_code == 403


def test_a_case_manager_has_no_list_of_staff(aigul: Worker) -> None:
    assert aigul.client.get("/staff/").status_code == 403


def test_a_stranger_is_asked_to_log_in(client: Client) -> None:
    assert client.get("/staff/").status_code == 302


def test_somebody_who_never_was_is_not_found(admin: Worker) -> None:
    assert admin.client.get("/staff/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_colleagues_stand_by_the_spelling_that_the_reader_sees_and_page_after_page(admin: Worker) -> None:
    spelt = {"en": ("Aliya", "Qanat", "Zhanar"), "kk": ("Алия", "Жанар", "Қанат")}
    for latin, cyrillic in (("Zhanar", "Жанар"), ("Qanat", "Қанат"), ("Aliya", "Алия")):
        for number in range(20):
            make_staff(given_name=f"No{number:02}", family_name=f"{latin} / {cyrillic}")

    for language, expected in spelt.items():
        admin.client.cookies["django_language"] = language
        first = admin.client.get("/staff/").context["page"]
        with translation.override(language):
            second = admin.client.get("/staff/" + first.next_query).context["page"]
            shown = [staff.full_name.split(" ")[-1] for staff in (*first.rows, *second.rows)]
            numbers = [staff.called for staff in first.rows if expected[0] in staff.full_name]
        assert [name for name in dict.fromkeys(shown) if name in expected] == list(expected)
        assert len(shown) == 61 and numbers == sorted(numbers)
        back = admin.client.get("/staff/" + second.previous_query).context["page"]
        assert [one.pk for one in back.rows] == [one.pk for one in first.rows]
    turned = admin.client.get("/staff/?sort=-name").context["page"].rows
    with translation.override("kk"):
        assert "Қанат" in turned[1].full_name
    assert admin.client.get("/staff/?after=xyz").status_code == 404
