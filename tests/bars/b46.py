"""B46: files sent to do harm (test_b46.py). Where ClamAV's daemon is not here, what it would find is not tried."""

import sys

from tests import clamav
from tests.bars.verdicts import say

SCANNED = (
    "tests/bars/test_b46.py",
    "tests/bars/test_b46_papers.py",
    "shanyraq/papers/tests/test_clean.py",
    "shanyraq/foundation/tests/test_scanning.py",
)
try:
    clamav.program()
except clamav.ClamavMissing as missing:
    print(f"BAR B46 NOTRUN with a scanner: {missing}")
    sys.exit(say("B46", "-m", "not in_bars", *SCANNED))
sys.exit(say("B46", *SCANNED))
