"""Who works here and what opens for them: people and roles, the door, what nobody does alone."""

from shanyraq.access.models.doors import ForcedPassword, Invitation, Knock, UsedCode
from shanyraq.access.models.proposals import Agreement, Proposal
from shanyraq.access.models.staff import Account, RoleGrant, StaffMember

__all__ = [
    "Account",
    "Agreement",
    "ForcedPassword",
    "Invitation",
    "Knock",
    "Proposal",
    "RoleGrant",
    "StaffMember",
    "UsedCode",
]
