"""Two officers together: one asks, two agree, she reads for an hour, and the person's page says that it happened."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from shanyraq.demo.making.staff import CUSTODIANS_WORDS
from tests.journeys.accessibility import axe
from tests.journeys.conftest import Window
from tests.journeys.site import Site
from tests.journeys.walking import (
    addresses,
    ask,
    count,
    dashed,
    expect_asked_again,
    expect_done,
    follow,
    press,
    save,
    status,
)

REASON = "The registry office needs the name on her daughter's birth paper."
SEALED_AND_HERS = """SELECT item.person FROM vault_item item
    JOIN cases_case file ON file.person_id = item.person
    JOIN cases_assignment part ON part.case_id = file.id AND part.ends_at IS NULL
    JOIN access_account account ON account.staff_id = part.staff_id
    WHERE account.login = 'demo-lawyer' AND item.kind = 'kunya' ORDER BY item.person"""


def somebody(site: Site) -> str:
    """The page of somebody with whom the lawyer works, and about whom something is sealed."""
    return f"/people/{dashed(ask(site, SEALED_AND_HERS)[0][0])}/"


def asked(page: Page, person: str) -> str:
    """She asks, and writes the words of the pick-up down."""
    page.goto(person)
    follow(page, "/ask-to-open/")
    axe(page)
    page.fill("[name=reason]", "too short")
    save(page)
    expect_asked_again(page, "reason")
    page.locator("[name=ground][value=birth_papers]").check()
    page.fill("[name=reason]", REASON)
    save(page)
    axe(page)
    return page.locator("#the-words").inner_text()


def agree(page: Page, request: str, words: str) -> None:
    page.goto(request)
    axe(page)
    page.fill("[name=passphrase]", words)
    press(answer_form(page))


def answer_form(page: Page) -> Locator:
    return page.locator("main form[action$='/agree/'] button[type=submit]")


def test_a_former_name_is_read_for_an_hour_at_the_word_of_two(
    visit: Window, picture: Callable[..., None], language: str, site: Site
) -> None:
    lawyer, first, second = visit("lawyer"), visit("custodian", width=390, height=844), visit("custodian-2")
    person = somebody(site)
    opened_before = count(site, "vault_opening", "opened_at IS NOT NULL")

    words = asked(lawyer, person)
    picture(lawyer, f"seal-words-{language}")
    follow(lawyer, "/seal/")
    request = "/" + lawyer.url.split("/", 3)[3]
    expect(lawyer.locator("[name=pickup]")).to_have_count(0)  # nothing to read yet

    # The first custodian, on her phone, mistypes once; then she gives her part. She is not asked twice.
    agree(first, request, "something that is not hers")
    expect(first.locator("main .notice-error, main .field-error").first).to_be_visible()
    picture(first, f"seal-agree-{language}-phone")
    agree(first, request, CUSTODIANS_WORDS[1])
    expect_done(first)
    first.goto(request)
    expect(answer_form(first)).to_have_count(0)
    lawyer.goto(request)
    expect(lawyer.locator("[name=pickup]")).to_have_count(0)

    agree(second, request, CUSTODIANS_WORDS[2])
    expect_done(second)
    assert count(site, "vault_opening", "opened_at IS NOT NULL") == opened_before + 1

    # She reads it with her words, and with no others; a custodian is not shown it.
    lawyer.goto(request)
    lawyer.fill("[name=pickup]", "aaaa-bbbb-cccc-dddd-eeee")
    save(lawyer)
    expect(lawyer.locator("main .notice-error").first).to_be_visible()
    lawyer.fill("[name=pickup]", words)
    save(lawyer)
    axe(lawyer)
    expect(lawyer.locator("#contents dd").first).not_to_be_empty()
    picture(lawyer, f"seal-opened-{language}")
    second.goto(request)
    expect(second.locator("[name=pickup], #contents")).to_have_count(0)

    # Her page shows that it happened; what was read is not there.
    sealed = lawyer.locator("#contents dd").first.inner_text()
    lawyer.goto(person)
    axe(lawyer)
    expect(lawyer.locator("#seal dl")).to_be_visible()
    assert sealed not in lawyer.content()
    picture(lawyer, f"seal-person-{language}")


def test_one_no_ends_a_request(visit: Window, site: Site) -> None:
    lawyer, custodian = visit("lawyer"), visit("custodian")
    asked(lawyer, somebody(site))
    follow(lawyer, "/seal/")
    request = "/" + lawyer.url.split("/", 3)[3]

    custodian.goto(request)
    press(custodian.locator("main form[action$='/decline/'] button"))
    expect_done(custodian)

    custodian.goto(request)
    expect(answer_form(custodian)).to_have_count(0)
    lawyer.goto(request)
    expect(lawyer.locator("[name=pickup]")).to_have_count(0)


def test_the_pages_of_those_who_keep_the_seal(
    visit: Window, picture: Callable[..., None], language: str
) -> None:
    laptop, phone = visit("custodian"), visit("custodian-2", width=390, height=844)
    for page, size in ((laptop, "laptop"), (phone, "phone")):
        for address in ("/seal/", "/seal/custodians/", "/seal/lock-anew/"):
            assert status(page, address) == 200
            axe(page)
            picture(page, f"seal-{address.strip('/').replace('/', '-')}-{language}-{size}")
        follow_to_own_end(page)
        axe(page)
        picture(page, f"seal-end-{language}-{size}")


def follow_to_own_end(page: Page) -> None:
    page.goto("/seal/custodians/")
    assert len(addresses(page, "/end/")) == 1  # her own key, nobody else's
    follow(page, "/end/")


def test_neither_an_administrator_nor_a_case_manager_sees_the_seal(visit: Window) -> None:
    for role in ("administrator", "case_manager"):
        page = visit(role)
        assert not addresses(page, "/seal/", "body")
        assert status(page, "/seal/") == 403
        assert status(page, "/seal/custodians/") == 403
