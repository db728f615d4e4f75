"""B01, the whole: every address of the site x 7 methods x everybody; no foreign canary in page, header or cookie.

Everybody: two colleagues of each role of the pack, one assigned, one whose assignment has ended; somebody who is not
logged in; somebody whose access has ended. An address that nobody was shown, or that names a row of which the world has
none, fails as well: then nothing was seen.
"""

from __future__ import annotations

import gc
from collections import Counter

import pytest

from shanyraq.demo.tests import world
from shanyraq.vault.rules import words
from tests.bars import canaries
from tests.bars.crawl import Crawl
from tests.bars.entitled import roles
from tests.bars.test_b10 import needs_of
from tests.bars.town import gone, make_town, nobody
from tests.bars.two_worlds.asking import addresses
from tests.bars.verdicts import tell

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.in_bars]
# Addresses at which nobody finds a page by GET, besides those that declare none: acts that are open to all, ways on,
# one-time links, what needs a step of its own before.
NO_PAGE = {
    "access:accept_invitation": "a one-time link",
    "access:add_key": "begins with a device",
    "access:end_session": "an act",
    "access:log_in_by_key": "an act",
    "access:log_out": "leads to the door",
    "access:second_step": "after a password",
    "access:set_language": "an act",
    "access:take_away": "an act about one's own device",
    "access:recovery": "needs a request to restore access",
    "cases:settle_roster_row": "an act",
    "cases:leave_out_registered": "an act",
    "demo:enter": "only in a demonstration",
    "desk:start": "leads on",
    "ui:set_language": "an act",
}


def test_nothing_foreign_is_heard_anywhere_by_anybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MEMORY_KIB", 64)
    town = make_town()
    gc.freeze()
    crawl = Crawl(town)
    for who in (*town.colleagues.values(), nobody(), gone(town)):
        crawl.get_all(who)
    heard = crawl.heard
    named = dict(addresses(world.real_ids()))
    acts = {name for name, address in named.items() if "GET" not in (needs_of(address) or "GET")}
    who_read = {f"{code} here" for code, role in roles().items() if "case.read" in role["may"]}

    tell(
        f"{heard.asked} answers, {len(named)} addresses, {len(roles())} roles, {heard.canaries} canaries heard"
    )
    assert canaries.without_canary(town.cage) == []
    assert crawl.samples.missing() == []
    assert Counter(heard.faults) == Counter()
    assert heard.broken == []
    assert sorted(named.keys() - heard.opened.keys() - acts - NO_PAGE.keys()) == []
    assert (
        sorted(name for name in who_read if not heard.told[name]) == []
    )  # whoever reads files was shown some
