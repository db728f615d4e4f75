"""B24: no personal data in the record, in logs, sessions and addresses (test_b24.py)."""

import sys

from tests.bars.verdicts import say

sys.exit(say("B24", "tests/bars/test_b24.py"))
