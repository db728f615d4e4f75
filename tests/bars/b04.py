"""B04: ten thousand times any colleague and any row; the policy, the lists and what is meant agree (test_b04.py)."""

import os
import sys

from tests.bars.verdicts import say

os.environ.setdefault("BAR_EXAMPLES", "10000")
sys.exit(say("B04", "tests/bars/test_b04.py"))
