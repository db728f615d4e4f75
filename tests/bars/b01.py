"""B01: no address, method and role says anything that its reader may not read (test_b01_whole.py)."""

import sys

from tests.bars.verdicts import say

sys.exit(
    say("B01", "tests/bars/test_b01_whole.py", "tests/bars/test_b01.py", "tests/bars/test_b01_forced.py")
)
