"""`shanyraq audit acknowledge`: two custodians enter damage, and verifying tells it with the row that says so."""

from __future__ import annotations

import io
import json

import pytest

from shanyraq.audit.actions import recorded
from shanyraq.audit.models import Entry
from shanyraq.audit.rules.damage import CAUSES, ENTERED
from shanyraq.cases.tests.cast import Worker
from shanyraq.cli import health
from shanyraq.cli.main import _parser, main
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.installation import install
from shanyraq.vault.tests.factories import keeps, passphrase

pytestmark = pytest.mark.django_db
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def damaged(admin: Worker, aida: Worker, berik: Worker, settings) -> int:
    """The number of a row that somebody altered."""
    install(fixed_day=settings.DEMO_DAY, at=real_now())
    keeps(aida, berik)
    for _ in range(3):
        with recorded("act", by=admin.actor):
            pass
    row = Entry.objects.filter(action="act")[1].seq
    Entry.objects.filter(seq=row).update(actor="another")
    return row


def acknowledge(
    monkeypatch: pytest.MonkeyPatch, row: int, *who: Worker, words: str = "", yes: str = ""
) -> int:
    """What two people type at the machine."""
    said = [line for one in who for line in (one.account.login, words or passphrase(one))]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join([*said, yes or "acknowledge", ""])))
    return main(["audit", "acknowledge", str(row), "--because", "disk"])


def test_two_custodians_enter_damage_and_verifying_ends_with_three_and_tells_by_which_row(
    damaged: int, aida: Worker, berik: Worker, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert main(["audit", "verify"]) == 1

    assert acknowledge(monkeypatch, damaged, aida, berik) == 0

    entry = Entry.objects.get(action=ENTERED)
    capsys.readouterr()
    assert main(["audit", "verify"]) == 3
    said = capsys.readouterr().out
    assert "but for damage that was acknowledged:" in said
    assert f"row {damaged} (" in said and f"(acknowledged by row {entry.seq})" in said
    assert main(["audit", "verify", "--json"]) == 3
    told = json.loads(capsys.readouterr().out)
    assert told["holds"] and [(one["kind"], one["entry"]) for one in told["faults"]] == [
        ("altered", entry.seq)
    ]
    assert health._record() == (
        True,
        "record",
        f"holds, but for damage that was acknowledged in row {entry.seq}",
    )


def test_new_damage_beside_it_is_as_loud_as_ever(
    damaged: int, aida: Worker, berik: Worker, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    acknowledge(monkeypatch, damaged, aida, berik)
    Entry.objects.filter(seq=damaged).update(actor="a third")

    assert main(["audit", "verify"]) == 1
    assert health._record()[0] is False


@pytest.mark.parametrize("how", ["words", "one", "no", "stranger"])
def test_nothing_is_entered_without_two_custodians_who_say_so(
    damaged: int,
    aida: Worker,
    berik: Worker,
    aigul: Worker,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
    how: str,
) -> None:
    others = {"one": (aida, aida), "stranger": (aida, aigul)}
    if how == "stranger":
        monkeypatch.setattr(
            "shanyraq.cli.tests.test_acknowledge.passphrase", lambda one: "some words of hers"
        )
    words = "not her words at all" if how == "words" else ""

    code = acknowledge(
        monkeypatch, damaged, *others.get(how, (aida, berik)), words=words, yes="no" * (how == "no")
    )

    assert code == 1 and "nothing was entered" in capsys.readouterr().err
    assert not Entry.objects.filter(action=ENTERED, decision=Entry.ALLOWED).exists()


def test_a_row_without_damage_or_with_damage_that_cannot_be_gone_behind_is_told(
    damaged: int, aida: Worker, berik: Worker, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert acknowledge(monkeypatch, damaged + 1, aida, berik) == 1
    assert f"no damage that is not acknowledged begins at row {damaged + 1}" in capsys.readouterr().err

    last = Entry.objects.order_by("-seq")[0].seq
    Entry.objects.filter(seq=last).delete()
    assert acknowledge(monkeypatch, last, aida, berik) == 1
    assert "it is called removed as soon as the site has written its next row" in capsys.readouterr().err


def test_the_command_knows_every_cause() -> None:
    for cause in CAUSES:
        assert _parser().parse_args(["audit", "acknowledge", "9", "--because", cause]).because == cause
