"""B16: after a change of name the former one is on no page, in no export, row or log (test_b16.py)."""

import sys

from tests.bars.verdicts import say

sys.exit(say("B16", "tests/bars/test_b16.py"))
