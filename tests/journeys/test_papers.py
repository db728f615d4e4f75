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
