"""What the data-protection officer keeps: questions about reading, invented people, legal requests, breaches."""

from shanyraq.oversight.models.breaches import Breach, BreachStep
from shanyraq.oversight.models.findings import Finding, FindingAnswer, Norm, Seen
from shanyraq.oversight.models.invented import InventedPerson
from shanyraq.oversight.models.legal import LegalItem, LegalRequest

__all__ = [
    "Breach",
    "BreachStep",
    "Finding",
    "FindingAnswer",
    "InventedPerson",
    "LegalItem",
    "LegalRequest",
    "Norm",
    "Seen",
]
