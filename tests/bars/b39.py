"""B39: sessions end by idleness, age, going, a new password, and the fourth; "is it you?" holds for five minutes."""

import sys

from tests.bars.verdicts import say

sys.exit(
    say(
        "B39",
        "shanyraq/access/tests/test_sessions.py",
        "shanyraq/access/tests/test_prove.py",
        "shanyraq/access/tests/test_end_access.py",
        "shanyraq/access/tests/test_log_in.py",
    )
)
