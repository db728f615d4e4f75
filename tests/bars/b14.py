"""B14: a thousand sealed values, moved or altered: none opens, each is told and recorded (test_b14.py)."""

import os
import sys

from tests.bars.verdicts import say

os.environ.setdefault("BAR_EXAMPLES", "1000")
sys.exit(say("B14", "tests/bars/test_b14.py"))
