"""What the data-protection officer keeps: questions about unusual reading, and what came of them."""

from shanyraq.oversight.models.findings import Finding, FindingAnswer, Norm, Seen

__all__ = ["Finding", "FindingAnswer", "Norm", "Seen"]
