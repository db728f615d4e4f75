"""A site with a key agent: its commands work as without one, `doctor` says how the agent is, and papers unseal it."""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from shanyraq.cases.models import Note
from shanyraq.cases.tests.cast import Worker
from shanyraq.cli import key_holding, keys
from shanyraq.cli.backups import manifest, taking
from shanyraq.cli.main import main
from shanyraq.cli.tests.test_rotate_keys import note, opened
from shanyraq.foundation import key_line, keyring, root, wrapping
from shanyraq.foundation.key_holder import KeyHolder
from shanyraq.foundation.key_server import KeyServer
from shanyraq.foundation.keyfiles import ROOT, roots_in
from shanyraq.foundation.models import DataKey, WrappingKey
from shanyraq.vault.rules import paper

__all__ = ["note"]
pytestmark = pytest.mark.django_db(transaction=True)
Start = Callable[[Callable[[], list[bytes]]], None]


@pytest.fixture
def start(settings: Any, tmp_path: Path) -> Iterator[Start]:
    """Starts an agent, in a thread here, and leaves the site without a root key of its own."""
    running = list[KeyServer]()
    path, own = tmp_path / "agent.sock", wrapping.keys_folder() / ROOT
    (tmp_path / ROOT).write_bytes(own.read_bytes())
    (tmp_path / ROOT).chmod(0o600)

    def begin(roots: Callable[[], list[bytes]]) -> None:
        server = KeyServer(path, KeyHolder(roots, 50), set())
        running.append(server)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        settings.KEY_AGENT = path
        own.rename(own.with_suffix(".carried"))
        keyring.forget()

    yield begin
    for server in running:
        server.shutdown()
        server.server_close()
        own.with_suffix(".carried").rename(own)
    key_line.agent_at(path).hang_up()
    keyring.forget()


def with_root(tmp_path: Path) -> Callable[[], list[bytes]]:
    return lambda: roots_in(tmp_path)


def test_keys_are_changed_deep_and_verified_through_the_agent(
    note: Note, start: Start, tmp_path: Path
) -> None:
    old = set(DataKey.objects.values_list("pk", flat=True))
    start(with_root(tmp_path))

    assert main(["keys", "rotate", "--deep"]) == 0
    assert main(["keys", "verify", "--stopped"]) == 0

    assert old.isdisjoint(DataKey.objects.values_list("pk", flat=True))
    assert WrappingKey.objects.filter(retired_at__isnull=False).count() == 0
    assert opened(note)


def test_the_root_key_is_replaced_where_its_folder_is_named_and_the_agent_goes_on(
    note: Note, start: Start, tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    start(with_root(tmp_path))
    assert opened(note)

    assert main(["keys", "replace-root"]) == 1
    assert "SHANYRAQ_ROOT_KEY" in capsys.readouterr().err
    settings.ROOT_KEY = tmp_path
    assert main(["keys", "replace-root"]) == 0
    assert main(["keys", "verify", "--stopped"]) == 0

    assert not root.is_before_there()
    assert opened(note)


def test_a_backup_carries_the_mark_of_the_agents_root_key(start: Start, tmp_path: Path) -> None:
    before = manifest.fingerprints(keys.folder())
    start(with_root(tmp_path))

    assert manifest.fingerprints(keys.folder(), taking._held_elsewhere()) == before


def test_the_site_lacks_no_key_without_the_root_key_and_makes_none(start: Start, tmp_path: Path) -> None:
    start(with_root(tmp_path))

    keys.make()

    assert keys.missing() == []
    assert not (keys.folder() / ROOT).exists()


def test_doctor_says_how_the_agent_is(note: Note, start: Start, settings: Any, tmp_path: Path) -> None:
    assert key_holding.state(is_demo=False)[0]
    settings.KEY_AGENT = tmp_path / "nobody.sock"
    assert "can read" in key_holding.state(is_demo=False)[2]
    settings.KEY_AGENT = None
    start(with_root(tmp_path))

    assert opened(note)
    is_well, _, words = key_holding.state(is_demo=False)
    assert not is_well and "0 different keys left it within the hour, of 50" in words
    assert "runs as the site's own account" in words
    settings.KEY_AGENT = tmp_path / "nobody.sock"
    assert key_holding.state(is_demo=True) == (
        False, "key agent", f"{tmp_path}/nobody.sock: the key agent does not answer: start it, `shanyraq keys agent`",
    )  # fmt: skip


def test_three_papers_unseal_an_agent_that_was_started_sealed(
    note: Note,
    start: Start,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    papers = paper.shares_of((tmp_path / ROOT).read_bytes())
    start(list)

    assert main(["keys", "verify"]) == 1
    assert "shanyraq keys unseal" in capsys.readouterr().err
    for words, code in ((paper.shares_of(b"x" * 32), 1), (papers, 0)):
        monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(words[:3])))
        assert main(["keys", "unseal"]) == code
    assert opened(note)


@pytest.mark.parametrize(
    ("path", "mode", "says"),
    [("keys/root.key", 0o644, "be read by others"), (".", 0o777, "be written by others")],
)
def test_an_agent_does_not_start_where_others_could_take_its_place_or_its_key(
    path: str, mode: int, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / ROOT).write_bytes(bytes(32))
    (tmp_path / "keys" / ROOT).chmod(0o600)
    (tmp_path / path).chmod(mode)

    assert main(["keys", "agent", str(tmp_path / "s"), "--keys", str(tmp_path / "keys")]) == 1
    assert says in capsys.readouterr().err


def test_nobody_by_that_name_may_ask(
    aigul: Worker, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["keys", "agent", str(tmp_path / "s"), "--sealed", "--for", "no-such-account"]) == 2
    assert "there is no no-such-account on this machine" in capsys.readouterr().err
