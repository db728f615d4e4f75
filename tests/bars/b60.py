"""B60: three of five papers give a key back, two do not, and one custodian gone stops nobody (test_b60.py)."""

import sys

from tests.bars.verdicts import say

sys.exit(say("B60", "tests/bars/test_b60.py"))
