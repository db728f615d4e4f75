"""B31: random work with papers, broken off by power failures wherever a file or a row is written; then the comparison.

A power failure is the end of everything: from that instant on no file is written, moved or removed by whoever was at
work, and its transaction is rolled back. What the disk was not told to keep may be gone. Afterwards every paper that
somebody was told is kept opens, and after `tidy` no file is without its row and no row without its file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar
from unittest.mock import patch
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from shanyraq.access.queries import computing
from shanyraq.audit.actions import recorded
from shanyraq.cases.models import Case
from shanyraq.cases.tests.cast import Worker, make_worker
from shanyraq.cases.tests.factories import make_assignment, make_case
from shanyraq.foundation import keyring
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.erasing import Erasing
from shanyraq.papers import queries, shelf
from shanyraq.papers.actions import adding
from shanyraq.papers.actions.adding import add_paper
from shanyraq.papers.actions.destroying import destroy_taken_away
from shanyraq.papers.actions.misplaced import bring_back, move_paper, take_away
from shanyraq.papers.actions.sealing import Files
from shanyraq.papers.actions.tidying import compare, tidy
from shanyraq.papers.cleaning.looking import Cleaned
from shanyraq.papers.models import Paper
from shanyraq.papers.rules import TAKEN_WHY
from shanyraq.people.tests.factories import AT, make_person
from shanyraq.rights.actions.erasing import SYSTEM, empty_tables
from tests.bars.power import Disk, PowerFailure, rows_may_fail
from tests.bars.verdicts import tell

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
NEVER = 99
CRASHES = st.one_of(
    st.just(NEVER), st.integers(0, 3), st.integers(0, 9)
)  # before which step on the disk the power fails


class Work(RuleBasedStateMachine):
    """Colleagues who keep, move, take away, erase and seal anew, and what they were told is kept."""

    worker: ClassVar[Worker]
    cases: ClassVar[list[Case]]
    done: ClassVar[dict[str, int]]

    @initialize()
    def begin(self) -> None:
        self.told: dict[UUID, bytes] = {}
        self.away: dict[UUID, bytes] = {}  # taken away, and perhaps brought back
        self.erased: set[str] = set()
        Paper._base_manager.all().delete()
        for name, _written in list(shelf.names()):
            shelf.remove(name)

    @contextmanager
    def at_work(self, crash: int, loses: bool) -> Iterator[Disk]:
        """Until it is through, or the power fails."""
        Work.done["steps"] += 1
        try:
            with patch.object(shelf, "os", Disk(crash, loses)) as disk:
                yield disk
        except PowerFailure:
            Work.done["failures"] += 1
            keyring.forget()

    @rule(
        which=st.integers(0, 2),
        content=st.binary(min_size=1, max_size=40),
        crash=CRASHES,
        loses=st.booleans(),
    )
    def keep(self, which: int, content: bytes, crash: int, loses: bool) -> None:
        bare = patch.object(adding, "clean", lambda data: Cleaned("PDF", data))
        with self.at_work(crash, loses) as disk, bare, rows_may_fail(disk):
            paper = add_paper(
                case_id=self.cases[which].pk,
                kind="civil-document",
                title="A letter",
                data=content,
                by=self.worker.actor,
                at=AT,
            )
            self.told[paper.pk] = content

    @rule(which=st.integers(0, 2), crash=CRASHES, loses=st.booleans())
    def move(self, which: int, crash: int, loses: bool) -> None:
        """One that is kept goes to somebody else; its old file stands until `destroy`."""
        person = self.cases[which].person_id
        kept = Paper._base_manager.filter(pk__in=list(self.told), taken_at=None).exclude(person=person)
        wrong = kept.order_by("pk").values_list("pk", flat=True).first()
        if wrong is None:
            return
        with self.at_work(crash, loses) as disk, rows_may_fail(disk):
            moved = move_paper(paper_id=wrong, person_id=person, by=self.worker.actor, at=AT)
            self.told[moved.pk] = self.told.pop(wrong)

    @rule(brings=st.booleans(), crash=CRASHES, loses=st.booleans())
    def take(self, brings: bool, crash: int, loses: bool) -> None:
        """One that is kept is taken away, or whatever is away and not destroyed yet is brought back."""
        kept = Paper._base_manager.filter(pk__in=list(self.told), taken_at=None).order_by("pk")
        gone = kept.values_list("pk", flat=True)[: 0 if brings and self.away else 1]
        with self.at_work(crash, loses) as disk, rows_may_fail(disk):
            for pk in list(self.away) if brings else ():
                bring_back(paper_id=pk, by=self.worker.actor, at=AT)
                self.told[pk] = self.away.pop(pk)
                Work.done["brought back"] += 1
            for pk in gone:
                take_away(paper_id=pk, why=next(iter(TAKEN_WHY)), by=self.worker.actor, at=AT)
                self.away[pk] = self.told.pop(pk)

    @rule(crash=CRASHES, loses=st.booleans())
    def destroy(self, crash: int, loses: bool) -> None:
        """The round of a month later: files of what was moved or taken away go."""
        with self.at_work(crash, loses):
            self.away.clear()
            Work.done["destroyed"] += destroy_taken_away(at=AT + timedelta(days=31))

    @rule(which=st.integers(0, 2), crash=CRASHES, loses=st.booleans())
    def erase(self, which: int, crash: int, loses: bool) -> None:
        person = self.cases[which].person_id
        hers = dict(Paper._base_manager.filter(person=person).values_list("pk", "stored"))
        what = Erasing((person,), frozenset({"C8"}), real_now(), None)
        with self.at_work(crash, loses) as disk, recorded("erasure.erase", by=SYSTEM), computing("bar"):
            empty_tables(what=what)
            disk.step()
        left = set(Paper._base_manager.filter(person=person).values_list("pk", flat=True))
        for pk in hers.keys() - left:
            self.told.pop(pk, None)
            self.away.pop(pk, None)
            self.erased.add(hers[pk] or "")

    @rule(crash=CRASHES, loses=st.booleans())
    def seal_anew(self, crash: int, loses: bool) -> None:
        place = Files()
        with self.at_work(crash, loses) as disk, transaction.atomic():
            some = place.after("", 4)
            subject = {one.row: one.subject for one in some}
            new = [
                keyring.seal(
                    keyring.unseal(one.content, context=one.context),
                    subject=subject[one.row],
                    compartment="C8",
                    context=one.context,
                )
                for one in some
            ]
            place.replace(list(zip(some, new, strict=True)))
            disk.step()

    @rule(crash=CRASHES, loses=st.booleans())
    def tidy_up(self, crash: int, loses: bool) -> None:
        with self.at_work(crash, loses):
            tidy(at=real_now(), waits=False)

    def teardown(self) -> None:
        if not hasattr(self, "told"):
            return
        found = tidy(at=real_now(), waits=False)
        Work.done["left over"] += len(found.left_over)
        assert not found.missing and not found.cut
        assert compare(at=real_now(), waits=False).is_well
        with computing("bar"):
            rows = {paper.pk: paper for paper in Paper.objects.all()}
        assert self.told.keys() <= rows.keys()
        assert {pk: queries.content_of(rows[pk]) for pk in self.told} == self.told
        on_shelf = {name for name, _written in shelf.names()}
        assert on_shelf == {paper.stored for paper in rows.values() if paper.stored}
        assert not on_shelf & self.erased


@pytest.fixture
def _at_hand(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A lawyer, three people whom she works with, and an empty shelf."""
    monkeypatch.setattr(shelf, "FOLDER", str(tmp_path / "papers"))
    Work.worker = make_worker("Zhanna", "lawyer", discipline="legal", region="ALR")
    Work.cases = [make_case(make_person(name), region="ALR") for name in ("Aya", "Bota", "Camila")]
    for case in Work.cases:
        make_assignment(case, Work.worker.staff)
    Work.done = {"steps": 0, "failures": 0, "left over": 0, "brought back": 0, "destroyed": 0}


