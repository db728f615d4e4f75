"""What is left behind on a site before everybody looks at every page: something of every kind."""

import re
from pathlib import Path

from playwright.sync_api import Page

from tests.journeys.accessibility import axe
from tests.journeys.crawling import Example
from tests.journeys.laying_out_for_two import lay_out_openings, lay_out_what_waits, write_own_entry
from tests.journeys.site import Site
from tests.journeys.test_administrator import accept, ask_for, invite
from tests.journeys.test_camp_list import read_list, register, write_camp_list
from tests.journeys.test_emergency import break_glass
from tests.journeys.test_seal import REASON, asked, somebody
from tests.journeys.test_supervisor import ask_closure
from tests.journeys.walking import PERSON, addresses, ask, dashed, expect_done, families, follow, press, save

STAFF = re.compile(r"/staff/[0-9a-f-]{36}/$")
PART_IN_THE_TEAM = """SELECT part.id FROM cases_assignment part
    JOIN cases_case one ON one.id = part.case_id
    JOIN access_staffmember leader ON leader.id = one.case_manager_id
    JOIN access_account account ON account.staff_id = leader.supervisor_id
    WHERE account.login = 'demo-supervisor' AND part.ends_at IS NULL AND one.closed_at IS NULL"""


def lay_out(pages: dict[str, Page], folder: Path, site: Site) -> list[Example]:
    """Leave something of every kind behind, so that each page has something to show.

    Leaves examples of the pages to which no link leads from where everybody begins.
    """
    worker, officer = pages["case_manager"], pages["consular_officer"]
    mine = families(worker)
    worker.goto(f"{mine[0]}notes/add/")
    worker.fill("[name=text]", "She reads Arabic best")
    save(worker)
    note = addresses(worker, "/correct/")[0]
    worker.goto(mine[0])
    child = [one for one in addresses(worker) if PERSON.search(one)][-1]
    worker.goto(f"{child}care/")
    worker.locator("[name=kind][value=SEPARATED]").check()
    worker.fill("[name=starts_on]", "2021-05-01")
    save(worker)
    axe(worker)  # a page that asks whether it is really so: no address leads to it
    for doubt in worker.locator("[name=sure]").all():
        doubt.check()
    save(worker)
    expect_done(worker)
    worker.goto(f"{child}kin/")
    care = addresses(worker, "/care-situations/")[0]
    worker.goto(f"{mine[0]}record/?kind=case.contact.made")
    save(worker)
    expect_done(worker)
    close(worker, pages["supervisor"], mine[-1])
    ask_closure(worker, mine[0])
    worker.goto(f"{mine[1]}ask-review/")
    worker.fill("[name=request]", "Please look at the plan")
    save(worker)

    path = write_camp_list(folder / "list.xlsx")
    read_list(officer, path)
    register(officer)
    kept = families(officer)[0]
    officer.goto(kept)
    two = [one for one in addresses(officer) if PERSON.search(one)][:2]
    officer.goto(f"{two[0]}merge/?other={two[1].split('/')[2]}")
    officer.fill("[name=reason]", "Written twice in the list of the camp")
    save(officer)
    expect_done(officer)
    read_list(officer, path)

    administrator = pages["administrator"]
    officer_of_data = pages["dpo"]
    link = invite(administrator, officer_of_data, "a.newcomer")
    administrator.goto("/staff/?q=Testova")
    newcomer = addresses(administrator, "/staff/")[-1]
    recovery = ask_recovery(administrator, officer_of_data)
    lay_out_what_waits(pages, site)
    ask_for(administrator, "a.third", "teacher")
    role_request = addresses(administrator, "/staff/recoveries/")[-1]
    seal = lay_out_a_seal(pages["lawyer"], pages["custodian"], site)
    break_glass(worker)
    opened = worker.url.removeprefix(site.url)
    lay_out_openings(worker, officer_of_data)
    write_own_entry(pages["livelihoods_adviser"])
    part = dashed(ask(site, PART_IN_THE_TEAM)[0][0])
    return [
        *seal,
        *recovery,
        Example("access:recovery", "dpo", role_request),
        Example("cases:emergency", "case_manager", opened),
        Example("access:accept_invitation", "", link),
        Example("access:log_in", "", "/log-in/"),
        Example("access:give_role", "administrator", f"{newcomer}give-role/"),
        Example("cases:correct_note", "case_manager", note),
        Example("cases:end_care", "case_manager", care),
        Example("cases:reopen_case", "supervisor", f"{mine[-1]}reopen-case/"),
        Example("cases:end_assignment", "supervisor", f"/assignments/{part}/end/"),
    ]


def lay_out_a_seal(lawyer: Page, custodian: Page, site: Site) -> list[Example]:
    """The lawyer has asked for a former name to be read, and a custodian looks after the keys."""
    asked(lawyer, somebody(site))
    return [
        Example("vault:lock_anew", "custodian", "/seal/lock-anew/"),
        Example("vault:become_custodian", "custodian", "/seal/custodians/new/"),
    ]


def ask_recovery(administrator: Page, officer: Page) -> list[Example]:
    """Somebody who came in once has lost her phone, and one officer says that it is she."""
    link = invite(administrator, officer, "a.colleague")
    browser = administrator.context.browser
    assert browser is not None
    theirs = browser.new_context(base_url=link.partition("/invitations/")[0])
    accept(theirs.new_page(), link)
    theirs.close()
    administrator.goto("/staff/?q=Testova")
    for staff in [one for one in addresses(administrator, "/staff/") if STAFF.search(one)]:
        administrator.goto(staff)
        if addresses(administrator, "/recover/"):
            break
    follow(administrator, "/recover/")
    form = administrator.url
    administrator.locator("[name=ground]").first.check()
    administrator.fill("[name=reason]", REASON)
    save(administrator)
    expect_done(administrator)
    administrator.goto("/staff/recoveries/")
    one = next(one for one in addresses(administrator, "/staff/recoveries/") if one != "/staff/recoveries/")
    return [
        Example("access:ask_recovery", "administrator", form),
        Example("access:recovery", "administrator", one),
    ]


def close(worker: Page, supervisor: Page, family: str) -> None:
    """Let the whole file of a family be closed; no other closing is asked for yet."""
    ask_closure(worker, family)
    supervisor.goto("/team/")
    supervisor.goto(addresses(supervisor, "/closures/")[0])
    press(supervisor.locator("button[name=outcome][value=AGREED]"))
    expect_done(supervisor)
