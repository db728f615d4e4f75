"""B32: after an erasure nothing of her is left in any file, backups past their time included (test_b32.py)."""

import sys

from tests.bars.verdicts import say

sys.exit(say("B32", "tests/bars/test_b32.py"))
