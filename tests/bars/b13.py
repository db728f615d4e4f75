"""B13: who takes the database, every file and the environment opens nothing (test_b13.py)."""

import sys

from tests.bars.verdicts import say

sys.exit(say("B13", "tests/bars/test_b13.py"))
