"""`shanyraq keys destroy`: two custodians, each with her own words, and once more before anything goes."""

from __future__ import annotations

import io

import pytest

from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker
from shanyraq.cases.tests.factories import make_case
from shanyraq.cli.main import main
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.installation import install
from shanyraq.people.tests.factories import make_person
from shanyraq.rights.tests.erasing import filled
from shanyraq.rights.tests.test_destroy_parts import left_in
from shanyraq.vault.tests.factories import keeps, passphrase

pytestmark = pytest.mark.django_db


@pytest.fixture
def mother(aigul: Worker) -> Case:
    """A mother of whom something of everything is kept."""
    return filled(make_case(make_person("Maryam Canaryova"), case_manager=aigul.staff), aigul)


@pytest.mark.parametrize(("word", "is_gone"), [("destroy", True), ("no", False)])
def test_the_command_asks_both_and_once_more(
    mother: Case,
    aida: Worker,
    berik: Worker,
    word: str,
    is_gone: bool,
    settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    install(fixed_day=settings.DEMO_DAY, at=real_now())
    keeps(aida, berik)
    both = [line for one in (aida, berik) for line in (one.account.login, passphrase(one))]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join([*both, word, ""])))

    assert main(["keys", "destroy", "--part", "C3", "--part", "C5"]) == 1

    said = capsys.readouterr()
    assert "C3  health" in said.out and "C2" not in said.out
    assert (left_in("C3", "C5") == 0) == is_gone
    # within a test's transaction nothing is swept: that is told, and what to do
    assert ("DATABASE_URL" if is_gone else "nothing was destroyed") in said.err
