"""B22: where the record cannot be written, nothing leaves and nothing is done (test_b22.py)."""

import sys

from tests.bars.verdicts import say

sys.exit(say("B22", "tests/bars/test_b22.py"))
