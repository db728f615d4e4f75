"""What nobody does alone, whatever happens in whatever order: a thousand lives of requests, tried by a machine.

Done is only what two different colleagues agreed to exactly as it stands, neither of them the one who asked, within its
day, while each of the three may still; and it is done once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from shanyraq.access.actions import proposals
from shanyraq.access.actions.proposals import LASTS, Kind, agree_to, decline, expire, fingerprint_of, propose
from shanyraq.access.models import Account, Proposal, RoleGrant, StaffMember
from shanyraq.access.queries import actor_of, system_actor
from shanyraq.foundation.errors import Refusal

START = datetime(2021, 5, 20, 9, tzinfo=UTC)
KIND, GROUND = "test.deed", "need"
REASON = "Because it has to be done, and by more than one."
ASKS, AGREES = "lawyer", "custodian"
# Two who do both, two who only agree, one who only asks, one who does neither.
ROLES = ((ASKS, AGREES), (ASKS, AGREES), (AGREES,), (AGREES,), (ASKS,), ("teacher",))
NEEDED = 2
WHO = st.integers(0, len(ROLES) - 1)


@dataclass
class Life:
    """What became of one request, as an onlooker would write it down."""

    asker: int
    asked_at: datetime
    version: int = 0
    agreed: dict[int, int] = field(default_factory=dict)  # who, to which version
    shown: dict[int, str] = field(default_factory=dict)  # the fingerprint of each version
    is_declined: bool = False
    done: int = 0


class Programme(RuleBasedStateMachine):
    """Colleagues who ask, agree, decline, lose and regain roles and access, while somebody alters rows."""

    deeds = 0

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        proposals.register_kind(Kind(KIND, "seal.ask", "seal.agree", NEEDED, (GROUND,), self.carry_out))
        self.at = START
        self.lives: dict[UUID, Life] = {}
        self.accounts = [self._colleague(number) for number in range(len(ROLES))]
        self.active = dict.fromkeys(range(len(ROLES)), True)
        self.holds = {number: set(roles) for number, roles in enumerate(ROLES)}

    def teardown(self) -> None:
        del proposals._kinds[KIND]
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def _colleague(self, number: int) -> Account:
        staff = StaffMember.objects.create(
            given_name=f"C{number}", discipline="legal", joined_on=START.date()
        )
        for role in ROLES[number]:
            RoleGrant.objects.create(staff=staff, role=role, starts_at=START - timedelta(days=1))
        return Account.objects.create_account(
            login=f"c{number}-{uuid4().hex[:8]}", staff=staff, made_at=START
        )

    def may(self, who: int, role: str) -> bool:
        return self.active[who] and role in self.holds[who]

    def carry_out(self, *, proposal: Proposal, at: datetime) -> None:
        """The heart of it: everything that has to be so at the moment of doing."""
        life = self.lives[proposal.pk]
        life.done += 1
        Programme.deeds += 1
        as_it_stands = [who for who, version in life.agreed.items() if version == life.version]
        assert life.done == 1
        assert len(set(as_it_stands)) == 2 == len(life.agreed)
        assert life.asker not in as_it_stands
        assert not life.is_declined
        assert at < life.asked_at + LASTS
        assert self.may(life.asker, ASKS) and all(self.may(who, AGREES) for who in as_it_stands)

    @initialize(who=st.sampled_from([who for who, roles in enumerate(ROLES) if ASKS in roles]))
    def something_is_asked(self, who: int) -> None:
        """Without it most short lives would pass before there is anything to agree to."""
        self.ask(who)

    @rule(who=WHO)
    def ask(self, who: int) -> None:
        by = actor_of(self.accounts[who], self.at)
        try:
            made = propose(
                kind=KIND,
                subject=uuid4(),
                details={"what": 0},
                ground=GROUND,
                reason=REASON,
                by=by,
                at=self.at,
            )
        except Refusal:
            assert ASKS not in self.holds[who]
            return
        life = Life(who, self.at)
        life.shown[0] = fingerprint_of(made)
        self.lives[made.pk] = life

    @precondition(lambda self: self.lives)
    @rule(who=WHO, which=st.integers(0, 3), is_stale=st.booleans())
    def agree(self, who: int, which: int, is_stale: bool) -> None:
        key = list(self.lives)[which % len(self.lives)]
        life = self.lives[key]
        version = 0 if is_stale else life.version
        was = dict(life.agreed)
        life.agreed.setdefault(who, version)
        try:
            with transaction.atomic():
                fingerprint = life.shown[version]
                agree_to(
                    proposal_id=key,
                    fingerprint=fingerprint,
                    by=actor_of(self.accounts[who], self.at),
                    at=self.at,
                )
        except Refusal:
            life.agreed = was
            return
        assert who not in was and who != life.asker and AGREES in self.holds[who]

    @precondition(lambda self: self.lives)
    @rule(which=st.integers(0, 3))
    def two_custodians_agree(self, which: int) -> None:
        self.agree(2, which, False)
        self.agree(3, which, False)

    @precondition(lambda self: self.lives)
    @rule(who=WHO, which=st.integers(0, 3))
    def say_no(self, who: int, which: int) -> None:
        key = list(self.lives)[which % len(self.lives)]
        try:
            decline(proposal_id=key, by=actor_of(self.accounts[who], self.at), at=self.at)
        except Refusal:
            return
        self.lives[key].is_declined = True

    @precondition(lambda self: self.lives)
    @rule(which=st.integers(0, 3), back=st.booleans())
    def somebody_alters_the_row(self, which: int, back: bool) -> None:
        key = list(self.lives)[which % len(self.lives)]
        life = self.lives[key]
        life.version = 0 if back else life.version + 1
        Proposal.objects.filter(pk=key).update(details={"what": life.version})
        life.shown[life.version] = fingerprint_of(Proposal.objects.get(pk=key))

    @rule(who=WHO, role=st.sampled_from([ASKS, AGREES]))
    def a_role_ends_or_begins(self, who: int, role: str) -> None:
        held = RoleGrant.objects.filter(staff=self.accounts[who].staff_id, role=role)
        if not held.exists():
            return
        self.holds[who] ^= {role}
        held.update(ends_at=None if role in self.holds[who] else START)

    @rule(who=WHO)
    def access_ends_or_begins(self, who: int) -> None:
        self.active[who] = not self.active[who]
        ended_at = None if self.active[who] else START
        Account.objects.filter(pk=self.accounts[who].pk).update(is_active=self.active[who], ended_at=ended_at)

    @rule(hours=st.integers(1, 13))
    def time_passes(self, hours: int) -> None:
        self.at += timedelta(hours=hours)

    @rule()
    def the_chore_runs(self) -> None:
        expire(by=system_actor("test"), at=self.at)


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.only_on("sqlite")
def test_nothing_is_done_but_what_two_others_agreed_to_as_it_stands_and_only_once() -> None:
    Programme.deeds = 0
    run_state_machine_as_test(Programme, settings=settings(max_examples=30, stateful_step_count=30))

    assert Programme.deeds  # things were done: it is not that nothing ever passes


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.only_on("sqlite")
def test_the_machine_finds_it_where_one_alone_would_be_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = settings(max_examples=60, stateful_step_count=30, database=None, phases=[Phase.generate])
    monkeypatch.setattr(f"{__name__}.NEEDED", 1)

    with pytest.raises(AssertionError):
        run_state_machine_as_test(Programme, settings=alone)
