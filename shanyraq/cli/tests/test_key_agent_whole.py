"""A whole life of an installation with a key agent, each in its own process and, where the machine allows it, account:
backups, restoring, changing keys. Nothing here is played in the test's own process.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from shanyraq.cli.tests.installations import Keys, empty_database, make_keys
from shanyraq.foundation.keyfiles import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.any_database, pytest.mark.in_bars]
HERE = Path(__file__).resolve().parents[3]
SITE, AGENT = 65531, 65532  # accounts of no name; root looks after the machine


@cache
def has_accounts() -> bool:
    """Whether processes of other accounts can be started here that still read the programme."""
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        return False
    return subprocess.run([*_as(SITE), sys.executable, "-c", "import shanyraq"], cwd=HERE).returncode == 0


def _as(account: int) -> list[str]:
    """Words before a command that start it as another account. It may read the programme wherever that lies."""
    reads = ["--inh-caps=-all,+dac_read_search", "--ambient-caps=-all,+dac_read_search"]
    return ["setpriv", "--reuid", str(account), "--regid", str(SITE), "--clear-groups", *reads]


@dataclass
class Machine:
    """A site, and beside it a key agent that alone has its root key."""

    folder: Path
    database: dict[str, str]
    agent: subprocess.Popen[str] | None = None

    @property
    def data(self) -> Path:
        return self.folder / "site" / "var"

    @property
    def socket(self) -> Path:
        return self.folder / "run" / "agent.sock"

    @property
    def roots(self) -> Path:
        return self.folder / "agent"

    def run(self, words: str, *, by: int | None = SITE, **more: str) -> subprocess.CompletedProcess[str]:
        """A command of the site as one of its accounts; None is root."""
        kept = {
            k: v for k, v in os.environ.items() if not k.startswith(("SHANYRAQ_", "DATABASE_", "DJANGO_"))
        }
        own = {"SHANYRAQ_DATA": str(self.data), "PORT": "18998", "PYTHONPATH": str(HERE)} | self.database
        return subprocess.run(
            [*self._before(by), sys.executable, "-m", "shanyraq.cli.main", *words.split()],
            cwd=self.folder,
            env=kept | own | more,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
        )

    def must(self, words: str, *, by: int | None = SITE, **more: str) -> str:
        """What a command says that ends well."""
        if self.agent is not None:
            more = {"SHANYRAQ_KEY_AGENT": str(self.socket)} | more
        answer = self.run(words, by=by, **more)
        assert answer.returncode == 0, answer.stdout + answer.stderr
        return answer.stdout

    def start(self, *words: str) -> None:
        """Carry the root key to the agent, where it is not yet, and start that."""
        if not (self.roots / ROOT).exists():
            shutil.move(self.data / "keys" / ROOT, self.roots / ROOT)
            self.own(self.roots, AGENT)
        where = [] if "--sealed" in words else ["--keys", str(self.roots)]
        named = ["--for", str(SITE), "--group", str(SITE), *where, *words]
        command = [sys.executable, "-m", "shanyraq.cli.main", "keys", "agent", str(self.socket), *named]
        self.agent = subprocess.Popen(
            [*self._before(AGENT), *command],
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": str(HERE)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.agent.stdout is not None
        assert "answers" in self.agent.stdout.readline()

    def stop(self) -> None:
        assert self.agent is not None and self.agent.stdout is not None
        self.agent.kill()
        self.agent.wait(10)
        self.agent.stdout.close()

    def own(self, folder: Path, account: int) -> None:
        """Give a folder and all in it to an account."""
        for path in (folder, *folder.rglob("*")) if has_accounts() else ():
            os.chown(path, account, SITE)

    def _before(self, account: int | None) -> list[str]:
        return _as(account) if account is not None and has_accounts() else []


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    folder = tmp_path_factory.mktemp("machine")
    with empty_database() as database:
        made = Machine(folder, database)
        for name, account, mode in (("site", SITE, 0o700), ("agent", AGENT, 0o700), ("run", AGENT, 0o750)):
            (folder / name).mkdir(mode=mode)
            made.own(folder / name, account)
        for name in ("backups", "trial"):
            (folder / name).mkdir()
            made.own(folder / name, SITE)
        made.must("demo --people 20")
        made.start()
        yield made
        made.stop()


@pytest.fixture(scope="module")
def offline(machine: Machine) -> Keys:
    made = make_keys(machine.folder / "offline")
    machine.own(made.folder, SITE)
    return made


def carried(machine: Machine, to: Path) -> Path:
    """All keys of the installation in one folder, as they are carried away."""
    shutil.copytree(machine.data / "keys", to)
    shutil.copyfile(machine.roots / ROOT, to / ROOT)
    return to


def backed_up(machine: Machine, offline: Keys) -> Path:
    said = machine.must(f"backup --to {machine.folder / 'backups'} --for {offline.public}")
    return Path(said.splitlines()[0].removeprefix("The backup stands: "))


def try_out(machine: Machine, file: Path, offline: Keys, keys: Path) -> str:
    words = f"--identity {offline.private} --keys {keys} --into {machine.folder / 'trial'}"
    return machine.must(f"restore {file} --verify {words}", by=None)


def test_it_is_backed_up_tried_and_restored_and_opens_without_the_agent_then(
    machine: Machine, offline: Keys, tmp_path: Path
) -> None:
    read = machine.must("keys verify", by=None).splitlines()[0]
    file, keys = backed_up(machine, offline), carried(machine, tmp_path / "carried")

    tried = try_out(machine, file, offline, keys)
    into = f"--identity {offline.private} --keys {keys} --into {tmp_path / 'again'}"
    with empty_database() as database:
        there = Machine(tmp_path, database)
        there.must(f"restore {file} {into}", by=None)
        again = there.must("keys verify --stopped", by=None, SHANYRAQ_DATA=str(tmp_path / "again"))

    assert "The backup can be restored" in tried
    assert read.endswith("sealed values were read.") and again.splitlines()[0] == read


def test_keys_are_changed_and_read_through_it_and_what_is_backed_up_then_is_restored(
    machine: Machine, offline: Keys, tmp_path: Path
) -> None:
    for words in ("keys rotate", "keys rotate --deep", "keys verify", "work --once", "audit verify"):
        machine.must(words, by=None if words.startswith("keys") else SITE)

    tried = try_out(machine, backed_up(machine, offline), offline, carried(machine, tmp_path / "carried"))

    assert "The backup can be restored" in tried
    assert (
        "0 different keys left it within the hour"
        in machine.run("doctor", SHANYRAQ_KEY_AGENT=str(machine.socket)).stdout
    )


@pytest.mark.parametrize("how", ["killed", "sealed"])
def test_while_the_agent_gives_nothing_a_backup_is_made_all_the_same_and_can_be_restored(
    how: str, machine: Machine, offline: Keys, tmp_path: Path
) -> None:
    keys = carried(machine, tmp_path / "carried")
    machine.stop()
    if how == "sealed":
        machine.start("--sealed")
    try:
        file = backed_up(machine, offline)
        assert "The backup can be restored" in try_out(machine, file, offline, keys)
        (keys / ROOT).write_bytes(bytes(32))
        with pytest.raises(AssertionError, match=r"the key root\.key belongs to another installation"):
            try_out(machine, file, offline, keys)
    finally:
        if how == "sealed":
            machine.stop()
        machine.start()
