"""B09: what ends while pages are open is closed at the next request, on every route (test_b09_whole.py)."""

import sys

from tests.bars.verdicts import say

sys.exit(say("B09", "tests/bars/test_b09_whole.py", "tests/bars/test_b09.py"))
