"""B10: nothing undeclared, nothing changed by a question, every way past the policy counted (test_b10.py)."""

import os
import sys

from tests.bars.verdicts import say

os.environ.setdefault("BAR_EXAMPLES", "1")  # everybody asks everything, in every way
EVERY_WAY = "shanyraq/demo/tests/test_every_address.py"
sys.exit(say("B10", "tests/bars/test_b10.py", "tests/architecture/test_around_policy.py", EVERY_WAY))
