"""B48: whoever opens files faster than her role needs is slowed down, and the data-protection officer knows at once."""

import os
import sys

from tests.bars.verdicts import say

os.environ["BAR_FILES"] = "500"
print("BAR B48 NOTRUN same village: no village is kept, of a person or a colleague")
sys.exit(say("B48", "tests/bars/test_b48.py"))
