"""What people asked about their own files, what the law keeps, and what was erased."""

from shanyraq.rights.models.erasures import Erasure
from shanyraq.rights.models.holds import LegalHold
from shanyraq.rights.models.requests import DataRequest

__all__ = ["DataRequest", "Erasure", "LegalHold"]
