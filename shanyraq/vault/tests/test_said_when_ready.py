"""What the vault says once when the site starts: what can be proposed, who sees what, what goes with a person."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db.models import Q

from shanyraq.access.actions import proposals
from shanyraq.access.actions.proposals import Kind
from shanyraq.access.rules import Actor
from shanyraq.foundation.erasing import Eraser
from shanyraq.vault import permissions, queries
from shanyraq.vault.actions import erasing, openings
from shanyraq.vault.rules import SEAL_AGREE, SEAL_ASK


def test_opening_a_seal_is_asked_by_one_and_agreed_to_by_two(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[Kind] = []
    monkeypatch.setattr(proposals, "register_kind", said.append)

    openings.register()

    (kind,) = said
    assert (kind.code, kind.asks, kind.agrees, kind.needs) == ("seal.open", SEAL_ASK, SEAL_AGREE, 2)
    assert kind.grounds == tuple(openings.GROUNDS) and kind.carry_out is openings.open_for


def test_of_an_erased_person_what_is_sealed_goes_and_that_it_was_opened_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[Eraser] = []
    monkeypatch.setattr(erasing, "register_erasers", lambda *erasers: said.extend(erasers))

    erasing.register()

    assert [(one.table, one.goes, one.people) for one in said] == [
        ("vault.Item", True, ("person",)),
        ("vault.Opening", False, ()),
        ("vault.Part", True, ("opening__person",)),
    ]


def test_who_asked_and_may_ask_still_sees_her_openings_and_nobody_else_any(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: dict[str, Any] = {}
    monkeypatch.setattr(permissions, "register_scope", said.__setitem__)
    permissions.register_with_access()
    scope, me = said["vault.Opening"], uuid4()

    assert scope(Actor(uuid4(), me, may=frozenset({SEAL_ASK}))) == Q(proposal__asked_by=me)
    assert scope(Actor(uuid4(), me, may=frozenset({SEAL_AGREE}))) == Q(pk__in=[])


def test_nobody_is_found_before_a_room_says_how(monkeypatch: pytest.MonkeyPatch) -> None:
    somebody, person = Actor(None, None), uuid4()
    monkeypatch.setattr(queries, "_subjects", [])
    assert queries.subject_of(somebody, person) is None and not queries.sees_file(somebody, person)
    for found, sees in (
        (queries.Subject("K-1", "/file/"), True),
        (queries.Subject("K-1"), False),
        (None, False),
    ):
        queries.register_subjects(partial(_told, found))
        assert queries.subject_of(somebody, person) == found
        assert queries.sees_file(somebody, person) is sees


def _told(found: queries.Subject | None, actor: Actor, person: UUID) -> queries.Subject | None:
    """What a room says of anybody."""
    return found
