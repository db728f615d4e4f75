"""B37: one code of an app opens exactly once, at however many workers (test_b37.py, test_second_step.py)."""

import sys

from tests.bars.verdicts import say

sys.exit(say("B37", "tests/bars/test_b37.py", "shanyraq/access/tests/test_second_step.py"))
