"""B29: a backup tells nothing to whoever has the server (test_b29.py)."""

import sys

from tests.bars.verdicts import say

sys.exit(say("B29", "tests/bars/test_b29.py"))
