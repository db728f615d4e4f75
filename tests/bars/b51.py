"""B51: what is opened in an emergency is one person, one part, to read, for one hour, and somebody else looks at it."""

import sys

from tests.bars.verdicts import say

sys.exit(say("B51", "tests/bars/test_b51.py", "tests/bars/test_b51_reviews.py"))
