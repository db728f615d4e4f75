"""B58: each requirement of ASVS 5.0.0 has a test that exists, or a reason in words (test_b58.py)."""

import re
import sys

from tests.bars.test_b58 import REQUIREMENTS, faults, rows

wrong = faults()
told = [evidence for _, evidence in rows()]
tested = sum(bool(re.search(r"`[a-z]+/(?:test_\w+|b\d+)", one)) for one in told)
print(
    f"BAR B58 {'FAIL' if wrong else 'PASS'} {len(told)} of {REQUIREMENTS} requirements answered: {tested} by tests, "
    f"{len(told) - tested} by a reason; {len(wrong)} answers do not hold, target {REQUIREMENTS} and 0"
)
print("\n".join(wrong), file=sys.stderr)
sys.exit(int(bool(wrong)))
