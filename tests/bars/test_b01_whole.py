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
from tests.bars.further import at_the_door
from tests.bars.test_b10 import needs_of
from tests.bars.town import gone, make_town, nobody
from tests.bars.two_worlds.asking import addresses
from tests.bars.verdicts import tell

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.in_bars]
# Addresses at which nobody finds a page by GET, besides those that declare none: acts, and ways on. Of these it counts
# that something was sent to them and taken.
NO_PAGE = {
    "access:end_other_sessions",
    "access:end_session",
    "access:renew_invitation",
    "access:set_language",
    "access:work_as",
    "cases:leave_out_registered",
    "cases:settle_roster_row",
    "demo:enter",
    "desk:start",
    "ui:set_language",
}


def test_nothing_foreign_is_heard_anywhere_by_anybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MEMORY_KIB", 64)
    town = make_town()
    gc.freeze()
    crawl = Crawl(town)
    for who in (*town.colleagues.values(), nobody(), gone(town)):
        crawl.get_all(who)
    for who, name, address in at_the_door(town, nobody()):
        crawl.ask_in_all_ways(who, name, address)
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
    assert sorted(named.keys() - heard.opened.keys() - acts - NO_PAGE) == []
    assert sorted((acts | NO_PAGE) - heard.opened.keys() - heard.acted.keys()) == []
    assert (
        sorted(name for name in who_read if not heard.told[name]) == []
    )  # whoever reads files was shown some
