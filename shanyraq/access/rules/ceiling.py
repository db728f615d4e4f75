"""What no role of a pack may be given, and which roles one person may not hold together. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from shanyraq.access.forbidden import names_a_force
from shanyraq.access.rules import (
    COMPARTMENTS,
    REACHES,
    READS,
    RIGHTS,
    SEALED,
    SUMMARY,
    Role,
    emergencies,
)
from shanyraq.foundation.text import N_

BESIDE_NO_JUSTICE = frozenset({"C3", "C4", "C5", "C6", "C11"})
OVERSEES = "role.oversee"  # the data-protection officer, whatever a pack calls her
_JUSTICE = N_("a role that opens justice (C9) opens no health, well-being, learning or incident record")


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
    faults += [RoleFault("emergency", one) for one in emergencies.faults_of(rights, role.emergency, role.may)]
    return faults or [RoleFault("compartments", sentence) for sentence in _crossings(role)]


def _crossings(role: Role) -> list[str]:
    rights, faults = role.compartments, []
    opens = {c for c, right in rights.items() if right in READS}
    if rights.get(SEALED) == SUMMARY:
        faults.append("C2 has no summary card")
    if rights.get(SEALED) in ("R", "W") and not (role.reach == "early" and rights[SEALED] == "W"):
        faults.append(
            "C2 opens for nobody alone; a role of the early phases may write into it, others need two"
        )
    if rights.get("C5", "-") not in ("-", "O", "B"):
        faults.append("C5 belongs to the counsellor who wrote it: O or nothing")
    if rights.get("C4n", "-") not in ("-", "O"):
        faults.append("process notes (C4n) belong to the therapist who wrote them: O or nothing")
    if "C9" in opens and opens & BESIDE_NO_JUSTICE:
        faults.append(_JUSTICE)
    if {"C3", "C4"} <= opens and role.reach in ("region", "counts"):
        faults.append("health and well-being together open only to those assigned")
    if role.reach in ("counts", "none") and opens - {"C10", "C11", "C12"}:
        faults.append(f"a role with reach {role.reach!r} opens no person's record")
    return faults


def faults_of_roles_together(roles: Iterable[Role]) -> list[str]:
    """Why one person may not hold these roles. She works in one at a time, so their rights never meet; but she would
    know in one what she read in the other, and that is kept apart for justice alone.
    """
    together = list(roles)
    codes = {role.code for role in together}
    opens = {c for role in together for c, right in role.compartments.items() if right in READS}
    faults = [_JUSTICE] if "C9" in opens and opens & BESIDE_NO_JUSTICE else []
    if "administrator" in codes and len(codes) > 1:
        faults.append(N_("an administrator sees no case: the account holds no other role"))
    if len(codes) > 1 and any(OVERSEES in role.may for role in together):
        faults.append(N_("who reviews what others do holds no other role: she would review herself"))
    return faults
