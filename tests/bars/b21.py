"""B21: nothing is shown and nothing is changed without a row in the record (test_b21.py)."""

import sys

from tests.bars.verdicts import say

sys.exit(say("B21", "tests/bars/test_b21.py"))
