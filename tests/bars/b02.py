"""B02: through no channel does what is closed to a reader reach her (test_b02_whole.py)."""

import sys

from tests.bars.verdicts import say

sys.exit(say("B02", "tests/bars/test_b02_whole.py", "tests/bars/test_b02.py"))
