"""B40: fifteen characters and more in any script, spaces kept; nothing that is tried first."""

import sys

from tests.bars.verdicts import say

sys.exit(say("B40", "shanyraq/access/tests/test_accept_invitation.py"))
