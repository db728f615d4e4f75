"""B05: every field is labelled, and one without a label does not ship (test_b05.py)."""

import sys

from tests.bars.verdicts import say

sys.exit(say("B05", "tests/bars/test_b05.py"))
