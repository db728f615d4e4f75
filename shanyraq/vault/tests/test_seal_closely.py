"""What of the seal is easily passed over: who is shown which request, things of the first format, keys made twice."""

from __future__ import annotations

import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from shanyraq.access.actions.proposals import decline
from shanyraq.access.models import Proposal
from shanyraq.access.queries import computing, system_actor
from shanyraq.access.rules import Actor
from shanyraq.audit.models import Entry
from shanyraq.vault import queries
from shanyraq.vault.actions import destroy, make_vault_key
from shanyraq.vault.actions.items import packed, recovery_key
from shanyraq.vault.actions.keys import WrongWords
from shanyraq.vault.actions.openings import CannotOpen, close_openings
from shanyraq.vault.actions.recovery import CannotRecover, lock_from_paper
from shanyraq.vault.models import Custodian, Item, Part
from shanyraq.vault.queries import (
    custodian_of,
    holds_sealed,
    openings_of,
    practice_words,
    request_of,
    requests_for,
    waiting_for,
)
from shanyraq.vault.rules import SEAL_ASK
from shanyraq.vault.tests.factories import (
    ANOTHER,
    AT,
    SOMEBODY,
    Worker,
    agrees,
    asks,
    keeps,
    lets_in,
    make_item,
    proposal_of,
    reads,
)

pytestmark = pytest.mark.django_db


def who_asks(worker: Any) -> Actor:
    """Somebody who asked, and may not agree."""
    return Actor(uuid4(), worker.staff.pk, may=frozenset({SEAL_ASK}))


# --- who is shown which request ---------------------------------------------------------------------------------------


def test_who_asked_is_shown_her_own_requests_and_a_custodian_all_the_waiting_ones_first(
    zhanna: Worker, aida: Worker, berik: Worker, newcomer: Any
) -> None:
    keeps(aida, berik)
    make_item()
    other = newcomer("Zhibek", "lawyer", region="ALR")
    oldest, hers = asks(zhanna), asks(zhanna, at=AT + timedelta(minutes=1))
    others = asks(other, at=AT + timedelta(minutes=2))
    decline(proposal_id=proposal_of(others).pk, by=aida.actor, at=AT + timedelta(minutes=3))

    assert [one.pk for one in requests_for(who_asks(zhanna))] == [hers.opening.pk, oldest.opening.pk]
    assert [one.pk for one in requests_for(aida.actor)] == [
        hers.opening.pk,
        oldest.opening.pk,
        others.opening.pk,
    ]
    assert request_of(who_asks(zhanna), others.opening.pk) is None
    for somebody in (who_asks(zhanna), aida.actor):
        found = request_of(somebody, hers.opening.pk)
        assert found is not None and found.pk == hers.opening.pk


def test_what_waits_for_her_are_others_requests_that_she_has_not_answered_in_time(
    zhanna: Worker, aida: Worker, berik: Worker
) -> None:
    keeps(aida, berik)
    make_item()
    asked, declined = asks(zhanna), asks(zhanna)
    decline(proposal_id=proposal_of(declined).pk, by=berik.actor, at=AT)
    Proposal.objects.create(
        kind="another", asked_by=zhanna.staff, asked_at=AT, expires_at=AT + timedelta(days=1), details={}
    )

    assert waiting_for(aida.actor, AT) == 1 and waiting_for(who_asks(zhanna), AT) == 0
    assert waiting_for(aida.actor, AT + timedelta(hours=24)) == 0
    agrees(aida, asked)
    assert waiting_for(aida.actor, AT) == 0 and waiting_for(berik.actor, AT) == 1


def test_her_file_shows_only_what_was_opened_about_her(zhanna: Worker, aida: Worker, berik: Worker) -> None:
    keeps(aida, berik)
    make_item()
    make_item(ANOTHER)
    asked, others, _waits = asks(zhanna), asks(zhanna, ANOTHER), asks(zhanna)
    for one in (asked, others):
        agrees(aida, one)
        agrees(berik, one)

    assert [one.pk for one in openings_of(SOMEBODY)] == [asked.opening.pk]
    assert holds_sealed(SOMEBODY) and not holds_sealed(uuid4())


