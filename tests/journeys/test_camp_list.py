"""A consular officer's list: read, looked through, corrected, confirmed, undone, confirmed again."""

import re
from pathlib import Path

import openpyxl  # noqa: TID251 (an allowed use: it writes the workbooks of tests)
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Window
from tests.journeys.site import Site
from tests.journeys.walking import ask, count, expect_asked_again, expect_done, follow, press, save

FIRST_SHEET = [
    ["List of persons, 12.02.2020"],
    [],
    ["No", "Family No", "Name", "Name in Arabic", "Sex", "Age", "Nationality", "Relation"],
    [1, 1, "Aisha Bekova", "عائشة بيكوفا", "F", 29, "Kazakhstan", "head"],
    [2, 1, "Yusuf Bekov", "يوسف بيكوف", "M", 7, "Kazakhstan", "son"],
    [3, 1, "Maryam Bekova", "مريم بيكوفا", "F", 4, "KZ", "daughter"],
    [4, 2, "Natalya Orlova", None, "F", 33, "Russia", "head"],
]
SECOND_SHEET = [
    ["رقم", "رقم العائلة", "الاسم", "الجنس", "العمر", "الجنسية", "صلة القرابة"],
    [1, "A", "خديجة ساتوفا", "أنثى", 31, "كازاخستان", "ربة الأسرة"],
    [2, "A", "عمر ساتوف", "ذكر", 9, None, "ابن"],
]


def write_camp_list(path: Path) -> Path:
    """A workbook as camps send them: two sheets, two scripts, ages for birth dates, one row of another country."""
    book = openpyxl.Workbook()
    first, second = book.active, book.create_sheet("Annex 2")
    first.title = "Annex 1"
    for sheet, rows in ((first, FIRST_SHEET), (second, SECOND_SHEET)):
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


@pytest.fixture
def camp_list(tmp_path: Path) -> Path:
    return write_camp_list(tmp_path / "al-hol annex.xlsx")


def read_list(page: Page, path: Path) -> None:
    page.goto("/lists/")
    page.set_input_files("input[name=list_file]", path)
    save(page)


def row_of(page: Page, name: str) -> Locator:
    return page.locator("ol.steps > li", has_text=name)


def register(page: Page) -> None:
    follow(page, "/confirm/")
    save(page)
    expect_done(page)
    expect(page).to_have_url(re.compile(r"/lists/$"))


def test_a_list_becomes_families_once_she_confirms_and_can_be_taken_back(
    visit: Window, language: str, site: Site, camp_list: Path
) -> None:
    people, cases = count(site, "people_person"), count(site, "cases_case")
    page = visit("consular_officer")

    # What was understood and what was not, line by line. Nobody is registered.
    read_list(page, camp_list)
    expect(page.locator("h1")).to_contain_text(camp_list.name)
    expect(page.locator("ol.steps > li")).to_have_count(6)
    expect(row_of(page, "Aisha Bekova")).to_contain_text("عائشة بيكوفا")
    expect(row_of(page, "Aisha Bekova")).to_contain_text("1991")  # 29 on the list's day
    expect(row_of(page, "Natalya Orlova").locator(".state-na")).to_be_visible()  # shown, and not kept
    expect(row_of(page, "عمر ساتوف").locator(".state-waiting")).to_be_visible()  # nationality not said
    assert count(site, "people_person") == people

    # She puts one row right in the same table, and says of another that it is right.
    row_of(page, "عمر ساتوف").locator("a[href*='row=']").click()
    page.fill("[name=latn]", "Omar Satov")
    page.fill("[name=birth_date]", "2011-13")
    press(page.locator("ol.steps form.inline-form button[type=submit]"))
    expect_asked_again(page, "birth_date")
    page.fill("[name=birth_date]", "2011-05")
    press(page.locator("ol.steps form.inline-form button[type=submit]"))
    expect(row_of(page, "Omar Satov")).to_contain_text("2011-05")
    for button in page.locator("ol.steps .step-do .btn-quiet[name=keeping][value=keep]").all()[:1]:
        press(button)

    # Confirmed, undone as one piece, and confirmed again.
    register(page)
    assert (count(site, "people_person"), count(site, "cases_case")) == (people + 5, cases + 5)
    follow(page, "/undo/")
    save(page)
    expect_done(page)
    assert (count(site, "people_person"), count(site, "cases_case")) == (people, cases)
    expect(page.locator("main a[href*='/undo/']")).to_have_count(0)

    read_list(page, camp_list)
    register(page)
    waiting = "phase = 'P0' AND arrived_at IS NULL AND roster_import_id IS NOT NULL"
    assert count(site, "cases_case", waiting) == 5
    families = "SELECT COUNT(*) FROM cases_case WHERE roster_import_id IS NOT NULL GROUP BY family_id"
    assert sorted(size for (size,) in ask(site, families)) == [2, 3]

    # She opens the file of a family that was a line in a list this morning.
    page.goto("/search/?q=Aisha")
    expect(page.locator("main")).to_contain_text("عائشة" if language == "ar" else "Aisha")
    page.locator("main a[href*='/families/'], main a[href*='/people/']").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.goto("/lists/")

    # The draft is gone with its names; undone once more, so that the next language finds the place as it was.
    assert count(site, "cases_rosterdraft", "content IS NOT NULL AND content != ''") == 0
    follow(page, "/undo/")
    save(page)
    expect_done(page)


NO_LISTS = {
    "empty.xlsx": b"",
    "photo.xlsx": b"\x89PNG\r\n\x1a\n" + b"0" * 200,
    "torn.xlsx": b"PK\x03\x04" + b"broken" * 20,
}


def test_a_file_that_is_no_list_is_named_with_a_remedy(visit: Window, site: Site, tmp_path: Path) -> None:
    page = visit("consular_officer")
    drafts = count(site, "cases_rosterdraft")

    for name, content in NO_LISTS.items():
        (tmp_path / name).write_bytes(content)
        read_list(page, tmp_path / name)

        expect(page).to_have_url(re.compile(r"/lists/$"))
        expect_asked_again(page, "list_file")
        expect(page.locator("main form")).to_contain_text(name)
    assert count(site, "cases_rosterdraft") == drafts


def test_a_draft_is_its_owners_alone(visit: Window, camp_list: Path) -> None:
    page = visit("consular_officer")
    read_list(page, camp_list)
    address = page.url

    for role in ("case_manager", "programme_manager", "administrator"):
        answer = visit(role).goto(address)
        assert answer is not None and answer.status in (403, 404)

    follow(page, "/discard/")
    save(page)
    expect_done(page)


def test_a_name_of_four_hundred_letters_widens_no_page(visit: Window, tmp_path: Path) -> None:
    path = tmp_path / f"{'long' * 40}.csv"
    rows = ["Name,DOB,Sex,Nationality", f"{'A' * 400},1990,F,KZ", "Aisha,1991,F,KZ", f"Total: {'b' * 400}"]
    path.write_text("\n".join(rows), "utf-8")
    page = visit("consular_officer")

    read_list(page, path)
    draft = page.url
    for address in (draft, f"{draft}?row=0", f"{draft}confirm/", "/lists/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address

    page.goto(f"{draft}discard/")
    save(page)
    expect_done(page)
