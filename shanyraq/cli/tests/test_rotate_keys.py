"""`shanyraq keys`: other keys, told and on the record; the old ones go after everything was read."""

import shutil
from pathlib import Path

import pytest
from django.db import connection

from shanyraq.access.queries import computing
from shanyraq.audit.models import Entry
from shanyraq.audit.queries.verifying import verify
from shanyraq.cases.models import Note
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.families import the_omarova_family
from shanyraq.cases.tests.filled_forms import a_note
from shanyraq.cli.main import main
from shanyraq.foundation import keyring, rotation
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.installation import install
from shanyraq.foundation.models import DataKey, WrappingKey
from shanyraq.foundation.tests.test_encrypted import adapted

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def note(aigul: Worker, settings, monkeypatch: pytest.MonkeyPatch) -> Note:
    """A note that was written on its page."""
    monkeypatch.setattr(keyring, "FRESH", 0.2)
    install(fixed_day=settings.DEMO_DAY, at=real_now())
    form = a_note(the_omarova_family(aigul.staff), aigul)
    assert aigul.client.post(form.url, form.data).status_code == 302
    with computing("test"):
        return Note.objects.get()


def opened(note: Note) -> str:
    keyring.forget()
    with computing("test"):
        return str(Note.objects.get(pk=note.pk).text)


def acts() -> list[tuple[str, str]]:
    rows = Entry.objects.filter(action__startswith="keys.").order_by("seq")
    return list(rows.values_list("action", "reason_code"))


def test_one_compartment_gets_another_wrapping_key(note: Note, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "rotate", "--compartment", note.compartment]) == 0

    assert f"{note.compartment}: has wrapping key 2; 2 data keys were wrapped anew" in capsys.readouterr().out
    assert opened(note)
    assert acts() == [("keys.rotate", ""), ("keys.rotated", "")]
    assert main(["keys", "verify", "--stopped"]) == 0
    assert "0 data keys and 1 wrapping keys were destroyed" in capsys.readouterr().out
    assert WrappingKey.objects.filter(compartment=note.compartment).count() == 1
    assert opened(note)
    assert verify() is None


def test_deep_everything_is_sealed_anew_and_the_old_keys_go_when_nobody_can_need_them(
    note: Note, capsys: pytest.CaptureFixture[str]
) -> None:
    old = set(DataKey.objects.values_list("pk", flat=True))

    assert main(["keys", "rotate", "--deep"]) == 0
    assert main(["keys", "verify"]) == 0

    said = capsys.readouterr().out
    assert f"{note.compartment}: 9 values were sealed anew" in said
    assert "retired just now and are still there" in said
    assert opened(note)
    assert main(["keys", "verify", "--stopped"]) == 0
    assert old.isdisjoint(DataKey.objects.values_list("pk", flat=True))
    assert opened(note)


def test_what_was_broken_off_is_told_and_gone_on_with(note: Note, capsys: pytest.CaptureFixture[str]) -> None:
    rotation.next_generation(note.compartment, at=real_now())
    rotation.begin(note.compartment, at=real_now())
    main(["doctor"])
    assert (
        f"BAD  sealing     changing those of {note.compartment} was broken off: run `shanyraq keys rotate`"
        in capsys.readouterr().out
    )

    assert main(["keys", "rotate"]) == 0

    said = capsys.readouterr().out
    assert f"{note.compartment}: goes on with wrapping key 2" in said and "9 values were sealed anew" in said
    assert ("keys.rotate", "goes_on") in acts()
    main(["doctor"])
    assert "`shanyraq keys verify` destroys those that nothing needs" in capsys.readouterr().out


def test_a_value_that_does_not_open_is_named_and_no_key_goes(
    note: Note, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["keys", "rotate"])
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_note SET text = %s WHERE id = %s", [b"\x01" + b"moved" * 20, adapted(note.pk)]
        )
    capsys.readouterr()

    assert main(["keys", "verify", "--stopped"]) == 1

    assert f"does not open: cases.Note|{note.pk}|text (" in capsys.readouterr().out
    assert WrappingKey.objects.filter(retired_at__isnull=False).exists()
    last = Entry.objects.order_by("-seq").get(action="keys.verify")
    assert (last.reason_code, f"sealed:cases.Note|{note.pk}|text" in last.objects_json) == (
        "does_not_open",
        True,
    )


def test_a_compartment_that_is_not_there_is_answered_with_those_that_are(
    note: Note, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["keys", "rotate", "--compartment", "C99"]) == 2

    assert f"give one of {note.compartment}" in capsys.readouterr().err


def test_the_root_key_is_replaced_and_the_old_one_goes_when_the_site_is_stopped(
    note: Note, settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(settings.DATA / "keys", tmp_path / "keys")
    settings.DATA = tmp_path
    before = (tmp_path / "keys" / "root.key").read_bytes()

    assert main(["keys", "replace-root"]) == 0
    assert main(["keys", "replace-root"]) == 1
    assert "still lies there: run `shanyraq keys verify` first" in capsys.readouterr().err
    assert main(["keys", "verify"]) == 0
    assert "is still there: stop the site" in capsys.readouterr().out
    assert main(["keys", "verify", "--stopped"]) == 0

    assert not list((tmp_path / "keys").glob("root.key.*"))
    assert (tmp_path / "keys" / "root.key").read_bytes() != before
    assert opened(note)
    assert ("keys.root", "") in acts()
