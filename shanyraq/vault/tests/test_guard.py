"""A guarded table is read for somebody or not at all; shown here on the vault's own."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Count, Q

from shanyraq.access import queries as policy
from shanyraq.access.queries import computing, fields, system
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import Reading, reading
from shanyraq.audit.models import Entry
from shanyraq.foundation.errors import NoActor
from shanyraq.vault.models import Item
from shanyraq.vault.tests.factories import SOMEBODY, make_item

pytestmark = pytest.mark.django_db
CUSTODIAN = Actor(SOMEBODY, SOMEBODY)
READS: dict[str, Callable[[Any], Any]] = {
    "iterating": list,
    "get": lambda rows: rows.get(),
    "first": lambda rows: rows.first(),
    "last": lambda rows: rows.last(),
    "earliest": lambda rows: rows.earliest("put_at"),
    "latest": lambda rows: rows.latest("put_at"),
    "index": lambda rows: rows.order_by("pk")[0],
    "slice": lambda rows: list(rows.order_by("pk")[:1]),
    "len": len,
    "bool": bool,
    "repr": repr,
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "contains": lambda rows: rows.contains(Item(pk=SOMEBODY)),
    "values": lambda rows: list(rows.values("person")),
    "values_list": lambda rows: list(rows.values_list("person", flat=True)),
    "dates": lambda rows: list(rows.datetimes("put_at", "day")),
    "in_bulk": lambda rows: rows.in_bulk([SOMEBODY]),
    "iterator": lambda rows: list(rows.iterator()),
    "aggregate": lambda rows: rows.aggregate(n=Count("pk")),
    "annotate": lambda rows: list(rows.values("kind").annotate(n=Count("pk"))),
    "union": lambda rows: list(rows.union(rows)),
    "filter": lambda rows: list(rows.filter(kind="name").exclude(kind="x").order_by("pk")),
    "update": lambda rows: rows.update(kind="x"),
    "delete": lambda rows: rows.delete(),
    "explain": lambda rows: rows.explain(),
}
NEVER: dict[str, Callable[[Any], Any]] = {
    "raw": lambda rows: list(rows.raw("SELECT * FROM vault_item")),
    "aiterator": lambda rows: rows.aiterator(),
}


@pytest.fixture
def item(monkeypatch: pytest.MonkeyPatch) -> Item:
    monkeypatch.setitem(policy._scopes, "vault.Item", lambda actor: Q(person=actor.staff_id))
    # Whoever is shown a row reads all of it here; what was worked out before is forgotten.
    monkeypatch.setattr(Item, "scope_tells", True, raising=False)
    monkeypatch.setattr(fields, "_reader", fields._reader.__wrapped__)
    return make_item()


@pytest.mark.parametrize("how", READS | NEVER)
def test_nothing_is_read_without_saying_for_whom(item: Item, how: str) -> None:
    with pytest.raises(NoActor):
        (READS | NEVER)[how](Item.objects.all())


@pytest.mark.parametrize("how", [how for how in READS if how not in ("delete", "update")])
def test_everything_can_be_read_for_somebody(item: Item, how: str) -> None:
    READS[how](Item.objects.visible_to(CUSTODIAN))


@pytest.mark.parametrize("how", NEVER)
def test_some_ways_past_the_policy_stay_closed_to_everybody(item: Item, how: str) -> None:
    with pytest.raises(NoActor), computing("test"):
        NEVER[how](Item.objects.visible_to(CUSTODIAN))


def test_she_sees_what_her_scope_reaches_and_no_more(item: Item) -> None:
    stranger = Actor(item.pk, item.pk)

    assert list(Item.objects.visible_to(CUSTODIAN)) == [item]
    assert not Item.objects.visible_to(stranger).exists()


def test_what_was_shown_is_remembered_for_the_record(item: Item) -> None:
    seen = Reading("request")
    token = reading.set(seen)
    try:
        list(Item.objects.visible_to(CUSTODIAN))
    finally:
        reading.reset(token)

    assert seen.objects == {f"person:{SOMEBODY}"}
    assert seen.fields == {"vault.Item"}


def test_the_system_reads_for_a_reason_that_goes_on_the_record(item: Item) -> None:
    with system("nightly count"):
        assert Item.objects.count() == 1

    assert Entry.objects.values_list("actor", "action", "purpose").get() == (
        "system",
        "system.read",
        "nightly count",
    )
    with pytest.raises(NoActor):
        Item.objects.count()


def test_computing_within_an_act_leaves_no_row_of_its_own(item: Item) -> None:
    with computing("plan"):
        assert Item.objects.count() == 1

    assert not Entry.objects.exists()


def test_the_reason_ends_where_the_block_breaks(item: Item) -> None:
    with pytest.raises(RuntimeError), computing("plan"):
        raise RuntimeError

    with pytest.raises(NoActor):
        Item.objects.count()
