"""B01 for somebody who is forced: no sealed word anywhere, and in everything less than her role shows her else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from shanyraq.access.queries import registered_scopes, role_catalogue
from shanyraq.access.queries.sessions import FORCED, PROVED
from shanyraq.access.queries.walls.statements import walled
from shanyraq.access.rules import Actor, Grant
from shanyraq.access.rules.forced import FEW, MAY, SHOWN, forced
from shanyraq.vault.rules import words
from tests.bars.canaries import Canary
from tests.bars.crawl import Crawl
from tests.bars.town import Colleague, Town, make_town

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROLES = {"case_manager", "supervisor", "psychologist", "dpo"}
OPEN = ("C0", "STAFF", "SYSTEM")


class Forced(Colleague):
    """Somebody who may read what she may always read, as far as it is open."""

    def may_read(self, canary: Canary) -> bool:
        return canary.compartment in OPEN and super().may_read(canary)


def town_of(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(words, "MEMORY_KIB", 64)
    return make_town(only=ROLES, parts={"C0", "C1", "C3", "C4", "C7"})


def came_by_force(who: Colleague) -> Forced:
    session: Any = who.client.session
    session[FORCED] = True
    session.pop(PROVED, None)
    session.save()
    return Forced(who.name, who.worker, who.reader, who.home, who.reached)


def shown_to(actor: Actor) -> dict[str, set[Any]]:
    """The keys of every row that is hers to see, by table."""
    return {
        model._meta.label: set(model.objects.visible_to(actor).values_list("pk", flat=True))  # type: ignore[attr-defined]
        for model in walled()
    }


@pytest.mark.in_bars
def test_no_page_of_hers_says_a_sealed_word_or_anything_that_another_page_of_hers_would_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    town = town_of(monkeypatch)
    crawl, sent, whole = Crawl(town), Crawl(town), Crawl(town)
    for name in (f"{role} here" for role in sorted(ROLES)):
        whole.get_all(town.colleagues[name], methods=("get",))
        forced_one = came_by_force(town.colleagues[name])
        crawl.get_all(forced_one, methods=("get",))
        sent.get_all(forced_one, methods=("post",))

    assert whole.heard.canaries > 100 and crawl.heard.asked > 100
    assert crawl.heard.faults + sent.heard.faults == [] and crawl.heard.broken + sent.heard.broken == []
    for page in crawl.heard.opened:
        assert crawl.heard.opened[page] <= whole.heard.opened.get(page, set()), page


@pytest.mark.only_on("sqlite")
def test_of_every_table_she_is_shown_a_part_of_what_she_is_shown_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = 0
    for who in town_of(monkeypatch).colleagues.values():
        actor = who.worker.actor
        all_of_it, left = shown_to(actor), shown_to(forced(actor))
        assert all(rows <= all_of_it[label] for label, rows in left.items())
        assert {label for label, rows in left.items() if rows} <= SHOWN
        assert len(left["cases.Case"]) <= FEW
        kept += len(left["cases.Case"])

    assert kept


def test_in_no_role_of_the_pack_is_anything_more_open_than_else() -> None:
    for role in role_catalogue().values():
        grants = (Grant(role.code, role.reach, "ALR", "MAN-A"),)
        actor = Actor(
            None, None, grants=grants, rights=dict(role.compartments), may=role.may, own=role.own,
            emergency=role.emergency, cards=role.cards,
        )  # fmt: skip
        left = forced(actor)

        assert (
            left.readable <= actor.readable and left.may <= actor.may & MAY and left.owns_only == frozenset()
        )
        assert not any(left.writes(part) for part in role.compartments)
        assert not (left.own or left.emergency or left.cards) and left.grants == actor.grants
        assert forced(left) == replace(left, is_forced=True)


def test_every_table_that_stays_shown_is_one_that_has_a_scope() -> None:
    scoped = registered_scopes().keys()

    assert all(label in scoped for label in SHOWN)
