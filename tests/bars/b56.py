"""B56: Django's own check of a deployment, with the settings of production, has nothing to say (test_b56.py)."""

import sys

from tests.bars.verdicts import say

sys.exit(say("B56", "tests/bars/test_b56.py", "tests/test_production.py"))
