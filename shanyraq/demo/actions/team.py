"""The invented colleagues, with their roles and accounts."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from shanyraq.access.models import Account, RoleGrant, StaffMember
from shanyraq.access.queries import role_catalogue, system_actor
from shanyraq.audit.actions import recorded
from shanyraq.demo.making.humans import Household
from shanyraq.demo.making.staff import Colleague, colleagues
from shanyraq.demo.making.stages import DEMO_DAY
from shanyraq.foundation.spellings import spelt
from shanyraq.pathway import Pack

CENTRE = "MAN-A"
JOINED = DEMO_DAY - timedelta(days=1100)
MAKER = system_actor("demo")


@dataclass
class Team:
    """The colleagues that were made: by key, by role and region; and how many people each case manager has."""

    by_key: dict[str, StaffMember]
    plans: Mapping[str, Colleague]
    load: Counter[uuid.UUID] = field(default_factory=Counter)
    busy: set[tuple[uuid.UUID, datetime]] = field(default_factory=set)  # who has a meeting, from when
    by_role: dict[tuple[str, str], list[StaffMember]] = field(default_factory=lambda: defaultdict(list))

    def one(self, role: str, region: str) -> StaffMember | None:
        """Somebody of this role in the region, or at headquarters."""
        return next(iter(self.all(role, region)), None)

    def all(self, role: str, region: str) -> Sequence[StaffMember]:
        """Those of this role in the region, or at headquarters."""
        return next(
            (self.by_role[role, place] for place in (region, "", "MAN") if (role, place) in self.by_role), ()
        )

    def manager_for(self, region: str, people: int, is_pinned: bool) -> StaffMember | None:
        """The case manager of the region with room for these people: the first one fills up first."""
        candidates = self.by_role.get(("case_manager", region), [])
        if is_pinned and candidates:
            return candidates[0]
        for ceiling in (22, 25, 10_000):
            for one in candidates:
                if self.load[one.pk] + people <= ceiling:
                    return one
        return None


def make_team(houses: Sequence[Household], pack: Pack, seed: int) -> Team:
    """Make the colleagues with their roles and accounts: enough case managers for the people of each region."""
    load = Counter({place.code: 0 for place in pack.places_of("region")})
    for house in houses:
        load[house.region] += sum(member.has_case for member in house.members)
    plans = colleagues(load, CENTRE, seed)
    staff = {one.key: _member(one, pack) for one in plans}
    for one in plans:
        staff[one.key].supervisor = staff.get(one.supervisor)
    since = datetime.combine(JOINED, time(9), pack.time_zone)
    with recorded("demo.team", by=MAKER) as act:
        leads = [one for one in plans if not one.supervisor]
        StaffMember.objects.bulk_create([staff[one.key] for one in leads], batch_size=500)
        StaffMember.objects.bulk_create([staff[one.key] for one in plans if one.supervisor], batch_size=500)
        RoleGrant.objects.bulk_create(
            [_grant(one, staff[one.key], since) for one in plans if one.role in role_catalogue()],
            batch_size=500,
        )
        Account.objects.bulk_create([_account(one, staff[one.key], since) for one in plans], batch_size=500)
        act.about(*[member.pk for member in staff.values()], kind="staff")
    team = Team(staff, {one.key: one for one in plans})
    for one in plans:
        team.by_role[one.role, one.region].append(staff[one.key])
    return team


def _member(one: Colleague, pack: Pack) -> StaffMember:
    return StaffMember(
        given_name=spelt(one.given),
        family_name=spelt(one.family),
        discipline=pack.roles[one.role].discipline or one.role,
        region=one.region,
        centre=one.centre,
        languages=list(one.languages),
        sex=one.sex,
        joined_on=JOINED,
    )


def _grant(one: Colleague, member: StaffMember, since: datetime) -> RoleGrant:
    return RoleGrant(staff=member, role=one.role, region=one.region, centre=one.centre, starts_at=since)


def _account(one: Colleague, member: StaffMember, since: datetime) -> Account:
    account = Account(login=one.login or one.key.lower(), staff=member, made_at=since)
    account.set_unusable_password()
    return account
