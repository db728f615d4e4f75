"""`shanyraq keys rotate --record`, `--site`: other keys in files, while everything that was signed stays good."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession
from django.core import signing as signing_of_forms

from shanyraq.access.queries.sessions import sessions_of
from shanyraq.audit.queries import signing
from shanyraq.audit.queries.verifying import verify
from shanyraq.cases.models import Note
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.filled_forms import a_note
from shanyraq.cli.backups.erased import read
from shanyraq.cli.main import main
from shanyraq.cli.tests.test_rotate_keys import acts
from shanyraq.cli.tests.test_rotate_keys import note as note
from shanyraq.foundation.keyfiles import site_key, site_keys_before

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def own_keys(note: Note, settings, tmp_path: Path) -> Iterator[Path]:
    """Key files of the test's own."""
    shutil.copytree(settings.DATA / "keys", tmp_path / "keys")
    settings.DATA = tmp_path
    yield tmp_path / "keys"
    signing._signing_keys.pop(str(tmp_path / "keys"), None)


def test_the_record_gets_another_key_and_its_verifiers_need_no_other(
    own_keys: Path, aigul: Worker, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["audit", "key"])
    public, key = capsys.readouterr().out, (own_keys / "audit.key").read_bytes()

    assert main(["keys", "rotate", "--record"]) == main(["keys", "rotate", "--record"]) == 0

    said = capsys.readouterr().out
    assert "Epoch 1 of the record has begun" in said and "Epoch 2 of the record has begun" in said
    assert said.count("Carry keys/audit.public away too") == 1
    assert (own_keys / "audit.key").read_bytes() not in (b"", key)
    main(["audit", "key"])
    assert capsys.readouterr().out == public
    aigul.client.get("/")
    assert main(["audit", "verify"]) == 0
    assert acts() == [("keys.record", "")] * 2
    main(["doctor"])
    assert "ok   signing     epoch 2 of the record, since " in capsys.readouterr().out


def test_a_list_of_erasures_of_each_epoch_is_still_followed_in_the_last(
    own_keys: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lists = [tmp_path / f"{epoch}.erasures" for epoch in range(3)]
    for path in lists:
        capsys.readouterr()
        main(["erasures", "list"])
        path.write_text(capsys.readouterr().out)
        main(["keys", "rotate", "--record"])

    assert [read(path, own_keys).proofs for path in lists] == [[], [], []]


def test_a_key_that_is_still_there_is_told_and_goes_with_the_next_change(
    own_keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = (own_keys / "audit.key").read_bytes()
    main(["keys", "rotate", "--record"])
    (own_keys / "audit.key").write_bytes(key)  # the copy from the safe, after a restore
    signing._signing_keys.clear()

    main(["doctor"])
    assert "BAD  signing " in capsys.readouterr().out

    assert main(["keys", "rotate", "--record"]) == 0
    main(["doctor"])
    assert "ok   signing " in capsys.readouterr().out
    assert verify() is None


def started_anew(settings, keys: Path) -> None:
    """The settings as a process reads them that starts now."""
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = site_key(keys), site_keys_before(keys)


def test_with_another_site_key_sessions_and_open_forms_go_on_until_the_next_one(
    own_keys: Path, aigul: Worker, note: Note, settings
) -> None:
    started_anew(settings, own_keys)
    client, form = aigul.client, a_note([note.case], aigul)
    UserSession.objects.create(
        user=aigul.account, session_key=client.session.session_key, ip="127.0.0.1", user_agent="Firefox"
    )
    lost = signing_of_forms.dumps({"status": 403}, salt="of an open page")
    key = {"once": str(uuid4())}
    assert client.post(form.url, form.data | key).status_code == 302
    saved = form.count()

    assert main(["keys", "rotate", "--site"]) == 0
    old = settings.SECRET_KEY
    started_anew(settings, own_keys)

    assert old != settings.SECRET_KEY and [old] == settings.SECRET_KEY_FALLBACKS
    assert client.get("/today/").status_code == 200 and client.get("/today/").status_code == 200
    assert signing_of_forms.loads(lost, salt="of an open page") == {"status": 403}
    assert client.post(form.url, form.data | key).status_code == 302
    assert form.count() == saved  # it was sent again, and had been saved under the key of before
    assert [one.session_key for one in sessions_of(aigul.account)] == [client.session.session_key]

    main(["keys", "rotate", "--site"])
    main(["keys", "rotate", "--site"])
    started_anew(settings, own_keys)
    assert client.get("/today/").status_code == 302
    with pytest.raises(signing_of_forms.BadSignature):
        signing_of_forms.loads(lost, salt="of an open page")


def test_the_site_key_of_before_is_destroyed_by_the_next_and_the_act_is_on_the_record(own_keys: Path) -> None:
    keys = [site_key(own_keys)]
    for _ in range(2):
        assert main(["keys", "rotate", "--site"]) == 0
        keys.append(site_key(own_keys))

    assert site_keys_before(own_keys) == [keys[1]] and len(set(keys)) == 3
    assert (own_keys / "site.key.before").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in own_keys.iterdir() if "site" in path.name) == [
        "site.key",
        "site.key.before",
    ]
    assert acts() == [("keys.site", "")] * 2
