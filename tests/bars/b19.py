"""B19: a record written anew without the signing key is found (test_b19.py)."""

import sys

from tests.bars.verdicts import say

sys.exit(say("B19", "tests/bars/test_b19.py"))
