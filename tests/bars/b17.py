"""B17: each of a thousand bits turned over in the record is found, and its row named (test_b17.py)."""

import os
import sys

from tests.bars.verdicts import say

os.environ.setdefault("BAR_EXAMPLES", "1000")
sys.exit(say("B17", "tests/bars/test_b17.py"))
