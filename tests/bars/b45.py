"""B45: prints and notices say nothing of anybody else, and nothing leaves by mail or messenger (test_b45.py)."""

import sys

from tests.bars.verdicts import say

sys.exit(say("B45", "tests/bars/test_b45.py"))
