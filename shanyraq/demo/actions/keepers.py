"""The invented custodians make their keys, before anybody comes whose former names are sealed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shanyraq.access.models import Account
from shanyraq.access.queries import actor_of
from shanyraq.access.rules import Actor
from shanyraq.demo.actions.team import Team
from shanyraq.demo.making.staff import CUSTODIANS_WORDS
from shanyraq.vault.actions.custodians import Present, become_custodian, lock_anew


def make_keepers(team: Team, at: datetime) -> None:
    """The first two make their keys, and let the third in."""
    custodians = [staff for key, staff in team.by_key.items() if team.plans[key].role == "custodian"]
    faces = sorted(custodians, key=lambda one: not Account.objects.get(staff=one).login.startswith("demo-"))
    by = [_actor(staff.pk, at) for staff in faces]
    made = [
        become_custodian(passphrase=words, by=actor, at=at)
        for actor, words in zip(by, CUSTODIANS_WORDS.values(), strict=True)
    ]
    first, second, third = made
    present = Present(first.pk, CUSTODIANS_WORDS[1]), Present(second.pk, CUSTODIANS_WORDS[2])
    lock_anew(present=present, let_in=[third.pk], by=by[0], at=at)


def _actor(staff_id: UUID, at: datetime) -> Actor:
    return actor_of(Account.objects.select_related("staff").get(staff=staff_id), at)
