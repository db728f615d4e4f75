"""Two custodians open what is sealed about one person, for the one who asked, for an hour. No other way."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from shanyraq.access.actions.proposals import (
    CannotAgree,
    CannotPropose,
    decline,
    expire,
    fingerprint_of,
)
from shanyraq.access.models import Proposal
from shanyraq.access.queries import system_actor
from shanyraq.audit.models import Entry
from shanyraq.foundation.errors import NotAllowed
from shanyraq.vault import queries
from shanyraq.vault.actions import move
from shanyraq.vault.actions.openings import CannotOpen, CannotRead, close_openings
from shanyraq.vault.models import Part
from shanyraq.vault.tests.factories import (
    ANOTHER,
    AT,
    SOMEBODY,
    Worker,
    agrees,
    asks,
    keeps,
    make_item,
    proposal_of,
    reads,
)

pytestmark = pytest.mark.django_db


def test_the_one_who_asked_reads_for_an_hour_what_two_custodians_opened(
    zhanna: Worker, aida: Worker, berik: Worker
) -> None:
    keeps(aida, berik)
    make_item(text="Maryam Omarova")
    make_item(kind="kunya", text="Umm Khalid")
    make_item(ANOTHER, text="somebody else's")
    asked = asks(zhanna)
    agrees(aida, asked)
    agrees(berik, asked)

    told = {(one["kind"], one["text"]) for one in reads(zhanna, asked)}
    assert told == {("name", "Maryam Omarova"), ("kunya", "Umm Khalid")}
    assert reads(zhanna, asked, at=AT + timedelta(minutes=59))
    with pytest.raises(CannotRead):
        reads(zhanna, asked, at=AT + timedelta(minutes=60))


def test_one_custodian_alone_opens_nothing(zhanna: Worker, aida: Worker, berik: Worker) -> None:
    keeps(aida, berik)
    make_item()
    asked = asks(zhanna)
    agrees(aida, asked)

    with pytest.raises(CannotRead):
        reads(zhanna, asked)
    with pytest.raises(CannotAgree, match="agreed already"):
        agrees(aida, asked)


def test_only_who_opens_her_file_asks_for_her_seal_and_reads_it(
    monkeypatch: pytest.MonkeyPatch, zhanna: Worker, aida: Worker, berik: Worker
) -> None:
    keeps(aida, berik)
    make_item()
    asked = asks(zhanna)
    agrees(aida, asked)
    agrees(berik, asked)
    monkeypatch.setattr(queries, "_subjects", [lambda actor, person: None])

    with pytest.raises(CannotRead, match="no longer yours"):
        reads(zhanna, asked)
    with pytest.raises(CannotOpen, match="works with a person"):
        asks(zhanna)


def test_what_comes_to_her_file_after_the_request_is_not_opened_with_it(
    zhanna: Worker, aida: Worker, berik: Worker
) -> None:
    keeps(aida, berik)
    make_item(text="hers")
    make_item(ANOTHER, text="of another person's record, merged with hers meanwhile")
    asked = asks(zhanna)
    agrees(aida, asked)
    move(from_person=ANOTHER, to_person=SOMEBODY)
    make_item(text="sealed meanwhile")
    agrees(berik, asked)

    assert [one["text"] for one in reads(zhanna, asked)] == ["hers"]


def test_a_request_is_dead_after_a_day_and_after_one_no(zhanna: Worker, aida: Worker, berik: Worker) -> None:
    keeps(aida, berik)
    make_item()
    late, declined = asks(zhanna), asks(zhanna)
    decline(proposal_id=proposal_of(declined).pk, by=aida.actor, at=AT)

    with pytest.raises(CannotAgree, match="in time"):
        agrees(aida, late, at=AT + timedelta(hours=24))
    with pytest.raises(CannotAgree, match="decided already"):
        agrees(berik, declined)
    assert expire(by=system_actor("chore"), at=AT + timedelta(hours=25)) == 1


def test_an_agreement_is_to_what_was_read_and_to_nothing_else(
    zhanna: Worker, aida: Worker, berik: Worker
) -> None:
    keeps(aida, berik)
    make_item()
    asked = asks(zhanna)
    read = fingerprint_of(proposal_of(asked))
    agrees(aida, asked)
    Proposal.objects.update(subject=ANOTHER)

    with pytest.raises(CannotAgree, match="not what you read"):
        agrees(berik, asked, fingerprint=read)
    with pytest.raises(CannotAgree, match="not what you read"):
        agrees(berik, asked)


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"reason": "because"}, "30 characters"), ({"ground": "curiosity"}, "grounds")],
)
def test_a_request_says_why(
    zhanna: Worker, aida: Worker, berik: Worker, changes: dict[str, Any], said: str
) -> None:
    keeps(aida, berik)
    make_item()

    with pytest.raises(CannotPropose, match=said):
        asks(zhanna, **changes)


def test_who_has_no_right_to_ask_is_refused_and_the_record_says_so(
    aigul: Worker, aida: Worker, berik: Worker
) -> None:
    keeps(aida, berik)
    make_item()

    with pytest.raises(NotAllowed):
        asks(aigul)
    assert Entry.objects.filter(action="seal.open.ask", decision=Entry.DECLINED).count() == 1


def test_nothing_can_be_asked_for_where_nothing_is_sealed_or_nobody_keeps_the_seal(
    zhanna: Worker, aida: Worker, berik: Worker
) -> None:
    make_item()
    with pytest.raises(CannotOpen, match="no two custodians"):
        asks(zhanna)
    keeps(aida, berik)
    with pytest.raises(CannotOpen, match="Nothing is sealed"):
        asks(zhanna, person=ANOTHER)


def test_another_reader_and_other_words_open_nothing(
    zhanna: Worker, aida: Worker, berik: Worker, auditor: Worker
) -> None:
    keeps(aida, berik)
    make_item()
    asked = asks(zhanna)
    agrees(aida, asked)
    agrees(berik, asked)

    with pytest.raises(CannotRead, match="not the words"):
        reads(zhanna, asked, pickup="aaaa-bbbb-cccc-dddd-eeee")
    for other in (auditor, aida, berik):
        with pytest.raises((NotAllowed, CannotRead)):
            reads(other, asked)


def test_neither_the_database_nor_the_servers_keys_read_a_name_while_it_is_open(
    zhanna: Worker, aida: Worker, berik: Worker
) -> None:
    keeps(aida, berik)
    make_item(text="Zhadyra-canary")
    asked = asks(zhanna)
    agrees(aida, asked)
    everything = whole_database()
    agrees(berik, asked)
    everything += whole_database()

    assert "Zhadyra-canary" not in everything
    assert asked.words not in everything
    assert Part.objects.count() == 2
    assert reads(zhanna, asked)[0]["text"] == "Zhadyra-canary"


def test_after_the_hour_nothing_of_it_is_left(zhanna: Worker, aida: Worker, berik: Worker) -> None:
    keeps(aida, berik)
    make_item()
    asked, declined = asks(zhanna), asks(zhanna)
    for one in (asked, declined):
        agrees(aida, one)
    agrees(berik, asked)
    decline(proposal_id=proposal_of(declined).pk, by=berik.actor, at=AT)

    close_openings(by=system_actor("chore"), at=AT + timedelta(minutes=59))
    assert reads(zhanna, asked, at=AT + timedelta(minutes=59))
    assert close_openings(by=system_actor("chore"), at=AT + timedelta(hours=1)) == 1
    assert not Part.objects.exists()


def whole_database() -> str:
    """Every value of every table, as text and as it would be read from bytes."""
    with connection.cursor() as cursor:
        told = []
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                told += [
                    bytes(one).decode("utf-8", "replace") if isinstance(one, bytes | memoryview) else str(one)
                    for one in row
                ]
    return "\n".join(told)
