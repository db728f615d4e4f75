"""B08: what is hidden answers as what is not there, in words, headers and time (test_b08.py)."""

import os
import sys

from tests.bars.verdicts import say

os.environ.setdefault("BAR_EXAMPLES", "300")
sys.exit(say("B08", "tests/bars/test_b08.py"))
