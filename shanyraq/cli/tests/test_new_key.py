"""`shanyraq seal new-key`: two custodians, then other papers; those of before give a key of nothing."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Any

import pytest

from shanyraq.cases.tests.cast import Worker
from shanyraq.cli.main import main
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.installation import install
from shanyraq.vault.rules import paper
from shanyraq.vault.tests.factories import keeps, make_item, passphrase

pytestmark = pytest.mark.django_db


def test_the_papers_of_before_are_of_another_key_afterwards(
    aida: Worker,
    berik: Worker,
    settings: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    install(fixed_day=settings.DEMO_DAY, at=real_now())
    shutil.copytree(settings.DATA / "keys", tmp_path / "keys")
    settings.DATA = tmp_path
    keeps(aida, berik)
    make_item()
    papers = paper.shares_of((tmp_path / "keys" / "vault.private").read_bytes())

    def run(*words: str, typed: list[str]) -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO("\n".join([*typed, ""])))
        return main(["seal", *words])

    assert run("drill", typed=papers[:3]) == 0
    assert run("new-key", typed=["nobody", "no words"]) == 1
    assert run("drill", typed=papers[:3]) == 0
    both = [line for one in (aida, berik) for line in (one.account.login, passphrase(one))]
    assert run("new-key", typed=both) == 0

    said = capsys.readouterr()
    assert "1 sealed things are locked to it" in said.out and "nobody” does not keep the seal" in said.err
    assert run("drill", typed=papers[:3]) == 1
    assert run("papers", typed=[]) == 0
    made = [line.strip() for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    assert len(made) == 5 and run("carry-off", typed=made[1:4]) == 0
    assert not (tmp_path / "keys" / "vault.private").exists()
