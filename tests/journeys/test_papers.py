"""A lawyer keeps a scan with somebody: who reads that part of the file opens it, and nobody else comes upon it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from shanyraq.demo.actions.papers import picture as scan
from tests.journeys.accessibility import axe
from tests.journeys.conftest import Window
from tests.journeys.site import Site
from tests.journeys.test_her_data import adults
from tests.journeys.walking import addresses, expect_asked_again, expect_done, follow, save, status

TITLE = "Birth certificate, copy"
SCAN = scan()


def test_a_scan_opens_for_who_reads_that_part_of_the_file_and_for_nobody_else(
    visit: Window, picture: Callable[..., None], language: str, site: Site
) -> None:
    person = adults(site)[-1]
    lawyer, worker, psychologist = visit("lawyer"), visit("case_manager"), visit("psychologist")
    lawyer.goto(person)
    follow(lawyer, "/papers/")
    before = addresses(lawyer, "/papers/", "#papers") if lawyer.locator("#papers").count() else []
    follow(lawyer, "/papers/add/")
    axe(lawyer)

    # What is no scan at all is asked for again, whatever its name says.
    lawyer.locator("[name=kind][value=civil-document]").check()
    lawyer.fill("[name=title]", TITLE)
    lawyer.set_input_files(
        "[name=file]", {"name": "scan.png", "mimeType": "image/png", "buffer": b"MZ no picture"}
    )
    save(lawyer)
    expect_asked_again(lawyer, "file")
    axe(lawyer)
    expect(lawyer.locator("[name=title]")).to_have_value(TITLE)
    lawyer.set_input_files("[name=file]", {"name": "scan.png", "mimeType": "image/png", "buffer": SCAN})
    save(lawyer)
    expect_done(lawyer)
    axe(lawyer)
    picture(lawyer, f"papers-{language}")
    paper = next(one for one in addresses(lawyer, "/papers/", "#papers") if one not in before)

    # The case manager reads civil papers: she comes upon it on the person's page, and takes it as a file.
    worker.goto(person)
    follow(worker, "/papers/")
    axe(worker)
    with worker.expect_download() as taken:
        worker.locator(f"#papers a[href='{paper}']").click()
    assert taken.value.path().read_bytes().startswith(b"\x89PNG")
    assert "scan" not in taken.value.suggested_filename

    # The psychologist works with the same person, in other parts of the file.
    assert status(psychologist, person) == 200
    assert status(psychologist, f"{person}papers/") == 200
    axe(psychologist)
    assert TITLE not in psychologist.content()
    assert status(psychologist, paper) == 404


def test_a_paper_added_to_the_wrong_person_is_taken_away_brought_back_and_moved(
    visit: Window, picture: Callable[..., None], language: str, site: Site
) -> None:
    wrong, right = adults(site)[-1], adults(site)[-2]
    lawyer = visit("lawyer", width=390, height=844)
    lawyer.goto(f"{wrong}papers/add/")
    lawyer.locator("[name=kind][value=civil-document]").check()
    lawyer.fill("[name=title]", "A guardian’s letter")
    lawyer.set_input_files("[name=file]", {"name": "scan.png", "mimeType": "image/png", "buffer": SCAN})
    save(lawyer)
    expect_done(lawyer)

    # Taken away by a slip: nothing is lost.
    follow(lawyer, "/misplaced-papers/")
    axe(lawyer)
    picture(lawyer, f"misplaced-paper-{language}")
    follow(lawyer, "/take-away/")
    axe(lawyer)
    lawyer.locator("[name=because]").first.check()
    save(lawyer)
    expect_done(lawyer)
    follow(lawyer, "/bring-back/")
    axe(lawyer)
    picture(lawyer, f"bring-back-paper-{language}")
    save(lawyer)
    expect_done(lawyer)

    # Then it goes to whom it is about.
    lawyer.goto(f"{right}papers/")
    code = lawyer.locator("main a bdi").first.inner_text()
    lawyer.goto(f"{wrong}papers/")
    follow(lawyer, "/misplaced-papers/")
    lawyer.fill("main [name=q]", code)
    lawyer.locator("main [name=q]").press("Enter")
    follow(lawyer, f"/move/{right.split('/')[-2]}/")
    axe(lawyer)
    picture(lawyer, f"move-paper-{language}")
    save(lawyer)
    expect_done(lawyer)
    expect(lawyer.locator("#papers")).to_contain_text("A guardian’s letter")
