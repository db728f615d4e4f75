"""B38: with a password alone only the pages open on which a second step is set up (test_b38.py, test_recover.py)."""

import sys

from tests.bars.verdicts import say

sys.exit(say("B38", "tests/bars/test_b38.py", "shanyraq/access/tests/test_recover.py"))
