"""What the data-protection officer keeps: questions about unusual reading, people who are invented."""

from shanyraq.oversight.models.findings import Finding, FindingAnswer, Norm, Seen
from shanyraq.oversight.models.invented import InventedPerson

__all__ = ["Finding", "FindingAnswer", "InventedPerson", "Norm", "Seen"]
