"""`shanyraq audit verify`"""

from __future__ import annotations

import argparse

from shanyraq.audit.models import Head
from shanyraq.audit.queries.verifying import verify as first_fault
from shanyraq.cli.database import require_tables
from shanyraq.cli.keys import require_installation


def verify(chosen: argparse.Namespace) -> int:
    """Check the record. Writes nothing; 0 where all holds, 1 with a line that names what is wrong."""
    require_installation()
    require_tables()
    fault = first_fault()
    head = Head.objects.filter(pk=1).first()
    if fault is None and head is None:
        fault = "the record is empty, but every installation begins with a row: rows and head were removed"
    if fault is not None or head is None:
        print(f"The record does not hold: {fault}.")
        return 1
    print(f"The record holds: rows 1 to {head.seq}, and the signed head fits.")
    return 0
