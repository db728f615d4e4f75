"""B44: lists that are taken along (test_b44.py)."""

import sys

from tests.bars.verdicts import say

sys.exit(say("B44", "tests/bars/test_b44.py", "shanyraq/cases/tests/test_take_list.py"))
