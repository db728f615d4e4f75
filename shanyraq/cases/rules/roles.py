"""The roles of a pack in the policy's own words, and the ceiling that stands above them. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from shanyraq.access.rules import SUMMARY, Role
from shanyraq.access.rules.ceiling import RoleFault, faults_of_role
from shanyraq.pathway import Card
from shanyraq.pathway import Role as DeclaredRole


def role_of(declared: DeclaredRole, cards: Iterable[Card] = ()) -> Role:
    """A role as a pack declares it, for the policy. `cards` are the summary cards of the pack."""
    return Role(
        code=declared.code,
        name=declared.name,
        reach=declared.reach,
        compartments={compartment: str(right) for compartment, right in declared.compartments.items()},
        may=frozenset(declared.may),
        own=frozenset(declared.own),
        emergency=frozenset(declared.emergency),
        cards=cards_of(declared, cards),
    )


def cards_of(declared: DeclaredRole, cards: Iterable[Card]) -> frozenset[str]:
    """The cards of the parts with the letter S: those that the role names of a part, all of it where it names none."""
    known = {card.code: card.compartment for card in cards}
    narrowed = {known[code] for code in declared.cards if code in known}
    return frozenset(
        code
        for code, part in known.items()
        if declared.compartments.get(part) == SUMMARY and (part not in narrowed or code in declared.cards)
    )


def role_ceiling(declared: DeclaredRole) -> list[RoleFault]:
    """What of a role no pack may grant."""
    return faults_of_role(role_of(declared))
