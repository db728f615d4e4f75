"""B31: files and rows that belong together, after power failures (test_b31.py)."""

import sys

from tests.bars.verdicts import say

sys.exit(say("B31", "tests/bars/test_b31.py"))
