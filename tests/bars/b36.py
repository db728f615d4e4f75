"""B36: a thousand guesses in ten minutes, from one and from fifty addresses, are not a thousand tries (test_b36.py)."""

import sys

from tests.bars.verdicts import say

sys.exit(say("B36", "tests/bars/test_b36.py"))