def test_a_key_that_ended_is_nobody_s_and_only_a_demonstration_shows_words(
    aida: Worker, berik: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = keeps(aida, berik)
    assert custodian_of(aida.actor) == first
    monkeypatch.setattr(queries, "_practice_words", [])
    assert practice_words(first) == ""
    queries.register_practice_words(lambda number: f"words {number}")
    for is_demo, said in ((True, "words 1"), (False, "")):
        monkeypatch.setattr(queries, "installation", lambda is_demo=is_demo: SimpleNamespace(is_demo=is_demo))
        assert practice_words(first) == said and practice_words(None) == ""
    Custodian.objects.filter(pk=first.pk).update(until=AT)
    assert custodian_of(aida.actor) is None


# --- what is opened, and forgotten ------------------------------------------------------------------------------------


def test_a_thing_of_the_first_format_stays_closed_beside_those_that_open(
    zhanna: Worker, aida: Worker, berik: Worker
) -> None:
    keeps(aida, berik)
    make_item(text="opens")
    older = make_item(kind="kunya")
    with computing("test"):
        Item.objects.filter(pk=older.pk).update(box=b"")
    asked = asks(zhanna)
    agrees(aida, asked)
    agrees(berik, asked)

    found = reads(zhanna, asked)

    assert sorted(found, key=lambda one: one["kind"]) == [
        {"kind": "kunya", "closed": "yes"},
        {"kind": "name", "text": "opens"},
    ]


def test_what_these_two_cannot_open_stays_as_it_is_when_the_vault_is_locked_anew(
    aida: Worker, berik: Worker, dina: Worker
) -> None:
    keeps(aida, berik)
    for_the_first_two, older = make_item(), make_item()
    with computing("test"):
        Item.objects.filter(pk=older.pk).update(box=b"")
    keeps(dina)
    Custodian.objects.filter(staff=dina.staff).update(let_in_at=AT)

    assert lets_in(aida, dina) == 0
    assert lets_in(aida, berik) == 1
    with computing("test"):
        kept = Item.objects.in_bulk([for_the_first_two.pk, older.pk])
    assert bytes(kept[older.pk].box) == b"" != bytes(kept[for_the_first_two.pk].box)


def test_of_two_who_wait_only_the_one_who_was_chosen_is_let_in(
    aida: Worker, berik: Worker, dina: Worker, newcomer: Any
) -> None:
    keeps(aida, berik)
    (chosen,) = keeps(dina)
    (other,) = keeps(newcomer("Gaukhar", "custodian"))

    lets_in(aida, berik, let_in=[chosen.pk])

    assert [one.pk for one in queries.waiting_to_be_let_in()] == [other.pk]


def test_an_hour_that_ended_is_counted_and_named_once(zhanna: Worker, aida: Worker, berik: Worker) -> None:
    keeps(aida, berik)
    make_item()
    asked = asks(zhanna)
    agrees(aida, asked)
    agrees(berik, asked)
    later = AT + timedelta(hours=2)
    assert close_openings(by=system_actor("chore"), at=later) == 1
    waits = asks(zhanna)
    agrees(aida, waits)

    assert close_openings(by=system_actor("chore"), at=later) == 0
    assert Part.objects.count() == 1


def test_a_request_about_nobody_is_declined_as_none_of_hers(
    zhanna: Worker, aida: Worker, berik: Worker
) -> None:
    keeps(aida, berik)

    with pytest.raises(CannotOpen, match="works with a person"):
        asks(zhanna, person=None)  # type: ignore[arg-type]


def test_wrong_words_name_whose_key_they_do_not_open(zhanna: Worker, aida: Worker, berik: Worker) -> None:
    first, _ = keeps(aida, berik)
    make_item()
    with pytest.raises(WrongWords):
        agrees(aida, asks(zhanna), passphrase="not my words at all")

    row = Entry.objects.get(action="custodian.words")
    assert json.loads(row.objects_json) == [f"custodian:{first.pk}"]


# --- things and keys --------------------------------------------------------------------------------------------------


def test_what_is_packed_is_the_same_bytes_in_whatever_order_it_was_said() -> None:
    assert packed({"b": "ё", "a": "1"}) == '{"a": "1", "b": "ё"}'.encode()


def test_of_an_act_that_is_undone_only_its_own_things_are_destroyed() -> None:
    gone, stays = make_item(), make_item()

    destroy(items=[gone.pk])

    with computing("test"):
        assert list(Item.objects.values_list("pk", flat=True)) == [stays.pk]


def test_both_halves_of_the_recovery_key_are_made_once(settings: Any, tmp_path: Any) -> None:
    settings.DATA = tmp_path
    for _ in range(2):
        make_vault_key()
        made = {one.name: one.read_bytes() for one in (tmp_path / "keys").iterdir()}
        assert set(made) == {"vault.private", "vault.public"} and made["vault.public"] == recovery_key()
    (tmp_path / "keys" / "vault.private").unlink()  # carried away
    make_vault_key()
    assert not (tmp_path / "keys" / "vault.private").exists()


def test_the_papers_lock_nothing_while_custodians_parts_wait(
    zhanna: Worker, aida: Worker, berik: Worker
) -> None:
    keeps(aida, berik)
    make_item()
    agrees(aida, asks(zhanna))
    private = (settings.DATA / "keys" / "vault.private").read_bytes()

    with pytest.raises(CannotRecover, match="under way"):
        lock_from_paper(private=private, by=system_actor("test"), at=AT)
