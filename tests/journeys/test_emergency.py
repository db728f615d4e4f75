"""A worker in an emergency: one part of one person's file for an hour, everybody told at once, reviewed by another."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.accessibility import axe
from tests.journeys.conftest import Window
from tests.journeys.walking import (
    PERSON,
    addresses,
    expect_asked_again,
    expect_done,
    families,
    follow,
    save,
    status,
)

REASON = "She is unconscious and the ambulance asks what she is given."


def break_glass(worker: Page, family: int = 0) -> str:
    """She opens what is known of somebody's health for an hour; gives the address of the person's page."""
    worker.goto(families(worker)[family])
    person = next(one for one in addresses(worker) if PERSON.search(one))
    worker.goto(person)
    follow(worker, "/emergency/")
    worker.locator("[name=compartment][value=C3]").check()
    worker.locator("[name=ground][value=medical]").check()
    worker.fill("[name=reason]", REASON)
    save(worker)
    return person


def test_a_closed_part_of_a_file_opens_for_an_hour_and_somebody_else_reviews_it(
    visit: Window, picture: Callable[..., None], language: str
) -> None:
    worker, supervisor = visit("case_manager"), visit("supervisor")
    officer = visit("dpo", width=390, height=844)

    # A reason too short is asked for again, and nothing is lost.
    worker.goto(families(worker)[1])
    worker.goto(next(one for one in addresses(worker) if PERSON.search(one)))
    follow(worker, "/emergency/")
    axe(worker)
    worker.locator("[name=compartment][value=C3]").check()
    worker.locator("[name=ground][value=medical]").check()
    worker.fill("[name=reason]", "urgent")
    save(worker)
    expect_asked_again(worker, "reason")
    expect(worker.locator("[name=compartment][value=C3]")).to_be_checked()
    picture(worker, f"emergency-form-{language}")

    person = break_glass(worker, 1)
    axe(worker)
    opened = worker.url
    picture(worker, f"emergency-open-{language}")

    # It is said on every page as long as it is open; nobody else comes in by its address.
    for address in ("/", "/families/", person):
        worker.goto(address)
        expect(worker.locator(".notices a[href*='/emergencies/']").first).to_be_visible()
    assert status(supervisor, opened) == 404
    assert status(officer, opened) in (403, 404)

    # The supervisor and the data-protection officer are told; who opened it cannot review it.
    supervisor.goto("/emergencies/")
    assert addresses(supervisor, "/review/")
    officer.goto("/emergencies/")
    axe(officer)
    officer.goto(addresses(officer, "/review/")[0])
    axe(officer)
    picture(officer, f"emergency-review-{language}-phone")
    review = officer.url
    assert worker.goto(review) is not None
    expect(worker.locator("[name=verdict]")).to_have_count(0)

    officer.locator("[name=verdict][value=YES]").check()
    officer.fill("[name=review]", "The hospital confirmed the call and what was asked for.")
    save(officer)
    expect_done(officer)
    officer.goto(review)
    expect(officer.locator("[name=verdict]")).to_have_count(0)

    # Her page shows that it happened.
    worker.goto(person)
    axe(worker)
    expect(worker.locator("#emergency dl")).to_be_visible()
