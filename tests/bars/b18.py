"""B18: two verifiers say the same of a thousand changes of the record, each named as what it is (test_b18.py).

And an entry about damage that is known hides nothing that is done afterwards (test_damage_entered.py of the record).
"""

import os
import sys

from tests.bars.verdicts import say

os.environ.setdefault("BAR_EXAMPLES", "1000")
sys.exit(say("B18", "tests/bars/test_b18.py", "shanyraq/audit/tests/test_damage_entered.py"))
