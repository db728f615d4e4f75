"""B19: a record written anew without the signing key is found (test_b19.py), and so is one of an epoch that is over,
written anew with the key of today (test_epochs.py).
"""

import sys

from tests.bars.verdicts import say

sys.exit(say("B19", "tests/bars/test_b19.py", "shanyraq/audit/tests/test_epochs.py"))
