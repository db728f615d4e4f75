"""`shanyraq fsck`: what it finds, what it mends, and what it ends with."""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

import pytest

from shanyraq.cases.tests.factories import make_case
from shanyraq.cli.fsck import fsck
from shanyraq.papers import shelf
from shanyraq.papers.tests.factories import make_paper
from shanyraq.people.tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_shelf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shelf, "FOLDER", str(tmp_path))


def left_behind(tmp_path: Path) -> str:
    """A file of nobody, two hours old."""
    shelf.put(name := shelf.new_name(), b"x")
    before = time.time() - 7200
    os.utime(tmp_path / name[:2] / name, (before, before))
    return name


def test_what_is_nobodys_is_told_first_and_taken_away_when_that_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_paper(make_case(make_person("Aya Nur")))
    name = left_behind(tmp_path)

    assert fsck(argparse.Namespace(mend=False)) == 1
    assert "1 paper was" in (said := capsys.readouterr().out) and "1 file belongs to no paper" in said
    assert "--mend" in said
    assert name in [one for one, _written in shelf.names()]
    assert fsck(argparse.Namespace(mend=True)) == 0
    assert name not in [one for one, _written in shelf.names()]
    assert fsck(argparse.Namespace(mend=False)) == 0
    assert "Every paper has its file" in capsys.readouterr().out


def test_a_missing_file_is_named_and_not_mended(capsys: pytest.CaptureFixture[str]) -> None:
    paper = make_paper(make_case(make_person("Aya Nur")))
    shelf.remove(paper.file)

    assert fsck(argparse.Namespace(mend=True)) == 1
    assert f"papers/{paper.file[:2]}/{paper.file} is missing" in capsys.readouterr().out


@pytest.mark.parametrize("where", ["list.csv", "0" * 32, "ab/notes.txt"])
def test_a_file_that_lies_there_and_is_not_ours_is_named_and_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], where: str
) -> None:
    shelf.put(shelf.new_name(), b"x")
    (tmp_path / where).parent.mkdir(exist_ok=True)
    (tmp_path / where).write_bytes(b"x")

    assert fsck(argparse.Namespace(mend=True)) == 1
    said = capsys.readouterr().out
    assert f"papers/{where} was not put there" in said and said.count("not put there") == 1
    assert "every file its paper" not in said
    assert (tmp_path / where).exists()
