"""Two custodians open what is sealed about one person, for the one who asked, for an hour. No other way."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from shanyraq.access.actions.proposals import CannotAgree, CannotPropose, decline, expire, fingerprint_of
from shanyraq.access.models import Proposal, RoleGrant
from shanyraq.access.queries import computing, system_actor
from shanyraq.audit.models import Entry
from shanyraq.foundation.errors import NotAllowed
from shanyraq.vault.actions.openings import CannotOpen, CannotRead, close_openings
from shanyraq.vault.models import Opening, Part
from shanyraq.vault.rules import words
from shanyraq.vault.tests.factories import (
    ANOTHER,
    AT,
    Worker,
    agrees,
    asks,
    keeps,
    make_item,
    passphrase,
    proposal_of,
    reads,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _light_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same function with little memory: what it costs a guesser is not what these tests are about."""
    monkeypatch.setattr(words, "MEMORY_KIB", 64)


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


def test_whoever_asks_is_not_one_of_the_two_even_where_she_holds_a_key(
    zhanna: Worker, aida: Worker, berik: Worker
) -> None:
    RoleGrant.objects.create(staff=zhanna.staff, role="custodian", starts_at=AT)
    keeps(zhanna, aida, berik)
    make_item()
    asked = asks(zhanna)

    with pytest.raises(CannotAgree, match="others decide"):
        agrees(zhanna, asked)


def test_only_custodians_agree_and_only_with_their_own_words(
    zhanna: Worker, aida: Worker, berik: Worker, aigul: Worker, admin: Worker
) -> None:
    keeps(aida, berik)
    make_item()
    asked = asks(zhanna)

    for nobody in (aigul, admin):
        with pytest.raises(CannotOpen, match="no custodian's key"):
            agrees(nobody, asked)
    with pytest.raises(CannotOpen, match="do not open"):
        agrees(aida, asked, passphrase=passphrase(berik))
    assert not Part.objects.exists()


def test_a_custodian_whose_role_was_taken_back_meanwhile_opens_nothing_with_the_other(
    zhanna: Worker, aida: Worker, berik: Worker
) -> None:
    keeps(aida, berik)
    make_item()
    asked = asks(zhanna)
    agrees(aida, asked)
    RoleGrant.objects.filter(staff=aida.staff).update(ends_at=AT)

    with pytest.raises(CannotAgree, match="no longer"):
        agrees(berik, asked)
    with computing("test"):
        assert not Opening.objects.get().sealed


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
        with pytest.raises((NotAllowed, Opening.DoesNotExist)):
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
    assert reads(zhanna, asked)[0]["text"] == "Zhadyra-canary"


def test_after_the_hour_nothing_of_it_is_left(zhanna: Worker, aida: Worker, berik: Worker) -> None:
    keeps(aida, berik)
    make_item()
    asked = asks(zhanna)
    agrees(aida, asked)
    agrees(berik, asked)

    assert close_openings(by=system_actor("chore"), at=AT + timedelta(hours=1)) == 1
    with computing("test"):
        assert bytes(Opening.objects.get().sealed) == b""
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
