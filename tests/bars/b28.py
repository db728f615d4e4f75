"""B28: twenty backups under write load, and a hundred with one changed bit (test_b28.py)."""

import os
import sys

from tests.bars.verdicts import say

os.environ |= {"BAR_BACKUPS": "20", "BAR_FLIPS": "100"}
sys.exit(say("B28", "tests/bars/test_b28.py"))
