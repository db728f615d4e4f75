"""The roles of a pack in the policy's own words, and the ceiling that stands above them. Pure."""

from __future__ import annotations

from shanyraq.access.rules import Role, RoleFault, faults_of_role
from shanyraq.pathway import Role as DeclaredRole


def role_of(declared: DeclaredRole) -> Role:
    """A role as a pack declares it, for the policy."""
    return Role(
        code=declared.code,
        name=declared.name,
        reach=declared.reach,
        compartments={compartment: str(right) for compartment, right in declared.compartments.items()},
        may=frozenset(declared.may),
        own=frozenset(declared.own),
        emergency=frozenset(declared.emergency),
    )


def role_ceiling(declared: DeclaredRole) -> list[RoleFault]:
    """What of a role no pack may grant."""
    return faults_of_role(role_of(declared))