def a_day(act: str, crash: int) -> None:
    """Two papers are kept; then the power fails in the midst of something, before this step of it."""
    day = Work()
    day.begin()
    for content in (b"one", b"two"):
        day.keep(which=0, content=content, crash=NEVER, loses=False)
    for _one in range(2 if act == "take" else 0):
        day.take(brings=False, crash=NEVER, loses=False)
    told: dict[str, Any] = {
        "keep": {"which": 1, "content": b"three"},
        "erase": {"which": 0},
        "move": {"which": 1},
        "take": {"brings": True},
    }
    getattr(day, act)(crash=crash, loses=True, **told.get(act, {}))
    day.tidy_up(crash=0, loses=True)  # and once more, the first thing in the morning
    day.teardown()


@pytest.mark.parametrize("act", ["keep", "erase", "seal_anew", "move", "take"])
def test_wherever_the_power_fails_papers_and_files_belong_together(act: str, _at_hand: None) -> None:
    for crash in range(16):
        a_day(act, crash)

    assert Work.done["failures"] >= 4


@pytest.mark.in_bars
def test_after_a_thousand_random_steps_papers_and_files_belong_together(_at_hand: None) -> None:
    how = settings(
        max_examples=120,
        stateful_step_count=50,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Work, settings=how)
    tell(", ".join(f"{count} {what}" for what, count in Work.done.items()))

    assert Work.done["steps"] >= 1000 and Work.done["failures"] > 200 and Work.done["left over"] > 20
    assert Work.done["brought back"] > 20 and Work.done["destroyed"] > 20
