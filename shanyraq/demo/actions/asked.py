"""What invented people asked about their files, what a court keeps, and one part that was erased."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from shanyraq.access.models import Account, Agreement, Proposal, StaffMember
from shanyraq.access.queries import computing
from shanyraq.audit.actions import recorded
from shanyraq.cases.models import Case
from shanyraq.demo.actions.team import MAKER
from shanyraq.foundation import keyring
from shanyraq.rights import rules
from shanyraq.rights.models import DataRequest, Erasure, LegalHold
from shanyraq.rights.queries.requests import clock_of

# What, how many days ago, in which state: one on day 12 of 30, one that nobody has confirmed in time.
ASKED = (
    (rules.SEE, 12, rules.ACKNOWLEDGED, "Мне нужно знать, что вы храните обо мне и о моих детях."),
    (rules.CORRECT, 5, rules.RECEIVED, "Менің туған күнім дұрыс жазылмаған."),
    (rules.READERS, 40, rules.ANSWERED, ""),
)


def make_rights(at: datetime) -> None:
    """A few requests of adults whom the case manager of the demonstration leads, a hold, an erasure that is done."""
    faces = {
        account.login: account.staff
        for account in Account.objects.filter(login__startswith="demo-").select_related("staff")
    }
    manager, officer = faces.get("demo-case_manager"), faces.get("demo-dpo")
    if manager is None or officer is None:
        return
    with recorded("demo.rights", by=MAKER) as act, computing("demo.rights"):
        led = Case.objects.filter(case_manager=manager, closed_at=None, person__birth_date__year__lt=2000)
        cases = list(led.order_by("person__birth_date", "pk")[: len(ASKED) + 1])
        keyring.ensure_keys([(case.person_id, "C12") for case in cases])
        for case, (kind, days, state, wish) in zip(cases, ASKED, strict=False):
            _ask(case, kind, at - timedelta(days=days), state, wish, manager)
        if len(cases) > len(ASKED):
            _hold(cases[-1], officer, at)
        if cases:
            _erased(cases[0], manager, [one for one in (faces.get("demo-supervisor"), officer) if one], at)
        act.about(*[case.person_id for case in cases])


def _ask(case: Case, kind: str, on: datetime, state: str, wish: str, manager: StaffMember) -> None:
    """One request. Part of the caller's recorded act."""
    days = clock_of(on.date())
    is_answered = state == rules.ANSWERED
    DataRequest.objects.create(
        person_id=case.person_id,
        kind=kind,
        asked_by="SELF",
        identified="KNOWN",
        language="ru",
        wish=wish,
        received_on=on.date(),
        acknowledge_by=days.acknowledge_by,
        answer_by=days.answer_by,
        state=state,
        entered_by=manager,
        entered_at=on,
        acknowledged_by=manager if state != rules.RECEIVED else None,
        acknowledged_at=on + timedelta(days=1) if state != rules.RECEIVED else None,
        answered_by=manager if is_answered else None,
        answered_at=on + timedelta(days=9) if is_answered else None,
        outcome=rules.DONE if is_answered else "",
    )


def _hold(case: Case, officer: StaffMember, at: datetime) -> None:
    """A court keeps papers for four months more. Part of the caller's recorded act."""
    LegalHold.objects.create(
        person_id=case.person_id,
        case=case,
        act="District court No. 2, Almaty, order 2021-118 of 20 April 2021",
        parts=["C8", "C9"],
        starts_on=(at - timedelta(days=30)).date(),
        ends_on=(at + timedelta(days=120)).date(),
        set_by=officer,
        set_at=at - timedelta(days=30),
    )


def _erased(case: Case, manager: StaffMember, agreed: Sequence[StaffMember], at: datetime) -> None:
    """Notes of a counselling that has ended. Part of the caller's recorded act."""
    then = at - timedelta(days=21)
    proposal = Proposal.objects.create(
        id=uuid.uuid4(),
        kind="erasure",
        subject=case.person_id,
        details={},
        asked_by=manager,
        ground="ENDED",
        reason="",
        asked_at=then,
        expires_at=then + timedelta(hours=24),
        outcome=Proposal.AGREED,
        ended_at=then + timedelta(hours=3),
    )
    Agreement.objects.bulk_create(
        [Agreement(proposal=proposal, by=one, fingerprint="", at=then + timedelta(hours=2)) for one in agreed]
    )
    done = then + timedelta(hours=3)
    Erasure.objects.create(
        person_id=case.person_id,
        proposal=proposal,
        parts=["C5"],
        state=Erasure.DONE,
        decided_at=done,
        erased_at=done,
        swept_at=done,
        rows={"cases.Note": 4, "foundation.DataKey": 1},
    )
