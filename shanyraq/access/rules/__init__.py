"""Who may: compartments, rights, and the ceiling that no pack can raise. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from shanyraq.foundation.text import N_

PERSONAL = tuple(f"C{n}" for n in range(13))
COMPARTMENTS = (*PERSONAL, "C4n", "C13", "STAFF", "SYSTEM")
FIRST = "first"  # shown, too, to who knows people by their first names only
MASKS = ("show", FIRST, "hide", "initials", "year", "seal")
SHELL, NAMES = "C0", "C1"
SEALED = "C2"  # former names and papers: never readable by one person

# Strongest first. W read and write, R read, O own entries, S summary card, N first name only, B break-glass,
# 2 two persons, P pseudonymised, counts numbers only.
RIGHTS = ("W", "R", "O", "S", "N", "B", "2", "2W", "2R", "B2", "P", "counts", "-")
OWN_ROWS, SUMMARY, FIRST_NAME = "O", "S", "N"
READS = frozenset({"W", "R"})
WRITES = frozenset({"W", "O", "2W"})

# `early` is P0 to P2 only; `dossier` the cases a panel was given; `counts` and `none` open no file.
REACHES = ("assigned", "team", "region", "centre", "operation", "early", "dossier", "counts", "none")
# No role of a pack reaches so: the rows are listed by the database itself, under the sign that stands as the region.
LISTED = "listed"
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
    cards: frozenset[str] = frozenset()  # which summary cards of the parts with the letter S


@dataclass(frozen=True)
class Grant:
    """A role that somebody holds now, and where."""

    role: str
    reach: str
    region: str = ""
    centre: str = ""


@dataclass(frozen=True)
class Actor:
    """Whoever asks: an account in the one role that it works in now. Built once a request; nothing of it is stored.

    What she holds besides (`others`) opens nothing meanwhile: the rows of one role never meet the rights of another.
    Raises ValueError where the grants are not of one role.
    """

    account_id: UUID | None
    staff_id: UUID | None
    name: str = ""
    discipline: str = ""
    grants: tuple[Grant, ...] = ()
    rights: Mapping[str, str] = field(default_factory=dict, hash=False)
    may: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    emergency: frozenset[str] = frozenset()
    cards: frozenset[str] = frozenset()
    others: tuple[str, ...] = ()
    system_reason: str = ""
    is_forced: bool = False  # somebody makes her: `rules.forced` says what is left

    def __post_init__(self) -> None:
        if len({grant.role for grant in self.grants}) > 1:
            raise ValueError("nobody works in two roles at once")

    @property
    def audit_id(self) -> str:
        if self.is_system:
            return "system"
        return str(self.account_id) if self.account_id else "nobody"

    @property
    def is_system(self) -> bool:
        return bool(self.system_reason)

    @property
    def role(self) -> str:
        """The role in hand; empty where she holds none."""
        return self.grants[0].role if self.grants else ""

    @property
    def has_role(self) -> bool:
        """Whether she holds any role now. Who holds none sees nothing of families, be it once her own work."""
        return self.is_system or bool(self.grants)

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
    def names_people(self) -> bool:
        """Whether she knows the people of the files she sees by a name, be it only the first."""
        return self.reads(NAMES) or self.right(NAMES) == FIRST_NAME

    @property
    def knows_people(self) -> bool:
        """Whether the people of the files she sees are known to her: by name, by first name, or only by their code."""
        return self.names_people or self.right(SHELL) in (*READS, SUMMARY)

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


def role_in_hand(held: Iterable[str], *wanted: str) -> str:
    """In which of the roles that she holds, in the order of the pack, somebody works: the first that is wanted and
    held, else the first of all; empty where she holds none.
    """
    codes = list(held)
    return next((code for code in (*wanted, *codes) if code in codes), "")


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
