"""Who may: compartments, rights, and the ceiling that no pack can raise. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from shanyraq.access.forbidden import names_a_force
from shanyraq.access.rules import emergencies
from shanyraq.foundation.text import N_

PERSONAL = tuple(f"C{n}" for n in range(13))
COMPARTMENTS = (*PERSONAL, "C4n", "C13", "STAFF", "SYSTEM")
MASKS = ("show", "hide", "initials", "year", "seal")
SEALED = "C2"  # former names and papers: never readable by one person

# Strongest first. W read and write, R read, O own entries, S summary card, N first name only, B break-glass,
# 2 two persons, P pseudonymised, counts numbers only.
RIGHTS = ("W", "R", "O", "S", "N", "B", "2", "2W", "2R", "B2", "P", "counts", "-")
READS = frozenset({"W", "R"})
WRITES = frozenset({"W", "O", "2W"})

# `early` is P0 to P2 only; `dossier` the cases a panel was given; `counts` and `none` open no file.
REACHES = ("assigned", "team", "region", "centre", "operation", "early", "dossier", "counts", "none")
# Those that may take in thousands of people.
FAR = frozenset({"region", "centre", "early", "operation"})

LOGIN = re.compile(r"[a-z][a-z0-9._-]{2,59}")

# What the pack describes so that rights can be read in one place, but nobody is employed as.
NOT_FOR_STAFF = frozenset({"person"})


@dataclass(frozen=True)
class Role:
    """A role as the pack describes it: how far it reaches, what it may open, what it may do."""

    code: str
    name: str
    reach: str
    compartments: Mapping[str, str] = field(default_factory=dict)
    may: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()  # where she adds entries of her own, besides what she reads
    emergency: frozenset[str] = frozenset()  # opened for an hour in an emergency, besides the letter B


@dataclass(frozen=True)
class Grant:
    """A role that somebody holds now, and where."""

    role: str
    reach: str
    region: str = ""
    centre: str = ""


@dataclass(frozen=True)
class Actor:
    """Whoever asks: an account with the roles it holds now. Built once a request; nothing about it is stored."""

    account_id: UUID | None
    staff_id: UUID | None
    name: str = ""
    discipline: str = ""
    grants: tuple[Grant, ...] = ()
    rights: Mapping[str, str] = field(default_factory=dict)
    may: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    emergency: frozenset[str] = frozenset()
    system_reason: str = ""

    @property
    def audit_id(self) -> str:
        if self.is_system:
            return "system"
        return str(self.account_id) if self.account_id else "nobody"

    @property
    def is_system(self) -> bool:
        return bool(self.system_reason)

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(grant.role for grant in self.grants)

    @property
    def reaches_far(self) -> bool:
        """Whether she sees more people than a list can hold: a region, a centre, everybody before return."""
        return any(grant.reach in FAR for grant in self.grants)

    def right(self, compartment: str) -> str:
        """The strongest right in a compartment; `-` where there is none."""
        return self.rights.get(compartment, "-")

    def reads(self, compartment: str) -> bool:
        return self.is_system or compartment in ("SYSTEM", "STAFF") or self.right(compartment) in READS

    def writes(self, compartment: str) -> bool:
        return self.is_system or self.right(compartment) in WRITES or compartment in self.own

    @property
    def owns_only(self) -> frozenset[str]:
        """Compartments in which she sees nothing but entries of her own."""
        own = self.own | {c for c, right in self.rights.items() if right == "O"}
        return frozenset(c for c in own if not self.reads(c))

    def sees_service(self, compartment: str, discipline: str) -> bool:
        """A service of a compartment she reads, or of her own discipline where she adds entries of her own."""
        return self.reads(compartment) or (discipline == self.discipline and compartment in self.owns_only)

    @property
    def readable(self) -> frozenset[str]:
        """All compartments whose full text this actor reads."""
        return frozenset(c for c in COMPARTMENTS if self.reads(c))


@dataclass(frozen=True)
class Permission:
    """What an action needs: a right in a compartment (or none, for work without a person's record)."""

    action: str
    compartment: str = ""
    writes: bool = False


@dataclass(frozen=True)
class Decision:
    """An answer with its reason; true where allowed."""

    is_allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.is_allowed


ALLOWED = Decision(True)


def decide_without_object(actor: Actor, permission: Permission | None) -> Decision:
    """Whether the actor may do this at all, before any particular record is in view."""
    if permission is None:
        return Decision(False, "unknown_action")
    if actor.is_system:
        return ALLOWED
    if permission.action not in actor.may:
        return Decision(False, "role")
    compartment = permission.compartment
    if compartment and not (actor.writes(compartment) if permission.writes else actor.reads(compartment)):
        return Decision(False, "compartment")
    return ALLOWED


def combined_rights(roles: Iterable[Role]) -> dict[str, str]:
    """The strongest right in each compartment over several roles."""
    rights: dict[str, str] = {}
    for role in roles:
        for compartment, right in role.compartments.items():
            now = rights.get(compartment, "-")
            if RIGHTS.index(right) < RIGHTS.index(now):
                rights[compartment] = right
    return rights


class RoleFault(NamedTuple):
    """Why a role of a pack may not exist: the key of the role that is to blame, and a sentence."""

    key: str
    message: str


def faults_of_role(role: Role) -> list[RoleFault]:
    """Why a role of a pack may not exist; empty where it may. The ceiling."""
    rights = role.compartments
    faults = [
        RoleFault("compartments", f"compartment {c} is unknown") for c in rights if c not in COMPARTMENTS
    ]
    faults += [
        RoleFault("compartments", f"right {r!r} in {c} is unknown")
        for c, r in rights.items()
        if r not in RIGHTS
    ]
    if role.reach not in REACHES:
        faults.append(RoleFault("reach", f"reach {role.reach!r} is unknown; it can be {', '.join(REACHES)}"))
    faults += [
        RoleFault(key, "no role exists for police, security or intelligence services")
        for key, text in (("code", role.code), ("name", role.name))
        if names_a_force(text)
    ]
    faults += [RoleFault("emergency", one) for one in emergencies.faults_of(rights, role.emergency)]
    return faults or [RoleFault("compartments", sentence) for sentence in _crossings(role)]


def _crossings(role: Role) -> list[str]:
    rights, faults = role.compartments, []
    opens = {c for c, right in rights.items() if right in READS}
    if rights.get(SEALED) in ("R", "W") and not (role.reach == "early" and rights[SEALED] == "W"):
        faults.append(
            "C2 opens for nobody alone; a role of the early phases may write into it, others need two"
        )
    if rights.get("C5", "-") not in ("-", "O", "B"):
        faults.append("C5 belongs to the counsellor who wrote it: O or nothing")
    if rights.get("C4n", "-") not in ("-", "O"):
        faults.append("process notes (C4n) belong to the therapist who wrote them: O or nothing")
    if "C9" in opens and opens & {"C3", "C4", "C5", "C6", "C11"}:
        faults.append(
            N_("a role that opens justice (C9) opens no health, well-being, learning or incident record")
        )
    if {"C3", "C4"} <= opens and role.reach in ("region", "counts"):
        faults.append("health and well-being together open only to those assigned")
    if role.reach in ("counts", "none") and opens - {"C10", "C11", "C12"}:
        faults.append(f"a role with reach {role.reach!r} opens no person's record")
    return faults


def faults_of_roles_together(roles: Iterable[Role]) -> list[str]:
    """Why one person may not hold these roles at once."""
    together = list(roles)
    rights = combined_rights(together)
    merged = Role("together", "together", "assigned", rights)
    faults = [fault for fault in _crossings(merged) if "C9" in fault]
    codes = {role.code for role in together}
    if "administrator" in codes and len(codes) > 1:
        faults.append(N_("an administrator sees no case: the account holds no other role"))
    return faults


def reason_not_to_give(role: Role | None, region: str, centre: str) -> str:
    """The code of why a role cannot be given like this; empty where it can. A role reaches where it is told to."""
    if role is None or role.code in NOT_FOR_STAFF:
        return "unknown_role"
    if role.reach in ("region", "team") and not region:
        return "needs_region"
    if role.reach == "assigned" and not region:
        return "works_in_region"
    if role.reach == "centre" and not centre:
        return "needs_centre"
    return ""


def reason_not_to_log_in_as(login: str) -> str:
    """The sentence that says what is wrong with a user name; empty where it can be used."""
    if LOGIN.fullmatch(login):
        return ""
    return N_(
        "A user name has 3 to 60 small letters, digits, dots, hyphens or underscores, and begins with a letter."
    )
