"""Commands inside an installation: the first account, the record, the evidence, how everything is."""

from datetime import date

import pytest

from shanyraq.access.models import Account
from shanyraq.access.queries import actor_of
from shanyraq.audit.actions import recorded
from shanyraq.audit.models import Entry, Head
from shanyraq.cases.tests.cast import Worker
from shanyraq.cli.main import main
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.installation import install

pytestmark = pytest.mark.django_db
PASSWORD = "a long sentence of mine"


@pytest.fixture
def installed(settings) -> None:
    settings.MODE = "production"
    settings.ALLOWED_HOSTS = ["shanyraq.example", "testserver"]
    install(fixed_day=date(2021, 5, 20), at=real_now())


def test_the_first_administrator_gets_a_password_from_the_environment(
    installed: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], client
) -> None:
    monkeypatch.setenv("SHANYRAQ_ADMIN_PASSWORD", PASSWORD)

    assert main(["admin", "create", "kanat.d", "--name", "Kanat"]) == 0

    account = Account.objects.get(login="kanat.d")
    assert account.check_password(PASSWORD)
    assert actor_of(account, real_now()).role == "administrator"
    assert PASSWORD not in capsys.readouterr().out
    assert Entry.objects.values_list("action", "actor").get() == ("admin.create", "system")
    assert client.post("/log-in/", {"login": "kanat.d", "password": PASSWORD}, secure=True).status_code == 302


def test_where_nobody_can_be_asked_a_one_time_link_is_printed(
    installed: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], client
) -> None:
    monkeypatch.delenv("SHANYRAQ_ADMIN_PASSWORD", raising=False)

    assert main(["admin", "create", "kanat.d", "--link"]) == 0

    link = capsys.readouterr().out.splitlines()[-1]
    assert link.startswith("https://shanyraq.example/invitations/")
    path = link.removeprefix("https://shanyraq.example")
    assert client.post(path, {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    assert Account.objects.get(login="kanat.d").check_password(PASSWORD)


@pytest.mark.parametrize(
    ("mode", "hosts", "address"),
    [
        ("demo", ["127.0.0.1", "localhost", "[::1]"], "http://127.0.0.1:8123"),
        ("demo", ["shanyraq.example"], "http://127.0.0.1:8123"),
        ("production", ["127.0.0.1", "localhost", "[::1]"], "https://127.0.0.1:8123"),
        ("production", ["localhost", "shanyraq.example"], "https://shanyraq.example"),
        ("production", ["*", ".shanyraq.example"], "https://shanyraq.example"),
    ],
)
def test_the_link_carries_the_address_under_which_the_site_answers(
    settings, capsys: pytest.CaptureFixture[str], mode: str, hosts: list[str], address: str
) -> None:
    settings.MODE, settings.ALLOWED_HOSTS, settings.PORT = mode, hosts, 8123
    install(fixed_day=date(2021, 5, 20), at=real_now())

    assert main(["admin", "create", "kanat.d", "--link"]) == 0

    said = capsys.readouterr()
    assert said.out.splitlines()[-1].startswith(f"{address}/invitations/")
    assert ("SHANYRAQ_HOSTS" in said.err) == (address == "https://127.0.0.1:8123")


@pytest.mark.parametrize(
    ("login", "password", "words", "code"),
    [
        ("kanat.d", "short", "choose another password", 2),
        ("Канат", PASSWORD, "small letters", 1),
        ("taken", PASSWORD, "has this user name already", 1),
    ],
)
def test_an_account_that_cannot_be_made_says_why_in_one_line(
    installed: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    login: str,
    password: str,
    words: str,
    code: int,
) -> None:
    Account.objects.create_account(login="taken", staff=None, made_at=real_now())
    monkeypatch.setenv("SHANYRAQ_ADMIN_PASSWORD", password)

    assert main(["admin", "create", login]) == code

    said = capsys.readouterr().err
    assert words in said and len(said.splitlines()) == 1
    assert Account.objects.count() == 1


def test_there_is_no_account_without_an_installation(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHANYRAQ_ADMIN_PASSWORD", PASSWORD)

    assert main(["admin", "create", "kanat.d"]) == 1

    assert "shanyraq migrate" in capsys.readouterr().err
    assert not Account.objects.exists()


def test_a_record_that_holds_says_so_and_ends_with_nought(
    admin: Worker, capsys: pytest.CaptureFixture[str]
) -> None:
    with recorded("act", by=admin.actor):
        pass

    assert main(["audit", "verify"]) == 0
    assert capsys.readouterr().out.startswith("The record holds: rows 1 to 1, and the signed head fits.\n")


def test_a_record_that_was_altered_is_named_in_one_line_and_ends_with_one(
    admin: Worker, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(3):
        with recorded("act", by=admin.actor):
            pass
    Entry.objects.filter(seq=2).update(actor="somebody else")

    assert main(["audit", "verify"]) == 1
    said = capsys.readouterr().out
    assert [line for line in said.splitlines() if "row 2" in line and line.startswith("  altered ")]


def test_a_record_taken_away_whole_is_noticed(admin: Worker, capsys: pytest.CaptureFixture[str]) -> None:
    with recorded("act", by=admin.actor):
        pass
    Entry.objects.all().delete()
    Head.objects.all().delete()

    assert main(["audit", "verify"]) == 1
    assert "removed" in capsys.readouterr().out


def test_evidence_of_a_healthy_system_stays_as_it_is(
    installed: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evidence", "rebuild"]) == 0
    assert main(["evidence", "rebuild", "--apply"]) == 0
    assert "0 differ" in capsys.readouterr().out


def test_real_people_are_never_joined_by_invented_ones(
    installed: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shanyraq.cli.database.keys.require", lambda **given: None)

    assert main(["demo"]) == 2
    assert "real people" in capsys.readouterr().err


@pytest.mark.parametrize("people", ["0", "19", "-5", "1000001"])
def test_a_demonstration_has_at_least_twenty_people(capsys: pytest.CaptureFixture[str], people: str) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["demo", f"--people={people}"])

    assert stop.value.code == 2
    assert "from 20 to" in capsys.readouterr().err
