"""B60: three of five papers give a key back, two do not; one custodian gone, any two others still open a seal."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import pytest
from django.conf import settings

from shanyraq.access.models import Account
from shanyraq.cases.tests.cast import make_worker
from shanyraq.cli.main import main
from shanyraq.foundation import keyring
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.installation import install
from shanyraq.people.tests.factories import make_person
from shanyraq.vault import queries
from shanyraq.vault.actions.custodians import end_custodian
from shanyraq.vault.models import Custodian
from shanyraq.vault.queries import Subject
from shanyraq.vault.rules import words
from shanyraq.vault.tests.factories import AT, Worker, agrees, asks, keeps, make_item, reads

pytestmark = pytest.mark.django_db
Typed = Callable[..., tuple[int, str]]


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation; words that cost little; a file behind every person."""
    monkeypatch.setattr(words, "MEMORY_KIB", 64)
    monkeypatch.setattr(queries, "_subjects", [lambda actor, person: Subject("K-1", "/file/")])
    install(fixed_day=None, at=real_now())


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """typed("drill", paper, paper, paper): the command's exit code, and everything it said."""

    def run(command: str, *papers: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{one}\n" for one in papers)))
        code = main(["seal", *command.split()])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def papers_of(typed: Typed, key: str) -> list[str]:
    code, said = typed(f"papers --of {key}")
    assert code == 0
    return [line.strip() for line in said.splitlines() if line.startswith("  ")]


@pytest.fixture
def kept() -> Iterator[Path]:
    """Both key files are as they were afterwards, whatever a test does to them."""
    folder = Path(settings.DATA) / "keys"
    before = {name: (folder / name).read_bytes() for name in ("root.key", "vault.private")}
    yield folder
    for name, key in before.items():
        (folder / name).write_bytes(key)
        (folder / name).chmod(0o600)
    keyring.forget()


@pytest.mark.parametrize("key", ["recovery", "root"])
def test_any_three_papers_pass_the_drill_and_no_two_do(typed: Typed, key: str) -> None:
    papers = papers_of(typed, key)

    assert len(papers) == 5
    for three in combinations(papers, 3):
        assert typed(f"drill --of {key}", *three)[0] == 0
    for two in combinations(papers, 2):
        code, said = typed(f"drill --of {key}", *two)
        assert code == 1 and "do not give the key" in said
        assert typed(f"drill --of {key}", *two, two[0])[0] == 1


def test_papers_of_one_key_pass_for_no_other(typed: Typed) -> None:
    code, said = typed("drill --of recovery", *papers_of(typed, "root")[:3])
    assert code == 1 and "not this installation's recovery key" in said


def test_a_lost_root_key_comes_back_from_three_papers_and_opens_the_database(
    typed: Typed, kept: Path
) -> None:
    person = make_person("Maryam Omarova").pk
    keyring.ensure_keys([(person, "C3")])
    papers = papers_of(typed, "root")
    others = papers_of(typed, "recovery")
    key = (kept / "root.key").read_bytes()
    assert typed("restore-root", *papers[:3])[0] == 1  # it is there
    (kept / "root.key").unlink()

    assert typed("restore-root", *papers[:2])[0] == 1
    code, said = typed("restore-root", *others[:3])
    assert code == 1 and "does not open this database" in said
    assert not (kept / "root.key").exists()
    assert typed("restore-root", *papers[1:4])[0] == 0
    assert (kept / "root.key").read_bytes() == key
    assert (kept / "root.key").stat().st_mode & 0o777 == 0o600


def test_the_key_of_former_names_is_carried_off_only_with_its_own_papers(typed: Typed, kept: Path) -> None:
    papers = papers_of(typed, "recovery")

    assert typed("carry-off", *papers[:2])[0] == 1
    assert typed("carry-off", *papers_of(typed, "root")[:3])[0] == 1
    assert (kept / "vault.private").exists()
    assert typed("carry-off", *papers[2:])[0] == 0
    assert not (kept / "vault.private").exists()
    assert typed("drill", *papers[:3])[0] == 0  # and the drill still works without the file
    assert typed("papers", *papers[:2])[0] == 1


def test_after_a_paper_was_lost_three_others_give_five_new_ones(typed: Typed, kept: Path) -> None:
    old = papers_of(typed, "recovery")
    assert typed("carry-off", *old[:3])[0] == 0
    code, said = typed("papers", *old[1:4])
    new = [line.strip() for line in said.splitlines() if line.startswith("  ")]

    assert code == 0 and len(new) == 5 and "Burn the older ones" in said
    assert typed("drill", *new[:3])[0] == 0
    assert typed("drill", old[0], *new[:2])[0] == 1  # the lost one does not mix with new ones


def test_the_ceremony_locks_for_the_first_two_what_was_sealed_before_them(
    typed: Typed, kept: Path, zhanna: Worker, aida: Worker, berik: Worker
) -> None:
    make_item()
    papers = papers_of(typed, "recovery")
    keeps(aida, berik)
    assert typed("carry-off", *papers[:3])[0] == 0
    code, said = typed("recover", *papers[2:])

    assert code == 0 and "Aida T." in said and "1 sealed things were locked" in said
    asked = asks(zhanna)
    agrees(aida, asked)
    agrees(berik, asked)
    assert reads(zhanna, asked)[0]["text"] == "Maryam Omarova"


def test_one_custodian_gone_any_two_others_still_open_it(
    zhanna: Worker, aida: Worker, berik: Worker, dina: Worker
) -> None:
    first, *_ = keeps(aida, berik, dina)
    make_item()
    Account.objects.filter(staff=aida.staff).update(
        is_active=False, ended_at=AT
    )  # she is gone, with her words
    end_custodian(custodian_id=first.pk, by=berik.actor, at=AT)
    asked = asks(zhanna)
    agrees(berik, asked)
    agrees(dina, asked)

    assert reads(zhanna, asked)[0]["text"] == "Maryam Omarova"


def test_all_custodians_gone_three_papers_lock_it_for_new_ones(
    typed: Typed, kept: Path, zhanna: Worker, aida: Worker, berik: Worker, dina: Worker
) -> None:
    keeps(aida, berik)
    make_item()
    papers = papers_of(typed, "recovery")
    Account.objects.filter(staff__in=[aida.staff, berik.staff]).update(is_active=False, ended_at=AT)
    other = make_worker("Madina", "custodian")
    keeps(dina, other)
    assert Custodian.objects.filter(let_in_at=None).count() == 2

    assert typed("recover", *papers[:2])[0] == 1
    assert typed("recover", *papers[:3])[0] == 0
    asked = asks(zhanna)
    agrees(dina, asked)
    agrees(other, asked)
    assert reads(zhanna, asked)[0]["text"] == "Maryam Omarova"
