"""B49: whoever comes upon somebody invented is told of to the data-protection officer within a minute."""

import sys

from tests.bars.verdicts import say

print("BAR B49 NOTRUN reading by SQL past the program: no database tells of a reading, so nobody can be told")
sys.exit(say("B49", "tests/bars/test_b49.py"))
