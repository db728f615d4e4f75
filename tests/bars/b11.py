"""B11: no one alone opens a seal, whatever the way (test_b11.py, and several at the same instant)."""

import sys

from tests.bars.verdicts import say

sys.exit(say("B11", "tests/bars/test_b11.py", "shanyraq/vault/tests/test_at_once.py"))
