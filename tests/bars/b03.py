"""B03: five hundred pairs of worlds; where one may not look they differ, and her answers do not (test_b03.py)."""

import os
import sys

from tests.bars.verdicts import say

os.environ.setdefault("BAR_EXAMPLES", "500")
sys.exit(say("B03", "tests/bars/test_b03.py"))
